// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Reassembly: one message out of pieces that come in any order, several times, and overlap: the
// handshake fragments of DTLS (RFC 9147 section 5.5, RFC 6347 section 4.2.3), the CRYPTO frames of
// QUIC (RFC 9000 section 19.6).
//
// The memory is the caller's: the octets of the message, and a bit for each that says whether it is
// there. Nothing is allocated, and the number of pieces is not limited.

#ifndef HARDWIRE_TLS_REASSEMBLY_H_
#define HARDWIRE_TLS_REASSEMBLY_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/result.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// The octets that the bits of a message of `size` octets take.
constexpr size_t ReassemblyBits(size_t size) { return size / 8 + (size % 8 != 0 ? 1 : 0); }

class Reassembly {
 public:
  // The message has octets.size() octets at most, and bits.size() * 8. Both must live as long as
  // the Reassembly. The bits are set to zero.
  Reassembly(Span<uint8_t> octets HARDWIRE_LIFETIME_BOUND,
             Span<uint8_t> bits HARDWIRE_LIFETIME_BOUND);

  // How many octets the message has, once that is known: DTLS says it with each fragment, QUIC in
  // the first octets. On failure nothing changes, and offset() is `length`.
  //   kOutputTooSmall     It is over the capacity; needed() is `length`. kSerialization.
  //   kHandshakeFragment  Another length is known, or octets behind `length` are there.
  Result SetLength(uint32_t length);

  // Adds the piece that begins at `offset`. It must not overlap the memory. Ok: consumed() is how
  // many octets of it were new. On failure nothing changes, and the caller may drop the piece and
  // go on.
  //   kOutputTooSmall     It ends behind the capacity; needed() is its end. kSerialization.
  //   kHandshakeFragment  It begins or ends behind the length; offset() is `offset`.
  //   kFragmentMismatch   It says something else than an earlier piece of an octet; offset() is the
  //                       first such octet. RFC 9147 section 5.5 answers with illegal_parameter.
  Result Add(uint32_t offset, Span<const uint8_t> piece);

  // A fragment of DTLS, which FragmentBehind has found behind `header`: SetLength and Add. The
  // first one decides which message this is. kFragmentMismatch, with offset() 0: `header` is that
  // of another, by message_seq, type or length.
  Result Add(const DtlsHandshakeHeader& header, Span<const uint8_t> fragment);

  // Whether the length is known and every octet is there.
  bool complete() const { return has_length_ && contiguous_ == length_; }

  // The message. Empty until it is complete, and if it has no octets.
  Span<const uint8_t> message() const;

  // How many octets are there from the first one on, without a gap. A QUIC connection reads its
  // length there.
  uint32_t contiguous() const { return contiguous_; }

  // The octets that are there without a gap, in the memory.
  Span<const uint8_t> front() const;

 private:
  // The first octet of [at, end) that is there, or the first that is missing; `what` says which.
  // `end` if there is none.
  uint64_t Find(uint64_t at, uint64_t end, uint64_t what) const;

  // Compares the octets of the piece that are there. If they agree, copies the others: consumed()
  // is how many.
  Result Merge(uint32_t offset, Span<const uint8_t> piece);

  Span<uint8_t> octets_;
  Span<uint8_t> bits_;
  DtlsHandshakeHeader first_;
  uint32_t length_ = 0;
  uint32_t contiguous_ = 0;
  uint32_t end_ = 0;  // behind the last octet that is there
  bool has_length_ = false;
  bool has_first_ = false;
};

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_REASSEMBLY_H_
