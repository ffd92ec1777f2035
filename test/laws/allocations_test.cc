// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The counter behind law 8 counts.

#include "fuzz/allocations.h"

#include <cstdint>
#include <cstdlib>

#include "gtest/gtest.h"

namespace hardwire {
namespace fuzz {
namespace {

TEST(Allocations, CountsMalloc) {
  ASSERT_TRUE(CountsAllocations());
  const uint64_t before = Allocations();
  void* volatile block = malloc(8);
  EXPECT_EQ(Allocations(), before + 1);
  free(block);
  EXPECT_EQ(Allocations(), before + 1);
}

TEST(Allocations, CountsCallocReallocAndAlignedAlloc) {
  uint64_t before = Allocations();
  void* volatile block = calloc(2, 8);
  EXPECT_EQ(Allocations(), before + 1);
  before = Allocations();
  void* volatile larger = realloc(block, 4096);
  EXPECT_EQ(Allocations(), before + 1);
  free(larger);
  before = Allocations();
  void* volatile aligned = aligned_alloc(64, 64);
  EXPECT_EQ(Allocations(), before + 1);
  free(aligned);
}

TEST(Allocations, CountsNew) {
  const uint64_t before = Allocations();
  // Volatile pointers, so that the compiler may not drop the pair.
  int* volatile value = new int(3);
  EXPECT_EQ(Allocations(), before + 1);
  int* volatile values = new int[3];
  EXPECT_EQ(Allocations(), before + 2);
  delete value;
  delete[] values;
}

}  // namespace
}  // namespace fuzz
}  // namespace hardwire
