// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/address_field.h"

#include <cstddef>
#include <cstdint>

namespace hardwire {
namespace internal {

Result RejectName(ByteReader in, size_t end, DomainField name, Policy policy) {
  const Judge judge = Judge::Decoder(Layer::kSocks, policy);
  return RejectDomain(judge, in, kDomainOffset, end, name, kDomainOffset);
}

Result DecodePartOfName(ByteReader in, size_t length, DomainField name, Policy policy) {
  if (in.size() <= kDomainLengthOffset) return Result::NeedMore(SizeWithDomain(0));
  const size_t end = kDomainOffset + length;
  const size_t seen = end < in.size() ? end : in.size();
  // A name of which no octet has arrived is not empty.
  const bool judged = length == 0 || seen > kDomainOffset;
  if (judged && policy.RejectsAny(JudgeDomain(in, kDomainOffset, seen, name.empty))) {
    return RejectName(in, seen, name, policy);
  }
  return Result::NeedMore(static_cast<uint32_t>(SizeWithDomain(length)));
}

Result CheckAddressField(const socks::Address& address, DomainField name, Policy policy) {
  if (address.type() == socks::AddressType::kDomain) {
    const Result domain = CheckDomain(address.domain(), name, kDomainOffset, policy);
    if (!domain.ok()) return domain;
  }
  return Result::Ok(static_cast<uint32_t>(SizeWithAddress(address)));
}

void WriteAddressField(const socks::Address& address, ByteWriter* out) {
  out->U8(static_cast<uint8_t>(address.type()));
  if (address.type() == socks::AddressType::kDomain) {
    out->U8(static_cast<uint8_t>(address.domain().size()));
    out->Text(address.domain());
  } else {
    out->Bytes(address.ip());
  }
  out->U16(address.port());
}

}  // namespace internal
}  // namespace hardwire
