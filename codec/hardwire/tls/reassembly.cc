// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/reassembly.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;

constexpr Judge kPieceJudge = Judge::Decoder(Layer::kDtls);
constexpr Judge kRoomJudge = Judge::Encoder(Layer::kDtls);

// The octets that both memories have room for.
uint64_t CapacityOf(Span<uint8_t> octets, Span<uint8_t> bits) {
  const uint64_t of_bits = std::min<uint64_t>(bits.size(), UINT32_MAX) * 8;
  return std::min<uint64_t>({octets.size(), of_bits, UINT32_MAX});
}

}  // namespace

Reassembly::Reassembly(Span<uint8_t> octets, Span<uint8_t> bits) : octets_(octets), bits_(bits) {
  ByteWriter(bits_).Zeros(bits_.size());
}

bool Reassembly::IsThere(uint32_t at) const {
  return (ByteReader(bits_).U8(at / 8) >> at % 8 & 1) != 0;
}

void Reassembly::MarkThere(uint32_t at) {
  const uint32_t bits = ByteReader(bits_).U8(at / 8) | 1U << at % 8;
  ByteWriter(internal::Part(bits_, at / 8, 1)).U8(static_cast<uint8_t>(bits));
}

Result Reassembly::SetLength(uint32_t length) {
  if (length > CapacityOf(octets_, bits_)) return kRoomJudge.TooSmall(length);
  if ((has_length_ && length != length_) || end_ > length) {
    return kPieceJudge.Fault(Detail::kHandshakeFragment, length);
  }
  length_ = length;
  has_length_ = true;
  return kPieceJudge.Ok();
}

Result Reassembly::Add(uint32_t offset, Span<const uint8_t> piece) {
  const uint64_t end = uint64_t{offset} + piece.size();
  if (has_length_ && end > length_) return kPieceJudge.Fault(Detail::kHandshakeFragment, offset);
  if (end > CapacityOf(octets_, bits_)) {
    return kRoomJudge.TooSmall(static_cast<size_t>(std::min<uint64_t>(end, UINT32_MAX)));
  }
  const ByteReader in(piece);
  const ByteReader there(octets_);
  const uint32_t size = static_cast<uint32_t>(piece.size());
  for (uint32_t i = 0; i < size; ++i) {
    if (IsThere(offset + i) && there.U8(offset + i) != in.U8(i)) {
      return kPieceJudge.Fault(Detail::kFragmentMismatch, offset + i);
    }
  }
  uint32_t added = 0;
  for (uint32_t i = 0; i < size; ++i) {
    if (IsThere(offset + i)) continue;
    ByteWriter(internal::Part(octets_, offset + i, 1)).U8(in.U8(i));
    MarkThere(offset + i);
    ++added;
  }
  filled_ += added;
  if (size != 0) end_ = std::max(end_, static_cast<uint32_t>(end));
  while (contiguous_ < end_ && IsThere(contiguous_)) ++contiguous_;
  return kPieceJudge.Ok(added);
}

Result Reassembly::Add(const DtlsHandshakeHeader& header, Span<const uint8_t> fragment) {
  if (has_first_ && !SameMessage(first_, header)) {
    return kPieceJudge.Fault(Detail::kFragmentMismatch, 0);
  }
  if (fragment.size() != header.fragment_length) {
    return kPieceJudge.Fault(Detail::kHandshakeFragment, header.fragment_offset);
  }
  Reassembly after = *this;
  Result result = after.SetLength(header.length);
  if (result.ok()) result = after.Add(header.fragment_offset, fragment);
  if (!result.ok()) return result;
  after.first_ = header;
  after.has_first_ = true;
  *this = after;
  return result;
}

Span<const uint8_t> Reassembly::front() const { return ByteReader(octets_).Bytes(0, contiguous_); }

Span<const uint8_t> Reassembly::message() const {
  return complete() ? front() : Span<const uint8_t>();
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
