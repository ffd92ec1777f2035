// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The headers of DTLS records in their three forms, judged in a context:
//
//   plaintext  type, version, epoch, sequence, length
//   cid        type, version, epoch, sequence, connection id, length
//   unified    001CSLEE, connection id if C, sequence, length if L
//
// The first is of RFC 6347 section 4.1 and RFC 9147 section 4, the second of RFC 9146 section 4,
// the third of RFC 9147 section 4.
//
// A datagram of records is read with hardwire/tls/dtls_record.h.

#ifndef HARDWIRE_TLS_DTLS_HEADER_H_
#define HARDWIRE_TLS_DTLS_HEADER_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {

string_view Name(DtlsForm form);  // "plaintext", "cid", "unified". Static storage.

// The longest sequence number, and the fewest octets that a unified header may protect: the record
// number is encrypted with a mask made of them (RFC 9147 section 4.2.3).
constexpr uint64_t kMaxDtlsSequence = 0xFFFFFFFFFFFF;
constexpr uint16_t kMinDtlsCiphertext = 16;

// Violations:
//   kUnknownContentType  type 28 to 31, whose header is taken to be of the 13-octet form.
//   kRecordVersion       FEFF or FEFD is expected, or that one of them which the context names.
//                        DTLS 1.3 does not look at the field (RFC 9147 section 4).
//   kEmptyFragment       length 0 in epoch 0 for a handshake message, an alert or
//                        change_cipher_spec (RFC 5246 section 6.2.1).
//   kCidMissing          the plaintext form in an epoch above 0 where an id was negotiated; not DTLS
//                        1.3 (RFC 9146 section 3). offset() is 3, the epoch's. A unified
//                        header may lack the id, and only its datagram says whether it must not:
//                        see hardwire/tls/dtls_record.h.
struct DtlsHeader {
  static constexpr MessageInfo kInfo = {39, "dtls_record", 13 + 255, Arrival::kWhole};
  using Context = DtlsContext;

  DtlsForm form = DtlsForm::kPlaintext;

  // Not in a unified header: kApplicationData and FEFD, which Encode does not look at there.
  ContentType type = ContentType::kHandshake;
  uint16_t version = 0xFEFD;

  // A unified header has the two low bits of the epoch and the 16 or 8 low bits of the sequence
  // number, the latter encrypted. Decode gives these alone: see hardwire/tls/dtls_numbers.h. Encode
  // takes the full numbers or the bits.
  uint16_t epoch = 0;
  uint64_t sequence = 0;

  bool long_sequence = true;  // unified, S: 16 bits of the sequence number, else 8
  bool has_length = true;     // unified, L: else the record is what is left of the datagram
  uint16_t length = 0;        // of the fragment, in bytes; 0 where has_length is false

  // Unified: empty where C is 0. Otherwise of context.cid_length() octets, a view of the input.
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

// `datagram` is what is left of one. Whether the fragment behind the header is there is not judged.
// Errors under every policy, in this order. octet() is the first octet, or the version's at fault.
//   kNotDtls             the first octet. DTLS 1.3: not 21, 22, 26 or 32 to 63 (RFC 9147 section
//                        4.1). Otherwise: not 20 to 31.
//   kCidNotNegotiated    a connection id where context.cid_length() is 0.
//   kRecordMajorVersion  a version that does not begin with FE; not DTLS 1.3.
//   kTruncated           the datagram ends inside the header.
//   kUnexpectedContentType  type 26, which is of DTLS 1.3, where 1.2 or 1.0 was agreed on. Or an
//                        epoch other than 0 in DTLS 1.3 (RFC 9147 section 4), and offset() is 3.
//   kRecordOverflow      the length is over context.limit().
//   kShortCiphertext     a unified header with a length below kMinDtlsCiphertext.
// The violations come where their octets do: kRecordVersion behind the content type, kCidMissing
// behind the version, kEmptyFragment behind the length.
Result Decode(Span<const uint8_t> datagram ABSL_ATTRIBUTE_LIFETIME_BOUND, DtlsHeader* header,
              const DtlsContext& context, Policy policy = Policy::Interop());

// Writes the header alone. Besides the errors of Decode:
//   kRecordNumber           the sequence number is over kMaxDtlsSequence: the epoch's numbers are
//                           used up (RFC 6347 section 4.1).
//   kUnexpectedContentType  `type` is 25 and `form` is not kCid, or the other way round.
//   kCidMismatch            `cid` is not of context.cid_length() octets. In a unified header it may
//                           be empty instead.
Result Encode(const DtlsHeader& header, Span<uint8_t> output, const DtlsContext& context,
              Policy policy = Policy::Strict());
size_t EncodedSize(const DtlsHeader& header);

// What is on the wire; violations are not compared.
bool operator==(const DtlsHeader& a, const DtlsHeader& b);

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_DTLS_HEADER_H_
