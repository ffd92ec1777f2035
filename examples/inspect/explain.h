// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What a name means: of an outcome, a rule, an alert, a SOCKS reply, a number of a platform.

#ifndef HARDWIRE_EXAMPLES_INSPECT_EXPLAIN_H_
#define HARDWIRE_EXAMPLES_INSPECT_EXPLAIN_H_

#include <string>
#include <vector>

namespace hardwire {
namespace inspect {

// What everything of this name means: a line or several for each, with its section and what to do.
// Empty if nothing has the name.
std::string ExplainName(const std::string& name);

// The names that look most like `name`, the nearest first; three at most, and at least one.
std::vector<std::string> NearestNames(const std::string& name);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_EXPLAIN_H_
