// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/dtls_numbers.h"

#include <cstdint>
#include <optional>

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

constexpr uint64_t kSequences = uint64_t{1} << 48;

}  // namespace

std::optional<uint64_t> FullEpoch(uint64_t current, uint8_t low_bits) {
  const uint64_t back = ((current & 3) + 4 - (low_bits & 3)) & 3;
  if (back > current) return std::nullopt;
  return current - back;
}

uint64_t FullSequence(uint64_t expected, uint16_t low_bits, bool long_sequence) {
  const uint64_t period = long_sequence ? 0x10000 : 0x100;
  const uint64_t half = period / 2;
  const uint64_t near = expected < kSequences ? expected : kSequences;
  const uint64_t same_period = (near & ~(period - 1)) + (low_bits & (period - 1));
  // Everything is below 2^50: no sum overflows, and each difference has been compared.
  if (same_period + half <= near && same_period + period < kSequences) return same_period + period;
  const bool far_above = same_period > near + half && same_period >= period;
  return far_above || same_period >= kSequences ? same_period - period : same_period;
}

bool ReplayWindow::Check(uint64_t sequence) const {
  if (seen == 0 || sequence > highest) return true;
  const uint64_t back = highest - sequence;
  return back < kSize && (seen >> back & 1) == 0;
}

void ReplayWindow::Update(uint64_t sequence) {
  if (!Check(sequence)) return;
  if (seen == 0) {
    seen = 1;
    highest = sequence;
  } else if (sequence <= highest) {
    seen |= uint64_t{1} << (highest - sequence);
  } else {
    const uint64_t ahead = sequence - highest;
    seen = ahead >= kSize ? 1 : seen << ahead | 1;
    highest = sequence;
  }
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
