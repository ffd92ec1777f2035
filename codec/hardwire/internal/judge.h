// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Judge: builds the outcomes of a codec. A rule of a message is one function that takes a Judge.
// The decoder and the encoder call it, each with a Judge of its own.
//
// A Judge belongs on the cold path. The fast path sees with a few compares that nothing is wrong,
// and needs none.

#ifndef HARDWIRE_INTERNAL_JUDGE_H_
#define HARDWIRE_INTERNAL_JUDGE_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/outcomes.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

class Judge {
 public:
  // `policy` has no effect if the message can break no rule.
  static constexpr Judge Decoder(Layer layer, Policy policy = Policy::Strict()) {
    return Judge(layer, Code::kDeserialization, policy);
  }
  static constexpr Judge Encoder(Layer layer, Policy policy = Policy::Strict()) {
    return Judge(layer, Code::kSerialization, policy);
  }

  constexpr Result Ok(size_t n = 0) const { return Result::Ok(Count(n), layer_); }

  // The message has `total` octets at least.
  constexpr Result NeedMore(size_t total) const { return Result::NeedMore(Count(total), layer_); }

  // The output has no room for `needed` octets.
  constexpr Result TooSmall(size_t needed) const { return Fault(Detail::kOutputTooSmall, needed); }

  // An error under every policy, in the field at offset `n`.
  constexpr Result Fault(Detail detail, size_t n, uint8_t octet = 0) const {
    return Result::Error(error_, detail, Count(n), octet, layer_);
  }

  // A rule is broken in the field at offset `n`. found() has it from now on. Ok if the policy
  // accepts it, otherwise the error.
  constexpr Result Breaks(Violation violation, size_t n, uint8_t octet = 0) {
    found_.Add(violation);
    if (!policy_.Rejects(violation)) return Ok();
    return Fault(kDetailOfViolation[static_cast<size_t>(violation)], n, octet);
  }

  // The broken rules until now, accepted or not.
  constexpr Violations found() const { return found_; }

 private:
  constexpr Judge(Layer layer, Code error, Policy policy)
      : policy_(policy), layer_(layer), error_(error) {}

  static constexpr uint32_t Count(size_t n) { return static_cast<uint32_t>(n); }

  Violations found_;
  Policy policy_;
  Layer layer_;
  Code error_;
};

// The call is not allowed at this step.
constexpr Result BadState(Layer layer = Layer::kSocks) {
  return Result::Error(Code::kBadState, Detail::kNone, 0, 0, layer);
}

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_INTERNAL_JUDGE_H_
