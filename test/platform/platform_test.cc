// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The numbers that the three platforms give for each kind of outcome.

#include <cstdint>
#include <optional>

#include "gtest/gtest.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/platform/secure_transport.h"
#include "hardwire/result.h"

namespace hardwire {
namespace {

constexpr std::optional<int32_t> kNone;

struct Numbers {
  std::optional<int32_t> cfnetwork;  // packed
  std::optional<int32_t> openharmony;
  std::optional<int32_t> secure_transport;
};

void Expect(Result result, Numbers expected) {
  const std::optional<cfnetwork::StreamError> cf = cfnetwork::FromResult(result);
  EXPECT_EQ(cf ? std::optional<int32_t>(cf->packed()) : kNone, expected.cfnetwork)
      << Sentence(result);
  EXPECT_EQ(openharmony::FromResult(result), expected.openharmony) << Sentence(result);
  EXPECT_EQ(secure_transport::FromResult(result), expected.secure_transport) << Sentence(result);
}

Result Error(Code code, Detail detail, uint8_t octet = 0, Layer layer = Layer::kSocks) {
  return Result::Error(code, detail, 0, octet, layer);
}

TEST(PlatformTest, OkIsZero) {
  Expect(Result::Ok(7), {0, 0, 0});
  Expect(Result::Ok(5, Layer::kTls), {kNone, 0, 0});
}

TEST(PlatformTest, NeedMore) {
  Expect(Result::NeedMore(7), {kNone, kNone, -9803});
  Expect(Result::NeedMore(5, Layer::kTls), {kNone, 2303502, -9803});
}

TEST(PlatformTest, Serialization) {
  Expect(Error(Code::kSerialization, Detail::kOutputTooSmall), {kNone, 2301212, -9817});
  Expect(Error(Code::kSerialization, Detail::kDomainTooLong), {kNone, 2301212, -9810});
  Expect(Error(Code::kSerialization, Detail::kRecordOverflow, 0, Layer::kTls),
         {kNone, 2301212, -9810});
  // Not a version that anybody wants.
  Expect(Error(Code::kSerialization, Detail::kAuthVersion, 5), {kNone, 2301212, -9810});
}

TEST(PlatformTest, SocksDeserialization) {
  Expect(Error(Code::kDeserialization, Detail::kReservedNonzero, 1), {kNone, 2301213, kNone});
  Expect(Error(Code::kDeserialization, Detail::kSocksVersion, 4), {0x10004, 2301213, kNone});
  Expect(Error(Code::kDeserialization, Detail::kAuthVersion, 5), {0x10005, 2301213, kNone});
  Expect(Error(Code::kDeserialization, Detail::kReplyVersion, 4), {0x10004, 2301213, kNone});
}

TEST(PlatformTest, TlsDeserialization) {
  Expect(Error(Code::kDeserialization, Detail::kRecordOverflow, 0, Layer::kTls),
         {kNone, 2303501, -9847});
  Expect(Error(Code::kDeserialization, Detail::kNotTlsText, 0x47, Layer::kTls),
         {kNone, 2303501, -9800});
}

TEST(PlatformTest, BadAddressAndBadState) {
  Expect(Error(Code::kBadAddress, Detail::kUnknownAddressType, 2), {1, 2301213, kNone});
  Expect(Error(Code::kBadState, Detail::kNone), {2, 2300002, -9810});
}

TEST(PlatformTest, Refusals) {
  Expect(Error(Code::kPeerRefused, Detail::kNoAcceptableMethod, 255), {0x400FF, 2301209, kNone});
  Expect(Error(Code::kPeerRefused, Detail::kCredentialsRejected, 9), {0x30009, 2301207, kNone});
  Expect(Error(Code::kPeerRefused, Detail::kSocks5Refused, 5), {0x50005, 2301208, kNone});
}

TEST(PlatformTest, PackedKeepsSubdomainAndCode) {
  const cfnetwork::StreamError error = {0x0005, 0x00F0};
  EXPECT_EQ(error.packed(), 0x000500F0);
}

}  // namespace
}  // namespace hardwire
