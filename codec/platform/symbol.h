// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A number that a platform names.

#ifndef HARDWIRE_PLATFORM_SYMBOL_H_
#define HARDWIRE_PLATFORM_SYMBOL_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace hardwire {

struct Symbol {
  int32_t value = 0;
  absl::string_view name;     // as the platform's headers spell it
  absl::string_view message;  // the platform's text for it, or what it means
};

// The first of `symbols` with this value or name; null if there is none.
const Symbol* FindValue(absl::Span<const Symbol> symbols, int32_t value);
const Symbol* FindName(absl::Span<const Symbol> symbols, absl::string_view name);

}  // namespace hardwire

#endif  // HARDWIRE_PLATFORM_SYMBOL_H_
