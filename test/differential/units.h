// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A family compares the library with a model, one unit of random choices after the other. This is
// what the families share: policies and outcomes in words, a count of outcomes, and main().

#ifndef HARDWIRE_TEST_DIFFERENTIAL_UNITS_H_
#define HARDWIRE_TEST_DIFFERENTIAL_UNITS_H_

#include <chrono>
#include <cinttypes>
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
using Tally = std::map<std::string, uint64_t>;

inline std::string Str(string_view text) { return std::string(text.data(), text.size()); }
inline std::string Str(Span<const uint8_t> octets) {
  return std::string(octets.begin(), octets.end());
}

inline std::set<std::string> NamesOf(Violations violations) {
  std::set<std::string> names;
  for (int i = 0; i < kViolationCount; ++i) {
    const Violation violation = static_cast<Violation>(i);
    if (violations.Has(violation)) names.insert(Str(Name(violation)));
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

// A policy, and the names of what it rejects.
struct NamedPolicy {
  explicit NamedPolicy(Policy chosen) : policy(chosen) {
    for (int i = 0; i < kViolationCount; ++i) {
      const Violation violation = static_cast<Violation>(i);
      if (policy.Rejects(violation)) rejected.insert(Str(Name(violation)));
    }
  }
  Policy policy;
  std::set<std::string> rejected;
};

// "call: a b" are the outcomes "call a" and "call b"; a row without a colon is one outcome.
inline std::vector<std::string> EachOf(const std::vector<std::string>& rows) {
  std::vector<std::string> outcomes;
  for (const std::string& row : rows) {
    const size_t colon = row.find(':');
    if (colon == std::string::npos) {
      outcomes.push_back(row);
      continue;
    }
    std::istringstream words(row.substr(colon + 1));
    for (std::string word; words >> word;) outcomes.push_back(row.substr(0, colon) + " " + word);
  }
  return outcomes;
}

// How a family is compared.
struct Family {
  const char* name;
  uint64_t sample;  // units, if the program is not told how many
  // Random octets that a unit is chosen by: at most; and in three of four units.
  size_t most;
  size_t usual;
  void (*compare)(fuzz::Bytes, Tally*);
};

// The body of a family's program: compares as many units as the argument says, the same ones each
// time. Prints how often each outcome came up. Returns 1 if one of `expected` did not in as many
// units as the sample has; a difference aborts.
inline int CompareUnits(const Family& family, int argc, char** argv,
                        const std::vector<std::string>& expected) {
  const uint64_t units = argc > 1 ? strtoull(argv[1], nullptr, 10) : family.sample;
  const auto start = std::chrono::steady_clock::now();
  fuzz::Random random(units * 2 + 1);
  Tally tally;
  std::vector<uint8_t> choices;
  for (uint64_t unit = 0; unit < units; ++unit) {
    choices.resize(random.Below((random.Below(4) == 0 ? family.most : family.usual) + 1));
    for (uint8_t& octet : choices) octet = random.Octet();
    family.compare(choices, &tally);
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  for (const auto& [outcome, count] : tally) printf("%12" PRIu64 " %s\n", count, outcome.c_str());
  printf("%s: %" PRIu64 " units agree, %.1f seconds\n", family.name, units, seconds.count());
  int missing = 0;
  for (const std::string& outcome : EachOf(expected)) {
    if (units < family.sample || tally.count(outcome) != 0) continue;
    fprintf(stderr, "%s: not reached: %s\n", family.name, outcome.c_str());
    missing = 1;
  }
  return missing;
}

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_UNITS_H_
