// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/socks5.h"

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"
#include "hardwire/socks/address_field.h"
#include "hardwire/view.h"

namespace hardwire {
namespace socks5 {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Rejection;
using internal::TooSmall;
using internal::WrongVersion;

// The octets that the shortest message begins with, for what has not arrived yet. The shortest
// request and reply carry an empty domain name.
constexpr uint16_t kShortestGreeting = 0x0500;
constexpr uint16_t kShortestMethodSelection = 0x0500;
constexpr uint32_t kShortestRequest = 0x05010003;
constexpr uint32_t kShortestReply = 0x05000003;

constexpr size_t kMaxMethods = 255;

bool IsAssigned(Command command) {
  return static_cast<uint8_t>(static_cast<uint8_t>(command) - 1) < 3;
}

bool IsAssigned(ReplyCode code) { return static_cast<uint8_t>(code) <= 8; }

// What requests and replies have in common. They differ in their second octet and in what it and an
// empty name break.
template <typename Octet>
struct Kind {
  Violation unassigned;  // the second octet is not one of the RFC's
  Violation empty_domain;
};
constexpr Kind<Command> kRequest = {Violation::kUnknownCommand, Violation::kEmptyDomain};
constexpr Kind<ReplyCode> kReply = {Violation::kUnknownReply, Violation::kEmptyDomainInReply};

uint8_t VersionOf(uint32_t head) { return static_cast<uint8_t>(head >> 24); }
uint8_t SecondOf(uint32_t head) { return static_cast<uint8_t>(head >> 16); }
uint8_t ReservedOf(uint32_t head) { return static_cast<uint8_t>(head >> 8); }

// What CMD or REP and RSV break.
template <typename Octet>
Violations JudgeHead(uint32_t head, Kind<Octet> kind) {
  Violations found;
  found.AddIf(!IsAssigned(static_cast<Octet>(SecondOf(head))), kind.unassigned);
  found.AddIf(ReservedOf(head) != 0, Violation::kReservedNonzero);
  return found;
}

bool AcceptsHead(uint32_t head, Violations found, Policy policy) {
  return VersionOf(head) == kVersion && !policy.RejectsAny(found);
}

// The first of VER, CMD or REP and RSV at fault; there must be one. `unassigned`: Kind's.
ABSL_ATTRIBUTE_NOINLINE Result RejectHead(uint32_t head, Violations found, Violation unassigned,
                                          Policy policy) {
  if (VersionOf(head) != kVersion) return WrongVersion(VersionOf(head));
  if (found.Has(unassigned) && policy.Rejects(unassigned)) {
    return Rejection(Code::kDeserialization, unassigned, 1, SecondOf(head));
  }
  return Rejection(Code::kDeserialization, Violation::kReservedNonzero, 2, ReservedOf(head));
}

// ATYP has not arrived. What is missing of the head is taken from `shortest`.
template <typename Octet>
ABSL_ATTRIBUTE_NOINLINE Result DecodePartOfHead(ByteReader in, uint32_t shortest, Kind<Octet> kind,
                                                Policy policy) {
  const uint32_t head = in.FirstU32Or(shortest);
  const Violations found = JudgeHead(head, kind);
  if (!AcceptsHead(head, found, policy)) return RejectHead(head, found, kind.unassigned, policy);
  return Result::NeedMore(internal::SizeWithDomain(0));
}

// `shortest`: the first octets of the shortest message. Fields are judged in the order in which
// they arrive.
template <typename Octet>
ABSL_ATTRIBUTE_ALWAYS_INLINE inline Result DecodeMessage(Span<const uint8_t> input,
                                                         uint32_t shortest, Kind<Octet> kind,
                                                         Policy policy, Octet* octet_out,
                                                         socks::Address* address_out,
                                                         Violations* violations_out) {
  const ByteReader in(input);
  if (ABSL_PREDICT_FALSE(in.size() < 4)) return DecodePartOfHead(in, shortest, kind, policy);
  const uint32_t head = in.U32(0);  // VER, CMD or REP, RSV, ATYP
  const Violations found = JudgeHead(head, kind);
  if (ABSL_PREDICT_FALSE(!AcceptsHead(head, found, policy))) {
    return RejectHead(head, found, kind.unassigned, policy);
  }
  return internal::DecodeAddressField<Octet>(
      in, static_cast<uint8_t>(head), kind.empty_domain, policy,
      {static_cast<Octet>(SecondOf(head)), found, octet_out, violations_out, address_out});
}

template <typename Octet>
inline Result EncodeMessage(Octet octet, Kind<Octet> kind, const socks::Address& address,
                            Span<uint8_t> output, Policy policy) {
  if (!IsAssigned(octet) && policy.Rejects(kind.unassigned)) {
    return Rejection(Code::kSerialization, kind.unassigned, 1, static_cast<uint8_t>(octet));
  }
  const Result size = internal::CheckAddressField(address, kind.empty_domain, policy);
  if (!size.ok()) return size;
  if (output.size() < size.written()) return TooSmall(size.written());
  ByteWriter out(output);
  out.U8(kVersion);
  out.U8(static_cast<uint8_t>(octet));
  out.U8(0);  // RSV
  internal::WriteAddressField(address, &out);
  return size;
}

// The offset of the first FF in [begin, end), or `end`.
size_t FindFf(const ByteReader& in, size_t begin, size_t end) {
  size_t i = begin;
  while (i < end && in.U8(i) != static_cast<uint8_t>(Method::kNoAcceptable)) ++i;
  return i;
}

}  // namespace

Result Decode(Span<const uint8_t> input, Greeting* greeting, Policy policy) {
  constexpr size_t kMethods = 2;
  const ByteReader in(input);
  const uint16_t head = in.FirstU16Or(kShortestGreeting);
  const uint8_t version = static_cast<uint8_t>(head >> 8);
  const size_t count = head & 0xFF;
  if (version != kVersion) return WrongVersion(version);
  if (in.size() < kMethods) return Result::NeedMore(kMethods);
  Violations found;
  if (ABSL_PREDICT_FALSE(count == 0)) {
    found.Add(Violation::kNoMethods);
    if (policy.RejectsAny(found)) {
      return Rejection(Code::kDeserialization, Violation::kNoMethods, 1);
    }
  }
  const size_t size = kMethods + count;
  const size_t seen = size < in.size() ? size : in.size();
  const size_t ff = FindFf(in, kMethods, seen);
  if (ABSL_PREDICT_FALSE(ff != seen)) {
    found.Add(Violation::kMethodFfOffered);
    if (policy.RejectsAny(found)) {
      return Rejection(Code::kDeserialization, Violation::kMethodFfOffered, kMethods, 0xFF);
    }
  }
  if (in.size() < size) return Result::NeedMore(static_cast<uint32_t>(size));
  greeting->methods = in.Bytes(kMethods, count);
  greeting->violations = found;
  return Result::Ok(static_cast<uint32_t>(size));
}

size_t EncodedSize(const Greeting& greeting) { return 2 + greeting.methods.size(); }

Result Encode(const Greeting& greeting, Span<uint8_t> output, Policy policy) {
  const size_t count = greeting.methods.size();
  if (count > kMaxMethods) {
    return Result::Error(Code::kSerialization, Detail::kTooManyMethods, 1);
  }
  if (count == 0 && policy.Rejects(Violation::kNoMethods)) {
    return Rejection(Code::kSerialization, Violation::kNoMethods, 1);
  }
  const ByteReader methods(greeting.methods);
  if (policy.Rejects(Violation::kMethodFfOffered) && FindFf(methods, 0, count) != count) {
    return Rejection(Code::kSerialization, Violation::kMethodFfOffered, 2, 0xFF);
  }
  const size_t size = EncodedSize(greeting);
  if (output.size() < size) return TooSmall(size);
  ByteWriter out(output);
  out.U8(kVersion);
  out.U8(static_cast<uint8_t>(count));
  out.Bytes(greeting.methods);
  return Result::Ok(static_cast<uint32_t>(size));
}

bool Greeting::Offers(Method method) const {
  for (const uint8_t offered : methods) {
    if (offered == static_cast<uint8_t>(method)) return true;
  }
  return false;
}

Result Decode(Span<const uint8_t> input, MethodSelection* selection, Policy /*policy*/) {
  const ByteReader in(input);
  const uint16_t head = in.FirstU16Or(kShortestMethodSelection);
  const uint8_t version = static_cast<uint8_t>(head >> 8);
  if (version != kVersion) return WrongVersion(version);
  if (in.size() < kMaxMethodSelectionSize) return Result::NeedMore(kMaxMethodSelectionSize);
  selection->method = static_cast<Method>(head & 0xFF);
  selection->violations = Violations();
  return Result::Ok(kMaxMethodSelectionSize);
}

size_t EncodedSize(const MethodSelection& /*selection*/) { return kMaxMethodSelectionSize; }

Result Encode(const MethodSelection& selection, Span<uint8_t> output, Policy /*policy*/) {
  if (output.size() < kMaxMethodSelectionSize) return TooSmall(kMaxMethodSelectionSize);
  ByteWriter out(output);
  out.U8(kVersion);
  out.U8(static_cast<uint8_t>(selection.method));
  return Result::Ok(kMaxMethodSelectionSize);
}

Result Verdict(const MethodSelection& selection) {
  if (selection.method != Method::kNoAcceptable) return Result::Ok(0);
  return Result::Error(Code::kPeerRefused, Detail::kNoAcceptableMethod, 1, 0xFF);
}

Result Decode(Span<const uint8_t> input, Request* request, Policy policy) {
  return DecodeMessage(input, kShortestRequest, kRequest, policy, &request->command,
                       &request->address, &request->violations);
}

size_t EncodedSize(const Request& request) { return internal::SizeWithAddress(request.address); }

Result Encode(const Request& request, Span<uint8_t> output, Policy policy) {
  return EncodeMessage(request.command, kRequest, request.address, output, policy);
}

Result Decode(Span<const uint8_t> input, Reply* reply, Policy policy) {
  return DecodeMessage(input, kShortestReply, kReply, policy, &reply->code, &reply->address,
                       &reply->violations);
}

size_t EncodedSize(const Reply& reply) { return internal::SizeWithAddress(reply.address); }

Result Encode(const Reply& reply, Span<uint8_t> output, Policy policy) {
  return EncodeMessage(reply.code, kReply, reply.address, output, policy);
}

Result Verdict(const Reply& reply) {
  if (reply.code == ReplyCode::kSucceeded) return Result::Ok(0);
  return Result::Error(Code::kPeerRefused, Detail::kSocks5Refused, 1,
                       static_cast<uint8_t>(reply.code));
}

Result PartialReply(Span<const uint8_t> input) {
  const ByteReader in(input);
  if (in.size() < 2) return Result::Ok(0);
  const uint16_t head = in.U16(0);
  if (head >> 8 != kVersion) return Result::Ok(0);
  Reply reply;
  reply.code = static_cast<ReplyCode>(head & 0xFF);
  return Verdict(reply);
}

string_view Name(Method method) {
  switch (method) {
    case Method::kNoAuthentication:
      return "no authentication";
    case Method::kGssapi:
      return "GSSAPI";
    case Method::kUsernamePassword:
      return "user name and password";
    case Method::kNoAcceptable:
      return "no acceptable method";
  }
  return "unassigned";
}

string_view Name(Command command) {
  switch (command) {
    case Command::kConnect:
      return "connect";
    case Command::kBind:
      return "bind";
    case Command::kUdpAssociate:
      return "UDP associate";
    case Command::kTorResolve:
      return "Tor resolve";
    case Command::kTorResolvePtr:
      return "Tor resolve pointer";
  }
  return "unassigned";
}

string_view Name(ReplyCode code) {
  switch (code) {
    case ReplyCode::kSucceeded:
      return "succeeded";
    case ReplyCode::kGeneralFailure:
      return "general failure";
    case ReplyCode::kNotAllowed:
      return "not allowed by the rules";
    case ReplyCode::kNetworkUnreachable:
      return "network unreachable";
    case ReplyCode::kHostUnreachable:
      return "host unreachable";
    case ReplyCode::kConnectionRefused:
      return "connection refused";
    case ReplyCode::kTtlExpired:
      return "TTL expired";
    case ReplyCode::kCommandNotSupported:
      return "command not supported";
    case ReplyCode::kAddressTypeNotSupported:
      return "address type not supported";
    case ReplyCode::kTorDescriptorNotFound:
      return "Tor: onion service descriptor not found";
    case ReplyCode::kTorDescriptorInvalid:
      return "Tor: onion service descriptor invalid";
    case ReplyCode::kTorIntroductionFailed:
      return "Tor: onion service introduction failed";
    case ReplyCode::kTorRendezvousFailed:
      return "Tor: onion service rendezvous failed";
    case ReplyCode::kTorMissingClientAuthorization:
      return "Tor: client authorization missing";
    case ReplyCode::kTorWrongClientAuthorization:
      return "Tor: client authorization wrong";
    case ReplyCode::kTorBadAddress:
      return "Tor: onion address invalid";
    case ReplyCode::kTorIntroductionTimedOut:
      return "Tor: onion service introduction timed out";
  }
  return "unassigned";
}

}  // namespace socks5
}  // namespace hardwire
