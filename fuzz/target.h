// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What a fuzz target runs. A replay checks every law on each input. An engine makes millions of
// inputs, and checks only some laws on each. A hash of the input chooses them, so an input that
// failed fails again.

#ifndef HARDWIRE_FUZZ_TARGET_H_
#define HARDWIRE_FUZZ_TARGET_H_

#include <cstddef>
#include <cstdint>
#include <tuple>

#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "hardwire/policy.h"

namespace hardwire {
namespace fuzz {

// True in a replay, whose main sets it. Nothing else may set it.
inline bool replaying = false;

// Calls check(i) for each i below `count` in a replay, and for one in an engine.
template <typename Check>
void EachOrOne(Bytes input, size_t count, Check check) {
  if (!replaying) {
    check(Hash(input) % count);
    return;
  }
  for (size_t i = 0; i < count; ++i) check(i);
}

// Whether a check that takes long runs: always in a replay, for one input in four in an engine.
inline bool InSample(Bytes input) { return replaying || Hash(input) >> 62 == 0; }

// Whether the check `which`, 0 or 1, runs: both in a replay, one of them in an engine.
inline bool Runs(Bytes input, unsigned which) {
  return replaying || (Hash(input) >> 61 & 1) == which;
}

// A sample of CheckLaws: one policy, and either garbage behind the message or a comparison with the
// lenient policy.
template <typename M>
void SampleLaws(Bytes input) {
  const uint64_t hash = Hash(input) >> 8;
  const Policy policy = kPolicies[hash % 3];
  const Decoded<M> whole = DecodeTwice<M>(input, policy);
  CheckOutcome(input, whole, policy);
  if (whole.result.ok()) CheckRoundTrip(input, whole, policy);
  CheckTwoPrefixes(input, whole, policy);
  if ((hash >> 32 & 1) == 0) {
    CheckGarbageBehind(input, whole, policy, (hash & 1) == 0 ? 0x00 : 0xFF);
  } else {
    CheckPolicy(input, DecodeAlone<M>(input, Policy::Lenient()), whole, policy);
  }
  // Takes hundreds of calls.
  if (whole.result.code() == Code::kNeedMore && whole.result.needed() <= kMaxCompletion &&
      hash >> 46 == 0) {
    CheckWaiting<M>(input, whole.result, policy);
  }
}

// The laws of these messages in their contexts, on the same bytes.
template <typename... M>
void CheckEach(Bytes input, const std::tuple<M...>& /*types*/) {
  static constexpr void (*kAll[])(Bytes) = {CheckLaws<M>...};
  static constexpr void (*kSamples[])(Bytes) = {SampleLaws<M>...};
  // The analyser does not see that the tables are as long as the pack:
  // NOLINTBEGIN(clang-analyzer-*)
  EachOrOne(input, sizeof...(M),
            [&](size_t i) { replaying ? kAll[i](input) : kSamples[i](input); });
  // NOLINTEND(clang-analyzer-*)
}

// The laws of these messages in each of their contexts, on the same bytes.
template <typename... Message>
void CheckMessages(Bytes input) {
  CheckEach(input, InEvery<Message...>());
}

}  // namespace fuzz
}  // namespace hardwire

// Defines the fuzz target of a message that is checked for the laws and nothing else.
#define HARDWIRE_FUZZ_MESSAGE(Message)                                      \
  extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) { \
    hardwire::fuzz::CheckMessages<Message>({data, size});                   \
    return 0;                                                               \
  }

#endif  // HARDWIRE_FUZZ_TARGET_H_
