// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes as the socket error codes of OpenHarmony's network stack.

#ifndef HARDWIRE_PLATFORM_OPENHARMONY_H_
#define HARDWIRE_PLATFORM_OPENHARMONY_H_

#include <cstdint>
#include <optional>

#include "hardwire/result.h"

namespace hardwire {
namespace openharmony {

// The documented code for `result`; 0 for ok. Empty where OpenHarmony has none.
std::optional<int32_t> FromResult(Result result);

}  // namespace openharmony
}  // namespace hardwire

#endif  // HARDWIRE_PLATFORM_OPENHARMONY_H_
