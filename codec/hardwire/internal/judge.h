// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Judge: where a codec builds the outcomes that are not plainly ok. A decoder and an encoder hand
// the same function a Judge of their own, so each rule of a message stands once.
//
// It belongs on the cold path: what is plainly right is told by a few compares and needs none.

#ifndef HARDWIRE_INTERNAL_JUDGE_H_
#define HARDWIRE_INTERNAL_JUDGE_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/outcomes.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"

namespace hardwire {
namespace internal {

class Judge {
 public:
  // `policy`: idle where the message breaks no rule.
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

  // What no policy accepts, in the field at offset `n`.
  constexpr Result Fault(Detail detail, size_t n, uint8_t octet = 0) const {
    return Result::Error(error_, detail, Count(n), octet, layer_);
  }

  // A rule is broken in the field at offset `n`: ok, and part of found(), if the policy accepts it.
  constexpr Result Breaks(Violation violation, size_t n, uint8_t octet = 0) {
    found_.Add(violation);
    if (!policy_.Rejects(violation)) return Ok();
    return Fault(kDetailOfViolation[static_cast<size_t>(violation)], n, octet);
  }

  // The rules that have been broken, accepted or not.
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
}  // namespace hardwire

#endif  // HARDWIRE_INTERNAL_JUDGE_H_
