// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// proxy: a SOCKS server. Listens, accepts, and stops on SIGTERM and SIGINT.

#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "examples/proxy/connection.h"
#include "examples/proxy/event_loop.h"
#include "examples/proxy/net.h"
#include "examples/proxy/options.h"
#include "examples/proxy/resolver.h"

namespace hardwire::proxy {
namespace {

constexpr double kAcceptPause = 0.1;  // seconds

class Server {
 public:
  Server(const Options& options, const Users& users)
      : options_(options),
        signals_(&loop_, [this](uint32_t) { loop_.Stop(); }),
        listener_(&loop_, [this](uint32_t) { Accept(); }),
        pause_(&loop_, [this] { listener_.Want(EPOLLIN); }),
        resolver_(&loop_),
        service_{&loop_, &resolver_, &options_, &users, [this](uint64_t id) { Remove(id); }} {}

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
    listener_.Reset(std::move(fd));
    listener_.Want(EPOLLIN);
    std::cout << "listening on " << Text(LocalName(listener_.fd())) << std::endl;
    return "";
  }

  void Run() {
    loop_.Run();
    listener_.Reset(Fd());
    while (!connections_.empty()) connections_.begin()->second->Finish("stopped");
  }

 private:
  bool Full() const { return static_cast<double>(connections_.size()) >= options_.connections; }

  void Accept() {
    for (int i = 0; i < 64 && !Full(); ++i) {
      SocketName name;
      Fd fd(accept4(listener_.fd(), name.get(), &name.size, SOCK_NONBLOCK | SOCK_CLOEXEC));
      if (!fd.ok()) return AfterError(errno);
      const uint64_t id = ++last_id_;
      connections_.emplace(
          id, std::make_unique<Connection>(service_, id, std::move(fd), FromName(name)));
    }
    if (Full()) listener_.Want(0);
  }

  // Without descriptors or memory the connection stays in the queue: epoll would tell of it again
  // at once.
  void AfterError(int error) {
    if (error != EMFILE && error != ENFILE && error != ENOBUFS && error != ENOMEM) return;
    listener_.Want(0);
    pause_.Start(Seconds(kAcceptPause));
  }

  void Remove(uint64_t id) {
    const auto found = connections_.find(id);
    loop_.Bury(std::move(found->second));
    connections_.erase(found);
    listener_.Want(EPOLLIN);
  }

  const Options options_;
  EventLoop loop_;
  Source signals_;
  Source listener_;
  Timer pause_;
  Resolver resolver_;
  const Service service_;
  uint64_t last_id_ = 0;
  std::unordered_map<uint64_t, std::unique_ptr<Connection>> connections_;
};

// Wrong arguments end with 2, anything else that keeps it from serving with 1.
int Main(int argc, char** argv) {
  if (argc == 2 && strcmp(argv[1], "--help") == 0) {
    std::cout << kUsage;
    return 0;
  }
  Options options;
  Users users;
  std::string wrong = ParseOptions(argc, argv, &options);
  if (wrong.empty() && !options.users.empty()) wrong = users.Load(options.users);
  if (!wrong.empty()) {
    std::cerr << "proxy: " << wrong << "\n";
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  rlimit files = {};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  Server server(options, users);
  wrong = server.Start();
  if (!wrong.empty()) {
    std::cerr << "proxy: " << wrong << "\n";
    return 1;
  }
  server.Run();
  return 0;
}

}  // namespace
}  // namespace hardwire::proxy

int main(int argc, char** argv) { return hardwire::proxy::Main(argc, argv); }
