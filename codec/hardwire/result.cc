// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/result.h"

#include <cstddef>

#include "hardwire/outcome_row.h"
#include "hardwire/outcomes.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {

string_view Name(Code code) {
  const bool assigned = static_cast<size_t>(code) < internal::kCodeRows.size();
  return assigned ? internal::RowOf(code).name : internal::kUnassigned;
}

string_view Name(Detail detail) {
  const bool assigned = static_cast<size_t>(detail) < internal::kOutcomes.size();
  return assigned ? internal::RowOf(detail).name : internal::kUnassigned;
}

string_view Sentence(Result result) {
  const string_view fine = internal::RowOf(result.detail()).sentence;
  return fine.empty() ? internal::RowOf(result.code()).sentence : fine;
}

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
