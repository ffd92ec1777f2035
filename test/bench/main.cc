// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Google Benchmark over every operation. `--passes N NAME WHICH` runs one instead, N times, for a
// tool that counts instructions: WHICH is codec, floor or limit, NAME an operation or "empty".
// `list` prints the operations' names.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "benchmark/benchmark.h"
#include "test/bench/operations.h"

namespace {

using hardwire::bench::Operation;
using hardwire::bench::Pass;

Pass Find(const std::string& name, const std::string& which) {
  if (name == "empty") return hardwire::bench::EmptyPass;
  for (const Operation& operation : hardwire::bench::Operations()) {
    if (name != operation.name) continue;
    if (which == "codec") return operation.codec;
    if (which == "floor") return operation.floor;
    if (which == "limit") return operation.limit;
  }
  return nullptr;
}

int RunPasses(int passes, const std::string& name, const std::string& which) {
  const Pass pass = Find(name, which);
  if (pass == nullptr) {
    fprintf(stderr, "no operation '%s' '%s'\n", name.c_str(), which.c_str());
    return 2;
  }
  for (int i = 0; i < passes; ++i) {
    if (pass() != hardwire::bench::kMessagesPerPass) return 1;
  }
  return 0;
}

void Register(const std::string& name, Pass pass) {
  benchmark::RegisterBenchmark(name.c_str(), [pass](benchmark::State& state) {
    for (auto _ : state) {
      if (pass() != hardwire::bench::kMessagesPerPass) state.SkipWithError("a message was refused");
    }
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && strcmp(argv[1], "list") == 0) {
    for (const Operation& operation : hardwire::bench::Operations()) puts(operation.name);
    return 0;
  }
  if (argc == 5 && strcmp(argv[1], "--passes") == 0) {
    return RunPasses(atoi(argv[2]), argv[3], argv[4]);
  }
  Register("empty/empty", hardwire::bench::EmptyPass);
  for (const Operation& operation : hardwire::bench::Operations()) {
    Register(std::string(operation.name) + "/codec", operation.codec);
    Register(std::string(operation.name) + "/floor", operation.floor);
    Register(std::string(operation.name) + "/limit", operation.limit);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
