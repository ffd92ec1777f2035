// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/inner_plaintext.h"

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"
#include "hardwire/tls/alert.h"

namespace hardwire {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;

size_t LimitOf(const RecordContext& context) {
  const size_t limit = context.limit;
  return limit != 0 && limit < kMaxInnerPlaintext ? limit : kMaxInnerPlaintext;
}

Result Fault(Code code, Detail detail, size_t n, uint8_t octet = 0) {
  return Result::Error(code, detail, static_cast<uint32_t>(n), octet, Layer::kTls);
}

// Judges the content type and, as far as the record layer knows it, the content.
class Judge {
 public:
  Judge(Code error, Policy policy) : error_(error), policy_(policy) {}

  Result All(uint8_t type, ByteReader content) {
    const size_t size = content.size();
    if (type < static_cast<uint8_t>(ContentType::kChangeCipherSpec) ||
        type > static_cast<uint8_t>(ContentType::kHeartbeat)) {
      return Broken(Violation::kUnknownContentType, size, type);
    }
    switch (static_cast<ContentType>(type)) {
      case ContentType::kChangeCipherSpec:
        return Fault(error_, Detail::kUnexpectedContentType, size, type);
      case ContentType::kHandshake:
        return size == 0 ? Broken(Violation::kEmptyFragment, 0, 0) : Result::Ok(0);
      case ContentType::kAlert:
        return Alert(content);
      default:
        return Result::Ok(0);
    }
  }

  Violations found() const { return found_; }

 private:
  Result Alert(ByteReader content) {
    if (content.size() == 0) return Broken(Violation::kEmptyFragment, 0, 0);
    if (content.size() != kAlertSize) return Broken(Violation::kAlertSize, 0, 0);
    const uint8_t level = content.U8(0);
    if (IsKnown(static_cast<AlertLevel>(level))) return Result::Ok(0);
    return Broken(Violation::kAlertLevel, 0, level);
  }

  Result Broken(Violation violation, size_t n, uint8_t octet) {
    found_.Add(violation);
    if (!policy_.Rejects(violation)) return Result::Ok(0);
    return internal::Rejection(error_, violation, static_cast<uint32_t>(n), octet, Layer::kTls);
  }

  const Code error_;
  const Policy policy_;
  Violations found_;
};

}  // namespace

Result Decode(absl::Span<const uint8_t> input, InnerPlaintext* inner, const RecordContext& context,
              Policy policy) {
  const ByteReader in(input);
  if (in.size() == 0) return Fault(Code::kDeserialization, Detail::kTruncated, 0);
  if (in.size() > LimitOf(context))
    return Fault(Code::kDeserialization, Detail::kRecordOverflow, 0);
  // The content type is the last octet that is not zero (RFC 8446 section 5.4).
  size_t end = in.size();
  uint8_t type = 0;
  while (type == 0 && end != 0) type = in.U8(--end);
  if (type == 0) return Fault(Code::kDeserialization, Detail::kNoContentType, 0);
  const absl::Span<const uint8_t> content = in.Bytes(0, end);
  Judge judge(Code::kDeserialization, policy);
  const Result result = judge.All(type, ByteReader(content));
  if (!result.ok()) return result;
  inner->type = static_cast<ContentType>(type);
  inner->content = content;
  inner->padding = in.size() - end - 1;
  inner->violations = judge.found();
  return Result::Ok(static_cast<uint32_t>(in.size()), Layer::kTls);
}

size_t EncodedSize(const InnerPlaintext& inner) {
  const size_t content = inner.content.size() + 1;  // a buffer is never as large as SIZE_MAX
  return inner.padding < SIZE_MAX - content ? content + inner.padding : SIZE_MAX;
}

Result Encode(const InnerPlaintext& inner, absl::Span<uint8_t> output, const RecordContext& context,
              Policy policy) {
  const size_t size = EncodedSize(inner);
  const uint8_t type = static_cast<uint8_t>(inner.type);
  if (size > LimitOf(context)) return Fault(Code::kSerialization, Detail::kRecordOverflow, 0);
  if (type == 0) {
    return Fault(Code::kSerialization, Detail::kNoContentType, inner.content.size());
  }
  const Result result = Judge(Code::kSerialization, policy).All(type, ByteReader(inner.content));
  if (!result.ok()) return result;
  if (output.size() < size) return internal::TooSmall(size, Layer::kTls);
  ByteWriter out(output);
  out.Bytes(inner.content);
  out.U8(type);
  out.Zeros(inner.padding);
  return Result::Ok(static_cast<uint32_t>(size), Layer::kTls);
}

bool operator==(const InnerPlaintext& a, const InnerPlaintext& b) {
  return a.type == b.type && a.padding == b.padding && a.content == b.content;
}

}  // namespace tls
}  // namespace hardwire
