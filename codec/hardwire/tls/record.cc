// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/record.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/content_rules.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/record_framing.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;
using record_internal::HeaderFields;
using record_internal::ToSend;

constexpr uint8_t kTlsMajor = 3;

// The types without a rule of their own for the header alone.
constexpr ContentTypes kPlainTypes = record_internal::kOpaqueTypes.And(ContentType::kAlert);

HeaderFields FieldsOf(const Record& record, const RecordContext& context) {
  const size_t size = record.fragment.size();
  // What the header cannot say is over every limit, as UINT16_MAX is.
  const uint16_t length = size < UINT16_MAX ? static_cast<uint16_t>(size) : UINT16_MAX;
  return ToSend(record.type, record.version, length, context);
}

// Judges a header, and the fragment behind it, field by field in the order of arrival.
class RecordJudge {
 public:
  RecordJudge(const RecordContext& context, Judge judge) : context_(context), judge_(judge) {}

  // Ok, the error that decides, or need-more. `seen`: how many octets have arrived.
  Result Header(HeaderFields fields, size_t seen) {
    Result result = judge_.Ok();
    if (seen > 0) result = Type(fields.type);
    if (result.ok() && seen > 1) result = Major(static_cast<uint8_t>(fields.version >> 8));
    if (result.ok() && seen > 2) result = Version(fields.version);
    if (result.ok() && seen < kRecordHeaderSize) return judge_.NeedMore(kRecordHeaderSize);
    if (result.ok()) result = Length(fields.type, fields.length);
    return result.ok() ? judge_.Ok(kRecordHeaderSize) : result;
  }

  // The same for a whole record: `in` begins with the header. Judges the fragment as well.
  Result Record(HeaderFields fields, ByteReader in) {
    const size_t seen = in.size() < kRecordHeaderSize ? in.size() : kRecordHeaderSize;
    const Result header = Header(fields, seen);
    const uint16_t length = fields.length;
    if (header.code() == Code::kNeedMore) {
      // Of the length, octets that have not arrived count as 0.
      return judge_.NeedMore(kRecordHeaderSize + LengthLimit{length}.Within(context_.limit()));
    }
    if (!header.ok()) return header;
    const bool begun = length != 0 && in.size() > kRecordHeaderSize;
    const Result fragment =
        Fragment(fields.type, length, begun, begun ? in.U8(kRecordHeaderSize) : uint8_t{0});
    if (!fragment.ok()) return fragment;
    const size_t total = kRecordHeaderSize + size_t{length};
    return in.size() < total ? judge_.NeedMore(total) : judge_.Ok(total);
  }

  // What can be said of the fragment behind a header that is ok, once its first octet has `begun`
  // it and before.
  Result Fragment(ContentType type, uint32_t length, bool begun, uint8_t first) {
    if (!context_.IsClear() || length == 0) return judge_.Ok();
    if (type == ContentType::kAlert) {
      if (length != kAlertSize) return judge_.Breaks(Violation::kAlertSize, 3);
      return begun ? JudgeAlertLevel(first, kRecordHeaderSize, &judge_) : judge_.Ok();
    }
    const bool ccs = type == ContentType::kChangeCipherSpec;
    if (!ccs || length > 1 || !begun) return judge_.Ok();
    return JudgeCcsValue(first, kRecordHeaderSize, &judge_);
  }

  Violations found() const { return judge_.found(); }

 private:
  Result Type(ContentType type) {
    const uint8_t octet = static_cast<uint8_t>(type);
    if (context_.Allows(type)) return judge_.Ok();
    const bool unknown = !kTlsContentTypes.Has(type);
    if (unknown && context_.AllowsAny()) return UnknownType(octet);
    return judge_.Fault(Detail::kUnexpectedContentType, 0, octet);
  }

  // Rejected, such a type says of which class it is.
  Result UnknownType(uint8_t type) {
    const Result result = judge_.Breaks(Violation::kUnknownContentType, 0, type);
    if (result.ok()) return result;
    const uint8_t lower = type | 0x20;
    if ((lower >= 'a' && lower <= 'z') || type == '\r') {
      return judge_.Fault(Detail::kNotTlsText, 0, type);
    }
    if (type == 4 || type == 5) return judge_.Fault(Detail::kNotTlsSocks, 0, type);
    if (type >= 0x80) return judge_.Fault(Detail::kNotTlsSslv2, 0, type);
    return result;
  }

  Result Major(uint8_t major) const {
    if (major == kTlsMajor || context_.IgnoresVersion()) return judge_.Ok();
    return judge_.Fault(Detail::kRecordMajorVersion, 1, major);
  }

  Result Version(uint16_t version) {
    if (context_.ExpectsVersion(version)) return judge_.Ok();
    return judge_.Breaks(Violation::kRecordVersion, 1, static_cast<uint8_t>(version & 0xFF));
  }

  Result Length(ContentType type, uint16_t length) {
    if (length > context_.limit()) return judge_.Fault(Detail::kRecordOverflow, 3);
    if (length == 0 && !context_.AllowsEmpty(type)) {
      return judge_.Breaks(Violation::kEmptyFragment, 3);
    }
    const bool ccs = type == ContentType::kChangeCipherSpec && context_.IsClear();
    if (ccs && length > 1) return judge_.Breaks(Violation::kCcsValue, 3);
    return judge_.Ok();
  }

  const RecordContext& context_;
  Judge judge_;
};

void Store(HeaderFields fields, ByteReader in, Violations violations, Record* record) {
  record->type = fields.type;
  record->version = fields.version;
  record->fragment = in.Bytes(kRecordHeaderSize, fields.length);
  record->violations = violations;
}

// Of a header that has not arrived whole.
HeaderFields LoadPart(ByteReader in) {
  const uint32_t octets = in.FirstU32Or(0);
  return {static_cast<ContentType>(octets >> 24), static_cast<uint16_t>(octets >> 8 & 0xFFFF),
          static_cast<uint16_t>(octets << 8 & 0xFF00)};
}

HARDWIRE_NOINLINE Result DecodeSlowly(HeaderFields fields, ByteReader in, Record* record,
                                      const RecordContext& context, Policy policy) {
  RecordJudge judge(context, Judge::Decoder(Layer::kTls, policy));
  const Result result = judge.Record(fields, in);
  if (result.ok()) Store(fields, in, judge.found(), record);
  return result;
}

HARDWIRE_NOINLINE Result DecodeShort(ByteReader in, Record* record, const RecordContext& context,
                                     Policy policy) {
  return DecodeSlowly(LoadPart(in), in, record, context, policy);
}

HARDWIRE_NOINLINE Result DecodeShort(ByteReader in, RecordHeader* header,
                                     const RecordContext& context, Policy policy) {
  return record_internal::DecodeSlowly(LoadPart(in), in.size(), header, context, policy);
}

// Of a header that has been judged.
HARDWIRE_ALWAYS_INLINE inline Result WriteHeader(HeaderFields fields, Span<uint8_t> output) {
  if (output.size() < kRecordHeaderSize) {
    return Judge::Encoder(Layer::kTls).TooSmall(kRecordHeaderSize);
  }
  ByteWriter out(output);
  record_internal::Write(fields, &out);
  return Result::Ok(kRecordHeaderSize, Layer::kTls);
}

// The same of a whole record.
HARDWIRE_ALWAYS_INLINE inline Result WriteRecord(HeaderFields fields, Span<const uint8_t> fragment,
                                                 Span<uint8_t> output) {
  const size_t total = kRecordHeaderSize + fragment.size();
  if (output.size() < total) return Judge::Encoder(Layer::kTls).TooSmall(total);
  ByteWriter out(output);
  record_internal::Write(fields, &out);
  out.Bytes(fragment);
  return Result::Ok(static_cast<uint32_t>(total), Layer::kTls);
}

}  // namespace

HARDWIRE_NOINLINE Result record_internal::DecodeSlowly(HeaderFields fields, size_t seen,
                                                       RecordHeader* header,
                                                       const RecordContext& context,
                                                       Policy policy) {
  RecordJudge judge(context, Judge::Decoder(Layer::kTls, policy));
  const Result result = judge.Header(fields, seen);
  if (result.ok()) Store(fields, judge.found(), header);
  return result;
}

HARDWIRE_NOINLINE Result record_internal::EncodeSlowly(const RecordHeader& header,
                                                       Span<uint8_t> output,
                                                       const RecordContext& context,
                                                       Policy policy) {
  const HeaderFields fields = ToSend(header.type, header.version, header.length, context);
  RecordJudge judge(context, Judge::Encoder(Layer::kTls, policy));
  const Result result = judge.Header(fields, kRecordHeaderSize);
  return result.ok() ? WriteHeader(fields, output) : result;
}

HARDWIRE_NOINLINE Result record_internal::EncodeSlowly(const Record& record, Span<uint8_t> output,
                                                       const RecordContext& context,
                                                       Policy policy) {
  const HeaderFields fields = FieldsOf(record, context);
  RecordJudge judge(context, Judge::Encoder(Layer::kTls, policy));
  Result result = judge.Header(fields, kRecordHeaderSize);
  if (result.ok() && fields.length != 0) {
    const uint8_t first = ByteReader(record.fragment).U8(0);
    result = judge.Fragment(fields.type, fields.length, true, first);
  }
  return result.ok() ? WriteRecord(fields, record.fragment, output) : result;
}

Result Decode(Span<const uint8_t> input, RecordHeader* header, const RecordContext& context,
              Policy policy) {
  const ByteReader in(input);
  if (HARDWIRE_PREDICT_FALSE(in.size() < kRecordHeaderSize)) {
    return DecodeShort(in, header, context, policy);
  }
  const HeaderFields fields = record_internal::LoadHeader(in);
  if (HARDWIRE_PREDICT_FALSE(!record_internal::IsPlainlyOk(context, kPlainTypes, fields))) {
    return record_internal::DecodeSlowly(fields, kRecordHeaderSize, header, context, policy);
  }
  record_internal::Store(fields, Violations(), header);
  return Result::Ok(kRecordHeaderSize, Layer::kTls);
}

Result Encode(const RecordHeader& header, Span<uint8_t> output, const RecordContext& context,
              Policy policy) {
  const HeaderFields fields = ToSend(header.type, header.version, header.length, context);
  if (HARDWIRE_PREDICT_FALSE(!record_internal::IsPlainlyOk(context, kPlainTypes, fields))) {
    return record_internal::EncodeSlowly(header, output, context, policy);
  }
  return WriteHeader(fields, output);
}

Result Decode(Span<const uint8_t> input, Record* record, const RecordContext& context,
              Policy policy) {
  const ByteReader in(input);
  if (HARDWIRE_PREDICT_FALSE(in.size() < kRecordHeaderSize)) {
    return DecodeShort(in, record, context, policy);
  }
  const HeaderFields fields = record_internal::LoadHeader(in);
  const size_t total = kRecordHeaderSize + size_t{fields.length};
  if (HARDWIRE_PREDICT_FALSE(
          in.size() < total ||
          !record_internal::IsPlainlyOk(context, record_internal::kOpaqueTypes, fields))) {
    return DecodeSlowly(fields, in, record, context, policy);
  }
  Store(fields, in, Violations(), record);
  return Result::Ok(static_cast<uint32_t>(total), Layer::kTls);
}

Result Encode(const Record& record, Span<uint8_t> output, const RecordContext& context,
              Policy policy) {
  const HeaderFields fields = FieldsOf(record, context);
  if (HARDWIRE_PREDICT_FALSE(
          !record_internal::IsPlainlyOk(context, record_internal::kOpaqueTypes, fields))) {
    return record_internal::EncodeSlowly(record, output, context, policy);
  }
  return WriteRecord(fields, record.fragment, output);
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
