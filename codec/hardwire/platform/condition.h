// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The kind of a failure, for APIs that know no protocol. For platform/'s own use.

#ifndef HARDWIRE_PLATFORM_CONDITION_H_
#define HARDWIRE_PLATFORM_CONDITION_H_

#include "hardwire/outcome_row.h"
#include "hardwire/result.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

// Never Condition::kByCode.
Condition ConditionOf(Result result);

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_PLATFORM_CONDITION_H_
