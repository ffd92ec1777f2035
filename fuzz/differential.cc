// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: Decode of every SOCKS message, beside the plain decoder of test/differential. The first
// octet chooses the message, the next four what the policy rejects; the rest is decoded.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "hardwire/policy.h"
#include "test/differential/compare.h"

namespace {

using hardwire::Policy;
using hardwire::differential::Bytes;
using hardwire::differential::NamedPolicy;

template <typename... P>
struct Every {
  static constexpr bool (*kAgree[])(const Bytes&, const NamedPolicy&) = {P::Agree...};
  static constexpr size_t kCount = sizeof...(P);
};
using All = hardwire::differential::EveryPair<Every>;

// One bit a violation.
Policy PolicyOf(const uint8_t* octets) {
  Policy policy = Policy::Lenient();
  for (int i = 0; i < hardwire::kViolationCount; ++i) {
    const bool rejected = (octets[i / 8 % 4] >> i % 8 & 1) != 0;
    if (rejected) policy = policy.Rejecting(static_cast<hardwire::Violation>(i));
  }
  return policy;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 5) return 0;
  const NamedPolicy policy(PolicyOf(data + 1));
  if (!All::kAgree[data[0] % All::kCount](Bytes(data + 5, data + size), policy)) abort();
  return 0;
}
