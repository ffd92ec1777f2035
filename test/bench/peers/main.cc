// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Google Benchmark over the rows of one peer. `list` prints them instead, a line each with tabs
// between: operation, peer, what the peer does not check. Fails where the two do not agree; `agree`
// does no more than that.

#include <cstdio>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "test/bench/peers/peer_rows.h"

namespace {

using hardwire::bench::Pass;
using hardwire::bench::PeerRow;

void Register(const PeerRow& row, const char* side, Pass pass) {
  const std::string name = std::string(row.operation) + "/" + row.peer + "/" + side;
  const int messages = row.messages;
  benchmark::RegisterBenchmark(name.c_str(), [pass, messages](benchmark::State& state) {
    for (auto _ : state) {
      if (pass() != messages) state.SkipWithError("a message was refused");
    }
    state.counters["messages"] = messages;
  });
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc == 2 ? argv[1] : "";
  const std::vector<PeerRow> rows = hardwire::bench::PeerRows();
  for (const PeerRow& row : rows) {
    if (what == "list") printf("%s\t%s\t%s\n", row.operation, row.peer, row.unchecked);
    if (what != "list" && !row.agree()) {
      fprintf(stderr, "%s: Hardwire and %s do not agree\n", row.operation, row.peer);
      return 1;
    }
  }
  if (what == "list" || what == "agree") return 0;
  for (const PeerRow& row : rows) {
    Register(row, "hardwire", row.hardwire);
    Register(row, "peer", row.other);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
