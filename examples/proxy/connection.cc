// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/connection.h"

#include <cerrno>
#include <iostream>
#include <utility>

#include "hardwire/policy.h"
#include "hardwire/socks/handshake_step.h"

namespace hardwire::proxy {

using socks::ServerHandshake;

namespace {

// More than any message of a client (520 octets), and than all answers to one.
constexpr size_t kHandshakeBuffer = 1024;
constexpr double kClosingSeconds = 2;

// Errors and hang-ups are read, too: recv says which.
bool Readable(uint32_t events) { return (events & ~uint32_t{EPOLLOUT}) != 0; }

// With passwords there is no SOCKS4, which has none. Unknown commands are refused by the codec.
ServerHandshake NewHandshake(bool passwords) {
  return ServerHandshake(passwords ? ServerHandshake::Protocols::kSocks5
                                   : ServerHandshake::Protocols::kSocks4AndSocks5,
                         Policy::Interop().Rejecting(Violation::kUnknownCommand));
}

}  // namespace

Connection::Connection(const Service& service, uint64_t id, Fd client, const socks::Address& peer)
    : service_(service),
      id_(id),
      peer_(peer),
      handshake_(NewHandshake(!service.users->empty())),
      up_(kHandshakeBuffer),
      down_(kHandshakeBuffer),
      client_(service.loop, [this](uint32_t events) { OnClient(events); }),
      target_(service.loop, [this](uint32_t events) { OnTarget(events); }),
      timer_(service.loop, [this] { OnTimeout(); }) {
  client_.Reset(std::move(client));
  client_.Want(EPOLLIN);
  Enter(State::kHandshake, service.options->handshake);
}

void Connection::Enter(State state, double seconds) {
  state_ = state;
  timer_.Start(Seconds(seconds));
}

void Connection::Finish(const char* why) {
  if (state_ == State::kOver) return;
  state_ = State::kOver;
  const std::string line = LogLine(why) + "\n";
  alive_.reset();
  udp_.reset();
  timer_.Stop();
  client_.Reset(Fd());
  target_.Reset(Fd());
  std::cerr << line;
  service_.done(id_);
}

// Says goodbye: what is held goes out, then the end; then whatever the client still sends is read,
// since closing with unread octets would reset the connection and destroy what is on its way.
void Connection::StartClosing(const char* why) {
  closing_why_ = why;
  // A target that is lost may have said something before.
  if (state_ == State::kRelaying && down_.WantsInput()) (void)down_.Fill(target_.fd());
  target_.Reset(Fd());
  down_.End();
  Enter(State::kClosing, kClosingSeconds);
}

void Connection::OnTimeout() {
  switch (state_) {
    case State::kHandshake:
      (void)handshake_.EndOfStream(up_.buffer.Data());
      return Finish("handshake_timeout");
    case State::kConnecting:
      TryNext(ETIMEDOUT);
      return Advance();
    case State::kResolving:
    case State::kBinding:
      RefuseFor(ETIMEDOUT);
      return Advance();
    case State::kRelaying:
    case State::kUdp:
      return Finish("idle");
    case State::kClosing:
    case State::kOver:
      return Finish(closing_why_);
  }
}

void Connection::OnClient(uint32_t events) {
  Touch();
  if (Readable(events) && up_.WantsInput() && !up_.Fill(client_.fd())) return Finish("reset");
  Advance();
}

void Connection::OnTarget(uint32_t events) {
  if (state_ == State::kBinding) {
    AcceptPeer();
  } else if (state_ == State::kConnecting) {
    OnConnected();
  } else {
    Touch();
    const bool read = Readable(events) && down_.WantsInput();
    if (read && !down_.Fill(target_.fd())) StartClosing("target_reset");
  }
  Advance();
}

// Does what the bytes and ends at hand allow, and asks for what is needed next.
void Connection::Advance() {
  if (state_ == State::kHandshake) ReadHandshake();
  if (state_ == State::kOver) return;
  if (state_ == State::kRelaying && !up_.Drain(target_.fd())) StartClosing("target_reset");
  if (state_ == State::kUdp && up_.ended()) StartClosing("closed");
  if (state_ == State::kUdp || state_ == State::kClosing) up_.buffer.Clear();
  if (!down_.Drain(client_.fd())) return Finish("reset");
  if (state_ == State::kRelaying && up_.done() && down_.done()) return Finish("closed");
  if (state_ == State::kClosing && up_.ended() && down_.done()) return Finish(closing_why_);
  client_.Want((up_.WantsInput() ? EPOLLIN : 0U) | (down_.buffer.empty() ? 0U : EPOLLOUT));
  if (state_ != State::kRelaying) return;
  target_.Want((down_.WantsInput() ? EPOLLIN : 0U) | (up_.buffer.empty() ? 0U : EPOLLOUT));
}

void Connection::ReadHandshake() {
  while (state_ == State::kHandshake && handshake_.awaits_peer()) {
    socks::ServerEvent event;
    const Result result = handshake_.Read(up_.buffer.Data(), &event);
    if (result.code() == Code::kNeedMore) {
      if (up_.WantsInput()) return;
      (void)handshake_.EndOfStream(up_.buffer.Data());
      return StartClosing("client_closed");
    }
    if (!result.ok()) return Refuse(result);
    up_.buffer.Take(result.n());  // what the event views stays until more is read
    Answer(event);
  }
}

void Connection::StartRelay() {
  if (handshake_.step() != socks::HandshakeStep::kDone) return;
  const auto capacity = static_cast<size_t>(service_.options->buffer);
  up_.StartRelay(capacity, true);
  down_.StartRelay(capacity, false);
  Enter(State::kRelaying, service_.options->idle);
}

void Connection::Touch() {
  const bool counts = state_ == State::kRelaying || state_ == State::kUdp;
  if (counts) timer_.Start(Seconds(service_.options->idle));
}

}  // namespace hardwire::proxy
