// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// recorder: a SOCKS5 server for one connection that shows every message it sees. For looking, not
// for service: it handles one client, CONNECT alone, and blocks. examples/inspect explains the
// bytes.

#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "examples/inspect/inspection.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/record.h"
#include "hardwire/view.h"

namespace hardwire {
namespace {

using inspect::Bytes;
using inspect::Str;

constexpr int kTimeoutMs = 20000;
constexpr int kRecordsShown = 3;  // in each direction

// An open file descriptor.
class Socket {
 public:
  explicit Socket(int fd) : fd_(fd) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() {
    if (fd_ >= 0) close(fd_);
  }
  int fd() const { return fd_; }

 private:
  int fd_;
};

bool Fail(const std::string& what) {
  std::cerr << "recorder: " << what << "\n";
  return false;
}

void Show(const std::string& title, const std::string& kind, Bytes bytes,
          tls::Phase phase = tls::Phase::kInitial) {
  inspect::Settings settings;
  settings.phase = phase;
  const inspect::Inspection inspection = inspect::Inspect(kind, bytes, settings);
  std::cout << "--- " << title << "\n"
            << inspect::ToText(inspection, bytes, false) << "\n"
            << std::flush;
}

bool SendAll(int fd, Bytes bytes) {
  size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t n = send(fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return Fail(std::string("sending: ") + strerror(errno));
    sent += static_cast<size_t>(n);
  }
  return true;
}

// Appends what arrives next. False at the end of the stream, after an error and after kTimeoutMs.
bool Receive(int fd, std::vector<uint8_t>* bytes) {
  pollfd waiting = {fd, POLLIN, 0};
  if (poll(&waiting, 1, kTimeoutMs) <= 0) return Fail("nothing arrived in time");
  std::array<uint8_t, 4096> chunk;
  const ssize_t n = recv(fd, chunk.data(), chunk.size(), 0);
  if (n <= 0) return false;
  bytes->insert(bytes->end(), chunk.begin(), chunk.begin() + n);
  return true;
}

// The client's side of the conversation: its unread bytes, and the messages taken from them.
class Client {
 public:
  explicit Client(int fd) : fd_(fd) {}

  // Waits for one message, shows it, and sets `*message`, which views bytes that live until the
  // next call.
  template <typename M>
  bool Read(const std::string& title, M* message) {
    unread_.erase(unread_.begin(), unread_.begin() + static_cast<std::ptrdiff_t>(used_));
    used_ = 0;
    Result result = Decode(unread_, message);
    while (result.code() == Code::kNeedMore) {
      if (!Receive(fd_, &unread_)) return Fail("the client closed in the middle of a message");
      result = Decode(unread_, message);
    }
    used_ = result.ok() ? result.consumed() : unread_.size();
    Show("client: " + title, Str(M::kInfo.name), Bytes(unread_.data(), used_));
    return result.ok();
  }

  template <typename M>
  bool Write(const std::string& title, const M& message) {
    std::array<uint8_t, socks5::kMaxReplySize> buffer;
    const Result result = Encode(message, MakeSpan(buffer));
    if (!result.ok()) return Fail("the answer cannot be sent");
    const Bytes bytes(buffer.data(), result.written());
    Show("server: " + title, Str(M::kInfo.name), bytes);
    return SendAll(fd_, bytes);
  }

  // What arrived behind the last message.
  Bytes Rest() const { return Bytes(unread_.data() + used_, unread_.size() - used_); }
  int fd() const { return fd_; }

 private:
  int fd_;
  std::vector<uint8_t> unread_;
  size_t used_ = 0;
};

// A connected socket, or -1.
int Connect(const socks::Address& address) {
  std::string host = Str(address.domain());
  if (host == "localhost") host = "127.0.0.1";  // RFC 6761 section 6.3: no resolver is asked
  if (address.type() != socks::AddressType::kDomain) {
    std::array<char, socks::kMaxIpText> text;
    host.assign(text.data(), FormatIp(address, MakeSpan(text)).written());
  }
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const std::string port = std::to_string(address.port());
  if (getaddrinfo(host.c_str(), port.c_str(), &hints, &found) != 0) return -1;
  int fd = -1;
  for (const addrinfo* a = found; a != nullptr && fd < 0; a = a->ai_next) {
    fd = socket(a->ai_family, a->ai_socktype, 0);
    if (fd >= 0 && connect(fd, a->ai_addr, a->ai_addrlen) != 0) {
      close(fd);
      fd = -1;
    }
  }
  freeaddrinfo(found);
  return fd;
}

// Watches one direction of the relayed stream and shows the headers of its first TLS records.
class RecordWatch {
 public:
  explicit RecordWatch(std::string name) : name_(std::move(name)) {}

  void Feed(Bytes bytes) {
    for (const uint8_t octet : bytes) {
      if (shown_ == kRecordsShown) return;
      if (body_left_ != 0) {
        --body_left_;
        continue;
      }
      header_[size_++] = octet;
      tls::RecordHeader header;
      const Bytes seen(header_.data(), size_);
      const Result result = Decode(seen, &header, tls::RecordContext::Of(phase_, 0));
      if (result.code() == Code::kNeedMore) continue;
      Show(name_ + ": TLS record " + std::to_string(shown_ + 1), "tls_record_header", seen, phase_);
      ++shown_;
      size_ = 0;
      body_left_ = header.length;
      phase_ = tls::Phase::kPlain;
      // From change_cipher_spec on this direction is encrypted, in TLS 1.2 as in TLS 1.3.
      if (header.type == tls::ContentType::kChangeCipherSpec) encrypted_ = true;
      if (encrypted_) phase_ = tls::Phase::kProtected;
      if (!result.ok()) shown_ = kRecordsShown;
    }
  }

 private:
  std::string name_;
  tls::Phase phase_ = tls::Phase::kInitial;
  std::array<uint8_t, tls::kRecordHeaderSize> header_ = {};
  size_t size_ = 0;
  size_t body_left_ = 0;
  int shown_ = 0;
  bool encrypted_ = false;
};

// Copies both ways until both ends have closed.
bool Relay(Client* client, int target) {
  RecordWatch from_client("client to target");
  RecordWatch from_target("target to client");
  from_client.Feed(client->Rest());
  if (!SendAll(target, client->Rest())) return false;
  pollfd ends[] = {{client->fd(), POLLIN, 0}, {target, POLLIN, 0}};
  int open = 2;
  while (open > 0) {
    const int ready = poll(ends, 2, kTimeoutMs);
    if (ready <= 0) return Fail("the relayed connection stood still");
    for (int i = 0; i < 2; ++i) {
      if (ends[i].revents == 0) continue;
      const int other = i == 0 ? target : client->fd();
      std::array<uint8_t, 16384> chunk;
      const ssize_t n = recv(ends[i].fd, chunk.data(), chunk.size(), 0);
      if (n <= 0) {
        ends[i].fd = -1;  // poll ignores it from now on
        --open;
        shutdown(other, SHUT_WR);
        continue;
      }
      const Bytes bytes(chunk.data(), static_cast<size_t>(n));
      (i == 0 ? from_client : from_target).Feed(bytes);
      if (!SendAll(other, bytes)) return false;
    }
  }
  return true;
}

bool Authenticate(Client* client, const std::string& user, const std::string& password) {
  socks5::Greeting greeting;
  if (!client->Read("greeting", &greeting)) return false;
  socks5::MethodSelection selection;
  const bool offered = greeting.Offers(socks5::Method::kUsernamePassword);
  selection.method = offered ? socks5::Method::kUsernamePassword : socks5::Method::kNoAcceptable;
  if (!client->Write("method selection", selection) || !offered) {
    return false;
  }
  userpass::Request request;
  if (!client->Read("user name and password", &request)) return false;
  const bool right = Str(request.username) == user && Str(request.password) == password;
  userpass::Reply reply;
  reply.status = right ? 0 : 1;
  return client->Write("authentication reply", reply) && right;
}

bool Converse(int fd, const std::string& user, const std::string& password) {
  Client client(fd);
  if (!Authenticate(&client, user, password)) return false;
  socks5::Request request;
  if (!client.Read("request", &request)) return false;
  socks5::Reply reply;
  Socket target(request.command == socks5::Command::kConnect ? Connect(request.address) : -1);
  if (request.command != socks5::Command::kConnect) {
    reply.code = socks5::ReplyCode::kCommandNotSupported;
  } else if (target.fd() < 0) {
    reply.code = socks5::ReplyCode::kHostUnreachable;
  } else {
    reply.code = socks5::ReplyCode::kSucceeded;
  }
  if (!client.Write("reply", reply)) return false;
  return target.fd() >= 0 && Relay(&client, target.fd());
}

bool Serve(const std::string& user, const std::string& password) {
  Socket listener(socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in in = {};
  in.sin_family = AF_INET;
  in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(in);
  sockaddr* const name = reinterpret_cast<sockaddr*>(&in);
  if (bind(listener.fd(), name, size) != 0 || listen(listener.fd(), 1) != 0 ||
      getsockname(listener.fd(), name, &size) != 0) {
    return Fail(std::string("listening on loopback: ") + strerror(errno));
  }
  std::cout << "listening on 127.0.0.1:" << ntohs(in.sin_port) << "\n\n" << std::flush;
  pollfd waiting = {listener.fd(), POLLIN, 0};
  if (poll(&waiting, 1, kTimeoutMs) <= 0) return Fail("no client came in time");
  Socket client(accept(listener.fd(), nullptr, nullptr));
  if (client.fd() < 0) return Fail(std::string("accepting: ") + strerror(errno));
  return Converse(client.fd(), user, password);
}

}  // namespace
}  // namespace hardwire

int main(int argc, char** argv) {
  if (argc != 3 || strncmp(argv[1], "--", 2) == 0) {
    std::cerr
        << "usage: recorder USER PASSWORD\n"
           "Serves one SOCKS5 client on a loopback port that it prints first, and shows every\n"
           "message and the first TLS record headers of both directions. Exits with 0 when\n"
           "the connection was relayed to its end.\n";
    return argc == 2 && strcmp(argv[1], "--help") == 0 ? 0 : 2;
  }
  return hardwire::Serve(argv[1], argv[2]) ? 0 : 1;
}
