// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// User name and password authentication for SOCKS5 (RFC 1929): request and reply.
//
// hardwire/contract.h says what holds for every call.

#ifndef HARDWIRE_SOCKS_USERPASS_H_
#define HARDWIRE_SOCKS_USERPASS_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace userpass {

// VER of the sub-negotiation, not of SOCKS: section 2.
constexpr uint8_t kVersion = 1;

// VER ULEN UNAME PLEN PASSWD (section 2). Name and password may hold any octets, NUL too: compare
// all of them. Violations: kEmptyUsername, kEmptyPassword, and kAuthVersion for VER 5, which some
// clients send. VER other than 1 and 5 is kSocksVersion.
//
// Encode's own errors: kUsernameTooLong, kPasswordTooLong, above 255 octets.
struct Request {
  static constexpr MessageInfo kInfo = {5, "socks5_userpass_request", 513, Arrival::kStream};
  using Context = NoContext;

  string_view username;
  string_view password;
  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("username", self.username...);
    visit("password", self.password...);
  }
  friend bool operator==(const Request& a, const Request& b) { return internal::SameFields(a, b); }
};
constexpr size_t kMaxRequestSize = Request::kInfo.most;
Result Decode(Span<const uint8_t> input HARDWIRE_LIFETIME_BOUND, Request* request,
              Policy policy = Policy::Interop());
Result Encode(const Request& request, Span<uint8_t> output, Policy policy = Policy::Strict());
size_t EncodedSize(const Request& request);

// VER STATUS (section 2). STATUS 0 is success; any other is failure, and the server must close
// behind it. A new one says no. Violation: kReplyVersion for VER 0 or 5, which some servers send.
// Any other VER but 1 is kSocksVersion.
struct Reply {
  static constexpr MessageInfo kInfo = {6, "socks5_userpass_reply", 2, Arrival::kStream};
  using Context = NoContext;

  uint8_t status = 1;
  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("status", self.status...);
  }
  friend bool operator==(const Reply& a, const Reply& b) { return internal::SameFields(a, b); }
};
constexpr size_t kMaxReplySize = Reply::kInfo.most;
Result Decode(Span<const uint8_t> input, Reply* reply, Policy policy = Policy::Interop());
Result Encode(const Reply& reply, Span<uint8_t> output, Policy policy = Policy::Strict());
size_t EncodedSize(const Reply& reply);

// kCredentialsRejected for any STATUS but 0.
constexpr Result Verdict(const Reply& reply) {
  if (reply.status == 0) return Result::Ok(0);
  return Result::Error(Code::kPeerRefused, Detail::kCredentialsRejected, 1, reply.status);
}

}  // namespace userpass
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_USERPASS_H_
