// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/dtls_record.h"

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/tls/dtls_framing.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {
namespace {

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

// Finds the id of the record at the start of `rest`, which is not empty.
ListedCid FindCid(ByteReader rest, DtlsDatagram::Cids cids, const DtlsContext& context) {
  const size_t at = dtls_internal::CidOffset(rest.U8(0), context);  // 0: the record has none
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

// Whether the id of `header`, which has one, is the association's. `listed`: what its list says;
// null: it has none, and the datagram's first id is right.
bool IsExpected(const DtlsHeader& header, const DtlsDatagram& datagram, const ListedCid* listed) {
  if (listed != nullptr) return listed->matches;
  return datagram.cid.empty() || header.cid == datagram.cid;
}

ABSL_ATTRIBUTE_ALWAYS_INLINE inline Result JudgeCid(const DtlsHeader& header,
                                                    const DtlsDatagram& datagram,
                                                    const ListedCid* listed,
                                                    const DtlsContext& context, Judge* judge) {
  if (context.cid_length() == 0) return judge->Ok();
  if (header.cid.empty()) {
    const bool later = header.form == DtlsForm::kUnified && datagram.ciphertext_seen;
    return later ? judge->Ok() : dtls_internal::JudgeNoCid(header, context, judge);
  }
  if (IsExpected(header, datagram, listed)) return judge->Ok();
  return dtls_internal::CidMismatch(header, *judge);
}

ABSL_ATTRIBUTE_ALWAYS_INLINE inline Framed Frame(Span<const uint8_t> rest,
                                                 const DtlsDatagram& datagram,
                                                 const ListedCid* listed,
                                                 const DtlsContext& context, Policy policy) {
  Framed framed;
  DtlsHeader* const header = &framed.header;
  framed.result = dtls_internal::FrameHeader(rest, header, context);
  if (!framed.result.ok()) return framed;
  framed.header_size = framed.result.consumed();
  const size_t room = rest.size() - framed.header_size;
  framed.fragment_size = header->has_length ? header->length : room;
  Judge judge = Judge::Decoder(Layer::kDtls, policy);
  framed.result = JudgeCid(*header, datagram, listed, context, &judge);
  if (!framed.result.ok()) return framed;
  framed.result = dtls_internal::JudgeHeader(*header, context, &judge);
  if (framed.result.ok()) {
    framed.result = dtls_internal::JudgeLength(*header, framed.fragment_size, context, &judge);
  }
  header->violations = judge.found();
  framed.is_whole =
      framed.fragment_size <= room && framed.result.detail() != Detail::kUnknownContentType;
  if (framed.result.ok() && !framed.is_whole) {
    framed.result = judge.Fault(Detail::kTruncated, rest.size());
  }
  return framed;
}

// `error`, counted from an octet that is `offset` before the record's.
Result Shifted(Result error, uint32_t offset) {
  return Result::Error(error.code(), error.detail(), error.offset() + offset, error.octet(),
                       error.layer());
}

// Next() behind its end. Inlined: a list must cost nothing where there is none.
ABSL_ATTRIBUTE_ALWAYS_INLINE inline DtlsStep Step(DtlsDatagram* datagram, DtlsRecord* record,
                                                  const DtlsContext& context, Policy policy,
                                                  const ListedCid* listed) {
  const ByteReader in(datagram->datagram);
  const size_t begin = datagram->next;
  const uint32_t offset = static_cast<uint32_t>(begin);
  Framed framed = Frame(in.Bytes(begin, in.size() - begin), *datagram, listed, context, policy);
  if (!framed.is_whole) {
    datagram->next = in.size();
    return {DtlsEvent::kDropRest, offset, Shifted(framed.result, offset)};
  }
  const size_t size = framed.header_size + framed.fragment_size;
  datagram->next = begin + size;
  if (datagram->cid.empty()) datagram->cid = framed.header.cid;
  if (framed.header.form == DtlsForm::kUnified) datagram->ciphertext_seen = true;
  if (!framed.result.ok()) {
    return {DtlsEvent::kDropRecord, offset, Shifted(framed.result, offset)};
  }
  framed.header.length = static_cast<uint16_t>(framed.fragment_size);
  record->header = framed.header;
  record->header_octets = in.Bytes(begin, framed.header_size);
  record->fragment = in.Bytes(begin + framed.header_size, framed.fragment_size);
  return {DtlsEvent::kRecord, offset, Result::Ok(static_cast<uint32_t>(size), Layer::kDtls)};
}

ABSL_ATTRIBUTE_NOINLINE DtlsStep ListedStep(DtlsDatagram* datagram, DtlsRecord* record,
                                            const DtlsContext& context, Policy policy) {
  const ByteReader in(datagram->datagram);
  const size_t begin = datagram->next;
  const ByteReader rest(in.Bytes(begin, in.size() - begin));
  const ListedCid listed = FindCid(rest, datagram->cids, context);
  return Step(datagram, record, context.WithCid(listed.length), policy, &listed);
}

}  // namespace

DtlsStep Next(DtlsDatagram* datagram, DtlsRecord* record, const DtlsContext& context,
              Policy policy) {
  if (datagram->next >= datagram->datagram.size()) {
    return {DtlsEvent::kEnd, static_cast<uint32_t>(datagram->next), Result::Ok(0, Layer::kDtls)};
  }
  if (ABSL_PREDICT_FALSE(!datagram->cids.empty())) {
    return ListedStep(datagram, record, context, policy);
  }
  return Step(datagram, record, context, policy, nullptr);
}

Result EncodeRecord(const DtlsHeader& header, Span<const uint8_t> fragment, Span<uint8_t> output,
                    const DtlsContext& context, Policy policy) {
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

}  // namespace tls
}  // namespace hardwire
