// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/dtls_header.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/internal/names.h"
#include "hardwire/tls/dtls_framing.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using dtls_internal::BeginsUnified;
using dtls_internal::kBehindFirst;
using dtls_internal::kC;
using dtls_internal::kE;
using dtls_internal::kL;
using dtls_internal::PlaintextFields;
using dtls_internal::UnifiedFields;
using dtls_internal::UnifiedLayout;
using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;

constexpr uint8_t kDtlsMajor = 0xFE;

// The first octet of the plaintext and cid forms.
constexpr uint8_t kFirstPlain = 20;
constexpr uint8_t kLastPlain = 31;

// Offsets of fields in the plaintext and cid forms.
constexpr uint32_t kVersionAt = 1;
constexpr uint32_t kEpochAt = 3;
constexpr uint32_t kSequenceAt = 5;
constexpr uint32_t kBehindSequence = 11;

bool IsUnified(const DtlsHeader& header) { return header.form == DtlsForm::kUnified; }

bool HasLength(const DtlsHeader& header) { return header.has_length || !IsUnified(header); }

// Which records the first octet may begin.
bool IsMine(uint8_t first, const DtlsContext& context) {
  const ContentType type = static_cast<ContentType>(first);
  if (context.IsDtls13()) {
    return BeginsUnified(first) || type == ContentType::kAlert || type == ContentType::kHandshake ||
           type == ContentType::kAck;
  }
  return context.MayBeBefore13() && first >= kFirstPlain && first <= kLastPlain;
}

Result JudgeFirst(uint8_t first, const DtlsContext& context, Judge judge) {
  if (!IsMine(first, context)) return judge.Fault(Detail::kNotDtls, 0, first);
  const bool with_cid = BeginsUnified(first)
                            ? (first & kC) != 0
                            : static_cast<ContentType>(first) == ContentType::kTls12Cid;
  if (with_cid && context.cid_length() == 0) {
    return judge.Fault(Detail::kCidNotNegotiated, 0, first);
  }
  return judge.Ok();
}

Result JudgeMajor(uint8_t major, const DtlsContext& context, Judge judge) {
  if (major == kDtlsMajor || context.IsDtls13()) return judge.Ok();
  return judge.Fault(Detail::kRecordMajorVersion, kVersionAt, major);
}

uint8_t FirstOctet(const DtlsHeader& header) {
  if (!IsUnified(header)) return static_cast<uint8_t>(header.type);
  return dtls_internal::UnifiedFirst(header);
}

uint32_t SequenceOffset(const DtlsHeader& header) {
  if (!IsUnified(header)) return kSequenceAt;
  return kBehindFirst + static_cast<uint32_t>(header.cid.size());
}

uint32_t LengthOffset(const DtlsHeader& header) {
  if (IsUnified(header)) return SequenceOffset(header) + (header.long_sequence ? 2 : 1);
  return kBehindSequence + static_cast<uint32_t>(header.cid.size());
}

constexpr internal::Named<DtlsForm> kForms[] = {
    {DtlsForm::kPlaintext, "plaintext"}, {DtlsForm::kCid, "cid"}, {DtlsForm::kUnified, "unified"}};

// The bits of the sequence number that a unified header has.
uint64_t LowSequence(const DtlsHeader& header) {
  return header.sequence & (header.long_sequence ? 0xFFFF : 0xFF);
}

uint16_t EpochOnWire(const DtlsHeader& header) {
  return static_cast<uint16_t>(IsUnified(header) ? header.epoch & kE : header.epoch);
}

Result JudgeType(const DtlsHeader& header, const DtlsContext& context, Judge* judge) {
  const uint8_t type = static_cast<uint8_t>(header.type);
  if (!kDtlsContentTypes.Has(header.type)) {
    return judge->Breaks(Violation::kUnknownContentType, 0, type);
  }
  if (context.IsBefore13() && header.type == ContentType::kAck) {
    return judge->Fault(Detail::kUnexpectedContentType, 0, type);
  }
  return judge->Ok();
}

Result JudgeVersion(const DtlsHeader& header, const DtlsContext& context, Judge* judge) {
  if (context.ExpectsVersion(header.version)) return judge->Ok();
  return judge->Breaks(Violation::kRecordVersion, kVersionAt,
                       static_cast<uint8_t>(header.version & 0xFF));
}

// The fields of a header that Encode is about to write, beyond what can be on a wire.
Result JudgeValue(const DtlsHeader& header, const DtlsContext& context, Judge judge) {
  const uint8_t first = FirstOctet(header);
  const bool cid_type = header.type == ContentType::kTls12Cid;
  if (!IsUnified(header) && cid_type != (header.form == DtlsForm::kCid)) {
    return judge.Fault(Detail::kUnexpectedContentType, 0, first);
  }
  if (!IsUnified(header) && BeginsUnified(first)) return judge.Fault(Detail::kNotDtls, 0, first);
  Result result = JudgeFirst(first, context, judge);
  if (result.ok() && !IsUnified(header)) {
    result = JudgeMajor(static_cast<uint8_t>(header.version >> 8), context, judge);
  }
  if (!result.ok()) return result;
  const bool without = IsUnified(header) ? header.cid.empty() : header.form != DtlsForm::kCid;
  if (header.cid.size() != (without ? 0 : context.cid_length())) {
    return dtls_internal::CidMismatch(header, judge);
  }
  if (header.sequence > kMaxDtlsSequence) {
    return judge.Fault(Detail::kRecordNumber, SequenceOffset(header));
  }
  return result;
}

// Of what a header cannot be read from, whatever the policy.
constexpr Judge kFraming = Judge::Decoder(Layer::kDtls);

size_t CidSize(uint8_t first, const DtlsContext& context) {
  return (first & kC) != 0 ? context.cid_length() : 0;
}

Result FrameUnified(Span<const uint8_t> datagram, uint8_t first, DtlsHeader* header,
                    const DtlsContext& context) {
  const UnifiedLayout at(first, CidSize(first, context));
  if (datagram.size() < at.size) return kFraming.Fault(Detail::kTruncated, datagram.size());
  const ByteReader in(datagram);
  const uint16_t length = (first & kL) != 0 ? in.U16(at.length_at) : uint16_t{0};
  const UnifiedFields fields = {dtls_internal::LoadSequence(in, at, first), length, first};
  return dtls_internal::FrameLoaded(fields, datagram, header, context);
}

// A header of the other forms.
Result FrameTyped(ByteReader in, ContentType type, DtlsHeader* header, const DtlsContext& context) {
  const bool with_cid = type == ContentType::kTls12Cid;
  const size_t cid_size = with_cid ? context.cid_length() : 0;
  const size_t size = kDtlsHeaderSize + cid_size;
  if (in.size() < size) {
    const Result result = JudgeMajor(in.U8Or(kVersionAt, kDtlsMajor), context, kFraming);
    return result.ok() ? kFraming.Fault(Detail::kTruncated, in.size()) : result;
  }
  const PlaintextFields fields = {in.U48(kSequenceAt), in.U16(kVersionAt), in.U16(kEpochAt),
                                  in.U16(kBehindSequence + cid_size), type};
  const Result framed = dtls_internal::FrameLoaded(fields, header, context);
  header->form = with_cid ? DtlsForm::kCid : DtlsForm::kPlaintext;
  header->cid = in.Bytes(kBehindSequence, cid_size);
  return framed.ok() ? kFraming.Ok(size) : framed;
}

}  // namespace

namespace dtls_internal {

Result FrameLoaded(UnifiedFields fields, Span<const uint8_t> datagram, DtlsHeader* header,
                   const DtlsContext& context) {
  const size_t cid_size = CidSize(fields.first, context);
  header->form = DtlsForm::kUnified;
  header->type = ContentType::kApplicationData;
  header->epoch = fields.first & kE;
  header->sequence = fields.sequence;
  header->long_sequence = (fields.first & kS) != 0;
  header->has_length = (fields.first & kL) != 0;
  header->length = fields.length;
  header->cid = ByteReader(datagram).Bytes(kBehindFirst, cid_size);
  return kFraming.Ok(UnifiedLayout(fields.first, cid_size).size);
}

Result FrameLoaded(PlaintextFields fields, DtlsHeader* header, const DtlsContext& context) {
  header->type = fields.type;
  header->version = fields.version;
  header->epoch = fields.epoch;
  header->sequence = fields.sequence;
  header->length = fields.length;
  const Result result = JudgeMajor(static_cast<uint8_t>(fields.version >> 8), context, kFraming);
  return result.ok() ? kFraming.Ok(kDtlsHeaderSize) : result;
}

Result FrameBehind(uint8_t first, Span<const uint8_t> datagram, DtlsHeader* header,
                   const DtlsContext& context) {
  const Result result = JudgeFirst(first, context, kFraming);
  if (!result.ok()) return result;
  return BeginsUnified(first)
             ? FrameUnified(datagram, first, header, context)
             : FrameTyped(ByteReader(datagram), static_cast<ContentType>(first), header, context);
}

Result FrameHeader(Span<const uint8_t> datagram, DtlsHeader* header, const DtlsContext& context) {
  if (datagram.empty()) return kFraming.Fault(Detail::kTruncated, 0);
  return FrameBehind(ByteReader(datagram).U8(0), datagram, header, context);
}

Result JudgeHeader(const DtlsHeader& header, const DtlsContext& context, Judge* judge) {
  if (IsUnified(header)) return judge->Ok();
  Result result = JudgeType(header, context, judge);
  if (result.ok()) result = JudgeVersion(header, context, judge);
  if (!result.ok()) return result;
  // In DTLS 1.3 the field is a constant: what is protected has a unified header.
  if (context.IsDtls13() && header.epoch != 0) {
    return judge->Fault(Detail::kUnexpectedContentType, kEpochAt);
  }
  return result;
}

Result JudgeLength(const DtlsHeader& header, size_t length, const DtlsContext& context,
                   Judge* judge) {
  // A record without a length has none that could be at fault: the first octet says so.
  const uint32_t n = HasLength(header) ? LengthOffset(header) : 0;
  if (length > context.limit(header.form, header.epoch)) {
    return judge->Fault(Detail::kRecordOverflow, n);
  }
  if (IsUnified(header)) {
    return length < kMinDtlsCiphertext ? judge->Fault(Detail::kShortCiphertext, n) : judge->Ok();
  }
  if (length != 0 || header.epoch != 0 || !CarriesMessages(header.type)) return judge->Ok();
  return judge->Breaks(Violation::kEmptyFragment, n);
}

size_t CidOffset(uint8_t first, const DtlsContext& context) {
  if (context.IsDtls13()) return BeginsUnified(first) && (first & kC) != 0 ? kBehindFirst : 0;
  return static_cast<ContentType>(first) == ContentType::kTls12Cid ? kBehindSequence : 0;
}

Result JudgeNoCid(const DtlsHeader& header, const DtlsContext& context, Judge* judge) {
  if (IsUnified(header)) return judge->Breaks(Violation::kCidMissing, 0, FirstOctet(header));
  if (context.IsDtls13() || header.epoch == 0) return judge->Ok();
  return judge->Breaks(Violation::kCidMissing, kEpochAt);
}

Result CidMismatch(const DtlsHeader& header, Judge judge) {
  return judge.Fault(Detail::kCidMismatch, IsUnified(header) ? kBehindFirst : kBehindSequence);
}

}  // namespace dtls_internal

namespace {

// All that a header alone says: without a length, nothing of the fragment's.
Result JudgeAlone(const DtlsHeader& header, const DtlsContext& context, Judge* judge) {
  Result result = dtls_internal::JudgeHeader(header, context, judge);
  if (result.ok() && context.cid_length() != 0 && header.form == DtlsForm::kPlaintext) {
    result = dtls_internal::JudgeNoCid(header, context, judge);
  }
  if (!result.ok() || !HasLength(header)) return result;
  return dtls_internal::JudgeLength(header, header.length, context, judge);
}

}  // namespace

Result Decode(Span<const uint8_t> datagram, DtlsHeader* header, const DtlsContext& context,
              Policy policy) {
  DtlsHeader read;
  const Result framed = dtls_internal::FrameHeader(datagram, &read, context);
  if (!framed.ok()) return framed;
  Judge judge = Judge::Decoder(Layer::kDtls, policy);
  const Result judged = JudgeAlone(read, context, &judge);
  if (!judged.ok()) return judged;
  read.violations = judge.found();
  *header = read;
  return framed;
}

size_t EncodedSize(const DtlsHeader& header) {
  return LengthOffset(header) + (HasLength(header) ? 2 : 0);
}

Result Encode(const DtlsHeader& header, Span<uint8_t> output, const DtlsContext& context,
              Policy policy) {
  Judge judge = Judge::Encoder(Layer::kDtls, policy);
  Result result = JudgeValue(header, context, judge);
  if (result.ok()) result = JudgeAlone(header, context, &judge);
  if (!result.ok()) return result;
  const size_t size = EncodedSize(header);
  if (output.size() < size) return judge.TooSmall(size);
  ByteWriter out(output);
  if (IsUnified(header)) {
    dtls_internal::WriteUnified(header, header.length, &out);
  } else {
    dtls_internal::WriteTyped(header, header.cid, header.length, &out);
  }
  return judge.Ok(size);
}

bool operator==(const DtlsHeader& a, const DtlsHeader& b) {
  if (a.form != b.form || EpochOnWire(a) != EpochOnWire(b)) return false;
  if (a.form != DtlsForm::kPlaintext && a.cid != b.cid) return false;
  if (IsUnified(a)) {
    return a.long_sequence == b.long_sequence && a.has_length == b.has_length &&
           LowSequence(a) == LowSequence(b) && (!a.has_length || a.length == b.length);
  }
  return a.type == b.type && a.version == b.version && a.sequence == b.sequence &&
         a.length == b.length;
}

string_view Name(DtlsForm form) { return internal::NameIn(kForms, form); }

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
