// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The headers of handshake messages: four octets in TLS (RFC 8446 section 4, RFC 5246 section 7.4),
// twelve in DTLS (RFC 6347 section 4.2.2, RFC 9147 section 5.2). The bodies are not read.
//
// hardwire/contract.h says what holds for Decode and Encode.

#ifndef HARDWIRE_TLS_HANDSHAKE_HEADER_H_
#define HARDWIRE_TLS_HANDSHAKE_HEADER_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/message.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// RFC 8446 section 4 has those without a comment. A decoded header may have any other value.
enum class HandshakeType : uint8_t {
  kHelloRequest = 0,  // RFC 5246
  kClientHello = 1,
  kServerHello = 2,
  kHelloVerifyRequest = 3,  // RFC 6347
  kNewSessionTicket = 4,
  kEndOfEarlyData = 5,
  kEncryptedExtensions = 8,
  kRequestConnectionId = 9,  // RFC 9147
  kNewConnectionId = 10,     // RFC 9147
  kCertificate = 11,
  kServerKeyExchange = 12,  // RFC 5246
  kCertificateRequest = 13,
  kServerHelloDone = 14,  // RFC 5246
  kCertificateVerify = 15,
  kClientKeyExchange = 16,  // RFC 5246
  kFinished = 20,
  kCertificateUrl = 21,     // RFC 6066
  kCertificateStatus = 22,  // RFC 6066
  kSupplementalData = 23,   // RFC 4680
  kKeyUpdate = 24,
  kCompressedCertificate = 25,  // RFC 8879
  kMessageHash = 254,
};

// The names of the RFCs: "client_hello". "unassigned" for a value that has none. Static storage.
string_view Name(HandshakeType type);

// The highest `length` of a handshake message, in octets. It limits how much memory a peer can make
// the receiver take for a message: a header of four octets can announce 16 MiB. 0 lets no octet
// pass. If the state of the handshake allows only shorter messages, give a lower limit.
struct HandshakeLimit {
  // The longest ClientHello that RFC 8446 section 4.1.2 allows: 2 octets of version, 32 of random,
  // 33 of session id, 65,536 of cipher suites, 256 of compression methods, 65,537 of extensions. It
  // is above 128 KiB, the limit that implementations have for certificates.
  uint32_t octets = 131396;
};

// The header of a TLS handshake message. Error under every policy:
//   kHandshakeTooLong  The length is over the limit; offset() is 1. The error comes as soon as
//                      every length that begins with the octets received is over the limit.
struct HandshakeHeader {
  static constexpr MessageInfo kInfo = {37, "tls_handshake_header", 4, Arrival::kStream};
  using Context = HandshakeLimit;

  HandshakeType type = HandshakeType::kClientHello;
  uint32_t length = 0;  // of the body, in bytes; below 2^24

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("type", self.type...);
    visit("length", self.length...);
  }
  friend bool operator==(const HandshakeHeader& a, const HandshakeHeader& b) {
    return internal::SameFields(a, b);
  }
};
constexpr size_t kHandshakeHeaderSize = HandshakeHeader::kInfo.most;
Result Decode(Span<const uint8_t> input, HandshakeHeader* header, HandshakeLimit limit = {});
Result Encode(const HandshakeHeader& header, Span<uint8_t> output, HandshakeLimit limit = {});
constexpr size_t EncodedSize(const HandshakeHeader& /*header*/) { return kHandshakeHeaderSize; }

// msg_type, length, message_seq, fragment_offset, fragment_length.
struct DtlsHandshakeHeader {
  static constexpr MessageInfo kInfo = {38, "dtls_handshake_header", 12, Arrival::kWhole};
  using Context = HandshakeLimit;

  HandshakeType type = HandshakeType::kClientHello;
  uint32_t length = 0;  // of the whole message's body, in bytes; below 2^24
  uint16_t message_seq = 0;
  uint32_t fragment_offset = 0;
  uint32_t fragment_length = 0;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("type", self.type...);
    visit("length", self.length...);
    visit("message_seq", self.message_seq...);
    visit("fragment_offset", self.fragment_offset...);
    visit("fragment_length", self.fragment_length...);
  }
  friend bool operator==(const DtlsHandshakeHeader& a, const DtlsHandshakeHeader& b) {
    return internal::SameFields(a, b);
  }
};
constexpr size_t kDtlsHandshakeHeaderSize = DtlsHandshakeHeader::kInfo.most;

// `input` is what is left of the content of one record: a header lies in one record (RFC 6347
// section 4.2.3). Errors under every policy:
//   kTruncated          `input` ends inside the header. No field of such a header is judged.
//   kHandshakeTooLong   The length is over the limit; offset() is 1.
//   kHandshakeFragment  The fragment reaches beyond its message. offset() is 6 if fragment_offset
//                       is over `length`, 9 if fragment_offset + fragment_length is.
Result Decode(Span<const uint8_t> input, DtlsHandshakeHeader* header, HandshakeLimit limit = {});
Result Encode(const DtlsHandshakeHeader& header, Span<uint8_t> output, HandshakeLimit limit = {});
constexpr size_t EncodedSize(const DtlsHandshakeHeader& /*header*/) {
  return kDtlsHandshakeHeaderSize;
}

// Finds the fragment behind `header`, which Decode has read from the start of `input`. The fragment
// is the octets [fragment_offset, fragment_offset + fragment_length) of the body. It lies in the
// same record as its header (RFC 6347 section 4.2.3). An empty fragment of a longer message is
// legal.
//   kOk         `*fragment` is set, a view of `input`. consumed() is the size of header and
//               fragment. The next handshake fragment of the record begins there.
//   kTruncated  `input` ends inside the fragment; offset() is its size. `*fragment` is unchanged.
Result FragmentBehind(Span<const uint8_t> input HARDWIRE_LIFETIME_BOUND,
                      const DtlsHandshakeHeader& header, Span<const uint8_t>* fragment);

// Whether `a` and `b` are fragments of one message: type, length and message_seq are the same.
bool SameMessage(const DtlsHandshakeHeader& a, const DtlsHandshakeHeader& b);

// Whether `a` and `b` have the same message_seq, but different types or lengths: one of them is
// forged or wrong. Memory that was taken for the one must not be filled from the other
// (CVE-2014-0195). RFC 9147 section 5.5 answers with illegal_parameter.
bool Contradicts(const DtlsHandshakeHeader& a, const DtlsHandshakeHeader& b);

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_HANDSHAKE_HEADER_H_
