// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: Decode of every message that is read from a stream, called again as its bytes arrive. The
// first octet is the id of the message, the second chooses its context, the third the policy, the
// fourth the chunks; the rest arrives.
//
// Input: choices; dictionaries: socks4,socks5,tls; max_len: 1024; counted: library

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
      Require(!now.result.ok() || chunks != 0 || now.result.consumed() == arrived,
              "3: who reads what need-more asks for reads nothing behind the message", input);
      return;
    }
    Require(now.result.needed() >= needed, "3: need-more never shrinks", input);
    needed = now.result.needed();
    const size_t more = chunks == 0 ? needed - arrived : 1 + random.Below(chunks);
    arrived = std::min(input.size(), arrived + more);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 4) return 0;
  const Policy policy = hardwire::fuzz::kPolicies[data[2] % 3];
  hardwire::fuzz::WithMessage(data[0], data[1], [&](auto m) {
    CheckArrival<decltype(m)>({data + 4, size - 4}, policy, data[3]);
  });
  return 0;
}
