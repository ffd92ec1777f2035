// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// ATYP, address and port, which end a SOCKS5 request, a SOCKS5 reply and a UDP header: always from
// offset 3 on (RFC 1928 sections 4, 5, 6 and 7). For the SOCKS codecs' own use.

#ifndef HARDWIRE_SOCKS_ADDRESS_FIELD_H_
#define HARDWIRE_SOCKS_ADDRESS_FIELD_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/domain.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

constexpr size_t kAddressFieldOffset = 3;
constexpr size_t kDomainLengthOffset = 4;
constexpr size_t kDomainOffset = 5;

// Sizes of a whole message that carries the field.
constexpr size_t kSizeWithoutIp = kAddressFieldOffset + 1 + 2;
constexpr size_t kSizeWithIpv4 = kSizeWithoutIp + 4;
constexpr size_t kSizeWithIpv6 = kSizeWithoutIp + 16;
constexpr size_t SizeWithDomain(size_t name) { return kDomainOffset + name + 2; }
constexpr size_t kMaxSizeWithAddress = SizeWithDomain(kMaxDomainSize);

// The name in a request or a UDP header, and in a reply.
constexpr DomainField kNameInRequest = {Violation::kEmptyDomain, 1};
constexpr DomainField kNameInReply = {Violation::kEmptyDomainInReply, 1};

// The first rule that `policy` rejects in the name [kDomainOffset, end); there must be one.
Result RejectName(ByteReader in, size_t end, DomainField name, Policy policy);

// The outcome for a name that is not there to its end with the port behind it: the first rule that
// `policy` rejects in the part that is there, or need-more. `length`: what the length octet says,
// or 0 if it has not arrived.
Result DecodePartOfName(ByteReader in, size_t length, DomainField name, Policy policy);

// Where a decoder stores the message once nothing can fail any more. `octet` and `violations` are
// what was read in front of the field: CMD, REP or FRAG, and the rules broken so far.
template <typename Octet>
struct Destination {
  Octet octet;
  Violations violations;
  Octet* octet_out;
  Violations* violations_out;
  socks::Address* address_out;
};

// Reads the field that begins with `atyp`. Ok(size of the message): all of `to` is stored. On any
// other outcome nothing is. Inlined, and each failure is returned at once, so that a decoder needs
// no stack frame.
template <typename Octet>
HARDWIRE_ALWAYS_INLINE inline Result DecodeAddressField(ByteReader in, uint8_t atyp,
                                                        DomainField name, Policy policy,
                                                        Destination<Octet> to) {
  size_t size;
  if (atyp == static_cast<uint8_t>(socks::AddressType::kIpv4)) {
    size = kSizeWithIpv4;
    if (HARDWIRE_PREDICT_FALSE(in.size() < size)) return Result::NeedMore(kSizeWithIpv4);
    to.address_out->AssignIpv4(in.Octets<4>(4), in.U16(8));
  } else if (atyp == static_cast<uint8_t>(socks::AddressType::kIpv6)) {
    size = kSizeWithIpv6;
    if (HARDWIRE_PREDICT_FALSE(in.size() < size)) return Result::NeedMore(kSizeWithIpv6);
    to.address_out->AssignIpv6(in.Octets<16>(4), in.U16(20));
  } else if (atyp == static_cast<uint8_t>(socks::AddressType::kDomain)) {
    const size_t length = in.U8Or(kDomainLengthOffset, 0);
    const size_t end = kDomainOffset + length;
    size = end + 2;
    if (HARDWIRE_PREDICT_FALSE(in.size() < size)) return DecodePartOfName(in, length, name, policy);
    const Violations broken = JudgeDomain(in, kDomainOffset, end, name.empty);
    if (HARDWIRE_PREDICT_FALSE(policy.RejectsAny(broken))) return RejectName(in, end, name, policy);
    to.address_out->AssignDomain(in.Text(kDomainOffset, length), in.U16(end));
    to.violations.Add(broken);
  } else {
    return Result::Error(Code::kBadAddress, Detail::kUnknownAddressType, kAddressFieldOffset, atyp);
  }
  *to.octet_out = to.octet;
  *to.violations_out = to.violations;
  return Result::Ok(static_cast<uint32_t>(size));
}

// The size of a message that carries `address`.
inline size_t SizeWithAddress(const socks::Address& address) {
  if (address.type() == socks::AddressType::kDomain) {
    return SizeWithDomain(address.domain().size());
  }
  return kSizeWithoutIp + address.ip().size();
}

// Writes a message: the three octets of `head`, which have been judged, and the field, which is
// judged here. The outcomes are those of Encode.
Result EncodeWithAddress(uint32_t head, const socks::Address& address, DomainField name,
                         Span<uint8_t> output, Policy policy);

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_ADDRESS_FIELD_H_
