// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A server of one thread: it accepts connections up to a limit, keeps each until it is over, and
// stops on SIGTERM and SIGINT.

#ifndef EXAMPLES_PROXY_SERVER_H_
#define EXAMPLES_PROXY_SERVER_H_

#include <malloc.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "examples/proxy/clients.h"
#include "examples/proxy/event_loop.h"
#include "examples/proxy/log.h"
#include "examples/proxy/net.h"
#include "examples/proxy/own_sockets.h"
#include "examples/proxy/resolver.h"

namespace hardwire::proxy {

// What a server and its connections share.
struct Shared {
  EventLoop loop;
  Resolver resolver{&loop};
  Log log{&loop, STDERR_FILENO};
  OwnSockets own;
  ClientCounts clients;        // a connection leaves it when it is over
  std::vector<uint64_t> over;  // takes the id of each connection that is over
};

// `Connection(service, id, fd, peer)` is a client; Finish(why) ends it at once, and client() is who
// it is.
template <typename Connection, typename Service>
class Server {
 public:
  struct Limits {
    double connections;
    double per_client;  // one at least; 0: a quarter of `connections`
  };

  // What is pointed to must live as long as the server.
  Server(Shared* shared, const Service* service, Limits limits)
      : shared_(shared),
        service_(service),
        limits_{limits.connections,
                std::max(limits.per_client == 0 ? limits.connections / 4 : limits.per_client, 1.0)},
        signals_(&shared->loop, [this](uint32_t) { stopped_ = true; }),
        listener_(&shared->loop, [this](uint32_t events) { OnListener(events); }) {}

  // `name` is what the user calls `address`, `dns` the name server. Empty, or what is wrong.
  std::string Start(const std::string& name, const Address& address, const std::string& dns) {
    mallopt(M_MMAP_THRESHOLD, kBuffers);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);  // a log that may not grow
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, nullptr);
    signals_.Reset(Fd(signalfd(-1, &ends, SFD_NONBLOCK | SFD_CLOEXEC)));
    signals_.Want(EPOLLIN);
    if (!shared_->resolver.Start(dns)) return "the resolver does not start";
    Fd fd = Bound(SOCK_STREAM, address);
    if (!fd.ok() || listen(fd.get(), SOMAXCONN) != 0) {
      return "cannot listen on " + name + ": " + strerror(errno);
    }
    listener_entry_ = shared_->own.AddPort(SOCK_STREAM, fd.get());
    listener_.Reset(std::move(fd));
    listener_.Want(EPOLLIN);
    std::cout << "listening on " << Text(LocalName(listener_.fd())) << std::endl;
    return "";
  }

  // A connection that is over stays until every event of the turn has been handled.
  void Run() {
    while (!stopped_ && shared_->loop.RunOnce()) {
      if (!shared_->over.empty()) listener_.Want(EPOLLIN);
      for (const uint64_t id : shared_->over) connections_.erase(id);
      shared_->over.clear();
    }
    listener_.Reset(Fd());
    const Clock::time_point end = After(kLastLines);
    for (auto& [id, connection] : connections_) {
      connection.Finish("stopped");
      shared_->log.FlushUntil(end);
    }
    shared_->log.FlushUntil(end);
  }

 private:
  // Memory of this size and more is the system's again as soon as a connection is over.
  static constexpr int kBuffers = 16384;
  static constexpr double kAcceptPause = 0.1;  // seconds
  static constexpr double kLastLines = 2;  // seconds at most that the log may still take in the end

  bool Full() const { return static_cast<double>(connections_.size()) >= limits_.connections; }

  void OnListener(uint32_t events) {
    if (events == 0) return listener_.Want(EPOLLIN);
    for (int i = 0; i < 64 && !Full(); ++i) {
      Address peer;
      Fd fd = Accept(listener_.fd(), &peer);
      if (!fd.ok()) return PauseAfter(errno);
      const bool own = shared_->own.IsOutgoing(peer, LocalName(fd.get()));
      const uint64_t id = ++last_id_;
      Connection& connection =
          connections_.try_emplace(id, *service_, id, std::move(fd), peer).first->second;
      const size_t count = shared_->clients.Add(connection.client());
      if (own) {
        connection.Finish("own_connection");
      } else if (static_cast<double>(count) > limits_.per_client) {
        connection.Finish("too_many");
      }
    }
    if (Full()) listener_.Want(0);
  }

  // Without descriptors or memory the connection stays in the queue: epoll would tell of it again
  // at once.
  void PauseAfter(int error) {
    if (error != EMFILE && error != ENFILE && error != ENOBUFS && error != ENOMEM) return;
    listener_.Want(0);
    listener_.CallAt(After(kAcceptPause));
  }

  Shared* shared_;
  const Service* service_;
  const Limits limits_;
  bool stopped_ = false;
  Source signals_;
  Source listener_;
  OwnSockets::Entry listener_entry_;
  uint64_t last_id_ = 0;
  std::unordered_map<uint64_t, Connection> connections_;
};

// How many connections of `each` descriptors at most the system allows; raises what it allows as
// far as it lets us.
inline double Affordable(double each) {
  constexpr double kOthers = 32;  // of the program itself, and of the resolver
  rlimit files = {};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  return std::max((static_cast<double>(files.rlim_cur) - kOthers) / each, 1.0);
}

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_SERVER_H_
