// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes as absl::Status.

#include "hardwire/platform/absl_status.h"

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"
#include "fuzz/allocations.h"
#include "gtest/gtest.h"
#include "hardwire/outcomes.h"
#include "hardwire/result.h"

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

}  // namespace
}  // namespace hardwire
