// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// client: one connection, datagram or look-up through a SOCKS proxy, with blocking calls.

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "examples/client/options.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/client_handshake.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/view.h"

namespace hardwire {
namespace {

using socks::ClientEvent;
using socks::ClientHandshake;
using socks::HandshakeStep;
using Bytes = std::vector<uint8_t>;

constexpr char kUsage[] =
    "usage: client --socks4|--socks4a|--socks5|--socks5-hostname PROXY_HOST:PORT\n"
    "              [--user NAME:PASSWORD] [--optimistic] [--client-first]\n"
    "              [--command connect|bind|udp|resolve] TARGET_HOST:PORT\n"
    "Copies standard input to the target and what comes back to standard output. --socks4 and\n"
    "--socks5 take an IP address as target; SOCKS4 has a NAME alone. --optimistic sends the\n"
    "whole handshake before the proxy has answered anything. --client-first says that the target\n"
    "waits for the client, as in TLS and HTTP: what comes before standard input has said\n"
    "anything is the proxy's own, and ends the connection.\n"
    "  bind     waits for the target to connect to the address that it prints\n"
    "  udp      sends standard input as one datagram, prints the first that comes back\n"
    "  resolve  prints the address that the proxy (Tor) has for the target\n";

[[noreturn]] void Die(const std::string& what) {
  fprintf(stderr, "client: %s\n", what.c_str());
  exit(1);
}

// `n` is what a system call gave.
size_t Check(ssize_t n, const std::string& what) {
  if (n < 0) Die(what + ": " + strerror(errno));
  return static_cast<size_t>(n);
}

void Check(Result result, const std::string& what) {
  if (result.ok()) return;
  std::array<char, 16> octet = {};
  if (result.octet() != 0) snprintf(octet.data(), octet.size(), " (octet %02x)", result.octet());
  Die(what + ": " + Text(Name(result.code())) + " / " + Text(Name(result.detail())) + octet.data() +
      ": " + Text(Sentence(result)));
}

std::string HostOf(const socks::Address& address) {
  if (address.type() == socks::AddressType::kDomain) return Text(address.domain());
  std::array<char, socks::kMaxIpText> text;
  return std::string(text.data(), FormatIp(address, MakeSpan(text)).written());
}

// A connected socket that waits no longer than 20 seconds for what is to arrive.
int Dial(const std::string& host, uint16_t port, int type) {
  const std::string title = "connecting to " + host + " port " + std::to_string(port);
  addrinfo hints = {};
  hints.ai_socktype = type;
  addrinfo* found = nullptr;
  const int fault = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (fault != 0) Die(title + ": " + gai_strerror(fault));
  const int fd = socket(found->ai_family, type, 0);
  Check(connect(fd, found->ai_addr, found->ai_addrlen), title);
  freeaddrinfo(found);
  constexpr timeval kPatience = {20, 0};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof(kPatience));
  return fd;
}

// Appends what read() gives. False at the end.
bool Read(int fd, Bytes* bytes) {
  std::array<uint8_t, 65536> chunk;  // any datagram
  const ssize_t got = read(fd, chunk.data(), chunk.size());
  if (got < 0 && errno == EAGAIN) Die("nothing has arrived in 20 seconds");
  const size_t n = Check(got, "reading");
  bytes->insert(bytes->end(), chunk.begin(), chunk.begin() + n);
  return n != 0;
}

// Writes and drops what write() takes.
void Write(int fd, Bytes* bytes) {
  const size_t n = Check(write(fd, bytes->data(), bytes->size()), "writing");
  bytes->erase(bytes->begin(), bytes->begin() + static_cast<ptrdiff_t>(n));
}

// The handshake on a connection to the proxy.
class Session {
 public:
  Session(const Options& options, int fd)
      : options_(options),
        fd_(fd),
        handshake_(options.socks4 ? ClientHandshake::Socks4() : ClientHandshake::Socks5()) {}

  // Says and hears what is due until the proxy replies, which it does twice to BIND. The address
  // in the reply is a view that lives until the next call.
  socks::Address AwaitReply(const char* title) {
    event_.kind = ClientEvent::Kind::kNone;
    while (event_.kind != ClientEvent::Kind::kReply) handshake_.awaits_peer() ? Hear() : Say();
    const socks::Address& bound = event_.address;
    fprintf(stderr, "%s %s port %u\n", title, HostOf(bound).c_str(), bound.port());
    return bound;
  }

  // What has arrived behind it.
  Bytes Rest() const { return Bytes(unread_.begin() + heard_, unread_.end()); }

  // Called just before the application's first octet: nothing may have arrived.
  void CheckSilence() {
    std::array<uint8_t, 512> chunk;
    const ssize_t got = recv(fd_, chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (got > 0) unread_.insert(unread_.end(), chunk.begin(), chunk.begin() + got);
    Check(handshake_.Surplus(Rest()), "behind the reply");
  }

 private:
  void Say() {
    if (handshake_.step() == HandshakeStep::kGreeting) return SayGreeting();
    if (handshake_.step() == HandshakeStep::kCredentials) return SayCredentials();
    SayRequest();
  }

  template <typename Message>
  void Append(const Message& message) {
    std::array<uint8_t, socks4::kMaxRequestSize> buffer;  // no message is longer
    // RESOLVE is none of RFC 1928's commands.
    constexpr Policy kPolicy = Policy::Strict().Accepting(Violation::kUnknownCommand);
    const Result result = handshake_.Write(message, MakeSpan(buffer), kPolicy);
    Check(result, "this cannot be sent");
    unsent_.insert(unsent_.end(), buffer.begin(), buffer.begin() + result.written());
  }

  // Offers no authentication and, where there is a user, name and password. What is sent ahead must
  // fit any answer: then one of them alone.
  void SayGreeting() {
    const std::array<uint8_t, 2> methods = {0, 2};
    const bool ahead = options_.optimistic;
    socks5::Greeting greeting;
    greeting.methods = methods;
    if (!options_.has_user) greeting.methods.remove_suffix(1);
    if (options_.has_user && ahead) greeting.methods.remove_prefix(1);
    Append(greeting);
    if (ahead && options_.has_user) SayCredentials();
    if (ahead) SayRequest();
  }

  void SayCredentials() { Append(userpass::Request{options_.user, options_.password, {}}); }

  void SayRequest() {
    if (options_.socks4) {
      const auto command = static_cast<socks4::Command>(options_.command);
      return Append(socks4::Request{command, 1, options_.target, options_.user, {}});
    }
    // Datagrams name their target themselves. Where ours will come from is not known yet.
    const bool udp = options_.command == socks5::Command::kUdpAssociate;
    Append(socks5::Request{options_.command, udp ? socks::Address() : options_.target, {}});
  }

  void Hear() {
    while (!unsent_.empty()) Write(fd_, &unsent_);
    unread_.erase(unread_.begin(), unread_.begin() + heard_);
    const std::string title(Name(handshake_.step()));
    Result result = handshake_.Read(unread_, &event_);
    while (result.code() == Code::kNeedMore) {
      result = hardwire::Read(fd_, &unread_) ? handshake_.Read(unread_, &event_)
                                             : handshake_.EndOfStream(unread_);
    }
    Check(result, title);
    heard_ = result.consumed();
  }

  const Options& options_;
  const int fd_;
  ClientHandshake handshake_;
  ClientEvent event_;
  Bytes unsent_;
  Bytes unread_;
  uint32_t heard_ = 0;  // of unread_
};

// One direction of the connection.
struct Flow {
  int from;
  int to;
  Bytes waiting;  // read and not yet written
};

// Copies both ways until both ends have closed. `unsent` and `unread` are on their way already.
void Copy(int fd, const Bytes& unsent, const Bytes& unread) {
  fcntl(fd, F_SETFL, O_NONBLOCK);
  Flow flows[] = {{STDIN_FILENO, fd, unsent}, {fd, STDOUT_FILENO, unread}};
  pollfd polled[2];
  for (int open = 2; open > 0;) {
    for (int i = 0; i < 2; ++i) {
      polled[i] = flows[i].waiting.empty() ? pollfd{flows[i].from, POLLIN, 0}
                                           : pollfd{flows[i].to, POLLOUT, 0};
    }
    Check(poll(polled, 2, -1), "waiting");
    for (int i = 0; i < 2; ++i) {
      if (polled[i].revents == 0) continue;
      if ((polled[i].events & POLLOUT) != 0) {
        Write(flows[i].to, &flows[i].waiting);
      } else if (!Read(flows[i].from, &flows[i].waiting)) {
        // Standard output is no socket as a rule.
        if (shutdown(flows[i].to, SHUT_WR) != 0) close(flows[i].to);
        flows[i].from = -1;  // poll passes over it
        --open;
      }
    }
  }
}

// One datagram there, the first that answers it back.
void Exchange(const Options& options, const socks::Address& relay) {
  Bytes datagram(udp::kMaxHeaderSize);
  udp::Header header;
  header.address = options.target;
  const Result head = Encode(header, MakeSpan(datagram));
  Check(head, "this cannot be sent");
  datagram.resize(head.written());
  while (Read(STDIN_FILENO, &datagram)) {
  }
  // Proxies that do not know how they are reached give 0.0.0.0 or ::.
  std::string host = HostOf(relay);
  if (host == "0.0.0.0" || host == "::") host = HostOf(options.proxy);
  const int fd = Dial(host, relay.port(), SOCK_DGRAM);
  Write(fd, &datagram);
  Bytes answer;
  Read(fd, &answer);
  Check(Decode(answer, &header, Policy::Interop().Rejecting(Violation::kFragment)), "the datagram");
  Bytes payload(header.payload.begin(), header.payload.end());
  while (!payload.empty()) Write(STDOUT_FILENO, &payload);
}

void Run(const Options& options) {
  const int fd = Dial(HostOf(options.proxy), options.proxy.port(), SOCK_STREAM);
  Session session(options, fd);
  const bool bind = options.command == socks5::Command::kBind;
  const socks::Address bound = session.AwaitReply(bind ? "listening on" : "bound to");
  if (options.command == socks5::Command::kUdpAssociate) return Exchange(options, bound);
  if (options.command == socks5::Command::kTorResolve) {
    puts(HostOf(bound).c_str());
    return;
  }
  if (bind) session.AwaitReply("connection from");
  Bytes first;
  if (options.client_first) {
    Read(STDIN_FILENO, &first);
    session.CheckSilence();
  }
  Copy(fd, first, session.Rest());
}

}  // namespace
}  // namespace hardwire

int main(int argc, char** argv) {
  if (argc == 2 && strcmp(argv[1], "--help") == 0) {
    fputs(hardwire::kUsage, stdout);
    return 0;
  }
  signal(SIGPIPE, SIG_IGN);  // write() tells
  hardwire::Options options;
  const std::string fault = hardwire::ReadOptions(argc, argv, &options);
  if (!fault.empty()) {
    fprintf(stderr, "client: %s; see client --help\n", fault.c_str());
    return 2;
  }
  hardwire::Run(options);
}
