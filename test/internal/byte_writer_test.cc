// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/internal/byte_writer.h"

#include <array>
#include <cstdint>

#include "gtest/gtest.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {
namespace {

// What `write` leaves in a buffer that was all 0x5A.
template <typename Write>
std::array<uint8_t, 9> Written(Write write) {
  std::array<uint8_t, 9> buffer;
  buffer.fill(0x5A);
  ByteWriter out(MakeSpan(buffer));
  write(&out);
  return buffer;
}

using Nine = std::array<uint8_t, 9>;

TEST(ByteWriter, WritesBigEndianIntegersAndNothingBehindThem) {
  EXPECT_EQ(Written([](ByteWriter* out) { out->U8(0x81); }),
            (Nine{0x81, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A}));
  EXPECT_EQ(Written([](ByteWriter* out) { out->U16(0x8192); }),
            (Nine{0x81, 0x92, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A}));
  EXPECT_EQ(Written([](ByteWriter* out) { out->U24(0x8192A3); }),
            (Nine{0x81, 0x92, 0xA3, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A}));
  EXPECT_EQ(Written([](ByteWriter* out) { out->U32(0x8192A3B4); }),
            (Nine{0x81, 0x92, 0xA3, 0xB4, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A}));
  EXPECT_EQ(Written([](ByteWriter* out) { out->U48(0x8192A3B4C5D6); }),
            (Nine{0x81, 0x92, 0xA3, 0xB4, 0xC5, 0xD6, 0x5A, 0x5A, 0x5A}));
  EXPECT_EQ(Written([](ByteWriter* out) { out->U64(0x8192A3B4C5D6E7F8); }),
            (Nine{0x81, 0x92, 0xA3, 0xB4, 0xC5, 0xD6, 0xE7, 0xF8, 0x5A}));
}

// Every octet of a number: none is masked away, and none of a wider one leaks in.
TEST(ByteWriter, WritesAllBitsOfAnIntegerAndNoOther) {
  EXPECT_EQ(Written([](ByteWriter* out) { out->U24(0xFFFFFFFF); }),
            (Nine{0xFF, 0xFF, 0xFF, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A}));
  EXPECT_EQ(Written([](ByteWriter* out) { out->U48(UINT64_MAX); }),
            (Nine{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x5A, 0x5A, 0x5A}));
  EXPECT_EQ(Written([](ByteWriter* out) { out->U64(UINT64_MAX); }),
            (Nine{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x5A}));
}

TEST(ByteWriter, AppendsBytesTextAndZeros) {
  const uint8_t bytes[] = {1, 2};
  EXPECT_EQ(Written([&bytes](ByteWriter* out) {
              out->Zeros(0);
              out->Bytes(bytes);
              out->Bytes({});
              out->Zeros(2);
              out->Text("ab");
              out->Text({});
              out->U8(3);
            }),
            (Nine{1, 2, 0, 0, 'a', 'b', 3, 0x5A, 0x5A}));
}

// UBSan sees to it that neither memcpy nor memset is called with a null pointer.
TEST(ByteWriter, WritesNothingWhereThereIsNothing) {
  ByteWriter out((Span<uint8_t>()));
  out.Zeros(0);
  out.Bytes({});
  out.Text({});
}

TEST(ByteWriter, WritesIntoText) {
  char text[] = {'-', '-'};
  ByteWriter out(Span<char>(text, 1));
  out.U8('x');
  EXPECT_EQ(text[0], 'x');
  EXPECT_EQ(text[1], '-');
}

}  // namespace
}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
