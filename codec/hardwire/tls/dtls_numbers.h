// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The record numbers of DTLS: FullEpoch and FullSequence find the full numbers from the low bits in
// a unified header, ReplayWindow finds replayed records. These functions read no bytes.

#ifndef HARDWIRE_TLS_DTLS_NUMBERS_H_
#define HARDWIRE_TLS_DTLS_NUMBERS_H_

#include <cstdint>
#include <optional>

#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// The highest epoch that is not above `current` and ends in the two bits `low_bits` (RFC 9147
// section 4.2.2). The peer sends nothing in an epoch whose keys do not exist yet. Empty if there is
// no such epoch.
std::optional<uint64_t> FullEpoch(uint64_t current, uint8_t low_bits);

// The sequence number that ends in `low_bits` and is nearest to `expected` (RFC 9147 section
// 4.2.2). If two are equally near, the higher one. Never above 2^48 - 1.
//   expected       One more than the highest number that has authenticated in the epoch; 0 if none
//                  has.
//   low_bits       The decrypted bits: 16 if `long_sequence`, else 8. Higher bits are ignored.
uint64_t FullSequence(uint64_t expected, uint16_t low_bits, bool long_sequence);

// Which of the last 64 sequence numbers of one epoch have been seen (RFC 6347 section 4.1.2.6, RFC
// 9147 section 4.5.1). Trivially copyable; a new one has seen none.
//
// Call Check before a record is decrypted, and Update only once it has authenticated. A record that
// has not authenticated must not move the window (CVE-2016-2181).
struct ReplayWindow {
  static constexpr uint64_t kSize = 64;

  // Whether a record with this number may be new. False if the number has been seen, or is older
  // than the window.
  bool Check(uint64_t sequence) const;

  // Marks a number as seen. Changes nothing if Check() gives false for it.
  void Update(uint64_t sequence);

  uint64_t highest = 0;  // the highest number seen; meaningless until one has been seen
  uint64_t seen = 0;     // bit i: highest - i has been seen
};

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_DTLS_NUMBERS_H_
