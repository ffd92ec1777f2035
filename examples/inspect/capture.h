// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A capture of packets, read from a file.

#ifndef HARDWIRE_EXAMPLES_INSPECT_CAPTURE_H_
#define HARDWIRE_EXAMPLES_INSPECT_CAPTURE_H_

#include <string>

#include "examples/inspect/assembly.h"

namespace hardwire {
namespace inspect {

// Reads a pcap or pcapng file, "-" for standard input, and reports what is in it. "" if all of it
// was read. Otherwise a sentence: if the file is none, nothing is reported; if it ends too early or
// is damaged, what was read is. `progress`: a line on standard error shows how far it is, if that
// is a terminal and reading takes longer than a second.
std::string ReadCapture(const std::string& path, bool progress, Assembly* assembly);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_CAPTURE_H_
