// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/socks5.h"

#include <cstddef>
#include <cstdint>

#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"
#include "hardwire/socks/address_field.h"

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

// What requests and replies have in common. They differ in their second octet (`assigned`: whether
// its value is the RFC's; `unassigned`: what it breaks otherwise) and in what an empty name breaks.
struct SecondOctet {
  uint8_t value;
  bool assigned;
  Violation unassigned;
};

// Fields are judged in the order in which they arrive. On success sets `*address` and `*found`.
inline Result DecodeMessage(const ByteReader& in, uint32_t head, SecondOctet second,
                            Violation empty_domain, Policy policy, socks::Address* address,
                            Violations* found) {
  const uint8_t version = static_cast<uint8_t>(head >> 24);
  const uint8_t reserved = static_cast<uint8_t>(head >> 8);
  if (ABSL_PREDICT_FALSE(version != kVersion)) return WrongVersion(version);
  Violations broken;
  broken.AddIf(!second.assigned, second.unassigned);
  broken.AddIf(reserved != 0, Violation::kReservedNonzero);
  if (ABSL_PREDICT_FALSE(policy.RejectsAny(broken))) {
    if (!second.assigned && policy.Rejects(second.unassigned)) {
      return Rejection(Code::kDeserialization, second.unassigned, 1, second.value);
    }
    return Rejection(Code::kDeserialization, Violation::kReservedNonzero, 2, reserved);
  }
  const Result field = internal::DecodeAddressField(in, static_cast<uint8_t>(head), empty_domain,
                                                    policy, address, &broken);
  if (field.ok()) *found = broken;
  return field;
}

inline Result EncodeMessage(SecondOctet second, Violation empty_domain,
                            const socks::Address& address, absl::Span<uint8_t> output,
                            Policy policy) {
  if (!second.assigned && policy.Rejects(second.unassigned)) {
    return Rejection(Code::kSerialization, second.unassigned, 1, second.value);
  }
  const Result size = internal::CheckAddressField(address, empty_domain, policy);
  if (!size.ok()) return size;
  if (output.size() < size.n()) return TooSmall(size.n());
  ByteWriter out(output);
  out.U8(kVersion);
  out.U8(second.value);
  out.U8(0);  // RSV
  internal::WriteAddressField(address, &out);
  return size;
}

SecondOctet CommandOctet(Command command) {
  return {static_cast<uint8_t>(command), IsAssigned(command), Violation::kUnknownCommand};
}

SecondOctet ReplyOctet(ReplyCode code) {
  return {static_cast<uint8_t>(code), IsAssigned(code), Violation::kUnknownReply};
}

// The offset of the first FF in [begin, end), or `end`.
size_t FindFf(const ByteReader& in, size_t begin, size_t end) {
  size_t i = begin;
  while (i < end && in.U8(i) != static_cast<uint8_t>(Method::kNoAcceptable)) ++i;
  return i;
}

}  // namespace

Result Decode(absl::Span<const uint8_t> input, Greeting* greeting, Policy policy) {
  constexpr size_t kMethods = 2;
  const ByteReader in(input);
  const uint16_t head = in.FirstU16Or(kShortestGreeting);
  const uint8_t version = static_cast<uint8_t>(head >> 8);
  const size_t count = head & 0xFF;
  if (version != kVersion) return WrongVersion(version);
  if (in.size() < kMethods) return Result::NeedMore(kMethods);
  Violations found;
  found.AddIf(count == 0, Violation::kNoMethods);
  if (policy.RejectsAny(found)) {
    return Rejection(Code::kDeserialization, Violation::kNoMethods, 1);
  }
  const size_t size = kMethods + count;
  const size_t seen = size < in.size() ? size : in.size();
  const size_t ff = FindFf(in, kMethods, seen);
  found.AddIf(ff != seen, Violation::kMethodFfOffered);
  if (policy.RejectsAny(found)) {
    return Rejection(Code::kDeserialization, Violation::kMethodFfOffered, kMethods, 0xFF);
  }
  if (in.size() < size) return Result::NeedMore(static_cast<uint32_t>(size));
  greeting->methods = in.Bytes(kMethods, count);
  greeting->violations = found;
  return Result::Ok(static_cast<uint32_t>(size));
}

size_t EncodedSize(const Greeting& greeting) { return 2 + greeting.methods.size(); }

Result Encode(const Greeting& greeting, absl::Span<uint8_t> output, Policy policy) {
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

Result Decode(absl::Span<const uint8_t> input, MethodSelection* selection, Policy /*policy*/) {
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

Result Encode(const MethodSelection& selection, absl::Span<uint8_t> output, Policy /*policy*/) {
  if (output.size() < kMaxMethodSelectionSize) return TooSmall(kMaxMethodSelectionSize);
  ByteWriter out(output);
  out.U8(kVersion);
  out.U8(static_cast<uint8_t>(selection.method));
  return Result::Ok(kMaxMethodSelectionSize);
}

Result Verdict(const MethodSelection& selection) {
  if (selection.method != Method::kNoAcceptable) return Result();
  return Result::Error(Code::kPeerRefused, Detail::kNoAcceptableMethod, 1, 0xFF);
}

Result Decode(absl::Span<const uint8_t> input, Request* request, Policy policy) {
  const ByteReader in(input);
  const uint32_t head = in.FirstU32Or(kShortestRequest);
  const Command command = static_cast<Command>(head >> 16 & 0xFF);
  const Result result = DecodeMessage(in, head, CommandOctet(command), Violation::kEmptyDomain,
                                      policy, &request->address, &request->violations);
  if (result.ok()) request->command = command;
  return result;
}

size_t EncodedSize(const Request& request) { return internal::SizeWithAddress(request.address); }

Result Encode(const Request& request, absl::Span<uint8_t> output, Policy policy) {
  return EncodeMessage(CommandOctet(request.command), Violation::kEmptyDomain, request.address,
                       output, policy);
}

Result Decode(absl::Span<const uint8_t> input, Reply* reply, Policy policy) {
  const ByteReader in(input);
  const uint32_t head = in.FirstU32Or(kShortestReply);
  const ReplyCode code = static_cast<ReplyCode>(head >> 16 & 0xFF);
  const Result result = DecodeMessage(in, head, ReplyOctet(code), Violation::kEmptyDomainInReply,
                                      policy, &reply->address, &reply->violations);
  if (result.ok()) reply->code = code;
  return result;
}

size_t EncodedSize(const Reply& reply) { return internal::SizeWithAddress(reply.address); }

Result Encode(const Reply& reply, absl::Span<uint8_t> output, Policy policy) {
  return EncodeMessage(ReplyOctet(reply.code), Violation::kEmptyDomainInReply, reply.address,
                       output, policy);
}

Result Verdict(const Reply& reply) {
  if (reply.code == ReplyCode::kSucceeded) return Result();
  return Result::Error(Code::kPeerRefused, Detail::kSocks5Refused, 1,
                       static_cast<uint8_t>(reply.code));
}

absl::string_view Name(Method method) {
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

absl::string_view Name(Command command) {
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

absl::string_view Name(ReplyCode code) {
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

bool operator==(const Greeting& a, const Greeting& b) { return a.methods == b.methods; }

bool operator==(const MethodSelection& a, const MethodSelection& b) { return a.method == b.method; }

bool operator==(const Request& a, const Request& b) {
  return a.command == b.command && a.address == b.address;
}

bool operator==(const Reply& a, const Reply& b) {
  return a.code == b.code && a.address == b.address;
}

}  // namespace socks5
}  // namespace hardwire
