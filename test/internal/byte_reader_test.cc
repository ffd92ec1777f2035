// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Built with --config=loads as well, where the reader stops what reads outside.

#include "hardwire/internal/byte_reader.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {
namespace {

constexpr uint8_t kOctets[] = {0x81, 0x92, 0xA3, 0xB4, 0xC5, 0xD6, 0xE7, 0xF8, 0x09};

ByteReader Reader(size_t size) { return ByteReader(MakeConstSpan(kOctets, size)); }

TEST(ByteReader, ReadsBigEndianIntegersAnywhere) {
  const ByteReader in = Reader(9);
  EXPECT_EQ(in.size(), 9u);
  EXPECT_EQ(in.U8(8), 0x09);
  EXPECT_EQ(in.U16(1), 0x92A3);
  EXPECT_EQ(in.U24(1), 0x92A3B4u);
  EXPECT_EQ(in.U32(1), 0x92A3B4C5u);
  EXPECT_EQ(in.U48(1), 0x92A3B4C5D6E7u);
  EXPECT_EQ(in.U64(1), 0x92A3B4C5D6E7F809u);
}

TEST(ByteReader, ReadsTextAsOctets) {
  const ByteReader in(string_view("a\xFF", 2));
  EXPECT_EQ(in.size(), 2u);
  EXPECT_EQ(in.U16(0), 0x61FF);
}

TEST(ByteReader, TakesWhatIsAbsentFromTheCaller) {
  EXPECT_EQ(Reader(2).U8Or(1, 0x55), 0x92);
  EXPECT_EQ(Reader(1).U8Or(1, 0x55), 0x55);
  const uint16_t two[] = {0x1234, 0x8134, 0x8192, 0x8192};
  for (size_t size = 0; size < 4; ++size) {
    EXPECT_EQ(Reader(size).FirstU16Or(0x1234), two[size]) << size;
  }
  const uint32_t four[] = {0x1234567B, 0x8134567B, 0x8192567B, 0x8192A37B, 0x8192A3B4, 0x8192A3B4};
  for (size_t size = 0; size < 6; ++size) {
    EXPECT_EQ(Reader(size).FirstU32Or(0x1234567B), four[size]) << size;
  }
}

TEST(ByteReader, CopiesAndViews) {
  const ByteReader in = Reader(5);
  EXPECT_EQ(in.Octets<3>(2), (std::array<uint8_t, 3>{0xA3, 0xB4, 0xC5}));
  EXPECT_EQ(in.Bytes(2, 3).data(), kOctets + 2);
  EXPECT_EQ(in.Bytes(2, 3).size(), 3u);
  EXPECT_EQ(in.Bytes(5, 0).size(), 0u);
  EXPECT_EQ(in.Text(1, 4), "\x92\xA3\xB4\xC5");
  EXPECT_EQ(static_cast<const void*>(in.Text(1, 4).data()), kOctets + 1);
}

#ifdef HARDWIRE_COUNT_LOADS

TEST(ByteReader, CountsWhatIsLoaded) {
  std::vector<uint8_t> counts(9);
  load_counts = counts.data();
  const ByteReader in = Reader(9);
  static_cast<void>(in.U8(0));
  static_cast<void>(in.U16(0));
  static_cast<void>(in.U24(1));
  static_cast<void>(in.U32(4));
  static_cast<void>(in.Octets<2>(6));
  static_cast<void>(in.Bytes(0, 9));
  static_cast<void>(in.Text(0, 9));
  load_counts = nullptr;
  EXPECT_EQ(counts, (std::vector<uint8_t>{2, 2, 1, 1, 1, 1, 2, 2, 0}));
}

TEST(ByteReaderDeathTest, StopsWhatReadsOutside) {
  const ByteReader in = Reader(5);
  EXPECT_DEATH(in.U8(5), "");
  EXPECT_DEATH(in.U16(4), "");
  EXPECT_DEATH(in.U24(3), "");
  EXPECT_DEATH(in.U32(2), "");
  EXPECT_DEATH(in.Octets<3>(3), "");
  EXPECT_DEATH(static_cast<void>(in.Bytes(3, 3)), "");
  EXPECT_DEATH(static_cast<void>(in.Text(3, 3)), "");
  // Nor does a sum that wraps get through.
  EXPECT_DEATH(static_cast<void>(in.Bytes(6, SIZE_MAX - 5)), "");
  EXPECT_DEATH(static_cast<void>(in.Bytes(3, SIZE_MAX)), "");
}

#endif

}  // namespace
}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
