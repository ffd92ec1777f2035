// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// One direction of a connection: bytes from one socket to another, through a buffer of a fixed
// size, with the end passed on. Whoever looks on sees copies of nothing and delays nothing.

#ifndef EXAMPLES_PROXY_RELAY_H_
#define EXAMPLES_PROXY_RELAY_H_

#include <sys/socket.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <string>

#include "hardwire/result.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_stream.h"
#include "hardwire/view.h"

namespace hardwire::proxy {

using Bytes = hardwire::Span<const uint8_t>;

// Counts octets, and the TLS records in them.
class Watch {
 public:
  void See(Bytes bytes) {
    octets_ += bytes.size();
    for (;;) {
      tls::StreamEvent event;
      const Result result = stream_.Next(bytes, &event);
      if (!result.ok() || event.kind == tls::StreamEvent::Kind::kNone) return;
      bytes.remove_prefix(result.consumed());
      if (event.kind == tls::StreamEvent::Kind::kRecord) ++records_[event.header.type];
    }
  }

  uint64_t octets() const { return octets_; }

  // "handshake:2,application_data:7,boundary", "not_tls"; "-": no octet came.
  std::string Summary() const {
    if (octets_ == 0) return "-";
    const tls::Closure closure = stream_.EndOfStream();
    if (closure == tls::Closure::kFailed && records_.empty()) return "not_tls";
    std::string summary;
    for (const auto& [type, count] : records_) {
      summary += std::string{Name(type)} + ":" + std::to_string(count) + ",";
    }
    return summary + std::string{Name(closure)};
  }

 private:
  uint64_t octets_ = 0;
  tls::RecordStream stream_;
  std::map<tls::ContentType, uint64_t> records_;
};

class Direction {
 public:
  explicit Direction(size_t capacity) : bytes_(new uint8_t[capacity]), capacity_(capacity) {}

  // Reads what has arrived. False: the socket has failed.
  bool Fill(int from) {
    const size_t size = held().size();
    memmove(bytes_.get(), held().data(), size);
    const ssize_t n = recv(from, bytes_.get() + size, capacity_ - size, 0);
    begin_ = 0;
    end_ = size + static_cast<size_t>(n > 0 ? n : 0);
    ended_ = n == 0;
    return n >= 0 || Later();
  }

  // Writes what is held, then the end. False: the socket has failed.
  bool Drain(int to) {
    while (!held().empty()) {
      const ssize_t n = send(to, held().data(), held().size(), MSG_NOSIGNAL);
      if (n < 0) return Later();
      watch_.See(held().first(static_cast<size_t>(n)));
      Take(static_cast<size_t>(n));
    }
    if (ended_ && !passed_on_) shutdown(to, SHUT_WR);
    passed_on_ = ended_;
    return true;
  }

  Bytes held() const { return Bytes(bytes_.get() + begin_, end_ - begin_); }
  void Take(size_t n) { begin_ += n; }  // what is taken stays where it is until the next Fill
  void End() { ended_ = true; }         // nothing comes behind what is held
  bool ended() const { return ended_; }
  bool done() const { return passed_on_; }  // the end too
  bool WantsInput() const { return !ended_ && held().size() < capacity_; }
  const Watch& watch() const { return watch_; }  // of what was written

 private:
  static bool Later() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

  std::unique_ptr<uint8_t[]> bytes_;  // not set to zero: pages that are not used stay untouched
  const size_t capacity_;
  size_t begin_ = 0;
  size_t end_ = 0;
  bool ended_ = false;
  bool passed_on_ = false;
  Watch watch_;
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_RELAY_H_
