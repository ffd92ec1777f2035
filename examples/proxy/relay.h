// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// One direction of a relayed connection: bytes from one socket to another, through a buffer of a
// fixed size, with the end passed on. Who looks on sees copies of nothing and delays nothing.

#ifndef EXAMPLES_PROXY_RELAY_H_
#define EXAMPLES_PROXY_RELAY_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/types/span.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_stream.h"

namespace hardwire::proxy {

using Bytes = absl::Span<const uint8_t>;

// Bytes in their order. What was taken stays where it is until the next Space().
class Buffer {
 public:
  explicit Buffer(size_t capacity) : bytes_(new uint8_t[capacity]), capacity_(capacity) {}

  void Grow(size_t capacity);
  Bytes Data() const { return Bytes(bytes_.get() + begin_, end_ - begin_); }
  bool empty() const { return begin_ == end_; }

  // Moving what is left only where half of the room is to be won bounds the work for each byte.
  bool full() const { return end_ == capacity_ && begin_ < capacity_ / 2; }
  absl::Span<uint8_t> Space();
  void Add(size_t n) { end_ += n; }
  void Take(size_t n) { begin_ += n; }
  void Clear() { begin_ = end_; }

 private:
  std::unique_ptr<uint8_t[]> bytes_;  // not set to zero: pages that are not used stay untouched
  size_t capacity_;
  size_t begin_ = 0;
  size_t end_ = 0;
};

// Counts the TLS records of one direction.
class TlsWatch {
 public:
  void See(Bytes bytes);

  // "handshake:2,application_data:7,boundary", "not_tls"; "-": no byte came.
  std::string Summary() const;

 private:
  tls::RecordStream stream_;
  std::map<tls::ContentType, uint64_t> records_;
  bool begun_ = false;
  bool is_tls_ = false;
  bool failed_ = false;
};

class Direction {
 public:
  explicit Direction(size_t capacity) : buffer(capacity) {}

  // What follows, and with `pending` what the buffer holds, is the application's.
  void StartRelay(size_t capacity, bool pending);

  // Read what has arrived, write what is held. False: the socket has failed.
  bool Fill(int from);
  bool Drain(int to);

  void End() { ended_ = true; }  // nothing comes behind what is held
  bool ended() const { return ended_; }
  bool done() const { return passed_on_; }  // the end too
  bool WantsInput() const { return !ended_ && !buffer.full(); }
  uint64_t total() const { return total_; }
  const TlsWatch& watch() const { return watch_; }

  Buffer buffer;

 private:
  void See(Bytes bytes);

  TlsWatch watch_;
  uint64_t total_ = 0;
  bool relaying_ = false;
  bool ended_ = false;
  bool passed_on_ = false;
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_RELAY_H_
