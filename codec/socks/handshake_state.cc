// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/handshake_state.h"

#include <cstddef>
#include <cstdint>

namespace hardwire {
namespace internal {

using socks::HandshakeStep;
using socks5::Command;
using socks5::Method;

namespace {

// What the selected method asks for: RFC 1928 section 3.
HandshakeStep StepBehind(Method method) {
  switch (method) {
    case Method::kNoAuthentication:
      return HandshakeStep::kRequest;
    case Method::kUsernamePassword:
      return HandshakeStep::kCredentials;
    default:
      return HandshakeStep::kExchange;
  }
}

// Outcomes that change nothing: more octets, another call or a larger output may still lead on.
bool Passes(Result result) {
  return result.ok() || result.code() == Code::kNeedMore || result.code() == Code::kBadState ||
         result.detail() == Detail::kOutputTooSmall;
}

}  // namespace

Result HandshakeState::Keep(Result result) {
  if (!Passes(result)) end = result;
  return result;
}

Result HandshakeState::MoveOn(HandshakeStep from, HandshakeStep to) {
  if (due == from) due = to;
  return Result();
}

Result HandshakeState::After(const socks5::Greeting& greeting) {
  version = socks5::kVersion;
  offered = socks5::MethodSet(greeting.methods);
  return MoveOn(HandshakeStep::kGreeting, HandshakeStep::kMethodSelection);
}

Result HandshakeState::After(const socks5::MethodSelection& selection) {
  const Result verdict = Verdict(selection);
  if (!verdict.ok()) return verdict;
  if (!offered.Has(selection.method)) {
    return Result::Error(Code::kDeserialization, Detail::kMethodNotOffered, 1,
                         static_cast<uint8_t>(selection.method));
  }
  method = selection.method;
  return MoveOn(HandshakeStep::kMethodSelection, StepBehind(method));
}

Result HandshakeState::After(const userpass::Request& /*credentials*/) {
  return MoveOn(HandshakeStep::kCredentials, HandshakeStep::kCredentialsReply);
}

Result HandshakeState::After(const userpass::Reply& reply) {
  const Result verdict = Verdict(reply);
  return verdict.ok() ? MoveOn(HandshakeStep::kCredentialsReply, HandshakeStep::kRequest) : verdict;
}

Result HandshakeState::After(const gssapi::Frame& frame) { return Verdict(frame); }

Result HandshakeState::After(const socks5::Request& request) {
  command = request.command;
  return MoveOn(HandshakeStep::kRequest, HandshakeStep::kReply);
}

Result HandshakeState::After(const socks4::Request& request) {
  version = socks4::kVersion;
  command = static_cast<Command>(request.command);
  due = HandshakeStep::kReply;
  return Result();
}

Result HandshakeState::After(const socks5::Reply& reply) { return AfterReply(Verdict(reply)); }

Result HandshakeState::After(const socks4::Reply& reply) { return AfterReply(Verdict(reply)); }

// RFC 1928 section 6, and SOCKS4: BIND has two replies, anything else one.
Result HandshakeState::AfterReply(Result verdict) {
  if (!verdict.ok()) return verdict;
  const bool another = command == Command::kBind && due == HandshakeStep::kReply;
  due = another ? HandshakeStep::kSecondReply : HandshakeStep::kDone;
  return verdict;
}

Result HandshakeState::Authenticated() {
  if (!At(HandshakeStep::kExchange)) return Refusal();
  due = HandshakeStep::kRequest;
  return Result();
}

Result HandshakeState::AfterEndOfStream(size_t unread) {
  const Detail detail = unread == 0 ? Detail::kClosedBetweenMessages : Detail::kClosedInsideMessage;
  return Keep(Result::Error(Code::kDeserialization, detail, static_cast<uint32_t>(unread)));
}

}  // namespace internal
}  // namespace hardwire
