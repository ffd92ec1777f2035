// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The platforms' numbers, listed and explained.

#ifndef HARDWIRE_EXAMPLES_INSPECT_CODES_H_
#define HARDWIRE_EXAMPLES_INSPECT_CODES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "hardwire/platform/symbol.h"
#include "hardwire/view.h"

namespace hardwire {
namespace inspect {

// Symbols of a platform, and where it publishes them.
struct System {
  const char* name;
  const char* source;
  Span<const Symbol> symbols;
};
std::vector<System> Systems();

// Every number of every platform, a line each: system, symbol, value, message, with tabs between.
std::string AllCodes();

// What `number` is in each system that knows it, a line each. Empty if none does.
std::string Explain(int32_t number);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_CODES_H_
