// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The words of a request to inspect: kind, policy, keys.

#ifndef HARDWIRE_EXAMPLES_INSPECT_ARGUMENTS_H_
#define HARDWIRE_EXAMPLES_INSPECT_ARGUMENTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "examples/inspect/inspection.h"
#include "hardwire/policy.h"

namespace hardwire {
namespace inspect {

struct Request {
  std::string kind;
  std::vector<uint8_t> bytes;
  Settings settings;
};

// The keys that kinds of `family` take, and the values of the key ctx.
std::vector<std::string> KeysOf(Family family);
std::vector<std::string> ContextsOf(Family family);

// Each returns "" and sets what it parsed, or says in a sentence what was wrong.
std::string ParseKind(const std::string& word, Request* request);

// A number of 32 bits: decimal from -2147483648 to 4294967295, or hexadecimal behind 0x. Numbers
// above 2147483647 stand for the negative ones of the same bits.
std::string ParseNumber(const std::string& text, int32_t* number);

// "strict", "interop" or "lenient".
std::string ParsePolicy(const std::string& word, Policy* policy);

// A number of MiB from 1 to 65536.
std::string ParseMemory(const std::string& text, size_t* octets);

// [POLICY] [KEY=VALUE ...] of a request whose kind is set.
std::string ParseSettings(const std::vector<std::string>& words, Request* request);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_ARGUMENTS_H_
