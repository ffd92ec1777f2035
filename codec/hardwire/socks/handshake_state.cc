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

}  // namespace

Result HandshakeState::Keep(Result result) {
  if (IsEnd(result)) end = result;
  return result;
}

Result HandshakeState::Conclude(Result read, Result verdict) {
  return Keep(verdict).ok() ? read : verdict;
}

void HandshakeState::MoveTo(HandshakeStep step) {
  due = step;
  if (due == HandshakeStep::kCredentials && credentials_passed) {
    due = HandshakeStep::kCredentialsReply;
  }
  if (due == HandshakeStep::kRequest && request_passed) due = HandshakeStep::kReply;
}

Result HandshakeState::After(const socks5::Greeting& greeting) {
  version = socks5::kVersion;
  offered = socks5::MethodSet(greeting.methods);
  MoveTo(HandshakeStep::kMethodSelection);
  return Result::Ok(0);
}

Result HandshakeState::After(const socks5::MethodSelection& selection) {
  const Result verdict = Verdict(selection);
  if (!verdict.ok()) return verdict;
  if (!offered.Has(selection.method)) {
    return Result::Error(Code::kDeserialization, Detail::kMethodNotOffered, 1,
                         static_cast<uint8_t>(selection.method));
  }
  method = selection.method;
  MoveTo(StepBehind(method));
  return verdict;
}

Result HandshakeState::After(const userpass::Request& /*credentials*/) {
  credentials_passed = true;
  MoveTo(due);
  return Result::Ok(0);
}

Result HandshakeState::After(const userpass::Reply& reply) {
  MoveTo(HandshakeStep::kRequest);
  return Verdict(reply);
}

Result HandshakeState::After(const gssapi::Frame& frame) { return Verdict(frame); }

void HandshakeState::AfterRequest(Command asked) {
  command = asked;
  request_passed = true;
  MoveTo(due);
}

Result HandshakeState::After(const socks5::Request& request) {
  AfterRequest(request.command);
  return Result::Ok(0);
}

Result HandshakeState::After(const socks4::Request& request) {
  version = socks4::kVersion;
  due = HandshakeStep::kRequest;
  AfterRequest(static_cast<Command>(request.command));
  return Result::Ok(0);
}

Result HandshakeState::After(const socks5::Reply& reply) { return AfterReply(Verdict(reply)); }

Result HandshakeState::After(const socks4::Reply& reply) { return AfterReply(Verdict(reply)); }

// RFC 1928 section 6, and SOCKS4: BIND has two replies, anything else one.
Result HandshakeState::AfterReply(Result verdict) {
  const bool another = command == Command::kBind && due == HandshakeStep::kReply;
  MoveTo(another ? HandshakeStep::kSecondReply : HandshakeStep::kDone);
  return verdict;
}

Result HandshakeState::Authenticated() {
  if (!At(HandshakeStep::kExchange)) return Refusal();
  MoveTo(HandshakeStep::kRequest);
  return Result::Ok(0);
}

Result HandshakeState::AfterEndOfStream(size_t unread) {
  const Detail detail = unread == 0 ? Detail::kClosedBetweenMessages : Detail::kClosedInsideMessage;
  return Keep(Result::Error(Code::kDeserialization, detail, static_cast<uint32_t>(unread)));
}

}  // namespace internal
}  // namespace hardwire
