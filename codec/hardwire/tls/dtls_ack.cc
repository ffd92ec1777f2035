// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/dtls_ack.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

constexpr size_t kAckLengthSize = 2;

// `length`: octets of the entries.
Result JudgeEntries(size_t length, internal::Judge judge) {
  if (length % Ack::kEntrySize != 0) return judge.Fault(Detail::kAckLength, 0);
  if (length > kMaxAckEntries * Ack::kEntrySize) return judge.Fault(Detail::kRecordOverflow, 0);
  return judge.Ok(kAckLengthSize + length);
}

// Whether entries of `length` octets can be written to `output`.
Result JudgeAckToSend(size_t length, Span<uint8_t> output) {
  const internal::Judge judge = internal::Judge::Encoder(Layer::kDtls);
  const Result size = JudgeEntries(length, judge);
  return size.ok() && output.size() < size.written() ? judge.TooSmall(size.written()) : size;
}

}  // namespace

bool operator==(RecordNumber a, RecordNumber b) {
  return a.epoch == b.epoch && a.sequence == b.sequence;
}

RecordNumber Ack::operator[](size_t i) const {
  const internal::ByteReader in(entries);
  RecordNumber number;
  number.epoch = in.U64(i * kEntrySize);
  number.sequence = in.U64(i * kEntrySize + 8);
  return number;
}

Result Decode(Span<const uint8_t> body, Ack* ack) {
  const internal::ByteReader in(body);
  const internal::Judge judge = internal::Judge::Decoder(Layer::kDtls);
  if (in.size() < kAckLengthSize) return judge.Fault(Detail::kTruncated, in.size());
  const size_t length = in.U16(0);
  const Result result = JudgeEntries(length, judge);
  if (!result.ok()) return result;
  if (length > in.size() - kAckLengthSize) return judge.Fault(Detail::kTruncated, in.size());
  ack->entries = in.Bytes(kAckLengthSize, length);
  return result;
}

Result Encode(const Ack& ack, Span<uint8_t> output) {
  const Result result = JudgeAckToSend(ack.entries.size(), output);
  if (!result.ok()) return result;
  internal::ByteWriter out(output);
  out.U16(static_cast<uint16_t>(ack.entries.size()));
  out.Bytes(ack.entries);
  return result;
}

Result EncodeAck(Span<const RecordNumber> records, Span<uint8_t> output) {
  // No record is as long: so the product cannot wrap.
  const size_t count = records.size() > kMaxAckEntries ? kMaxAckEntries + 1 : records.size();
  const Result result = JudgeAckToSend(count * Ack::kEntrySize, output);
  if (!result.ok()) return result;
  internal::ByteWriter out(output);
  out.U16(static_cast<uint16_t>(count * Ack::kEntrySize));
  for (const RecordNumber& record : records) {
    out.U64(record.epoch);
    out.U64(record.sequence);
  }
  return result;
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
