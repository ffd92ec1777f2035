// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/address_field.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
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

Result EncodeWithAddress(uint32_t head, const socks::Address& address, DomainField name,
                         Span<uint8_t> output, Policy policy) {
  const bool with_domain = address.type() == socks::AddressType::kDomain;
  const string_view domain = address.domain();
  if (with_domain) {
    const Result judged = CheckDomain(domain, name, kDomainOffset, policy);
    if (HARDWIRE_PREDICT_FALSE(!judged.ok())) return judged;
  }
  const size_t size = SizeWithAddress(address);
  if (HARDWIRE_PREDICT_FALSE(output.size() < size)) {
    return Judge::Encoder(Layer::kSocks).TooSmall(size);
  }
  ByteWriter out(output);
  out.U32(head << 8 | static_cast<uint32_t>(address.type()));
  const ByteReader ip(address.ip());
  if (with_domain) {
    out.U8(static_cast<uint8_t>(domain.size()));
    out.Text(domain);
  } else if (ip.size() == 4) {
    out.U32(ip.U32(0));
  } else {
    out.ShortBytes(address.ip());
  }
  out.U16(address.port());
  return Result::Ok(static_cast<uint32_t>(size));
}

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
