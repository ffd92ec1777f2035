// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Policy: which oddities of a message that can be framed make it unacceptable.
//
// Peers disagree on many byte-level questions. A decoder frames whatever can be framed, records
// each rule that the message breaks in its `violations`, and rejects exactly those that the policy
// names. An encoder does the same before it writes.

#ifndef HARDWIRE_POLICY_H_
#define HARDWIRE_POLICY_H_

#include <cstdint>

#include "hardwire/view.h"

namespace hardwire {

// A rule that a message can break and still be framed. The value is the bit in Violations; new ones
// come last. One octet sets at most one.
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
  kUnknownCommand = 12,      // CMD outside the RFC's
  kUnknownReply = 13,        // REP or CD outside the RFC's
  kFragment = 14,            // UDP FRAG not 0: RFC 1928 section 7
  kUnspecifiedAddress = 15,  // SOCKS4 DSTIP 0.0.0.0
  kUnknownContentType = 16,  // outside 20-24, in DTLS 20-27
  kRecordVersion = 17,       // a record version that the context does not expect
  kEmptyFragment = 18,       // a record of length 0 where the context forbids it
  kCcsValue = 19,            // change_cipher_spec other than one octet 01
  kAlertLevel = 20,          // not 1 or 2
  kAlertSize = 21,           // an alert of other than two octets
  kCidMissing = 22,          // DTLS: no connection id where one was negotiated
};

constexpr int kViolationCount = 23;

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

// A set of violations to reject. Eight bytes; pass it by value.
class Policy {
 public:
  // Rejects every violation. What encoders use unless told otherwise.
  static constexpr Policy Strict() { return Policy((uint64_t{1} << kViolationCount) - 1); }

  // Rejects what honest peers never send. What decoders use unless told otherwise.
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
        .Accepting(Violation::kEmptyFragment);
  }

  // Rejects nothing that can be framed.
  static constexpr Policy Lenient() { return Policy(0); }

  // This policy and `v` rejected, or accepted, besides.
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

// The name in snake_case: "reserved_nonzero"; "unassigned" for a number that is no enumerator.
// Static storage.
string_view Name(Violation violation);

}  // namespace hardwire

#endif  // HARDWIRE_POLICY_H_
