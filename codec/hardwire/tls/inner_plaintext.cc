// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/inner_plaintext.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/content_rules.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;

// Judges the content type and, as far as the record layer knows it, the content.
Result JudgeInner(ContentType type, ByteReader content, const InnerContext& context, Judge* judge) {
  const size_t size = content.size();
  const uint8_t octet = static_cast<uint8_t>(type);
  if (!context.Knows(type)) return judge->Breaks(Violation::kUnknownContentType, size, octet);
  if (!context.Allows(type)) return judge->Fault(Detail::kUnexpectedContentType, size, octet);
  if (!CarriesMessages(type)) return judge->Ok();
  if (size == 0) return judge->Breaks(Violation::kEmptyFragment, 0);
  if (type == ContentType::kHandshake) return judge->Ok();
  if (type == ContentType::kAlert) {
    return size == kAlertSize ? JudgeAlertLevel(content.U8(0), 0, judge)
                              : judge->Breaks(Violation::kAlertSize, 0);
  }
  return size == 1 ? JudgeCcsValue(content.U8(0), 0, judge)
                   : judge->Breaks(Violation::kCcsValue, 0);
}

HARDWIRE_NOINLINE Result RejectInnerSize(size_t size, const InnerContext& context) {
  const Judge judge = Judge::Decoder(context.layer());
  return judge.Fault(size == 0 ? Detail::kTruncated : Detail::kRecordOverflow, 0);
}

// Whether every context allows `type` with any content but none.
bool IsPlainlyOkInside(ContentType type) {
  return type == ContentType::kHandshake || type == ContentType::kApplicationData;
}

// `end`: where the content ends and the content type is.
void StoreInner(ByteReader in, size_t end, ContentType type, Violations violations,
                InnerPlaintext* inner) {
  inner->type = type;
  inner->content = in.Bytes(0, end);
  inner->padding = in.size() - end - 1;
  inner->violations = violations;
}

HARDWIRE_NOINLINE Result DecodeInnerSlowly(ByteReader in, size_t end, ContentType type,
                                           InnerPlaintext* inner, const InnerContext& context,
                                           Policy policy) {
  Judge judge = Judge::Decoder(context.layer(), policy);
  if (type == static_cast<ContentType>(0)) return judge.Fault(Detail::kNoContentType, 0);
  const Result result = JudgeInner(type, ByteReader(in.Bytes(0, end)), context, &judge);
  if (!result.ok()) return result;
  StoreInner(in, end, type, judge.found(), inner);
  return judge.Ok(in.size());
}

}  // namespace

Result Decode(Span<const uint8_t> input, InnerPlaintext* inner, const InnerContext& context,
              Policy policy) {
  const ByteReader in(input);
  if (HARDWIRE_PREDICT_FALSE(in.size() == 0 || in.size() > context.limit())) {
    return RejectInnerSize(in.size(), context);
  }
  // The content type is the last octet that is not zero (RFC 8446 section 5.4).
  size_t end = in.size() - 1;
  uint8_t octet = in.U8(end);
  while (octet == 0 && end != 0) octet = in.U8(--end);
  const ContentType type = static_cast<ContentType>(octet);
  if (HARDWIRE_PREDICT_FALSE(!IsPlainlyOkInside(type) || end == 0)) {
    return DecodeInnerSlowly(in, end, type, inner, context, policy);
  }
  StoreInner(in, end, type, Violations(), inner);
  return Result::Ok(static_cast<uint32_t>(in.size()), context.layer());
}

size_t EncodedSize(const InnerPlaintext& inner) {
  const size_t content = inner.content.size() + 1;  // a buffer is never as large as SIZE_MAX
  return inner.padding < SIZE_MAX - content ? content + inner.padding : SIZE_MAX;
}

namespace {

HARDWIRE_NOINLINE Result JudgeInnerToSend(const InnerPlaintext& inner, const InnerContext& context,
                                          Policy policy) {
  Judge judge = Judge::Encoder(context.layer(), policy);
  if (EncodedSize(inner) > context.limit()) return judge.Fault(Detail::kRecordOverflow, 0);
  if (static_cast<uint8_t>(inner.type) == 0) {
    return judge.Fault(Detail::kNoContentType, inner.content.size());
  }
  return JudgeInner(inner.type, ByteReader(inner.content), context, &judge);
}

}  // namespace

Result Encode(const InnerPlaintext& inner, Span<uint8_t> output, const InnerContext& context,
              Policy policy) {
  const size_t size = EncodedSize(inner);
  if (HARDWIRE_PREDICT_FALSE(size > context.limit() || !IsPlainlyOkInside(inner.type) ||
                             inner.content.empty())) {
    const Result result = JudgeInnerToSend(inner, context, policy);
    if (!result.ok()) return result;
  }
  if (output.size() < size) return Judge::Encoder(context.layer()).TooSmall(size);
  ByteWriter out(output);
  out.Bytes(inner.content);
  out.U8(static_cast<uint8_t>(inner.type));
  out.Zeros(inner.padding);
  return Result::Ok(static_cast<uint32_t>(size), context.layer());
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
