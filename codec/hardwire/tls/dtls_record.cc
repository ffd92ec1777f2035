// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/dtls_record.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/dtls_framing.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using dtls_internal::PlaintextFields;
using dtls_internal::UnifiedFields;
using dtls_internal::UnifiedLayout;
using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;

// Where one record lies, and what is wrong with it.
struct Framed {
  DtlsHeader header;
  size_t header_size = 0;
  size_t fragment_size = 0;
  Result result;          // offset() counts from the record's first octet
  bool is_whole = false;  // the record's end can be trusted, and is in the datagram
};

// What a list of ids says of a record.
struct ListedCid {
  uint8_t length = 0;    // of the id that matches, else of the shortest; 0: no id was negotiated
  bool matches = false;  // one does, and no other of another length
};

// What is known of a record's id, if it has one.
enum class KnownCid : uint8_t { kNothing, kExpected, kOther };

// Finds the id of the record at the start of `rest`, whose first octet is `first`.
ListedCid FindCid(ByteReader rest, uint8_t first, DtlsDatagram::Cids cids,
                  const DtlsContext& context) {
  const size_t at = dtls_internal::CidOffset(first, context);  // 0: the record has none
  const size_t room = at != 0 && at < rest.size() ? rest.size() - at : 0;
  ListedCid found;
  bool ambiguous = false;
  uint8_t shortest = 0;
  for (const Span<const uint8_t> cid : cids) {
    if (cid.empty() || cid.size() > UINT8_MAX) continue;
    const uint8_t length = static_cast<uint8_t>(cid.size());
    if (shortest == 0 || length < shortest) shortest = length;
    if (length <= room && rest.Bytes(at, length) == cid) {
      ambiguous |= found.matches && length != found.length;
      found = {length, true};
    }
  }
  if (!found.matches || ambiguous) found = {shortest, false};
  return found;
}

// Whether the id of `header`, which has one, is the association's. Where nothing is known, the
// datagram's first id is.
bool IsExpected(const DtlsHeader& header, const DtlsDatagram& datagram, KnownCid known) {
  if (known != KnownCid::kNothing) return known == KnownCid::kExpected;
  return datagram.cid.empty() || header.cid == datagram.cid;
}

Result JudgeCid(const DtlsHeader& header, const DtlsDatagram& datagram, KnownCid known,
                const DtlsContext& context, Judge* judge) {
  if (context.cid_length() == 0) return judge->Ok();
  if (header.cid.empty()) {
    const bool later = header.form == DtlsForm::kUnified && datagram.ciphertext_seen;
    return later ? judge->Ok() : dtls_internal::JudgeNoCid(header, context, judge);
  }
  if (IsExpected(header, datagram, known)) return judge->Ok();
  return dtls_internal::CidMismatch(header, *judge);
}

// Judges the record at the start of `size` octets, whose header was read with the outcome
// `framed->result`.
void JudgeFramed(size_t size, const DtlsDatagram& datagram, KnownCid known,
                 const DtlsContext& context, Policy policy, Framed* framed) {
  if (!framed->result.ok()) return;
  DtlsHeader* const header = &framed->header;
  framed->header_size = framed->result.consumed();
  const size_t room = size - framed->header_size;
  framed->fragment_size = header->has_length ? header->length : room;
  Judge judge = Judge::Decoder(Layer::kDtls, policy);
  framed->result = JudgeCid(*header, datagram, known, context, &judge);
  if (!framed->result.ok()) return;
  framed->result = dtls_internal::JudgeHeader(*header, context, &judge);
  if (framed->result.ok()) {
    framed->result = dtls_internal::JudgeLength(*header, framed->fragment_size, context, &judge);
  }
  header->violations = judge.found();
  framed->is_whole =
      framed->fragment_size <= room && framed->result.detail() != Detail::kUnknownContentType;
  if (framed->result.ok() && !framed->is_whole) {
    framed->result = judge.Fault(Detail::kTruncated, size);
  }
}

// `error`, counted from an octet that is `offset` before the record's.
Result Shifted(Result error, uint32_t offset) {
  return Result::Error(error.code(), error.detail(), error.offset() + offset, error.octet(),
                       error.layer());
}

// What is left of the datagram.
ByteReader Rest(const DtlsDatagram& datagram) {
  const ByteReader in(datagram.datagram);
  return ByteReader(in.Bytes(datagram.next, in.size() - datagram.next));
}

// A step over a record that may be wrong, behind its header.
DtlsStep StepSlowly(DtlsDatagram* datagram, DtlsRecord* record, const DtlsContext& context,
                    Policy policy, KnownCid known, Framed* framed) {
  const ByteReader rest = Rest(*datagram);
  const uint32_t offset = static_cast<uint32_t>(datagram->next);
  JudgeFramed(rest.size(), *datagram, known, context, policy, framed);
  if (!framed->is_whole) {
    datagram->next = datagram->datagram.size();
    return {DtlsEvent::kDropRest, offset, Shifted(framed->result, offset)};
  }
  const size_t size = framed->header_size + framed->fragment_size;
  datagram->next += size;
  if (datagram->cid.empty()) datagram->cid = framed->header.cid;
  if (framed->header.form == DtlsForm::kUnified) datagram->ciphertext_seen = true;
  if (!framed->result.ok()) {
    return {DtlsEvent::kDropRecord, offset, Shifted(framed->result, offset)};
  }
  framed->header.length = static_cast<uint16_t>(framed->fragment_size);
  record->header = framed->header;
  record->header_octets = rest.Bytes(0, framed->header_size);
  record->fragment = rest.Bytes(framed->header_size, framed->fragment_size);
  return {DtlsEvent::kRecord, offset, Result::Ok(static_cast<uint32_t>(size), Layer::kDtls)};
}

// The same, where octets of the header were loaded: the first, or all of them.
HARDWIRE_NOINLINE DtlsStep StepBehind(DtlsDatagram* datagram, DtlsRecord* record,
                                      const DtlsContext& context, Policy policy, uint8_t first,
                                      KnownCid known) {
  Framed framed;
  const ByteReader rest = Rest(*datagram);
  framed.result =
      dtls_internal::FrameBehind(first, rest.Bytes(0, rest.size()), &framed.header, context);
  return StepSlowly(datagram, record, context, policy, known, &framed);
}

HARDWIRE_NOINLINE DtlsStep StepPlaintextSlowly(DtlsDatagram* datagram, DtlsRecord* record,
                                               const DtlsContext& context, Policy policy,
                                               PlaintextFields fields) {
  Framed framed;
  framed.result = dtls_internal::FrameLoaded(fields, &framed.header, context);
  return StepSlowly(datagram, record, context, policy, KnownCid::kNothing, &framed);
}

HARDWIRE_NOINLINE DtlsStep StepUnifiedSlowly(DtlsDatagram* datagram, DtlsRecord* record,
                                             const DtlsContext& context, Policy policy,
                                             UnifiedFields fields) {
  Framed framed;
  const ByteReader rest = Rest(*datagram);
  framed.result =
      dtls_internal::FrameLoaded(fields, rest.Bytes(0, rest.size()), &framed.header, context);
  return StepSlowly(datagram, record, context, policy, KnownCid::kExpected, &framed);
}

HARDWIRE_NOINLINE DtlsStep StepListed(DtlsDatagram* datagram, DtlsRecord* record,
                                      const DtlsContext& context, Policy policy) {
  const ByteReader rest = Rest(*datagram);
  const uint8_t first = rest.U8(0);
  const ListedCid listed = FindCid(rest, first, datagram->cids, context);
  const DtlsContext with_cid = context.WithCid(listed.length);
  Framed framed;
  framed.result =
      dtls_internal::FrameBehind(first, rest.Bytes(0, rest.size()), &framed.header, with_cid);
  const KnownCid known = listed.matches ? KnownCid::kExpected : KnownCid::kOther;
  return StepSlowly(datagram, record, with_cid, policy, known, &framed);
}

// Goes over a record that breaks no rule.
HARDWIRE_ALWAYS_INLINE inline DtlsStep TakeRecord(ByteReader rest, size_t header_size,
                                                  size_t fragment_size, DtlsDatagram* datagram,
                                                  DtlsRecord* record) {
  const uint32_t offset = static_cast<uint32_t>(datagram->next);
  const size_t size = header_size + fragment_size;
  datagram->next += size;
  record->header.length = static_cast<uint16_t>(fragment_size);
  record->header.violations = Violations();
  record->header_octets = rest.Bytes(0, header_size);
  record->fragment = rest.Bytes(header_size, fragment_size);
  return {DtlsEvent::kRecord, offset, Result::Ok(static_cast<uint32_t>(size), Layer::kDtls)};
}

// Whether a record with a unified header needs no connection id. `announced`: it says it has one.
bool MayLackCid(const DtlsDatagram& datagram, const DtlsContext& context, bool announced) {
  return !announced && (context.cid_length() == 0 || datagram.ciphertext_seen);
}

DtlsStep StepComparing(DtlsDatagram* datagram, DtlsRecord* record, const DtlsContext& context,
                       Policy policy, uint8_t first);

// A record with a unified header, which begins with `first`. `compared`: its connection id was, and
// is that of the datagram. Out of line: a record of the plaintext form must not pay for it.
HARDWIRE_NOINLINE DtlsStep StepUnified(DtlsDatagram* datagram, DtlsRecord* record,
                                       const DtlsContext& context, Policy policy, uint8_t first,
                                       bool compared) {
  const bool has_cid = (first & dtls_internal::kC) != 0;
  if (has_cid && !compared && !datagram->cid.empty()) {
    return StepComparing(datagram, record, context, policy, first);
  }
  const size_t cid_size = has_cid ? context.cid_length() : 0;
  const ByteReader rest = Rest(*datagram);
  const UnifiedLayout at(first, cid_size);
  if (HARDWIRE_PREDICT_FALSE(!context.IsDtls13() || rest.size() < at.size ||
                             (cid_size == 0 && !MayLackCid(*datagram, context, has_cid)))) {
    return StepBehind(datagram, record, context, policy, first, KnownCid::kExpected);
  }
  const bool has_length = (first & dtls_internal::kL) != 0;
  const uint16_t sequence = dtls_internal::LoadSequence(rest, at, first);
  const size_t room = rest.size() - at.size;
  const size_t size = has_length ? rest.U16(at.length_at) : room;
  if (HARDWIRE_PREDICT_FALSE(size > room || size < kMinDtlsCiphertext ||
                             size > context.limit(DtlsForm::kUnified, 0))) {
    const uint16_t length = has_length ? static_cast<uint16_t>(size) : uint16_t{0};
    return StepUnifiedSlowly(datagram, record, context, policy, {sequence, length, first});
  }
  const Span<const uint8_t> cid = rest.Bytes(dtls_internal::kBehindFirst, cid_size);
  if (datagram->cid.empty()) datagram->cid = cid;
  datagram->ciphertext_seen = true;
  DtlsHeader* const header = &record->header;
  header->form = DtlsForm::kUnified;
  header->type = ContentType::kApplicationData;
  header->version = kDtls12;
  header->epoch = first & dtls_internal::kE;
  header->sequence = sequence;
  header->long_sequence = (first & dtls_internal::kS) != 0;
  header->has_length = has_length;
  header->cid = cid;
  return TakeRecord(rest, at.size, size, datagram, record);
}

// A unified record with a connection id, which is not the datagram's first.
HARDWIRE_NOINLINE DtlsStep StepComparing(DtlsDatagram* datagram, DtlsRecord* record,
                                         const DtlsContext& context, Policy policy, uint8_t first) {
  const ByteReader rest = Rest(*datagram);
  const size_t size = context.cid_length();
  if (size == 0 || rest.size() - dtls_internal::kBehindFirst < size ||
      rest.Bytes(dtls_internal::kBehindFirst, size) != datagram->cid) {
    return StepBehind(datagram, record, context, policy, first, KnownCid::kOther);
  }
  return StepUnified(datagram, record, context, policy, first, true);
}

// Whether a header of the plaintext form, with a fragment of `length` octets, breaks no rule.
bool IsCleanPlaintext(const DtlsHeader& header, size_t length, const DtlsContext& context) {
  return context.plaintext_types().Has(header.type) && context.ExpectsVersion(header.version) &&
         header.cid.empty() && length != 0 && length <= context.PlaintextLimit(header.epoch) &&
         header.sequence <= kMaxDtlsSequence;
}

// The same of a unified header.
bool IsCleanUnified(const DtlsHeader& header, size_t length, const DtlsContext& context) {
  return context.IsDtls13() && (header.cid.empty() || header.cid.size() == context.cid_length()) &&
         length >= kMinDtlsCiphertext && length <= context.limit(DtlsForm::kUnified, 0) &&
         header.sequence <= kMaxDtlsSequence;
}

// A record that may be wrong, or has no room, or has the cid form.
HARDWIRE_NOINLINE Result EncodeSlowly(const DtlsHeader& header, Span<const uint8_t> fragment,
                                      Span<uint8_t> output, const DtlsContext& context,
                                      Policy policy) {
  Judge judge = Judge::Encoder(Layer::kDtls, policy);
  const Result fits = dtls_internal::JudgeLength(header, fragment.size(), context, &judge);
  if (!fits.ok()) return fits;
  const size_t header_size = EncodedSize(header);
  const size_t size = header_size + fragment.size();
  DtlsHeader with_length = header;
  with_length.length = static_cast<uint16_t>(fragment.size());
  const bool room = output.size() >= size;
  const Result result = Encode(with_length, room ? output : Span<uint8_t>(), context, policy);
  if (result.detail() == Detail::kOutputTooSmall) return judge.TooSmall(size);
  if (!result.ok()) return result;
  ByteWriter(internal::Part(output, header_size, fragment.size())).Bytes(fragment);
  return judge.Ok(size);
}

}  // namespace

DtlsStep Next(DtlsDatagram* datagram, DtlsRecord* record, const DtlsContext& context,
              Policy policy) {
  if (datagram->next >= datagram->datagram.size()) {
    return {DtlsEvent::kEnd, static_cast<uint32_t>(datagram->next), Result::Ok(0, Layer::kDtls)};
  }
  if (HARDWIRE_PREDICT_FALSE(!datagram->cids.empty())) {
    return StepListed(datagram, record, context, policy);
  }
  const ByteReader rest = Rest(*datagram);
  const uint8_t first = rest.U8(0);
  const ContentType type = static_cast<ContentType>(first);
  if (!context.plaintext_types().Has(type)) {
    return dtls_internal::BeginsUnified(first)
               ? StepUnified(datagram, record, context, policy, first, false)
               : StepBehind(datagram, record, context, policy, first, KnownCid::kNothing);
  }
  if (HARDWIRE_PREDICT_FALSE(rest.size() < kDtlsHeaderSize)) {
    return StepBehind(datagram, record, context, policy, first, KnownCid::kNothing);
  }
  const uint32_t version_and_epoch = rest.U32(1);
  const uint16_t version = static_cast<uint16_t>(version_and_epoch >> 16);
  const uint16_t epoch = static_cast<uint16_t>(version_and_epoch & 0xFFFF);
  const uint64_t sequence = rest.U48(5);
  const uint16_t length = rest.U16(11);
  if (HARDWIRE_PREDICT_FALSE(!context.ExpectsVersion(version) ||
                             static_cast<uint16_t>(length - 1) >= context.PlaintextLimit(epoch) ||
                             length > rest.size() - kDtlsHeaderSize)) {
    return StepPlaintextSlowly(datagram, record, context, policy,
                               {sequence, version, epoch, length, type});
  }
  DtlsHeader* const header = &record->header;
  header->form = DtlsForm::kPlaintext;
  header->type = type;
  header->version = version;
  header->epoch = epoch;
  header->sequence = sequence;
  header->long_sequence = true;
  header->has_length = true;
  header->cid = Span<const uint8_t>();
  return TakeRecord(rest, kDtlsHeaderSize, length, datagram, record);
}

Result EncodeRecord(const DtlsHeader& header, Span<const uint8_t> fragment, Span<uint8_t> output,
                    const DtlsContext& context, Policy policy) {
  const size_t length = fragment.size();
  const size_t room = output.size();
  ByteWriter out(output);
  size_t header_size = kDtlsHeaderSize;
  if (header.form == DtlsForm::kPlaintext) {
    if (HARDWIRE_PREDICT_FALSE(!IsCleanPlaintext(header, length, context) ||
                               room < header_size + length)) {
      return EncodeSlowly(header, fragment, output, context, policy);
    }
    dtls_internal::WriteTyped(header, {}, static_cast<uint16_t>(length), &out);
  } else {
    const UnifiedLayout at(dtls_internal::UnifiedFirst(header), header.cid.size());
    header_size = at.size;
    if (HARDWIRE_PREDICT_FALSE(header.form != DtlsForm::kUnified ||
                               !IsCleanUnified(header, length, context) ||
                               room < header_size + length)) {
      return EncodeSlowly(header, fragment, output, context, policy);
    }
    dtls_internal::WriteUnified(header, static_cast<uint16_t>(length), &out);
  }
  out.Bytes(fragment);
  return Result::Ok(static_cast<uint32_t>(header_size + length), Layer::kDtls);
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
