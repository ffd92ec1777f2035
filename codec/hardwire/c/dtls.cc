// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/c/dtls.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "hardwire/c/base.h"
#include "hardwire/c/convert.h"
#include "hardwire/c/tls.h"
#include "hardwire/result.h"
#include "hardwire/tls/dtls_ack.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/dtls_numbers.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/reassembly.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

std::optional<tls::DtlsContext> ContextOf(hw_dtls_context from) {
  if (from.tag != HW_DTLS_CONTEXT) return std::nullopt;
  return tls::DtlsContext::Of(from.version)
      .WithCid(from.cid_length)
      .WithLimit(tls::LengthLimit{from.limit});
}

namespace {

using tls::Reassembly;

constexpr uint32_t kReassemblyTag = 0x68;

// Empty if it is unset.
std::optional<Reassembly> ReassemblyOf(const hw_reassembly& from) {
  return Loaded(from, kReassemblyTag, Reassembly(Span<uint8_t>(), Span<uint8_t>()));
}

// Calls `what` with the reassembly, and keeps what becomes of it.
template <typename Call>
hw_result WithReassembly(hw_reassembly* from, Call what) {
  std::optional<Reassembly> reassembly = ReassemblyOf(*from);
  if (!reassembly) return kUnsetMemory;
  const Result result = what(&*reassembly);
  Store(from, kReassemblyTag, *reassembly);
  return ToC(result);
}

// Whether two headers are set and `same` holds for them.
template <typename Same>
int HeadersAre(const hw_dtls_handshake_header& a, const hw_dtls_handshake_header& b, Same same) {
  tls::DtlsHandshakeHeader first;
  tls::DtlsHandshakeHeader second;
  return FromC(a, &first) && FromC(b, &second) && same(first, second) ? 1 : 0;
}

hw_dtls_record DtlsRecordToC(const tls::DtlsRecord& from) {
  return {ToC(from.header), ToC(from.header_octets), ToC(from.fragment)};
}

// A step that drops everything, because something is unset or does not fit.
hw_dtls_step DropRest() { return {HW_DTLS_EVENT_DROP_REST, 0, kUnsetMemory}; }

}  // namespace

extern "C" {

HW_API const char* hw_dtls_form_name(uint8_t form) {
  return ToName(Name(static_cast<tls::DtlsForm>(form)));
}

HW_API hw_dtls_context hw_dtls_context_of(uint16_t version) {
  return {HW_DTLS_CONTEXT, version, HW_NO_LIMIT, 0};
}

HW_API hw_dtls_handshake_header hw_dtls_handshake_header_new(void) {
  return ToC(tls::DtlsHandshakeHeader());
}
HW_API hw_result hw_dtls_handshake_header_decode(const uint8_t* input, size_t size,
                                                 hw_dtls_handshake_header* message,
                                                 uint32_t limit) {
  return DecodeInto<tls::DtlsHandshakeHeader>(input, size, message, LimitOf(limit),
                                              hw_policy_strict());
}
HW_API hw_result hw_dtls_handshake_header_encode(const hw_dtls_handshake_header* message,
                                                 uint8_t* output, size_t size, uint32_t limit) {
  return EncodeFrom<tls::DtlsHandshakeHeader>(*message, output, size, LimitOf(limit),
                                              hw_policy_strict());
}
HW_API size_t hw_dtls_handshake_header_size(const hw_dtls_handshake_header* message) {
  return SizeOf<tls::DtlsHandshakeHeader>(*message);
}

HW_API hw_dtls_header hw_dtls_header_new(void) { return ToC(tls::DtlsHeader()); }
HW_API hw_result hw_dtls_header_decode(const uint8_t* input, size_t size, hw_dtls_header* message,
                                       hw_dtls_context context, hw_policy policy) {
  return DecodeInto<tls::DtlsHeader>(input, size, message, ContextOf(context), policy);
}
HW_API hw_result hw_dtls_header_encode(const hw_dtls_header* message, uint8_t* output, size_t size,
                                       hw_dtls_context context, hw_policy policy) {
  return EncodeFrom<tls::DtlsHeader>(*message, output, size, ContextOf(context), policy);
}
HW_API size_t hw_dtls_header_size(const hw_dtls_header* message) {
  return SizeOf<tls::DtlsHeader>(*message);
}

HW_API hw_dtls_ack hw_dtls_ack_new(void) { return ToC(tls::Ack()); }
HW_API hw_result hw_dtls_ack_decode(const uint8_t* input, size_t size, hw_dtls_ack* message) {
  return DecodeInto<tls::Ack>(input, size, message, WithoutContext(), hw_policy_strict());
}
HW_API hw_result hw_dtls_ack_encode(const hw_dtls_ack* message, uint8_t* output, size_t size) {
  return EncodeFrom<tls::Ack>(*message, output, size, WithoutContext(), hw_policy_strict());
}
HW_API size_t hw_dtls_ack_size(const hw_dtls_ack* message) { return SizeOf<tls::Ack>(*message); }

HW_API hw_result hw_dtls_fragment_behind(const uint8_t* input, size_t size,
                                         const hw_dtls_handshake_header* header,
                                         hw_bytes* fragment) {
  tls::DtlsHandshakeHeader from;
  if (!FromC(*header, &from)) return kUnsetMemory;
  Span<const uint8_t> found;
  const Result result = tls::FragmentBehind({input, size}, from, &found);
  if (result.ok()) *fragment = ToC(found);
  return ToC(result);
}
HW_API int hw_dtls_same_message(const hw_dtls_handshake_header* a,
                                const hw_dtls_handshake_header* b) {
  return HeadersAre(*a, *b, tls::SameMessage);
}
HW_API int hw_dtls_contradicts(const hw_dtls_handshake_header* a,
                               const hw_dtls_handshake_header* b) {
  return HeadersAre(*a, *b, tls::Contradicts);
}

HW_API void hw_reassembly_init(hw_reassembly* reassembly, uint8_t* octets, size_t octets_size,
                               uint8_t* bits, size_t bits_size) {
  Store(reassembly, kReassemblyTag, Reassembly({octets, octets_size}, {bits, bits_size}));
}
HW_API hw_result hw_reassembly_set_length(hw_reassembly* reassembly, uint32_t length) {
  return WithReassembly(reassembly, [=](Reassembly* object) { return object->SetLength(length); });
}
HW_API hw_result hw_reassembly_add(hw_reassembly* reassembly, uint32_t offset, const uint8_t* piece,
                                   size_t size) {
  return WithReassembly(reassembly, [=](Reassembly* object) {
    return object->Add(offset, {piece, size});
  });
}
HW_API hw_result hw_reassembly_add_fragment(hw_reassembly* reassembly,
                                            const hw_dtls_handshake_header* header,
                                            hw_bytes fragment) {
  tls::DtlsHandshakeHeader from;
  if (!FromC(*header, &from)) return kUnsetMemory;
  return WithReassembly(reassembly,
                        [&](Reassembly* object) { return object->Add(from, FromC(fragment)); });
}
HW_API int hw_reassembly_complete(const hw_reassembly* reassembly) {
  const std::optional<Reassembly> object = ReassemblyOf(*reassembly);
  return object && object->complete() ? 1 : 0;
}
HW_API hw_bytes hw_reassembly_message(const hw_reassembly* reassembly) {
  const std::optional<Reassembly> object = ReassemblyOf(*reassembly);
  return object ? ToC(object->message()) : hw_bytes{nullptr, 0};
}
HW_API hw_bytes hw_reassembly_front(const hw_reassembly* reassembly) {
  const std::optional<Reassembly> object = ReassemblyOf(*reassembly);
  return object ? ToC(object->front()) : hw_bytes{nullptr, 0};
}

HW_API int hw_dtls_ack_entry(const hw_dtls_ack* ack, size_t i, hw_record_number* number) {
  tls::Ack from;
  if (!FromC(*ack, &from) || i >= from.size()) return 0;
  *number = {from[i].epoch, from[i].sequence};
  return 1;
}
HW_API hw_result hw_dtls_encode_ack(const hw_record_number* records, size_t count, uint8_t* output,
                                    size_t size) {
  if (count > tls::kMaxAckEntries)
    return ToC(Result::Error(Code::kSerialization, Detail::kRecordOverflow, 0, 0, Layer::kDtls));
  std::array<tls::RecordNumber, tls::kMaxAckEntries> numbers;
  const Span<const hw_record_number> from(records, count);
  for (size_t i = 0; i < count; ++i) numbers[i] = {from[i].epoch, from[i].sequence};
  return ToC(tls::EncodeAck({numbers.data(), count}, {output, size}));
}

HW_API int hw_dtls_full_epoch(uint64_t current, uint8_t low_bits, uint64_t* epoch) {
  const std::optional<uint64_t> full = tls::FullEpoch(current, low_bits);
  if (full) *epoch = *full;
  return full ? 1 : 0;
}
HW_API uint64_t hw_dtls_full_sequence(uint64_t expected, uint16_t low_bits, int long_sequence) {
  return tls::FullSequence(expected, low_bits, long_sequence != 0);
}

HW_API int hw_replay_window_check(const hw_replay_window* window, uint64_t sequence) {
  tls::ReplayWindow from;
  from.highest = window->highest;
  from.seen = window->seen;
  return from.Check(sequence) ? 1 : 0;
}
HW_API void hw_replay_window_update(hw_replay_window* window, uint64_t sequence) {
  tls::ReplayWindow from;
  from.highest = window->highest;
  from.seen = window->seen;
  from.Update(sequence);
  *window = {from.highest, from.seen};
}

HW_API hw_dtls_datagram hw_dtls_datagram_of(const uint8_t* octets, size_t size) {
  hw_dtls_datagram datagram = {};
  datagram.datagram = {octets, size};
  return datagram;
}

HW_API hw_dtls_step hw_dtls_next(hw_dtls_datagram* datagram, hw_dtls_record* record,
                                 hw_dtls_context context, hw_policy policy) {
  const std::optional<tls::DtlsContext> negotiated = ContextOf(context);
  const size_t ids = datagram->cids == nullptr ? 0 : datagram->cids_size;
  if (!negotiated || ids > HW_MAX_CIDS || datagram->next > datagram->datagram.size)
    return DropRest();
  std::array<Span<const uint8_t>, HW_MAX_CIDS> list;
  const Span<const hw_bytes> given(datagram->cids, ids);
  for (size_t i = 0; i < ids; ++i) list[i] = FromC(given[i]);
  tls::DtlsDatagram rest(FromC(datagram->datagram), {list.data(), ids});
  rest.next = datagram->next;
  rest.cid = FromC(datagram->cid);
  rest.ciphertext_seen = datagram->ciphertext_seen != 0;
  tls::DtlsRecord found;
  const tls::DtlsStep step = tls::Next(&rest, &found, *negotiated, FromC(policy));
  if (step.event == tls::DtlsEvent::kRecord) *record = DtlsRecordToC(found);
  datagram->next = rest.next;
  datagram->cid = ToC(rest.cid);
  datagram->ciphertext_seen = rest.ciphertext_seen ? 1 : 0;
  return {static_cast<uint32_t>(step.event) + 1, step.offset, ToC(step.result)};
}

HW_API hw_result hw_dtls_encode_record(const hw_dtls_header* header, const uint8_t* fragment,
                                       size_t fragment_size, uint8_t* output, size_t size,
                                       hw_dtls_context context, hw_policy policy) {
  const std::optional<tls::DtlsContext> negotiated = ContextOf(context);
  tls::DtlsHeader from;
  if (!negotiated || !FromC(*header, &from)) return kUnsetMemory;
  return ToC(tls::EncodeRecord(from, {fragment, fragment_size}, {output, size}, *negotiated,
                               FromC(policy)));
}

}  // extern "C"

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
