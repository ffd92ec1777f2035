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
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {

// A record of a datagram. The views are of the datagram.
struct DtlsRecord {
  // `length` is the fragment's size even where the header has no length.
  DtlsHeader header;

  // The header as it arrived: what the additional data of the AEAD are made of.
  Span<const uint8_t> header_octets;
  Span<const uint8_t> fragment;
};

// A datagram and how far it has been read. Trivially copyable; a copy reads on from the same place.
// The datagram must live as long, and must be below 2^32 bytes.
struct DtlsDatagram {
  using Cids = Span<const Span<const uint8_t>>;

  DtlsDatagram() = default;
  explicit DtlsDatagram(Span<const uint8_t> octets ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : datagram(octets) {}
  DtlsDatagram(Span<const uint8_t> octets ABSL_ATTRIBUTE_LIFETIME_BOUND,
               Cids list ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : datagram(octets), cids(list) {}

  Span<const uint8_t> datagram;
  size_t next = 0;               // where the next record begins
  Span<const uint8_t> cid;       // the first connection id of the datagram; empty before it
  bool ciphertext_seen = false;  // a record with a unified header has been read

  // Every connection id by which the peer may call this association, each of 1 to 255 octets;
  // others on the list count for nothing. Empty: every id has context.cid_length() octets, and the
  // first one of the datagram is the association's. Otherwise context.cid_length() is not looked
  // at: the id on the list with which the record's octets agree says how long it is.
  //
  // No id on the list may be the beginning of another: ids of several lengths must tell where they
  // end (RFC 9146 section 4). Where ids of two lengths agree with a record, neither is taken.
  //
  // The list may be set between two steps, such as when the first record's id has named the
  // association. It and the ids must live as long. Work: a record's id is compared with each.
  Cids cids;
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

  // kRecord: ok, consumed() is the size of the record. kEnd: ok, 0. Otherwise an error, whose
  // offset() counts from the datagram's first octet.
  Result result;
};

// Reads on. Each step but kEnd goes forward by one octet at least; `*record` is unchanged but on
// kRecord. `context` may be another one at each step, such as behind a ServerHello.
//   kDropRecord  kRecordVersion and kEmptyFragment, where `policy` rejects them;
//                kUnexpectedContentType, kRecordOverflow, kShortCiphertext: see
//                hardwire/tls/dtls_header.h. offset() of the latter two is that of the length, of
//                the first octet where there is no length.
//   kDropRest    kNotDtls, kCidNotNegotiated, kRecordMajorVersion, kUnknownContentType: another
//                layout than the header's that was taken for granted.
//                kTruncated: the datagram ends inside the header or the fragment; offset() is its
//                size.
//                kCidMismatch: with a list of ids, one that is not on it; without, another than the
//                first in the datagram. RFC 9147 section 4 discards the rest with a record of
//                another association; so does Next in DTLS 1.2. offset() is the id's.
//                kCidMissing, where `policy` rejects it: an id was negotiated and is not there. In
//                DTLS 1.3 of the datagram's first record with a unified header alone: offset() is
//                its first octet's; later ones may leave the id out (RFC 9147 section 4). In DTLS
//                1.2 of every record of the plaintext form in an epoch above 0: offset() is the
//                epoch's (RFC 9146 section 3).
//   A record that gives cause for kDropRecord and is cut short gives kDropRest, for that cause.
// A server of DTLS 1.3 that takes early data accepts kCidMissing until the handshake is complete:
// the client sends them before it knows an id.
DtlsStep Next(DtlsDatagram* datagram, DtlsRecord* record, const DtlsContext& context,
              Policy policy = Policy::Interop());

// Writes a record: the header, whose `length` is taken from `fragment`, and the fragment. Otherwise
// as Encode of DtlsHeader, but that the fragment's size is judged first. Two rules are left to the
// caller, who knows the datagram: a unified header without a length must be its last, and one
// without the connection id that was negotiated must not be its first (RFC 9147 section 4).
Result EncodeRecord(const DtlsHeader& header, Span<const uint8_t> fragment, Span<uint8_t> output,
                    const DtlsContext& context, Policy policy = Policy::Strict());

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_DTLS_RECORD_H_
