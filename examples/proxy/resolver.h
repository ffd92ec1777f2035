// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Names to addresses without blocking: c-ares, whose sockets and timeouts the event loop serves.

#ifndef EXAMPLES_PROXY_RESOLVER_H_
#define EXAMPLES_PROXY_RESOLVER_H_

#include <ares.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "examples/proxy/event_loop.h"
#include "hardwire/socks/address.h"

namespace hardwire::proxy {

class Resolver {
 public:
  // The addresses, best first; or none, and the errno that says it best.
  using Callback = std::function<void(int error, const std::vector<socks::Address>& found)>;

  explicit Resolver(EventLoop* loop);
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;
  ~Resolver();

  // `servers`: "HOST:PORT,..."; empty for those of the system. False: c-ares cannot start.
  bool Start(const std::string& servers);

  // Calls `done` once: now or later, or never if `owner` is gone by then. An IP address is its own
  // answer.
  void Resolve(const std::string& name, uint16_t port, std::weak_ptr<void> owner, Callback done);

 private:
  struct Job;
  static void OnSocket(void* self, int fd, int readable, int writable);
  static void OnAnswer(void* job, int status, int timeouts, ares_addrinfo* answer);
  void Process();
  void SetTimer();

  Source sockets_;  // an epoll set: c-ares opens and closes its own sockets
  Timer timer_;
  ares_channel channel_ = nullptr;
  int jobs_ = 0;
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_RESOLVER_H_
