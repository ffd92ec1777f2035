// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Names to addresses without blocking: c-ares, whose sockets and timeouts the event loop serves.

#ifndef EXAMPLES_PROXY_RESOLVER_H_
#define EXAMPLES_PROXY_RESOLVER_H_

#include <ares.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "examples/proxy/clients.h"
#include "examples/proxy/event_loop.h"
#include "examples/proxy/net.h"
#include "examples/proxy/network.h"

namespace hardwire::proxy {

class Resolver {
 public:
  // The addresses, best first, kMostFound at most; or none, and the errno that says it best.
  using Callback = std::function<void(int error, const std::vector<Address>& found)>;

  explicit Resolver(EventLoop* loop) : sockets_(loop, [this](uint32_t) { Process(); }) {}
  ~Resolver() {
    if (channel_ != nullptr) ares_destroy(channel_);  // answers every job
    ares_library_cleanup();
  }

  // `server`: "HOST:PORT"; empty for those of the system. False: c-ares cannot start.
  bool Start(const std::string& server) {
    ares_options options = {};
    options.timeout = 2000;
    options.tries = 2;
    options.ndomains = 0;  // names are taken as they are: no search list
    options.sock_state_cb = OnSocket;
    options.sock_state_cb_data = this;
    sockets_.Reset(Fd(epoll_create1(EPOLL_CLOEXEC)));
    sockets_.Want(EPOLLIN);
    return ares_library_init(ARES_LIB_INIT_ALL) == ARES_SUCCESS &&
           ares_init_options(&channel_, &options,
                             ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_DOMAINS |
                                 ARES_OPT_SOCK_STATE_CB) == ARES_SUCCESS &&
           (server.empty() || ares_set_servers_ports_csv(channel_, server.c_str()) == ARES_SUCCESS);
  }

  // Calls `done` once: now or later, or never if `owner` is gone by then. An IP address is its own
  // answer. `client` is who asks.
  void Resolve(const Address& name, const Ip& client, std::weak_ptr<void> owner, Callback done) {
    if (name.type() != AddressType::kDomain) return done(0, {name});
    if (jobs_ == kMaxJobs) return done(EAGAIN, {});
    if (of_clients_.Add(client) > kMaxJobs / 4) {
      of_clients_.Remove(client);
      return done(EAGAIN, {});
    }
    ++jobs_;
    ares_addrinfo_hints hints = {};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    ares_getaddrinfo(channel_, std::string{name.domain()}.c_str(), nullptr, &hints, OnAnswer,
                     new Job{this, name.port(), client, std::move(owner), std::move(done)});
    sockets_.CallAt(Clock::now());  // for its timeout
  }

 private:
  // A quarter for one client. Those of connections that are gone count too, and end by themselves.
  static constexpr size_t kMaxJobs = 1024;
  static constexpr size_t kMostFound = 16;  // addresses of a name: its owner may list thousands

  struct Job {
    Resolver* resolver;
    uint16_t port;
    Ip client;
    std::weak_ptr<void> owner;
    Callback done;
  };

  static void OnAnswer(void* job, int status, int /*timeouts*/, ares_addrinfo* answer) {
    const std::unique_ptr<Job> owned(static_cast<Job*>(job));
    --owned->resolver->jobs_;
    owned->resolver->of_clients_.Remove(owned->client);
    std::vector<Address> found;
    for (auto* node = answer ? answer->nodes : nullptr; node != nullptr; node = node->ai_next) {
      if (found.size() == kMostFound) break;
      SocketName name;
      memcpy(&name.in6, node->ai_addr, node->ai_addrlen);
      found.push_back(WithPort(name.address(), owned->port));
    }
    if (answer != nullptr) ares_freeaddrinfo(answer);
    const std::shared_ptr<void> owner = owned->owner.lock();
    const int error = status == ARES_ETIMEOUT ? ETIMEDOUT : EHOSTUNREACH;
    if (owner != nullptr) owned->done(found.empty() ? error : 0, found);
  }

  static void OnSocket(void* self, int fd, int readable, int writable) {
    const int set = static_cast<Resolver*>(self)->sockets_.fd();
    epoll_event event = {};
    event.events = (readable != 0 ? EPOLLIN : 0U) | (writable != 0 ? EPOLLOUT : 0U);
    event.data.fd = fd;
    if (event.events == 0) {
      epoll_ctl(set, EPOLL_CTL_DEL, fd, nullptr);
    } else if (epoll_ctl(set, EPOLL_CTL_MOD, fd, &event) != 0) {
      epoll_ctl(set, EPOLL_CTL_ADD, fd, &event);
    }
  }

  // Serves the sockets that are ready and the queries whose time is up.
  void Process() {
    std::array<epoll_event, 16> events;
    const int ready = epoll_wait(sockets_.fd(), events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < ready; ++i) {
      const epoll_event& event = events[static_cast<size_t>(i)];
      const bool in = (event.events & ~uint32_t{EPOLLOUT}) != 0;  // errors are read, too
      const bool out = (event.events & EPOLLOUT) != 0;
      ares_process_fd(channel_, in ? event.data.fd : ARES_SOCKET_BAD,
                      out ? event.data.fd : ARES_SOCKET_BAD);
    }
    ares_process_fd(channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    timeval left = {};
    const bool waits = ares_timeout(channel_, nullptr, &left) != nullptr;
    const auto delay = std::chrono::seconds(left.tv_sec) + std::chrono::microseconds(left.tv_usec);
    sockets_.CallAt(waits ? Clock::now() + delay : kNever);
  }

  Source sockets_;  // an epoll set: c-ares opens and closes its own sockets
  ares_channel channel_ = nullptr;
  size_t jobs_ = 0;
  ClientCounts of_clients_;
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_RESOLVER_H_
