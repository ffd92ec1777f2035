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
// An invalid record is dropped without an alert, and the association goes on (RFC 6347 section
// 4.1.2.7, RFC 9147 section 4.5.2). A step drops one record if the next one can still be found.
// Otherwise it drops the rest of the datagram.

#ifndef HARDWIRE_TLS_DTLS_RECORD_H_
#define HARDWIRE_TLS_DTLS_RECORD_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// A record of a datagram. Its views are of the datagram.
struct DtlsRecord {
  // `length` is the fragment's size, even if the header has no length.
  DtlsHeader header;

  // The header as it arrived, from which the additional data of the AEAD are made.
  Span<const uint8_t> header_octets;
  Span<const uint8_t> fragment;
};

// A datagram, and how far it has been read. Trivially copyable. A copy reads on from the same
// place. The octets must live as long as this does, and there must be fewer than 2^32.
struct DtlsDatagram {
  using Cids = Span<const Span<const uint8_t>>;

  DtlsDatagram() = default;
  explicit DtlsDatagram(Span<const uint8_t> octets HARDWIRE_LIFETIME_BOUND) : datagram(octets) {}
  DtlsDatagram(Span<const uint8_t> octets HARDWIRE_LIFETIME_BOUND,
               Cids list HARDWIRE_LIFETIME_BOUND)
      : datagram(octets), cids(list) {}

  Span<const uint8_t> datagram;
  size_t next = 0;               // where the next record begins
  Span<const uint8_t> cid;       // the datagram's first connection id; empty until it is read
  bool ciphertext_seen = false;  // a record with a unified header has been read

  // Every connection id that the peer may use for this association. Each has 1 to 255 octets; an id
  // of another size on the list has no effect.
  //
  // If the list is empty, every id has context.cid_length() octets, and the first id of the
  // datagram is that of the association. If not, context.cid_length() is ignored. The id on the
  // list that the record's octets begin with is the id of the record.
  //
  // No id on the list may be the beginning of another: ids of several lengths must show where they
  // end (RFC 9146 section 4). If a record begins with ids of two lengths, it has neither.
  //
  // The list may be set between two steps, for example once the first record's id has named the
  // association. The list and the ids must live as long as this does. Work: a record is compared
  // with each id.
  Cids cids;
};

enum class DtlsEvent : uint8_t {
  kRecord,      // `*record` is set
  kDropRecord,  // this record is dropped; the next one begins behind it
  kDropRest,    // the rest is dropped: the end of this record is not known, or the rest is not ours
  kEnd,         // nothing is left
};

struct DtlsStep {
  DtlsEvent event = DtlsEvent::kDropRest;  // nothing may be used
  uint32_t offset = 0;  // where in the datagram the record begins; kEnd: the datagram's size

  // kRecord: ok; consumed() is the size of the record. kEnd: ok; consumed() is 0. Otherwise an
  // error; its offset() counts from the datagram's first octet.
  Result result;
};

// Reads the next record. `*record` is set on kRecord, and unchanged otherwise. Each step but kEnd
// goes forward by at least one octet. The context may change between steps, for example once a
// ServerHello has been read. The reasons to drop, of which dtls_header.h says more:
//
//   kDropRecord
//     kRecordVersion, kEmptyFragment  `policy` rejects it.
//     kUnexpectedContentType          In every case that dtls_header.h lists.
//     kRecordOverflow                 The record lies in the datagram. offset() is that of the
//                                     length, or of the first octet if there is no length.
//     kShortCiphertext                offset() as for kRecordOverflow.
//   kDropRest
//     kNotDtls, kRecordMajorVersion,  The header may have another layout, so its length may be
//     kUnknownContentType,            something else.
//     kCidNotNegotiated
//     kTruncated                      The datagram ends inside the header or the fragment. offset()
//                                     is its size.
//     kCidMismatch                    The id is not on the list. Without a list: it is not the
//                                     first id of the datagram. The rest is of another association,
//                                     and discarded: RFC 9147 section 4, and here in DTLS 1.2 too.
//                                     offset() is that of the id.
//     kCidMissing                     `policy` rejects that a negotiated id is absent. DTLS 1.3:
//                                     from the datagram's first record with a unified header; later
//                                     ones may leave it out (RFC 9147 section 4). offset() is that
//                                     of its first octet. DTLS 1.2: from a record of the plaintext
//                                     form in an epoch above 0 (RFC 9146 section 3). offset() is
//                                     that of the epoch.
//
// Of several faults the first counts: first a header that cannot be read, then the id, then the
// others in the order of dtls_header.h, and kTruncated of the fragment last.
//
// A record may have a reason for kDropRecord and also end beyond the datagram. That gives
// kDropRest, with that reason and not kTruncated.
//
// A server of DTLS 1.3 that takes early data has to accept kCidMissing until the handshake is
// complete: the client sends early data before it knows an id.
DtlsStep Next(DtlsDatagram* datagram, DtlsRecord* record, const DtlsContext& context,
              Policy policy = Policy::Interop());

// Writes a record: the header, with the size of `fragment` as its `length`, and the fragment. The
// outcomes are those of Encode(DtlsHeader), but the fragment's size is judged first. The caller,
// who knows the datagram, keeps two rules of RFC 9147 section 4: a unified header without a length
// must be the last, and one without the negotiated connection id must not be the first.
Result EncodeRecord(const DtlsHeader& header, Span<const uint8_t> fragment, Span<uint8_t> output,
                    const DtlsContext& context, Policy policy = Policy::Strict());

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_DTLS_RECORD_H_
