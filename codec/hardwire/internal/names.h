// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Names of values: one table a type, and the one word for a value that is not in it.

#ifndef HARDWIRE_INTERNAL_NAMES_H_
#define HARDWIRE_INTERNAL_NAMES_H_

#include <cstddef>

#include "hardwire/view.h"

namespace hardwire {
namespace internal {

constexpr string_view kUnassigned = "unassigned";

template <typename Value>
struct Named {
  Value value;
  string_view name;
};

template <typename Value, size_t kCount>
constexpr string_view NameIn(const Named<Value> (&rows)[kCount], Value value) {
  for (const Named<Value>& row : rows) {
    if (row.value == value) return row.name;
  }
  return kUnassigned;
}

}  // namespace internal
}  // namespace hardwire

#endif  // HARDWIRE_INTERNAL_NAMES_H_
