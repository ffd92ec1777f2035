// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/inner_plaintext.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;

constexpr uint8_t kFirstType = static_cast<uint8_t>(ContentType::kChangeCipherSpec);
constexpr uint8_t kTypeCount = 8;  // 20 to 27

// A set of content types: bit i is type 20 + i.
template <ContentType... kType>
constexpr uint8_t kSet = static_cast<uint8_t>((... |
                                               (1 << (static_cast<uint8_t>(kType) - kFirstType))));
constexpr uint8_t kEverywhere = kSet<ContentType::kAlert, ContentType::kHandshake,
                                     ContentType::kApplicationData, ContentType::kHeartbeat>;

// What a protocol allows. A type of `known` that is not in `allowed` cannot be protected by it.
struct Rule {
  uint8_t known;
  uint8_t allowed;
  uint16_t limit;
  Layer layer;
};
// RFC 8446 sections 5 and 5.4.
constexpr Rule kTls13Rule = {kEverywhere | kSet<ContentType::kChangeCipherSpec>, kEverywhere,
                             kMaxInnerPlaintext, Layer::kTls};
// RFC 9147 sections 4 and 7, RFC 9853.
constexpr Rule kDtls13Rule = {
    0xFF, kEverywhere | kSet<ContentType::kAck, ContentType::kReturnRoutabilityCheck>,
    kMaxInnerPlaintext, Layer::kDtls};
// RFC 9146 sections 4 and 5, RFC 9853. What is renegotiated protects its change_cipher_spec.
constexpr Rule kDtls12Rule = {
    0xFF, kEverywhere | kSet<ContentType::kChangeCipherSpec, ContentType::kReturnRoutabilityCheck>,
    kMaxInnerPlaintextDtls12, Layer::kDtls};

const Rule& RuleOf(const RecordContext& context) {
  if (context.version < kDtls13) return kTls13Rule;
  return context.version == kDtls13 ? kDtls13Rule : kDtls12Rule;
}

size_t LimitOf(const Rule& rule, const RecordContext& context) {
  return context.limit != 0 && context.limit < rule.limit ? context.limit : rule.limit;
}

bool In(uint8_t types, uint8_t type) {
  const uint8_t index = static_cast<uint8_t>(type - kFirstType);
  return index < kTypeCount && ((types >> index) & 1) != 0;
}

// Judges the content type and, as far as the record layer knows it, the content.
class Judge {
 public:
  Judge(const RecordContext& context, Policy policy, Code error)
      : context_(context), rule_(RuleOf(context)), policy_(policy), error_(error) {}

  // `size`: of content, type and padding.
  Result Size(size_t size) const {
    return size > LimitOf(rule_, context_) ? Fault(Detail::kRecordOverflow, 0) : Fine();
  }

  Result All(uint8_t type, ByteReader content) {
    const size_t size = content.size();
    if (!In(rule_.known, type)) return Broken(Violation::kUnknownContentType, size, type);
    if (!In(rule_.allowed, type)) return Fault(Detail::kUnexpectedContentType, size, type);
    switch (static_cast<ContentType>(type)) {
      case ContentType::kHandshake:
        return size == 0 ? Broken(Violation::kEmptyFragment, 0) : Fine();
      case ContentType::kAlert:
        return Alert(content);
      case ContentType::kChangeCipherSpec:
        return ChangeCipherSpec(content);
      default:
        return Fine();
    }
  }

  Result Fault(Detail detail, size_t n, uint8_t octet = 0) const {
    return Result::Error(error_, detail, static_cast<uint32_t>(n), octet, rule_.layer);
  }

  Result Fine(size_t n = 0) const { return Result::Ok(static_cast<uint32_t>(n), rule_.layer); }

  Violations found() const { return found_; }

 private:
  Result Alert(ByteReader content) {
    if (content.size() == 0) return Broken(Violation::kEmptyFragment, 0);
    if (content.size() != kAlertSize) return Broken(Violation::kAlertSize, 0);
    const uint8_t level = content.U8(0);
    return IsKnown(static_cast<AlertLevel>(level)) ? Fine()
                                                   : Broken(Violation::kAlertLevel, 0, level);
  }

  Result ChangeCipherSpec(ByteReader content) {
    if (content.size() == 0) return Broken(Violation::kEmptyFragment, 0);
    if (content.size() != 1) return Broken(Violation::kCcsValue, 0);
    const uint8_t value = content.U8(0);
    return value == 1 ? Fine() : Broken(Violation::kCcsValue, 0, value);
  }

  Result Broken(Violation violation, size_t n, uint8_t octet = 0) {
    found_.Add(violation);
    if (!policy_.Rejects(violation)) return Fine();
    return internal::Rejection(error_, violation, static_cast<uint32_t>(n), octet, rule_.layer);
  }

  const RecordContext& context_;
  const Rule& rule_;
  const Policy policy_;
  const Code error_;
  Violations found_;
};

}  // namespace

Result Decode(Span<const uint8_t> input, InnerPlaintext* inner, const RecordContext& context,
              Policy policy) {
  const ByteReader in(input);
  Judge judge(context, policy, Code::kDeserialization);
  if (in.size() == 0) return judge.Fault(Detail::kTruncated, 0);
  Result result = judge.Size(in.size());
  if (!result.ok()) return result;
  // The content type is the last octet that is not zero (RFC 8446 section 5.4).
  size_t end = in.size();
  uint8_t type = 0;
  while (type == 0 && end != 0) type = in.U8(--end);
  if (type == 0) return judge.Fault(Detail::kNoContentType, 0);
  const Span<const uint8_t> content = in.Bytes(0, end);
  result = judge.All(type, ByteReader(content));
  if (!result.ok()) return result;
  inner->type = static_cast<ContentType>(type);
  inner->content = content;
  inner->padding = in.size() - end - 1;
  inner->violations = judge.found();
  return judge.Fine(in.size());
}

size_t EncodedSize(const InnerPlaintext& inner) {
  const size_t content = inner.content.size() + 1;  // a buffer is never as large as SIZE_MAX
  return inner.padding < SIZE_MAX - content ? content + inner.padding : SIZE_MAX;
}

Result Encode(const InnerPlaintext& inner, Span<uint8_t> output, const RecordContext& context,
              Policy policy) {
  const size_t size = EncodedSize(inner);
  const uint8_t type = static_cast<uint8_t>(inner.type);
  Judge judge(context, policy, Code::kSerialization);
  Result result = judge.Size(size);
  if (!result.ok()) return result;
  if (type == 0) return judge.Fault(Detail::kNoContentType, inner.content.size());
  result = judge.All(type, ByteReader(inner.content));
  if (!result.ok()) return result;
  const Result done = judge.Fine(size);
  if (output.size() < size) return internal::TooSmall(size, done.layer());
  ByteWriter out(output);
  out.Bytes(inner.content);
  out.U8(type);
  out.Zeros(inner.padding);
  return done;
}

}  // namespace tls
}  // namespace hardwire
