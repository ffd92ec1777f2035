// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Connects to the first of several addresses that accepts, each tried for its share of the time
// that is left. Never connects to this program itself.

#ifndef EXAMPLES_PROXY_DIALER_H_
#define EXAMPLES_PROXY_DIALER_H_

#include <sys/socket.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "examples/proxy/event_loop.h"
#include "examples/proxy/net.h"
#include "examples/proxy/own_sockets.h"

namespace hardwire::proxy {

constexpr char kSelfRule[] = "self";  // in the log

class Dialer {
 public:
  // Empty: an address may be reached. Otherwise the rule that refuses it.
  using WhyNot = std::function<std::string(const Address& to)>;

  // 0, and the target has the connection; or why the last address failed.
  using Done = std::function<void(int error)>;

  // `own` refuses without `why_not`, too.
  Dialer(EventLoop* loop, OwnSockets* own, Source* target, Done done, WhyNot why_not = nullptr)
      : own_(own),
        target_(target),
        done_(std::move(done)),
        why_not_(std::move(why_not)),
        socket_(loop, [this](uint32_t events) { events == 0 ? Next(ETIMEDOUT) : OnConnected(); }) {}

  // Calls `done` once: now or later, or never behind Stop. `error` is the answer if there are no
  // candidates.
  void Dial(std::vector<Address> candidates, Clock::time_point deadline, int error) {
    candidates_ = std::move(candidates);
    deadline_ = deadline;
    Next(error);
  }

  void Stop() { socket_.Reset(Fd()); }

  // The first that refused one of the addresses; empty if none has.
  const std::string& rule() const { return rule_; }

 private:
  bool IsRefused(const Address& to) {
    std::string rule = own_->Reaches(SOCK_STREAM, to) ? kSelfRule : "";
    if (rule.empty() && why_not_) rule = why_not_(to);
    if (rule_.empty()) rule_ = rule;
    return !rule.empty();
  }

  // `error` is why the one before failed.
  void Next(int error) {
    Stop();
    while (next_ < candidates_.size()) {
      const auto share = (deadline_ - Clock::now()) / static_cast<int>(candidates_.size() - next_);
      const Address& candidate = candidates_[next_++];
      if (IsRefused(candidate)) {
        if (error == 0) error = EACCES;
        continue;
      }
      const SocketName name(candidate);
      Fd fd = OpenSocket(SOCK_STREAM, candidate);
      if (!fd.ok() || (connect(fd.get(), &name.any, name.size) != 0 && errno != EINPROGRESS)) {
        error = errno;
        continue;
      }
      OwnSockets::Entry entry = own_->AddOutgoing(fd.get(), candidate);
      socket_.Reset(std::move(fd), std::move(entry));
      socket_.CallAt(Clock::now() + share);
      return socket_.Want(EPOLLOUT);
    }
    done_(error);
  }

  void OnConnected() {
    int error = 0;
    socklen_t size = sizeof(error);
    getsockopt(socket_.fd(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) return Next(error);
    if (own_->IsOutgoing(PeerName(socket_.fd()), LocalName(socket_.fd()))) {
      if (rule_.empty()) rule_ = kSelfRule;
      return Next(EACCES);
    }
    socket_.MoveTo(target_);
    done_(0);
  }

  OwnSockets* own_;
  Source* target_;
  Done done_;
  WhyNot why_not_;
  Source socket_;
  std::vector<Address> candidates_;
  size_t next_ = 0;
  Clock::time_point deadline_;  // of all the candidates together
  std::string rule_;
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_DIALER_H_
