// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The rules of domain names, for decoders and encoders. For the SOCKS codecs' own use.

#ifndef HARDWIRE_SOCKS_DOMAIN_H_
#define HARDWIRE_SOCKS_DOMAIN_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/judge.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
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

// How a message carries a name.
struct DomainField {
  Violation empty;        // the rule that an empty name breaks
  uint8_t length_octets;  // in front of the text: 1, in SOCKS4a 0
};

// The rules that the name [begin, end) of `in` breaks. No branch on its octets; four at a time, so
// that loads do not wait for each other.
inline Violations JudgeDomain(ByteReader in, size_t begin, size_t end, Violation empty) {
  uint32_t even = 0;
  uint32_t odd = 0;
  size_t i = begin;
  for (; i + 4 <= end; i += 4) {
    even |= kDomainOctets[in.U8(i)] | uint32_t{kDomainOctets[in.U8(i + 2)]};
    odd |= kDomainOctets[in.U8(i + 1)] | uint32_t{kDomainOctets[in.U8(i + 3)]};
  }
  for (; i < end; ++i) even |= kDomainOctets[in.U8(i)];
  Violations found(even | odd);
  if (HARDWIRE_PREDICT_FALSE(begin == end)) found.Add(empty);
  return found;
}

// The first of these that `judge` rejects; there must be one. `text`: where the name stands in the
// message. A name of the wrong length is at fault `length_octets` before that.
Result RejectDomain(Judge judge, ByteReader in, size_t begin, size_t end, DomainField field,
                    size_t text);

// Whether `name` can be sent under `policy`: Ok(0), or kSerialization.
Result CheckDomain(string_view name, DomainField field, size_t text, Policy policy);

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_DOMAIN_H_
