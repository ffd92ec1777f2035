// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/record.h"

#include <cstddef>
#include <cstdint>

#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"

namespace hardwire {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;

constexpr uint8_t kMajor = 3;
constexpr uint16_t kTls13 = 0x0304;
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
  bool plain_ccs;       // change_cipher_spec is not encrypted: one octet
  bool exact;           // a version that the context names must be met
  uint8_t min_minor;    // otherwise the version's second octet lies between these
  uint8_t max_minor;
};

constexpr uint8_t kInitialTypes = Set(ContentType::kAlert) | Set(ContentType::kHandshake);
constexpr uint8_t kProtected13Types =
    Set(ContentType::kApplicationData) | Set(ContentType::kChangeCipherSpec);

// By phase, then by whether the version is TLS 1.3.
constexpr Rule kRules[3][2] = {
    {{kMaxPlaintext, kInitialTypes, kMessages, true, false, 0, 4},
     {kMaxPlaintext, kInitialTypes, kMessages, true, false, 0, 4}},
    {{kMaxPlaintext, kAllTypes, kMessages, true, true, 0, 3},
     {kMaxPlaintext, kAllTypes, kMessages, true, false, 0, 255}},
    {{kMaxProtectedTls12, kAllTypes, kMessages, false, true, 0, 3},
     {kMaxProtectedTls13, kProtected13Types, kAllTypes, true, false, 3, 3}},
};

const Rule& RuleOf(const RecordContext& context) {
  return kRules[static_cast<size_t>(context.phase)][context.version == kTls13 ? 1 : 0];
}

// Judges the fields of one header in the order in which they arrive. Each call answers Ok, or the
// error that decides.
class Judge {
 public:
  Judge(const RecordContext& context, Policy policy, Code error)
      : context_(context), rule_(RuleOf(context)), policy_(policy), error_(error) {}

  Violations found() const { return found_; }

  Result Type(uint8_t type) {
    index_ = static_cast<uint8_t>(type - kFirstType);
    if (ABSL_PREDICT_FALSE(!Known())) return UnknownType(type);
    if (ABSL_PREDICT_FALSE(!In(rule_.types))) {
      return Fault(Detail::kUnexpectedContentType, 0, type);
    }
    return Fine();
  }

  Result Major(uint8_t major) const {
    if (ABSL_PREDICT_TRUE(major == kMajor)) return Fine();
    return Fault(Detail::kRecordMajorVersion, 1, major);
  }

  Result Minor(uint8_t minor) {
    const bool expected = rule_.exact && context_.version != 0
                              ? minor == (context_.version & 0xFF)
                              : minor >= rule_.min_minor && minor <= rule_.max_minor;
    if (ABSL_PREDICT_TRUE(expected)) return Fine();
    return Broken(Violation::kRecordVersion, 1, minor);
  }

  Result Length(uint16_t length) {
    if (ABSL_PREDICT_FALSE(length > LengthLimit(context_))) {
      return Fault(Detail::kRecordOverflow, 3, 0);
    }
    if (ABSL_PREDICT_FALSE(length == 0 && Known() && In(rule_.never_empty))) {
      return Broken(Violation::kEmptyFragment, 3, 0);
    }
    if (ABSL_PREDICT_FALSE(index_ == 0 && rule_.plain_ccs && length > 1)) {
      return Broken(Violation::kCcsValue, 3, 0);
    }
    return Fine();
  }

 private:
  static constexpr Result Fine() { return Result::Ok(kRecordHeaderSize, Layer::kTls); }

  bool Known() const { return index_ < kTypeCount; }
  bool In(uint8_t types) const { return ((types >> index_) & 1) != 0; }

  Result Fault(Detail detail, uint32_t n, uint8_t octet) const {
    return Result::Error(error_, detail, n, octet, Layer::kTls);
  }

  Result Broken(Violation violation, uint32_t n, uint8_t octet) {
    found_.Add(violation);
    if (!policy_.Rejects(violation)) return Fine();
    return internal::Rejection(error_, violation, n, octet, Layer::kTls);
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

  const RecordContext& context_;
  const Rule& rule_;
  const Policy policy_;
  const Code error_;
  uint8_t index_ = 0;
  Violations found_;
};

// Fewer octets than a header has.
Result DecodeShort(const ByteReader& in, Judge judge) {
  Result result = Result::NeedMore(kRecordHeaderSize, Layer::kTls);
  const Result need_more = result;
  if (in.size() > 0 && !(result = judge.Type(in.U8(0))).ok()) return result;
  if (in.size() > 1 && !(result = judge.Major(in.U8(1))).ok()) return result;
  if (in.size() > 2 && !(result = judge.Minor(in.U8(2))).ok()) return result;
  return need_more;
}

// A whole header.
Result JudgeAll(uint8_t type, uint8_t major, uint8_t minor, uint16_t length, Judge* judge) {
  Result result = judge->Type(type);
  if (result.ok()) result = judge->Major(major);
  if (result.ok()) result = judge->Minor(minor);
  if (result.ok()) result = judge->Length(length);
  return result;
}

}  // namespace

uint16_t LengthLimit(const RecordContext& context) {
  const uint16_t own = RuleOf(context).limit;
  return context.limit != 0 && context.limit < own ? context.limit : own;
}

Result Decode(absl::Span<const uint8_t> input, RecordHeader* header, const RecordContext& context,
              Policy policy) {
  const ByteReader in(input);
  Judge judge(context, policy, Code::kDeserialization);
  if (ABSL_PREDICT_FALSE(in.size() < kRecordHeaderSize)) return DecodeShort(in, judge);
  const uint8_t type = in.U8(0);
  const uint16_t version = in.U16(1);
  const uint16_t length = in.U16(3);
  const Result result = JudgeAll(type, static_cast<uint8_t>(version >> 8),
                                 static_cast<uint8_t>(version & 0xFF), length, &judge);
  if (ABSL_PREDICT_FALSE(!result.ok())) return result;
  header->type = static_cast<ContentType>(type);
  header->version = version;
  header->length = length;
  header->violations = judge.found();
  return result;
}

Result Encode(const RecordHeader& header, absl::Span<uint8_t> output, const RecordContext& context,
              Policy policy) {
  Judge judge(context, policy, Code::kSerialization);
  const Result result =
      JudgeAll(static_cast<uint8_t>(header.type), static_cast<uint8_t>(header.version >> 8),
               static_cast<uint8_t>(header.version & 0xFF), header.length, &judge);
  if (!result.ok()) return result;
  if (output.size() < kRecordHeaderSize) {
    return internal::TooSmall(kRecordHeaderSize, Layer::kTls);
  }
  ByteWriter out(output);
  out.U8(static_cast<uint8_t>(header.type));
  out.U16(header.version);
  out.U16(header.length);
  return result;
}

absl::string_view Name(ContentType type) {
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
  }
  return "unassigned";
}

bool operator==(const RecordHeader& a, const RecordHeader& b) {
  return a.type == b.type && a.version == b.version && a.length == b.length;
}

}  // namespace tls
}  // namespace hardwire
