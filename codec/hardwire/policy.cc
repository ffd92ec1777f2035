// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/policy.h"

#include <cstddef>

#include "hardwire/outcome_row.h"
#include "hardwire/outcomes.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace {

constexpr bool EveryViolationHasADetail() {
  for (const Detail detail : internal::kDetailOfViolation) {
    if (detail == Detail::kNone) return false;
  }
  return true;
}
static_assert(EveryViolationHasADetail(), "each violation needs a row in kOutcomes");

}  // namespace

string_view Name(Violation violation) {
  const size_t i = static_cast<size_t>(violation);
  return i < kViolationCount ? Name(internal::kDetailOfViolation[i]) : internal::kUnassigned;
}

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
