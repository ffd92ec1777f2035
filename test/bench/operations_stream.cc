// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A stream of TLS records as a relay reads it: every event of one record, which arrives in one
// chunk or in several.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "absl/base/attributes.h"
#include "benchmark/benchmark.h"
#include "fuzz/random_message.h"
#include "hardwire/result.h"
#include "hardwire/tls/record_stream.h"
#include "test/bench/floor.h"
#include "test/bench/floor_tls.h"
#include "test/bench/operations.h"
#include "test/bench/passes.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {

struct RawEvent {
  enum Kind : uint8_t { kNone, kRecord, kFragment, kAlert, kRecordEnd, kClosed };
  Kind kind;
  RawRecord header;
  Text fragment;
  RawAlert alert;
};

// A relay's stream, whose limits and context are constants here.
class FloorStream {
 public:
  // One event; `*taken` octets of the chunk belong to it. False: the stream is over.
  ABSL_ATTRIBUTE_NOINLINE bool Next(const uint8_t* p, size_t size, RawEvent* event, size_t* taken) {
    *taken = 0;
    switch (step_) {
      case kHeader:
        return TakeHeader(p, size, event, taken);
      case kFragment:
        return TakeFragment(p, size, event, taken);
      case kAlert:
        return GiveAlert(event);
      case kClosed:
        event->kind = RawEvent::kClosed;
        step_ = kOver;
        return true;
      case kOver:
        break;
    }
    return false;
  }

 private:
  enum Step : uint8_t { kHeader, kFragment, kAlert, kClosed, kOver };

  bool End() {
    step_ = kOver;
    return false;
  }

  // What has arrived of a header decides as soon as it can.
  static bool Judge(const uint8_t* p, size_t size) {
    if (size > 0 && (p[0] < 20 || p[0] > 24)) return false;
    if (size > 1 && p[1] != 3) return false;
    return size < 5 || Load16(p + 3) <= 18432;
  }

  bool TakeHeader(const uint8_t* p, size_t size, RawEvent* event, size_t* taken) {
    const size_t missing = 5 - header_size_;
    if (header_size_ != 0 || size < missing) {
      const size_t count = std::min(missing, size);
      if (count != 0) memcpy(header_ + header_size_, p, count);
      header_size_ = static_cast<uint8_t>(header_size_ + count);
      *taken = count;
      if (!Judge(header_, header_size_)) return End();
      event->kind = RawEvent::kNone;
      if (header_size_ < 5) return true;
      p = header_;
    } else {
      *taken = 5;
      if (!Judge(p, 5)) return End();
    }
    return Begin({p[0], Load16(p + 1), Load16(p + 3)}, event);
  }

  bool Begin(RawRecord header, RawEvent* event) {
    if (header.length != 0) {
      empty_records_ = 0;
    } else if (empty_records_++ == 32) {
      return End();
    }
    reads_alerts_ = header.type == 21 && clear_ && header.length <= 4;
    const bool unread = header.type == 21 && header.length != 0 && !reads_alerts_;
    if (unread || header.type == 20 || header.type == 23) clear_ = false;
    remaining_ = header.length;
    header_size_ = 0;
    step_ = kFragment;
    event->kind = RawEvent::kRecord;
    event->header = header;
    return true;
  }

  bool TakeFragment(const uint8_t* p, size_t size, RawEvent* event, size_t* taken) {
    if (remaining_ == 0) {
      step_ = kHeader;
      event->kind = RawEvent::kRecordEnd;
      return true;
    }
    size_t count = std::min(size, size_t{remaining_});
    event->kind = RawEvent::kNone;
    if (count == 0) return true;
    if (reads_alerts_) count = PushAlert(p, count);
    remaining_ = static_cast<uint16_t>(remaining_ - count);
    event->kind = RawEvent::kFragment;
    event->fragment = {p, count};
    *taken = count;
    return true;
  }

  // Octets as far as the end of an alert.
  size_t PushAlert(const uint8_t* p, size_t count) {
    for (size_t i = 0; i < count; ++i) {
      half_ = !half_;
      (half_ ? alert_.level : alert_.description) = p[i];
      if (half_) continue;
      step_ = kAlert;
      return i + 1;
    }
    return count;
  }

  bool GiveAlert(RawEvent* event) {
    if (alert_.description == 0 || alert_.level != 1) {
      step_ = kClosed;
    } else if (warning_alerts_++ == 4) {
      return End();
    } else {
      step_ = kFragment;
    }
    event->kind = RawEvent::kAlert;
    event->alert = alert_;
    return true;
  }

  uint8_t header_[5];
  uint8_t header_size_ = 0;
  uint16_t remaining_ = 0;
  Step step_ = kHeader;
  bool clear_ = true;  // alerts are not encrypted
  bool reads_alerts_ = false;
  bool half_ = false;  // of an alert
  RawAlert alert_ = {};
  uint8_t empty_records_ = 0;
  uint8_t warning_alerts_ = 0;
};

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
