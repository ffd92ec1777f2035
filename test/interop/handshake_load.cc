// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Makes SOCKS5 CONNECT handshakes through a proxy, without authentication, several at a time, to a
// listener of its own on loopback.
//
//   handshake_load PROXY_PORT HANDSHAKES AT_A_TIME
//
// Prints the seconds that they took together and the CPU seconds that this program needed. A
// handshake is done once the proxy has said yes; then the connection is closed. Exits with 1 at the
// first that fails.
//
// So that thousands of closed connections leave the proxy's ports free, clients come from 127.0.0.2
// and the target resets what the proxy has closed.

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <vector>

#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/client_handshake.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/socks/sockaddr.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/view.h"

namespace hardwire {
namespace {

using socks::HandshakeStep;

[[noreturn]] void Die(const char* what, const char* why) {
  fprintf(stderr, "handshake_load: %s: %s\n", what, why);
  exit(1);
}

int Check(int outcome, const char* what) {
  if (outcome < 0) Die(what, strerror(errno));
  return outcome;
}

sockaddr_in Loopback(uint16_t port, uint32_t host = INADDR_LOOPBACK) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(host);
  address.sin_port = htons(port);
  return address;
}

struct Client {
  socks::ClientHandshake handshake = socks::ClientHandshake::Socks5();
  std::array<uint8_t, 64> unread = {};
  size_t size = 0;
};

class Load {
 public:
  Load(uint16_t proxy, int handshakes) : proxy_(Loopback(proxy)), handshakes_(handshakes) {
    sockaddr_in address = Loopback(0);
    socklen_t size = sizeof(address);
    Check(bind(listener_, reinterpret_cast<sockaddr*>(&address), size), "bind");
    Check(listen(listener_, 1000), "listen");
    Check(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
    target_ = socks::FromSockaddr(address);
    Watch(listener_);
  }

  void Run(int at_a_time) {
    for (int i = 0; i < at_a_time; ++i) Start();
    std::array<epoll_event, 64> events;
    while (done_ < handshakes_) {
      const int ready = Check(epoll_wait(epoll_, events.data(), events.size(), 10000), "waiting");
      if (ready == 0) Die("waiting", "nothing has happened for ten seconds");
      for (int i = 0; i < ready; ++i) Step(events[static_cast<size_t>(i)].data.fd);
    }
  }

 private:
  void Watch(int fd) {
    epoll_event event = {};
    event.events = EPOLLIN;
    event.data.fd = fd;
    Check(epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
    clients_.resize(std::max(clients_.size(), static_cast<size_t>(fd) + 1));
  }

  std::unique_ptr<Client>& ClientAt(int fd) { return clients_[static_cast<size_t>(fd)]; }

  void Start() {
    if (started_ == handshakes_) return;
    ++started_;
    const int fd = Check(socket(AF_INET, SOCK_STREAM, 0), "socket");
    const int yes = 1;
    Check(setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof(yes)), "setsockopt");
    const sockaddr_in source = Loopback(0, INADDR_LOOPBACK + 1);
    Check(bind(fd, reinterpret_cast<const sockaddr*>(&source), sizeof(source)), "bind");
    Check(connect(fd, reinterpret_cast<const sockaddr*>(&proxy_), sizeof(proxy_)), "connect");
    Watch(fd);
    ClientAt(fd) = std::make_unique<Client>();
    const std::array<uint8_t, 1> methods = {0};
    socks5::Greeting greeting;
    greeting.methods = methods;
    Write(fd, greeting);
  }

  // No message of ours ever fills a socket's buffer.
  template <typename Message>
  void Write(int fd, const Message& message) {
    std::array<uint8_t, socks5::kMaxRequestSize> buffer;
    const Result encoded = ClientAt(fd)->handshake.Write(message, MakeSpan(buffer));
    if (!encoded.ok()) Die("writing", Name(encoded.detail()).data());
    Check(static_cast<int>(send(fd, buffer.data(), encoded.written(), MSG_NOSIGNAL)), "sending");
  }

  void Step(int fd) {
    if (fd == listener_) return Watch(Check(accept(listener_, nullptr, nullptr), "accept"));
    if (ClientAt(fd) == nullptr) {
      const linger reset = {1, 0};
      setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
      close(fd);  // as the proxy has, its connection to the target
      return;
    }
    Client& client = *ClientAt(fd);
    const int n = Check(static_cast<int>(recv(fd, client.unread.data() + client.size,
                                              client.unread.size() - client.size, 0)),
                        "receiving");
    client.size += static_cast<size_t>(n);
    socks::ClientEvent event;
    const Span<const uint8_t> unread(client.unread.data(), client.size);
    const Result read =
        n == 0 ? client.handshake.EndOfStream(unread) : client.handshake.Read(unread, &event);
    if (read.code() == Code::kNeedMore) return;
    if (!read.ok()) Die("reading", Name(read.detail()).data());
    client.size -= read.consumed();
    if (client.size != 0) Die("reading", "the proxy says more than it was asked");
    if (client.handshake.step() == HandshakeStep::kDone) return Finish(fd);
    Write(fd, socks5::Request{socks5::Command::kConnect, target_, {}});
  }

  void Finish(int fd) {
    ClientAt(fd).reset();
    close(fd);
    ++done_;
    Start();
  }

  const sockaddr_in proxy_;
  const int handshakes_;
  const int epoll_ = Check(epoll_create1(0), "epoll_create1");
  const int listener_ = Check(socket(AF_INET, SOCK_STREAM, 0), "socket");
  socks::Address target_;
  std::vector<std::unique_ptr<Client>> clients_;  // by file descriptor; no client: the target's end
  int started_ = 0;
  int done_ = 0;
};

// A number from 1 to 1,000,000.
int Number(const char* text) {
  char* end = nullptr;
  const long number = strtol(text, &end, 10);
  if (*end != '\0' || number < 1 || number > 1000000) Die(text, "no number from 1 to 1000000");
  return static_cast<int>(number);
}

void Measure(int proxy, int handshakes, int at_a_time) {
  if (proxy > 65535) Die("PROXY_PORT", "no port");
  const auto begin = std::chrono::steady_clock::now();
  const clock_t cpu = clock();
  Load(static_cast<uint16_t>(proxy), handshakes).Run(at_a_time);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  printf("%.6f %.6f\n", seconds.count(), static_cast<double>(clock() - cpu) / CLOCKS_PER_SEC);
}

}  // namespace
}  // namespace hardwire

int main(int argc, char** argv) {
  if (argc != 4) hardwire::Die("usage", "handshake_load PROXY_PORT HANDSHAKES AT_A_TIME");
  hardwire::Measure(hardwire::Number(argv[1]), hardwire::Number(argv[2]),
                    hardwire::Number(argv[3]));
}
