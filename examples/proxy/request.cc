// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What a client is answered, and what a request sets going: a name to resolve, a target to connect
// to, a peer to wait for, datagrams.

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "examples/proxy/connection.h"
#include "examples/proxy/net.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/userpass.h"

namespace hardwire::proxy {

using socks::Address;
using socks::AddressType;
using socks::ServerEvent;
using socks5::Command;
using socks5::Method;
using socks5::ReplyCode;

namespace {

// What a request is told that cannot be served because of `error`.
ReplyCode ReplyFor(int error) {
  constexpr std::pair<int, ReplyCode> kReplies[] = {
      {EACCES, ReplyCode::kNotAllowed},
      {EPERM, ReplyCode::kNotAllowed},
      {ENETUNREACH, ReplyCode::kNetworkUnreachable},
      {EHOSTUNREACH, ReplyCode::kHostUnreachable},
      {ECONNREFUSED, ReplyCode::kConnectionRefused},
      {ETIMEDOUT, ReplyCode::kTtlExpired},
      {EAFNOSUPPORT, ReplyCode::kAddressTypeNotSupported},
  };
  for (const auto& [known, code] : kReplies) {
    if (known == error) return code;
  }
  return ReplyCode::kGeneralFailure;
}

}  // namespace

template <typename Message>
void Connection::Send(const Message& message) {
  const Result written = handshake_.Write(message, down_.buffer.Space());
  if (!written.ok()) return Refuse(written);
  down_.buffer.Add(written.n());
  if (handshake_.step() == socks::HandshakeStep::kOver) StartClosing("refused");
}

void Connection::Answer(const ServerEvent& event) {
  switch (event.kind) {
    case ServerEvent::Kind::kGreeting: {
      const bool open = service_.users->empty();
      const Method wanted = open ? Method::kNoAuthentication : Method::kUsernamePassword;
      method_ = event.greeting.Offers(wanted) ? wanted : Method::kNoAcceptable;
      return Send(socks5::MethodSelection{*method_, {}});
    }
    case ServerEvent::Kind::kCredentials: {
      const userpass::Request& credentials = event.credentials;
      user_ = std::string{credentials.username};
      const bool right = service_.users->Accept(credentials.username, credentials.password);
      return Send(userpass::Reply{static_cast<uint8_t>(right ? 0 : 1), {}});
    }
    case ServerEvent::Kind::kFrame:
      return;  // GSSAPI is never selected
    case ServerEvent::Kind::kRequest:
      command_ = event.command;
      target_text_ = Text(event.address);
      if (handshake_.version() == socks4::kVersion) user_ = std::string{event.userid};
      return command_ == Command::kUdpAssociate ? Associate(event.address.port())
                                                : Resolve(event.address);
  }
}

void Connection::Reply(Address bound) {
  if (handshake_.version() == socks5::kVersion) {
    return Send(socks5::Reply{ReplyCode::kSucceeded, bound, {}});
  }
  if (bound.type() != AddressType::kIpv4) bound = Address::Ipv4({}, bound.port());
  Send(socks4::Reply{socks4::ReplyCode::kGranted, bound, {}});
}

void Connection::Refuse(Result reason) {
  const Result written = handshake_.Refuse(reason, down_.buffer.Space());
  if (written.ok()) down_.buffer.Add(written.n());
  StartClosing("refused");
}

void Connection::RefuseFor(int error) {
  Refuse(Result::Error(Code::kPeerRefused, Detail::kSocks5Refused, 1,
                       static_cast<uint8_t>(ReplyFor(error))));
}

void Connection::Resolve(const Address& target) {
  Enter(State::kResolving, service_.options->connect);
  deadline_ = Clock::now() + Seconds(service_.options->connect);
  const auto done = [this](int error, const std::vector<Address>& found) {
    if (state_ != State::kResolving) return;
    candidates_ = found;
    command_ == Command::kBind && !found.empty() ? Listen() : TryNext(error);
    Advance();
  };
  if (target.type() != AddressType::kDomain) return done(0, {target});
  service_.resolver->Resolve(std::string{target.domain()}, target.port(), alive_, done);
}

// Tries the candidates that are left, each for its share of the time that is left. `error` is why
// the one before failed.
void Connection::TryNext(int error) {
  while (next_ < candidates_.size()) {
    const auto share = (deadline_ - Clock::now()) / static_cast<int>(candidates_.size() - next_);
    SocketName name = ToName(candidates_[next_]);
    Fd fd = OpenSocket(SOCK_STREAM, candidates_[next_++]);
    if (!fd.ok() || (connect(fd.get(), name.get(), name.size) != 0 && errno != EINPROGRESS)) {
      error = errno;
      continue;
    }
    state_ = State::kConnecting;
    timer_.Start(share);
    target_.Reset(std::move(fd));
    target_.Want(EPOLLOUT);
    return;
  }
  RefuseFor(error);
}

void Connection::OnConnected() {
  int error = 0;
  socklen_t size = sizeof(error);
  getsockopt(target_.fd(), SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return TryNext(error);
  Reply(LocalName(target_.fd()));
  StartRelay();
}

void Connection::Listen() {
  const Address& host = candidates_.front();
  const Address local = IsUnspecified(host) ? LocalName(client_.fd()) : LocalTowards(host);
  Fd fd = Bound(SOCK_STREAM, WithPort(local, 0));
  if (!fd.ok() || listen(fd.get(), 4) != 0) return RefuseFor(errno);
  target_.Reset(std::move(fd));
  target_.Want(EPOLLIN);
  Enter(State::kBinding, service_.options->bind);
  Reply(LocalName(target_.fd()));
}

// Takes the first connection that comes from the host that the request names.
void Connection::AcceptPeer() {
  SocketName name;
  Fd fd(accept4(target_.fd(), name.get(), &name.size, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (!fd.ok() && errno != EAGAIN && errno != ECONNABORTED) RefuseFor(errno);
  if (!fd.ok()) return;
  const Address from = FromName(name);
  const bool expected =
      std::any_of(candidates_.begin(), candidates_.end(), [&](const Address& candidate) {
        return IsUnspecified(candidate) || SameIp(candidate, from);
      });
  if (!expected) return;
  target_.Reset(std::move(fd));
  Reply(from);
  StartRelay();
}

void Connection::Associate(uint16_t port) {
  udp_ = std::make_unique<UdpAssociation>(service_.loop, service_.resolver, WithPort(peer_, port),
                                          [this] { Touch(); });
  const int error = udp_->Open(LocalName(client_.fd()));
  if (error != 0) return RefuseFor(error);
  Enter(State::kUdp, service_.options->idle);
  Reply(udp_->bound());
}

}  // namespace hardwire::proxy
