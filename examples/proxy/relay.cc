// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/relay.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "hardwire/result.h"

namespace hardwire::proxy {

namespace {

// Whether `result` of recv or send, below 0, says to try later.
bool Later() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

}  // namespace

void Buffer::Grow(size_t capacity) {
  if (capacity <= capacity_) return;
  Buffer larger(capacity);
  memcpy(larger.bytes_.get(), bytes_.get() + begin_, end_ - begin_);
  larger.end_ = end_ - begin_;
  *this = std::move(larger);
}

absl::Span<uint8_t> Buffer::Space() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (end_ == capacity_ && !full()) {
    memmove(bytes_.get(), bytes_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  return absl::Span<uint8_t>(bytes_.get() + end_, capacity_ - end_);
}

void TlsWatch::See(Bytes bytes) {
  begun_ = begun_ || !bytes.empty();
  tls::StreamEvent event;
  while (!failed_) {
    const Result result = stream_.Next(bytes, &event);
    failed_ = !result.ok();
    if (failed_ || event.kind == tls::StreamEvent::Kind::kNone) return;
    bytes.remove_prefix(result.n());
    if (event.kind != tls::StreamEvent::Kind::kRecord) continue;
    is_tls_ = true;
    ++records_[event.header.type];
  }
}

std::string TlsWatch::Summary() const {
  if (!begun_) return "-";
  if (failed_ && !is_tls_) return "not_tls";
  std::string summary;
  for (const auto& [type, count] : records_) {
    summary += std::string{Name(type)} + ":" + std::to_string(count) + ",";
  }
  return summary + std::string{Name(stream_.EndOfStream())};
}

void Direction::See(Bytes bytes) {
  total_ += bytes.size();
  watch_.See(bytes);
}

void Direction::StartRelay(size_t capacity, bool pending) {
  buffer.Grow(capacity);
  relaying_ = true;
  if (pending) See(buffer.Data());
}

bool Direction::Fill(int from) {
  const absl::Span<uint8_t> space = buffer.Space();
  const ssize_t n = recv(from, space.data(), space.size(), 0);
  if (n < 0) return Later();
  if (n == 0) ended_ = true;
  buffer.Add(static_cast<size_t>(n));
  if (relaying_) See(Bytes(space.data(), static_cast<size_t>(n)));
  return true;
}

bool Direction::Drain(int to) {
  while (!buffer.empty()) {
    const Bytes data = buffer.Data();
    const ssize_t n = send(to, data.data(), data.size(), MSG_NOSIGNAL);
    if (n < 0) return Later();
    buffer.Take(static_cast<size_t>(n));
  }
  if (ended_ && !passed_on_) {
    shutdown(to, SHUT_WR);
    passed_on_ = true;
  }
  return true;
}

}  // namespace hardwire::proxy
