// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A conversation that somebody wrote down in hexadecimal.

#ifndef HARDWIRE_EXAMPLES_INSPECT_TURNS_H_
#define HARDWIRE_EXAMPLES_INSPECT_TURNS_H_

#include <istream>
#include <string>

#include "examples/inspect/report.h"
#include "hardwire/policy.h"

namespace hardwire {
namespace inspect {

// Reports the conversation: a line "> HEX" is of the client, "< HEX" of the server. Blank lines and
// those that begin with # are skipped. "", or a sentence that names the line; then nothing is
// reported.
std::string ReadTurns(std::istream* in, Policy policy, Report* report);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_TURNS_H_
