// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/reassembly.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;

constexpr Judge kPieceJudge = Judge::Decoder(Layer::kDtls);
constexpr Judge kRoomJudge = Judge::Encoder(Layer::kDtls);

// Bits are read and written as words of 64. A word begins with the octet of `bits` that has the bit
// of the octet in question. An earlier octet of the message has a higher bit.
constexpr uint32_t kWordBits = 64;
constexpr uint64_t kFull = ~uint64_t{0};

// The octets that both memories have room for.
size_t CapacityOf(Span<uint8_t> octets, Span<uint8_t> bits) {
  const size_t size = octets.size();
  const size_t capacity = size / 8 < bits.size() ? size : bits.size() * 8;
  return std::min<size_t>(capacity, UINT32_MAX);
}

// The word that begins with the octet `first` of the memory, which ends inside it. The rest is 0.
HARDWIRE_NOINLINE uint64_t LoadLastWord(ByteReader in, size_t first) {
  uint64_t word = 0;
  for (size_t i = 0; i < 8; ++i) word = word << 8 | in.U8Or(first + i, 0);
  return word;
}
HARDWIRE_ALWAYS_INLINE inline uint64_t LoadWord(Span<const uint8_t> bits, uint64_t at) {
  const ByteReader in(bits);
  const size_t first = static_cast<size_t>(at / 8);
  return HARDWIRE_PREDICT_TRUE(in.size() - first >= 8) ? in.U64(first) : LoadLastWord(in, first);
}

// As much of the word as `rest` has room for.
HARDWIRE_NOINLINE void StoreLastWord(Span<uint8_t> rest, uint64_t word) {
  ByteWriter out(rest);
  for (size_t i = 0; i < rest.size(); ++i) {
    out.U8(static_cast<uint8_t>(word >> (56 - 8 * i) & 0xFF));
  }
}
void StoreWord(Span<uint8_t> bits, uint64_t at, uint64_t word) {
  const size_t first = static_cast<size_t>(at / 8);
  const Span<uint8_t> rest = internal::Part(bits, first, bits.size() - first);
  if (HARDWIRE_PREDICT_FALSE(rest.size() < 8)) return StoreLastWord(rest, word);
  ByteWriter(rest).U64(word);
}

// How many of the highest bits are 0. One is not.
uint32_t ZerosInFront(uint64_t word) {
  uint32_t count = 0;
  for (uint32_t step = kWordBits / 2; word >> (kWordBits - 1) == 0; step /= 2) {
    if (word >> (kWordBits - step) != 0) continue;
    count += step;
    word <<= step;
  }
  return count;
}

// What Find looks for. XOR of a word with it makes the bits of such octets 1.
constexpr uint64_t kThere = 0;
constexpr uint64_t kMissing = kFull;

// Marks the octets of [at, end), which is not empty.
void Mark(Span<uint8_t> bits, uint64_t at, uint64_t end) {
  do {
    const uint64_t next = at - at % 8 + kWordBits;
    uint64_t marks = kFull >> at % 8;
    if (end < next) marks &= kFull << (next - end);
    StoreWord(bits, at, LoadWord(bits, at) | marks);
    at = next;
  } while (at < end);
}

// How many octets are the same, from the first on. `a` and `b` have the same size.
size_t CountSame(ByteReader a, ByteReader b) {
  size_t at = 0;
  for (; a.size() - at >= 8; at += 8) {
    uint64_t differ = a.U64(at) ^ b.U64(at);
    if (differ == 0) continue;
    for (; differ >> 56 == 0; differ <<= 8) ++at;
    return at;
  }
  while (at < a.size() && a.U8(at) == b.U8(at)) ++at;
  return at;
}

}  // namespace

Reassembly::Reassembly(Span<uint8_t> octets, Span<uint8_t> bits)
    : octets_(internal::Part(octets, 0, CapacityOf(octets, bits))), bits_(bits) {
  ByteWriter(bits_).Zeros(bits_.size());
}

Result Reassembly::SetLength(uint32_t length) {
  if (length > octets_.size()) return kRoomJudge.TooSmall(length);
  if ((has_length_ && length != length_) || end_ > length) {
    return kPieceJudge.Fault(Detail::kHandshakeFragment, length);
  }
  length_ = length;
  has_length_ = true;
  return kPieceJudge.Ok();
}

HARDWIRE_NOINLINE uint64_t Reassembly::Find(uint64_t at, uint64_t end, uint64_t what) const {
  while (at < end) {
    const uint64_t found = (LoadWord(bits_, at) ^ what) << at % 8;
    if (found != 0) return std::min(end, at + ZerosInFront(found));
    at += kWordBits - at % 8;
  }
  return end;
}

HARDWIRE_NOINLINE Result Reassembly::Merge(uint32_t offset, Span<const uint8_t> piece) {
  const ByteReader in(piece);
  const uint64_t end = offset + uint64_t{piece.size()};
  for (uint64_t at = offset; at < end;) {
    const uint64_t gap = Find(at, end, kMissing);
    const size_t count = static_cast<size_t>(gap - at);
    const size_t same =
        CountSame(ByteReader(in.Bytes(static_cast<size_t>(at - offset), count)),
                  ByteReader(internal::Part(octets_, static_cast<size_t>(at), count)));
    if (same < count)
      return kPieceJudge.Fault(Detail::kFragmentMismatch, static_cast<size_t>(at) + same);
    at = Find(gap, end, kThere);
  }
  size_t copied = 0;
  for (uint64_t at = offset; at < end;) {
    const uint64_t stop = Find(at, end, kThere);
    const size_t count = static_cast<size_t>(stop - at);
    ByteWriter(internal::Part(octets_, static_cast<size_t>(at), count))
        .Bytes(in.Bytes(static_cast<size_t>(at - offset), count));
    copied += count;
    at = Find(stop, end, kMissing);
  }
  return kPieceJudge.Ok(copied);
}

Result Reassembly::Add(uint32_t offset, Span<const uint8_t> piece) {
  const uint64_t end = uint64_t{offset} + piece.size();
  if (has_length_ && end > length_) return kPieceJudge.Fault(Detail::kHandshakeFragment, offset);
  if (end > octets_.size()) {
    return kRoomJudge.TooSmall(static_cast<size_t>(std::min<uint64_t>(end, UINT32_MAX)));
  }
  if (piece.empty()) return kPieceJudge.Ok();
  // Each octet of the piece is loaded once: one that is there is compared, another is copied. From
  // end_ on none is there.
  uint32_t added = static_cast<uint32_t>(piece.size());
  if (offset >= end_ || Find(offset, end, kThere) == end) {
    ByteWriter(internal::Part(octets_, offset, piece.size())).Bytes(piece);
  } else {
    const Result merged = Merge(offset, piece);
    if (!merged.ok()) return merged;
    added = merged.consumed();
  }
  Mark(bits_, offset, end);
  if (offset <= contiguous_ && contiguous_ < end) {
    contiguous_ = static_cast<uint32_t>(end < end_ ? Find(end, end_, kMissing) : end);
  }
  if (end_ < end) end_ = static_cast<uint32_t>(end);
  return kPieceJudge.Ok(added);
}

Result Reassembly::Add(const DtlsHandshakeHeader& header, Span<const uint8_t> fragment) {
  if (has_first_ && !SameMessage(first_, header)) {
    return kPieceJudge.Fault(Detail::kFragmentMismatch, 0);
  }
  if (fragment.size() != header.fragment_length) {
    return kPieceJudge.Fault(Detail::kHandshakeFragment, header.fragment_offset);
  }
  const bool had_length = has_length_;
  Result result = SetLength(header.length);
  if (!result.ok()) return result;
  result = Add(header.fragment_offset, fragment);
  if (result.ok()) {
    first_ = header;
    has_first_ = true;
  } else {
    has_length_ = had_length;
  }
  return result;
}

Span<const uint8_t> Reassembly::front() const { return ByteReader(octets_).Bytes(0, contiguous_); }

Span<const uint8_t> Reassembly::message() const {
  return complete() ? front() : Span<const uint8_t>();
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
