// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The names of values: each type has one table.

#ifndef HARDWIRE_INTERNAL_NAMES_H_
#define HARDWIRE_INTERNAL_NAMES_H_

#include <cstddef>

#include "hardwire/outcome_row.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

template <typename Value>
struct Named {
  Value value;
  string_view name;
};

// The name of `value`, or kUnassigned if it has none.
template <typename Value, size_t kCount>
constexpr string_view NameIn(const Named<Value> (&rows)[kCount], Value value) {
  for (const Named<Value>& row : rows) {
    if (row.value == value) return row.name;
  }
  return kUnassigned;
}

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_INTERNAL_NAMES_H_
