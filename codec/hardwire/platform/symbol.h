// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A number of a platform with the platform's name for it.

#ifndef HARDWIRE_PLATFORM_SYMBOL_H_
#define HARDWIRE_PLATFORM_SYMBOL_H_

#include <cstdint>

#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {

struct Symbol {
  int32_t value = 0;
  string_view name;     // as the platform's headers spell it
  string_view message;  // the platform's text for it, or what it means
};

// The first of `symbols` with this value or name; null if there is none.
const Symbol* FindValue(Span<const Symbol> symbols, int32_t value);
const Symbol* FindName(Span<const Symbol> symbols, string_view name);

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_PLATFORM_SYMBOL_H_
