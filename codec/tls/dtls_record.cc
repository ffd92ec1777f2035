// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/dtls_record.h"

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"

namespace hardwire {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;

// Where one record lies, and what is wrong with it.
struct Framed {
  DtlsHeader header;
  size_t header_size = 0;
  size_t fragment_size = 0;
  Result result;          // n() counts from the record's first octet
  bool is_whole = false;  // the record's end can be trusted, and is in the datagram
};

// `cid`: the datagram's first; empty: there is none yet.
Result JudgeCid(const DtlsHeader& header, absl::Span<const uint8_t> cid) {
  if (header.cid.empty() || cid.empty() || header.cid == cid) return Result::Ok(0, Layer::kDtls);
  return dtls_internal::CidMismatch(header, Code::kDeserialization);
}

Result JudgeRecord(const Framed& framed, const RecordContext& context, Policy policy,
                   Violations* found) {
  constexpr Code kError = Code::kDeserialization;
  const Result result =
      dtls_internal::JudgeDtlsHeader(framed.header, context, policy, kError, found);
  if (!result.ok()) return result;
  return dtls_internal::JudgeDtlsLength(framed.header, framed.fragment_size, context, policy,
                                        kError, found);
}

Framed Frame(absl::Span<const uint8_t> rest, absl::Span<const uint8_t> cid,
             const RecordContext& context, Policy policy) {
  Framed framed;
  DtlsHeader* const header = &framed.header;
  framed.result = dtls_internal::FrameDtlsHeader(rest, header, context);
  if (!framed.result.ok()) return framed;
  framed.header_size = framed.result.n();
  const size_t room = rest.size() - framed.header_size;
  framed.fragment_size = header->has_length ? header->length : room;
  framed.result = JudgeCid(*header, cid);
  if (!framed.result.ok()) return framed;
  framed.result = JudgeRecord(framed, context, policy, &header->violations);
  framed.is_whole =
      framed.fragment_size <= room && framed.result.detail() != Detail::kUnknownContentType;
  if (framed.result.ok() && !framed.is_whole) {
    framed.result = Result::Error(Code::kDeserialization, Detail::kTruncated,
                                  static_cast<uint32_t>(rest.size()), 0, Layer::kDtls);
  }
  return framed;
}

// `error`, counted from an octet that is `offset` before the record's.
Result Shifted(Result error, uint32_t offset) {
  return Result::Error(error.code(), error.detail(), error.n() + offset, error.octet(),
                       error.layer());
}

}  // namespace

DtlsStep Next(DtlsDatagram* datagram, DtlsRecord* record, const RecordContext& context,
              Policy policy) {
  const ByteReader in(datagram->datagram);
  const size_t begin = datagram->next;
  const uint32_t offset = static_cast<uint32_t>(begin);
  if (begin >= in.size()) return {DtlsEvent::kEnd, offset, Result::Ok(0, Layer::kDtls)};
  Framed framed = Frame(in.Bytes(begin, in.size() - begin), datagram->cid, context, policy);
  if (!framed.is_whole) {
    datagram->next = in.size();
    return {DtlsEvent::kDropRest, offset, Shifted(framed.result, offset)};
  }
  const size_t size = framed.header_size + framed.fragment_size;
  datagram->next = begin + size;
  if (datagram->cid.empty()) datagram->cid = framed.header.cid;
  if (!framed.result.ok()) {
    return {DtlsEvent::kDropRecord, offset, Shifted(framed.result, offset)};
  }
  framed.header.length = static_cast<uint16_t>(framed.fragment_size);
  record->header = framed.header;
  record->header_octets = in.Bytes(begin, framed.header_size);
  record->fragment = in.Bytes(begin + framed.header_size, framed.fragment_size);
  return {DtlsEvent::kRecord, offset, Result::Ok(static_cast<uint32_t>(size), Layer::kDtls)};
}

Result EncodeRecord(const DtlsHeader& header, absl::Span<const uint8_t> fragment,
                    absl::Span<uint8_t> output, const RecordContext& context, Policy policy) {
  Violations found;
  const Result fits = dtls_internal::JudgeDtlsLength(header, fragment.size(), context, policy,
                                                     Code::kSerialization, &found);
  if (!fits.ok()) return fits;
  const size_t header_size = EncodedSize(header);
  const size_t size = header_size + fragment.size();
  DtlsHeader with_length = header;
  with_length.length = static_cast<uint16_t>(fragment.size());
  const bool room = output.size() >= size;
  const Result result = Encode(with_length, room ? output : absl::Span<uint8_t>(), context, policy);
  if (result.detail() == Detail::kOutputTooSmall) return internal::TooSmall(size, Layer::kDtls);
  if (!result.ok()) return result;
  ByteWriter(absl::Span<uint8_t>(output.data() + header_size, fragment.size())).Bytes(fragment);
  return Result::Ok(static_cast<uint32_t>(size), Layer::kDtls);
}

}  // namespace tls
}  // namespace hardwire
