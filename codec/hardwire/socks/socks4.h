// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// SOCKS4 and SOCKS4a: request and reply (SOCKS: A protocol for TCP proxy across firewalls, Y.-D.
// Lee; SOCKS 4A: A Simple Extension to SOCKS 4 Protocol).
//
// hardwire/contract.h says what holds for every call.

#ifndef HARDWIRE_SOCKS_SOCKS4_H_
#define HARDWIRE_SOCKS_SOCKS4_H_

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
namespace socks4 {

constexpr uint8_t kVersion = 4;       // VN of a request
constexpr uint8_t kReplyVersion = 0;  // VN of a reply

// CD of a request. Any value may appear. One that is not CONNECT or BIND breaks kUnknownCommand.
enum class Command : uint8_t {
  kConnect = 0x01,
  kBind = 0x02,
  kTorResolve = 0xF0,     // Tor's extension: resolve a name
  kTorResolvePtr = 0xF1,  // Tor's extension: resolve an address
};

// CD of a reply. Any value may appear. One that is not here breaks kUnknownReply.
enum class ReplyCode : uint8_t {
  kGranted = 90,
  kRejected = 91,          // rejected or failed
  kIdentUnreachable = 92,  // the server cannot reach identd on the client
  kIdentMismatch = 93,     // client and identd report different user ids
};

// USERID and the host of SOCKS4a end in NUL. At most 255 bytes before the NUL; the 256th without
// one is an error.
constexpr size_t kMaxTextSize = 255;

// VN CD DSTPORT DSTIP USERID NUL, and in SOCKS4a behind it the host and NUL.
//
// A request whose DSTIP is 0.0.0.x, with x not 0, is SOCKS4a: `address` is the host, and `marker`
// is x. In any other, `address` is IPv4 and `marker` is 1. Violations: kUnknownCommand,
// kUnspecifiedAddress (DSTIP 0.0.0.0), and in the host kEmptyDomain, kControlInDomain,
// kNonLdhDomain.
//
// Errors of both: kUseridTooLong, kDomainTooLong. Encode's own:
//   kNulInUserid    a NUL in `userid`
//   kNulInDomain    a NUL in the host, whatever the policy
//   kNotIpv4        an IPv6 address
//   kSocks4aMarker  the IPv4 address 0.0.0.x, which would be read as SOCKS4a; or a host with the
//                   marker 0
struct Request {
  static constexpr MessageInfo kInfo = {1, "socks4_request", 520, Arrival::kStream};
  using Context = NoContext;

  Command command = Command::kConnect;
  uint8_t marker = 1;
  socks::Address address;
  string_view userid;
  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("command", self.command...);
    visit("marker", self.marker...);
    visit("address", self.address...);
    visit("userid", self.userid...);
  }
};
constexpr size_t kMaxRequestSize = Request::kInfo.most;
Result Decode(Span<const uint8_t> input HARDWIRE_LIFETIME_BOUND, Request* request,
              Policy policy = Policy::Interop());
Result Encode(const Request& request, Span<uint8_t> output, Policy policy = Policy::Strict());
size_t EncodedSize(const Request& request);

// VN CD DSTPORT DSTIP. BIND is answered by two. A new one says no. Violations: kUnknownReply, and
// kReplyVersion for VN 4, which some servers send. VN other than 0 and 4 is kSocksVersion.
//
// The address is IPv4. Encode's own error: kNotIpv4 for any other.
struct Reply {
  static constexpr MessageInfo kInfo = {2, "socks4_reply", 8, Arrival::kStream};
  using Context = NoContext;

  ReplyCode code = ReplyCode::kRejected;
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
Result Decode(Span<const uint8_t> input, Reply* reply, Policy policy = Policy::Interop());
Result Encode(const Reply& reply, Span<uint8_t> output, Policy policy = Policy::Strict());
size_t EncodedSize(const Reply& reply);

// kSocks4Refused for any CD but 90.
constexpr Result Verdict(const Reply& reply) {
  if (reply.code == ReplyCode::kGranted) return Result::Ok(0);
  return Result::Error(Code::kPeerRefused, Detail::kSocks4Refused, 1,
                       static_cast<uint8_t>(reply.code));
}

// For a reply in which the stream ended: its Verdict, if `input` begins with a VN of 0 or 4 and a
// CD other than 90. Otherwise kOk.
Result PartialReply(Span<const uint8_t> input);

// The name in snake_case: "connect", "identd_mismatch"; "unassigned" for a value that has none.
// Static storage.
string_view Name(Command command);
string_view Name(ReplyCode code);

// The fields. Markers are compared only if the address is a host.
bool operator==(const Request& a, const Request& b);

}  // namespace socks4
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_SOCKS4_H_
