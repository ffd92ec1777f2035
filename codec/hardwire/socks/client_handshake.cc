// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/client_handshake.h"

#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks {

using socks5::Method;

namespace {
constexpr uint32_t kCodeOffset = 1;  // of REP and of CD
}  // namespace

bool ClientHandshake::awaits_peer() const {
  switch (step()) {
    case HandshakeStep::kMethodSelection:
    case HandshakeStep::kCredentialsReply:
    case HandshakeStep::kReply:
    case HandshakeStep::kSecondReply:
      return true;
    default:
      return false;
  }
}

// What a reply that is not whole says already.
Result ClientHandshake::Partial(Span<const uint8_t> input) const {
  return state_.version == socks4::kVersion ? socks4::PartialReply(input)
                                            : socks5::PartialReply(input);
}

// In its turn, or ahead of the only selection that lets the handshake go on.
bool ClientHandshake::MayWriteCredentials() const {
  if (state_.At(HandshakeStep::kCredentials)) return true;
  return state_.At(HandshakeStep::kMethodSelection) && !state_.credentials_passed &&
         state_.offered.IsOnly(Method::kUsernamePassword);
}

bool ClientHandshake::MayWriteRequest(uint8_t version) const {
  if (version != state_.version || state_.request_passed) return false;
  if (state_.At(HandshakeStep::kRequest) || state_.At(HandshakeStep::kCredentialsReply)) {
    return true;
  }
  return state_.At(HandshakeStep::kMethodSelection) &&
         (state_.credentials_passed || state_.offered.IsOnly(Method::kNoAuthentication));
}

Result ClientHandshake::Write(const socks5::Greeting& greeting, Span<uint8_t> output,
                              Policy policy) {
  if (!state_.At(HandshakeStep::kGreeting)) return state_.Refusal();
  return state_.Emit(greeting, output, policy);
}

Result ClientHandshake::Write(const userpass::Request& credentials, Span<uint8_t> output,
                              Policy policy) {
  if (!MayWriteCredentials()) return state_.Refusal();
  return state_.Emit(credentials, output, policy);
}

template <typename Request>
Result ClientHandshake::WriteRequest(const Request& request, uint8_t version, Span<uint8_t> output,
                                     Policy policy) {
  if (!MayWriteRequest(version)) return state_.Refusal();
  return state_.Emit(request, output, policy);
}

Result ClientHandshake::Write(const socks5::Request& request, Span<uint8_t> output, Policy policy) {
  return WriteRequest(request, socks5::kVersion, output, policy);
}

Result ClientHandshake::Write(const socks4::Request& request, Span<uint8_t> output, Policy policy) {
  return WriteRequest(request, socks4::kVersion, output, policy);
}

Result ClientHandshake::Write(const gssapi::Frame& frame, Span<uint8_t> output) {
  if (!state_.AtGssapi()) return state_.Refusal();
  return state_.Emit(frame, output);
}

Result ClientHandshake::Authenticated() { return state_.Authenticated(); }

Result ClientHandshake::ReadSelection(Span<const uint8_t> input, ClientEvent* event) {
  socks5::MethodSelection selection;
  const Result read =
      state_.Take(Decode(input, &selection), selection, ClientEvent::Kind::kMethodSelected, event);
  if (read.ok()) event->method = selection.method;
  return read;
}

Result ClientHandshake::ReadCredentialsReply(Span<const uint8_t> input, ClientEvent* event) {
  userpass::Reply reply;
  return state_.Take(Decode(input, &reply, state_.policy), reply, ClientEvent::Kind::kAuthenticated,
                     event);
}

// A refusal is known by its code, whatever is wrong with it or behind it.
Result ClientHandshake::OrRefusal(Result read, Span<const uint8_t> input) const {
  if (!internal::IsEnd(read) || read.offset() < kCodeOffset) return read;
  const Result refusal = Partial(input);
  return refusal.ok() ? read : refusal;
}

template <typename Reply>
Result ClientHandshake::ReadReply(Span<const uint8_t> input, ClientEvent* event) {
  Reply reply;
  const Result decoded = Decode(input, &reply, state_.policy);
  if (HARDWIRE_PREDICT_FALSE(!decoded.ok())) return state_.Keep(OrRefusal(decoded, input));
  const Result read = state_.Take(decoded, reply, ClientEvent::Kind::kReply, event);
  if (read.ok()) event->address = reply.address;
  return read;
}

HARDWIRE_NOINLINE Result ClientHandshake::ReadFrame(Span<const uint8_t> input, ClientEvent* event) {
  if (!state_.AtGssapi()) return state_.Refusal();
  return state_.Read(input, ClientEvent::Kind::kFrame, event, &ClientEvent::frame);
}

// Each step is a call in tail position: one must not pay for the stack of another.
Result ClientHandshake::Read(Span<const uint8_t> input, ClientEvent* event) {
  switch (step()) {
    case HandshakeStep::kMethodSelection:
      return ReadSelection(input, event);
    case HandshakeStep::kCredentialsReply:
      return ReadCredentialsReply(input, event);
    case HandshakeStep::kExchange:
      return ReadFrame(input, event);
    case HandshakeStep::kReply:
    case HandshakeStep::kSecondReply:
      return state_.version == socks4::kVersion ? ReadReply<socks4::Reply>(input, event)
                                                : ReadReply<socks5::Reply>(input, event);
    default:
      return state_.Refusal();
  }
}

Result ClientHandshake::Surplus(Span<const uint8_t> unread) {
  if (!state_.At(HandshakeStep::kDone)) return state_.Refusal();
  if (unread.empty()) return Result::Ok(0);
  return state_.Keep(Result::Error(Code::kDeserialization, Detail::kSurplus, 0));
}

Result ClientHandshake::EndOfStream(Span<const uint8_t> unread) {
  if (!internal::WaitsForMore<ClientEvent>(*this, state_, unread)) return state_.Refusal();
  const bool replying = state_.At(HandshakeStep::kReply) || state_.At(HandshakeStep::kSecondReply);
  const Result refusal = replying ? Partial(unread) : Result::Ok(0);
  return refusal.ok() ? state_.AfterEndOfStream(unread.size()) : state_.Keep(refusal);
}

}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
