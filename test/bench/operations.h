// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Every measured operation: one pass over a table of messages, as the codec does it, as the floor
// and as the limit do.

#ifndef HARDWIRE_TEST_BENCH_OPERATIONS_H_
#define HARDWIRE_TEST_BENCH_OPERATIONS_H_

#include <cstdint>
#include <vector>

namespace hardwire {
namespace bench {

constexpr int kMessagesPerPass = 1000;

// Returns how many messages were accepted: all, or the table is wrong.
using Pass = int (*)();

struct Operation {
  const char* name;  // "socks5_request decode"
  Pass codec;
  Pass floor;
  Pass limit;
};

const std::vector<Operation>& Operations();

// The loop alone.
int EmptyPass();

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_OPERATIONS_H_
