// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// How the work grows with the input: what is done to inputs of several sizes, for a tool that
// counts instructions.

#ifndef HARDWIRE_TEST_BENCH_GROWTH_H_
#define HARDWIRE_TEST_BENCH_GROWTH_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace hardwire {
namespace bench {

using Octets = std::vector<uint8_t>;

// What is counted. False: it went wrong. It may be done several times.
using Work = std::function<bool()>;

struct Growth {
  std::string name;  // "socks5_request decode"
  std::string unit;  // "octets of the name"
  std::vector<size_t> sizes;
  std::function<Work(size_t)> prepare;  // the work for an input of a size
};

// `least`, and the eighths of `most`.
inline std::vector<size_t> EighthsOf(size_t most, size_t least = 1) {
  std::vector<size_t> sizes = {least};
  for (size_t i = 1; i <= 8; ++i) sizes.push_back(most * i / 8);
  return sizes;
}

inline void AppendNumber(size_t value, size_t width, Octets* out) {
  for (size_t i = width; i > 0; --i) out->push_back(static_cast<uint8_t>(value >> 8 * (i - 1)));
}

// A ClientHello without a record header. It has `suites` cipher suites, `count` extensions of no
// octets, each of another type, and if `body` is above 0 one more extension with as many octets.
Octets HelloOf(size_t suites, size_t count, size_t body);

// Every message with a variable field, decoded and encoded.
std::vector<Growth> MessageGrowth();

// What reads or writes more than one message, and text.
std::vector<Growth> StreamGrowth();

// Work that grows with the square of the input, which has to be noticed.
Growth SquareGrowth();

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_GROWTH_H_
