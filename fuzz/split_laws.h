// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The laws of tls::EncodeSplit, as a plain function for the fuzz target and the unit test.

#ifndef HARDWIRE_FUZZ_SPLIT_LAWS_H_
#define HARDWIRE_FUZZ_SPLIT_LAWS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "fuzz/allocations.h"
#include "fuzz/laws.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_split.h"
#include "hardwire/tls/version.h"

namespace hardwire {
namespace fuzz {

// Laws 5 and 8: `*written` is filled, or unchanged. Returns the outcome.
inline Result SplitInto(tls::ContentType type, Bytes content, const tls::RecordContext& context,
                        Policy policy, Block* written, Bytes input) {
  written->Fill();
  const uint64_t allocations = Allocations();
  const Result result = EncodeSplit(type, 0x0303, content, written->writable(), context, policy);
  Require(Allocations() == allocations, "8: splitting allocates nothing", input);
  if (result.ok()) return result;
  Require(result.code() == Code::kSerialization, "5: splitting refuses with kSerialization", input);
  Require(written->Untouched(), "5: a refused split writes nothing", input);
  return result;
}

// Laws 6 and 7: the policy accepts the records, each but the last is full, and together their
// fragments are the content.
inline void CheckPieces(Bytes records, Bytes content, const tls::RecordContext& context,
                        Policy policy, Bytes input) {
  const size_t count = tls::RecordCount(content.size(), context);
  for (size_t i = 0; i < count; ++i) {
    tls::Record record;
    const Result read = Decode(records, &record, context, policy);
    Require(read.ok(), "7: what is split under a policy is accepted under it", input);
    const size_t size = record.fragment.size();
    Require(size <= content.size() && (i + 1 == count || size == context.limit()),
            "6: each record but the last is full", input);
    Require(size == 0 || memcmp(record.fragment.data(), content.data(), size) == 0,
            "6: the fragments are the content", input);
    content.remove_prefix(size);
    records.remove_prefix(read.consumed());
  }
  Require(content.empty() && records.empty(), "6: nothing is left over", input);
}

// The first four octets choose context, policy and type; the rest is the content.
inline void CheckSplit(Bytes input) {
  if (input.size() < 4) return;
  const tls::RecordContext context = tls::RecordContext::Of(
      static_cast<tls::Phase>(input[0] & 3), (input[0] & 4) != 0 ? tls::kTls13 : tls::kTls12,
      {static_cast<uint16_t>(1 + input[1])});
  const Policy policy = kPolicies[input[2] % 3];
  const tls::ContentType type = static_cast<tls::ContentType>(input[3]);
  Bytes content = input;
  content.remove_prefix(4);
  const size_t size = tls::SplitSize(content.size(), context);
  Block exact(size);
  const Result result = SplitInto(type, content, context, policy, &exact, input);
  Block shorter(size - 1);
  const Result refused = SplitInto(type, content, context, policy, &shorter, input);
  if (!result.ok()) {
    Require(result.detail() != Detail::kOutputTooSmall,
            "5: an output of the size needed is not too small", input);
    Require(refused == result, "5: the reason comes before the size", input);
    return;
  }
  Require(result.written() == size, "6: SplitSize is what EncodeSplit writes", input);
  Require(refused.detail() == Detail::kOutputTooSmall && refused.needed() == size,
          "5: a short output is refused with the size needed", input);
  CheckPieces(exact.bytes(), content, context, policy, input);
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_SPLIT_LAWS_H_
