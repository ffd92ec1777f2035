// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/platform/symbol.h"

#include <cstdint>

#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {

const Symbol* FindValue(Span<const Symbol> symbols, int32_t value) {
  for (const Symbol& symbol : symbols) {
    if (symbol.value == value) return &symbol;
  }
  return nullptr;
}

const Symbol* FindName(Span<const Symbol> symbols, string_view name) {
  for (const Symbol& symbol : symbols) {
    if (symbol.name == name) return &symbol;
  }
  return nullptr;
}

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
