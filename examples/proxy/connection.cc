// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <iostream>
#include <utility>

#include "examples/proxy/net.h"
#include "hardwire/policy.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/userpass.h"

namespace hardwire {
namespace proxy {

using socks::Address;
using socks::AddressType;
using socks::HandshakeStep;
using socks::ServerEvent;
using socks::ServerHandshake;
using socks5::Command;
using socks5::Method;
using socks5::ReplyCode;

namespace {

// More than any message of a client (520 octets), and than all answers to one.
constexpr size_t kHandshakeBuffer = 1024;
constexpr double kClosingSeconds = 2;

Clock::duration Seconds(double seconds) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

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

// Errors and hang-ups are read, too: recv says which.
bool Readable(uint32_t events) { return (events & ~uint32_t{EPOLLOUT}) != 0; }

// With passwords there is no SOCKS4, which has none. Unknown commands are refused by the codec.
ServerHandshake NewHandshake(bool passwords) {
  return ServerHandshake(passwords ? ServerHandshake::Protocols::kSocks5
                                   : ServerHandshake::Protocols::kSocks4AndSocks5,
                         Policy::Interop().Rejecting(Violation::kUnknownCommand));
}

}  // namespace

Connection::Connection(const Service& service, uint64_t id, Fd client, const Address& peer)
    : service_(service),
      id_(id),
      peer_(peer),
      handshake_(NewHandshake(!service.users->empty())),
      up_(kHandshakeBuffer),
      down_(kHandshakeBuffer),
      client_(service.loop, [this](uint32_t events) { OnClient(events); }),
      target_(service.loop, [this](uint32_t events) { OnTarget(events); }),
      timer_(service.loop, [this] { OnTimeout(); }) {
  client_.Reset(std::move(client));
  client_.Want(EPOLLIN);
  Enter(State::kHandshake, service.options->handshake_seconds);
}

void Connection::Enter(State state, double seconds) {
  state_ = state;
  timer_.Start(Seconds(seconds));
}

void Connection::Finish(const char* why) {
  if (state_ == State::kOver) return;
  state_ = State::kOver;
  const std::string line = LogLine(why) + "\n";
  alive_.reset();
  udp_.reset();
  timer_.Stop();
  client_.Reset(Fd());
  target_.Reset(Fd());
  std::cerr << line;
  service_.done(id_);
}

// Says goodbye: what is held goes out, then the end; then whatever the client still sends is read,
// since closing with unread octets would reset the connection and destroy what is on its way.
void Connection::StartClosing(const char* why) {
  closing_why_ = why;
  target_.Reset(Fd());
  down_.End();
  Enter(State::kClosing, kClosingSeconds);
}

void Connection::OnTimeout() {
  switch (state_) {
    case State::kHandshake:
      (void)handshake_.EndOfStream(up_.buffer.Data());
      return Finish("handshake_timeout");
    case State::kConnecting:
      TryNext(ETIMEDOUT);
      return Advance();
    case State::kResolving:
    case State::kBinding:
      RefuseFor(ETIMEDOUT);
      return Advance();
    case State::kRelaying:
    case State::kUdp:
      return Finish("idle");
    case State::kClosing:
    case State::kOver:
      return Finish(closing_why_);
  }
}

void Connection::OnClient(uint32_t events) {
  if (state_ == State::kRelaying) Touch();
  if (Readable(events) && up_.WantsInput() && !up_.Fill(client_.fd())) return Finish("reset");
  Advance();
}

void Connection::OnTarget(uint32_t events) {
  if (state_ == State::kBinding) {
    AcceptPeer();
  } else if (state_ == State::kConnecting) {
    int error = 0;
    socklen_t size = sizeof(error);
    getsockopt(target_.fd(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error == 0) {
      Reply(LocalName(target_.fd()));
      StartRelay();
    } else {
      TryNext(error);
    }
  } else {
    Touch();
    const bool read = Readable(events) && down_.WantsInput();
    if (read && !down_.Fill(target_.fd())) StartClosing("target_reset");
  }
  Advance();
}

// Does what the bytes and ends at hand allow, and asks for what is needed next.
void Connection::Advance() {
  if (state_ == State::kHandshake) ReadHandshake();
  if (state_ == State::kOver) return;
  if (state_ == State::kRelaying && !up_.Drain(target_.fd())) StartClosing("target_reset");
  if (state_ == State::kUdp && up_.ended()) StartClosing("closed");
  if (state_ == State::kUdp || state_ == State::kClosing) up_.buffer.Clear();
  if (!down_.Drain(client_.fd())) return Finish("reset");
  if (state_ == State::kRelaying && up_.done() && down_.done()) return Finish("closed");
  if (state_ == State::kClosing && up_.ended() && down_.done()) return Finish(closing_why_);
  client_.Want((up_.WantsInput() ? EPOLLIN : 0U) | (down_.buffer.empty() ? 0U : EPOLLOUT));
  if (state_ != State::kRelaying) return;
  target_.Want((down_.WantsInput() ? EPOLLIN : 0U) | (up_.buffer.empty() ? 0U : EPOLLOUT));
}

void Connection::ReadHandshake() {
  while (state_ == State::kHandshake && handshake_.awaits_peer()) {
    ServerEvent event;
    const Result result = handshake_.Read(up_.buffer.Data(), &event);
    if (result.code() == Code::kNeedMore) {
      if (up_.WantsInput()) return;
      (void)handshake_.EndOfStream(up_.buffer.Data());
      return StartClosing("client_closed");
    }
    if (!result.ok()) return Refuse(result);
    up_.buffer.Take(result.n());  // what the event views stays until more is read
    Answer(event);
  }
}

template <typename Message>
void Connection::Send(const Message& message) {
  const Result written = handshake_.Write(message, down_.buffer.Space());
  if (!written.ok()) return Refuse(written);
  down_.buffer.Add(written.n());
  if (handshake_.step() == HandshakeStep::kOver) StartClosing("refused");
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
      user_ = std::string(credentials.username);
      const bool right = service_.users->Accept(credentials.username, credentials.password);
      return Send(userpass::Reply{static_cast<uint8_t>(right ? 0 : 1), {}});
    }
    case ServerEvent::Kind::kFrame:
      return;  // GSSAPI is never selected
    case ServerEvent::Kind::kRequest:
      command_ = event.command;
      target_text_ = Text(event.address);
      if (handshake_.version() == socks4::kVersion) user_ = std::string(event.userid);
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
  const double seconds = service_.options->connect_seconds;
  Enter(State::kResolving, seconds);
  deadline_ = Clock::now() + Seconds(seconds);
  const auto done = [this](int error, const std::vector<Address>& found) {
    if (state_ != State::kResolving) return;
    candidates_ = found;
    command_ == Command::kBind && !found.empty() ? Listen() : TryNext(error);
    Advance();
  };
  if (target.type() != AddressType::kDomain) return done(0, {target});
  service_.resolver->Resolve(std::string(target.domain()), target.port(), alive_, done);
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

void Connection::Listen() {
  const Address& host = candidates_.front();
  const Address local = IsUnspecified(host) ? LocalName(client_.fd()) : LocalTowards(host);
  Fd fd = Bound(SOCK_STREAM, WithPort(local, 0));
  if (!fd.ok() || listen(fd.get(), 4) != 0) return RefuseFor(errno);
  target_.Reset(std::move(fd));
  target_.Want(EPOLLIN);
  Enter(State::kBinding, service_.options->bind_seconds);
  Reply(LocalName(target_.fd()));
}

// Takes the first connection that comes from the host that the request names.
void Connection::AcceptPeer() {
  SocketName name;
  Fd fd(accept4(target_.fd(), name.get(), &name.size, SOCK_NONBLOCK | SOCK_CLOEXEC));
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
  Enter(State::kUdp, service_.options->idle_seconds);
  Reply(udp_->bound());
}

void Connection::StartRelay() {
  if (handshake_.step() != HandshakeStep::kDone) return;
  const auto capacity = static_cast<size_t>(service_.options->buffer);
  up_.StartRelay(capacity, true);
  down_.StartRelay(capacity, false);
  Enter(State::kRelaying, service_.options->idle_seconds);
}

void Connection::Touch() { timer_.Start(Seconds(service_.options->idle_seconds)); }

}  // namespace proxy
}  // namespace hardwire
