// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Makes random messages of any kind, without a grammar. Octets are appended one by one. A decoder
// tells whether the octets still begin a message, and an octet that does not is replaced.

#ifndef HARDWIRE_FUZZ_RANDOM_MESSAGE_H_
#define HARDWIRE_FUZZ_RANDOM_MESSAGE_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "fuzz/laws.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

// xorshift64*: the same numbers from the same seed on every machine. `seed` must not be 0.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint32_t Next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return static_cast<uint32_t>((state_ & 0xFFFFFFFF) * 0x4F6CDD1D >> 16);
  }
  size_t Below(size_t bound) { return Next() % bound; }
  uint8_t Octet() { return static_cast<uint8_t>(Next() >> 8); }

  // A random octet. Half of them are small numbers, letters or extremes, on which much depends.
  uint8_t InterestingOctet() {
    constexpr uint8_t kInteresting[] = {0, 1, 2, 3, 4, 5, 8, 20, 22, 23, 0x40, 0x7F, 0xF0, 0xFF};
    switch (Below(4)) {
      case 0:
        return kInteresting[Below(sizeof(kInteresting))];
      case 1:
        return static_cast<uint8_t>('a' + Below(26));
      default:
        return Octet();
    }
  }

 private:
  uint64_t state_;
};

// The most that RandomMessage writes. It is enough for every message but the longest GSSAPI frames.
constexpr size_t kMaxRandomMessage = 600;

// Whether the first `size` octets at `out` are a message, or begin one that fits. Inside an integer
// one more octet must be possible; this writes it behind the others.
template <typename M>
bool GoesOn(uint8_t* out, size_t size) {
  typename M::Message ignored;
  const Result r = M::Read({out, size}, &ignored, Policy::Lenient());
  if (r.ok()) return true;
  const bool more = r.code() == Code::kNeedMore && r.needed() <= kMaxRandomMessage;
  if (!more) return IsTruncated<M>(r);
  if (!M::HalfAnInteger(size)) return true;
  for (int octet = 0; octet < 256; ++octet) {
    out[size] = static_cast<uint8_t>(octet);
    if (GoesOn<M>(out, size + 1)) return true;
  }
  return false;
}

// Appends an octet with which a message still may begin. It tries random octets first, so that no
// fitting one is preferred, and then all. False if none fits.
template <typename M>
bool AppendOctet(Random* random, uint8_t* out, size_t size) {
  constexpr int kByChance = 64;
  for (int tried = 0; tried < kByChance + 256; ++tried) {
    out[size] = tried < kByChance ? random->InterestingOctet() : static_cast<uint8_t>(tried);
    if (GoesOn<M>(out, size + 1)) return true;
  }
  return false;
}

// Writes a random message that the lenient policy accepts to `out`, which has room for
// kMaxRandomMessage bytes. Returns its size.
template <typename M>
size_t RandomMessage(Random* random, uint8_t* out) {
  size_t size = 0;
  while (true) {
    if (size < kMaxRandomMessage && AppendOctet<M>(random, out, size)) {
      ++size;
      typename M::Message ignored;
      if (M::Read({out, size}, &ignored, Policy::Lenient()).ok()) return size;
      continue;
    }
    if (!M::kWholeUnit) abort();  // need-more was wrong about this prefix
    // A whole unit is judged when all of it is there. With one more zero its numbers may fit.
    const bool again = size == 0 || size == kMaxRandomMessage || random->Below(4) == 0;
    if (again) size = 0;
    if (!again) out[random->Below(size)] = 0;
  }
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_RANDOM_MESSAGE_H_
