// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/record.h"

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;

constexpr uint8_t kMajor = 3;
constexpr uint16_t kTls12 = 0x0303;
constexpr uint8_t kFirstType = 20;
constexpr uint8_t kTypeCount = 5;

// A set of content types: bit i is type 20 + i.
constexpr uint8_t Set(ContentType type) {
  return static_cast<uint8_t>(1 << (static_cast<uint8_t>(type) - kFirstType));
}
constexpr uint8_t kAllTypes = (1 << kTypeCount) - 1;
constexpr uint8_t kMessages =
    Set(ContentType::kChangeCipherSpec) | Set(ContentType::kAlert) | Set(ContentType::kHandshake);

// What a context allows.
struct Rule {
  uint16_t limit;
  uint8_t types;        // known types that may come
  uint8_t never_empty;  // types that may not have length 0
  bool clear;           // alerts and change_cipher_spec are not encrypted
  bool exact;           // a version that the context names must be met
  uint8_t min_minor;    // otherwise the version's second octet lies between these
  uint8_t max_minor;
};

constexpr uint8_t kInitialTypes = Set(ContentType::kAlert) | Set(ContentType::kHandshake);
constexpr uint8_t kProtected13Types =
    Set(ContentType::kApplicationData) | Set(ContentType::kChangeCipherSpec);

// By phase, then by whether the version is TLS 1.3.
constexpr Rule kRules[4][2] = {
    {{kMaxPlaintext, kInitialTypes, kMessages, true, false, 0, 4},
     {kMaxPlaintext, kInitialTypes, kMessages, true, false, 0, 4}},
    {{kMaxPlaintext, kAllTypes, kMessages, true, true, 0, 3},
     {kMaxPlaintext, kAllTypes, kMessages, true, false, 3, 3}},
    {{kMaxProtectedTls12, kAllTypes, kMessages, false, true, 0, 3},
     {kMaxProtectedTls13, kProtected13Types, kAllTypes, true, false, 3, 3}},
    {{kMaxProtectedTls12, kAllTypes, 0, false, false, 0, 255},
     {kMaxProtectedTls12, kAllTypes, 0, false, false, 0, 255}},
};

const Rule& RuleOf(const RecordContext& context) {
  return kRules[static_cast<size_t>(context.phase)][context.version == kTls13 ? 1 : 0];
}

// The index of a content type in Rule's sets; kTypeCount and above: unknown.
uint8_t IndexOf(uint8_t type) { return static_cast<uint8_t>(type - kFirstType); }

// Whether `index` is that of a known type that is in `types`.
bool In(uint8_t types, uint8_t index) { return index < kTypeCount && ((types >> index) & 1) != 0; }

// The five octets of a header, in one register.
class Octets {
 public:
  Octets(uint32_t first_four, uint8_t last) : bits_(uint64_t{first_four} << 8 | last) {}

  uint8_t type() const { return static_cast<uint8_t>(bits_ >> 32); }
  uint8_t major() const { return static_cast<uint8_t>(bits_ >> 24); }
  uint8_t minor() const { return static_cast<uint8_t>(bits_ >> 16); }
  uint16_t version() const { return static_cast<uint16_t>(bits_ >> 16); }
  uint16_t length() const { return static_cast<uint16_t>(bits_); }

 private:
  uint64_t bits_;
};

Octets Pack(ContentType type, uint16_t version, uint16_t length) {
  return Octets(static_cast<uint32_t>(type) << 24 | uint32_t{version} << 8 | uint32_t{length} >> 8,
                static_cast<uint8_t>(length & 0xFF));
}

void Write(Octets octets, ByteWriter* out) {
  out->U8(octets.type());
  out->U16(octets.version());
  out->U16(octets.length());
}

bool MinorExpected(const Rule& rule, const RecordContext& context, uint8_t minor) {
  if (rule.exact && context.version != 0) return minor == (context.version & 0xFF);
  return minor >= rule.min_minor && minor <= rule.max_minor;
}

// Whether nobody looks at the version (RFC 8446 section 5.1). The rule's is what Encode writes.
bool IgnoresVersion(const RecordContext& context) {
  return context.version == kTls13 && context.phase == Phase::kPlain;
}

uint16_t Limit(const Rule& rule, const RecordContext& context) {
  return context.limit != 0 && context.limit < rule.limit ? context.limit : rule.limit;
}

bool TooManyForCcs(const Rule& rule, uint8_t index, uint16_t length) {
  return rule.clear && index == 0 && length > 1;
}

// Judges a header field by field in the order of arrival, for an outcome that is not plainly ok.
class Judge {
 public:
  Judge(const RecordContext& context, Policy policy, Code error)
      : context_(context), rule_(RuleOf(context)), policy_(policy), error_(error) {}

  // Ok, the error that decides, or need-more. `seen`: how many octets have arrived.
  Result All(Octets octets, size_t seen) {
    Result result = Fine();
    if (seen > 0) result = Type(octets.type());
    if (result.ok() && seen > 1) result = Major(octets.major());
    if (result.ok() && seen > 2) result = Minor(octets.minor());
    if (result.ok() && seen < kRecordHeaderSize) {
      return Result::NeedMore(kRecordHeaderSize, Layer::kTls);
    }
    return result.ok() ? Length(octets.type(), octets.length()) : result;
  }

  // The same for a whole record: `in` begins with the header. Judges the fragment as well.
  Result Record(Octets octets, ByteReader in) {
    const size_t seen = in.size() < kRecordHeaderSize ? in.size() : kRecordHeaderSize;
    const Result header = All(octets, seen);
    const uint32_t length = octets.length();
    if (header.code() == Code::kNeedMore) {
      // Of the length, octets that have not arrived count as 0.
      const uint32_t limit = Limit(rule_, context_);
      return Result::NeedMore(kRecordHeaderSize + (length < limit ? length : limit), Layer::kTls);
    }
    if (!header.ok()) return header;
    const bool begun = length != 0 && in.size() > kRecordHeaderSize;
    const Result fragment =
        Fragment(octets.type(), length, begun, begun ? in.U8(kRecordHeaderSize) : uint8_t{0});
    if (!fragment.ok()) return fragment;
    const uint32_t total = kRecordHeaderSize + length;
    return in.size() < total ? Result::NeedMore(total, Layer::kTls)
                             : Result::Ok(total, Layer::kTls);
  }

  // What can be said of the fragment behind a header that is ok, once its first octet has `begun`
  // it and before.
  Result Fragment(uint8_t type, uint32_t length, bool begun, uint8_t first) {
    if (!rule_.clear || length == 0) return Fine();
    if (type == static_cast<uint8_t>(ContentType::kAlert)) {
      if (length != kAlertSize) return Broken(Violation::kAlertSize, 3, 0);
      if (!begun || IsKnown(static_cast<AlertLevel>(first))) return Fine();
      return Broken(Violation::kAlertLevel, kRecordHeaderSize, first);
    }
    const bool ccs = type == static_cast<uint8_t>(ContentType::kChangeCipherSpec);
    if (!ccs || length > 1 || !begun || first == 1) return Fine();
    return Broken(Violation::kCcsValue, kRecordHeaderSize, first);
  }

  Violations found() const { return found_; }

 private:
  Result Type(uint8_t type) {
    const uint8_t index = IndexOf(type);
    if (index >= kTypeCount) return UnknownType(type);
    return In(rule_.types, index) ? Fine() : Fault(Detail::kUnexpectedContentType, 0, type);
  }

  // Rejected, such a type says of which class it is.
  Result UnknownType(uint8_t type) {
    const Result result = Broken(Violation::kUnknownContentType, 0, type);
    if (result.ok()) return result;
    const uint8_t lower = type | 0x20;
    if ((lower >= 'a' && lower <= 'z') || type == '\r') {
      return Fault(Detail::kNotTlsText, 0, type);
    }
    if (type == 4 || type == 5) return Fault(Detail::kNotTlsSocks, 0, type);
    if (type >= 0x80) return Fault(Detail::kNotTlsSslv2, 0, type);
    return result;
  }

  Result Major(uint8_t major) const {
    if (major == kMajor || IgnoresVersion(context_)) return Fine();
    return Fault(Detail::kRecordMajorVersion, 1, major);
  }

  Result Minor(uint8_t minor) {
    if (MinorExpected(rule_, context_, minor) || IgnoresVersion(context_)) return Fine();
    return Broken(Violation::kRecordVersion, 1, minor);
  }

  Result Length(uint8_t type, uint16_t length) {
    const uint8_t index = IndexOf(type);
    if (length > Limit(rule_, context_)) return Fault(Detail::kRecordOverflow, 3, 0);
    if (length == 0 && (rule_.never_empty == kAllTypes || In(rule_.never_empty, index))) {
      return Broken(Violation::kEmptyFragment, 3, 0);
    }
    if (TooManyForCcs(rule_, index, length)) return Broken(Violation::kCcsValue, 3, 0);
    return Fine();
  }

  static constexpr Result Fine() { return Result::Ok(kRecordHeaderSize, Layer::kTls); }

  Result Fault(Detail detail, uint32_t n, uint8_t octet) const {
    return Result::Error(error_, detail, n, octet, Layer::kTls);
  }

  Result Broken(Violation violation, uint32_t n, uint8_t octet) {
    found_.Add(violation);
    if (!policy_.Rejects(violation)) return Fine();
    return internal::Rejection(error_, violation, n, octet, Layer::kTls);
  }

  const RecordContext& context_;
  const Rule& rule_;
  const Policy policy_;
  const Code error_;
  Violations found_;
};

// The same rules in one test: a whole header that breaks none, of any type but change_cipher_spec.
// False for a version that is ignored, unless it is 0303: the slow path, which then judges, knows.
// Inlined: a call here would cost every header a frame.
ABSL_ATTRIBUTE_ALWAYS_INLINE inline bool IsPlainlyOk(const RecordContext& context, Octets octets) {
  const Rule& rule = RuleOf(context);
  const uint8_t types = rule.types & static_cast<uint8_t>(~Set(ContentType::kChangeCipherSpec));
  return In(types, IndexOf(octets.type())) && octets.major() == kMajor &&
         MinorExpected(rule, context, octets.minor()) && octets.length() != 0 &&
         octets.length() <= rule.limit && (context.limit == 0 || octets.length() <= context.limit);
}

void Store(Octets octets, Violations violations, RecordHeader* header) {
  header->type = static_cast<ContentType>(octets.type());
  header->version = octets.version();
  header->length = octets.length();
  header->violations = violations;
}

void Store(Octets octets, ByteReader in, Violations violations, Record* record) {
  record->type = static_cast<ContentType>(octets.type());
  record->version = octets.version();
  record->fragment = in.Bytes(kRecordHeaderSize, octets.length());
  record->violations = violations;
}

ABSL_ATTRIBUTE_NOINLINE Result DecodeSlowly(Octets octets, ByteReader in, Record* record,
                                            const RecordContext& context, Policy policy) {
  Judge judge(context, policy, Code::kDeserialization);
  const Result result = judge.Record(octets, in);
  if (result.ok()) Store(octets, in, judge.found(), record);
  return result;
}

ABSL_ATTRIBUTE_NOINLINE Result DecodeSlowly(Octets octets, size_t seen, RecordHeader* header,
                                            const RecordContext& context, Policy policy) {
  Judge judge(context, policy, Code::kDeserialization);
  const Result result = judge.All(octets, seen);
  if (result.ok()) Store(octets, judge.found(), header);
  return result;
}

// For a header that has not arrived whole.
ABSL_ATTRIBUTE_NOINLINE Result DecodeShort(ByteReader in, RecordHeader* header,
                                           const RecordContext& context, Policy policy) {
  return DecodeSlowly(Octets(in.FirstU32Or(0), 0), in.size(), header, context, policy);
}

ABSL_ATTRIBUTE_NOINLINE Result JudgeToSend(Octets octets, const RecordContext& context,
                                           Policy policy) {
  return Judge(context, policy, Code::kSerialization).All(octets, kRecordHeaderSize);
}

ABSL_ATTRIBUTE_NOINLINE Result EncodeAsTls12(const RecordHeader& header, Span<uint8_t> output,
                                             const RecordContext& context, Policy policy) {
  RecordHeader own = header;
  own.version = kTls12;
  return Encode(own, output, context, policy);
}

}  // namespace

uint16_t LengthLimit(const RecordContext& context) { return Limit(RuleOf(context), context); }

bool IsCcsPlain(const RecordContext& context) { return RuleOf(context).clear; }

Result Decode(Span<const uint8_t> input, RecordHeader* header, const RecordContext& context,
              Policy policy) {
  const ByteReader in(input);
  if (ABSL_PREDICT_FALSE(in.size() < kRecordHeaderSize)) {
    return DecodeShort(in, header, context, policy);
  }
  const Octets octets(in.U32(0), in.U8(4));
  if (ABSL_PREDICT_FALSE(!IsPlainlyOk(context, octets))) {
    return DecodeSlowly(octets, kRecordHeaderSize, header, context, policy);
  }
  Store(octets, Violations(), header);
  return Result::Ok(kRecordHeaderSize, Layer::kTls);
}

Result Encode(const RecordHeader& header, Span<uint8_t> output, const RecordContext& context,
              Policy policy) {
  if (IgnoresVersion(context) && header.version != kTls12) {
    return EncodeAsTls12(header, output, context, policy);
  }
  const Octets octets = Pack(header.type, header.version, header.length);
  if (ABSL_PREDICT_FALSE(!IsPlainlyOk(context, octets))) {
    const Result result = JudgeToSend(octets, context, policy);
    if (!result.ok()) return result;
  }
  if (output.size() < kRecordHeaderSize) {
    return internal::TooSmall(kRecordHeaderSize, Layer::kTls);
  }
  ByteWriter out(output);
  Write(octets, &out);
  return Result::Ok(kRecordHeaderSize, Layer::kTls);
}

Result Decode(Span<const uint8_t> input, Record* record, const RecordContext& context,
              Policy policy) {
  const ByteReader in(input);
  const bool whole = in.size() >= kRecordHeaderSize;
  const Octets octets(in.FirstU32Or(0), whole ? in.U8(4) : uint8_t{0});
  const size_t total = kRecordHeaderSize + octets.length();
  const bool alert = octets.type() == static_cast<uint8_t>(ContentType::kAlert);
  if (ABSL_PREDICT_FALSE(in.size() < total || alert || !IsPlainlyOk(context, octets))) {
    return DecodeSlowly(octets, in, record, context, policy);
  }
  Store(octets, in, Violations(), record);
  return Result::Ok(static_cast<uint32_t>(total), Layer::kTls);
}

Result Encode(const Record& record, Span<uint8_t> output, const RecordContext& context,
              Policy policy) {
  const size_t size = record.fragment.size();
  if (size > kMaxProtectedTls12) {
    return Result::Error(Code::kSerialization, Detail::kRecordOverflow, 3, 0, Layer::kTls);
  }
  const uint16_t length = static_cast<uint16_t>(size);
  Judge judge(context, policy, Code::kSerialization);
  const Octets octets =
      Pack(record.type, IgnoresVersion(context) ? kTls12 : record.version, length);
  Result result = judge.All(octets, kRecordHeaderSize);
  if (result.ok() && length != 0) {
    const uint8_t first = ByteReader(record.fragment).U8(0);
    result = judge.Fragment(octets.type(), length, true, first);
  }
  if (!result.ok()) return result;
  if (output.size() < EncodedSize(record)) {
    return internal::TooSmall(EncodedSize(record), Layer::kTls);
  }
  ByteWriter out(output);
  Write(octets, &out);
  out.Bytes(record.fragment);
  return Result::Ok(static_cast<uint32_t>(EncodedSize(record)), Layer::kTls);
}

string_view Name(ContentType type) {
  switch (type) {
    case ContentType::kChangeCipherSpec:
      return "change_cipher_spec";
    case ContentType::kAlert:
      return "alert";
    case ContentType::kHandshake:
      return "handshake";
    case ContentType::kApplicationData:
      return "application_data";
    case ContentType::kHeartbeat:
      return "heartbeat";
    case ContentType::kTls12Cid:
      return "tls12_cid";
    case ContentType::kAck:
      return "ack";
    case ContentType::kReturnRoutabilityCheck:
      return "return_routability_check";
  }
  return "unassigned";
}

}  // namespace tls
}  // namespace hardwire
