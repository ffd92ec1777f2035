// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The steps in which a DTLS header is read and judged. For the DTLS codecs' own use.

#ifndef HARDWIRE_TLS_DTLS_FRAMING_H_
#define HARDWIRE_TLS_DTLS_FRAMING_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/result.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace dtls_internal {

// The first octet of a unified header: 001CSLEE.
constexpr uint8_t kUnified = 0x20;
constexpr uint8_t kC = 0x10;
constexpr uint8_t kS = 0x08;
constexpr uint8_t kL = 0x04;
constexpr uint8_t kE = 0x03;

// Also the offset of the first field behind the first octet of a unified header.
constexpr uint32_t kBehindFirst = 1;

constexpr bool BeginsUnified(uint8_t first) { return (first & 0xE0) == kUnified; }

// Where the fields of a unified header are whose connection id has `cid` octets.
struct UnifiedLayout {
  constexpr UnifiedLayout(uint8_t first, size_t cid)
      : sequence_at(kBehindFirst + cid),
        length_at(sequence_at + ((first & kS) != 0 ? 2 : 1)),
        size(length_at + ((first & kL) != 0 ? 2 : 0)) {}

  size_t sequence_at;
  size_t length_at;
  size_t size;
};

// The fields of a header of the plaintext form, and of one of the unified form, whose first octet
// is `first` and which has no `length` if bit L is 0. Values that are handed from the fast path to
// the slow one, so that no octet is loaded twice.
struct PlaintextFields {
  uint64_t sequence;
  uint16_t version;
  uint16_t epoch;
  uint16_t length;
  ContentType type;
};
struct UnifiedFields {
  uint16_t sequence;
  uint16_t length;
  uint8_t first;
};

// The sequence number of a unified header. Needs its octets.
inline uint16_t LoadSequence(internal::ByteReader in, const UnifiedLayout& at, uint8_t first) {
  return (first & kS) != 0 ? in.U16(at.sequence_at) : uint16_t{in.U8(at.sequence_at)};
}

// FrameHeader of a header that was loaded, at the start of a datagram.
Result FrameLoaded(PlaintextFields fields, DtlsHeader* header, const DtlsContext& context);
Result FrameLoaded(UnifiedFields fields, Span<const uint8_t> datagram HARDWIRE_LIFETIME_BOUND,
                   DtlsHeader* header, const DtlsContext& context);

// FrameHeader of a datagram that begins with `first`, which was loaded.
Result FrameBehind(uint8_t first, Span<const uint8_t> datagram HARDWIRE_LIFETIME_BOUND,
                   DtlsHeader* header, const DtlsContext& context);

// Reads the fields, and finds the errors of Decode(DtlsHeader) up to kTruncated. On ok consumed()
// is the size of the header. Does not set the violations of `*header`. May set its other fields
// even on failure.
Result FrameHeader(Span<const uint8_t> datagram HARDWIRE_LIFETIME_BOUND, DtlsHeader* header,
                   const DtlsContext& context);

// The first octet of a unified header.
inline uint8_t UnifiedFirst(const DtlsHeader& header) {
  return static_cast<uint8_t>(kUnified | (header.cid.empty() ? 0 : kC) |
                              (header.long_sequence ? kS : 0) | (header.has_length ? kL : 0) |
                              (header.epoch & kE));
}

// Write a header whose fragment has `length` octets. Nothing is judged.
inline void WriteUnified(const DtlsHeader& header, uint16_t length, internal::ByteWriter* out) {
  out->U8(UnifiedFirst(header));
  out->ShortBytes(header.cid);
  if (header.long_sequence) out->U8(static_cast<uint8_t>(header.sequence >> 8 & 0xFF));
  out->U8(static_cast<uint8_t>(header.sequence & 0xFF));
  if (header.has_length) out->U16(length);
}
inline void WriteTyped(const DtlsHeader& header, Span<const uint8_t> cid, uint16_t length,
                       internal::ByteWriter* out) {
  out->U8(static_cast<uint8_t>(header.type));
  out->U16(header.version);
  out->U16(header.epoch);
  out->U48(header.sequence);
  out->ShortBytes(cid);
  out->U16(length);
}

// Judges the content type, the version and the epoch.
Result JudgeHeader(const DtlsHeader& header, const DtlsContext& context, internal::Judge* judge);

// Judges the length of the fragment, which is `length`.
Result JudgeLength(const DtlsHeader& header, size_t length, const DtlsContext& context,
                   internal::Judge* judge);

// Where the connection id is in a record that begins with `first`. 0 if it has none.
size_t CidOffset(uint8_t first, const DtlsContext& context);

// Judges a record without a connection id, where one was negotiated. The record has the plaintext
// form, or it is the first of its datagram with a unified header.
Result JudgeNoCid(const DtlsHeader& header, const DtlsContext& context, internal::Judge* judge);

// The error kCidMismatch, at the connection id.
Result CidMismatch(const DtlsHeader& header, internal::Judge judge);

}  // namespace dtls_internal
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_DTLS_FRAMING_H_
