// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What a host name is made of, and what is an IP address instead. For the library's own use.

#ifndef HARDWIRE_TLS_HOST_NAME_RULES_H_
#define HARDWIRE_TLS_HOST_NAME_RULES_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

constexpr bool IsDigit(uint8_t octet) { return octet >= '0' && octet <= '9'; }
constexpr bool IsHexDigit(uint8_t octet) {
  return IsDigit(octet) || ((octet | 0x20) >= 'a' && (octet | 0x20) <= 'f');
}
constexpr bool IsLetter(uint8_t octet) { return (octet | 0x20) >= 'a' && (octet | 0x20) <= 'z'; }

// Letters, digits and hyphens (RFC 1123 section 2.1), and '_', which service names have.
constexpr bool IsInLabel(uint8_t octet) {
  return IsLetter(octet) || IsDigit(octet) || octet == '-' || octet == '_';
}

// Whether the first `size` octets of `name` are an IP address to somebody: they hold a colon, or
// the last label is a number, decimal or hexadecimal. Resolvers take 127.1, 0x7f.1 and 2130706433
// for 127.0.0.1, and no name of the public DNS ends like these (RFC 1123 section 2.1).
inline bool IsIpAddress(internal::ByteReader name, size_t size) {
  size_t label = 0;
  for (size_t i = 0; i < size; ++i) {
    if (name.U8(i) == ':') return true;
    if (name.U8(i) == '.') label = i + 1;
  }
  if (label == size) return false;
  const bool hex = size - label >= 2 && name.U8(label) == '0' && (name.U8(label + 1) | 0x20) == 'x';
  for (size_t i = hex ? label + 2 : label; i < size; ++i) {
    if (hex ? !IsHexDigit(name.U8(i)) : !IsDigit(name.U8(i))) return false;
  }
  return true;
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_HOST_NAME_RULES_H_
