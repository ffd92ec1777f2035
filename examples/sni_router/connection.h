// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// One client: its hello is read, judged, and passed on untouched with all that follows.

#ifndef EXAMPLES_SNI_ROUTER_CONNECTION_H_
#define EXAMPLES_SNI_ROUTER_CONNECTION_H_

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "examples/proxy/clients.h"
#include "examples/proxy/dialer.h"
#include "examples/proxy/event_loop.h"
#include "examples/proxy/net.h"
#include "examples/proxy/own_sockets.h"
#include "examples/proxy/relay.h"
#include "examples/proxy/resolver.h"
#include "examples/proxy/server.h"
#include "examples/sni_router/routes.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_for.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/record.h"

namespace hardwire::sni_router {

using proxy::Address;
using proxy::After;
using proxy::Clock;
using proxy::Fd;

// What the command line says.
struct Options {
  std::string listen = "127.0.0.1:8443";
  std::string dns;
  bool help = false;
  double hello = 10, connect = 10, idle = 600;  // seconds
  double connections = 4000, per_client = 0;
  Routes routes;

  std::string Route(const std::string& text) { return routes.Add(text); }
  std::string Nameless(const std::string& text) { return routes.SetNameless(text); }
  std::string DenyEch(const std::string& text) { return routes.DenyEch(text); }
};

struct Service {
  proxy::Shared* shared;
  const Options* options;
};

class Connection {
 public:
  Connection(const Service& service, uint64_t id, Fd client, const Address& peer)
      : service_(service),
        id_(id),
        peer_(peer),
        reader_(hardwire::Span<uint8_t>(memory_.get(), kMemory), kLimits),
        client_(&service.shared->loop, [this](uint32_t events) { OnClient(events); }),
        target_(&service.shared->loop, [this](uint32_t events) { OnTarget(events); }),
        dialer_(&service.shared->loop, &service.shared->own, &target_,
                [this](int error) { OnDialed(error); }) {
    client_.Reset(std::move(client));
    Enter(State::kHello, service.options->hello);
    client_.Want(EPOLLIN);
  }

  // Ends it at once, and says `why` in the log.
  void Finish(const std::string& why) {
    if (state_ == State::kOver) return;
    state_ = State::kOver;
    client_.Reset(Fd());
    target_.Reset(Fd());
    dialer_.Stop();
    service_.shared->log.Write(LogLine(why));
    service_.shared->clients.Remove(client());
    service_.shared->over.push_back(id_);
  }

  proxy::Ip client() const { return proxy::ClientOf(peer_); }

 private:
  enum class State { kHello, kConnecting, kRelaying, kClosing, kOver };

  // A hello of one octet a record, and one octet more: the reader has judged before it is full.
  static constexpr tls::HelloLimits kLimits = {};
  static constexpr size_t kRoom = (tls::kRecordHeaderSize + 1) * (kLimits.octets + 4) +
                                  tls::kRecordHeaderSize * kLimits.empty_records + 1;
  static constexpr size_t kMemory = kLimits.octets / 2 * 3 + 64;  // for extensions without bodies
  static constexpr double kClosingSeconds = 2;

  void Enter(State state, double seconds) {
    state_ = state;
    client_.CallAt(After(seconds));
  }

  void OnClient(uint32_t events) {
    if (events == 0) return OnTimeout();
    if (state_ == State::kRelaying) Enter(state_, service_.options->idle);
    const bool read = proxy::Readable(events) && up_.WantsInput();
    if (read && !up_.Fill(client_.fd())) return Finish("reset");
    Advance();
  }

  void OnTarget(uint32_t events) {
    Enter(state_, service_.options->idle);
    const bool read = proxy::Readable(events) && down_.WantsInput();
    if (read && !down_.Fill(target_.fd())) StartClosing("target_reset");
    Advance();
  }

  void OnTimeout() {
    if (state_ == State::kHello) return Finish("hello_timeout");
    if (state_ == State::kRelaying) return Finish("idle");
    if (state_ == State::kClosing) return Finish(why_);
    OnDialed(ETIMEDOUT);  // the name has no answer
  }

  // Does what the bytes and ends at hand allow, and asks for what is needed next.
  void Advance() {
    if (state_ == State::kHello) ReadHello();
    if (state_ == State::kOver) return;
    if (state_ == State::kRelaying && !up_.Drain(target_.fd())) StartClosing("target_reset");
    if (state_ == State::kClosing) up_.Take(up_.held().size());
    if (!down_.Drain(client_.fd())) return Finish("reset");
    if (state_ == State::kRelaying && up_.done() && down_.done()) return Finish("closed");
    if (state_ == State::kClosing && up_.ended() && down_.done()) return Finish(why_);
    client_.Want((up_.WantsInput() ? EPOLLIN : 0U) | (down_.held().empty() ? 0U : EPOLLOUT));
    if (state_ != State::kRelaying) return;
    target_.Want((down_.WantsInput() ? EPOLLIN : 0U) | (up_.held().empty() ? 0U : EPOLLOUT));
  }

  void ReadHello() {
    tls::HelloStep step = reader_.Read(up_.held());
    if (step.outcome == tls::HelloOutcome::kNeedMore && !up_.ended()) return;
    if (step.outcome == tls::HelloOutcome::kNeedMore) step = reader_.End();
    said_ = " hello=" + std::string{Name(step.outcome)};
    if (step.outcome != tls::HelloOutcome::kComplete) {
      const hardwire::string_view name = reader_.unverified().server_name;
      if (!name.empty()) said_ += " unverified_sni=" + proxy::Escape(name);
      return Refuse(std::string{Name(step.outcome)}, tls::AlertFor(step.result));
    }
    tls::ServerName name;
    const bool has_name = FindServerName(reader_.view(), &name).presence == tls::Presence::kPresent;
    if (has_name) said_ += " sni=" + proxy::Escape(name.host_name);
    const Verdict verdict = service_.options->routes.Judge(reader_.view());
    if (!verdict.target) return Refuse(verdict.why, verdict.alert);
    said_ += " target=" + proxy::Text(*verdict.target);
    Resolve(*verdict.target);
  }

  // An alert fits into what a socket takes at once. Then the end; what still comes is read, since
  // closing with unread octets would reset the connection and destroy the alert on its way.
  void Refuse(const std::string& why, std::optional<tls::AlertDescription> description) {
    if (description) {
      std::array<uint8_t, tls::kAlertSize> alert;
      std::array<uint8_t, tls::kRecordHeaderSize + tls::kAlertSize> record;
      (void)Encode(tls::Alert{tls::AlertLevel::kFatal, *description, {}},
                   hardwire::MakeSpan(alert));
      (void)Encode(tls::Record{tls::ContentType::kAlert, 0x0303, alert, {}},
                   hardwire::MakeSpan(record), tls::RecordContext::Initial());
      (void)send(client_.fd(), record.data(), record.size(), MSG_NOSIGNAL);
      said_ += " alert=" + std::string{Name(*description)};
    }
    StartClosing(why);
  }

  void StartClosing(const std::string& why) {
    why_ = why;
    if (state_ == State::kRelaying && down_.WantsInput()) (void)down_.Fill(target_.fd());
    target_.Reset(Fd());
    dialer_.Stop();
    down_.End();
    Enter(State::kClosing, kClosingSeconds);
  }

  void Resolve(const Address& target) {
    Enter(State::kConnecting, service_.options->connect);
    const Clock::time_point deadline = After(service_.options->connect);
    const auto done = [this, deadline](int error, const std::vector<Address>& found) {
      if (state_ != State::kConnecting) return;
      client_.CallAt(proxy::kNever);  // from here on the dialer has the deadline
      dialer_.Dial(found, deadline, error);
    };
    service_.shared->resolver.Resolve(target, client(), alive_, done);
  }

  void OnDialed(int error) {
    if (error == 0) Enter(State::kRelaying, service_.options->idle);
    if (error != 0) Refuse("unreachable", tls::AlertDescription::kInternalError);
    Advance();
  }

  // docs/router.md lists the keys.
  std::string LogLine(const std::string& why) const {
    const std::chrono::duration<double> seconds = Clock::now() - start_;
    return "id=" + std::to_string(id_) + " client=" + proxy::Text(peer_) + said_ + " end=" + why +
           " records=" + std::to_string(reader_.records()) +
           " up=" + std::to_string(up_.watch().octets()) +
           " down=" + std::to_string(down_.watch().octets()) +
           " seconds=" + std::to_string(seconds.count()) + " tls_up=" + up_.watch().Summary() +
           " tls_down=" + down_.watch().Summary();
  }

  const Service& service_;
  const uint64_t id_;
  const Address peer_;
  const Clock::time_point start_ = Clock::now();
  State state_ = State::kHello;
  const std::unique_ptr<uint8_t[]> memory_{new uint8_t[kMemory]};  // not set to zero
  tls::HelloReader reader_;
  proxy::Direction up_{kRoom};
  proxy::Direction down_{65536};
  proxy::Source client_;  // with the state's deadline
  proxy::Source target_;
  proxy::Dialer dialer_;
  std::string said_;  // for the log
  std::string why_;
  std::shared_ptr<void> alive_ = std::make_shared<char>();
};

}  // namespace hardwire::sni_router

#endif  // EXAMPLES_SNI_ROUTER_CONNECTION_H_
