// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/gssapi.h"

#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace gssapi {
namespace {

Result DecodeBytes(const std::vector<uint8_t>& bytes) {
  Frame frame;
  return Decode(bytes, &frame);
}

static_assert(!kBreaksRules<Frame>, "no policy");

TEST(GssapiTest, ViewsTheToken) {
  const std::vector<uint8_t> bytes = Hex("01 03 00 02 be ef ff");
  Frame frame;
  ASSERT_EQ(Decode(bytes, &frame), Result::Ok(6));
  EXPECT_EQ(frame.type, Type::kPerMessageData);
  EXPECT_EQ(frame.token.data(), bytes.data() + 4);
  EXPECT_EQ(frame.token.size(), 2u);
  EXPECT_TRUE(Verdict(frame).ok());
}

TEST(GssapiTest, AbortIsTwoOctets) {
  Frame frame;
  ASSERT_EQ(Decode(Hex("01 ff 00 05"), &frame), Result::Ok(2));
  EXPECT_EQ(frame.type, Type::kAbort);
  EXPECT_TRUE(frame.token.empty());
  EXPECT_EQ(Verdict(frame), Result::Error(Code::kPeerRefused, Detail::kGssapiAborted, 1, 0xFF));
}

TEST(GssapiTest, AsksForTheShortestFrame) {
  EXPECT_EQ(DecodeBytes({}), Result::NeedMore(2));
  EXPECT_EQ(DecodeBytes(Hex("01")), Result::NeedMore(2));
  EXPECT_EQ(DecodeBytes(Hex("01 01")), Result::NeedMore(4));
  EXPECT_EQ(DecodeBytes(Hex("01 01 00")), Result::NeedMore(4));
  EXPECT_EQ(DecodeBytes(Hex("01 01 05")), Result::NeedMore(4 + 0x500));
  EXPECT_EQ(DecodeBytes(Hex("01 01 05 06")), Result::NeedMore(4 + 0x506));
}

TEST(GssapiTest, EveryType) {
  for (int type = 0; type < 256; ++type) {
    const std::vector<uint8_t> bytes = {1, static_cast<uint8_t>(type), 0, 0};
    const Result r = DecodeBytes(bytes);
    if (type == 0xFF) {
      EXPECT_EQ(r, Result::Ok(2));
    } else if (type >= 1 && type <= 3) {
      EXPECT_EQ(r, Result::Ok(4));
    } else {
      EXPECT_EQ(r, Result::Error(Code::kDeserialization, Detail::kGssapiType, 1, bytes[1]));
    }
  }
  EXPECT_EQ(DecodeBytes(Hex("05")),
            Result::Error(Code::kDeserialization, Detail::kSocksVersion, 0, 5));
}

TEST(GssapiTest, LongestToken) {
  const std::vector<uint8_t> token(65536, 0xAA);
  std::vector<uint8_t> room(65540, 0xA5);
  Frame frame;
  frame.type = Type::kAuthentication;
  frame.token = MakeConstSpan(token.data(), 65535);
  EXPECT_EQ(EncodedSize(frame), kMaxFrameSize);
  ASSERT_EQ(Encode(frame, MakeSpan(room)), Result::Ok(65539));
  EXPECT_EQ(room[65539], 0xA5);
  Frame again;
  ASSERT_EQ(Decode(room, &again), Result::Ok(65539));
  EXPECT_TRUE(again == frame);
  const std::vector<uint8_t> before = room;
  frame.token = token;
  EXPECT_EQ(Encode(frame, MakeSpan(room)),
            Result::Error(Code::kSerialization, Detail::kTokenTooLong, 2));
  EXPECT_EQ(room, before);
}

TEST(GssapiTest, EncoderRefuses) {
  std::vector<uint8_t> room(8);
  const std::vector<uint8_t> token = {1};
  Frame frame;
  frame.type = Type::kAbort;
  ASSERT_EQ(Encode(frame, MakeSpan(room)), Result::Ok(2));
  EXPECT_EQ(EncodedSize(frame), 2u);
  frame.token = token;
  EXPECT_EQ(Encode(frame, MakeSpan(room)),
            Result::Error(Code::kSerialization, Detail::kTokenInAbort, 2));
  frame.type = static_cast<Type>(4);
  EXPECT_EQ(Encode(frame, MakeSpan(room)),
            Result::Error(Code::kSerialization, Detail::kGssapiType, 1, 4));
  frame.type = Type::kAuthentication;
  EXPECT_EQ(Encode(frame, MakeSpan(room.data(), 4)),
            Result::Error(Code::kSerialization, Detail::kOutputTooSmall, 5));
}

TEST(GssapiTest, EqualityLooksAtTypeAndToken) {
  const std::vector<uint8_t> token = {1};
  Frame a;
  Frame b;
  a.token = token;
  EXPECT_FALSE(a == b);
  a.type = Type::kAbort;
  EXPECT_FALSE(a == b);
}

// Saved inputs begin with it.
TEST(MessageIdTest, NeverChanges) { EXPECT_EQ(Frame::kInfo.id, 9); }

TEST(GssapiTest, TokensOfEveryLength) {
  for (uint32_t high = 0; high <= 0xFF; ++high) {
    std::vector<uint8_t> bytes = {1, 1, static_cast<uint8_t>(high), 3};
    bytes.resize(4 + high * 256 + 3, 0x7E);
    Frame frame;
    ASSERT_EQ(Decode(bytes, &frame), Result::Ok(static_cast<uint32_t>(bytes.size())));
    ASSERT_EQ(frame.token.data(), bytes.data() + 4) << high;
    ASSERT_EQ(frame.token.size(), bytes.size() - 4) << high;
  }
}

}  // namespace
}  // namespace gssapi
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
