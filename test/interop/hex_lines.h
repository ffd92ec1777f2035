// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Octets as programs of these tests get them and give them: a line of hexadecimal digits.

#ifndef TEST_INTEROP_HEX_LINES_H_
#define TEST_INTEROP_HEX_LINES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "hardwire/view.h"

namespace hardwire {

constexpr char kHexDigits[] = "0123456789abcdef";

// Sets `*octets`. False: there is something else than pairs of digits in lower case.
inline bool ReadHex(const std::string& text, std::vector<uint8_t>* octets) {
  const std::string digits = kHexDigits;
  octets->clear();
  if (text.size() % 2 != 0) return false;
  for (size_t i = 0; i < text.size(); i += 2) {
    const size_t high = digits.find(text[i]);
    const size_t low = digits.find(text[i + 1]);
    if (high == digits.npos || low == digits.npos) return false;
    octets->push_back(static_cast<uint8_t>(high * 16 + low));
  }
  return true;
}

inline std::string ToHex(Span<const uint8_t> octets) {
  std::string text;
  for (const uint8_t octet : octets) {
    text += kHexDigits[octet >> 4];
    text += kHexDigits[octet & 15];
  }
  return text;
}

}  // namespace hardwire

#endif  // TEST_INTEROP_HEX_LINES_H_
