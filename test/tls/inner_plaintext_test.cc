// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/inner_plaintext.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "gtest/gtest.h"
#include "test/bytes.h"

namespace hardwire {
namespace tls {
namespace {

constexpr RecordContext kAny = {Phase::kProtected, 0x0304};

Result Ok(size_t n) { return Result::Ok(static_cast<uint32_t>(n), Layer::kTls); }
Result Bad(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, n, octet, Layer::kTls);
}
Result Unsendable(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kSerialization, detail, n, octet, Layer::kTls);
}

Result DecodeHex(const std::string& hex, Policy policy = Policy::Interop()) {
  InnerPlaintext inner;
  return Decode(Hex(hex), &inner, kAny, policy);
}

TEST(InnerPlaintextTest, TheLastOctetThatIsNotZeroIsTheType) {
  const std::vector<uint8_t> bytes = Hex("00 00 61 00 17 00 00 00");
  InnerPlaintext inner;
  ASSERT_EQ(Decode(bytes, &inner, kAny, Policy::Strict()), Ok(8));
  EXPECT_EQ(inner.type, ContentType::kApplicationData);
  EXPECT_EQ(inner.content.data(), bytes.data());
  EXPECT_EQ(inner.content.size(), 4U);
  EXPECT_EQ(inner.padding, 3U);
}

TEST(InnerPlaintextTest, NoType) {
  EXPECT_EQ(DecodeHex(""), Bad(Detail::kTruncated, 0));
  EXPECT_EQ(DecodeHex("00 00", Policy::Lenient()), Bad(Detail::kNoContentType, 0));
}

TEST(InnerPlaintextTest, Types) {
  EXPECT_EQ(DecodeHex("01 14", Policy::Lenient()), Bad(Detail::kUnexpectedContentType, 1, 20));
  EXPECT_EQ(DecodeHex("61 13"), Bad(Detail::kUnknownContentType, 1, 0x13));
  EXPECT_EQ(DecodeHex("61 19"), Bad(Detail::kUnknownContentType, 1, 0x19));
  EXPECT_EQ(DecodeHex("61 19", Policy::Lenient()), Ok(2));
  EXPECT_EQ(DecodeHex("61 18", Policy::Strict()), Ok(2));
}

TEST(InnerPlaintextTest, EqualityLooksAtFields) {
  const std::vector<uint8_t> content = Hex("61 62");
  InnerPlaintext a;
  a.content = content;
  InnerPlaintext b = a;
  EXPECT_TRUE(a == b);
  b.type = ContentType::kHandshake;
  EXPECT_FALSE(a == b);
  b = a;
  b.padding = 1;
  EXPECT_FALSE(a == b);
  b = a;
  b.content = {};
  EXPECT_FALSE(a == b);
}

TEST(InnerPlaintextTest, EmptyContent) {
  EXPECT_EQ(DecodeHex("61 16", Policy::Strict()), Ok(2));
  EXPECT_EQ(DecodeHex("17", Policy::Strict()), Ok(1));
  EXPECT_EQ(DecodeHex("17 00", Policy::Strict()), Ok(2));
  for (const char* hex : {"15", "16", "16 00 00"}) {
    EXPECT_EQ(DecodeHex(hex, Policy::Strict()), Bad(Detail::kEmptyFragment, 0)) << hex;
    EXPECT_TRUE(DecodeHex(hex).ok()) << hex;
  }
}

TEST(InnerPlaintextTest, Alerts) {
  EXPECT_EQ(DecodeHex("01 00 15", Policy::Strict()), Ok(3));
  EXPECT_EQ(DecodeHex("02 28 15 00", Policy::Strict()), Ok(4));
  EXPECT_EQ(DecodeHex("03 28 15"), Bad(Detail::kAlertLevel, 0, 3));
  EXPECT_EQ(DecodeHex("02 15"), Bad(Detail::kAlertSize, 0));
  EXPECT_EQ(DecodeHex("02 28 02 28 15"), Bad(Detail::kAlertSize, 0));
  EXPECT_EQ(DecodeHex("02 28 02 28 15", Policy::Lenient()), Ok(5));
}

// RFC 8446 section 5.4: 2^14 + 1 octets of content, type and padding together.
TEST(InnerPlaintextTest, TheLimitIsExact) {
  std::vector<uint8_t> bytes(16385, 0x61);
  bytes.back() = 23;
  InnerPlaintext inner;
  EXPECT_EQ(Decode(bytes, &inner, kAny, Policy::Strict()), Ok(16385));
  bytes.push_back(0);
  EXPECT_EQ(Decode(bytes, &inner, kAny, Policy::Lenient()), Bad(Detail::kRecordOverflow, 0));
  const RecordContext limited = {Phase::kProtected, 0x0304, 64};
  EXPECT_TRUE(Decode(absl::MakeSpan(bytes).last(64), &inner, limited).ok());
  EXPECT_EQ(Decode(absl::MakeSpan(bytes).last(65), &inner, limited),
            Bad(Detail::kRecordOverflow, 0));
  const RecordContext raised = {Phase::kProtected, 0x0304, 0xFFFF};
  EXPECT_EQ(Decode(bytes, &inner, raised), Bad(Detail::kRecordOverflow, 0));
}

TEST(InnerPlaintextTest, Encode) {
  const std::vector<uint8_t> content = Hex("68 69");
  InnerPlaintext inner;
  inner.content = content;
  inner.padding = 2;
  std::vector<uint8_t> output(5, 7);
  EXPECT_EQ(Encode(inner, absl::MakeSpan(output).first(4), kAny),
            Unsendable(Detail::kOutputTooSmall, 5));
  EXPECT_EQ(output, std::vector<uint8_t>(5, 7));
  EXPECT_EQ(Encode(inner, absl::MakeSpan(output), kAny), Ok(5));
  EXPECT_EQ(output, Hex("68 69 17 00 00"));
  inner.padding = 0;
  EXPECT_EQ(Encode(inner, absl::MakeSpan(output), kAny), Ok(3));
  inner.type = ContentType::kHandshake;
  inner.content = {};
  EXPECT_EQ(Encode(inner, absl::MakeSpan(output), kAny), Unsendable(Detail::kEmptyFragment, 0));
  inner.type = static_cast<ContentType>(0);
  EXPECT_EQ(Encode(inner, absl::MakeSpan(output), kAny, Policy::Lenient()),
            Unsendable(Detail::kNoContentType, 0));
  inner.padding = 16385;
  EXPECT_EQ(Encode(inner, absl::MakeSpan(output), kAny), Unsendable(Detail::kRecordOverflow, 0));
}

TEST(InnerPlaintextTest, EncodeUpToTheLimit) {
  const RecordContext limited = {Phase::kProtected, 0x0304, 64};
  const std::vector<uint8_t> content = Hex("68 69");
  InnerPlaintext inner;
  inner.content = content;
  inner.padding = 61;
  std::vector<uint8_t> output(65, 7);
  EXPECT_EQ(Encode(inner, absl::MakeSpan(output), limited), Ok(64));
  inner.padding = 62;
  EXPECT_EQ(Encode(inner, absl::MakeSpan(output), limited), Unsendable(Detail::kRecordOverflow, 0));
}

TEST(InnerPlaintextTest, EncodedSizeDoesNotWrap) {
  InnerPlaintext inner;
  inner.padding = SIZE_MAX;
  EXPECT_EQ(EncodedSize(inner), SIZE_MAX);
  inner.padding = SIZE_MAX - 2;
  EXPECT_EQ(EncodedSize(inner), SIZE_MAX - 1);
}

}  // namespace
}  // namespace tls
}  // namespace hardwire
