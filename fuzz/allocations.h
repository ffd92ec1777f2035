// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// How many heap blocks this thread has asked for. Linking this library counts them: through the
// sanitizer's hook under ASan and MSan, else by replacing glibc's malloc.

#ifndef HARDWIRE_FUZZ_ALLOCATIONS_H_
#define HARDWIRE_FUZZ_ALLOCATIONS_H_

#include <cstdint>

namespace hardwire {
namespace fuzz {

// False where neither way exists: a count then stays 0.
bool CountsAllocations();

// The blocks asked for until now by malloc, calloc, realloc, aligned_alloc and operator new.
uint64_t Allocations();

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_ALLOCATIONS_H_
