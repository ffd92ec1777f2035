// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// ByteReader: the only way in which the codecs read bytes.
//
// Every read names its offset from the message's first byte. An error reports the same offset. The
// caller checks size() once for a whole fixed part and then reads inside it. Reading outside
// [0, size()) is a bug of the caller. Builds with HARDWIRE_COUNT_LOADS abort there.

#ifndef HARDWIRE_INTERNAL_BYTE_READER_H_
#define HARDWIRE_INTERNAL_BYTE_READER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hardwire/attributes.h"
#include "hardwire/view.h"

#ifdef HARDWIRE_COUNT_LOADS
#include <cstdlib>
#endif

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

#ifdef HARDWIRE_COUNT_LOADS
// Test builds only: how often each offset of the current input was loaded. Null: not counting.
inline thread_local uint8_t* load_counts = nullptr;
#endif

class ByteReader {
 public:
  explicit ByteReader(Span<const uint8_t> input HARDWIRE_LIFETIME_BOUND)
      : data_(input.data()), size_(input.size()) {}

  // Reads text that is about to be sent. char and uint8_t may alias.
  explicit ByteReader(string_view text HARDWIRE_LIFETIME_BOUND)
      : data_(reinterpret_cast<const uint8_t*>(text.data())), size_(text.size()) {}

  size_t size() const { return size_; }

  // Big-endian integers. Needs offset + width <= size().
  uint8_t U8(size_t offset) const {
    Load(offset, 1);
    return data_[offset];
  }
  uint16_t U16(size_t offset) const {
    Load(offset, 2);
    const uint8_t* p = data_ + offset;
    return static_cast<uint16_t>(p[0] << 8 | p[1]);
  }
  uint32_t U24(size_t offset) const {
    Load(offset, 3);
    const uint8_t* p = data_ + offset;
    return uint32_t{p[0]} << 16 | uint32_t{p[1]} << 8 | uint32_t{p[2]};
  }
  uint32_t U32(size_t offset) const {
    Load(offset, 4);
    const uint8_t* p = data_ + offset;
    return uint32_t{p[0]} << 24 | uint32_t{p[1]} << 16 | uint32_t{p[2]} << 8 | uint32_t{p[3]};
  }
  uint64_t U48(size_t offset) const { return uint64_t{U16(offset)} << 32 | U32(offset + 2); }
  uint64_t U64(size_t offset) const {
    Load(offset, 8);
    const uint8_t* p = data_ + offset;
    return uint64_t{p[0]} << 56 | uint64_t{p[1]} << 48 | uint64_t{p[2]} << 40 |
           uint64_t{p[3]} << 32 | uint64_t{p[4]} << 24 | uint64_t{p[5]} << 16 |
           uint64_t{p[6]} << 8 | uint64_t{p[7]};
  }

  // The octet at `offset`, or `absent` if the input ends before it.
  uint8_t U8Or(size_t offset, uint8_t absent) const {
    return HARDWIRE_PREDICT_TRUE(offset < size_) ? U8(offset) : absent;
  }

  // The first four octets as a big-endian integer. Octets that have not arrived are taken from
  // `absent`. A decoder passes the start of a valid message as `absent`. So it can judge a short
  // input like a complete one, and octets that have not arrived are never at fault.
  uint32_t FirstU32Or(uint32_t absent) const {
    return HARDWIRE_PREDICT_TRUE(size_ >= 4) ? U32(0) : ShortU32Or(*this, absent);
  }
  uint16_t FirstU16Or(uint16_t absent) const {
    return HARDWIRE_PREDICT_TRUE(size_ >= 2)
               ? U16(0)
               : static_cast<uint16_t>(U8Or(0, static_cast<uint8_t>(absent >> 8)) << 8 |
                                       (absent & 0xFF));
  }

  // A copy of N octets. Needs offset + N <= size().
  template <size_t N>
  std::array<uint8_t, N> Octets(size_t offset) const {
    Load(offset, N);
    std::array<uint8_t, N> octets;
    memcpy(octets.data(), data_ + offset, N);
    return octets;
  }

  // Views of `count` bytes at `offset`, not loaded. Needs offset + count <= size().
  Span<const uint8_t> Bytes(size_t offset, size_t count) const {
    Inside(offset, count);
    return Span<const uint8_t>(data_ + offset, count);
  }
  string_view Text(size_t offset, size_t count) const {
    Inside(offset, count);
    return string_view(reinterpret_cast<const char*>(data_ + offset), count);
  }

 private:
  // FirstU32Or of fewer than four octets. It is inline because a call here makes the compiler set
  // up a stack frame before it knows whether the input is short.
  static uint32_t ShortU32Or(ByteReader in, uint32_t absent) {
    return uint32_t{in.U8Or(0, static_cast<uint8_t>(absent >> 24))} << 24 |
           uint32_t{in.U8Or(1, static_cast<uint8_t>(absent >> 16))} << 16 |
           uint32_t{in.U8Or(2, static_cast<uint8_t>(absent >> 8))} << 8 | (absent & 0xFF);
  }

#ifdef HARDWIRE_COUNT_LOADS
  void Inside(size_t offset, size_t count) const {
    if (offset > size_ || count > size_ - offset) abort();
  }
  void Load(size_t offset, size_t count) const {
    Inside(offset, count);
    for (size_t i = offset; load_counts != nullptr && i < offset + count; ++i) ++load_counts[i];
  }
#else
  static void Inside(size_t, size_t) {}
  static void Load(size_t, size_t) {}
#endif

  const uint8_t* data_;
  size_t size_;
};

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_INTERNAL_BYTE_READER_H_
