// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Policy: which broken rules make a message unacceptable.
//
// Peers break rules of the RFCs. A decoder frames every message that can be framed. It rejects the
// message if it breaks a rule that the policy names, and otherwise records the broken rules in the
// message's `violations`. An encoder judges a message by the same rules before it writes.

#ifndef HARDWIRE_POLICY_H_
#define HARDWIRE_POLICY_H_

#include <cstdint>

#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {

// A rule that a message can break and still be framed. The value is the bit in Violations; new ones
// come last. One octet of a message sets at most one violation.
enum class Violation : uint8_t {
  kReservedNonzero = 0,      // RSV: RFC 1928 sections 4, 6, 7
  kNoMethods = 1,            // NMETHODS = 0: RFC 1928 section 3
  kMethodFfOffered = 2,      // FF among the methods, a server's answer: RFC 1928 section 3
  kEmptyDomain = 3,          // length 0 in a request or UDP header, an empty 4a host
  kEmptyDomainInReply = 4,   // length 0 in a reply
  kNulInDomain = 5,          // octet 00
  kControlInDomain = 6,      // octet 01-1F or 7F
  kNonLdhDomain = 7,         // any other octet outside letters, digits, '-', '.', '_'
  kEmptyUsername = 8,        // ULEN = 0: RFC 1929 section 2
  kEmptyPassword = 9,        // PLEN = 0: RFC 1929 section 2
  kAuthVersion = 10,         // an RFC 1929 request with VER 5
  kReplyVersion = 11,        // an RFC 1929 reply with VER 0 or 5, a SOCKS4 reply with VN 4
  kUnknownCommand = 12,      // CMD is not 1 to 3; in SOCKS4 CD is not 1 or 2
  kUnknownReply = 13,        // REP is not 0 to 8; in SOCKS4 CD is not 90 to 93
  kFragment = 14,            // UDP FRAG not 0: RFC 1928 section 7
  kUnspecifiedAddress = 15,  // SOCKS4 DSTIP 0.0.0.0
  kUnknownContentType = 16,  // outside 20-24, in DTLS 20-27
  kRecordVersion = 17,       // a record version that the context does not expect
  kEmptyFragment = 18,       // a record of length 0 where the context forbids it
  kCcsValue = 19,            // a change_cipher_spec that is not the one octet 01
  kAlertLevel = 20,          // neither 1 nor 2
  kAlertSize = 21,           // an alert that is not two octets: several, or a part of one
  kCidMissing = 22,          // DTLS: no connection id where one was negotiated

  // ClientHello
  kHelloVersion = 23,         // legacy_version is not 0300 to 0303; in DTLS not FEFF or FEFD
  kDuplicateExtension = 24,   // two extensions of one type, of those that are compared
  kPreSharedKeyNotLast = 25,  // an extension behind pre_shared_key: RFC 8446 section 4.2.11
  kHelloCompression = 26,     // TLS 1.3 with more than null compression: RFC 8446 section 4.1.2
  kHelloCookie = 27,          // DTLS 1.3 with a legacy_cookie: RFC 9147 section 5.3
  kTrailingDot = 28,          // a server name that ends in a dot: RFC 6066 section 3
  kIpLiteral = 29,            // a server name that is an IP address: RFC 6066 section 3
  kHostNameOctet = 30,        // an octet of one outside letters, digits, '-', '.', '_'
  kMessageBehindHello = 31,   // octets behind a ClientHello in its record: RFC 8446 section 5.1
};

constexpr int kViolationCount = 32;

// A set of violations.
class Violations {
 public:
  constexpr Violations() = default;
  constexpr explicit Violations(uint64_t bits) : bits_(bits) {}

  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool Has(Violation v) const { return (bits_ & Bit(v)) != 0; }
  constexpr void Add(Violation v) { bits_ |= Bit(v); }
  constexpr void Add(Violations other) { bits_ |= other.bits_; }

  // Adds `v` if `broken`. No branch.
  constexpr void AddIf(bool broken, Violation v) {
    bits_ |= uint64_t{broken} << static_cast<uint32_t>(v);
  }

  // Bit i is Violation i.
  constexpr uint64_t bits() const { return bits_; }

  friend constexpr bool operator==(Violations a, Violations b) { return a.bits_ == b.bits_; }
  friend constexpr bool operator!=(Violations a, Violations b) { return a.bits_ != b.bits_; }

 private:
  static constexpr uint64_t Bit(Violation v) { return uint64_t{1} << static_cast<uint32_t>(v); }

  uint64_t bits_ = 0;
};

// The set of violations that are rejected. Eight bytes; pass it by value.
class Policy {
 public:
  // Rejects every violation. What encoders use unless told otherwise.
  static constexpr Policy Strict() { return Policy((uint64_t{1} << kViolationCount) - 1); }

  // Rejects what honest peers never send. What decoders use unless told otherwise. One exception:
  // it rejects kCidMissing, and a client of DTLS 1.3 sends early data without a connection id.
  static constexpr Policy Interop() {
    return Strict()
        .Accepting(Violation::kReservedNonzero)
        .Accepting(Violation::kEmptyDomainInReply)
        .Accepting(Violation::kNonLdhDomain)
        .Accepting(Violation::kEmptyPassword)
        .Accepting(Violation::kReplyVersion)
        .Accepting(Violation::kUnknownCommand)
        .Accepting(Violation::kUnknownReply)
        .Accepting(Violation::kFragment)
        .Accepting(Violation::kUnspecifiedAddress)
        .Accepting(Violation::kRecordVersion)
        .Accepting(Violation::kEmptyFragment)
        .Accepting(Violation::kHelloVersion)
        .Accepting(Violation::kHelloCookie)
        .Accepting(Violation::kTrailingDot)
        .Accepting(Violation::kIpLiteral);
  }

  // Rejects no violation.
  static constexpr Policy Lenient() { return Policy(0); }

  // The same policy, but that it rejects `v`, or accepts it.
  constexpr Policy Rejecting(Violation v) const {
    return Policy(rejected_ | uint64_t{1} << static_cast<uint32_t>(v));
  }
  constexpr Policy Accepting(Violation v) const {
    return Policy(rejected_ & ~(uint64_t{1} << static_cast<uint32_t>(v)));
  }

  constexpr bool Rejects(Violation v) const { return RejectsAny(OnlyOne(v)); }
  constexpr bool RejectsAny(Violations found) const { return (found.bits() & rejected_) != 0; }

  friend constexpr bool operator==(Policy a, Policy b) { return a.rejected_ == b.rejected_; }
  friend constexpr bool operator!=(Policy a, Policy b) { return a.rejected_ != b.rejected_; }

 private:
  static constexpr Violations OnlyOne(Violation v) {
    return Violations(uint64_t{1} << static_cast<uint32_t>(v));
  }

  constexpr explicit Policy(uint64_t rejected) : rejected_(rejected) {}

  uint64_t rejected_;
};

// The name in snake_case: "reserved_nonzero". "unassigned" for a number that is no enumerator.
// Static storage.
string_view Name(Violation violation);

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_POLICY_H_
