// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/socks5.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/internal/names.h"
#include "hardwire/socks/address_field.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks5 {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;

constexpr size_t kMethodsOffset = 2;
constexpr size_t kMostMethods = 255;

bool IsAssigned(Command command) {
  return static_cast<uint8_t>(static_cast<uint8_t>(command) - 1) < 3;
}

bool IsAssigned(ReplyCode code) { return static_cast<uint8_t>(code) <= 8; }

// What requests and replies have in common. They differ in their second octet and in what it and an
// empty name break.
template <typename Octet>
struct AddressedKind {
  uint32_t shortest;     // VER, CMD or REP, RSV and ATYP of the shortest message: an empty name
  Violation unassigned;  // the second octet is not one of the RFC's
  internal::DomainField name;
};
constexpr AddressedKind<Command> kRequestKind = {0x05010003, Violation::kUnknownCommand,
                                                 internal::kNameInRequest};
constexpr AddressedKind<ReplyCode> kReplyKind = {0x05000003, Violation::kUnknownReply,
                                                 internal::kNameInReply};

// VER, CMD or REP, RSV and ATYP as an integer.
uint8_t VersionOf(uint32_t head) { return static_cast<uint8_t>(head >> 24); }
uint8_t SecondOf(uint32_t head) { return static_cast<uint8_t>(head >> 16); }
uint8_t ReservedOf(uint32_t head) { return static_cast<uint8_t>(head >> 8); }

// What CMD or REP breaks.
template <typename Octet>
Result JudgeSecondOctet(Octet octet, const AddressedKind<Octet>& kind, Judge* judge) {
  if (HARDWIRE_PREDICT_TRUE(IsAssigned(octet))) return judge->Ok();
  return judge->Breaks(kind.unassigned, 1, static_cast<uint8_t>(octet));
}

// The rules that CMD or REP and RSV break. No branch.
template <typename Octet>
Violations FoundInSocks5Head(uint32_t head, const AddressedKind<Octet>& kind) {
  Violations found;
  found.AddIf(!IsAssigned(static_cast<Octet>(SecondOf(head))), kind.unassigned);
  found.AddIf(ReservedOf(head) != 0, Violation::kReservedNonzero);
  return found;
}

bool AcceptsSocks5Head(uint32_t head, Violations found, Policy policy) {
  return VersionOf(head) == kVersion && !policy.RejectsAny(found);
}

// The first of VER, CMD or REP and RSV at fault; there must be one.
template <typename Octet>
HARDWIRE_NOINLINE Result RejectSocks5Head(uint32_t head, const AddressedKind<Octet>& kind,
                                          Policy policy) {
  Judge judge = Judge::Decoder(Layer::kSocks, policy);
  if (VersionOf(head) != kVersion) return judge.Fault(Detail::kSocksVersion, 0, VersionOf(head));
  const Result second = JudgeSecondOctet(static_cast<Octet>(SecondOf(head)), kind, &judge);
  if (!second.ok()) return second;
  return judge.Breaks(Violation::kReservedNonzero, 2, ReservedOf(head));
}

// ATYP has not arrived.
template <typename Octet>
HARDWIRE_NOINLINE Result DecodePartOfSocks5Head(ByteReader in, const AddressedKind<Octet>& kind,
                                                Policy policy) {
  const uint32_t head = in.FirstU32Or(kind.shortest);
  if (!AcceptsSocks5Head(head, FoundInSocks5Head(head, kind), policy)) {
    return RejectSocks5Head(head, kind, policy);
  }
  return Result::NeedMore(internal::SizeWithDomain(0));
}

// Fields are judged in the order in which they arrive.
template <typename Octet>
HARDWIRE_ALWAYS_INLINE inline Result DecodeAddressed(Span<const uint8_t> input,
                                                     const AddressedKind<Octet>& kind,
                                                     Policy policy, Octet* octet_out,
                                                     socks::Address* address_out,
                                                     Violations* violations_out) {
  const ByteReader in(input);
  if (HARDWIRE_PREDICT_FALSE(in.size() < 4)) return DecodePartOfSocks5Head(in, kind, policy);
  const uint32_t head = in.U32(0);
  const Violations found = FoundInSocks5Head(head, kind);
  if (HARDWIRE_PREDICT_FALSE(!AcceptsSocks5Head(head, found, policy))) {
    return RejectSocks5Head(head, kind, policy);
  }
  return internal::DecodeAddressField<Octet>(
      in, static_cast<uint8_t>(head), kind.name, policy,
      {static_cast<Octet>(SecondOf(head)), found, octet_out, violations_out, address_out});
}

template <typename Octet>
inline Result EncodeAddressed(Octet octet, const AddressedKind<Octet>& kind,
                              const socks::Address& address, Span<uint8_t> output, Policy policy) {
  Judge judge = Judge::Encoder(Layer::kSocks, policy);
  const Result second = JudgeSecondOctet(octet, kind, &judge);
  if (!second.ok()) return second;
  // VER, CMD or REP, RSV.
  const uint32_t head = uint32_t{kVersion} << 16 | static_cast<uint32_t>(octet) << 8;
  return internal::EncodeWithAddress(head, address, kind.name, output, policy);
}

// What NMETHODS breaks.
HARDWIRE_ALWAYS_INLINE inline Result JudgeMethodCount(size_t count, Judge* judge) {
  if (HARDWIRE_PREDICT_FALSE(count > kMostMethods)) return judge->Fault(Detail::kTooManyMethods, 1);
  if (HARDWIRE_PREDICT_FALSE(count == 0)) return judge->Breaks(Violation::kNoMethods, 1);
  return judge->Ok();
}

// What the methods [begin, end) of `in` break.
HARDWIRE_ALWAYS_INLINE inline Result JudgeMethods(ByteReader in, size_t begin, size_t end,
                                                  Judge* judge) {
  constexpr uint8_t kFf = static_cast<uint8_t>(Method::kNoAcceptable);
  size_t i = begin;
  while (i < end && in.U8(i) != kFf) ++i;
  if (HARDWIRE_PREDICT_FALSE(i != end)) {
    return judge->Breaks(Violation::kMethodFfOffered, kMethodsOffset, kFf);
  }
  return judge->Ok();
}

constexpr internal::Named<Method> kSocks5MethodNames[] = {
    {Method::kNoAuthentication, "no_authentication"},
    {Method::kGssapi, "gssapi"},
    {Method::kUsernamePassword, "username_password"},
    {Method::kNoAcceptable, "no_acceptable_methods"},
};

constexpr internal::Named<Command> kSocks5CommandNames[] = {
    {Command::kConnect, "connect"},
    {Command::kBind, "bind"},
    {Command::kUdpAssociate, "udp_associate"},
    {Command::kTorResolve, "tor_resolve"},
    {Command::kTorResolvePtr, "tor_resolve_ptr"},
};

constexpr internal::Named<ReplyCode> kSocks5ReplyNames[] = {
    {ReplyCode::kSucceeded, "succeeded"},
    {ReplyCode::kGeneralFailure, "general_failure"},
    {ReplyCode::kNotAllowed, "connection_not_allowed"},
    {ReplyCode::kNetworkUnreachable, "network_unreachable"},
    {ReplyCode::kHostUnreachable, "host_unreachable"},
    {ReplyCode::kConnectionRefused, "connection_refused"},
    {ReplyCode::kTtlExpired, "ttl_expired"},
    {ReplyCode::kCommandNotSupported, "command_not_supported"},
    {ReplyCode::kAddressTypeNotSupported, "address_type_not_supported"},
    {ReplyCode::kTorDescriptorNotFound, "tor_descriptor_not_found"},
    {ReplyCode::kTorDescriptorInvalid, "tor_descriptor_invalid"},
    {ReplyCode::kTorIntroductionFailed, "tor_introduction_failed"},
    {ReplyCode::kTorRendezvousFailed, "tor_rendezvous_failed"},
    {ReplyCode::kTorMissingClientAuthorization, "tor_missing_client_authorization"},
    {ReplyCode::kTorWrongClientAuthorization, "tor_wrong_client_authorization"},
    {ReplyCode::kTorBadAddress, "tor_bad_address"},
    {ReplyCode::kTorIntroductionTimedOut, "tor_introduction_timed_out"},
};

}  // namespace

Result Decode(Span<const uint8_t> input, Greeting* greeting, Policy policy) {
  Judge judge = Judge::Decoder(Layer::kSocks, policy);
  const ByteReader in(input);
  const uint8_t version = in.U8Or(0, kVersion);
  if (version != kVersion) return judge.Fault(Detail::kSocksVersion, 0, version);
  if (in.size() < kMethodsOffset) return judge.NeedMore(kMethodsOffset);
  const size_t count = in.U8(1);
  const Result counted = JudgeMethodCount(count, &judge);
  if (!counted.ok()) return counted;
  const size_t size = kMethodsOffset + count;
  const size_t seen = size < in.size() ? size : in.size();
  const Result offered = JudgeMethods(in, kMethodsOffset, seen, &judge);
  if (!offered.ok()) return offered;
  if (in.size() < size) return judge.NeedMore(size);
  greeting->methods = in.Bytes(kMethodsOffset, count);
  greeting->violations = judge.found();
  return judge.Ok(size);
}

size_t EncodedSize(const Greeting& greeting) { return kMethodsOffset + greeting.methods.size(); }

Result Encode(const Greeting& greeting, Span<uint8_t> output, Policy policy) {
  Judge judge = Judge::Encoder(Layer::kSocks, policy);
  const ByteReader methods(greeting.methods);
  const Result counted = JudgeMethodCount(methods.size(), &judge);
  if (!counted.ok()) return counted;
  const Result offered = JudgeMethods(methods, 0, methods.size(), &judge);
  if (!offered.ok()) return offered;
  const size_t size = EncodedSize(greeting);
  if (output.size() < size) return judge.TooSmall(size);
  ByteWriter out(output);
  out.U8(kVersion);
  out.U8(static_cast<uint8_t>(methods.size()));
  out.Bytes(greeting.methods);
  return judge.Ok(size);
}

bool Greeting::Offers(Method method) const {
  for (const uint8_t offered : methods) {
    if (offered == static_cast<uint8_t>(method)) return true;
  }
  return false;
}

Result Decode(Span<const uint8_t> input, MethodSelection* selection) {
  const Judge judge = Judge::Decoder(Layer::kSocks);
  const ByteReader in(input);
  const uint8_t version = in.U8Or(0, kVersion);
  if (version != kVersion) return judge.Fault(Detail::kSocksVersion, 0, version);
  if (in.size() < kMaxMethodSelectionSize) return judge.NeedMore(kMaxMethodSelectionSize);
  selection->method = static_cast<Method>(in.U8(1));
  return judge.Ok(kMaxMethodSelectionSize);
}

size_t EncodedSize(const MethodSelection& /*selection*/) { return kMaxMethodSelectionSize; }

Result Encode(const MethodSelection& selection, Span<uint8_t> output) {
  const Judge judge = Judge::Encoder(Layer::kSocks);
  if (output.size() < kMaxMethodSelectionSize) return judge.TooSmall(kMaxMethodSelectionSize);
  ByteWriter out(output);
  out.U8(kVersion);
  out.U8(static_cast<uint8_t>(selection.method));
  return judge.Ok(kMaxMethodSelectionSize);
}

Result Decode(Span<const uint8_t> input, Request* request, Policy policy) {
  return DecodeAddressed(input, kRequestKind, policy, &request->command, &request->address,
                         &request->violations);
}

size_t EncodedSize(const Request& request) { return internal::SizeWithAddress(request.address); }

Result Encode(const Request& request, Span<uint8_t> output, Policy policy) {
  return EncodeAddressed(request.command, kRequestKind, request.address, output, policy);
}

Result Decode(Span<const uint8_t> input, Reply* reply, Policy policy) {
  return DecodeAddressed(input, kReplyKind, policy, &reply->code, &reply->address,
                         &reply->violations);
}

size_t EncodedSize(const Reply& reply) { return internal::SizeWithAddress(reply.address); }

Result Encode(const Reply& reply, Span<uint8_t> output, Policy policy) {
  return EncodeAddressed(reply.code, kReplyKind, reply.address, output, policy);
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

string_view Name(Method method) { return internal::NameIn(kSocks5MethodNames, method); }

string_view Name(Command command) { return internal::NameIn(kSocks5CommandNames, command); }

string_view Name(ReplyCode code) { return internal::NameIn(kSocks5ReplyNames, code); }

}  // namespace socks5
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
