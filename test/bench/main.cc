// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Google Benchmark over every operation. `count` does a few passes of each instead, under
// callgrind, which writes the counts of each: their titles are "NAME<tab>WHICH", where WHICH is
// codec, floor or limit. The title of the loop alone is "empty<tab>empty".

#include <valgrind/callgrind.h>

#include <cstdio>
#include <cstring>
#include <string>

#include "benchmark/benchmark.h"
#include "test/bench/operations.h"

namespace {

using hardwire::bench::Operation;
using hardwire::bench::Pass;

constexpr int kCountedPasses = 10;  // as many as tools/verbs/bench.py divides by

// Calls what(NAME, WHICH, pass) for everything that is measured, as long as it returns true.
template <typename Do>
bool ForEachPass(Do what) {
  if (!what("empty", "empty", hardwire::bench::EmptyPass)) return false;
  for (const Operation& operation : hardwire::bench::Operations()) {
    if (!what(operation.name, "codec", operation.codec) ||
        !what(operation.name, "floor", operation.floor) ||
        !what(operation.name, "limit", operation.limit)) {
      return false;
    }
  }
  return true;
}

bool AllAccepted(Pass pass) { return pass() == hardwire::bench::kMessagesPerPass; }

// The first passes make the table and load everything: they do not count.
bool Count(const std::string& name, const std::string& which, Pass pass) {
  const std::string title = name + "\t" + which;
  bool accepted = AllAccepted(pass) && AllAccepted(pass);
  CALLGRIND_ZERO_STATS;
  for (int i = 0; i < kCountedPasses; ++i) accepted = AllAccepted(pass) && accepted;
  CALLGRIND_DUMP_STATS_AT(title.c_str());
  if (!accepted) fprintf(stderr, "%s: a message was refused\n", title.c_str());
  return accepted;
}

bool Register(const std::string& name, const std::string& which, Pass pass) {
  benchmark::RegisterBenchmark((name + "/" + which).c_str(), [pass](benchmark::State& state) {
    for (auto _ : state) {
      if (!AllAccepted(pass)) state.SkipWithError("a message was refused");
    }
  });
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && strcmp(argv[1], "count") == 0) return ForEachPass(Count) ? 0 : 1;
  ForEachPass(Register);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
