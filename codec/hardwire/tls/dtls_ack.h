// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The ACK message of DTLS 1.3, content type 26 (RFC 9147 section 7): a 16-bit length and entries of
// 16 octets, an epoch and a sequence number of 64 bits each.

#ifndef HARDWIRE_TLS_DTLS_ACK_H_
#define HARDWIRE_TLS_DTLS_ACK_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "hardwire/result.h"
#include "hardwire/tls/record.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {

// One record of an association (RFC 9147 section 4).
struct RecordNumber {
  uint64_t epoch = 0;
  uint64_t sequence = 0;
};
bool operator==(RecordNumber a, RecordNumber b);

// The records that a peer has received. A view of the input.
class Ack {
 public:
  static constexpr size_t kEntrySize = 16;

  Ack() = default;
  size_t size() const { return entries_.size() / kEntrySize; }

  // Entry `i`, which must be below size().
  RecordNumber operator[](size_t i) const;

 private:
  friend Result Decode(Span<const uint8_t> body, Ack* ack);

  Span<const uint8_t> entries_;
};

// The most entries that a record holds.
constexpr size_t kMaxAckEntries = (kMaxPlaintext - 2) / Ack::kEntrySize;

// Reads `body`, the whole fragment of a record, decrypted.
//   kOk              consumed() is the size of the message; octets behind it are not read.
//   kDeserialization kTruncated: the body ends inside the message, or the length inside an entry;
//                    offset() is the size of `body`.
//   `*ack` is unchanged unless kOk. An ACK of no entries is legal.
Result Decode(Span<const uint8_t> body ABSL_ATTRIBUTE_LIFETIME_BOUND, Ack* ack);

// Writes the message that lists `records`. kRecordOverflow: they are over kMaxAckEntries, offset()
// is 0. kOutputTooSmall: needed() is the size of the message. `output` is unchanged on failure.
Result EncodeAck(Span<const RecordNumber> records, Span<uint8_t> output);

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_DTLS_ACK_H_
