// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Nest: octets inside a length, which are read from front to back. For the library's own use.

#ifndef HARDWIRE_TLS_NEST_H_
#define HARDWIRE_TLS_NEST_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// The octets [at(), end) of something, from front to back. What does not fit is false, and then
// nothing is set.
class Nest {
 public:
  explicit Nest(Span<const uint8_t> octets) : in_(octets), end_(octets.size()) {}

  size_t at() const { return at_; }
  size_t left() const { return end_ - at_; }

  bool U8(uint8_t* value) {
    if (left() < 1) return false;
    *value = in_.U8(at_);
    at_ += 1;
    return true;
  }
  bool U16(uint16_t* value) {
    if (left() < 2) return false;
    *value = in_.U16(at_);
    at_ += 2;
    return true;
  }
  bool Skip(size_t size) {
    if (left() < size) return false;
    at_ += size;
    return true;
  }
  bool Octets(size_t size, Span<const uint8_t>* octets) {
    if (left() < size) return false;
    *octets = in_.Bytes(at_, size);
    at_ += size;
    return true;
  }
  Span<const uint8_t> Rest() const { return in_.Bytes(at_, left()); }

  // Octets with a length of one or two octets in front.
  bool Vector8(Span<const uint8_t>* octets) {
    Nest inner = *this;
    uint8_t size = 0;
    return inner.U8(&size) && inner.Octets(size, octets) && Become(inner);
  }
  bool Vector16(Span<const uint8_t>* octets) {
    Nest inner = *this;
    uint16_t size = 0;
    return inner.U16(&size) && inner.Octets(size, octets) && Become(inner);
  }

 private:
  bool Become(const Nest& other) {
    *this = other;
    return true;
  }

  internal::ByteReader in_;
  size_t at_ = 0;
  size_t end_;
};

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_NEST_H_
