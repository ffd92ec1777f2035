// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The failures that every codec shares.

#ifndef HARDWIRE_INTERNAL_FAIL_H_
#define HARDWIRE_INTERNAL_FAIL_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/outcomes.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"

namespace hardwire {
namespace internal {

// The call is not allowed at this step.
constexpr Result BadState(Layer layer = Layer::kSocks) {
  return Result::Error(Code::kBadState, Detail::kNone, 0, 0, layer);
}

// The output has no room for `needed` bytes.
constexpr Result TooSmall(size_t needed, Layer layer = Layer::kSocks) {
  return Result::Error(Code::kSerialization, Detail::kOutputTooSmall, static_cast<uint32_t>(needed),
                       0, layer);
}

// The version octet, always a SOCKS message's first, is one that cannot be framed.
constexpr Result WrongVersion(uint8_t seen) {
  return Result::Error(Code::kDeserialization, Detail::kSocksVersion, 0, seen);
}

// A violation that the policy rejects. `code`: kDeserialization when decoding, kSerialization when
// encoding. `n`, `octet`: as in Result.
constexpr Result Rejection(Code code, Violation violation, uint32_t n, uint8_t octet = 0,
                           Layer layer = Layer::kSocks) {
  return Result::Error(code, kDetailOfViolation[static_cast<size_t>(violation)], n, octet, layer);
}

}  // namespace internal
}  // namespace hardwire

#endif  // HARDWIRE_INTERNAL_FAIL_H_
