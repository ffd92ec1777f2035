// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Words for people: fields, sizes and times.

#ifndef HARDWIRE_EXAMPLES_INSPECT_WORDS_H_
#define HARDWIRE_EXAMPLES_INSPECT_WORDS_H_

#include <cstdint>
#include <string>

#include "hardwire/policy.h"
#include "nlohmann/json.hpp"

namespace hardwire {
namespace inspect {

// "cmd connect, addr a.example, port 443": the fields of a message in one line. Names stand for
// numbers that have them. What other fields say already is left out.
std::string SummaryOf(const nlohmann::ordered_json& fields);

// The fields of a ClientHello in one line.
std::string SummaryOfHello(const nlohmann::ordered_json& fields);

// "0x0303".
std::string Hexadecimal16(uint16_t value);

// "TLS 1.3", "DTLS 1.2", "version 0x1234".
std::string VersionName(uint16_t version);

// "1.5 MB".
std::string SizeName(uint64_t octets);

// "12.345678", seconds.
std::string SecondsName(uint64_t microseconds);

// The names of the rules in the set, in their order.
nlohmann::ordered_json NamesOf(Violations violations);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_WORDS_H_
