// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/resolver.h"

#include <sys/epoll.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <optional>
#include <utility>

#include "examples/proxy/net.h"

namespace hardwire::proxy {

constexpr int kMaxJobs = 1024;  // of clients that are gone too: those end by themselves

struct Resolver::Job {
  Resolver* resolver;
  uint16_t port;
  std::weak_ptr<void> owner;
  Callback done;
};

Resolver::Resolver(EventLoop* loop)
    : sockets_(loop, [this](uint32_t) { Process(); }), timer_(loop, [this] {
        ares_process_fd(channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
        SetTimer();
      }) {}

Resolver::~Resolver() {
  if (channel_ != nullptr) ares_destroy(channel_);  // answers every job
  ares_library_cleanup();
}

bool Resolver::Start(const std::string& servers) {
  ares_options options = {};
  options.timeout = 2000;
  options.tries = 2;
  options.ndomains = 0;  // names are taken as they are: no search list
  options.sock_state_cb = OnSocket;
  options.sock_state_cb_data = this;
  const int mask = ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_DOMAINS | ARES_OPT_SOCK_STATE_CB;
  sockets_.Reset(Fd(epoll_create1(EPOLL_CLOEXEC)));
  sockets_.Want(EPOLLIN);
  return ares_library_init(ARES_LIB_INIT_ALL) == ARES_SUCCESS &&
         ares_init_options(&channel_, &options, mask) == ARES_SUCCESS &&
         (servers.empty() || ares_set_servers_ports_csv(channel_, servers.c_str()) == ARES_SUCCESS);
}

void Resolver::Resolve(const std::string& name, uint16_t port, std::weak_ptr<void> owner,
                       Callback done) {
  const std::optional<socks::Address> ip = ParseIp(name, port);
  if (ip) return done(0, {*ip});
  if (jobs_ == kMaxJobs) return done(EAGAIN, {});
  ++jobs_;
  ares_addrinfo_hints hints = {};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  ares_getaddrinfo(channel_, name.c_str(), nullptr, &hints, OnAnswer,
                   new Job{this, port, std::move(owner), std::move(done)});
  SetTimer();
}

void Resolver::OnAnswer(void* job, int status, int /*timeouts*/, ares_addrinfo* answer) {
  const std::unique_ptr<Job> owned(static_cast<Job*>(job));
  --owned->resolver->jobs_;
  std::vector<socks::Address> found;
  for (auto* node = answer == nullptr ? nullptr : answer->nodes; node != nullptr;
       node = node->ai_next) {
    SocketName name;
    memcpy(&name.storage, node->ai_addr, node->ai_addrlen);
    found.push_back(WithPort(FromName(name), owned->port));
  }
  if (answer != nullptr) ares_freeaddrinfo(answer);
  const std::shared_ptr<void> owner = owned->owner.lock();
  if (owner == nullptr) return;
  const int error = status == ARES_ETIMEOUT ? ETIMEDOUT : EHOSTUNREACH;
  owned->done(found.empty() ? error : 0, found);
}

void Resolver::OnSocket(void* self, int fd, int readable, int writable) {
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

void Resolver::Process() {
  std::array<epoll_event, 16> events;
  const int ready = epoll_wait(sockets_.fd(), events.data(), static_cast<int>(events.size()), 0);
  for (int i = 0; i < ready; ++i) {
    const epoll_event& event = events[static_cast<size_t>(i)];
    const bool failed = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
    const bool in = failed || (event.events & EPOLLIN) != 0;
    const bool out = (event.events & EPOLLOUT) != 0;
    ares_process_fd(channel_, in ? event.data.fd : ARES_SOCKET_BAD,
                    out ? event.data.fd : ARES_SOCKET_BAD);
  }
  SetTimer();
}

void Resolver::SetTimer() {
  timeval left = {};
  if (ares_timeout(channel_, nullptr, &left) == nullptr) return timer_.Stop();
  timer_.Start(std::chrono::seconds(left.tv_sec) + std::chrono::microseconds(left.tv_usec));
}

}  // namespace hardwire::proxy
