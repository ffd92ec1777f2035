// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/record.h"

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/content_rules.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;

constexpr uint8_t kTlsMajor = 3;

// The five octets of a header, in one register.
class HeaderOctets {
 public:
  HeaderOctets(uint32_t first_four, uint8_t last) : bits_(uint64_t{first_four} << 8 | last) {}

  ContentType type() const { return static_cast<ContentType>(bits_ >> 32); }
  uint8_t first() const { return static_cast<uint8_t>(bits_ >> 32); }
  uint8_t major() const { return static_cast<uint8_t>(bits_ >> 24); }
  uint8_t minor() const { return static_cast<uint8_t>(bits_ >> 16); }
  uint16_t version() const { return static_cast<uint16_t>(bits_ >> 16); }
  uint16_t length() const { return static_cast<uint16_t>(bits_); }

 private:
  uint64_t bits_;
};

// As they are sent. The version is 0303 where nobody looks at it.
HeaderOctets ToSend(ContentType type, uint16_t version, uint16_t length,
                    const RecordContext& context) {
  if (context.IgnoresVersion()) version = kTls12;
  return HeaderOctets(
      static_cast<uint32_t>(type) << 24 | uint32_t{version} << 8 | uint32_t{length} >> 8,
      static_cast<uint8_t>(length & 0xFF));
}

void Write(HeaderOctets octets, ByteWriter* out) {
  out->U8(octets.first());
  out->U16(octets.version());
  out->U16(octets.length());
}

// Judges a header, and the fragment behind it, field by field in the order of arrival.
class RecordJudge {
 public:
  RecordJudge(const RecordContext& context, Judge judge) : context_(context), judge_(judge) {}

  // Ok, the error that decides, or need-more. `seen`: how many octets have arrived.
  Result Header(HeaderOctets octets, size_t seen) {
    Result result = judge_.Ok();
    if (seen > 0) result = Type(octets.type());
    if (result.ok() && seen > 1) result = Major(octets.major());
    if (result.ok() && seen > 2) result = Version(octets);
    if (result.ok() && seen < kRecordHeaderSize) return judge_.NeedMore(kRecordHeaderSize);
    if (result.ok()) result = Length(octets.type(), octets.length());
    return result.ok() ? judge_.Ok(kRecordHeaderSize) : result;
  }

  // The same for a whole record: `in` begins with the header. Judges the fragment as well.
  Result Record(HeaderOctets octets, ByteReader in) {
    const size_t seen = in.size() < kRecordHeaderSize ? in.size() : kRecordHeaderSize;
    const Result header = Header(octets, seen);
    const uint16_t length = octets.length();
    if (header.code() == Code::kNeedMore) {
      // Of the length, octets that have not arrived count as 0.
      return judge_.NeedMore(kRecordHeaderSize + LengthLimit{length}.Within(context_.limit()));
    }
    if (!header.ok()) return header;
    const bool begun = length != 0 && in.size() > kRecordHeaderSize;
    const Result fragment =
        Fragment(octets.type(), length, begun, begun ? in.U8(kRecordHeaderSize) : uint8_t{0});
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

  Result Version(HeaderOctets octets) {
    if (context_.ExpectsVersion(octets.version())) return judge_.Ok();
    return judge_.Breaks(Violation::kRecordVersion, 1, octets.minor());
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

// The same rules in one test: a whole header that breaks none, of any type but change_cipher_spec.
// Inlined: a call here would cost every header a frame.
ABSL_ATTRIBUTE_ALWAYS_INLINE inline bool IsPlainlyOk(const RecordContext& context,
                                                     HeaderOctets octets) {
  return octets.type() != ContentType::kChangeCipherSpec && context.Allows(octets.type()) &&
         context.ExpectsVersion(octets.version()) && octets.length() != 0 &&
         octets.length() <= context.limit();
}

void Store(HeaderOctets octets, Violations violations, RecordHeader* header) {
  header->type = octets.type();
  header->version = octets.version();
  header->length = octets.length();
  header->violations = violations;
}

void Store(HeaderOctets octets, ByteReader in, Violations violations, Record* record) {
  record->type = octets.type();
  record->version = octets.version();
  record->fragment = in.Bytes(kRecordHeaderSize, octets.length());
  record->violations = violations;
}

ABSL_ATTRIBUTE_NOINLINE Result DecodeSlowly(HeaderOctets octets, ByteReader in, Record* record,
                                            const RecordContext& context, Policy policy) {
  RecordJudge judge(context, Judge::Decoder(Layer::kTls, policy));
  const Result result = judge.Record(octets, in);
  if (result.ok()) Store(octets, in, judge.found(), record);
  return result;
}

ABSL_ATTRIBUTE_NOINLINE Result DecodeSlowly(HeaderOctets octets, size_t seen, RecordHeader* header,
                                            const RecordContext& context, Policy policy) {
  RecordJudge judge(context, Judge::Decoder(Layer::kTls, policy));
  const Result result = judge.Header(octets, seen);
  if (result.ok()) Store(octets, judge.found(), header);
  return result;
}

// For a header that has not arrived whole.
ABSL_ATTRIBUTE_NOINLINE Result DecodeShort(ByteReader in, RecordHeader* header,
                                           const RecordContext& context, Policy policy) {
  return DecodeSlowly(HeaderOctets(in.FirstU32Or(0), 0), in.size(), header, context, policy);
}

ABSL_ATTRIBUTE_NOINLINE Result JudgeHeaderToSend(HeaderOctets octets, const RecordContext& context,
                                                 Policy policy) {
  RecordJudge judge(context, Judge::Encoder(Layer::kTls, policy));
  return judge.Header(octets, kRecordHeaderSize);
}

}  // namespace

Result Decode(Span<const uint8_t> input, RecordHeader* header, const RecordContext& context,
              Policy policy) {
  const ByteReader in(input);
  if (ABSL_PREDICT_FALSE(in.size() < kRecordHeaderSize)) {
    return DecodeShort(in, header, context, policy);
  }
  const HeaderOctets octets(in.U32(0), in.U8(4));
  if (ABSL_PREDICT_FALSE(!IsPlainlyOk(context, octets))) {
    return DecodeSlowly(octets, kRecordHeaderSize, header, context, policy);
  }
  Store(octets, Violations(), header);
  return Result::Ok(kRecordHeaderSize, Layer::kTls);
}

Result Encode(const RecordHeader& header, Span<uint8_t> output, const RecordContext& context,
              Policy policy) {
  const HeaderOctets octets = ToSend(header.type, header.version, header.length, context);
  if (ABSL_PREDICT_FALSE(!IsPlainlyOk(context, octets))) {
    const Result result = JudgeHeaderToSend(octets, context, policy);
    if (!result.ok()) return result;
  }
  if (output.size() < kRecordHeaderSize) {
    return Judge::Encoder(Layer::kTls).TooSmall(kRecordHeaderSize);
  }
  ByteWriter out(output);
  Write(octets, &out);
  return Result::Ok(kRecordHeaderSize, Layer::kTls);
}

Result Decode(Span<const uint8_t> input, Record* record, const RecordContext& context,
              Policy policy) {
  const ByteReader in(input);
  const bool whole = in.size() >= kRecordHeaderSize;
  const HeaderOctets octets(in.FirstU32Or(0), whole ? in.U8(4) : uint8_t{0});
  const size_t total = kRecordHeaderSize + octets.length();
  const bool alert = octets.type() == ContentType::kAlert;
  if (ABSL_PREDICT_FALSE(in.size() < total || alert || !IsPlainlyOk(context, octets))) {
    return DecodeSlowly(octets, in, record, context, policy);
  }
  Store(octets, in, Violations(), record);
  return Result::Ok(static_cast<uint32_t>(total), Layer::kTls);
}

Result Encode(const Record& record, Span<uint8_t> output, const RecordContext& context,
              Policy policy) {
  const Judge encoder = Judge::Encoder(Layer::kTls, policy);
  const size_t size = record.fragment.size();
  // What the header cannot say is over every limit, as UINT16_MAX is.
  const uint16_t length = size < UINT16_MAX ? static_cast<uint16_t>(size) : UINT16_MAX;
  const HeaderOctets octets = ToSend(record.type, record.version, length, context);
  RecordJudge judge(context, encoder);
  Result result = judge.Header(octets, kRecordHeaderSize);
  if (result.ok() && length != 0) {
    const uint8_t first = ByteReader(record.fragment).U8(0);
    result = judge.Fragment(octets.type(), length, true, first);
  }
  if (!result.ok()) return result;
  const size_t total = EncodedSize(record);
  if (output.size() < total) return encoder.TooSmall(total);
  ByteWriter out(output);
  Write(octets, &out);
  out.Bytes(record.fragment);
  return encoder.Ok(total);
}

}  // namespace tls
}  // namespace hardwire
