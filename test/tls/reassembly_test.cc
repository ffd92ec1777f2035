// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/reassembly.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"
#include "test/tls/hello_bytes.h"

namespace hardwire {
namespace tls {
namespace {

Result Ok(uint32_t n) { return Result::Ok(n, Layer::kDtls); }
Result Bad(Detail detail, uint32_t n) {
  return Result::Error(Code::kDeserialization, detail, n, 0, Layer::kDtls);
}
Result TooSmall(uint32_t n) {
  return Result::Error(Code::kSerialization, Detail::kOutputTooSmall, n, 0, Layer::kDtls);
}

// One with memory of its own.
struct Put {
  explicit Put(size_t size)
      : octets(size), bits(ReassemblyBits(size), 0xFF), whole(MakeSpan(octets), MakeSpan(bits)) {}
  Octets octets;
  Octets bits;
  Reassembly whole;
};

DtlsHandshakeHeader Header(uint32_t length, uint32_t offset, uint32_t size) {
  DtlsHandshakeHeader header;
  header.length = length;
  header.message_seq = 7;
  header.fragment_offset = offset;
  header.fragment_length = size;
  return header;
}

TEST(ReassemblyTest, InAnyOrderTwiceAndOverlapping) {
  Put put(16);
  EXPECT_EQ(put.whole.Add(4, Ascii("efgh")), Ok(4));
  EXPECT_EQ(put.whole.contiguous(), 0U);
  EXPECT_EQ(put.whole.Add(4, Ascii("efgh")), Ok(0));
  EXPECT_EQ(put.whole.Add(2, Ascii("cdefg")), Ok(2));
  EXPECT_EQ(put.whole.SetLength(10), Ok(0));
  EXPECT_EQ(put.whole.Add(8, Ascii("ij")), Ok(2));
  EXPECT_FALSE(put.whole.complete());
  EXPECT_TRUE(put.whole.message().empty());
  EXPECT_EQ(put.whole.Add(0, Ascii("ab")), Ok(2));
  EXPECT_TRUE(put.whole.complete());
  EXPECT_EQ(put.whole.message(), MakeConstSpan(Ascii("abcdefghij")));
  EXPECT_EQ(put.whole.message().data(), put.octets.data());
}

// A QUIC stream: its offset 0, which tells the length, comes last.
TEST(ReassemblyTest, TheLengthMayComeLast) {
  Put put(8);
  EXPECT_EQ(put.whole.Add(3, Ascii("d")), Ok(1));
  EXPECT_EQ(put.whole.Add(1, Ascii("b")), Ok(1));
  EXPECT_EQ(put.whole.Add(0, Ascii("a")), Ok(1));
  EXPECT_EQ(put.whole.front(), MakeConstSpan(Ascii("ab")));
  EXPECT_EQ(put.whole.Add(2, Ascii("c")), Ok(1));
  EXPECT_EQ(put.whole.contiguous(), 4U);
  EXPECT_FALSE(put.whole.complete());
  EXPECT_EQ(put.whole.SetLength(3), Bad(Detail::kHandshakeFragment, 3));
  EXPECT_EQ(put.whole.SetLength(4), Ok(0));
  EXPECT_TRUE(put.whole.complete());
  EXPECT_EQ(put.whole.SetLength(4), Ok(0));
  EXPECT_EQ(put.whole.SetLength(5), Bad(Detail::kHandshakeFragment, 5));
}

TEST(ReassemblyTest, WhatContradictsChangesNothing) {
  Put put(8);
  ASSERT_TRUE(put.whole.Add(2, Ascii("cd")).ok());
  const Octets octets = put.octets, bits = put.bits;
  EXPECT_EQ(put.whole.Add(0, Ascii("abcX")), Bad(Detail::kFragmentMismatch, 3));
  EXPECT_EQ(put.whole.Add(3, Ascii("Xef")), Bad(Detail::kFragmentMismatch, 3));
  EXPECT_EQ(put.octets, octets);
  EXPECT_EQ(put.bits, bits);
  EXPECT_EQ(put.whole.contiguous(), 0U);
  EXPECT_EQ(put.whole.Add(0, Ascii("abcd")), Ok(2));
}

// A piece on two others, with all ends around those of words of 64 bits, and at the memory's end.
TEST(ReassemblyTest, PiecesOfAnyPlaceAndSize) {
  constexpr uint32_t kSize = 203;
  constexpr uint32_t kEnds[] = {0, 1, 7, 8, 63, 64, 65, 71, 128, 136, 191, 192, 199, 200, 203};
  Octets message(kSize);
  for (uint32_t i = 0; i < kSize; ++i) message[i] = static_cast<uint8_t>(i * 7);
  const auto piece = [&message](uint32_t begin, uint32_t end) {
    return MakeConstSpan(message).subspan(begin, end - begin);
  };
  for (const uint32_t a : kEnds) {
    for (const uint32_t b : kEnds) {
      for (const uint32_t c : kEnds) {
        for (const uint32_t d : kEnds) {
          if (a > b || c > d) continue;
          Put put(kSize);
          ASSERT_EQ(put.whole.Add(a, piece(a, b)), Ok(b - a));
          ASSERT_EQ(put.whole.Add(202, piece(202, 203)), Ok(b == 203 && a != b ? 0U : 1U));
          const auto there = [=](uint32_t i) { return (i >= a && i < b) || i == 202; };
          uint32_t added = 0, last = kSize;
          for (uint32_t i = c; i < d; ++i) {
            if (there(i)) {
              last = i;
            } else {
              ++added;
            }
          }
          if (last != kSize) {
            const Octets octets = put.octets, bits = put.bits;
            message[last] ^= 0x80;
            ASSERT_EQ(put.whole.Add(c, piece(c, d)), Bad(Detail::kFragmentMismatch, last));
            message[last] ^= 0x80;
            ASSERT_EQ(put.octets, octets);
            ASSERT_EQ(put.bits, bits);
          }
          ASSERT_EQ(put.whole.Add(c, piece(c, d)), Ok(added))
              << a << ' ' << b << ' ' << c << ' ' << d;
          uint32_t front = 0;
          while (front < kSize && (there(front) || (front >= c && front < d))) ++front;
          ASSERT_EQ(put.whole.front(), piece(0, front)) << a << ' ' << b << ' ' << c << ' ' << d;
          ASSERT_EQ(put.whole.Add(0, message).code(), Code::kOk);
          ASSERT_EQ(put.whole.front(), MakeConstSpan(message));
        }
      }
    }
  }
}

TEST(ReassemblyTest, LimitsAreExact) {
  Put put(9);
  EXPECT_EQ(put.whole.SetLength(10), TooSmall(10));
  EXPECT_EQ(put.whole.Add(8, Ascii("ij")), TooSmall(10));
  EXPECT_EQ(put.whole.Add(UINT32_MAX, Ascii("ij")), TooSmall(UINT32_MAX));
  EXPECT_EQ(put.whole.Add(8, Ascii("i")), Ok(1));
  EXPECT_EQ(put.whole.SetLength(9), Ok(0));
  EXPECT_EQ(put.whole.Add(8, Ascii("ij")), Bad(Detail::kHandshakeFragment, 8));
  EXPECT_EQ(put.whole.Add(10, {}), Bad(Detail::kHandshakeFragment, 10));
  EXPECT_EQ(put.whole.Add(9, {}), Ok(0));
  EXPECT_EQ(ReassemblyBits(0), 0U);
  EXPECT_EQ(ReassemblyBits(8), 1U);
  EXPECT_EQ(ReassemblyBits(9), 2U);
  Octets octets(9), bits(1);
  Reassembly few(MakeSpan(octets), MakeSpan(bits));
  EXPECT_EQ(few.Add(8, Ascii("i")), TooSmall(9));
  Put none(0);
  EXPECT_EQ(none.whole.Add(0, Ascii("a")), TooSmall(1));
  EXPECT_FALSE(none.whole.complete());
  EXPECT_EQ(none.whole.SetLength(0), Ok(0));
  EXPECT_TRUE(none.whole.complete());
}

// RFC 9147 section 5.5.
TEST(ReassemblyTest, FragmentsOfOneMessage) {
  Put put(16);
  EXPECT_EQ(put.whole.Add(Header(6, 0, 0), {}), Ok(0));  // an empty one counts
  EXPECT_EQ(put.whole.Add(Header(6, 3, 3), Ascii("def")), Ok(3));
  DtlsHandshakeHeader other = Header(6, 0, 3);
  other.message_seq = 8;
  EXPECT_EQ(put.whole.Add(other, Ascii("abc")), Bad(Detail::kFragmentMismatch, 0));
  other = Header(6, 0, 3);
  other.type = HandshakeType::kServerHello;
  EXPECT_EQ(put.whole.Add(other, Ascii("abc")), Bad(Detail::kFragmentMismatch, 0));
  EXPECT_EQ(put.whole.Add(Header(7, 0, 3), Ascii("abc")), Bad(Detail::kFragmentMismatch, 0));
  EXPECT_EQ(put.whole.Add(Header(6, 0, 4), Ascii("abc")), Bad(Detail::kHandshakeFragment, 0));
  EXPECT_EQ(put.whole.Add(Header(6, 5, 2), Ascii("fg")), Bad(Detail::kHandshakeFragment, 5));
  EXPECT_EQ(put.whole.Add(Header(6, 0, 3), Ascii("abc")), Ok(3));
  EXPECT_EQ(put.whole.message(), MakeConstSpan(Ascii("abcdef")));
  // One that is refused does not decide which message this is.
  Put fresh(4);
  EXPECT_EQ(fresh.whole.Add(Header(6, 0, 3), Ascii("abc")), TooSmall(6));
  EXPECT_EQ(fresh.whole.Add(Header(3, 2, 2), Ascii("cd")), Bad(Detail::kHandshakeFragment, 2));
  EXPECT_EQ(fresh.whole.Add(Header(0, 0, 0), {}), Ok(0));
  EXPECT_TRUE(fresh.whole.complete());
}

// A ClientHello in fragments of 1 to 7 octets, the last first, is the message again.
TEST(ReassemblyTest, AHelloInPieces) {
  const Octets body = DtlsParts().Body();
  for (uint32_t size = 1; size < 8; ++size) {
    Put put(body.size());
    const uint32_t length = static_cast<uint32_t>(body.size());
    for (uint32_t end = length; end > 0; end -= std::min(end, size)) {
      const uint32_t count = std::min(end, size);
      const auto begin = body.begin() + static_cast<std::ptrdiff_t>(end - count);
      const Octets piece(begin, begin + static_cast<std::ptrdiff_t>(count));
      EXPECT_FALSE(put.whole.complete());
      ASSERT_EQ(put.whole.Add(Header(length, end - count, count), piece), Ok(count));
    }
    EXPECT_EQ(put.whole.message(), MakeConstSpan(body));
  }
}

// Whatever the room, what was there is compared.
TEST(ReassemblyTest, RoomOfEverySize) {
  for (uint32_t size = 1; size <= 700; ++size) {
    Put put(size);
    Octets octets(size, 0x41);
    ASSERT_EQ(put.whole.Add(0, octets), Ok(size));
    ASSERT_EQ(put.whole.Add(0, octets), Ok(0)) << size;
    octets.back() = 0x42;
    ASSERT_EQ(put.whole.Add(0, octets), Bad(Detail::kFragmentMismatch, size - 1)) << size;
  }
}

// Whatever the first fragment's size, one of another message does not belong to it.
TEST(ReassemblyTest, FirstFragmentsOfEverySize) {
  for (uint32_t size = 0; size <= 700; ++size) {
    Put put(1000);
    ASSERT_TRUE(put.whole.Add(Header(1000, 0, size), Octets(size)).ok());
    DtlsHandshakeHeader other = Header(1000, size, 1);
    ++other.message_seq;
    ASSERT_EQ(put.whole.Add(other, Octets(1)), Bad(Detail::kFragmentMismatch, 0)) << size;
  }
}

}  // namespace
}  // namespace tls
}  // namespace hardwire
