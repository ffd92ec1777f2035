// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What the program of a family does: compares so many units of random choices, and says what they
// reached.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_SAMPLE_H_
#define HARDWIRE_TEST_DIFFERENTIAL_SAMPLE_H_

#include <cinttypes>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <vector>

#include "fuzz/random_message.h"
#include "test/differential/unit.h"

namespace hardwire {
namespace differential {

constexpr size_t kMostChoices = 1024;  // of one unit, in octets

// Random choices: few in most units.
inline void Choose(fuzz::Random* random, std::vector<uint8_t>* choices) {
  choices->resize(16 + random->Below(random->Below(4) == 0 ? kMostChoices - 16 : 120));
  for (uint8_t& octet : *choices) octet = random->Octet();
}

// Compares as many units as the first argument says, or `sample`. 0, or 1 if they are as many at
// least and one of `reached` was not. A difference aborts.
inline int RunSample(const char* family, uint64_t sample, int argc, char** argv,
                     void (*compare)(fuzz::Bytes, Tally*),
                     std::initializer_list<const char*> reached) {
  const uint64_t units = argc > 1 ? strtoull(argv[1], nullptr, 10) : sample;
  fuzz::Random random(units * 2 + 1);
  std::vector<uint8_t> choices;
  Tally tally;
  for (uint64_t i = 0; i < units; ++i) {
    Choose(&random, &choices);
    compare(choices, &tally);
  }
  for (const auto& outcome : tally)
    printf("%12" PRIu64 " %s\n", outcome.second, outcome.first.c_str());
  printf("%s: %" PRIu64 " units agree\n", family, units);
  int status = 0;
  for (const char* outcome : reached) {
    if (units < sample || tally.count(outcome) != 0) continue;
    fprintf(stderr, "%s: no unit reached %s\n", family, outcome);
    status = 1;
  }
  return status;
}

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_SAMPLE_H_
