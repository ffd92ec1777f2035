// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A stream of TLS records in chunks, as a relay sees it: see floor.h.

#ifndef HARDWIRE_TEST_BENCH_FLOOR_STREAM_H_
#define HARDWIRE_TEST_BENCH_FLOOR_STREAM_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/base/attributes.h"
#include "test/bench/floor.h"
#include "test/bench/floor_tls.h"

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

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_FLOOR_STREAM_H_
