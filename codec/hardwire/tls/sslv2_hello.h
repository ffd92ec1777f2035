// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The ClientHello of a client that is compatible with SSLv2, in the framing of SSLv2 (RFC 5246
// appendix E.2). It has a header of two bytes, the highest bit set and a 15-bit length, and then
// the message.
//
// hardwire/contract.h says what holds for Decode and Encode. Each field is judged when it is
// complete, in the order of the wire. octet() is the octet at fault, if one octet is.

#ifndef HARDWIRE_TLS_SSLV2_HELLO_H_
#define HARDWIRE_TLS_SSLV2_HELLO_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/message.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// Errors under every policy:
//   kSslv2Length         The highest bit of the first octet is not set: this is a TLS record, or
//                        the three-byte header of SSLv2, which no TLS client sends. Or the length
//                        is not 28 to kMaxSslv2HelloSize - 2. If the first octet alone excludes
//                        these, octet() is it.
//   kSslv2MessageType    msg_type is not 1, CLIENT-HELLO.
//   kRecordMajorVersion  The version does not begin with 03.
//   kSslv2CipherSpecs    cipher_spec_length is 0 or no multiple of 3.
//   kSslv2Challenge      The length leaves fewer than 16 or more than 32 octets for the challenge
//                        behind the cipher specs: offset() is 5. Or challenge_length is not what
//                        the length leaves: offset() is 9.
//   kSslv2SessionId      session_id_length is not 0.
struct Sslv2Hello {
  static constexpr MessageInfo kInfo = {36, "sslv2_hello", 2 + 4096, Arrival::kStream};
  using Context = NoContext;

  uint16_t version = 0x0301;
  Span<const uint8_t> cipher_specs;  // three octets each
  Span<const uint8_t> challenge;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("version", self.version...);
    visit("cipher_specs", self.cipher_specs...);
    visit("challenge", self.challenge...);
  }
  friend bool operator==(const Sslv2Hello& a, const Sslv2Hello& b) {
    return internal::SameFields(a, b);
  }
};

// The only limit in the RFC is the 32,767 of the header. No client sends more than 4,096 bytes of
// message, which is 1,300 cipher specs.
constexpr size_t kMaxSslv2HelloSize = Sslv2Hello::kInfo.most;

Result Decode(Span<const uint8_t> input HARDWIRE_LIFETIME_BOUND, Sslv2Hello* hello);
Result Encode(const Sslv2Hello& hello, Span<uint8_t> output);
size_t EncodedSize(const Sslv2Hello& hello);

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_SSLV2_HELLO_H_
