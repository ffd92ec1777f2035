// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/record_split.h"

#include <cstdint>
#include <vector>

#include "fuzz/random_message.h"
#include "fuzz/split_laws.h"
#include "gtest/gtest.h"
#include "hardwire/tls/record.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

constexpr RecordContext kPlain = RecordContext::Plain(0x0303);
constexpr RecordContext kSixtyFour = RecordContext::Plain(0x0303, {64});

Result Unsendable(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kSerialization, detail, n, octet, Layer::kTls);
}

// Splits, decodes again, and puts the fragments together.
void ExpectSplit(size_t size, const RecordContext& context, size_t records) {
  std::vector<uint8_t> content(size);
  for (size_t i = 0; i < size; ++i) content[i] = static_cast<uint8_t>(i * 7);
  EXPECT_EQ(RecordCount(size, context), records);
  EXPECT_EQ(SplitSize(size, context), size + 5 * records);
  std::vector<uint8_t> output(SplitSize(size, context) + 1, 0xEE);
  const Result result =
      EncodeSplit(ContentType::kApplicationData, 0x0303, content, MakeSpan(output), context);
  ASSERT_EQ(result, Result::Ok(static_cast<uint32_t>(size + 5 * records), Layer::kTls));
  EXPECT_EQ(output.back(), 0xEE);
  std::vector<uint8_t> joined;
  size_t offset = 0;
  for (size_t i = 0; i < records; ++i) {
    Record record;
    const Result read =
        Decode(MakeConstSpan(output).subspan(offset), &record, context, Policy::Strict());
    ASSERT_TRUE(read.ok());
    EXPECT_LE(record.fragment.size(), context.limit());
    joined.insert(joined.end(), record.fragment.begin(), record.fragment.end());
    offset += read.consumed();
  }
  EXPECT_EQ(offset, result.written());
  EXPECT_EQ(joined, content);
}

TEST(RecordSplitTest, AtTheBoundaries) {
  ExpectSplit(0, kPlain, 1);
  ExpectSplit(1, kPlain, 1);
  ExpectSplit(16384, kPlain, 1);
  ExpectSplit(16385, kPlain, 2);
  ExpectSplit(32768, kPlain, 2);
  ExpectSplit(100000, kPlain, 7);
  ExpectSplit(64, kSixtyFour, 1);
  ExpectSplit(65, kSixtyFour, 2);
  ExpectSplit(1000, kSixtyFour, 16);
}

TEST(RecordSplitTest, LawsHoldForRandomContent) {
  fuzz::Random random(8449);
  for (int i = 0; i < 20000; ++i) {
    std::vector<uint8_t> input(4 + random.Below(600));
    for (uint8_t& octet : input) octet = random.InterestingOctet();
    if (random.Below(2) == 0) input[3] = static_cast<uint8_t>(20 + random.Below(5));
    fuzz::CheckSplit(input);
  }
}

TEST(RecordSplitTest, ASmallOutputIsUntouched) {
  const std::vector<uint8_t> content(130);
  for (const size_t room : {size_t{0}, size_t{69}, size_t{144}}) {
    std::vector<uint8_t> output(room, 7);
    EXPECT_EQ(EncodeSplit(ContentType::kHandshake, 0x0303, content, MakeSpan(output), kSixtyFour),
              Unsendable(Detail::kOutputTooSmall, 145));
    EXPECT_EQ(output, std::vector<uint8_t>(room, 7));
  }
}

TEST(RecordSplitTest, AnOutputOfTheSizeNeeded) {
  const std::vector<uint8_t> content(130);
  std::vector<uint8_t> output(145, 7);
  EXPECT_EQ(EncodeSplit(ContentType::kHandshake, 0x0303, content, MakeSpan(output), kSixtyFour),
            Result::Ok(145, Layer::kTls));
}

TEST(RecordSplitTest, MessagesThatJustFitTheLimit) {
  std::vector<uint8_t> output(7, 7);
  const RecordContext one = RecordContext::Plain(0x0303, {1});
  const RecordContext two = RecordContext::Plain(0x0303, {2});
  EXPECT_TRUE(EncodeSplit(ContentType::kAlert, 0x0303, Hex("02 28"), MakeSpan(output), two).ok());
  EXPECT_TRUE(
      EncodeSplit(ContentType::kChangeCipherSpec, 0x0303, Hex("01"), MakeSpan(output), one).ok());
}

TEST(RecordSplitTest, WhatCannotBeSent) {
  std::vector<uint8_t> output(100, 7);
  const std::vector<uint8_t> untouched = output;
  const RecordContext one = RecordContext::Plain(0x0303, {1});
  EXPECT_EQ(EncodeSplit(ContentType::kHandshake, 0x0303, {}, MakeSpan(output), kPlain),
            Unsendable(Detail::kEmptyFragment, 3));
  EXPECT_EQ(EncodeSplit(ContentType::kAlert, 0x0303, Hex("02 28"), MakeSpan(output), one),
            Unsendable(Detail::kAlertSize, 3));
  EXPECT_EQ(EncodeSplit(ContentType::kChangeCipherSpec, 0x0303, Hex("01 02"), MakeSpan(output), one,
                        Policy::Lenient()),
            Unsendable(Detail::kCcsValue, 3));
  EXPECT_EQ(EncodeSplit(ContentType::kHandshake, 0x0201, Hex("01"), MakeSpan(output), kPlain),
            Unsendable(Detail::kRecordMajorVersion, 1, 2));
  // The reason comes before the size.
  EXPECT_EQ(EncodeSplit(ContentType::kHandshake, 0x0201, Hex("01"), {}, kPlain),
            Unsendable(Detail::kRecordMajorVersion, 1, 2));
  EXPECT_EQ(output, untouched);
}

TEST(RecordSplitTest, SizesDoNotWrap) {
  EXPECT_EQ(SplitSize(SIZE_MAX, kPlain), SIZE_MAX);
  EXPECT_EQ(SplitSize(SIZE_MAX - 5, kPlain), SIZE_MAX);
  EXPECT_EQ(SplitSize(SIZE_MAX - SIZE_MAX / 8192, kPlain), SIZE_MAX);
  // The most that fits: as many records as there can be, and one octet to spare.
  const size_t records = SIZE_MAX / (16384 + 5) + 1;
  EXPECT_EQ(SplitSize(SIZE_MAX - 5 * records - 1, kPlain), SIZE_MAX - 1);
  const Span<const uint8_t> huge(nullptr, uint64_t{UINT32_MAX});  // never read
  EXPECT_EQ(EncodeSplit(ContentType::kHandshake, 0x0303, huge, {}, kPlain),
            Unsendable(Detail::kRecordOverflow, 3));
  // The largest size that a result can tell and SplitSize can count: where size_t has 32 bits,
  // UINT32_MAX is its "cannot be counted".
  const size_t largest = SIZE_MAX > UINT32_MAX ? UINT32_MAX : SIZE_MAX - 1;
  const size_t most = largest - 5 * (largest / (16384 + 5) + 1);
  ASSERT_EQ(SplitSize(most, kPlain), largest);
  const uint8_t first = 0;
  EXPECT_EQ(EncodeSplit(ContentType::kHandshake, 0x0303, {&first, most}, {}, kPlain),
            Unsendable(Detail::kOutputTooSmall, static_cast<uint32_t>(largest)));
  ASSERT_EQ(SplitSize(most + 1, kPlain), largest + 1);
  EXPECT_EQ(EncodeSplit(ContentType::kHandshake, 0x0303, {&first, most + 1}, {}, kPlain),
            Unsendable(Detail::kRecordOverflow, 3));
}

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
