// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "fuzz/allocations.h"

#include <cstddef>
#include <cstdint>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define HARDWIRE_SANITIZER_HOOK 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define HARDWIRE_SANITIZER_HOOK 1
#endif

namespace {
thread_local uint64_t allocations = 0;
}  // namespace

#if defined(HARDWIRE_SANITIZER_HOOK)

extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*malloc_hook)(const volatile void*,
                                                                             size_t),
                                                         void (*free_hook)(const volatile void*));

namespace {
void OnMalloc(const volatile void*, size_t) { ++allocations; }
void OnFree(const volatile void*) {}
const bool counts = __sanitizer_install_malloc_and_free_hooks(OnMalloc, OnFree) != 0;
}  // namespace

#elif defined(__GLIBC__)

// glibc's own names for the functions replaced here.
// NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" void* __libc_malloc(size_t size);
extern "C" void* __libc_calloc(size_t count, size_t size);
extern "C" void* __libc_realloc(void* block, size_t size);
extern "C" void* __libc_memalign(size_t alignment, size_t size);
// NOLINTEND(bugprone-reserved-identifier)

extern "C" void* malloc(size_t size) {
  ++allocations;
  return __libc_malloc(size);
}
extern "C" void* calloc(size_t count, size_t size) {
  ++allocations;
  return __libc_calloc(count, size);
}
extern "C" void* realloc(void* block, size_t size) {
  ++allocations;
  return __libc_realloc(block, size);
}
extern "C" void* aligned_alloc(size_t alignment, size_t size) {
  ++allocations;
  return __libc_memalign(alignment, size);
}

namespace {
const bool counts = true;
}  // namespace

#else

namespace {
const bool counts = false;
}  // namespace

#endif

namespace hardwire {
namespace fuzz {

bool CountsAllocations() { return counts; }
uint64_t Allocations() { return allocations; }

}  // namespace fuzz
}  // namespace hardwire
