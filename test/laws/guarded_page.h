// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A page of memory between two that cannot be read.

#ifndef HARDWIRE_TEST_LAWS_GUARDED_PAGE_H_
#define HARDWIRE_TEST_LAWS_GUARDED_PAGE_H_

#ifdef _WIN32
#include <windows.h>
#else
#include <sys/mman.h>
#include <unistd.h>
#endif

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "fuzz/laws.h"

namespace hardwire {
namespace fuzz {

class GuardedPage {
 public:
  GuardedPage() { Reserve(); }
  GuardedPage(const GuardedPage&) = delete;
  GuardedPage& operator=(const GuardedPage&) = delete;
  ~GuardedPage() {
    if (base_ != nullptr) Release();
  }

  bool usable() const { return readable_; }
  Bytes AtStart(Bytes bytes) { return Place(0, bytes); }
  Bytes AtEnd(Bytes bytes) { return Place(page_ - bytes.size(), bytes); }

 private:
#ifdef _WIN32
  void Reserve() {
    SYSTEM_INFO system;
    GetSystemInfo(&system);
    page_ = system.dwPageSize;
    void* const map = VirtualAlloc(nullptr, 3 * page_, MEM_RESERVE, PAGE_NOACCESS);
    if (map == nullptr) return;
    base_ = static_cast<uint8_t*>(map);
    readable_ = VirtualAlloc(base_ + page_, page_, MEM_COMMIT, PAGE_READWRITE) != nullptr;
  }
  void Release() { VirtualFree(base_, 0, MEM_RELEASE); }
#else
  void Reserve() {
    page_ = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    void* const map = mmap(nullptr, 3 * page_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (map == MAP_FAILED) return;
    base_ = static_cast<uint8_t*>(map);
    readable_ = mprotect(base_ + page_, page_, PROT_READ | PROT_WRITE) == 0;
  }
  void Release() { munmap(base_, 3 * page_); }
#endif

  Bytes Place(size_t offset, Bytes bytes) {
    uint8_t* const place = base_ + page_ + offset;
    if (!bytes.empty()) memcpy(place, bytes.data(), bytes.size());
    return Bytes(place, bytes.size());
  }

  size_t page_ = 0;
  uint8_t* base_ = nullptr;
  bool readable_ = false;
};

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_TEST_LAWS_GUARDED_PAGE_H_
