// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// TLS records and their five-byte header, judged in a context (RFC 8446 section 5, RFC 5246 section
// 6.2).
//
// hardwire/contract.h says what holds for every Decode and Encode; here stands what is added to it.
// Fields are judged in the order of the wire: content type (offset() is 0), version (1), length
// (3), fragment (5). octet() is the content type, the octet of the version that is at fault, or
// what is in the fragment at fault. A length over the limit is an error before the fragment
// arrives.

#ifndef HARDWIRE_TLS_RECORD_H_
#define HARDWIRE_TLS_RECORD_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {

// type, legacy_record_version, length.
//
// Violations:
//   kUnknownContentType  the type is not 20 to 24. Rejected, it has the detail of its class:
//                        kNotTlsText (letters and CR), kNotTlsSocks (04, 05), kNotTlsSslv2 (80 and
//                        above), else kUnknownContentType.
//   kRecordVersion       03 and another octet than the context expects. First record: 00 to 04.
//                        Later: the context's version. Protected TLS 1.3: 03 (RFC 8446
//                        section 5.2). A relay expects any.
//   kEmptyFragment       length 0 in a record that carries messages (RFC 5246 section 6.2.1), or in
//                        a protected one of TLS 1.3. Never for a relay.
//   kCcsValue            change_cipher_spec in the clear, of a length above 1.
// Errors under every policy:
//   kUnexpectedContentType  a known type that may not come here. First record: not a handshake
//                           message or an alert. Protected TLS 1.3: not application_data or
//                           change_cipher_spec (RFC 8446 section 5).
//   kRecordMajorVersion     the version does not begin with 03.
//   kRecordOverflow         the length is over context.limit().
//
// Nobody looks at the version of a plain TLS 1.3 record: RFC 8446 section 5.1 has it ignored for
// all purposes. Decode takes any two octets there and sets `version` to them; Encode writes 0303
// whatever `version` says. So what is decoded and encoded again may differ in this field.
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

// A header and the fragment of `length` octets behind it.
//
// Violations of the header, and where the fragment is in the clear (everywhere but in protected
// records up to TLS 1.2 and for a relay):
//   kAlertSize   an alert record of neither 0 nor 2 octets (RFC 8446 section 5.1). RFC 5246 section
//                6.2.1 lets alerts be cut and joined: see AlertAccumulator in alert.h.
//   kAlertLevel  the first octet of an alert is neither 1 nor 2.
//   kCcsValue    also a change_cipher_spec of one octet other than 01 (RFC 8446 section 5, RFC 5246
//                section 7.1).
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
Result Decode(Span<const uint8_t> input ABSL_ATTRIBUTE_LIFETIME_BOUND, Record* record,
              const RecordContext& context, Policy policy = Policy::Interop());
Result Encode(const Record& record, Span<uint8_t> output, const RecordContext& context,
              Policy policy = Policy::Strict());
constexpr size_t EncodedSize(const Record& record) {
  return kRecordHeaderSize + record.fragment.size();
}

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_RECORD_H_
