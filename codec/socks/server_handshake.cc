// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/server_handshake.h"

#include <cstdint>
#include <optional>

#include "absl/types/span.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/fail.h"
#include "hardwire/socks/reply_for.h"

namespace hardwire {
namespace socks {

using internal::ByteReader;
using socks5::Method;

namespace {

// What a refused request is told where the reason has no code of its own.
constexpr uint8_t kSocks4No = static_cast<uint8_t>(socks4::ReplyCode::kRejected);
constexpr uint8_t kSocks5No = static_cast<uint8_t>(socks5::ReplyCode::kGeneralFailure);

// REP for `answer`, which may be meant for another message: FF, a METHOD or MTYP, is no REP.
socks5::ReplyCode RepFor(uint8_t answer) {
  return static_cast<socks5::ReplyCode>(answer == 0xFF ? kSocks5No : answer);
}

}  // namespace

ServerHandshake::ServerHandshake(Protocols protocols, Policy policy) : protocols_(protocols) {
  state_.policy = policy;
}

bool ServerHandshake::awaits_peer() const {
  switch (step()) {
    case HandshakeStep::kGreeting:
    case HandshakeStep::kCredentials:
    case HandshakeStep::kRequest:
      return true;
    default:
      return false;
  }
}

bool ServerHandshake::MayRead() const { return awaits_peer() || state_.AtGssapi(); }

bool ServerHandshake::Takes(uint8_t version) const {
  switch (protocols_) {
    case Protocols::kSocks4:
      return version == socks4::kVersion;
    case Protocols::kSocks5:
      return version == socks5::kVersion;
    case Protocols::kSocks4AndSocks5:
      break;
  }
  return version == socks4::kVersion || version == socks5::kVersion;
}

Result ServerHandshake::ReadGreeting(absl::Span<const uint8_t> input, ServerEvent* event) {
  socks5::Greeting greeting;
  const Result read = state_.Accept(input, &greeting);
  if (!read.ok()) return read;
  event->kind = ServerEvent::Kind::kGreeting;
  event->greeting = greeting;
  event->violations = greeting.violations;
  return read;
}

Result ServerHandshake::ReadCredentials(absl::Span<const uint8_t> input, ServerEvent* event) {
  userpass::Request credentials;
  const Result read = state_.Accept(input, &credentials);
  if (!read.ok()) return read;
  event->kind = ServerEvent::Kind::kCredentials;
  event->credentials = credentials;
  event->violations = credentials.violations;
  return read;
}

Result ServerHandshake::ReadFrame(absl::Span<const uint8_t> input, ServerEvent* event) {
  gssapi::Frame frame;
  const Result read = state_.Accept(input, &frame);
  if (!read.ok()) return read;
  event->kind = ServerEvent::Kind::kFrame;
  event->frame = frame;
  event->violations = frame.violations;
  return read;
}

Result ServerHandshake::ReadSocks4Request(absl::Span<const uint8_t> input, ServerEvent* event) {
  socks4::Request request;
  const Result read = state_.Accept(input, &request);
  if (!read.ok()) return read;
  event->kind = ServerEvent::Kind::kRequest;
  event->command = static_cast<socks5::Command>(request.command);
  event->address = request.address;
  event->userid = request.userid;
  event->violations = request.violations;
  return read;
}

Result ServerHandshake::ReadSocks5Request(absl::Span<const uint8_t> input, ServerEvent* event) {
  socks5::Request request;
  const Result read = state_.Accept(input, &request);
  if (!read.ok()) return read;
  event->kind = ServerEvent::Kind::kRequest;
  event->command = request.command;
  event->address = request.address;
  event->userid = absl::string_view();
  event->violations = request.violations;
  return read;
}

// The first octet decides between the protocols. SOCKS5's first message is the shorter one.
Result ServerHandshake::ReadFirst(absl::Span<const uint8_t> input, ServerEvent* event) {
  const uint8_t shortest = Takes(socks5::kVersion) ? socks5::kVersion : socks4::kVersion;
  const uint8_t version = ByteReader(input).U8Or(0, shortest);
  if (!Takes(version)) return state_.Keep(internal::WrongVersion(version));
  const Result read =
      version == socks4::kVersion ? ReadSocks4Request(input, event) : ReadGreeting(input, event);
  if (!state_.end.ok()) state_.version = version;  // Refuse answers in it
  return read;
}

Result ServerHandshake::Read(absl::Span<const uint8_t> input, ServerEvent* event) {
  switch (step()) {
    case HandshakeStep::kGreeting:
      return ReadFirst(input, event);
    case HandshakeStep::kCredentials:
      return ReadCredentials(input, event);
    case HandshakeStep::kExchange:
      return state_.AtGssapi() ? ReadFrame(input, event) : state_.Refusal();
    case HandshakeStep::kRequest:
      return ReadSocks5Request(input, event);
    default:
      return state_.Refusal();
  }
}

template <typename Message>
Result ServerHandshake::WriteIf(bool allowed, const Message& message, absl::Span<uint8_t> output,
                                Policy policy) {
  if (!allowed) return state_.Refusal();
  const Result written = state_.Emit(message, output, policy);
  answered_ = written.ok() && !state_.end.ok();
  return written;
}

Result ServerHandshake::Write(const socks5::MethodSelection& selection, absl::Span<uint8_t> output,
                              Policy policy) {
  const bool allowed =
      state_.At(HandshakeStep::kMethodSelection) &&
      (selection.method == Method::kNoAcceptable || state_.offered.Has(selection.method));
  return WriteIf(allowed, selection, output, policy);
}

Result ServerHandshake::Write(const userpass::Reply& status, absl::Span<uint8_t> output,
                              Policy policy) {
  return WriteIf(state_.At(HandshakeStep::kCredentialsReply), status, output, policy);
}

Result ServerHandshake::Write(const gssapi::Frame& frame, absl::Span<uint8_t> output,
                              Policy policy) {
  return WriteIf(state_.AtGssapi(), frame, output, policy);
}

bool ServerHandshake::MayReply(uint8_t version) const {
  return state_.version == version &&
         (state_.At(HandshakeStep::kReply) || state_.At(HandshakeStep::kSecondReply));
}

Result ServerHandshake::Write(const socks5::Reply& reply, absl::Span<uint8_t> output,
                              Policy policy) {
  return WriteIf(MayReply(socks5::kVersion), reply, output, policy);
}

Result ServerHandshake::Write(const socks4::Reply& reply, absl::Span<uint8_t> output,
                              Policy policy) {
  return WriteIf(MayReply(socks4::kVersion), reply, output, policy);
}

Result ServerHandshake::Authenticated() { return state_.Authenticated(); }

std::optional<uint8_t> ServerHandshake::ReplyFor(Result reason) const {
  return state_.version == socks4::kVersion ? socks4::ReplyFor(reason) : socks5::ReplyFor(reason);
}

// The message is the one that is due, or that answers the one that is due. A REP or CD that no RFC
// knows is passed on.
Result ServerHandshake::EncodeRefusal(Result reason, absl::Span<uint8_t> output) const {
  const Policy policy = Policy::Lenient();
  if (state_.version == 0) return Result::Ok(0);
  const std::optional<uint8_t> answer = ReplyFor(reason);
  if (state_.version == socks4::kVersion) {
    const uint8_t cd = answer.value_or(kSocks4No);
    return Encode(socks4::Reply{static_cast<socks4::ReplyCode>(cd), Address(), {}}, output, policy);
  }
  switch (state_.due) {
    case HandshakeStep::kGreeting:
    case HandshakeStep::kMethodSelection:
      return Encode(socks5::MethodSelection{Method::kNoAcceptable, {}}, output, policy);
    case HandshakeStep::kCredentials:
    case HandshakeStep::kCredentialsReply:
      return Encode(userpass::Reply{1, {}}, output, policy);
    case HandshakeStep::kExchange:
      if (state_.method != Method::kGssapi) return Result::Ok(0);
      return Encode(gssapi::Frame{gssapi::Type::kAbort, {}, {}}, output, policy);
    default:
      break;
  }
  return Encode(socks5::Reply{RepFor(answer.value_or(kSocks5No)), Address(), {}}, output, policy);
}

Result ServerHandshake::Refuse(Result reason, absl::Span<uint8_t> output) {
  const bool over = !state_.end.ok();
  const bool failure = !reason.ok() && reason.code() != Code::kNeedMore;
  if (answered_ || state_.At(HandshakeStep::kDone) || !(over || failure)) return state_.Refusal();
  const Result why = over ? state_.end : reason;
  const bool silent = over && !ReplyFor(why);
  const Result written = silent ? Result::Ok(0) : EncodeRefusal(why, output);
  if (!written.ok()) return written;
  state_.end = why;
  answered_ = true;
  return written;
}

Result ServerHandshake::EndOfStream(absl::Span<const uint8_t> unread) {
  const bool waits = MayRead() ? internal::NeedsMore<ServerEvent>(*this, unread)
                               : state_.At(HandshakeStep::kExchange);
  return waits ? state_.AfterEndOfStream(unread.size()) : state_.Refusal();
}

}  // namespace socks
}  // namespace hardwire
