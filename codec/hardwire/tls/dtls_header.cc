// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/dtls_header.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;

constexpr uint8_t kMajor = 0xFE;

// The first octet of the plaintext and cid forms, and of the unified one: 001CSLEE.
constexpr uint8_t kFirstType = 20;
constexpr uint8_t kLastKnownType = 27;
constexpr uint8_t kLastType = 31;
constexpr uint8_t kUnified = 0x20;
constexpr uint8_t kLastUnified = 0x3F;
constexpr uint8_t kC = 0x10;
constexpr uint8_t kS = 0x08;
constexpr uint8_t kL = 0x04;
constexpr uint8_t kE = 0x03;

// Offsets of fields in the plaintext and cid forms.
constexpr uint32_t kVersionAt = 1;
constexpr uint32_t kEpochAt = 3;
constexpr uint32_t kSequenceAt = 5;
constexpr uint32_t kBehindSequence = 11;

// Also of the first field behind the first octet of a unified header.
constexpr uint32_t kBehindFirst = 1;

Result Fault(Code error, Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(error, detail, n, octet, Layer::kDtls);
}

constexpr Result Fine() { return Result::Ok(0, Layer::kDtls); }

bool Is13(const RecordContext& context) { return context.version == kDtls13; }

bool IsUnified(const DtlsHeader& header) { return header.form == DtlsForm::kUnified; }

bool HasLength(const DtlsHeader& header) { return header.has_length || !IsUnified(header); }

bool IsUnified(uint8_t first) { return first >= kUnified && first <= kLastUnified; }

// Which records the first octet may begin.
Result JudgeFirst(uint8_t first, const RecordContext& context, Code error) {
  const bool unified = IsUnified(first);
  const ContentType type = static_cast<ContentType>(first);
  const bool mine = Is13(context) ? unified || type == ContentType::kAlert ||
                                        type == ContentType::kHandshake || type == ContentType::kAck
                                  : first >= kFirstType && first <= kLastType;
  if (!mine) return Fault(error, Detail::kNotDtls, 0, first);
  const bool with_cid = unified ? (first & kC) != 0 : type == ContentType::kTls12Cid;
  if (with_cid && context.cid_length == 0) {
    return Fault(error, Detail::kCidNotNegotiated, 0, first);
  }
  return Fine();
}

Result JudgeMajor(uint8_t major, const RecordContext& context, Code error) {
  if (major == kMajor || Is13(context)) return Fine();
  return Fault(error, Detail::kRecordMajorVersion, kVersionAt, major);
}

uint8_t FirstOctet(const DtlsHeader& header) {
  if (!IsUnified(header)) return static_cast<uint8_t>(header.type);
  return static_cast<uint8_t>(kUnified | (header.cid.empty() ? 0 : kC) |
                              (header.long_sequence ? kS : 0) | (header.has_length ? kL : 0) |
                              (header.epoch & kE));
}

uint32_t SequenceOffset(const DtlsHeader& header) {
  if (!IsUnified(header)) return kSequenceAt;
  return kBehindFirst + static_cast<uint32_t>(header.cid.size());
}

uint32_t LengthOffset(const DtlsHeader& header) {
  if (IsUnified(header)) return SequenceOffset(header) + (header.long_sequence ? 2 : 1);
  return kBehindSequence + static_cast<uint32_t>(header.cid.size());
}

// The bits of the sequence number that a unified header has.
uint64_t LowSequence(const DtlsHeader& header) {
  return header.sequence & (header.long_sequence ? 0xFFFF : 0xFF);
}

uint16_t EpochOnWire(const DtlsHeader& header) {
  return static_cast<uint16_t>(IsUnified(header) ? header.epoch & kE : header.epoch);
}

// A rule that `policy` may reject.
Result Broken(Violation violation, uint32_t n, uint8_t octet, Policy policy, Code error,
              Violations* found) {
  found->Add(violation);
  if (!policy.Rejects(violation)) return Fine();
  return internal::Rejection(error, violation, n, octet, Layer::kDtls);
}

Result JudgeType(const DtlsHeader& header, const RecordContext& context, Policy policy, Code error,
                 Violations* found) {
  const uint8_t type = static_cast<uint8_t>(header.type);
  if (type > kLastKnownType) {
    return Broken(Violation::kUnknownContentType, 0, type, policy, error, found);
  }
  const bool before13 = context.version == kDtls12 || context.version == kDtls10;
  if (before13 && header.type == ContentType::kAck) {
    return Fault(error, Detail::kUnexpectedContentType, 0, type);
  }
  return Fine();
}

Result JudgeVersion(const DtlsHeader& header, const RecordContext& context, Policy policy,
                    Code error, Violations* found) {
  const bool agreed = context.version == kDtls12 || context.version == kDtls10;
  const bool expected = agreed ? header.version == context.version
                               : header.version == kDtls12 || header.version == kDtls10;
  if (expected || Is13(context)) return Fine();
  return Broken(Violation::kRecordVersion, kVersionAt, static_cast<uint8_t>(header.version & 0xFF),
                policy, error, found);
}

// change_cipher_spec, alert and handshake are messages, of which a fragment has a part.
bool IsMessage(ContentType type) {
  return type == ContentType::kChangeCipherSpec || type == ContentType::kAlert ||
         type == ContentType::kHandshake;
}

// The fields of a header that Encode is about to write, beyond what can be on a wire.
Result JudgeValue(const DtlsHeader& header, const RecordContext& context) {
  constexpr Code kError = Code::kSerialization;
  const uint8_t first = FirstOctet(header);
  const bool cid_type = header.type == ContentType::kTls12Cid;
  if (!IsUnified(header) && cid_type != (header.form == DtlsForm::kCid)) {
    return Fault(kError, Detail::kUnexpectedContentType, 0, first);
  }
  if (!IsUnified(header) && IsUnified(first)) return Fault(kError, Detail::kNotDtls, 0, first);
  Result result = JudgeFirst(first, context, kError);
  if (result.ok() && !IsUnified(header)) {
    result = JudgeMajor(static_cast<uint8_t>(header.version >> 8), context, kError);
  }
  if (!result.ok()) return result;
  const bool without = IsUnified(header) ? header.cid.empty() : header.form != DtlsForm::kCid;
  if (header.cid.size() != (without ? 0 : context.cid_length)) {
    return dtls_internal::CidMismatch(header, kError);
  }
  if (header.sequence > kMaxDtlsSequence) {
    return Fault(kError, Detail::kRecordNumber, SequenceOffset(header));
  }
  return result;
}

Result Truncated(size_t size) {
  return Fault(Code::kDeserialization, Detail::kTruncated, static_cast<uint32_t>(size));
}

// A unified header, whose first octet is `first`.
Result FrameUnified(ByteReader in, uint8_t first, DtlsHeader* header,
                    const RecordContext& context) {
  header->form = DtlsForm::kUnified;
  header->type = ContentType::kApplicationData;
  header->epoch = first & kE;
  header->long_sequence = (first & kS) != 0;
  header->has_length = (first & kL) != 0;
  const size_t cid_size = (first & kC) != 0 ? context.cid_length : 0;
  const size_t sequence_at = kBehindFirst + cid_size;
  const size_t length_at = sequence_at + (header->long_sequence ? 2 : 1);
  const size_t size = length_at + (header->has_length ? 2 : 0);
  if (in.size() < size) return Truncated(in.size());
  header->cid = in.Bytes(kBehindFirst, cid_size);
  header->sequence =
      header->long_sequence ? uint64_t{in.U16(sequence_at)} : uint64_t{in.U8(sequence_at)};
  if (header->has_length) header->length = in.U16(length_at);
  return Result::Ok(static_cast<uint32_t>(size), Layer::kDtls);
}

// A header of the other forms.
Result FrameTyped(ByteReader in, uint8_t type, DtlsHeader* header, const RecordContext& context) {
  header->type = static_cast<ContentType>(type);
  const bool with_cid = header->type == ContentType::kTls12Cid;
  header->form = with_cid ? DtlsForm::kCid : DtlsForm::kPlaintext;
  const size_t cid_size = with_cid ? context.cid_length : 0;
  const size_t length_at = kBehindSequence + cid_size;
  const size_t size = length_at + 2;
  if (in.size() < size) {
    const uint8_t major = in.U8Or(kVersionAt, kMajor);
    const Result result = JudgeMajor(major, context, Code::kDeserialization);
    return result.ok() ? Truncated(in.size()) : result;
  }
  header->version = in.U16(kVersionAt);
  header->epoch = in.U16(kEpochAt);
  header->sequence = in.U48(kSequenceAt);
  header->cid = in.Bytes(kBehindSequence, cid_size);
  header->length = in.U16(length_at);
  const Result result =
      JudgeMajor(static_cast<uint8_t>(header->version >> 8), context, Code::kDeserialization);
  return result.ok() ? Result::Ok(static_cast<uint32_t>(size), Layer::kDtls) : result;
}

}  // namespace

namespace dtls_internal {

Result FrameDtlsHeader(Span<const uint8_t> datagram, DtlsHeader* header,
                       const RecordContext& context) {
  const ByteReader in(datagram);
  if (in.size() == 0) return Truncated(0);
  const uint8_t first = in.U8(0);
  const Result result = JudgeFirst(first, context, Code::kDeserialization);
  if (!result.ok()) return result;
  return IsUnified(first) ? FrameUnified(in, first, header, context)
                          : FrameTyped(in, first, header, context);
}

Result JudgeDtlsHeader(const DtlsHeader& header, const RecordContext& context, Policy policy,
                       Code error, Violations* found) {
  if (!IsUnified(header)) {
    Result result = JudgeType(header, context, policy, error, found);
    if (result.ok()) result = JudgeVersion(header, context, policy, error, found);
    if (!result.ok()) return result;
    // In DTLS 1.3 the field is a constant: what is protected has a unified header.
    if (Is13(context) && header.epoch != 0) {
      return Fault(error, Detail::kUnexpectedContentType, kEpochAt);
    }
  }
  return Fine();
}

Result JudgeDtlsLength(const DtlsHeader& header, size_t length, const RecordContext& context,
                       Policy policy, Code error, Violations* found) {
  // A record without a length has none that could be at fault: the first octet says so.
  const uint32_t n = HasLength(header) ? LengthOffset(header) : 0;
  if (length > DtlsLengthLimit(header.form, header.epoch, context)) {
    return Fault(error, Detail::kRecordOverflow, n);
  }
  if (IsUnified(header)) {
    return length < kMinDtlsCiphertext ? Fault(error, Detail::kShortCiphertext, n) : Fine();
  }
  if (length != 0 || header.epoch != 0 || !IsMessage(header.type)) return Fine();
  return Broken(Violation::kEmptyFragment, n, 0, policy, error, found);
}

size_t CidOffset(uint8_t first, const RecordContext& context) {
  if (Is13(context)) return IsUnified(first) && (first & kC) != 0 ? kBehindFirst : 0;
  return static_cast<ContentType>(first) == ContentType::kTls12Cid ? kBehindSequence : 0;
}

Result JudgeNoCid(const DtlsHeader& header, const RecordContext& context, Policy policy, Code error,
                  Violations* found) {
  if (IsUnified(header)) {
    return Broken(Violation::kCidMissing, 0, FirstOctet(header), policy, error, found);
  }
  if (Is13(context) || header.epoch == 0) return Fine();
  return Broken(Violation::kCidMissing, kEpochAt, 0, policy, error, found);
}

Result CidMismatch(const DtlsHeader& header, Code error) {
  return Fault(error, Detail::kCidMismatch, IsUnified(header) ? kBehindFirst : kBehindSequence);
}

}  // namespace dtls_internal

namespace {

// All that a header alone says: without a length, nothing of the fragment's.
Result Judge(const DtlsHeader& header, const RecordContext& context, Policy policy, Code error,
             Violations* found) {
  Result result = dtls_internal::JudgeDtlsHeader(header, context, policy, error, found);
  if (result.ok() && context.cid_length != 0 && header.form == DtlsForm::kPlaintext) {
    result = dtls_internal::JudgeNoCid(header, context, policy, error, found);
  }
  if (!result.ok() || !HasLength(header)) return result;
  return dtls_internal::JudgeDtlsLength(header, header.length, context, policy, error, found);
}

}  // namespace

uint16_t DtlsLengthLimit(DtlsForm form, uint16_t epoch, const RecordContext& context) {
  uint16_t limit = kMaxProtectedTls13;
  if (form != DtlsForm::kUnified) limit = epoch == 0 ? kMaxPlaintext : kMaxProtectedTls12;
  return context.limit != 0 && context.limit < limit ? context.limit : limit;
}

Result Decode(Span<const uint8_t> datagram, DtlsHeader* header, const RecordContext& context,
              Policy policy) {
  DtlsHeader read;
  const Result framed = dtls_internal::FrameDtlsHeader(datagram, &read, context);
  if (!framed.ok()) return framed;
  const Result judged = Judge(read, context, policy, Code::kDeserialization, &read.violations);
  if (!judged.ok()) return judged;
  *header = read;
  return framed;
}

size_t EncodedSize(const DtlsHeader& header) {
  return LengthOffset(header) + (HasLength(header) ? 2 : 0);
}

Result Encode(const DtlsHeader& header, Span<uint8_t> output, const RecordContext& context,
              Policy policy) {
  Result result = JudgeValue(header, context);
  if (!result.ok()) return result;
  Violations found;
  result = Judge(header, context, policy, Code::kSerialization, &found);
  if (!result.ok()) return result;
  const size_t size = EncodedSize(header);
  if (output.size() < size) return internal::TooSmall(size, Layer::kDtls);
  ByteWriter out(output);
  out.U8(FirstOctet(header));
  if (IsUnified(header)) {
    out.Bytes(header.cid);
    if (header.long_sequence) out.U8(static_cast<uint8_t>(header.sequence >> 8 & 0xFF));
    out.U8(static_cast<uint8_t>(header.sequence & 0xFF));
  } else {
    out.U16(header.version);
    out.U16(header.epoch);
    out.U48(header.sequence);
    out.Bytes(header.cid);
  }
  if (HasLength(header)) out.U16(header.length);
  return Result::Ok(static_cast<uint32_t>(size), Layer::kDtls);
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

string_view Name(DtlsForm form) {
  switch (form) {
    case DtlsForm::kPlaintext:
      return "plaintext";
    case DtlsForm::kCid:
      return "cid";
    case DtlsForm::kUnified:
      return "unified";
  }
  return "unknown";
}

}  // namespace tls
}  // namespace hardwire
