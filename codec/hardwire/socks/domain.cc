// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/domain.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

Result RejectDomain(Judge judge, ByteReader in, size_t begin, size_t end, DomainField field,
                    size_t text) {
  constexpr Violation kInDomain[] = {Violation::kNulInDomain, Violation::kControlInDomain,
                                     Violation::kNonLdhDomain};
  if (begin == end) return judge.Breaks(field.empty, text - field.length_octets);
  for (size_t i = begin; i < end; ++i) {
    const uint8_t octet = in.U8(i);
    const Violations found(kDomainOctets[octet]);
    for (const Violation violation : kInDomain) {
      if (!found.Has(violation)) continue;
      const Result result = judge.Breaks(violation, text, octet);
      if (!result.ok()) return result;
    }
  }
  return judge.Ok();
}

namespace {

// CheckDomain's failure. It takes the same arguments, so that a name that is fine moves none.
HARDWIRE_NOINLINE Result RejectSentDomain(string_view name, DomainField field, size_t text,
                                          Policy policy) {
  const Judge judge = Judge::Encoder(Layer::kSocks, policy);
  if (name.size() > kMaxDomainSize) {
    return judge.Fault(Detail::kDomainTooLong, text - field.length_octets);
  }
  return RejectDomain(judge, ByteReader(name), 0, name.size(), field, text);
}

}  // namespace

Result CheckDomain(string_view name, DomainField field, size_t text, Policy policy) {
  if (name.size() > kMaxDomainSize ||
      policy.RejectsAny(JudgeDomain(ByteReader(name), 0, name.size(), field.empty))) {
    return RejectSentDomain(name, field, text, policy);
  }
  return Result::Ok(0);
}

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
