// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A message out of its pieces. An input is the size of the message in an octet, and pieces: where
// each begins, its size, its octets.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "absl/base/attributes.h"
#include "benchmark/benchmark.h"
#include "fuzz/random_message.h"
#include "hardwire/tls/reassembly.h"
#include "hardwire/view.h"
#include "test/bench/operations.h"
#include "test/bench/passes.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {

constexpr size_t kMostToJoin = 255;
using Joined = std::array<uint8_t, kMostToJoin>;

// Calls `take` with each piece. False: it has refused one, or a piece is not all there.
template <typename Take>
bool EachPiece(const uint8_t* p, size_t size, Take take) {
  for (size_t at = 1; at < size;) {
    if (size - at < 2 || size - at - 2 < p[at + 1]) return false;
    if (!take(p[at], p + at + 2, size_t{p[at + 1]})) return false;
    at += 2u + p[at + 1];
  }
  return true;
}

ABSL_ATTRIBUTE_NOINLINE inline size_t LimitJoin(const uint8_t* p, size_t size, uint8_t* out) {
  EachPiece(p, size, [out](size_t offset, const uint8_t* octets, size_t count) {
    memcpy(out + offset, octets, count);
    return true;
  });
  return p[0];
}

// Which octets are there, 64 of them in a word.
class FloorBits {
 public:
  // Whether none of [begin, end) was there. Now all of them are.
  bool Mark(size_t begin, size_t end) {
    uint64_t there = 0;
    for (size_t word = begin / 64; word * 64 < end; ++word) {
      const uint64_t mask = Below(end, word) & ~Below(begin, word);
      there |= words_[word] & mask;
      words_[word] |= mask;
    }
    return there == 0;
  }
  bool Has(size_t at) const { return (words_[at / 64] >> at % 64 & 1) != 0; }
  bool HasAll(size_t end) const {
    for (size_t word = 0; word * 64 < end; ++word) {
      if ((~words_[word] & Below(end, word)) != 0) return false;
    }
    return true;
  }

 private:
  // The bits of a word that stand for octets in front of `end`.
  static uint64_t Below(size_t end, size_t word) {
    if (end <= word * 64) return 0;
    const size_t count = end - word * 64;
    return count >= 64 ? ~uint64_t{0} : (uint64_t{1} << count) - 1;
  }

  std::array<uint64_t, 4> words_ = {};
};

ABSL_ATTRIBUTE_NOINLINE inline bool FloorJoin(const uint8_t* p, size_t size, uint8_t* out) {
  if (size == 0) return false;
  const size_t total = p[0];
  FloorBits bits;
  return EachPiece(p, size,
                   [&](size_t offset, const uint8_t* octets, size_t count) {
                     if (offset + count > total) return false;
                     const FloorBits before = bits;
                     if (!bits.Mark(offset, offset + count)) {
                       for (size_t i = 0; i < count; ++i) {
                         if (before.Has(offset + i) && out[offset + i] != octets[i]) return false;
                       }
                     }
                     if (count != 0) memcpy(out + offset, octets, count);
                     return true;
                   }) &&
         bits.HasAll(total);
}

namespace {

bool JoinByCodec(const uint8_t* p, size_t size, uint8_t* out) {
  if (size == 0) return false;
  std::array<uint8_t, tls::ReassemblyBits(kMostToJoin)> bits;
  tls::Reassembly reassembly(Span<uint8_t>(out, kMostToJoin), MakeSpan(bits));
  if (!reassembly.SetLength(p[0]).ok()) return false;
  return EachPiece(
             p, size,
             [&reassembly](size_t offset, const uint8_t* octets, size_t count) {
               return reassembly.Add(static_cast<uint32_t>(offset), Bytes(octets, count)).ok();
             }) &&
         reassembly.complete();
}

void AppendPiece(size_t begin, size_t end, std::vector<uint8_t>* out) {
  out->push_back(static_cast<uint8_t>(begin));
  out->push_back(static_cast<uint8_t>(end - begin));
  for (size_t i = begin; i < end; ++i) out->push_back(static_cast<uint8_t>('a' + i % 26));
}

// Of 64 to 191 octets in four pieces, the second half first in one of two, and in one of four a
// fifth piece that comes again.
const Table& Pieces() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    const size_t size = 64 + random->Below(128);
    const size_t quarter = size / 4;
    const size_t first = random->Below(2) == 0 ? 0 : 2;
    out->push_back(static_cast<uint8_t>(size));
    for (size_t i = 0; i < 4; ++i) {
      const size_t part = (first + i) % 4;
      AppendPiece(part * quarter, part == 3 ? size : (part + 1) * quarter, out);
    }
    if (random->Below(4) == 0) AppendPiece(quarter / 2, 2 * quarter, out);
  }));
  return *table;
}

template <auto kJoin>
int JoinPass() {
  return Count(Pieces(), [](Bytes input) {
    Joined out;
    const auto joined = kJoin(input.data(), input.size(), out.data());
    benchmark::DoNotOptimize(out);
    return joined != 0;
  });
}

Verdicts CompareJoins(Bytes input) {
  Joined ours;
  Joined theirs;
  const bool codec = JoinByCodec(input.data(), input.size(), ours.data());
  const bool floor = FloorJoin(input.data(), input.size(), theirs.data());
  const size_t size = input.empty() ? 0 : input[0];
  const bool same = codec && floor && memcmp(ours.data(), theirs.data(), size) == 0;
  return Compare(codec, floor, same);
}

}  // namespace

std::vector<Operation> ReassemblyOperations() {
  return {{"Reassembly", JoinPass<JoinByCodec>, JoinPass<FloorJoin>, JoinPass<LimitJoin>, Pieces,
           CompareJoins}};
}

}  // namespace bench
}  // namespace hardwire
