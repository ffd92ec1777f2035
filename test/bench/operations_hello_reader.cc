// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A hello in one record, which comes in one piece. The floor takes no other.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/base/attributes.h"
#include "benchmark/benchmark.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/hello_view.h"
#include "hardwire/view.h"
#include "test/bench/floor_tls.h"
#include "test/bench/operations.h"
#include "test/bench/passes.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {
namespace {

using Memory = std::array<uint8_t, 1024>;

// A reader for each connection. What is kept stays behind the input.
Result ReadFlight(Bytes input, tls::HelloView* out, Policy policy) {
  static Memory memory;
  tls::HelloReader reader(MakeSpan(memory), {}, {}, policy);
  const tls::HelloStep step = reader.Read(input);
  if (step.outcome == tls::HelloOutcome::kComplete) *out = reader.view();
  return step.result;
}

// The message, which is copied, too.
size_t KeepHello(const uint8_t* p, size_t size, RawHello* m) {
  static Memory memory;
  memcpy(memory.data(), p, size);
  return 5 + LimitHello(memory.data(), m);
}

ABSL_ATTRIBUTE_NOINLINE bool FloorFlight(const uint8_t* p, size_t size, RawHello* m, size_t* used) {
  if (size < 9 || p[0] != 22 || p[1] != 3) return false;
  const size_t record = Load16(p + 3);
  if (record > 16384 || size < 5 + record || record != 4 + Load24(p + 6)) return false;
  if (record > Memory().size() || !FloorHello(p + 5, record, m, used)) return false;
  *used = KeepHello(p + 5, record, m);
  return true;
}
ABSL_ATTRIBUTE_NOINLINE size_t LimitFlight(const uint8_t* p, RawHello* m) {
  return KeepHello(p + 5, Load16(p + 3), m);
}

const Table& Flights() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    std::vector<uint8_t> hello;
    AppendHello(random, &hello);
    *out = {22, 3, 1};
    Append16(hello.size(), out);
    out->insert(out->end(), hello.begin(), hello.end());
  }));
  return *table;
}

}  // namespace

std::vector<Operation> HelloReaderOperations() {
  return {DecodeRow<tls::HelloView, RawHello, Flights, FloorFlight, LimitFlight, ReadFlight>(
      "HelloReader")};
}

}  // namespace bench
}  // namespace hardwire
