// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A stream of TLS records as a relay reads it: every event of one record, which arrives in one
// chunk or in several.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "benchmark/benchmark.h"
#include "fuzz/random_message.h"
#include "hardwire/result.h"
#include "hardwire/tls/record_stream.h"
#include "test/bench/floor_stream.h"
#include "test/bench/floor_tls.h"
#include "test/bench/operations.h"
#include "test/bench/passes.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {
namespace {

constexpr size_t kWhole = SIZE_MAX;
constexpr size_t kSegment = 1460;  // of TCP on Ethernet
constexpr size_t kSmallest = 7;

// Of `fixed` octets and up to `varied` more.
template <size_t kFixed, size_t kVaried>
const Table& Records() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    const size_t count = kFixed + random->Below(kVaried + 1);
    *out = {static_cast<uint8_t>(22 + random->Below(2)), 3, 3};
    Append16(count, out);
    out->resize(5 + count);
  }));
  return *table;
}

// Both streams in one form: Next says false when the stream is over.
class Codec {
 public:
  using Kind = tls::StreamEvent::Kind;
  using Event = tls::StreamEvent;

  bool Next(Bytes chunk, Event* event, size_t* taken) {
    const Result result = stream_.Next(chunk, event);
    *taken = result.consumed();
    return result.ok();
  }

 private:
  tls::RecordStream stream_;
};
class Floor {
 public:
  using Kind = RawEvent::Kind;
  using Event = RawEvent;

  bool Next(Bytes chunk, Event* event, size_t* taken) {
    return stream_.Next(chunk.data(), chunk.size(), event, taken);
  }

 private:
  FloorStream stream_;
};

// Every event of a record that arrives in chunks of up to `size`; true if its last is kRecordEnd.
template <typename Stream>
bool Drain(Bytes record, size_t size, Stream* stream) {
  typename Stream::Event event;
  for (;;) {
    Bytes chunk = record.subspan(0, size);
    record.remove_prefix(chunk.size());
    do {
      size_t taken;
      if (!stream->Next(chunk, &event, &taken)) return false;
      benchmark::DoNotOptimize(event);
      chunk.remove_prefix(taken);
      if (event.kind == Stream::Kind::kRecordEnd) return record.empty() && chunk.empty();
    } while (event.kind != Stream::Kind::kNone);
    if (record.empty()) return false;
  }
}

template <typename Stream, TableOf kTable, size_t kChunk>
int StreamPass() {
  Stream stream;
  return Count(kTable(), [&stream](Bytes message) { return Drain(message, kChunk, &stream); });
}

bool Same(const tls::StreamEvent& codec, const RawEvent& floor) {
  if (static_cast<uint8_t>(codec.kind) != floor.kind) return false;
  switch (floor.kind) {
    case RawEvent::kRecord:
      return static_cast<uint8_t>(codec.header.type) == floor.header.type &&
             codec.header.version == floor.header.version &&
             codec.header.length == floor.header.length;
    case RawEvent::kFragment:
      return codec.fragment == Bytes(floor.fragment.data, floor.fragment.size);
    case RawEvent::kAlert:
      return static_cast<uint8_t>(codec.alert.level) == floor.alert.level &&
             static_cast<uint8_t>(codec.alert.description) == floor.alert.description;
    default:
      return true;
  }
}

// All that is said of any octets, in chunks of up to kSmallest.
Verdicts CompareStreams(Bytes octets) {
  Codec codec;
  Floor floor;
  Bytes chunk;
  for (;;) {
    Codec::Event event;
    Floor::Event raw;
    size_t taken = 0;
    size_t raw_taken = 0;
    const bool ok = codec.Next(chunk, &event, &taken);
    if (ok != floor.Next(chunk, &raw, &raw_taken)) return Verdicts::kDiffer;
    if (!ok) return Verdicts::kBothRefuse;
    if (taken != raw_taken || !Same(event, raw)) return Verdicts::kDiffer;
    chunk.remove_prefix(taken);
    if (raw.kind != RawEvent::kNone) continue;
    if (octets.empty()) return Verdicts::kBothAccept;
    chunk = octets.subspan(0, kSmallest);
    octets.remove_prefix(chunk.size());
  }
}

template <TableOf kTable, size_t kChunk>
Operation StreamRow(const char* name) {
  return {name,
          StreamPass<Codec, kTable, kChunk>,
          StreamPass<Floor, kTable, kChunk>,
          LimitPass<RawWholeRecord, kTable, LimitWholeRecord>,
          kTable,
          CompareStreams};
}

}  // namespace

std::vector<Operation> StreamOperations() {
  return {
      StreamRow<Records<68, 64>, kWhole>("tls_stream 100 octets"),
      StreamRow<Records<16384, 0>, kWhole>("tls_stream 16 KiB"),
      StreamRow<Records<16384, 0>, kSegment>("tls_stream 16 KiB, 12 chunks"),
  };
}

}  // namespace bench
}  // namespace hardwire
