// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// One message under the three policies, side by side.

#ifndef HARDWIRE_EXAMPLES_INSPECT_POLICIES_H_
#define HARDWIRE_EXAMPLES_INSPECT_POLICIES_H_

#include <array>
#include <string>

#include "examples/inspect/inspection.h"

namespace hardwire {
namespace inspect {

// Under strict, interop and lenient, in this order.
using Verdicts = std::array<Inspection, 3>;

// Decodes `input` as `kind`, which must be one of Kinds(). The policy of `settings` is not used.
Verdicts InspectUnderEach(const std::string& kind, Bytes input, Settings settings);

bool EachAccepts(const Verdicts& verdicts);

// An object with a key a policy: the objects of the batch contract.
nlohmann::ordered_json ToJson(const Verdicts& verdicts);

// The hexdump with the fault that the strict policy finds, then a table with a column a policy.
std::string ToText(const Verdicts& verdicts, Bytes input, bool colour);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_POLICIES_H_
