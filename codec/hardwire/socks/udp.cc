// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/udp.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/judge.h"
#include "hardwire/socks/address_field.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace udp {
namespace {

using internal::ByteReader;
using internal::Judge;

// RSV, FRAG and ATYP as an integer.
uint8_t FragmentOf(uint32_t head) { return static_cast<uint8_t>(head >> 8); }

// The rules that RSV and FRAG break.
Violations FoundInUdpHead(uint32_t head) {
  Violations found;
  found.AddIf(head >> 16 != 0, Violation::kReservedNonzero);
  found.AddIf(FragmentOf(head) != 0, Violation::kFragment);
  return found;
}

// What FRAG breaks.
Result JudgeFragment(uint8_t fragment, Judge* judge) {
  if (HARDWIRE_PREDICT_TRUE(fragment == 0)) return judge->Ok();
  return judge->Breaks(Violation::kFragment, 2, fragment);
}

// The first of RSV and FRAG that `policy` rejects; there must be one.
HARDWIRE_NOINLINE Result RejectUdpHead(uint32_t head, Policy policy) {
  Judge judge = Judge::Decoder(Layer::kSocks, policy);
  const uint8_t first = static_cast<uint8_t>(head >> 24);
  const uint8_t second = static_cast<uint8_t>(head >> 16);
  if (head >> 16 != 0) {
    const Result reserved =
        judge.Breaks(Violation::kReservedNonzero, 0, first != 0 ? first : second);
    if (!reserved.ok()) return reserved;
  }
  return JudgeFragment(FragmentOf(head), &judge);
}

}  // namespace

Result Decode(Span<const uint8_t> datagram, Header* header, Policy policy) {
  constexpr Judge kJudge = Judge::Decoder(Layer::kSocks);
  const ByteReader in(datagram);
  if (HARDWIRE_PREDICT_FALSE(in.size() < 4)) return kJudge.Fault(Detail::kTruncated, in.size());
  const uint32_t head = in.U32(0);
  const Violations found = FoundInUdpHead(head);
  if (HARDWIRE_PREDICT_FALSE(policy.RejectsAny(found))) return RejectUdpHead(head, policy);
  const Result field = internal::DecodeAddressField<uint8_t>(
      in, static_cast<uint8_t>(head), internal::kNameInRequest, policy,
      {FragmentOf(head), found, &header->fragment, &header->violations, &header->address});
  if (HARDWIRE_PREDICT_TRUE(field.ok())) {
    header->payload = in.Bytes(field.consumed(), in.size() - field.consumed());
    return field;
  }
  if (field.code() == Code::kNeedMore) return kJudge.Fault(Detail::kTruncated, in.size());
  return field;
}

size_t EncodedSize(const Header& header) { return internal::SizeWithAddress(header.address); }

Result Encode(const Header& header, Span<uint8_t> output, Policy policy) {
  Judge judge = Judge::Encoder(Layer::kSocks, policy);
  const Result fragment = JudgeFragment(header.fragment, &judge);
  if (!fragment.ok()) return fragment;
  // RSV, FRAG.
  return internal::EncodeWithAddress(header.fragment, header.address, internal::kNameInRequest,
                                     output, policy);
}

bool operator==(const Header& a, const Header& b) {
  return a.fragment == b.fragment && a.address == b.address;
}

}  // namespace udp
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
