// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: Decode of every message that is read from a stream, called again as its bytes arrive. The
// first octet chooses the message, the second the policy, the third the chunks; the rest arrives.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "fuzz/random_message.h"

namespace {

using hardwire::Code;
using hardwire::Policy;
using hardwire::fuzz::Block;
using hardwire::fuzz::Bytes;
using hardwire::fuzz::Decoded;
using hardwire::fuzz::Require;

// What has arrived is in a heap block of its own size at each call. `chunks` 0: the caller reads
// exactly what need-more asks for; else chunks of up to that many bytes.
template <typename M>
void CheckArrival(Bytes input, Policy policy, uint8_t chunks) {
  if (M::kWholeUnit) return;
  const Decoded<M> whole = hardwire::fuzz::DecodeTwice<M>(input, policy);
  hardwire::fuzz::Random random(chunks + 1U);
  uint32_t needed = 1;
  size_t arrived = 0;
  while (true) {
    const Block buffer(hardwire::fuzz::First(input, arrived));
    const Decoded<M> now = hardwire::fuzz::DecodeTwice<M>(buffer.bytes(), policy);
    CheckOutcome(buffer.bytes(), now, policy);
    if (now.result.code() != Code::kNeedMore || arrived == input.size()) {
      Require(Same(now, whole), "11: any chunking comes to the same as one piece", input);
      Require(!now.result.ok() || chunks != 0 || now.result.n() == arrived,
              "3: who reads what need-more asks for reads nothing behind the message", input);
      return;
    }
    Require(now.result.n() >= needed, "3: need-more never shrinks", input);
    needed = now.result.n();
    const size_t more = chunks == 0 ? needed - arrived : 1 + random.Below(chunks);
    arrived = std::min(input.size(), arrived + more);
  }
}

template <typename... M>
struct Checks {
  static constexpr void (*kAll[])(Bytes, Policy, uint8_t) = {CheckArrival<M>...};
  static constexpr size_t kCount = sizeof...(M);
};
using All = hardwire::fuzz::EveryMessage<Checks>;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 3) return 0;
  All::kAll[data[0] % All::kCount]({data + 3, size - 3}, hardwire::fuzz::kPolicies[data[1] % 3],
                                   data[2]);
  return 0;
}
