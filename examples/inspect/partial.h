// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The fields of a message that does not decode: they are those of a message that begins alike and
// does.

#ifndef HARDWIRE_EXAMPLES_INSPECT_PARTIAL_H_
#define HARDWIRE_EXAMPLES_INSPECT_PARTIAL_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "examples/inspect/inspection.h"
#include "hardwire/result.h"

namespace hardwire {
namespace inspect {

using Decoder = std::function<Result(Bytes input)>;

// Whether the bytes end inside the message.
bool IsIncomplete(Result result);

// Appends octets until `decode` accepts all: those that end no text, and of lengths the least.
// Where there are none, up to 16 octets are cut off first: a header of DTLS is judged when it is
// complete, and an integer that is too large may be there in part. `*known` is lowered to what is
// left. False if no such octets were found.
bool Complete(const Decoder& decode, std::vector<uint8_t>* bytes, size_t* known);

// The parts of all of `input`: those of `completed`, a message that begins with its first `known`
// octets, as far as these are. Then the field behind them, named as there, with `why`: as long as
// there, but if `incomplete`, where the input ends inside it. Then what is left.
std::vector<Part> PartsInFront(const std::vector<Part>& completed, size_t known, Bytes input,
                               bool incomplete, const std::string& why);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_PARTIAL_H_
