// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What the codecs are measured against, written by hand for each message: `Limit*`, loads and
// stores of the same fields without a check, and `Floor*`, which make the checks of the codec under
// its default policy and answer with a bare bool. `*Write*` are the encoders. They stand in front
// of the message's rows in operations_*.cc; in floor_*.h where several of these need them.
// bench_test holds floor and codec to the same verdicts. Here: what these have in common.

#ifndef HARDWIRE_TEST_BENCH_FLOOR_H_
#define HARDWIRE_TEST_BENCH_FLOOR_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace hardwire {
namespace bench {

inline uint16_t Load16(const uint8_t* p) { return static_cast<uint16_t>(p[0] << 8 | p[1]); }
inline uint32_t Load24(const uint8_t* p) { return uint32_t{p[0]} << 16 | Load16(p + 1); }
inline void Store16(uint16_t value, uint8_t* p) {
  p[0] = static_cast<uint8_t>(value >> 8);
  p[1] = static_cast<uint8_t>(value);
}

inline void Store24(uint32_t value, uint8_t* p) {
  p[0] = static_cast<uint8_t>(value >> 16);
  Store16(static_cast<uint16_t>(value), p + 1);
}

struct Text {
  const uint8_t* data;
  size_t size;
};
inline uint8_t* StoreText(const Text& text, uint8_t* p) {
  if (text.size != 0) memcpy(p, text.data, text.size);
  return p + text.size;
}

inline bool IsLdh(uint8_t c) {
  const uint8_t lower = c | 0x20;
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_';
}

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_FLOOR_H_
