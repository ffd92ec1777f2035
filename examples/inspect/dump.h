// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What xxd, hexdump and od print, read back.

#ifndef HARDWIRE_EXAMPLES_INSPECT_DUMP_H_
#define HARDWIRE_EXAMPLES_INSPECT_DUMP_H_

#include <string>

#include "examples/inspect/forms.h"

namespace hardwire {
namespace inspect {

// Whether the first line that is not blank is one of a dump.
bool IsDump(const std::string& text);

// Reads a dump; lines may be indented. Each line must be whole: an offset that says where its bytes
// lie, pairs of digits, and the characters of the same bytes where the program prints any. `*`
// stands for copies of the line in front of it, up to the next offset. All but xxd end in a line
// that is the size alone; a dump without it was cut off. An error names the line.
Reading ReadDump(const std::string& text);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_DUMP_H_
