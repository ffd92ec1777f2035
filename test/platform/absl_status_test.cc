// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes as absl::Status.

#include "hardwire/platform/absl_status.h"

#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"
#include "fuzz/allocations.h"
#include "gtest/gtest.h"
#include "hardwire/outcomes.h"
#include "hardwire/result.h"
#include "test/differential/platform_model.h"

namespace hardwire {
namespace {

std::string Payload(const absl::Status& status, absl::string_view type) {
  const auto payload = status.GetPayload(type);
  return payload ? std::string(*payload) : "none";
}

absl::StatusCode CodeOf(Code code, Detail detail, uint8_t octet = 0) {
  return ToStatus(Result::Error(code, detail, 3, octet)).code();
}

TEST(AbslStatus, OkAllocatesNothing) {
  const uint64_t before = fuzz::Allocations();
  const absl::Status status = ToStatus(Result::Ok(7));
  EXPECT_EQ(fuzz::Allocations(), before);
  EXPECT_TRUE(status.ok());
}

TEST(AbslStatus, SaysWhatAndWhere) {
  EXPECT_EQ(
      ToStatus(Result::Error(Code::kDeserialization, Detail::kReservedNonzero, 2, 1)).message(),
      "reserved_nonzero at offset 2: a reserved octet is not zero");
  EXPECT_EQ(ToStatus(Result::NeedMore(7)).message(),
            "the message is not complete yet: at least 7 bytes are needed");
  EXPECT_EQ(ToStatus(Result::Error(Code::kSerialization, Detail::kOutputTooSmall, 22)).message(),
            "the output buffer is too small for the message, which needs 22 bytes");
  for (uint32_t needed = 0; needed < 700; ++needed) {
    const Result small = Result::Error(Code::kSerialization, Detail::kOutputTooSmall, needed);
    EXPECT_EQ(ToStatus(small).message(),
              "the output buffer is too small for the message, which needs " +
                  std::to_string(needed) + " bytes");
  }
  EXPECT_EQ(ToStatus(Result::Error(Code::kBadState, Detail::kNone, 0)).message(),
            "bad_state at offset 0: the call is not allowed in this state");
}

TEST(AbslStatus, CarriesTheNumbers) {
  const absl::Status socks =
      ToStatus(Result::Error(Code::kPeerRefused, Detail::kSocks5Refused, 1, 5));
  EXPECT_EQ(Payload(socks, kCfNetworkPayload), "327685");
  EXPECT_EQ(Payload(socks, kOpenHarmonyPayload), "2301208");
  EXPECT_EQ(Payload(socks, kSecureTransportPayload), "none");
  EXPECT_EQ(Payload(socks, kDetailPayload), "socks5_refused");
  const absl::Status tls =
      ToStatus(Result::Error(Code::kDeserialization, Detail::kRecordOverflow, 3, 0, Layer::kTls));
  EXPECT_EQ(Payload(tls, kCfNetworkPayload), "none");
  EXPECT_EQ(Payload(tls, kOpenHarmonyPayload), "2303501");
  EXPECT_EQ(Payload(tls, kSecureTransportPayload), "-9847");
}

TEST(AbslStatus, CanonicalCodes) {
  EXPECT_EQ(ToStatus(Result::NeedMore(7)).code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(CodeOf(Code::kSerialization, Detail::kDomainTooLong),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(Code::kSerialization, Detail::kOutputTooSmall),
            absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(CodeOf(Code::kDeserialization, Detail::kReservedNonzero),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(Code::kDeserialization, Detail::kSocksVersion),
            absl::StatusCode::kUnimplemented);
  EXPECT_EQ(CodeOf(Code::kBadAddress, Detail::kUnknownAddressType),
            absl::StatusCode::kUnimplemented);
  EXPECT_EQ(CodeOf(Code::kBadState, Detail::kNone), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(CodeOf(Code::kPeerRefused, Detail::kNoAcceptableMethod, 255),
            absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(CodeOf(Code::kPeerRefused, Detail::kSocks5Refused, 2),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(CodeOf(Code::kPeerRefused, Detail::kSocks5Refused, 5), absl::StatusCode::kUnavailable);
  EXPECT_EQ(CodeOf(Code::kPeerRefused, Detail::kCloseNotify), absl::StatusCode::kOutOfRange);
}

TEST(AbslStatus, EveryDetailIsAnError) {
  for (const internal::Outcome& row : internal::kOutcomes) {
    if (row.detail == Detail::kNone) continue;
    const absl::Status status = ToStatus(Result::Error(row.code, row.detail, 0, 0, row.layer));
    EXPECT_FALSE(status.ok()) << row.name;
    EXPECT_EQ(Payload(status, kDetailPayload), row.name);
  }
}

// As error_code.h, in Abseil's words.
absl::StatusCode CodeOf(std::errc condition) {
  switch (condition) {
    case std::errc::no_buffer_space:
      return absl::StatusCode::kResourceExhausted;
    case std::errc::protocol_not_supported:
    case std::errc::address_family_not_supported:
    case std::errc::operation_not_supported:
      return absl::StatusCode::kUnimplemented;
    case std::errc::operation_not_permitted:
      return absl::StatusCode::kFailedPrecondition;
    case std::errc::permission_denied:
      return absl::StatusCode::kPermissionDenied;
    case std::errc::not_connected:
      return absl::StatusCode::kOutOfRange;
    case std::errc::resource_unavailable_try_again:
    case std::errc::network_unreachable:
    case std::errc::host_unreachable:
    case std::errc::connection_refused:
    case std::errc::connection_aborted:
      return absl::StatusCode::kUnavailable;
    default:
      return absl::StatusCode::kInvalidArgument;
  }
}

std::string Shown(platform_model::Number number) {
  return number ? std::to_string(*number) : "none";
}

TEST(AbslStatus, SaysOfEveryOutcomeWhatThePlatformsSay) {
  int differences = 0;
  platform_model::EveryOutcome(true, [&](Result result, const platform_model::Said& said) {
    const absl::Status status = ToStatus(result);
    // The errc of a method or of credentials is that of a ruleset too: Abseil tells them apart.
    const bool ruleset = said.detail == "socks5_refused";
    absl::StatusCode code = CodeOf(platform_model::Errc(said));
    if (code == absl::StatusCode::kPermissionDenied && !ruleset) {
      code = absl::StatusCode::kUnauthenticated;
    }
    const bool same =
        status.code() == code &&
        Payload(status, kCfNetworkPayload) == Shown(platform_model::CfNetwork(said)) &&
        Payload(status, kOpenHarmonyPayload) == Shown(platform_model::OpenHarmony(said)) &&
        Payload(status, kSecureTransportPayload) == Shown(platform_model::SecureTransport(said)) &&
        Payload(status, kDetailPayload) == said.detail;
    if (same || ++differences > 5) return;
    ADD_FAILURE() << said.code << " " << said.detail << " " << said.layer << " " << said.octet;
  });
  EXPECT_EQ(differences, 0);
}

}  // namespace
}  // namespace hardwire
