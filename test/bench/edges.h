// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Messages on either side of limits that random changes seldom meet.

#ifndef HARDWIRE_TEST_BENCH_EDGES_H_
#define HARDWIRE_TEST_BENCH_EDGES_H_

#include <cstdint>
#include <vector>

namespace hardwire {
namespace bench {

// Of every kind; each is given to every operation.
const std::vector<std::vector<uint8_t>>& Edges();

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_EDGES_H_
