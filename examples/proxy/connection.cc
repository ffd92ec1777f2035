// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/connection.h"

#include <cerrno>
#include <string>
#include <utility>

#include "examples/proxy/net.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/policy.h"
#include "hardwire/socks/handshake_step.h"

namespace hardwire::proxy {

using Protocols = socks::ServerHandshake::Protocols;

namespace {

constexpr double kClosingSeconds = 2;

}  // namespace

// With passwords there is no SOCKS4, which has none. Unknown commands are refused by the codec.
Connection::Connection(const Service& service, uint64_t id, Fd client, const socks::Address& peer)
    : service_(service),
      id_(id),
      peer_(peer),
      handshake_(service.options->users.empty() ? Protocols::kSocks4AndSocks5 : Protocols::kSocks5,
                 Policy::Interop().Rejecting(Violation::kUnknownCommand)),
      up_(static_cast<size_t>(service.options->buffer)),
      down_(static_cast<size_t>(service.options->buffer)),
      client_(&service.shared->loop, [this](uint32_t events) { OnClient(events); }),
      target_(&service.shared->loop, [this](uint32_t events) { OnTarget(events); }),
      dialer_(
          &service.shared->loop, &service.shared->own, &target_,
          [this](int error) { OnDialed(error); },
          [this](const Address& to) { return service_.destinations->WhyNot(SOCK_STREAM, to); }) {
  client_.Reset(std::move(client));
  client_.Want(EPOLLIN);
  Enter(State::kHandshake, service.options->handshake);
}

void Connection::Enter(State state, double seconds) {
  state_ = state;
  client_.CallAt(After(seconds));
}

void Connection::Touch() {
  const bool counts = state_ == State::kRelaying || state_ == State::kUdp;
  if (counts) Enter(state_, service_.options->idle);
}

void Connection::Finish(const char* why) {
  if (state_ == State::kOver) return;
  state_ = State::kOver;
  const std::string line = LogLine(why);
  client_.Reset(Fd());
  target_.Reset(Fd());
  dialer_.Stop();
  udp_.reset();
  service_.shared->log.Write(line);  // last: whoever reads it finds everything closed
  service_.shared->clients.Remove(client());
  service_.shared->over.push_back(id_);
}

// Says goodbye: what is held goes out, then the end; then whatever the client still sends is read,
// since closing with unread octets would reset the connection and destroy what is on its way.
void Connection::StartClosing(const char* why) {
  closing_why_ = why;
  // A target that is lost may have said something before.
  if (state_ == State::kRelaying && down_.WantsInput()) (void)down_.Fill(target_.fd());
  target_.Reset(Fd());
  dialer_.Stop();
  down_.End();
  Enter(State::kClosing, kClosingSeconds);
}

void Connection::OnTimeout() {
  if (state_ == State::kHandshake) {
    (void)handshake_.EndOfStream(up_.held());
    return Finish("handshake_timeout");
  }
  if (state_ == State::kRelaying || state_ == State::kUdp) return Finish("idle");
  if (state_ == State::kClosing) return Finish(closing_why_);
  if (state_ == State::kGuessed) {
    Enter(State::kHandshake, service_.options->handshake);
    AnswerCredentials();
  } else {
    RefuseFor(ETIMEDOUT);
  }
  Advance();
}

void Connection::OnClient(uint32_t events) {
  if (events == 0) return OnTimeout();
  Touch();
  if (Readable(events) && up_.WantsInput() && !up_.Fill(client_.fd())) return Finish("reset");
  Advance();
}

void Connection::OnTarget(uint32_t events) {
  if (state_ == State::kBinding) {
    AcceptPeer();
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
  if (state_ == State::kRelaying && !hello_.done()) WatchHello();
  if (state_ == State::kRelaying && !up_.Drain(target_.fd())) StartClosing("target_reset");
  if (state_ == State::kUdp && up_.ended()) StartClosing("closed");
  if (state_ == State::kUdp || state_ == State::kClosing) up_.Take(up_.held().size());
  if (!down_.Drain(client_.fd())) return Finish("reset");
  if (state_ == State::kRelaying && up_.done() && down_.done()) return Finish("closed");
  if (state_ == State::kClosing && up_.ended() && down_.done()) return Finish(closing_why_);
  client_.Want((up_.WantsInput() ? EPOLLIN : 0U) | (down_.held().empty() ? 0U : EPOLLOUT));
  if (state_ != State::kRelaying) return;
  target_.Want((down_.WantsInput() ? EPOLLIN : 0U) | (up_.held().empty() ? 0U : EPOLLOUT));
}

void Connection::ReadHandshake() {
  while (state_ == State::kHandshake && handshake_.awaits_peer()) {
    socks::ServerEvent event;
    const Result result = handshake_.Read(up_.held(), &event);
    if (result.code() == Code::kNeedMore) {
      if (up_.WantsInput()) return;
      (void)handshake_.EndOfStream(up_.held());
      return StartClosing("client_closed");
    }
    if (!result.ok()) return Refuse(result);
    up_.Take(result.consumed());  // what the event views stays until more is read
    Answer(event);
  }
}

void Connection::StartRelay() {
  if (handshake_.step() != socks::HandshakeStep::kDone) return;
  Enter(State::kRelaying, service_.options->idle);
}

// Sees what has arrived, before any of it is passed on: of a hello that is refused the target never
// gets the end. Of BIND it is the peer who may send a hello.
void Connection::WatchHello() {
  if (command_ != socks5::Command::kConnect) return;
  hello_.See(up_.watch().octets(), up_.held());
  if (up_.ended()) hello_.End();
  if (RefusedBy(hello_.WhyNot(service_.options->sni_rules))) StartClosing("sni_refused");
}

// docs/proxy.md lists the keys.
std::string Connection::LogLine(const char* why) const {
  std::string line = "id=" + std::to_string(id_) + " client=" + Text(peer_) +
                     " version=" + std::to_string(handshake_.version()) + said_ + hello_.Summary();
  const auto add = [&line](const char* key, const std::string& value) {
    line += std::string(" ") + key + "=" + value;
  };
  const std::string& rule = udp_ ? udp_->rule() : rule_.empty() ? dialer_.rule() : rule_;
  if (!rule.empty()) add("rule", rule);
  if (udp_ && udp_->refused() != 0) add("refused", std::to_string(udp_->refused()));
  const Result result = handshake_.result();
  const auto cfnetwork = cfnetwork::FromResult(result);
  const auto openharmony = openharmony::FromResult(result);
  add("outcome", std::string{Name(result.code())} + "/" + std::string{Name(result.detail())});
  if (!result.ok()) add("octet", Hex(result.octet()));
  if (!result.ok() && cfnetwork) add("cfnetwork", std::to_string(cfnetwork->packed()));
  if (!result.ok() && openharmony) add("openharmony", std::to_string(*openharmony));
  add("end", why);
  add("up", std::to_string(udp_ ? udp_->up() : up_.watch().octets()));
  add("down", std::to_string(udp_ ? udp_->down() : down_.watch().octets()));
  add("seconds", std::to_string(std::chrono::duration<double>(Clock::now() - start_).count()));
  add("tls_up", up_.watch().Summary());
  add("tls_down", down_.watch().Summary());
  return line;
}

}  // namespace hardwire::proxy
