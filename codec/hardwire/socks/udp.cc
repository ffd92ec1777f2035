// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/udp.h"

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"
#include "hardwire/socks/address_field.h"
#include "hardwire/view.h"

namespace hardwire {
namespace udp {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Rejection;

Result Truncated(size_t size) {
  return Result::Error(Code::kDeserialization, Detail::kTruncated, static_cast<uint32_t>(size));
}

// The first of RSV and FRAG that `policy` rejects; there must be one. `head`: RSV FRAG ATYP.
ABSL_ATTRIBUTE_NOINLINE Result RejectHead(uint32_t head, Policy policy) {
  const uint8_t first = static_cast<uint8_t>(head >> 24);
  const uint8_t second = static_cast<uint8_t>(head >> 16);
  if (head >> 16 != 0 && policy.Rejects(Violation::kReservedNonzero)) {
    return Rejection(Code::kDeserialization, Violation::kReservedNonzero, 0,
                     first != 0 ? first : second);
  }
  return Rejection(Code::kDeserialization, Violation::kFragment, 2,
                   static_cast<uint8_t>(head >> 8));
}

}  // namespace

Result Decode(Span<const uint8_t> datagram, Header* header, Policy policy) {
  const ByteReader in(datagram);
  if (ABSL_PREDICT_FALSE(in.size() < 4)) return Truncated(in.size());
  const uint32_t head = in.U32(0);  // RSV FRAG ATYP
  const uint8_t fragment = static_cast<uint8_t>(head >> 8);
  Violations found;
  found.AddIf(head >> 16 != 0, Violation::kReservedNonzero);
  found.AddIf(fragment != 0, Violation::kFragment);
  if (ABSL_PREDICT_FALSE(policy.RejectsAny(found))) return RejectHead(head, policy);
  const Result field = internal::DecodeAddressField<uint8_t>(
      in, static_cast<uint8_t>(head), Violation::kEmptyDomain, policy,
      {fragment, found, &header->fragment, &header->violations, &header->address});
  if (ABSL_PREDICT_TRUE(field.ok())) {
    header->payload = in.Bytes(field.consumed(), in.size() - field.consumed());
    return field;
  }
  return field.code() == Code::kNeedMore ? Truncated(in.size()) : field;
}

size_t EncodedSize(const Header& header) { return internal::SizeWithAddress(header.address); }

Result Encode(const Header& header, Span<uint8_t> output, Policy policy) {
  if (header.fragment != 0 && policy.Rejects(Violation::kFragment)) {
    return Rejection(Code::kSerialization, Violation::kFragment, 2, header.fragment);
  }
  const Result size = internal::CheckAddressField(header.address, Violation::kEmptyDomain, policy);
  if (!size.ok()) return size;
  if (output.size() < size.written()) return internal::TooSmall(size.written());
  ByteWriter out(output);
  out.U16(0);  // RSV
  out.U8(header.fragment);
  internal::WriteAddressField(header.address, &out);
  return size;
}

bool operator==(const Header& a, const Header& b) {
  return a.fragment == b.fragment && a.address == b.address;
}

}  // namespace udp
}  // namespace hardwire
