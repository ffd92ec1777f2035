// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/domain.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/fail.h"

namespace hardwire {
namespace internal {

Result RejectDomain(ByteReader in, size_t begin, size_t end, Policy policy, Code code, uint32_t n) {
  constexpr Violation kInDomain[] = {Violation::kNulInDomain, Violation::kControlInDomain,
                                     Violation::kNonLdhDomain};
  for (size_t i = begin; i < end; ++i) {
    const uint8_t octet = in.U8(i);
    const Violations found(kDomainOctets[octet]);
    for (const Violation violation : kInDomain) {
      if (found.Has(violation) && policy.Rejects(violation)) {
        return Rejection(code, violation, n, octet);
      }
    }
  }
  return Result::Ok(0);
}

Result CheckDomain(string_view name, Violation empty, Policy policy, uint32_t length_n,
                   uint32_t text_n) {
  if (name.size() > kMaxDomainSize) {
    return Result::Error(Code::kSerialization, Detail::kDomainTooLong, length_n);
  }
  if (name.empty() && policy.Rejects(empty)) {
    return Rejection(Code::kSerialization, empty, length_n);
  }
  const ByteReader text(name);
  if (policy.RejectsAny(JudgeDomain(text, 0, text.size()))) {
    return RejectDomain(text, 0, text.size(), policy, Code::kSerialization, text_n);
  }
  return Result::Ok(0);
}

}  // namespace internal
}  // namespace hardwire
