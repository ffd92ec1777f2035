// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A SOCKS4, SOCKS4a and SOCKS5 server in C++17 on standalone Asio: CONNECT over IPv4 and IPv6,
// with users or without. Hardwire does the protocol, Asio the sockets. docs/embedding-asio.md says
// how it is put together.

#include <array>
#include <asio.hpp>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "examples/hosts/serving.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/server_handshake.h"
#include "hardwire/socks/sockaddr.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/host_name.h"
#include "hardwire/view.h"

namespace hardwire {
namespace {

using asio::ip::tcp;
using socks::ServerEvent;
using socks::ServerHandshake;
using std::chrono::seconds;

constexpr size_t kBufferSize = 4096;
constexpr size_t kMaxLookups = 16;   // names that are looked for at once
constexpr size_t kMaxAddresses = 8;  // of a name; the others are not tried
constexpr seconds kConnectTime(20);
constexpr seconds kIdleTime(600);
constexpr seconds kDrainTime(2);

socks::Address AddressOf(const tcp::endpoint& endpoint) {
  sockaddr_in ipv4;
  sockaddr_in6 ipv6;
  if (endpoint.protocol() == tcp::v4()) {
    memcpy(&ipv4, endpoint.data(), sizeof(ipv4));
    return socks::FromSockaddr(ipv4);
  }
  memcpy(&ipv6, endpoint.data(), sizeof(ipv6));
  return socks::FromSockaddr(ipv6);
}

// Empty if `address` is a name.
std::vector<tcp::endpoint> EndpointsOf(const socks::Address& address) {
  sockaddr_storage storage = {};
  socklen_t size = 0;
  sockaddr_in ipv4;
  sockaddr_in6 ipv6;
  if (ToSockaddr(address, &ipv4)) {
    size = sizeof(ipv4);
    memcpy(&storage, &ipv4, size);
  } else if (ToSockaddr(address, &ipv6)) {
    size = sizeof(ipv6);
    memcpy(&storage, &ipv6, size);
  } else {
    const string_view name = address.domain();
    size = ReadLiteral(name.data(), name.size(), address.port(), &storage);
  }
  if (size == 0) return {};
  tcp::endpoint endpoint;
  memcpy(endpoint.data(), &storage, size);
  endpoint.resize(size);
  return {endpoint};
}

// What all connections share. It outlives the event loop.
struct Shared {
  ServingOptions options;
  size_t connections = 0;
  size_t lookups = 0;
};

// What is read of one socket and written to another.
struct Flow {
  tcp::socket* from;
  tcp::socket* to;
  size_t size = 0;
  std::array<uint8_t, kBufferSize> data;
};

// One client. It lives as long as an operation of it is under way.
class Session : public std::enable_shared_from_this<Session> {
 public:
  // `on_end` is called once, when the connection is over.
  Session(tcp::socket client, Shared* shared, std::function<void()> on_end)
      : shared_(*shared),
        on_end_(std::move(on_end)),
        client_(std::move(client)),
        target_(client_.get_executor()),
        resolver_(client_.get_executor()),
        timer_(client_.get_executor()),
        handshake_(shared->options.user_count > 0 ? ServerHandshake::Protocols::kSocks5
                                                  : ServerHandshake::Protocols::kSocks4AndSocks5) {}

  void Start() {
    Wait(State::kHandshake, seconds(shared_.options.handshake_seconds));
    ReadHandshake();
  }

 private:
  enum class State { kHandshake, kConnecting, kRelaying, kDraining, kOver };

  // STATES

  void Wait(State state, seconds time) {
    state_ = state;
    timer_.expires_after(time);
    timer_.async_wait([self = shared_from_this()](std::error_code error) {
      if (!error) self->OnDeadline();
    });
  }

  void OnDeadline() {
    // The timer may have been set anew while this call was on its way.
    if (state_ == State::kOver || timer_.expiry() > std::chrono::steady_clock::now()) return;
    if (state_ == State::kConnecting) return Refuse(socks5::ReplyCode::kTtlExpired);
    Close();
  }

  void Close() {
    if (state_ == State::kOver) return;
    state_ = State::kOver;
    std::error_code ignored;
    timer_.cancel();
    resolver_.cancel();
    target_.close(ignored);
    client_.close(ignored);
    on_end_();
  }

  // Writes what the handshake has said, then goes on with `then`.
  template <typename Then>
  void SendThen(Then then) {
    asio::async_write(client_, asio::buffer(down_.data.data(), down_.size),
                      [self = shared_from_this(), then](std::error_code error, size_t /*size*/) {
                        if (self->state_ == State::kOver) return;
                        if (error) return self->Close();
                        self->down_.size = 0;
                        then();
                      });
  }

  // Where the next message to the client is written.
  Span<uint8_t> Room() { return {down_.data.data() + down_.size, down_.data.size() - down_.size}; }

  // False if the message was not written.
  bool Keep(Result written) {
    down_.size += written.written();
    return written.ok();
  }

  // The last message goes out. To close with unread octets would reset the connection, and the
  // client might not get it.
  void Drain() {
    std::error_code ignored;
    resolver_.cancel();
    target_.close(ignored);
    Wait(State::kDraining, kDrainTime);
    SendThen([this] {
      std::error_code failed;
      client_.shutdown(tcp::socket::shutdown_send, failed);
      DropInput();
    });
  }

  void DropInput() {
    client_.async_read_some(asio::buffer(up_.data),
                            [self = shared_from_this()](std::error_code error, size_t /*size*/) {
                              if (error) return self->Close();
                              self->DropInput();
                            });
  }

  void Refuse(socks5::ReplyCode code) {
    Keep(handshake_.Refuse(code, Room()));
    Drain();
  }
  void RefuseFor(int error) { Refuse(static_cast<socks5::ReplyCode>(ReplyCodeFor(error))); }

  // THE HANDSHAKE

  void ReadHandshake() {
    if (up_.size == up_.data.size()) return Close();
    client_.async_read_some(asio::buffer(up_.data.data() + up_.size, up_.data.size() - up_.size),
                            [self = shared_from_this()](std::error_code error, size_t size) {
                              if (error) return self->Close();
                              self->up_.size += size;
                              self->OnInput();
                            });
  }

  void DropRead(size_t size) {
    up_.size -= size;
    memmove(up_.data.data(), up_.data.data() + size, up_.size);
  }

  // Reads and answers every message that has arrived. What follows the request stays in `up_`.
  void OnInput() {
    while (true) {
      ServerEvent event;
      const Result read = handshake_.Read({up_.data.data(), up_.size}, &event);
      if (read.code() == Code::kNeedMore) {
        return SendThen([this] { ReadHandshake(); });
      }
      if (!read.ok()) {
        Keep(handshake_.Refuse(read, Room()));
        return Drain();
      }
      // The event is a view of `up_`.
      if (event.kind == ServerEvent::Kind::kRequest) return OnRequest(event, read.consumed());
      const bool goes_on = event.kind == ServerEvent::Kind::kGreeting
                               ? SelectMethod(event.greeting)
                               : CheckCredentials(event.credentials);
      if (!goes_on) return Drain();
      DropRead(read.consumed());
    }
  }

  bool SelectMethod(const socks5::Greeting& greeting) {
    socks5::MethodSelection selection;  // a new one says no
    const socks5::Method wanted = shared_.options.user_count > 0
                                      ? socks5::Method::kUsernamePassword
                                      : socks5::Method::kNoAuthentication;
    if (greeting.Offers(wanted)) selection.method = wanted;
    return Keep(handshake_.Write(selection, Room())) && selection.method == wanted;
  }

  bool CheckCredentials(const userpass::Request& credentials) {
    userpass::Reply reply;  // a new one says no
    const bool known =
        IsKnownUser(&shared_.options, credentials.username.data(), credentials.username.size(),
                    credentials.password.data(), credentials.password.size()) != 0;
    if (known) reply.status = 0;
    return Keep(handshake_.Write(reply, Room())) && known;
  }

  // `size` octets of the request are dropped once it has been looked at.
  void OnRequest(const ServerEvent& request, size_t size) {
    const bool connects = request.command == socks5::Command::kConnect;
    endpoints_ = EndpointsOf(request.address);
    const uint16_t port = request.address.port();
    tls::HostName name;
    const bool is_name =
        endpoints_.empty() && tls::HostName::Parse(request.address.domain(), &name).ok();
    DropRead(size);
    if (!connects) return Refuse(socks5::ReplyCode::kCommandNotSupported);
    Wait(State::kConnecting, kConnectTime);
    if (is_name) return Resolve(name, port);
    ConnectToNext(EHOSTUNREACH);
  }

  // THE TARGET

  // Asio calls getaddrinfo() in a thread of its own, for one name after the other.
  void Resolve(const tls::HostName& name, uint16_t port) {
    if (shared_.lookups == kMaxLookups) return Refuse(socks5::ReplyCode::kGeneralFailure);
    ++shared_.lookups;
    const string_view text = name.text();
    resolver_.async_resolve(
        std::string_view(text.data(), text.size()), std::to_string(port),
        tcp::resolver::numeric_service,
        [self = shared_from_this()](std::error_code error,
                                    const tcp::resolver::results_type& found) {
          --self->shared_.lookups;
          if (self->state_ != State::kConnecting) return;
          for (const auto& each : error ? tcp::resolver::results_type() : found) {
            if (self->endpoints_.size() < kMaxAddresses) {
              self->endpoints_.push_back(each.endpoint());
            }
          }
          self->ConnectToNext(EHOSTUNREACH);
        });
  }

  // If there is no address left, `error` of the last one is the answer.
  void ConnectToNext(int error) {
    while (next_endpoint_ < endpoints_.size() &&
           MayReach(&shared_.options, endpoints_[next_endpoint_].data()) == 0) {
      ++next_endpoint_;
      error = EACCES;
    }
    if (next_endpoint_ == endpoints_.size()) return RefuseFor(error);
    std::error_code ignored;
    target_.close(ignored);
    target_.async_connect(endpoints_[next_endpoint_++],
                          [self = shared_from_this()](std::error_code failed) {
                            if (self->state_ != State::kConnecting) return;
                            if (failed) return self->ConnectToNext(failed.value());
                            self->Grant();
                          });
  }

  // Says yes, with the address at which the target sees this server.
  void Grant() {
    std::error_code error;
    const tcp::endpoint own = target_.local_endpoint(error);
    if (error || !Keep(handshake_.Grant(AddressOf(own), Room()))) {
      return Refuse(socks5::ReplyCode::kGeneralFailure);
    }
    Wait(State::kRelaying, kIdleTime);
    SendThen([this] {
      // What the client has sent behind its request goes first.
      Write(&up_);
      Read(&down_);
    });
  }

  // RELAYING

  void Read(Flow* flow) {
    flow->from->async_read_some(asio::buffer(flow->data), [self = shared_from_this(), flow](
                                                              std::error_code error, size_t size) {
      if (self->state_ == State::kOver) return;
      if (error == asio::error::eof) return self->EndFlow(flow);
      if (error) return self->Close();
      flow->size = size;
      self->Wait(State::kRelaying, kIdleTime);
      self->Write(flow);
    });
  }

  void Write(Flow* flow) {
    asio::async_write(*flow->to, asio::buffer(flow->data.data(), flow->size),
                      [self = shared_from_this(), flow](std::error_code error, size_t /*size*/) {
                        if (self->state_ == State::kOver) return;
                        if (error) return self->Close();
                        self->Wait(State::kRelaying, kIdleTime);
                        self->Read(flow);
                      });
  }

  // One side has ended: the other is told. The connection is over when both have.
  void EndFlow(Flow* flow) {
    std::error_code ignored;
    flow->to->shutdown(tcp::socket::shutdown_send, ignored);
    if (++ended_ == 2) Close();
  }

  Shared& shared_;
  std::function<void()> on_end_;
  State state_ = State::kHandshake;
  tcp::socket client_;
  tcp::socket target_;
  tcp::resolver resolver_;
  asio::steady_timer timer_;
  ServerHandshake handshake_;
  std::vector<tcp::endpoint> endpoints_;
  size_t next_endpoint_ = 0;
  int ended_ = 0;  // flows
  Flow up_ = {&client_, &target_, 0, {}};
  Flow down_ = {&target_, &client_, 0, {}};
};

class Server {
 public:
  Server(asio::io_context* loop, Shared* shared)
      : shared_(*shared), acceptor_(*loop), retry_(*loop), signals_(*loop, SIGINT, SIGTERM) {
    signals_.async_wait([loop](std::error_code /*error*/, int /*number*/) { loop->stop(); });
  }

  void Listen() {
    tcp::endpoint own;
    memcpy(own.data(), &shared_.options.listen, shared_.options.listen_size);
    own.resize(shared_.options.listen_size);
    std::error_code error;
    acceptor_.open(own.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(own, error);
    if (!error) acceptor_.listen(128, error);
    if (!error) own = acceptor_.local_endpoint(error);
    if (error) Die(1, "listening", error.message().c_str());
    SayListening(own.data(), static_cast<socklen_t>(own.size()));
    Accept();
  }

 private:
  void Accept() {
    accepting_ = true;
    acceptor_.async_accept([this](std::error_code error, tcp::socket client) {
      accepting_ = false;
      if (error) return AcceptLater();
      ++shared_.connections;
      std::make_shared<Session>(std::move(client), &shared_, [this] {
        --shared_.connections;
        if (!accepting_) Accept();
      })->Start();
      if (shared_.connections < shared_.options.connections) Accept();
    });
  }

  // Nothing can be accepted for a while.
  void AcceptLater() {
    accepting_ = true;
    retry_.expires_after(std::chrono::milliseconds(100));
    retry_.async_wait([this](std::error_code /*error*/) { Accept(); });
  }

  Shared& shared_;
  tcp::acceptor acceptor_;
  asio::steady_timer retry_;
  asio::signal_set signals_;
  bool accepting_ = false;
};

}  // namespace
}  // namespace hardwire

int main(int argc, char** argv) {
  static hardwire::Shared shared;
  ReadServingOptions(argc, argv, &shared.options);
  if (shared.options.dns_size != 0) {
    Die(2, "there is no --dns: the resolver of the system is asked", "");
  }
  signal(SIGPIPE, SIG_IGN);
  try {
    asio::io_context loop(1);
    hardwire::Server server(&loop, &shared);
    server.Listen();
    loop.run();
  } catch (const std::exception& error) {  // memory or descriptors are missing
    Die(1, "asio", error.what());
  }
}
