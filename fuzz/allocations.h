// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Counts the heap blocks that this thread asks for. A program that links this library counts them:
// under ASan and MSan through the sanitizer's hook, otherwise by replacing glibc's malloc.

#ifndef HARDWIRE_FUZZ_ALLOCATIONS_H_
#define HARDWIRE_FUZZ_ALLOCATIONS_H_

#include <cstdint>

namespace hardwire {
namespace fuzz {

// False if neither way exists. The count then stays 0.
bool CountsAllocations();

// How many blocks malloc, calloc, realloc, aligned_alloc and operator new were asked for until now.
uint64_t Allocations();

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_ALLOCATIONS_H_
