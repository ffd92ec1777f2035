// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// HandshakeState: what both ends of a SOCKS handshake keep, and how each message moves it on. A
// message moves the end that writes it and the end that reads it alike. For the library's own use.

#ifndef HARDWIRE_SOCKS_HANDSHAKE_STATE_H_
#define HARDWIRE_SOCKS_HANDSHAKE_STATE_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "hardwire/internal/judge.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/socks/method_set.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

// Whether `result` ends a handshake. Need-more, bad state and an output too small change nothing:
// more octets, another call or a larger output may still lead on.
constexpr bool IsEnd(Result result) {
  return !result.ok() && result.code() != Code::kNeedMore && result.code() != Code::kBadState &&
         result.detail() != Detail::kOutputTooSmall;
}

struct HandshakeState {
  HandshakeState(socks::HandshakeStep first, uint8_t spoken, Policy reads)
      : policy(reads), version(spoken), due(first) {}

  Result end = Result::Ok(0);  // not ok: the handshake is over
  socks5::MethodSet offered;
  Policy policy;
  socks5::Method method = socks5::Method::kNoAcceptable;  // none is selected
  socks5::Command command = socks5::Command::kConnect;
  uint8_t version;  // 0: not known yet
  socks::HandshakeStep due;
  bool credentials_passed = false;  // ahead of their turn, or in it
  bool request_passed = false;

  friend bool operator==(const HandshakeState& a, const HandshakeState& b) {
    return a.end == b.end && a.offered == b.offered && a.policy == b.policy &&
           a.method == b.method && a.command == b.command && a.version == b.version &&
           a.due == b.due && a.credentials_passed == b.credentials_passed &&
           a.request_passed == b.request_passed;
  }

  socks::HandshakeStep step() const { return end.ok() ? due : socks::HandshakeStep::kOver; }
  bool At(socks::HandshakeStep step) const { return end.ok() && due == step; }

  // The outcome of a call that is not allowed: kBadState, or what ended the handshake.
  Result Refusal() const { return end.ok() ? BadState() : end; }

  // The method that was selected. Empty until one is, after METHOD FF, and in SOCKS4.
  std::optional<socks5::Method> selected() const {
    if (method == socks5::Method::kNoAcceptable) return std::nullopt;
    return method;
  }

  // Whether an exchange is of GSSAPI frames, or of octets that the library does not know.
  bool AtGssapi() const {
    return At(socks::HandshakeStep::kExchange) && method == socks5::Method::kGssapi;
  }
  bool AtPrivateExchange() const {
    return At(socks::HandshakeStep::kExchange) && method != socks5::Method::kGssapi;
  }

  // Ends the handshake with `result` if that is an end. Returns `result`.
  Result Keep(Result result) {
    if (HARDWIRE_PREDICT_FALSE(!result.ok())) KeepEnd(result);
    return result;
  }

  // Moves on behind a message that was read with the outcome `read`. kOk: the members that every
  // event has are set. Otherwise it is what ended the handshake, or `read`.
  template <typename Message, typename Event>
  Result Take(Result read, const Message& message, typename Event::Kind kind, Event* event) {
    if (HARDWIRE_PREDICT_FALSE(!read.ok())) return Keep(read);
    const Result verdict = After(message);
    if (HARDWIRE_PREDICT_FALSE(!verdict.ok())) return Keep(verdict);
    event->kind = kind;
    event->violations = ViolationsOf(message);
    return read;
  }

  // Reads the message that is due and moves on behind it. kOk: `event->*member` is the message. For
  // a message that cannot say no: it is read in place, and Decode changes nothing on failure.
  template <typename Message, typename Event>
  Result ReadInPlace(Span<const uint8_t> input, typename Event::Kind kind, Event* event,
                     Message Event::*member) {
    Message* const message = &(event->*member);
    return Take(DecodeMessage(input, message, NoContext(), policy), *message, kind, event);
  }

  // The same for any message.
  template <typename Message, typename Event>
  Result Read(Span<const uint8_t> input, typename Event::Kind kind, Event* event,
              Message Event::*member) {
    Message message;
    const Result read =
        Take(DecodeMessage(input, &message, NoContext(), policy), message, kind, event);
    if (read.ok()) event->*member = message;
    return read;
  }

  // Writes `message` and moves on behind it. A message that says no ends the handshake once it is
  // written. `writes` counts for a message that can break a rule.
  template <typename Message>
  Result Emit(const Message& message, Span<uint8_t> output, Policy writes = Policy::Strict()) {
    const Result written = Keep(EncodeMessage(message, output, NoContext(), writes));
    if (written.ok()) (void)Keep(After(message));
    return written;
  }

  Result Authenticated();

  // The end of the transport behind `unread`, the start of a message that is not complete.
  Result AfterEndOfStream(size_t unread);

 private:
  void KeepEnd(Result result);

  // Moves to the step behind the message. kOk, or why the handshake is over: then no step matters.
  Result After(const socks5::Greeting& greeting) {
    version = socks5::kVersion;
    offered.Assign(greeting.methods);
    MoveTo(socks::HandshakeStep::kMethodSelection);
    return Result::Ok(0);
  }
  Result After(const socks5::MethodSelection& selection) {
    if (HARDWIRE_PREDICT_FALSE(selection.method == socks5::Method::kNoAcceptable ||
                               !offered.Has(selection.method))) {
      return WhyNotSelected(selection);
    }
    method = selection.method;
    MoveTo(StepBehind(method));
    return Result::Ok(0);
  }
  Result After(const userpass::Request& /*credentials*/) {
    credentials_passed = true;
    MoveTo(due);
    return Result::Ok(0);
  }
  Result After(const userpass::Reply& reply) {
    MoveTo(socks::HandshakeStep::kRequest);
    return Verdict(reply);
  }
  Result After(const gssapi::Frame& frame) { return Verdict(frame); }
  Result After(const socks5::Request& request) {
    AfterRequest(request.command);
    return Result::Ok(0);
  }
  Result After(const socks4::Request& request) {
    version = socks4::kVersion;
    due = socks::HandshakeStep::kRequest;
    AfterRequest(static_cast<socks5::Command>(request.command));
    return Result::Ok(0);
  }
  Result After(const socks5::Reply& reply) {
    AfterReply();
    return Verdict(reply);
  }
  Result After(const socks4::Reply& reply) {
    AfterReply();
    return Verdict(reply);
  }

  // The verdict on a method that says no or that was not offered.
  static Result WhyNotSelected(const socks5::MethodSelection& selection);

  // What the selected method asks for: RFC 1928 section 3.
  static socks::HandshakeStep StepBehind(socks5::Method method) {
    switch (method) {
      case socks5::Method::kNoAuthentication:
        return socks::HandshakeStep::kRequest;
      case socks5::Method::kUsernamePassword:
        return socks::HandshakeStep::kCredentials;
      default:
        return socks::HandshakeStep::kExchange;
    }
  }

  void AfterRequest(socks5::Command asked) {
    command = asked;
    request_passed = true;
    MoveTo(due);
  }

  // RFC 1928 section 6, and SOCKS4: BIND has two replies, anything else one.
  void AfterReply() {
    const bool another = command == socks5::Command::kBind && due == socks::HandshakeStep::kReply;
    due = another ? socks::HandshakeStep::kSecondReply : socks::HandshakeStep::kDone;
  }

  // Credentials and a request that have passed ahead of their turn are not due any more.
  void MoveTo(socks::HandshakeStep step) {
    if (step == socks::HandshakeStep::kCredentials && credentials_passed) {
      step = socks::HandshakeStep::kCredentialsReply;
    }
    if (step == socks::HandshakeStep::kRequest && request_passed) {
      step = socks::HandshakeStep::kReply;
    }
    due = step;
  }
};

// Whether `end`, in the state `state`, waits for octets behind `unread`.
template <typename Event, typename Handshake>
bool WaitsForMore(Handshake end, const HandshakeState& state, Span<const uint8_t> unread) {
  if (state.AtPrivateExchange()) return true;
  Event ignored;
  return end.Read(unread, &ignored).code() == Code::kNeedMore;
}

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_HANDSHAKE_STATE_H_
