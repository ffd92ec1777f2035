// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// ATYP, address and port, which end a SOCKS5 request, a SOCKS5 reply and a UDP header: always from
// offset 3 on (RFC 1928 sections 4, 5, 6 and 7). For the SOCKS codecs' own use.

#ifndef HARDWIRE_SOCKS_ADDRESS_FIELD_H_
#define HARDWIRE_SOCKS_ADDRESS_FIELD_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
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

// Sizes of a whole message that carries the field.
constexpr size_t kSizeWithIpv4 = kAddressFieldOffset + 1 + 4 + 2;
constexpr size_t kSizeWithIpv6 = kAddressFieldOffset + 1 + 16 + 2;
constexpr size_t SizeWithDomain(size_t name) { return kDomainOffset + name + 2; }
constexpr size_t kMaxSizeWithAddress = SizeWithDomain(kMaxDomainSize);

// What `policy` rejects in the name whose octets [kDomainOffset, end) are there; there must be
// something. `empty`: the violation that an empty name is in this message.
Result RejectName(ByteReader in, size_t end, Violation empty, Policy policy);

// The outcome for a name of `length` octets (0 where the length has not arrived) that is not there
// with its port: an error in what is there, or need-more.
Result DecodePartOfName(ByteReader in, size_t length, Violation empty, Policy policy);

// Where a message's fields go once nothing can fail any more. `octet` and `violations` hold what
// was read in front of the field: CMD, REP or FRAG, and the rules broken so far.
template <typename Octet>
struct Destination {
  Octet octet;
  Violations violations;
  Octet* octet_out;
  Violations* violations_out;
  socks::Address* address_out;
};

// Reads the field that begins with `atyp`. Ok(size of the message): everything in `to` is stored.
// Otherwise nothing is. Inlined, and each failure returned at once: so a decoder needs no frame.
template <typename Octet>
ABSL_ATTRIBUTE_ALWAYS_INLINE inline Result DecodeAddressField(ByteReader in, uint8_t atyp,
                                                              Violation empty, Policy policy,
                                                              Destination<Octet> to) {
  size_t size;
  if (atyp == static_cast<uint8_t>(socks::AddressType::kIpv4)) {
    size = kSizeWithIpv4;
    if (ABSL_PREDICT_FALSE(in.size() < size)) return Result::NeedMore(kSizeWithIpv4);
    to.address_out->AssignIpv4(in.Octets<4>(4), in.U16(8));
  } else if (atyp == static_cast<uint8_t>(socks::AddressType::kIpv6)) {
    size = kSizeWithIpv6;
    if (ABSL_PREDICT_FALSE(in.size() < size)) return Result::NeedMore(kSizeWithIpv6);
    to.address_out->AssignIpv6(in.Octets<16>(4), in.U16(20));
  } else if (atyp == static_cast<uint8_t>(socks::AddressType::kDomain)) {
    const size_t length = in.U8Or(kDomainLengthOffset, 0);
    const size_t end = kDomainOffset + length;
    size = end + 2;
    if (ABSL_PREDICT_FALSE(in.size() < size)) return DecodePartOfName(in, length, empty, policy);
    Violations name = JudgeDomain(in, kDomainOffset, end);
    if (ABSL_PREDICT_FALSE(length == 0)) name.Add(empty);
    if (ABSL_PREDICT_FALSE(policy.RejectsAny(name))) return RejectName(in, end, empty, policy);
    to.address_out->AssignDomain(in.Text(kDomainOffset, length), in.U16(end));
    to.violations.Add(name);
  } else {
    return Result::Error(Code::kBadAddress, Detail::kUnknownAddressType, kAddressFieldOffset, atyp);
  }
  *to.octet_out = to.octet;
  *to.violations_out = to.violations;
  return Result::Ok(static_cast<uint32_t>(size));
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
