// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The record numbers of DTLS: the full ones out of the bits that a unified header has, and the
// window that tells replayed ones. Nothing here touches a byte or can fail on input.

#ifndef HARDWIRE_TLS_DTLS_NUMBERS_H_
#define HARDWIRE_TLS_DTLS_NUMBERS_H_

#include <cstdint>
#include <optional>

namespace hardwire {
namespace tls {

// The newest epoch that is not over `current` and ends in the two bits `low_bits` (RFC 9147 section
// 4.2.2): the peer does not send in a later one before it is known. Empty: there is none yet.
std::optional<uint64_t> FullEpoch(uint64_t current, uint8_t low_bits);

// The sequence number that ends in `low_bits`, 16 of them if `long_sequence`, else 8, and is
// nearest to `expected`: one more than the highest number that has authenticated in the epoch, 0 if
// none has (RFC 9147 section 4.2.2). Of two that are as near, the higher. Never over 2^48 - 1. Bits
// of `low_bits` beyond those are ignored. `low_bits` are those decrypted.
uint64_t FullSequence(uint64_t expected, uint16_t low_bits, bool long_sequence);

// Which of the last 64 sequence numbers of one epoch have been seen (RFC 6347 section 4.1.2.6, RFC
// 9147 section 4.5.1). Trivially copyable; a new one has seen none.
//
// Check comes before a record is decrypted and Update once it has authenticated: a number that
// nobody vouches for must not move the window (CVE-2016-2181).
struct ReplayWindow {
  static constexpr uint64_t kSize = 64;

  // Whether a record of this number may be new: not seen, and not left behind by the window.
  bool Check(uint64_t sequence) const;

  // Marks a number as seen. One that Check() refuses changes nothing.
  void Update(uint64_t sequence);

  uint64_t highest = 0;  // the highest number seen; no meaning before one is
  uint64_t seen = 0;     // bit i: highest - i has been seen
};

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_DTLS_NUMBERS_H_
