// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A second decoder for every SOCKS message, for tests alone: written from the RFCs in the plainest
// style, with vectors, strings and exceptions, sharing nothing with codec/ but the names of
// outcomes.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_REFERENCE_H_
#define HARDWIRE_TEST_DIFFERENTIAL_REFERENCE_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace hardwire {
namespace reference {

// What a decoder says of some bytes, in words and numbers.
struct Outcome {
  std::string code;    // "ok", "need_more", "deserialization", "bad_address"
  std::string detail;  // "none", or the cause's name
  unsigned n = 0;
  unsigned octet = 0;
  std::set<std::string> violations;  // of an ok message
  std::vector<std::string> fields;   // of an ok message, in the order of its struct, as text
};

using Bytes = std::vector<uint8_t>;
using Rejected = std::set<std::string>;  // names of the violations that the policy rejects

// What a decoder of the message with this name says.
Outcome Decode(const std::string& message, const Bytes& bytes, const Rejected& rejected);

}  // namespace reference
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_REFERENCE_H_
