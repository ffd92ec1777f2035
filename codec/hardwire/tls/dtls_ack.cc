// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/dtls_ack.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {
namespace {

constexpr size_t kLengthSize = 2;

Result Truncated(size_t size) {
  return Result::Error(Code::kDeserialization, Detail::kTruncated, static_cast<uint32_t>(size), 0,
                       Layer::kDtls);
}

}  // namespace

bool operator==(RecordNumber a, RecordNumber b) {
  return a.epoch == b.epoch && a.sequence == b.sequence;
}

RecordNumber Ack::operator[](size_t i) const {
  const internal::ByteReader in(entries_);
  RecordNumber number;
  number.epoch = in.U64(i * kEntrySize);
  number.sequence = in.U64(i * kEntrySize + 8);
  return number;
}

Result Decode(Span<const uint8_t> body, Ack* ack) {
  const internal::ByteReader in(body);
  if (in.size() < kLengthSize) return Truncated(in.size());
  const size_t length = in.U16(0);
  if (length > in.size() - kLengthSize || length % Ack::kEntrySize != 0) {
    return Truncated(in.size());
  }
  ack->entries_ = in.Bytes(kLengthSize, length);
  return Result::Ok(static_cast<uint32_t>(kLengthSize + length), Layer::kDtls);
}

Result EncodeAck(Span<const RecordNumber> records, Span<uint8_t> output) {
  if (records.size() > kMaxAckEntries) {
    return Result::Error(Code::kSerialization, Detail::kRecordOverflow, 0, 0, Layer::kDtls);
  }
  const size_t length = records.size() * Ack::kEntrySize;
  if (output.size() < kLengthSize + length) {
    return internal::TooSmall(kLengthSize + length, Layer::kDtls);
  }
  internal::ByteWriter out(output);
  out.U16(static_cast<uint16_t>(length));
  for (const RecordNumber& record : records) {
    out.U64(record.epoch);
    out.U64(record.sequence);
  }
  return Result::Ok(static_cast<uint32_t>(kLengthSize + length), Layer::kDtls);
}

}  // namespace tls
}  // namespace hardwire
