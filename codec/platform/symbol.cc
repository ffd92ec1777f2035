// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/platform/symbol.h"

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace hardwire {

const Symbol* FindValue(absl::Span<const Symbol> symbols, int32_t value) {
  for (const Symbol& symbol : symbols) {
    if (symbol.value == value) return &symbol;
  }
  return nullptr;
}

const Symbol* FindName(absl::Span<const Symbol> symbols, absl::string_view name) {
  for (const Symbol& symbol : symbols) {
    if (symbol.name == name) return &symbol;
  }
  return nullptr;
}

}  // namespace hardwire
