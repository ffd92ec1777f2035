// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Many mutants in one build, each behind a switch. Read before every source that is built so.
//
// HARDWIRE_MUTANT  the number of the mutant that is on; none unless set
// HARDWIRE_CASES   a file of an octet a mutant: all are off, and the octet of each whose case comes
//                  up is set to 1

#ifndef HARDWIRE_TOOLS_MUTANTS_SWITCHES_H_
#define HARDWIRE_TOOLS_MUTANTS_SWITCHES_H_

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace hardwire_mutants {

inline unsigned char* MapCases() {
  const char* const path = getenv("HARDWIRE_CASES");
  if (path == nullptr) return nullptr;
  const int file = open(path, O_RDWR);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) abort();
  void* const map = mmap(nullptr, static_cast<size_t>(status.st_size), PROT_READ | PROT_WRITE,
                         MAP_SHARED, file, 0);
  if (map == MAP_FAILED) abort();
  close(file);
  return static_cast<unsigned char*>(map);
}

inline unsigned long Chosen() {
  const char* const number = getenv("HARDWIRE_MUTANT");
  return number == nullptr ? 0 : strtoul(number, nullptr, 10);
}

// Null where no cases are recorded.
inline unsigned char* cases = MapCases();
inline unsigned long chosen = Chosen();

// Whether a case is being worked out. What it calls is the original, whose own cases do not count.
inline bool asking = false;

// Whether it matters if the case of a mutant comes up. If so, Tell is called next.
inline bool IsOn(unsigned long number) {
  if (asking || (cases == nullptr && chosen != number)) return false;
  asking = true;
  return true;
}

// Whether the mutant, which is on, differs here: its case comes up if `holds`.
inline bool Tell(unsigned long number, bool holds) {
  asking = false;
  if (cases == nullptr) return holds;
  if (holds) cases[number] = 1;
  return false;
}

// The same for what the compiler may evaluate, which sees the original.
constexpr bool Asked(unsigned long number) {
  return !__builtin_is_constant_evaluated() && IsOn(number);
}
constexpr bool Differs(unsigned long number, bool holds) {
  return !__builtin_is_constant_evaluated() && Tell(number, holds);
}

template <typename Range>
auto DataOf(const Range& range) -> decltype(range.data(), range.size(), range.data()) {
  return range.data();
}

// Whether two ranges of one size begin with the same `count` elements.
template <typename Range>
auto SameStart(const Range& a, const Range& b, size_t count) -> decltype(DataOf(a) == nullptr) {
  if (a.size() != b.size()) return false;
  const size_t compared = a.size() < count ? a.size() : count;
  return compared == 0 || memcmp(a.data(), b.data(), compared * sizeof(*a.data())) == 0;
}
inline bool SameStart(...) { return false; }  // no range

}  // namespace hardwire_mutants

#endif  // HARDWIRE_TOOLS_MUTANTS_SWITCHES_H_
