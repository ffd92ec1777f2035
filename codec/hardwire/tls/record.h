// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// TLS records and their five-byte header, judged in a context (RFC 8446 section 5, RFC 5246 section
// 6.2).
//
// Decode reads one header, or one whole record, from the start of `input`.
//   kOk              consumed() bytes belong to it, 5 to a header; `*message` is set, its
//                    `violations` are the rules broken that `policy` accepts. Bytes behind it are
//                    not read.
//   kNeedMore        needed() is 5 for a header; for a record the size of the shortest that begins
//                    with these bytes.
//   kDeserialization offset() is that of the field at fault (type 0, version 1, length 3, fragment
//                    5), octet() the type, the version's octet, or what is in the fragment at
//                    fault.
//   On any outcome but kOk `*message` is unchanged. Checks come in this order, each as soon as its
//   octets are there: content type, major version, minor version, length, fragment. A length over
//   the limit is an error before the fragment arrives. Views point into `input`.
//
// Encode writes one to `output` by the same rules, with kSerialization for kDeserialization;
// kOutputTooSmall: needed() is its size. `output` is unchanged on failure, and must not overlap
// what the message views; `violations` is not read.

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

// type, legacy_record_version, length. Violations:
//   kUnknownContentType  not 20 to 24. Rejected, its detail names the class of the first octet:
//                        kNotTlsText (letters and CR), kNotTlsSocks (04, 05), kNotTlsSslv2 (80 and
//                        above), else kUnknownContentType.
//   kRecordVersion       initial: 03 and over 04. Later: not the context's version; protected TLS
//                        1.3: not 0303 (RFC 8446 section 5.2). Never for a relay.
//   kEmptyFragment       length 0 for a handshake message, an alert or change_cipher_spec (RFC 5246
//                        section 6.2.1), or for any protected TLS 1.3 record. Never for a relay.
//   kCcsValue            change_cipher_spec of a length above 1, unless encrypted (TLS 1.2).
// Rejected under every policy:
//   kUnexpectedContentType  a known type; initial: not a handshake message or an alert. Protected
//                           TLS 1.3: not application_data or change_cipher_spec (RFC 8446 section
//                           5).
//   kRecordMajorVersion     a version that does not begin with 03.
//   kRecordOverflow         length over context.limit().
// Of plain TLS 1.3 records nobody looks at the version (RFC 8446 section 5.1: it must be ignored
// for all purposes). Decode takes any two octets and sets `version` to them; Encode writes 0303
// whatever `version` says. What comes back is the same but for that field.
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

// A header and the fragment of `length` octets behind it. Besides the violations of the header,
// where the fragment is in the clear (everywhere but in protected records up to TLS 1.2):
//   kAlertSize   an alert record of neither 0 nor 2 octets. RFC 8446 section 5.1; RFC 5246 section
//                6.2.1 lets alerts be cut and put together: see AlertAccumulator in alert.h.
//   kAlertLevel  the first of an alert's two octets is neither 1 nor 2. octet() is the level.
//   kCcsValue    also a change_cipher_spec of one octet that is not 01. octet() is the value (RFC
//                8446 section 5, RFC 5246 section 7.1).
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
