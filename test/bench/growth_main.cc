// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Does all work of growth.h once under callgrind, which writes the counts of each: their titles are
// "NAME<tab>UNIT<tab>SIZE". Without callgrind it only finds out whether the work can be done.

#include <valgrind/callgrind.h>

#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "test/bench/growth.h"

namespace {

using hardwire::bench::Growth;
using hardwire::bench::Work;

// Counts the second time, when everything has been loaded.
bool Count(const Growth& growth, size_t size) {
  const Work work = growth.prepare(size);
  const std::string title = growth.name + "\t" + growth.unit + "\t" + std::to_string(size);
  if (!work()) {
    fprintf(stderr, "cannot be done: %s\n", title.c_str());
    return false;
  }
  CALLGRIND_ZERO_STATS;
  const bool done = work();
  CALLGRIND_DUMP_STATS_AT(title.c_str());
  return done;
}

}  // namespace

int main() {
  std::vector<Growth> all = hardwire::bench::MessageGrowth();
  for (const Growth& growth : hardwire::bench::StreamGrowth()) all.push_back(growth);
  all.push_back(hardwire::bench::SquareGrowth());
  for (const Growth& growth : all) {
    for (const size_t size : growth.sizes) {
      if (!Count(growth, size)) return 1;
    }
  }
  return 0;
}
