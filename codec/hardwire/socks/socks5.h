// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// SOCKS5 (RFC 1928): greeting, method selection, request and reply.
// hardwire/contract.h says what holds for every call.

#ifndef HARDWIRE_SOCKS_SOCKS5_H_
#define HARDWIRE_SOCKS_SOCKS5_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks5 {

constexpr uint8_t kVersion = 5;

// METHOD: RFC 1928 section 3. IANA assigns 03 to 7F; 80 to FE are private. Any value may appear.
enum class Method : uint8_t {
  kNoAuthentication = 0x00,
  kGssapi = 0x01,
  kUsernamePassword = 0x02,
  kNoAcceptable = 0xFF,
};

// CMD: RFC 1928 section 4. Any value may appear. One that the RFC does not have breaks
// kUnknownCommand, Tor's too.
enum class Command : uint8_t {
  kConnect = 0x01,
  kBind = 0x02,
  kUdpAssociate = 0x03,
  kTorResolve = 0xF0,     // Tor's extension: resolve a name
  kTorResolvePtr = 0xF1,  // Tor's extension: resolve an address
};

// REP: RFC 1928 section 6. Any value may appear. One that the RFC does not have breaks
// kUnknownReply, Tor's too.
enum class ReplyCode : uint8_t {
  kSucceeded = 0x00,
  kGeneralFailure = 0x01,
  kNotAllowed = 0x02,
  kNetworkUnreachable = 0x03,
  kHostUnreachable = 0x04,
  kConnectionRefused = 0x05,
  kTtlExpired = 0x06,
  kCommandNotSupported = 0x07,
  kAddressTypeNotSupported = 0x08,
  // Tor's extended replies about onion services.
  kTorDescriptorNotFound = 0xF0,
  kTorDescriptorInvalid = 0xF1,
  kTorIntroductionFailed = 0xF2,
  kTorRendezvousFailed = 0xF3,
  kTorMissingClientAuthorization = 0xF4,
  kTorWrongClientAuthorization = 0xF5,
  kTorBadAddress = 0xF6,
  kTorIntroductionTimedOut = 0xF7,
};

// VER NMETHODS METHODS: what a client says first (section 3). The methods are kept as they were
// sent, duplicates too. Violations: kNoMethods, kMethodFfOffered.
//
// Encode's own error: kTooManyMethods, above 255.
struct Greeting {
  static constexpr MessageInfo kInfo = {3, "socks5_greeting", 257, Arrival::kStream};
  using Context = NoContext;

  Span<const uint8_t> methods;
  Violations violations;

  bool Offers(Method method) const;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("methods", self.methods...);
  }
  friend bool operator==(const Greeting& a, const Greeting& b) {
    return internal::SameFields(a, b);
  }
};
constexpr size_t kMaxGreetingSize = Greeting::kInfo.most;
Result Decode(Span<const uint8_t> input HARDWIRE_LIFETIME_BOUND, Greeting* greeting,
              Policy policy = Policy::Interop());
Result Encode(const Greeting& greeting, Span<uint8_t> output, Policy policy = Policy::Strict());
size_t EncodedSize(const Greeting& greeting);

// VER METHOD: the server's choice (section 3). A new one says no.
struct MethodSelection {
  static constexpr MessageInfo kInfo = {4, "socks5_method_selection", 2, Arrival::kStream};
  using Context = NoContext;

  Method method = Method::kNoAcceptable;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("method", self.method...);
  }
  friend bool operator==(const MethodSelection& a, const MethodSelection& b) {
    return internal::SameFields(a, b);
  }
};
constexpr size_t kMaxMethodSelectionSize = MethodSelection::kInfo.most;
Result Decode(Span<const uint8_t> input, MethodSelection* selection);
Result Encode(const MethodSelection& selection, Span<uint8_t> output);
size_t EncodedSize(const MethodSelection& selection);

// kNoAcceptableMethod for METHOD FF.
constexpr Result Verdict(const MethodSelection& selection) {
  if (selection.method != Method::kNoAcceptable) return Result::Ok(0);
  return Result::Error(Code::kPeerRefused, Detail::kNoAcceptableMethod, 1, 0xFF);
}

// VER CMD RSV ATYP DST.ADDR DST.PORT (section 4). Violations: kReservedNonzero, kUnknownCommand,
// kEmptyDomain, kNulInDomain, kControlInDomain, kNonLdhDomain.
//
// Decode gives kBadAddress for an ATYP that is not 1, 3 or 4. Encode's own error: kDomainTooLong,
// above 255 octets.
struct Request {
  static constexpr MessageInfo kInfo = {7, "socks5_request", 262, Arrival::kStream};
  using Context = NoContext;

  Command command = Command::kConnect;
  socks::Address address;
  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("command", self.command...);
    visit("address", self.address...);
  }
  friend bool operator==(const Request& a, const Request& b) { return internal::SameFields(a, b); }
};
constexpr size_t kMaxRequestSize = Request::kInfo.most;
Result Decode(Span<const uint8_t> input HARDWIRE_LIFETIME_BOUND, Request* request,
              Policy policy = Policy::Interop());
Result Encode(const Request& request, Span<uint8_t> output, Policy policy = Policy::Strict());
size_t EncodedSize(const Request& request);

// VER REP RSV ATYP BND.ADDR BND.PORT (section 6). BIND is answered by two. A new one says no.
// Violations: kReservedNonzero, kUnknownReply, kEmptyDomainInReply, kNulInDomain, kControlInDomain,
// kNonLdhDomain. Errors: as for a request.
struct Reply {
  static constexpr MessageInfo kInfo = {8, "socks5_reply", 262, Arrival::kStream};
  using Context = NoContext;

  ReplyCode code = ReplyCode::kGeneralFailure;
  socks::Address address;
  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("code", self.code...);
    visit("address", self.address...);
  }
  friend bool operator==(const Reply& a, const Reply& b) { return internal::SameFields(a, b); }
};
constexpr size_t kMaxReplySize = Reply::kInfo.most;
Result Decode(Span<const uint8_t> input HARDWIRE_LIFETIME_BOUND, Reply* reply,
              Policy policy = Policy::Interop());
Result Encode(const Reply& reply, Span<uint8_t> output, Policy policy = Policy::Strict());
size_t EncodedSize(const Reply& reply);

// kSocks5Refused for any REP but 0.
constexpr Result Verdict(const Reply& reply) {
  if (reply.code == ReplyCode::kSucceeded) return Result::Ok(0);
  return Result::Error(Code::kPeerRefused, Detail::kSocks5Refused, 1,
                       static_cast<uint8_t>(reply.code));
}

// For a reply in which the stream ended, or whose ATYP is unknown: its Verdict, if `input` begins
// with VER 5 and a REP other than 0. Otherwise kOk.
Result PartialReply(Span<const uint8_t> input);

// The name in the RFC or in Tor, in snake_case: "udp_associate", "host_unreachable"; "unassigned"
// for a value that has none. Static storage.
string_view Name(Method method);
string_view Name(Command command);
string_view Name(ReplyCode code);

}  // namespace socks5
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_SOCKS5_H_
