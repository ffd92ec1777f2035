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
#include "hardwire/socks/userpass.h"
#include "hardwire/view.h"

namespace hardwire::proxy {

using socks::ServerEvent;
using socks5::Command;
using socks5::Method;
using socks5::ReplyCode;

namespace {

Result Refusal(Detail why, uint8_t octet) {
  return Result::Error(Code::kPeerRefused, why, 1, octet);
}

}  // namespace

// Sends what the handshake has written. All its answers together are shorter than the least that a
// socket takes at once.
void Connection::Send(Result answer) {
  if (!answer.ok()) return Refuse(answer);
  const ssize_t sent = send(client_.fd(), answer_.data(), answer.written(), MSG_NOSIGNAL);
  if (sent != ssize_t{answer.written()}) shutdown(client_.fd(), SHUT_RDWR);
}

void Connection::Answer(const ServerEvent& event) {
  if (event.kind == ServerEvent::Kind::kGreeting) {
    const bool open = service_.options->users.empty();
    const Method wanted = open ? Method::kNoAuthentication : Method::kUsernamePassword;
    const bool offered = event.greeting.Offers(wanted);
    said_ += " method=" + (offered ? Hex(static_cast<uint8_t>(wanted)) : "ff");
    if (!offered) return Refuse(Refusal(Detail::kNoAcceptableMethod, 0xFF));
    return Send(handshake_.Write(socks5::MethodSelection{wanted}, hardwire::MakeSpan(answer_)));
  }
  if (event.kind == ServerEvent::Kind::kCredentials) {
    said_ += " user=" + Escape(event.credentials.username);
    return Judge(event.credentials);
  }
  if (event.kind != ServerEvent::Kind::kRequest) return;  // GSSAPI is never selected
  command_ = event.command;
  const bool udp = command_ == Command::kUdpAssociate;
  if (!event.userid.empty()) said_ += " user=" + Escape(event.userid);
  said_ += " command=" + (udp ? "udp" : std::string{Name(command_)});
  said_ += " target=" + Text(event.address);
  return udp ? Associate(event.address.port()) : Resolve(event.address);
}

void Connection::Judge(const userpass::Request& given) {
  right_ = service_.options->users.Has(given.username, given.password);
  const Clock::time_point now = Clock::now();
  const auto when = service_.guesses->Judge(client(), right_, now);
  if (!when) (void)RefusedBy("guesses");
  right_ = right_ && when;
  if (!when || *when <= now) return AnswerCredentials();
  state_ = State::kGuessed;
  client_.CallAt(*when);
}

void Connection::AnswerCredentials() {
  if (!right_) return Refuse(Refusal(Detail::kCredentialsRejected, 1));
  Send(handshake_.Write(userpass::Reply{0, {}}, hardwire::MakeSpan(answer_)));
}

void Connection::Grant(const Address& bound) {
  Send(handshake_.Grant(bound, hardwire::MakeSpan(answer_)));
}

void Connection::Refuse(Result reason) {
  const Result answer = handshake_.Refuse(reason, hardwire::MakeSpan(answer_));
  if (answer.ok()) Send(answer);
  StartClosing("refused");
}

// Refuses a request that cannot be served because of `error`.
void Connection::RefuseFor(int error) {
  constexpr std::pair<int, ReplyCode> kReplies[] = {
      {EACCES, ReplyCode::kNotAllowed},
      {EPERM, ReplyCode::kNotAllowed},
      {ENETUNREACH, ReplyCode::kNetworkUnreachable},
      {EHOSTUNREACH, ReplyCode::kHostUnreachable},
      {ECONNREFUSED, ReplyCode::kConnectionRefused},
      {ETIMEDOUT, ReplyCode::kTtlExpired},
      {EAFNOSUPPORT, ReplyCode::kAddressTypeNotSupported},
  };
  ReplyCode code = ReplyCode::kGeneralFailure;
  for (const auto& [known, reply] : kReplies) {
    if (known == error) code = reply;
  }
  Refuse(Refusal(Detail::kSocks5Refused, static_cast<uint8_t>(code)));
}

void Connection::Resolve(const Address& target) {
  Enter(State::kConnecting, service_.options->connect);
  const Clock::time_point deadline = After(service_.options->connect);
  const auto done = [this, deadline](int error, const std::vector<Address>& found) {
    if (state_ != State::kConnecting) return;
    if (command_ == Command::kBind && !found.empty()) {
      candidates_ = found;
      Listen();
    } else {
      client_.CallAt(kNever);  // from here on the dialer has the deadline
      dialer_.Dial(found, deadline, error);
    }
    Advance();
  };
  service_.shared->resolver.Resolve(target, client(), alive_, done);
}

// Whether `rule` refuses something; empty: it does not. The log says which was the first.
bool Connection::RefusedBy(const std::string& rule) {
  if (rule_.empty()) rule_ = rule;
  return !rule.empty();
}

bool Connection::Forbidden(const Address& host) {
  return RefusedBy(service_.destinations->WhyNot(SOCK_STREAM, host));
}

void Connection::OnDialed(int error) {
  if (error != 0) {
    RefuseFor(error);
  } else {
    Grant(LocalName(target_.fd()));
    StartRelay();
  }
  Advance();
}

void Connection::Listen() {
  candidates_.erase(std::remove_if(candidates_.begin(), candidates_.end(),
                                   [this](const Address& host) { return Forbidden(host); }),
                    candidates_.end());
  if (candidates_.empty()) return RefuseFor(EACCES);
  const Address& host = candidates_.front();
  // The address that packets to the host leave from: connecting UDP sends nothing.
  const Fd probe = OpenSocket(SOCK_DGRAM, host);
  const SocketName name(WithPort(host, 9));
  const bool found = !IsUnspecified(host) && connect(probe.get(), &name.any, name.size) == 0;
  const Address local = LocalName(found ? probe.get() : client_.fd());
  Fd fd = Bound(SOCK_STREAM, WithPort(local, 0));
  if (!fd.ok() || listen(fd.get(), 4) != 0) return RefuseFor(errno);
  OwnSockets::Entry entry = service_.destinations->own->AddPort(SOCK_STREAM, fd.get());
  target_.Reset(std::move(fd), std::move(entry));
  target_.Want(EPOLLIN);
  Enter(State::kBinding, service_.options->bind);
  Grant(LocalName(target_.fd()));
}

// Takes the first connection that comes from the host that the request names.
void Connection::AcceptPeer() {
  Address from;
  Fd fd = Accept(target_.fd(), &from);
  if (!fd.ok() && errno != EAGAIN && errno != ECONNABORTED) RefuseFor(errno);
  if (!fd.ok()) return;
  const bool expected =
      std::any_of(candidates_.begin(), candidates_.end(), [&](const Address& candidate) {
        return IsUnspecified(candidate) || ToIp(candidate) == ToIp(from);
      });
  const Destinations& known = *service_.destinations;
  if (!expected || RefusedBy(known.rules->WhyNot(ToIp(from)))) return;
  if (known.own->IsOutgoing(from, LocalName(fd.get()))) return (void)RefusedBy(kSelfRule);
  target_.Reset(std::move(fd));
  Grant(from);
  StartRelay();
}

void Connection::Associate(uint16_t port) {
  Fd fd = Bound(SOCK_DGRAM, WithPort(LocalName(client_.fd()), 0));
  if (!fd.ok()) return RefuseFor(errno);
  const Address bound = LocalName(fd.get());
  udp_ = std::make_unique<UdpAssociation>(&service_.shared->loop, &service_.shared->resolver,
                                          service_.destinations, std::move(fd),
                                          WithPort(peer_, port), [this] { Touch(); });
  Enter(State::kUdp, service_.options->idle);
  Grant(bound);
}

}  // namespace hardwire::proxy
