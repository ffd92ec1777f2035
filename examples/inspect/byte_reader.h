// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// ByteReader: how bytes of packets are read. Whatever is asked for, no byte outside of them is.

#ifndef HARDWIRE_EXAMPLES_INSPECT_BYTE_READER_H_
#define HARDWIRE_EXAMPLES_INSPECT_BYTE_READER_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "examples/inspect/inspection.h"

namespace hardwire {
namespace inspect {

class ByteReader {
 public:
  explicit ByteReader(Bytes octets) : octets_(octets) {}

  size_t size() const { return octets_.size(); }

  // The octet at `offset`, or `absent` if there is none.
  uint8_t U8Or(size_t offset, uint8_t absent) const {
    return offset < octets_.size() ? octets_[offset] : absent;
  }

  // Integers, the high octet first. Octets that are not there are 0.
  uint8_t U8(size_t offset) const { return U8Or(offset, 0); }
  uint16_t U16(size_t offset) const { return static_cast<uint16_t>(Number(offset, 2)); }
  uint32_t U24(size_t offset) const { return Number(offset, 3); }
  uint32_t U32(size_t offset) const { return Number(offset, 4); }

  // A copy of N octets.
  template <size_t N>
  std::array<uint8_t, N> Octets(size_t offset) const {
    std::array<uint8_t, N> octets = {};
    for (size_t i = 0; i < N; ++i) octets[i] = U8(offset + i);
    return octets;
  }

 private:
  uint32_t Number(size_t offset, size_t size) const {
    uint32_t number = 0;
    for (size_t i = 0; i < size; ++i) number = number << 8 | U8(offset + i);
    return number;
  }

  Bytes octets_;
};

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_BYTE_READER_H_
