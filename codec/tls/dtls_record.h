// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The records of a datagram (RFC 6347 section 4.1, RFC 9147 section 4), one after the other.
//
//   DtlsDatagram rest(datagram);
//   DtlsRecord record;
//   while (true) {
//     const DtlsStep step = Next(&rest, &record, context);
//     if (step.event == DtlsEvent::kEnd) break;
//     if (step.event == DtlsEvent::kRecord) Use(record);
//   }
//
// What is wrong with a datagram is dropped in silence, and the connection goes on (RFC 6347 section
// 4.1.2.7, RFC 9147 section 4.5.2): a step drops one record where the next one is found all the
// same, else all that is left of the datagram.

#ifndef HARDWIRE_TLS_DTLS_RECORD_H_
#define HARDWIRE_TLS_DTLS_RECORD_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "absl/types/span.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/record.h"

namespace hardwire {
namespace tls {

// A record of a datagram. The views are of the datagram.
struct DtlsRecord {
  // `length` is the fragment's size even where the header has no length.
  DtlsHeader header;

  // The header as it arrived: what the additional data of the AEAD are made of.
  absl::Span<const uint8_t> header_octets;
  absl::Span<const uint8_t> fragment;
};

// A datagram and how far it has been read. Trivially copyable; a copy reads on from the same place.
// The datagram must live as long, and must be below 2^32 bytes.
struct DtlsDatagram {
  DtlsDatagram() = default;
  explicit DtlsDatagram(absl::Span<const uint8_t> octets ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : datagram(octets) {}

  absl::Span<const uint8_t> datagram;
  size_t next = 0;                // where the next record begins
  absl::Span<const uint8_t> cid;  // the first connection id of the datagram; empty before it
};

enum class DtlsEvent : uint8_t {
  kRecord,      // `*record` is set
  kDropRecord,  // a record that is wrong in itself; the next one begins behind it
  kDropRest,    // where this record ends cannot be trusted, or nothing behind it may be used
  kEnd,         // nothing is left
};

struct DtlsStep {
  DtlsEvent event = DtlsEvent::kDropRest;  // nothing may be used
  uint32_t offset = 0;  // in the datagram, of the record's first octet; kEnd: its size

  // kRecord: ok, n() is the size of the record. kEnd: ok, 0. Otherwise an error, whose n() counts
  // from the datagram's first octet.
  Result result;
};

// Reads on. Each step but kEnd goes forward by one octet at least; `*record` is unchanged but on
// kRecord. `context` may be another one at each step, such as behind a ServerHello.
//   kDropRecord  kRecordVersion and kEmptyFragment, where `policy` rejects them;
//                kUnexpectedContentType, kRecordOverflow, kShortCiphertext: see
//                hardwire/tls/dtls_header.h. n() of the latter two is the offset of the length, of
//                the first octet where there is no length.
//   kDropRest    kNotDtls, kCidNotNegotiated, kRecordMajorVersion, kUnknownContentType: another
//                layout than the header's that was taken for granted.
//                kTruncated: the datagram ends inside the header or the fragment; n() is its size.
//                A record that would be dropped alone is dropped with the rest, and for its own
//                reason, where it is cut short as well.
//                kCidMismatch: another connection id than the first in the datagram, with which
//                RFC 9147 section 4 discards the rest; here in DTLS 1.2 too. n() is its offset.
DtlsStep Next(DtlsDatagram* datagram, DtlsRecord* record, const RecordContext& context,
              Policy policy = Policy::Interop());

// Writes a record: the header, whose `length` is taken from `fragment`, and the fragment. Otherwise
// as Encode of DtlsHeader, but that the fragment's size is judged first. A unified header without a
// length must be the datagram's last.
Result EncodeRecord(const DtlsHeader& header, absl::Span<const uint8_t> fragment,
                    absl::Span<uint8_t> output, const RecordContext& context,
                    Policy policy = Policy::Strict());

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_DTLS_RECORD_H_
