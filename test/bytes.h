// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Bytes for tests, written as hexadecimal text.

#ifndef HARDWIRE_TEST_BYTES_H_
#define HARDWIRE_TEST_BYTES_H_

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace hardwire {

// "05 01 00" as three bytes. Aborts on anything but pairs of digits and spaces.
inline std::vector<uint8_t> Hex(const std::string& text) {
  std::vector<uint8_t> bytes;
  for (size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      ++i;
      continue;
    }
    size_t used = 0;
    bytes.push_back(static_cast<uint8_t>(std::stoul(text.substr(i, 2), &used, 16)));
    if (used != 2) abort();
    i += 2;
  }
  return bytes;
}

inline std::vector<uint8_t> operator+(std::vector<uint8_t> a, const std::vector<uint8_t>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace hardwire

#endif  // HARDWIRE_TEST_BYTES_H_
