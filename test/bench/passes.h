// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Operations made of a codec, a floor and a limit: DecodeRow and EncodeRow.

#ifndef HARDWIRE_TEST_BENCH_PASSES_H_
#define HARDWIRE_TEST_BENCH_PASSES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <type_traits>
#include <vector>

#include "benchmark/benchmark.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"
#include "test/bench/operations.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {

using Room = std::array<uint8_t, 520>;

// How a codec is called where nothing else is said.
template <typename M>
Result Read(Bytes input, M* out, Policy policy) {
  return DecodeMessage(input, out, typename M::Context(), policy);
}
template <typename M>
Result Write(const M& value, Span<uint8_t> room) {
  return EncodeMessage(value, room, typename M::Context(), Policy::Strict());
}

// One pass: `one` says of each message whether it was accepted.
template <typename One>
int Count(const Table& table, One one) {
  int accepted = 0;
  for (const Bytes message : table.messages) accepted += one(message) ? 1 : 0;
  return accepted;
}
template <typename Values, typename One>
int CountValues(const Values& values, One one) {
  int accepted = 0;
  for (const auto& value : values) {
    Room room;
    accepted += one(value, MakeSpan(room)) ? 1 : 0;
    benchmark::DoNotOptimize(room);
  }
  return accepted;
}

template <typename M, TableOf kTable, Result (*kRead)(Bytes, M*, Policy)>
int DecodePass() {
  M out;  // not made in the loop: a caller may use it again
  return Count(kTable(), [&out](Bytes message) {
    const Result result = kRead(message, &out, Policy::Interop());
    benchmark::DoNotOptimize(out);
    return result.ok();
  });
}

template <typename Raw, TableOf kTable, bool (*kFloor)(const uint8_t*, size_t, Raw*, size_t*)>
int FloorPass() {
  return Count(kTable(), [](Bytes message) {
    Raw out;
    size_t used = 0;
    const bool ok = kFloor(message.data(), message.size(), &out, &used);
    benchmark::DoNotOptimize(out);
    benchmark::DoNotOptimize(used);
    return ok;
  });
}

// A limit is given the size where it has to know where the message ends.
template <auto kLimit, typename Raw>
size_t CallLimit(Bytes message, Raw* out) {
  if constexpr (std::is_invocable_v<decltype(kLimit), const uint8_t*, Raw*>) {
    return kLimit(message.data(), out);
  } else {
    return kLimit(message.data(), message.size(), out);
  }
}
template <typename Raw, TableOf kTable, auto kLimit>
int LimitPass() {
  return Count(kTable(), [](Bytes message) {
    Raw out;
    size_t used = CallLimit<kLimit>(message, &out);
    benchmark::DoNotOptimize(out);
    benchmark::DoNotOptimize(used);
    return true;
  });
}

// The decoded table, for encoders; decoded by the limit, for those by hand.
template <typename M, TableOf kTable, Result (*kRead)(Bytes, M*, Policy)>
const std::vector<M>& Values() {
  static const std::vector<M>* const values = [] {
    auto* const decoded = new std::vector<M>(kMessagesPerPass);
    for (size_t i = 0; i < decoded->size(); ++i) {
      if (!kRead(kTable().messages[i], &(*decoded)[i], Policy::Interop()).ok()) abort();
    }
    return decoded;
  }();
  return *values;
}
template <typename Raw, TableOf kTable, auto kLimit>
const std::vector<Raw>& RawValues() {
  static const std::vector<Raw>* const values = [] {
    auto* const raw = new std::vector<Raw>(kMessagesPerPass);
    for (size_t i = 0; i < raw->size(); ++i) CallLimit<kLimit>(kTable().messages[i], &(*raw)[i]);
    return raw;
  }();
  return *values;
}

template <typename M, TableOf kTable, Result (*kRead)(Bytes, M*, Policy),
          Result (*kWrite)(const M&, Span<uint8_t>)>
int EncodePass() {
  return CountValues(Values<M, kTable, kRead>(),
                     [](const M& value, Span<uint8_t> room) { return kWrite(value, room).ok(); });
}
template <typename Raw, TableOf kTable, auto kLimit,
          bool (*kWrite)(const Raw&, uint8_t*, size_t, size_t*)>
int FloorWritePass() {
  return CountValues(RawValues<Raw, kTable, kLimit>(), [](const Raw& value, Span<uint8_t> room) {
    size_t used = 0;
    const bool ok = kWrite(value, room.data(), room.size(), &used);
    benchmark::DoNotOptimize(used);
    return ok;
  });
}
template <typename Raw, TableOf kTable, auto kLimit, size_t (*kWrite)(const Raw&, uint8_t*)>
int LimitWritePass() {
  return CountValues(RawValues<Raw, kTable, kLimit>(), [](const Raw& value, Span<uint8_t> room) {
    return kWrite(value, room.data()) != 0;
  });
}

inline Verdicts Compare(bool codec, bool floor, bool same) {
  if (codec != floor || (codec && !same)) return Verdicts::kDiffer;
  return codec ? Verdicts::kBothAccept : Verdicts::kBothRefuse;
}

// The same verdict, and the same size.
template <typename M, typename Raw, Result (*kRead)(Bytes, M*, Policy),
          bool (*kFloor)(const uint8_t*, size_t, Raw*, size_t*)>
Verdicts CompareReaders(Bytes input) {
  M out;
  Raw raw;
  size_t used = 0;
  const Result result = kRead(input, &out, Policy::Interop());
  const bool floor = kFloor(input.data(), input.size(), &raw, &used);
  return Compare(result.ok(), floor, used == result.consumed());
}

// Of whatever can be framed: the same verdict, and the same octets into a buffer that has room for
// them alone.
template <typename M, typename Raw, Result (*kRead)(Bytes, M*, Policy), auto kLimit,
          Result (*kWrite)(const M&, Span<uint8_t>),
          bool (*kFloor)(const Raw&, uint8_t*, size_t, size_t*)>
Verdicts CompareWriters(Bytes input) {
  M value;
  if (!kRead(input, &value, Policy::Lenient()).ok()) return Verdicts::kBothRefuse;
  Raw raw;
  CallLimit<kLimit>(input, &raw);
  Room codec_room;
  Room floor_room;
  size_t used = 0;
  const Result codec = kWrite(value, MakeSpan(codec_room));
  const bool floor = kFloor(raw, floor_room.data(), floor_room.size(), &used);
  const Verdicts verdicts =
      Compare(codec.ok(), floor,
              used == codec.written() && memcmp(codec_room.data(), floor_room.data(), used) == 0);
  if (verdicts != Verdicts::kBothAccept) return verdicts;
  const bool narrow = kFloor(raw, floor_room.data(), used - 1, &used);
  return narrow ? Verdicts::kDiffer : verdicts;
}

template <typename M, typename Raw, TableOf kTable,
          bool (*kFloor)(const uint8_t*, size_t, Raw*, size_t*), auto kLimit,
          Result (*kRead)(Bytes, M*, Policy) = Read<M>>
Operation DecodeRow(const char* name) {
  return {name,
          DecodePass<M, kTable, kRead>,
          FloorPass<Raw, kTable, kFloor>,
          LimitPass<Raw, kTable, kLimit>,
          kTable,
          CompareReaders<M, Raw, kRead, kFloor>};
}

// `kLimitRead`: the limit that decodes what is to be encoded.
template <typename M, typename Raw, TableOf kTable, auto kLimitRead,
          bool (*kFloor)(const Raw&, uint8_t*, size_t, size_t*),
          size_t (*kLimit)(const Raw&, uint8_t*), Result (*kRead)(Bytes, M*, Policy) = Read<M>,
          Result (*kWrite)(const M&, Span<uint8_t>) = Write<M>>
Operation EncodeRow(const char* name) {
  return {name,
          EncodePass<M, kTable, kRead, kWrite>,
          FloorWritePass<Raw, kTable, kLimitRead, kFloor>,
          LimitWritePass<Raw, kTable, kLimitRead, kLimit>,
          kTable,
          CompareWriters<M, Raw, kRead, kLimitRead, kWrite, kFloor>};
}

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_PASSES_H_
