// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/sslv2_hello.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

const char kTwoSuites[] =
    "80 2f 01 03 01 00 06 00 00 00 20 00 00 2f 00 00 ff"
    "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e "
    "1f";

Result Bad(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, n, octet, Layer::kTls);
}
Result More(uint32_t n) { return Result::NeedMore(n, Layer::kTls); }

Result DecodeHex(const std::string& hex) {
  Sslv2Hello hello;
  return Decode(Hex(hex), &hello);
}

TEST(Sslv2HelloTest, Fields) {
  const std::vector<uint8_t> bytes = Hex(kTwoSuites) + Hex("16 03");
  Sslv2Hello hello;
  ASSERT_EQ(Decode(bytes, &hello), Result::Ok(49, Layer::kTls));
  EXPECT_EQ(hello.version, 0x0301);
  EXPECT_EQ(hello.cipher_specs, MakeConstSpan(bytes.data() + 11, 6));
  EXPECT_EQ(hello.challenge, MakeConstSpan(bytes.data() + 17, 32));
  std::vector<uint8_t> newer = bytes;
  newer[4] = 3;
  ASSERT_TRUE(Decode(newer, &hello).ok());
  EXPECT_EQ(hello.version, 0x0303);
}

TEST(Sslv2HelloTest, EveryPrefixNeedsMore) {
  const std::vector<uint8_t> bytes = Hex(kTwoSuites);
  for (size_t size = 2; size < bytes.size(); ++size) {
    Sslv2Hello hello;
    EXPECT_EQ(Decode(MakeConstSpan(bytes.data(), size), &hello), More(49)) << size;
  }
  EXPECT_EQ(DecodeHex(""), More(30));
  EXPECT_EQ(DecodeHex("80"), More(30));
  EXPECT_EQ(DecodeHex("81"), More(2 + 256));
}

TEST(Sslv2HelloTest, Lengths) {
  EXPECT_EQ(DecodeHex("00"), Bad(Detail::kSslv2Length, 0, 0));
  EXPECT_EQ(DecodeHex("01"), Bad(Detail::kSslv2Length, 0, 0x01));
  EXPECT_EQ(DecodeHex("7f 2f"), Bad(Detail::kSslv2Length, 0, 0x7F));
  EXPECT_EQ(DecodeHex("80 1b"), Bad(Detail::kSslv2Length, 0));
  EXPECT_EQ(DecodeHex("80 1c"), More(30));
  EXPECT_EQ(DecodeHex("90 00"), More(4098));
  EXPECT_EQ(DecodeHex("90 01"), Bad(Detail::kSslv2Length, 0));
  EXPECT_EQ(DecodeHex("91"), Bad(Detail::kSslv2Length, 0, 0x91));
}

// CVE-2015-0293, CVE-2017-7502: other messages, and an empty one.
TEST(Sslv2HelloTest, NoOtherMessage) {
  EXPECT_EQ(DecodeHex("80 2f 02"), Bad(Detail::kSslv2MessageType, 2, 2));
  EXPECT_EQ(DecodeHex("80 00 01 03 01"), Bad(Detail::kSslv2Length, 0));
  EXPECT_EQ(DecodeHex("80 2f 01 02"), Bad(Detail::kRecordMajorVersion, 3, 2));
}

TEST(Sslv2HelloTest, TheLengthsAddUp) {
  const std::string head = "80 2f 01 03 01 ";
  EXPECT_EQ(DecodeHex(head + "00 00"), Bad(Detail::kSslv2CipherSpecs, 5));
  EXPECT_EQ(DecodeHex(head + "00 07"), Bad(Detail::kSslv2CipherSpecs, 5));
  EXPECT_EQ(DecodeHex(head + "00 03"), Bad(Detail::kSslv2Challenge, 5));  // 35 octets are left
  EXPECT_EQ(DecodeHex(head + "00 06"), More(49));                         // 32
  EXPECT_EQ(DecodeHex(head + "00 15"), More(49));                         // 17
  EXPECT_EQ(DecodeHex(head + "00 18"), Bad(Detail::kSslv2Challenge, 5));  // 14
  EXPECT_EQ(DecodeHex(head + "00 06 00 01"), Bad(Detail::kSslv2SessionId, 7));
  EXPECT_EQ(DecodeHex(head + "00 06 00 00 00 1f"), Bad(Detail::kSslv2Challenge, 9));
  EXPECT_EQ(DecodeHex("80 2e 01 03 01 00 06 00 00 00 1f"), More(48));
  EXPECT_EQ(DecodeHex("80 2e 01 03 01 00 15"), More(48));                         // 16
  EXPECT_EQ(DecodeHex("80 30 01 03 01 00 06"), Bad(Detail::kSslv2Challenge, 5));  // 33
}

TEST(Sslv2HelloTest, EqualityLooksAtFields) {
  const std::vector<uint8_t> bytes = Hex(kTwoSuites);
  Sslv2Hello a;
  ASSERT_TRUE(Decode(bytes, &a).ok());
  Sslv2Hello b = a;
  EXPECT_TRUE(a == b);
  b.version = 0x0303;
  EXPECT_FALSE(a == b);
  b = a;
  b.cipher_specs = {};
  EXPECT_FALSE(a == b);
  b = a;
  b.challenge = {};
  EXPECT_FALSE(a == b);
}

TEST(Sslv2HelloTest, Encode) {
  const std::vector<uint8_t> bytes = Hex(kTwoSuites);
  Sslv2Hello hello;
  ASSERT_TRUE(Decode(bytes, &hello).ok());
  std::vector<uint8_t> output(49);
  EXPECT_EQ(Encode(hello, MakeSpan(output)), Result::Ok(49, Layer::kTls));
  EXPECT_EQ(output, bytes);
  const auto refused = [&output](const Sslv2Hello& wrong) {
    return Encode(wrong, MakeSpan(output)).detail();
  };
  EXPECT_EQ(Encode(hello, MakeSpan(output).first(48)),
            Result::Error(Code::kSerialization, Detail::kOutputTooSmall, 49, 0, Layer::kTls));
  Sslv2Hello wrong = hello;
  wrong.version = 0x0200;
  EXPECT_EQ(refused(wrong), Detail::kRecordMajorVersion);
  wrong = hello;
  wrong.cipher_specs = MakeConstSpan(bytes.data() + 11, 5);
  EXPECT_EQ(refused(wrong), Detail::kSslv2CipherSpecs);
  wrong = hello;
  wrong.challenge = MakeConstSpan(bytes.data() + 17, 15);
  EXPECT_EQ(refused(wrong), Detail::kSslv2Challenge);
  wrong.challenge = {};
  wrong.cipher_specs = {};
  EXPECT_EQ(refused(wrong), Detail::kSslv2Length);
}

// Saved inputs begin with it.
TEST(MessageIdTest, NeverChanges) { EXPECT_EQ(Sslv2Hello::kInfo.id, 36); }

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
