// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/dtls_ack.h"

#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

constexpr RecordNumber kNumbers[] = {{2, 3}, {0x0102030405060708, 0x1112131415161718}};
constexpr char kMessage[] =
    "00 20 0000000000000002 0000000000000003 0102030405060708 1112131415161718";

Result Bad(Code code, Detail detail, uint32_t n) {
  return Result::Error(code, detail, n, 0, Layer::kDtls);
}

TEST(AckTest, Decode) {
  const std::vector<uint8_t> body = Hex(kMessage) + Hex("ff");
  Ack ack;
  ASSERT_EQ(Decode(body, &ack), Result::Ok(34, Layer::kDtls));
  ASSERT_EQ(ack.size(), 2u);
  EXPECT_TRUE(ack[0] == kNumbers[0]);
  EXPECT_TRUE(ack[1] == kNumbers[1]);
}

TEST(AckTest, NoEntries) {
  Ack ack;
  EXPECT_EQ(ack.size(), 0u);
  EXPECT_EQ(Decode(Hex("00 00"), &ack), Result::Ok(2, Layer::kDtls));
  EXPECT_EQ(ack.size(), 0u);
}

TEST(AckTest, Truncated) {
  const std::vector<uint8_t> body = Hex(kMessage);
  Ack ack;
  ASSERT_TRUE(Decode(body, &ack).ok());
  for (uint32_t size = 0; size < body.size(); ++size) {
    EXPECT_EQ(Decode(MakeConstSpan(body.data(), size), &ack),
              Bad(Code::kDeserialization, Detail::kTruncated, size));
  }
  EXPECT_EQ(ack.size(), 2u);
}

TEST(AckTest, EveryLength) {
  for (uint32_t length = 0; length <= UINT16_MAX; ++length) {
    const uint8_t octets[] = {static_cast<uint8_t>(length >> 8),
                              static_cast<uint8_t>(length & 0xFF)};
    Result expected = Bad(Code::kDeserialization, Detail::kTruncated, 2);
    if (length == 0) expected = Result::Ok(2, Layer::kDtls);
    if (length > 16382) expected = Bad(Code::kDeserialization, Detail::kRecordOverflow, 0);
    if (length % 16 != 0) expected = Bad(Code::kDeserialization, Detail::kAckLength, 0);
    Ack ack;
    ASSERT_EQ(Decode(octets, &ack), expected) << length;
  }
}

TEST(AckTest, TheLengthIsThatOfEntries) {
  const Result uneven = Bad(Code::kDeserialization, Detail::kAckLength, 0);
  Ack ack;
  EXPECT_EQ(Decode(Hex("00 01 00"), &ack), uneven);
  EXPECT_EQ(Decode(Hex("00 0f 000000000000000200000000000000"), &ack), uneven);
  // Decided as soon as the length is there.
  EXPECT_EQ(Decode(Hex("00 11"), &ack), uneven);
  EXPECT_EQ(Decode(Hex("3f f0"), &ack), Bad(Code::kDeserialization, Detail::kTruncated, 2));
  EXPECT_EQ(Decode(Hex("40 00"), &ack), Bad(Code::kDeserialization, Detail::kRecordOverflow, 0));
  const std::vector<uint8_t> entries = Hex("0000000000000002 00000000000000");
  ack.entries = entries;
  std::vector<uint8_t> room(34, 0x5A);
  EXPECT_EQ(Encode(ack, MakeSpan(room)), Bad(Code::kSerialization, Detail::kAckLength, 0));
  EXPECT_EQ(room, std::vector<uint8_t>(34, 0x5A));
}

TEST(AckTest, Encode) {
  std::vector<uint8_t> room(34, 0x5A);
  EXPECT_EQ(EncodeAck(kNumbers, MakeSpan(room.data(), 33)),
            Bad(Code::kSerialization, Detail::kOutputTooSmall, 34));
  EXPECT_EQ(room, std::vector<uint8_t>(34, 0x5A));
  EXPECT_EQ(EncodeAck(kNumbers, MakeSpan(room)), Result::Ok(34, Layer::kDtls));
  EXPECT_EQ(room, Hex(kMessage));
  EXPECT_EQ(EncodeAck({}, MakeSpan(room)), Result::Ok(2, Layer::kDtls));
  const std::vector<uint8_t> body = Hex(kMessage);
  Ack ack;
  ASSERT_TRUE(Decode(body, &ack).ok());
  EXPECT_EQ(EncodedSize(ack), 34u);
  EXPECT_EQ(Encode(ack, MakeSpan(room.data(), 33)),
            Bad(Code::kSerialization, Detail::kOutputTooSmall, 34));
  EXPECT_EQ(Encode(ack, MakeSpan(room)), Result::Ok(34, Layer::kDtls));
  EXPECT_EQ(room, body);
}

TEST(AckTest, TheMostEntriesFillARecord) {
  const std::vector<RecordNumber> numbers(kMaxAckEntries + 1);
  std::vector<uint8_t> room(kMaxPlaintext);
  EXPECT_EQ(EncodeAck(numbers, MakeSpan(room)),
            Bad(Code::kSerialization, Detail::kRecordOverflow, 0));
  EXPECT_EQ(EncodeAck(MakeConstSpan(numbers.data(), kMaxAckEntries), MakeSpan(room)),
            Result::Ok(16370, Layer::kDtls));
  // 2^60 + 1 of them have the octets of one.
  const Span<const RecordNumber> many(numbers.data(), (size_t{1} << (sizeof(size_t) * 8 - 4)) + 1);
  EXPECT_EQ(EncodeAck(many, MakeSpan(room)), Bad(Code::kSerialization, Detail::kRecordOverflow, 0));
  Ack ack;
  ASSERT_TRUE(Decode(room, &ack).ok());
  EXPECT_EQ(ack.size(), kMaxAckEntries);
}

TEST(AckTest, Equality) {
  EXPECT_FALSE(kNumbers[0] == kNumbers[1]);
  EXPECT_FALSE((kNumbers[0] == RecordNumber{2, 4}));
  EXPECT_TRUE((kNumbers[0] == RecordNumber{2, 3}));
}

// Saved inputs begin with it.
TEST(MessageIdTest, NeverChanges) { EXPECT_EQ(Ack::kInfo.id, 40); }

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
