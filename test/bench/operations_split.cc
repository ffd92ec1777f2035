// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Content cut into records by EncodeSplit. An input is the type, the version and the content.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "absl/base/attributes.h"
#include "benchmark/benchmark.h"
#include "fuzz/random_message.h"
#include "hardwire/result.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/record_split.h"
#include "hardwire/view.h"
#include "test/bench/floor.h"
#include "test/bench/operations.h"
#include "test/bench/passes.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {

constexpr size_t kSplitAt = 64;
constexpr size_t kSplitHead = 3;
using SplitRoom = std::array<uint8_t, 32768>;

// Records of kSplitAt octets and a last one.
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitSplit(const uint8_t* p, size_t size, uint8_t* out) {
  size_t left = size - kSplitHead;
  const uint8_t* content = p + kSplitHead;
  uint8_t* const begin = out;
  do {
    const size_t count = std::min(left, kSplitAt);
    memcpy(out, p, kSplitHead);
    Store16(static_cast<uint16_t>(count), out + kSplitHead);
    memcpy(out + 5, content, count);
    out += 5 + count;
    content += count;
    left -= count;
  } while (left != 0);
  return static_cast<size_t>(out - begin);
}
// Of TLS 1.2 in the clear, under the strict policy.
ABSL_ATTRIBUTE_NOINLINE inline bool FloorSplit(const uint8_t* p, size_t size, uint8_t* out,
                                               size_t room, size_t* used) {
  if (size < kSplitHead) return false;
  const size_t content = size - kSplitHead;
  const size_t records = content == 0 ? 1 : (content - 1) / kSplitAt + 1;
  if (p[0] < 20 || p[0] > 24 || p[1] != 3 || p[2] != 3) return false;
  if (content == 0 && p[0] <= 22) return false;
  if (p[0] == 20 && (content != 1 || p[kSplitHead] != 1)) return false;
  if (p[0] == 21 && (content != 2 || p[kSplitHead] < 1 || p[kSplitHead] > 2)) return false;
  if (room < content + 5 * records) return false;
  *used = LimitSplit(p, size, out);
  return true;
}

namespace {

constexpr tls::RecordContext kContext =
    tls::RecordContext::Plain(0x0303, tls::LengthLimit{kSplitAt});

const Table& Contents() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    *out = {static_cast<uint8_t>(22 + random->Below(2)), 3, 3};
    Append(random, 1 + random->Below(250), out);
  }));
  return *table;
}

Result SplitByCodec(Bytes input, Span<uint8_t> room) {
  if (input.size() < kSplitHead) return Result::Error(Code::kSerialization, Detail::kTruncated, 0);
  return EncodeSplit(static_cast<tls::ContentType>(input[0]), Load16(input.data() + 1),
                     input.subspan(kSplitHead), room, kContext);
}

template <typename Write>
int SplitPass(Write write) {
  return Count(Contents(), [&write](Bytes input) {
    Room room;
    const bool ok = write(input, MakeSpan(room));
    benchmark::DoNotOptimize(room);
    return ok;
  });
}
int CodecSplitPass() {
  return SplitPass([](Bytes input, Span<uint8_t> room) { return SplitByCodec(input, room).ok(); });
}
int FloorSplitPass() {
  return SplitPass([](Bytes input, Span<uint8_t> room) {
    size_t used = 0;
    const bool ok = FloorSplit(input.data(), input.size(), room.data(), room.size(), &used);
    benchmark::DoNotOptimize(used);
    return ok;
  });
}
int LimitSplitPass() {
  return SplitPass([](Bytes input, Span<uint8_t> room) {
    return LimitSplit(input.data(), input.size(), room.data()) != 0;
  });
}

// The same verdict and the same octets, into a room that is just large enough.
Verdicts CompareSplits(Bytes input) {
  SplitRoom ours;
  SplitRoom theirs;
  size_t used = 0;
  const Result codec = SplitByCodec(input, MakeSpan(ours));
  const bool floor = FloorSplit(input.data(), input.size(), theirs.data(), theirs.size(), &used);
  const bool same = used == codec.written() && memcmp(ours.data(), theirs.data(), used) == 0;
  const Verdicts verdicts = Compare(codec.ok(), floor, same);
  if (verdicts != Verdicts::kBothAccept) return verdicts;
  const size_t narrow = used - 1;
  const bool fits = SplitByCodec(input, MakeSpan(ours).subspan(0, narrow)).ok() ||
                    FloorSplit(input.data(), input.size(), theirs.data(), narrow, &used);
  return fits ? Verdicts::kDiffer : verdicts;
}

}  // namespace

std::vector<Operation> SplitOperations() {
  return {
      {"record_split", CodecSplitPass, FloorSplitPass, LimitSplitPass, Contents, CompareSplits}};
}

}  // namespace bench
}  // namespace hardwire
