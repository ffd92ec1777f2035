// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/address_field.h"

#include <cstddef>
#include <cstdint>

namespace hardwire {
namespace internal {

Result RejectName(ByteReader in, size_t end, Violation empty, Policy policy) {
  if (end == kDomainOffset) return Rejection(Code::kDeserialization, empty, kDomainLengthOffset);
  return RejectDomain(in, kDomainOffset, end, policy, Code::kDeserialization, kDomainOffset);
}

Result DecodePartOfName(ByteReader in, size_t length, Violation empty, Policy policy) {
  if (in.size() <= kDomainLengthOffset) return Result::NeedMore(SizeWithDomain(0));
  const size_t end = kDomainOffset + length;
  const size_t seen = end < in.size() ? end : in.size();
  Violations name = JudgeDomain(in, kDomainOffset, seen);
  name.AddIf(length == 0, empty);
  if (policy.RejectsAny(name)) return RejectName(in, seen, empty, policy);
  return Result::NeedMore(static_cast<uint32_t>(SizeWithDomain(length)));
}

size_t SizeWithAddress(const socks::Address& address) {
  switch (address.type()) {
    case socks::AddressType::kIpv4:
      return kSizeWithIpv4;
    case socks::AddressType::kIpv6:
      return kSizeWithIpv6;
    case socks::AddressType::kDomain:
      break;
  }
  return SizeWithDomain(address.domain().size());
}

Result CheckAddressField(const socks::Address& address, Violation empty, Policy policy) {
  if (address.type() == socks::AddressType::kDomain) {
    const Result name =
        CheckDomain(address.domain(), empty, policy, kDomainLengthOffset, kDomainOffset);
    if (!name.ok()) return name;
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
