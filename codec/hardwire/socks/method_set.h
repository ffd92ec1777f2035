// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// MethodSet: the authentication methods that a client offered, one bit each. For the library's own
// use.

#ifndef HARDWIRE_SOCKS_METHOD_SET_H_
#define HARDWIRE_SOCKS_METHOD_SET_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "hardwire/socks/socks5.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks5 {

// Trivially copyable; holds no views.
class MethodSet {
 public:
  constexpr MethodSet() = default;

  explicit MethodSet(Span<const uint8_t> methods) { Assign(methods); }

  // Sets the octets of METHODS (RFC 1928 section 3): what the set held before is gone.
  void Assign(Span<const uint8_t> methods) {
    words_ = {};
    for (const uint8_t method : methods) words_[method / 64] |= uint64_t{1} << (method % 64);
  }

  bool Has(Method method) const {
    const uint8_t octet = static_cast<uint8_t>(method);
    return (words_[octet / 64] >> (octet % 64) & 1) != 0;
  }

  // Whether `method` is in the set and no other is.
  bool IsOnly(Method method) const {
    const uint8_t octet = static_cast<uint8_t>(method);
    std::array<uint64_t, 4> rest = words_;
    rest[octet / 64] ^= uint64_t{1} << (octet % 64);
    return (rest[0] | rest[1] | rest[2] | rest[3]) == 0;
  }

  friend bool operator==(const MethodSet& a, const MethodSet& b) { return a.words_ == b.words_; }

 private:
  std::array<uint64_t, 4> words_ = {};
};

}  // namespace socks5
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_METHOD_SET_H_
