// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// ClientHello: the first handshake message of TLS (RFC 8446 section 4.1.2, RFC 5246 section
// 7.4.1.2) and of DTLS (RFC 9147 section 5.3, RFC 6347 section 4.2), with the header of the
// handshake layer. hardwire/tls/hello_extensions.h reads the bodies of its extensions.
//
// hardwire/contract.h says what holds for Decode and Encode.

#ifndef HARDWIRE_TLS_CLIENT_HELLO_H_
#define HARDWIRE_TLS_CLIENT_HELLO_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/hello_context.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// Errors under every policy, in the order of the wire:
//   kNotClientHello    The type is not 1: another handshake message.
//   kHandshakeTooLong  The length is over the limit of the context; offset() is 1.
//   kHelloFragment     DTLS: the header is that of a part of the message. fragment_offset is not 0,
//                      or fragment_length is not the length.
//   kSessionIdTooLong  session_id has over 32 octets.
//   kCipherSuites      There is no cipher suite, or half of one.
//   kNoCompression     There is no compression method.
//   kHelloLength       Any other length that does not fit: that of the message, which has 41
//                      octets at least (in DTLS 42); one that reaches beyond what is around it; or
//                      one that leaves octets over which are nothing. Extensions fill their block.
// offset() is that of the length at fault.
//
// Violations:
//   kHelloVersion         legacy_version is not 0300 to 0303; in DTLS not FEFF or FEFD. Servers
//                         take a higher one for TLS 1.2 (RFC 8446 section 4.2.1).
//   kDuplicateExtension   An extension of a type that was there before (RFC 8446 section 4.2).
//                         offset() is that of the second. The types from 0 to 63 are compared, and
//                         encrypted_client_hello; nobody compares the others.
//   kPreSharedKeyNotLast  Something follows the extension pre_shared_key (RFC 8446 section 4.2.11).
//                         offset() is that of the extension.
//   kHelloCompression     supported_versions offers TLS 1.3, and the compression methods are not
//                         null alone (RFC 8446 section 4.1.2); offset() is that of their length.
//   kHelloCookie          The same with DTLS 1.3, and legacy_cookie is not empty (RFC 9147 section
//                         5.3); offset() is that of its length. A client that offers 1.3 sends this
//                         to a server of DTLS 1.2 that has asked for a cookie.
// supported_versions counts for these if it is well-formed.
struct ClientHello {
  static constexpr MessageInfo kInfo = {41, "client_hello", 12 + 131652, Arrival::kStream};
  using Context = HelloContext;

  // DTLS alone has it. In TLS Decode sets 0, and Encode ignores it.
  uint16_t message_seq = 0;

  uint16_t legacy_version = 0x0303;
  std::array<uint8_t, 32> random = {};
  Span<const uint8_t> session_id;

  // DTLS alone has it. In TLS Decode sets an empty one, and Encode ignores it.
  Span<const uint8_t> cookie;

  Span<const uint8_t> cipher_suites;  // two octets each
  Span<const uint8_t> compression_methods;

  // Without a block there are no extensions. A block may be empty.
  bool has_extensions = false;
  Span<const uint8_t> extensions;  // each with its type and length, as on the wire

  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("message_seq", self.message_seq...);
    visit("legacy_version", self.legacy_version...);
    visit("random", self.random...);
    visit("session_id", self.session_id...);
    visit("cookie", self.cookie...);
    visit("cipher_suites", self.cipher_suites...);
    visit("compression_methods", self.compression_methods...);
    visit("has_extensions", self.has_extensions...);
    visit("extensions", self.extensions...);
  }
  friend bool operator==(const ClientHello& a, const ClientHello& b) {
    return internal::SameFields(a, b);
  }
};

// `input` is the handshake message, without record headers, and in DTLS put together from its
// fragments. Octets behind it are not read.
Result Decode(Span<const uint8_t> input HARDWIRE_LIFETIME_BOUND, ClientHello* hello,
              const HelloContext& context, Policy policy = Policy::Interop());

// kHelloLength also if a field has more octets than its length can say, or if there are extensions
// and has_extensions is false.
Result Encode(const ClientHello& hello, Span<uint8_t> output, const HelloContext& context,
              Policy policy = Policy::Strict());

// With the header and the cookie of DTLS if `context` is of DTLS.
size_t EncodedSize(const ClientHello& hello, const HelloContext& context);

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_CLIENT_HELLO_H_
