// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// ATYP, address and port, which end a SOCKS5 request, a SOCKS5 reply and a UDP header: always from
// offset 3 on (RFC 1928 sections 4, 5, 6 and 7). For the SOCKS codecs' own use.

#ifndef HARDWIRE_SOCKS_ADDRESS_FIELD_H_
#define HARDWIRE_SOCKS_ADDRESS_FIELD_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/optimization.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/domain.h"

namespace hardwire {
namespace internal {

constexpr size_t kAddressFieldOffset = 3;
constexpr size_t kDomainLengthOffset = 4;
constexpr size_t kDomainOffset = 5;
constexpr size_t kMaxDomainSize = 255;

// Sizes of a whole message that carries the field.
constexpr size_t kSizeWithIpv4 = kAddressFieldOffset + 1 + 4 + 2;
constexpr size_t kSizeWithIpv6 = kAddressFieldOffset + 1 + 16 + 2;
constexpr size_t SizeWithDomain(size_t name) { return kDomainOffset + name + 2; }
constexpr size_t kMaxSizeWithAddress = SizeWithDomain(kMaxDomainSize);

// Reads the field that begins with `atyp`. Ok(size of the message): `*address` is set, and what the
// name breaks is added to `*found`. Otherwise both are unchanged. `empty`: the violation that an
// empty name is in this message.
inline Result DecodeAddressField(const ByteReader& in, uint8_t atyp, Violation empty, Policy policy,
                                 socks::Address* address, Violations* found) {
  if (atyp == static_cast<uint8_t>(socks::AddressType::kIpv4)) {
    if (in.size() < kSizeWithIpv4) return Result::NeedMore(kSizeWithIpv4);
    *address = socks::Address::Ipv4(in.Octets<4>(4), in.U16(8));
    return Result::Ok(kSizeWithIpv4);
  }
  if (atyp == static_cast<uint8_t>(socks::AddressType::kIpv6)) {
    if (in.size() < kSizeWithIpv6) return Result::NeedMore(kSizeWithIpv6);
    *address = socks::Address::Ipv6(in.Octets<16>(4), in.U16(20));
    return Result::Ok(kSizeWithIpv6);
  }
  if (atyp != static_cast<uint8_t>(socks::AddressType::kDomain)) {
    return Result::Error(Code::kBadAddress, Detail::kUnknownAddressType, kAddressFieldOffset, atyp);
  }
  if (in.size() <= kDomainLengthOffset) return Result::NeedMore(SizeWithDomain(0));
  const size_t length = in.U8(kDomainLengthOffset);
  const size_t end = kDomainOffset + length;
  const size_t seen = end < in.size() ? end : in.size();
  Violations name = JudgeDomain(in, kDomainOffset, seen);
  name.AddIf(length == 0, empty);
  if (ABSL_PREDICT_FALSE(policy.RejectsAny(name))) {
    if (length == 0) return Rejection(Code::kDeserialization, empty, kDomainLengthOffset);
    return RejectDomain(in, kDomainOffset, seen, policy, Code::kDeserialization, kDomainOffset);
  }
  const uint32_t size = static_cast<uint32_t>(SizeWithDomain(length));
  if (in.size() < size) return Result::NeedMore(size);
  *address = socks::Address::Domain(in.Text(kDomainOffset, length), in.U16(end));
  found->Add(name);
  return Result::Ok(size);
}

// Whether `address` can be sent under `policy`: Ok(size of the message that carries it), or
// kSerialization.
Result CheckAddressField(const socks::Address& address, Violation empty, Policy policy);

// The size of a message that carries `address`.
size_t SizeWithAddress(const socks::Address& address);

// Appends the field. `address` must have passed CheckAddressField.
void WriteAddressField(const socks::Address& address, ByteWriter* out);

}  // namespace internal
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_ADDRESS_FIELD_H_
