// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/record_split.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_framing.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using internal::ByteWriter;

// The most bytes that a Result and SplitSize can count: where size_t has 32 bits, UINT32_MAX is
// SIZE_MAX, which says that they cannot be counted.
constexpr size_t kMostBytes = SIZE_MAX > UINT32_MAX ? UINT32_MAX : SIZE_MAX - 1;

}  // namespace

size_t RecordCount(size_t size, const RecordContext& context) {
  const size_t limit = context.limit();
  if (size == 0) return 1;
  return limit == 0 ? SIZE_MAX : (size - 1) / limit + 1;
}

size_t SplitSize(size_t size, const RecordContext& context) {
  const size_t count = RecordCount(size, context);
  if (count > (SIZE_MAX - size) / kRecordHeaderSize) return SIZE_MAX;
  return size + count * kRecordHeaderSize;
}

Result EncodeSplit(ContentType type, uint16_t version, Span<const uint8_t> content,
                   Span<uint8_t> output, const RecordContext& context, Policy policy) {
  const size_t total = SplitSize(content.size(), context);
  const size_t limit = context.limit();
  const internal::ByteReader in(content);
  const internal::Judge judge = internal::Judge::Encoder(Layer::kTls, policy);
  if (total > kMostBytes) return judge.Fault(Detail::kRecordOverflow, 3);
  if (content.size() > limit && type == ContentType::kAlert)
    return judge.Fault(Detail::kAlertSize, 3);
  if (content.size() > limit && type == ContentType::kChangeCipherSpec) {
    return judge.Fault(Detail::kCcsValue, 3);
  }
  Record record;
  record.type = type;
  record.version = version;
  record.fragment = in.Bytes(0, content.size() < limit ? content.size() : limit);
  // All but the last are as long as the first, so that what the first is refused for is found
  // before anything is written; the last may yet be shorter, never empty but alone.
  const bool fits = output.size() >= total;
  const Result first = Encode(record, fits ? output : Span<uint8_t>(), context, policy);
  if (!first.ok()) return first.detail() == Detail::kOutputTooSmall ? judge.TooSmall(total) : first;
  ByteWriter out(internal::Part(output, first.written(), total - first.written()));
  for (size_t at = limit; at < content.size(); at += limit) {
    const size_t left = content.size() - at;
    const uint16_t length = static_cast<uint16_t>(left < limit ? left : limit);
    record_internal::Write(record_internal::ToSend(type, version, length, context), &out);
    out.Bytes(in.Bytes(at, length));
  }
  return judge.Ok(total);
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
