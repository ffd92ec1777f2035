// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// User name and password authentication for SOCKS5 (RFC 1929): request and reply.
//
// Decode, Encode, EncodedSize and Verdict keep the contract that stands at the top of
// hardwire/socks/socks5.h.

#ifndef HARDWIRE_SOCKS_USERPASS_H_
#define HARDWIRE_SOCKS_USERPASS_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
namespace userpass {

// VER of the sub-negotiation, not of SOCKS: section 2.
constexpr uint8_t kVersion = 1;

// VER ULEN UNAME PLEN PASSWD (section 2). Name and password are any octets, NUL included: compare
// them with their length. Violations: kAuthVersion (VER 5, which some clients send; any other value
// but 1 is kSocksVersion), kEmptyUsername, kEmptyPassword.
struct Request {
  string_view username;
  string_view password;
  Violations violations;
};
constexpr size_t kMaxRequestSize = 513;
Result Decode(Span<const uint8_t> input ABSL_ATTRIBUTE_LIFETIME_BOUND, Request* request,
              Policy policy = Policy::Interop());
Result Encode(const Request& request, Span<uint8_t> output, Policy policy = Policy::Strict());
size_t EncodedSize(const Request& request);

// VER STATUS (section 2): 0 is success, anything else is failure, after which the server must
// close. A new one says no. Violation: kReplyVersion (VER 0 or 5, which some servers send; any
// other value but 1 is kSocksVersion).
struct Reply {
  uint8_t status = 1;
  Violations violations;
};
constexpr size_t kMaxReplySize = 2;
Result Decode(Span<const uint8_t> input, Reply* reply, Policy policy = Policy::Interop());
Result Encode(const Reply& reply, Span<uint8_t> output, Policy policy = Policy::Strict());
size_t EncodedSize(const Reply& reply);

// kCredentialsRejected for any STATUS but 0.
Result Verdict(const Reply& reply);

// Fields only; violations are not compared.
bool operator==(const Request& a, const Request& b);
bool operator==(const Reply& a, const Reply& b);

}  // namespace userpass
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_USERPASS_H_
