// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// TLS records and their header of five bytes (RFC 8446 section 5, RFC 5246 section 6.2). A context
// says which records may come.
//
// hardwire/contract.h says what holds for every Decode and Encode. Fields are judged in the order
// of the wire: content type (offset() is 0), version (1), length (3), fragment (5). octet() is the
// octet at fault: the content type, an octet of the version, or an octet of the fragment. A length
// over the limit is an error before the fragment arrives.
//
// The first octet of a length is not judged alone. If a record of a length that begins with it is
// over the limit, needed() of a record is the size of the longest that may come.

#ifndef HARDWIRE_TLS_RECORD_H_
#define HARDWIRE_TLS_RECORD_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// type, legacy_record_version, length.
//
// Violations:
//   kUnknownContentType  The type is not 20 to 24. If the policy rejects it, the detail says what
//                        the octet looks like: kNotTlsText (a letter or CR), kNotTlsSocks (04, 05),
//                        kNotTlsSslv2 (80 and above), else kUnknownContentType.
//   kRecordVersion       The version is 03 and an octet that the context does not expect. In the
//                        first record it expects 0300 to 0304. Later it expects its own version, or
//                        0300 to 0303 if that is 0. In a protected record of TLS 1.3 it expects
//                        0303 (RFC 8446 section 5.2). As a relay it expects any.
//   kEmptyFragment       The length is 0, in a record that carries messages (RFC 5246 section
//                        6.2.1) or in a protected record of TLS 1.3. Not for a relay.
//   kCcsValue            A change_cipher_spec in the clear has a length above 1.
// Errors under every policy:
//   kUnexpectedContentType  The type is known and may not come here. The first record must be a
//                           handshake message or an alert. A protected record of TLS 1.3 must be
//                           application_data or change_cipher_spec (RFC 8446 section 5).
//   kRecordMajorVersion     The version does not begin with 03.
//   kRecordOverflow         The length is over context.limit().
//
// The version of a plain TLS 1.3 record must be ignored for all purposes (RFC 8446 section 5.1).
// Decode accepts any and sets `version` to it. Encode writes 0303, whatever `version` is. So a
// record that is decoded and encoded again may differ in this field.
struct RecordHeader {
  static constexpr MessageInfo kInfo = {32, "tls_record_header", 5, Arrival::kStream};
  using Context = RecordContext;

  ContentType type = ContentType::kHandshake;
  uint16_t version = 0x0303;
  uint16_t length = 0;
  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("type", self.type...);
    visit("version", self.version...);
    visit("length", self.length...);
  }
  friend bool operator==(const RecordHeader& a, const RecordHeader& b) {
    return internal::SameFields(a, b);
  }
};
constexpr size_t kRecordHeaderSize = RecordHeader::kInfo.most;
Result Decode(Span<const uint8_t> input, RecordHeader* header, const RecordContext& context,
              Policy policy = Policy::Interop());
Result Encode(const RecordHeader& header, Span<uint8_t> output, const RecordContext& context,
              Policy policy = Policy::Strict());
constexpr size_t EncodedSize(const RecordHeader& /*header*/) { return kRecordHeaderSize; }

// A header and the fragment behind it.
//
// The violations are those of the header, and of a fragment in the clear. Alerts and
// change_cipher_spec are in the clear except in protected records up to TLS 1.2. For a relay,
// nobody knows, so they are not judged.
//   kAlertSize   An alert record has neither 0 nor 2 octets (RFC 8446 section 5.1). RFC 5246
//                section 6.2.1 allows alerts that are cut and joined: see
//                alert_accumulator.h.
//   kAlertLevel  The first octet of an alert is neither 1 nor 2.
//   kCcsValue    As in the header, or a change_cipher_spec is one octet other than 01 (RFC 8446
//                section 5, RFC 5246 section 7.1).
struct Record {
  static constexpr MessageInfo kInfo = {33, "tls_record", 5 + kMaxProtectedTls12, Arrival::kStream};
  using Context = RecordContext;

  ContentType type = ContentType::kHandshake;
  uint16_t version = 0x0303;
  Span<const uint8_t> fragment;
  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("type", self.type...);
    visit("version", self.version...);
    visit("fragment", self.fragment...);
  }
  friend bool operator==(const Record& a, const Record& b) { return internal::SameFields(a, b); }
};
constexpr size_t kMaxRecordSize = Record::kInfo.most;
Result Decode(Span<const uint8_t> input HARDWIRE_LIFETIME_BOUND, Record* record,
              const RecordContext& context, Policy policy = Policy::Interop());
Result Encode(const Record& record, Span<uint8_t> output, const RecordContext& context,
              Policy policy = Policy::Strict());
constexpr size_t EncodedSize(const Record& record) {
  return kRecordHeaderSize + record.fragment.size();
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_RECORD_H_
