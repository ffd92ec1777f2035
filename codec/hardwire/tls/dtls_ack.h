// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The ACK message of DTLS 1.3, content type 26 (RFC 9147 section 7): a 16-bit length and entries of
// 16 octets, an epoch and a sequence number of 64 bits each.

#ifndef HARDWIRE_TLS_DTLS_ACK_H_
#define HARDWIRE_TLS_DTLS_ACK_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/message.h"
#include "hardwire/result.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// One record of an association (RFC 9147 section 4).
struct RecordNumber {
  uint64_t epoch = 0;
  uint64_t sequence = 0;
};
bool operator==(RecordNumber a, RecordNumber b);

// The most entries that a record holds.
constexpr size_t kMaxAckEntries = (kMaxPlaintext - 2) / 16;

// The records that a peer has received. An ACK may have no entries. Errors under every policy:
//   kTruncated       The body ends inside the message; offset() is its size.
//   kAckLength       The length is no multiple of 16; offset() is 0.
//   kRecordOverflow  There are more than kMaxAckEntries; offset() is 0.
struct Ack {
  static constexpr MessageInfo kInfo = {40, "dtls_ack", 2 + 16 * kMaxAckEntries, Arrival::kWhole};
  using Context = NoContext;
  static constexpr size_t kEntrySize = 16;

  Span<const uint8_t> entries;  // as they are on the wire, kEntrySize octets each

  size_t size() const { return entries.size() / kEntrySize; }

  // Entry `i`, which must be below size().
  RecordNumber operator[](size_t i) const;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("entries", self.entries...);
  }
  friend bool operator==(const Ack& a, const Ack& b) { return internal::SameFields(a, b); }
};

// Reads an ACK from the start of `body`, the decrypted fragment of a record.
Result Decode(Span<const uint8_t> body HARDWIRE_LIFETIME_BOUND, Ack* ack);
Result Encode(const Ack& ack, Span<uint8_t> output);
constexpr size_t EncodedSize(const Ack& ack) { return 2 + ack.entries.size(); }

// Writes the ACK that lists `records`. The outcomes are those of Encode.
Result EncodeAck(Span<const RecordNumber> records, Span<uint8_t> output);

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_DTLS_ACK_H_
