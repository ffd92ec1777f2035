// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: Decode of every SOCKS message, beside the plain decoder of test/differential. The first
// octet is the id of the message, the next eight are what the policy rejects; the rest is decoded.
//
// Input: other; dictionaries: socks4,socks5; max_len: 1024; counted: library

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "hardwire/policy.h"
#include "hardwire/socks/messages.h"
#include "test/differential/compare.h"

namespace {

using hardwire::Policy;
using hardwire::differential::Bytes;
using hardwire::differential::NamedPolicy;

// Compares the message that has this id, if there is one.
template <typename... M>
struct Every {
  static bool Agree(uint8_t id, const Bytes& bytes, const NamedPolicy& policy) {
    return ((M::kInfo.id != id || hardwire::differential::Compared<M>::Agree(bytes, policy)) &&
            ...);
  }
};
using All = hardwire::socks::EveryMessage<Every>;

// One bit a violation.
constexpr size_t kPolicyOctets = 8;
static_assert(hardwire::kViolationCount <= 8 * kPolicyOctets, "every violation has its bit");
Policy PolicyOf(const uint8_t* octets) {
  Policy policy = Policy::Lenient();
  for (int i = 0; i < hardwire::kViolationCount; ++i) {
    const bool rejected = (octets[i / 8] >> i % 8 & 1) != 0;
    if (rejected) policy = policy.Rejecting(static_cast<hardwire::Violation>(i));
  }
  return policy;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr size_t kHead = 1 + kPolicyOctets;
  if (size < kHead) return 0;
  const NamedPolicy policy(PolicyOf(data + 1));
  if (!All::Agree(data[0], Bytes(data + kHead, data + size), policy)) abort();
  return 0;
}
