// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The headers of DTLS records, which have three forms. A context says which records may come.
//
//   plaintext  type, version, epoch, sequence, length
//   cid        type, version, epoch, sequence, connection id, length
//   unified    001CSLEE, connection id if C, sequence, length if L
//
// The first is of RFC 6347 section 4.1 and RFC 9147 section 4, the second of RFC 9146 section 4,
// the third of RFC 9147 section 4.
//
// hardwire/tls/dtls_record.h reads the records of a datagram.

#ifndef HARDWIRE_TLS_DTLS_HEADER_H_
#define HARDWIRE_TLS_DTLS_HEADER_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

string_view Name(DtlsForm form);  // "plaintext", "cid", "unified". Static storage.

// The highest sequence number, and the fewest octets of ciphertext behind a unified header. The
// mask that encrypts the record number is made from that many octets (RFC 9147 section 4.2.3).
constexpr uint64_t kMaxDtlsSequence = 0xFFFFFFFFFFFF;
constexpr uint16_t kMinDtlsCiphertext = 16;

// Violations:
//   kUnknownContentType  The type is 28 to 31. Its header is read as one of the plaintext form.
//   kRecordVersion       The version is neither FEFF nor FEFD, or not the one of the context. DTLS
//                        1.3 ignores the field (RFC 9147 section 4).
//   kEmptyFragment       The length is 0, in epoch 0, of a handshake message, an alert or a
//                        change_cipher_spec (RFC 5246 section 6.2.1).
//   kCidMissing          Up to DTLS 1.2: a connection id was negotiated, the epoch is above 0, and
//                        the header has the plaintext form (RFC 9146 section 3). offset() is 3,
//                        that of the epoch. A unified header may lack the id. Whether it must have
//                        one depends on its datagram: see hardwire/tls/dtls_record.h.
struct DtlsHeader {
  static constexpr MessageInfo kInfo = {39, "dtls_record", 13 + 255, Arrival::kWhole};
  using Context = DtlsContext;

  DtlsForm form = DtlsForm::kPlaintext;

  // A unified header has neither. Decode sets kApplicationData and FEFD, and Encode ignores them.
  ContentType type = ContentType::kHandshake;
  uint16_t version = 0xFEFD;

  // A unified header has only the two low bits of the epoch and the 16 or 8 low bits of the
  // sequence number. The latter are encrypted. Decode sets these bits; hardwire/tls/dtls_numbers.h
  // finds the full numbers. Encode takes the full numbers or the bits.
  uint16_t epoch = 0;
  uint64_t sequence = 0;

  bool long_sequence = true;  // bit S of a unified header: 16 bits of the sequence number, else 8
  bool has_length = true;     // bit L of one: else the record is the rest of the datagram
  uint16_t length = 0;        // of the fragment, in bytes; 0 if has_length is false

  // A view of the input, of context.cid_length() octets. Empty in the plaintext form, and in a
  // unified header whose bit C is 0.
  Span<const uint8_t> cid;
  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("form", self.form...);
    visit("type", self.type...);
    visit("version", self.version...);
    visit("epoch", self.epoch...);
    visit("sequence", self.sequence...);
    visit("long_sequence", self.long_sequence...);
    visit("has_length", self.has_length...);
    visit("length", self.length...);
    visit("cid", self.cid...);
  }
};
constexpr size_t kDtlsHeaderSize = 13;                         // the plaintext form
constexpr size_t kMaxDtlsHeaderSize = DtlsHeader::kInfo.most;  // with the longest connection id

// Reads the header at the start of `datagram`, the unread rest of a datagram. The fragment is not
// looked at, and need not be complete. Errors under every policy, in this order:
//   kNotDtls                The first octet is none that a record may begin with. In DTLS 1.3: not
//                           21, 22, 26 or 32 to 63 (RFC 9147 section 4.1). Before: not 20 to 31.
//   kCidNotNegotiated       The header has a connection id, and context.cid_length() is 0.
//   kRecordMajorVersion     The version does not begin with FE. Not in DTLS 1.3.
//   kTruncated              The datagram ends inside the header.
//   kUnexpectedContentType  The type is 26, an ACK, and DTLS 1.2 or 1.0 was negotiated. Or the
//                           epoch of a plaintext record of DTLS 1.3 is not 0 (RFC 9147 section 4);
//                           then offset() is 3.
//   kRecordOverflow         The length is over context.limit().
//   kShortCiphertext        The length in a unified header is below kMinDtlsCiphertext.
// octet() is the first octet, or the octet of the version that is at fault. Violations are judged
// in between: kRecordVersion after the content type, kCidMissing after the version, kEmptyFragment
// after the length.
Result Decode(Span<const uint8_t> datagram HARDWIRE_LIFETIME_BOUND, DtlsHeader* header,
              const DtlsContext& context, Policy policy = Policy::Interop());

// Writes the header without the fragment. It has the errors of Decode, and these:
//   kRecordNumber           The sequence number is over kMaxDtlsSequence: the epoch has no numbers
//                           left (RFC 6347 section 4.1).
//   kUnexpectedContentType  `type` is 25 and `form` is not kCid, or `form` is kCid and `type` is
//                           not 25.
//   kCidMismatch            `cid` does not have context.cid_length() octets. In a unified header it
//                           may also be empty.
// Of several faults the first of this list counts: kUnexpectedContentType of the form, kNotDtls,
// kCidNotNegotiated, kRecordMajorVersion, kCidMismatch, kRecordNumber; then those of Decode in its
// order.
Result Encode(const DtlsHeader& header, Span<uint8_t> output, const DtlsContext& context,
              Policy policy = Policy::Strict());
size_t EncodedSize(const DtlsHeader& header);

// Whether both are the same on the wire. Violations are not compared.
bool operator==(const DtlsHeader& a, const DtlsHeader& b);

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_DTLS_HEADER_H_
