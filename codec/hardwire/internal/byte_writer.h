// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// ByteWriter: the only way in which the codecs write bytes. Part: a piece of the memory that they
// write to.

#ifndef HARDWIRE_INTERNAL_BYTE_WRITER_H_
#define HARDWIRE_INTERNAL_BYTE_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

// Appends to a buffer that must be large enough. An encoder checks the size once, before the first
// byte, so that a failure writes nothing.
class ByteWriter {
 public:
  explicit ByteWriter(Span<uint8_t> output) : next_(output.data()) {}

  // Writes text. char and uint8_t may alias.
  explicit ByteWriter(Span<char> output) : next_(reinterpret_cast<uint8_t*>(output.data())) {}

  // Big-endian integers.
  void U8(uint8_t value) { *next_++ = value; }
  void U16(uint16_t value) {
    U8(static_cast<uint8_t>(value >> 8));
    U8(static_cast<uint8_t>(value & 0xFF));
  }
  void U24(uint32_t value) {
    U8(static_cast<uint8_t>(value >> 16 & 0xFF));
    U16(static_cast<uint16_t>(value & 0xFFFF));
  }
  void U32(uint32_t value) {
    U16(static_cast<uint16_t>(value >> 16));
    U16(static_cast<uint16_t>(value & 0xFFFF));
  }
  void U48(uint64_t value) {
    U16(static_cast<uint16_t>(value >> 32 & 0xFFFF));
    U32(static_cast<uint32_t>(value & 0xFFFFFFFF));
  }
  // Compilers make one store of these, as they make one load of ByteReader's U64.
  void U64(uint64_t value) {
    next_[0] = static_cast<uint8_t>(value >> 56);
    next_[1] = static_cast<uint8_t>(value >> 48 & 0xFF);
    next_[2] = static_cast<uint8_t>(value >> 40 & 0xFF);
    next_[3] = static_cast<uint8_t>(value >> 32 & 0xFF);
    next_[4] = static_cast<uint8_t>(value >> 24 & 0xFF);
    next_[5] = static_cast<uint8_t>(value >> 16 & 0xFF);
    next_[6] = static_cast<uint8_t>(value >> 8 & 0xFF);
    next_[7] = static_cast<uint8_t>(value & 0xFF);
    next_ += 8;
  }

  void Zeros(size_t count) {
    if (count == 0) return;  // memset must not see a null pointer
    memset(next_, 0, count);
    next_ += count;
  }

  // May be empty. Must not overlap the output.
  void Bytes(Span<const uint8_t> bytes) { Copy(bytes.data(), bytes.size()); }

  // The same for a field that is short in most messages: there, a call of memcpy costs more than
  // the copy.
  void ShortBytes(Span<const uint8_t> bytes) { CopyShort(bytes.data(), bytes.size()); }
  void Text(string_view text) { CopyShort(text.data(), text.size()); }

 private:
  void Copy(const void* from, size_t count) {
    if (count == 0) return;  // memcpy must not see a null pointer
    memcpy(next_, from, count);
    next_ += count;
  }

  template <typename Octet>
  void CopyShort(const Octet* from, size_t count) {
    if (count >= 16) {
      for (size_t i = 0; i + 16 < count; i += 16) memcpy(next_ + i, from + i, 16);
      memcpy(next_ + count - 16, from + count - 16, 16);
    } else if (count >= 8) {
      memcpy(next_, from, 8);
      memcpy(next_ + count - 8, from + count - 8, 8);
    } else if (count >= 4) {
      memcpy(next_, from, 4);
      memcpy(next_ + count - 4, from + count - 4, 4);
    } else {
      for (size_t i = 0; i < count; ++i) next_[i] = static_cast<uint8_t>(from[i]);
    }
    next_ += count;
  }

  uint8_t* next_;
};

// `count` octets of `output` at `offset`. Needs offset + count <= output.size().
inline Span<uint8_t> Part(Span<uint8_t> output, size_t offset, size_t count) {
  return Span<uint8_t>(output.data() + offset, count);
}

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_INTERNAL_BYTE_WRITER_H_
