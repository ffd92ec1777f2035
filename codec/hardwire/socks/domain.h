// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The octets of a domain name, judged. For the SOCKS codecs' own use.

#ifndef HARDWIRE_SOCKS_DOMAIN_H_
#define HARDWIRE_SOCKS_DOMAIN_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
namespace internal {

// RFC 1928 section 5 leaves the name's octets open. Host names are letters, digits, hyphens and
// dots (RFC 1123 section 2.1); '_' is common in service names. Each other octet sets one violation.
constexpr Violations JudgeDomainOctet(uint8_t octet) {
  const uint8_t lower = octet | 0x20;
  Violations found;
  if (octet == 0) {
    found.Add(Violation::kNulInDomain);
  } else if (octet < 0x20 || octet == 0x7F) {
    found.Add(Violation::kControlInDomain);
  } else if (!(lower >= 'a' && lower <= 'z') && !(octet >= '0' && octet <= '9') && octet != '-' &&
             octet != '.' && octet != '_') {
    found.Add(Violation::kNonLdhDomain);
  }
  return found;
}

constexpr std::array<uint8_t, 256> JudgeEveryOctet() {
  std::array<uint8_t, 256> table = {};
  for (size_t i = 0; i < table.size(); ++i) {
    table[i] = static_cast<uint8_t>(JudgeDomainOctet(static_cast<uint8_t>(i)).bits());
  }
  return table;
}
// By octet: Violations::bits(). The three domain violations are bits 5 to 7.
inline constexpr std::array<uint8_t, 256> kDomainOctets = JudgeEveryOctet();

constexpr size_t kMaxDomainSize = 255;

// What the octets [begin, end) of `in` set, all together. No branch on their values.
inline Violations JudgeDomain(ByteReader in, size_t begin, size_t end) {
  uint32_t bits = 0;
  for (size_t i = begin; i < end; ++i) bits |= kDomainOctets[in.U8(i)];
  return Violations(bits);
}

// The outcome of the first octet in [begin, end) that `policy` rejects; there must be one. `n`:
// where the name begins in the message.
Result RejectDomain(ByteReader in, size_t begin, size_t end, Policy policy, Code code, uint32_t n);

// Whether `name` can be sent under `policy`: Ok(0), or kSerialization. `length_n`, `text_n`: where
// the name's length and its text would stand in the message. `empty`: what an empty name breaks
// there.
Result CheckDomain(string_view name, Violation empty, Policy policy, uint32_t length_n,
                   uint32_t text_n);

}  // namespace internal
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_DOMAIN_H_
