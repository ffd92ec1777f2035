// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/server_handshake.h"

#include <cstdint>
#include <optional>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/judge.h"
#include "hardwire/socks/reply_for.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks {

using internal::ByteReader;
using internal::Judge;
using socks5::Method;

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

// SOCKS4 has no UDP ASSOCIATE: its CD 3 would be taken for one.
Result ServerHandshake::ReadSocks4Request(Span<const uint8_t> input, ServerEvent* event) {
  constexpr uint8_t kNoCommand = static_cast<uint8_t>(socks5::Command::kUdpAssociate);
  const bool is_none = ByteReader(input).U8Or(1, 0) == kNoCommand;
  const Policy policy =
      is_none ? state_.policy.Rejecting(Violation::kUnknownCommand) : state_.policy;
  socks4::Request request;
  const Result read =
      state_.Take(Decode(input, &request, policy), request, ServerEvent::Kind::kRequest, event);
  if (!read.ok()) return read;
  event->command = static_cast<socks5::Command>(request.command);
  event->address = request.address;
  event->userid = request.userid;
  return read;
}

Result ServerHandshake::ReadSocks5Request(Span<const uint8_t> input, ServerEvent* event) {
  socks5::Request request;
  const Result read = state_.Take(Decode(input, &request, state_.policy), request,
                                  ServerEvent::Kind::kRequest, event);
  if (!read.ok()) return read;
  event->command = request.command;
  event->address = request.address;
  event->userid = string_view();
  return read;
}

// The first octet decides between the protocols. SOCKS5's first message is the shorter one.
Result ServerHandshake::ReadFirst(Span<const uint8_t> input, ServerEvent* event) {
  const uint8_t shortest = Takes(socks5::kVersion) ? socks5::kVersion : socks4::kVersion;
  const uint8_t version = ByteReader(input).U8Or(0, shortest);
  if (!Takes(version)) {
    return state_.Keep(Judge::Decoder(Layer::kSocks).Fault(Detail::kSocksVersion, 0, version));
  }
  const Result read =
      version == socks4::kVersion
          ? ReadSocks4Request(input, event)
          : state_.ReadInPlace(input, ServerEvent::Kind::kGreeting, event, &ServerEvent::greeting);
  if (!state_.end.ok()) state_.version = version;  // Refuse answers in it
  return read;
}

HARDWIRE_NOINLINE Result ServerHandshake::ReadCredentials(Span<const uint8_t> input,
                                                          ServerEvent* event) {
  return state_.ReadInPlace(input, ServerEvent::Kind::kCredentials, event,
                            &ServerEvent::credentials);
}

HARDWIRE_NOINLINE Result ServerHandshake::ReadFrame(Span<const uint8_t> input, ServerEvent* event) {
  if (!state_.AtGssapi()) return state_.Refusal();
  return state_.Read(input, ServerEvent::Kind::kFrame, event, &ServerEvent::frame);
}

// Each step is a call in tail position: one must not pay for the stack of another.
Result ServerHandshake::Read(Span<const uint8_t> input, ServerEvent* event) {
  switch (step()) {
    case HandshakeStep::kGreeting:
      return ReadFirst(input, event);
    case HandshakeStep::kCredentials:
      return ReadCredentials(input, event);
    case HandshakeStep::kExchange:
      return ReadFrame(input, event);
    case HandshakeStep::kRequest:
      return ReadSocks5Request(input, event);
    default:
      return state_.Refusal();
  }
}

template <typename Message>
Result ServerHandshake::WriteIf(bool allowed, const Message& message, Span<uint8_t> output,
                                Policy policy) {
  if (!allowed) return state_.Refusal();
  const Result written = state_.Emit(message, output, policy);
  if (written.ok() && !state_.end.ok()) answered_ = true;
  return written;
}

Result ServerHandshake::Write(const socks5::MethodSelection& selection, Span<uint8_t> output) {
  const bool allowed =
      state_.At(HandshakeStep::kMethodSelection) &&
      (selection.method == Method::kNoAcceptable || state_.offered.Has(selection.method));
  return WriteIf(allowed, selection, output);
}

Result ServerHandshake::Write(const userpass::Reply& status, Span<uint8_t> output, Policy policy) {
  return WriteIf(state_.At(HandshakeStep::kCredentialsReply), status, output, policy);
}

Result ServerHandshake::Write(const gssapi::Frame& frame, Span<uint8_t> output) {
  return WriteIf(state_.AtGssapi(), frame, output);
}

bool ServerHandshake::MayReply(uint8_t version) const {
  return state_.version == version &&
         (state_.At(HandshakeStep::kReply) || state_.At(HandshakeStep::kSecondReply));
}

Result ServerHandshake::Write(const socks5::Reply& reply, Span<uint8_t> output, Policy policy) {
  return WriteIf(MayReply(socks5::kVersion), reply, output, policy);
}

Result ServerHandshake::Write(const socks4::Reply& reply, Span<uint8_t> output, Policy policy) {
  return WriteIf(MayReply(socks4::kVersion), reply, output, policy);
}

Result ServerHandshake::Authenticated() { return state_.Authenticated(); }

Result ServerHandshake::Grant(const Address& bound, Span<uint8_t> output) {
  const Policy policy = Policy::Lenient();
  if (state_.version != socks4::kVersion) {
    return Write(socks5::Reply{socks5::ReplyCode::kSucceeded, bound, {}}, output, policy);
  }
  const Address told =
      bound.type() == AddressType::kIpv4 ? bound : Address::Ipv4({0, 0, 0, 0}, bound.port());
  return Write(socks4::Reply{socks4::ReplyCode::kGranted, told, {}}, output, policy);
}

std::optional<uint8_t> ServerHandshake::ReplyFor(Result reason) const {
  return state_.version == socks4::kVersion ? socks4::ReplyFor(reason) : socks5::ReplyFor(reason);
}

// A failure to write leaves the client waiting for an answer; one to read may not call for any.
bool ServerHandshake::IsSilent() const {
  return !state_.end.ok() && state_.end.code() != Code::kSerialization && !ReplyFor(state_.end);
}

// ReplyFor's FF is a METHOD or MTYP, meant for another message, unless a server further on said it
// as its REP.
Result ServerHandshake::EncodeReply(Result reason, Span<uint8_t> output) const {
  const Policy policy = Policy::Lenient();  // a code that no RFC knows is passed on
  if (state_.version == socks4::kVersion) {
    constexpr uint8_t kNo = static_cast<uint8_t>(socks4::ReplyCode::kRejected);
    const auto code = static_cast<socks4::ReplyCode>(ReplyFor(reason).value_or(kNo));
    return Encode(socks4::Reply{code, Address(), {}}, output, policy);
  }
  constexpr uint8_t kNo = static_cast<uint8_t>(socks5::ReplyCode::kGeneralFailure);
  const uint8_t octet = ReplyFor(reason).value_or(kNo);
  const bool is_rep = octet != 0xFF || reason.detail() == Detail::kSocks5Refused;
  const auto code = static_cast<socks5::ReplyCode>(is_rep ? octet : kNo);
  return Encode(socks5::Reply{code, Address(), {}}, output, policy);
}

// The message is the one that is due, or that answers the one that is due.
Result ServerHandshake::EncodeRefusal(Result reason, Span<uint8_t> output) const {
  if (state_.version == 0) return Result::Ok(0);
  if (state_.version == socks4::kVersion) return EncodeReply(reason, output);
  switch (state_.due) {
    case HandshakeStep::kGreeting:
    case HandshakeStep::kMethodSelection:
      return Encode(socks5::MethodSelection{Method::kNoAcceptable}, output);
    case HandshakeStep::kCredentials:
    case HandshakeStep::kCredentialsReply:
      return Encode(userpass::Reply{1, {}}, output);
    case HandshakeStep::kExchange:
      if (state_.method != Method::kGssapi) return Result::Ok(0);
      return Encode(gssapi::Frame{gssapi::Type::kAbort, {}}, output);
    default:
      return EncodeReply(reason, output);
  }
}

Result ServerHandshake::Refuse(Result reason, Span<uint8_t> output) {
  const Result why = state_.end.ok() ? reason : state_.end;
  if (answered_ || state_.At(HandshakeStep::kDone) || !internal::IsEnd(why)) {
    return state_.Refusal();
  }
  const Result written = IsSilent() ? Result::Ok(0) : EncodeRefusal(why, output);
  if (!written.ok()) return written;
  answered_ = true;
  state_.end = why;
  return written;
}

Result ServerHandshake::Refuse(socks5::ReplyCode code, Span<uint8_t> output) {
  return Refuse(Verdict(socks5::Reply{code, Address(), {}}), output);
}

Result ServerHandshake::Refuse(socks4::ReplyCode code, Span<uint8_t> output) {
  return Refuse(Verdict(socks4::Reply{code, Address(), {}}), output);
}

Result ServerHandshake::EndOfStream(Span<const uint8_t> unread) {
  if (!internal::WaitsForMore<ServerEvent>(*this, state_, unread)) return state_.Refusal();
  return state_.AfterEndOfStream(unread.size());
}

}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
