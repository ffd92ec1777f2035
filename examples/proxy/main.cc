// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// proxy: a SOCKS server. Listens, accepts, and stops on SIGTERM and SIGINT.

#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "examples/proxy/clients.h"
#include "examples/proxy/connection.h"
#include "examples/proxy/destinations.h"
#include "examples/proxy/event_loop.h"
#include "examples/proxy/guess_delay.h"
#include "examples/proxy/log.h"
#include "examples/proxy/net.h"
#include "examples/proxy/options.h"
#include "examples/proxy/own_sockets.h"
#include "examples/proxy/resolver.h"

namespace hardwire::proxy {
namespace {

constexpr double kAcceptPause = 0.1;  // seconds
constexpr double kLastLines = 2;      // seconds at most that the log may still take in the end

class Server {
 public:
  explicit Server(const Options& options)
      : options_(options),
        signals_(&loop_, [this](uint32_t) { stopped_ = true; }),
        listener_(&loop_, [this](uint32_t events) { OnListener(events); }),
        resolver_(&loop_),
        log_(&loop_, STDERR_FILENO),
        destinations_{&options_.rules, {}},
        service_{&loop_,    &resolver_, &options_, &destinations_,
                 &guesses_, &log_,      &clients_, &over_} {}

  // Empty, or what is wrong.
  std::string Start() {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, nullptr);
    signals_.Reset(Fd(signalfd(-1, &ends, SFD_NONBLOCK | SFD_CLOEXEC)));
    signals_.Want(EPOLLIN);
    if (!resolver_.Start(options_.dns)) return "the resolver does not start";
    Fd fd = Bound(SOCK_STREAM, options_.address);
    if (!fd.ok() || listen(fd.get(), SOMAXCONN) != 0) {
      return "cannot listen on " + options_.listen + ": " + strerror(errno);
    }
    listener_entry_ = destinations_.own.AddPort(SOCK_STREAM, fd.get());
    listener_.Reset(std::move(fd));
    listener_.Want(EPOLLIN);
    std::cout << "listening on " << Text(LocalName(listener_.fd())) << std::endl;
    return "";
  }

  // A connection that is over stays until every event of the turn has been handled.
  void Run() {
    while (!stopped_ && loop_.RunOnce()) {
      if (!over_.empty()) listener_.Want(EPOLLIN);
      for (const uint64_t id : over_) connections_.erase(id);
      over_.clear();
    }
    listener_.Reset(Fd());
    const Clock::time_point end = After(kLastLines);
    for (auto& [id, connection] : connections_) {
      connection.Finish("stopped");
      log_.FlushUntil(end);
    }
    log_.FlushUntil(end);
  }

 private:
  bool Full() const { return static_cast<double>(connections_.size()) >= options_.connections; }

  void OnListener(uint32_t events) {
    if (events == 0) return listener_.Want(EPOLLIN);
    for (int i = 0; i < 64 && !Full(); ++i) {
      socks::Address peer;
      Fd fd = Accept(listener_.fd(), &peer);
      if (!fd.ok()) return PauseAfter(errno);
      const bool own = destinations_.own.IsOutgoing(peer, LocalName(fd.get()));
      const uint64_t id = ++last_id_;
      Connection& connection =
          connections_.try_emplace(id, service_, id, std::move(fd), peer).first->second;
      const size_t count = clients_.Add(connection.client());
      if (own) {
        connection.Finish("own_connection");
      } else if (static_cast<double>(count) > options_.per_client) {
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

  const Options& options_;
  bool stopped_ = false;
  EventLoop loop_;
  Source signals_;
  Source listener_;
  Resolver resolver_;
  Log log_;
  Destinations destinations_;
  OwnSockets::Entry listener_entry_;
  GuessDelay guesses_;
  ClientCounts clients_;
  std::vector<uint64_t> over_;
  const Service service_;
  uint64_t last_id_ = 0;
  std::unordered_map<uint64_t, Connection> connections_;
};

// How many connections the descriptors that the system allows are enough for.
double Affordable() {
  constexpr double kMostOfAConnection = 4;  // client, and the three sockets of UDP ASSOCIATE
  constexpr double kOthers = 32;            // of the proxy itself, and of the resolver
  rlimit files = {};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  return std::max((static_cast<double>(files.rlim_cur) - kOthers) / kMostOfAConnection, 1.0);
}

int Fail(int status, const std::string& why) {
  std::cerr << "proxy: " << why << "\n";
  return status;
}

// Wrong arguments end with 2, anything else that keeps it from serving with 1.
int Main(int argc, char** argv) {
  Options options;
  options.connections = std::min(options.connections, Affordable());
  std::string wrong = ParseOptions(argc, argv, &options);
  if (!wrong.empty()) return Fail(2, wrong);
  if (options.help) {
    std::cout << Usage();
    return 0;
  }
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);  // a log that may not grow
  Server server(options);
  wrong = server.Start();
  if (!wrong.empty()) return Fail(1, wrong);
  server.Run();
  return 0;
}

}  // namespace
}  // namespace hardwire::proxy

int main(int argc, char** argv) { return hardwire::proxy::Main(argc, argv); }
