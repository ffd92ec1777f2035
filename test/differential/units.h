// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A family compares the library with a model, one unit of random choices after the other. This is
// what the families share: policies and outcomes in words, a count of outcomes, and main().

#ifndef HARDWIRE_TEST_DIFFERENTIAL_UNITS_H_
#define HARDWIRE_TEST_DIFFERENTIAL_UNITS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "fuzz/laws.h"
#include "fuzz/model_values.h"
#include "fuzz/random_message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
namespace differential {

// How often each outcome came up: a family that no longer reaches one is blind there.
using Tally = std::map<std::string, unsigned long>;

inline std::string Words(string_view text) { return std::string(text.data(), text.size()); }

inline std::set<std::string> WordsOf(Violations violations) {
  std::set<std::string> names;
  for (int i = 0; i < kViolationCount; ++i) {
    const Violation violation = static_cast<Violation>(i);
    if (violations.Has(violation)) names.insert(Words(Name(violation)));
  }
  return names;
}

// One of the three, or any.
inline Policy ChoosePolicy(fuzz::Choices* choices) {
  const uint8_t kind = choices->Octet() % 4;
  if (kind == 0) return Policy::Lenient();
  if (kind == 1) return Policy::Interop();
  if (kind == 2) return Policy::Strict();
  const uint64_t bits = choices->Number(8);
  Policy policy = Policy::Lenient();
  for (int i = 0; i < kViolationCount; ++i) {
    if ((bits >> i & 1) != 0) policy = policy.Rejecting(static_cast<Violation>(i));
  }
  return policy;
}

// The names of what it rejects.
inline std::set<std::string> RejectedBy(Policy policy) {
  std::set<std::string> names;
  for (int i = 0; i < kViolationCount; ++i) {
    const Violation violation = static_cast<Violation>(i);
    if (policy.Rejects(violation)) names.insert(Words(Name(violation)));
  }
  return names;
}

// "call: a b" are the outcomes "call a" and "call b".
inline std::vector<std::string> EachOf(const std::vector<std::string>& rows) {
  std::vector<std::string> outcomes;
  for (const std::string& row : rows) {
    const size_t colon = row.find(':');
    std::istringstream words(row.substr(colon + 1));
    for (std::string word; words >> word;) outcomes.push_back(row.substr(0, colon) + " " + word);
  }
  return outcomes;
}

// Compares `units` units of up to `most` random octets, the same ones each time. Prints how often
// each outcome came up. Returns 1 where one of `expected` did not, in a sample that is long enough
// to reach it; a difference aborts.
inline int CompareUnits(const char* family, unsigned long units, size_t most,
                        void (*compare)(fuzz::Bytes, Tally*),
                        const std::vector<std::string>& expected) {
  constexpr unsigned long kLongEnough = 20000;
  const auto start = std::chrono::steady_clock::now();
  fuzz::Random random(units * 2 + 1);
  Tally tally;
  std::vector<uint8_t> choices(most);
  for (unsigned long unit = 0; unit < units; ++unit) {
    const size_t size = random.Below(most + 1);
    for (size_t i = 0; i < size; ++i) choices[i] = random.Octet();
    compare(fuzz::Bytes(choices.data(), size), &tally);
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  for (const auto& outcome : tally) printf("%12lu %s\n", outcome.second, outcome.first.c_str());
  printf("%s: %lu units agree, %.1f seconds\n", family, units, seconds.count());
  int missing = 0;
  for (const std::string& outcome : EachOf(expected)) {
    if (units < kLongEnough || tally.count(outcome) != 0) continue;
    fprintf(stderr, "%s: not reached: %s\n", family, outcome.c_str());
    missing = 1;
  }
  return missing;
}

// The argument, or `otherwise`.
inline unsigned long UnitsOf(int argc, char** argv, unsigned long otherwise) {
  return argc > 1 ? strtoul(argv[1], nullptr, 10) : otherwise;
}

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_UNITS_H_
