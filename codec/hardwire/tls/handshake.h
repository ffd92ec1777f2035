// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The headers of handshake messages: four octets in TLS (RFC 8446 section 4, RFC 5246 section 7.4),
// twelve in DTLS (RFC 6347 section 4.2.2, RFC 9147 section 5.2). Nothing of the bodies.
//
// Decode reads one header from the start of `input`.
//   kOk              consumed() is the size of the header; `*header` is set.
//   kDeserialization offset() is that of the field at fault.
//   On any outcome but kOk `*header` is unchanged.
// Encode writes one header to `output` by the same rules, with kSerialization for kDeserialization;
// kOutputTooSmall: needed() is its size. `output` is unchanged on failure.
//
// `limit` is the most that `length` may say, in bytes. It is what stands between a peer and the
// memory that a message is put together in: four octets can announce 16 MiB. The default is far
// above any message that is sent; give what the state of the handshake allows, where that is less.
//
// No violation is defined for these headers yet: `violations` is empty and `policy` changes
// nothing.

#ifndef HARDWIRE_TLS_HANDSHAKE_H_
#define HARDWIRE_TLS_HANDSHAKE_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {

// RFC 8446 section 4 where nothing else is said. Any other value may appear.
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

// The names of the RFCs: "client_hello"; "unassigned" for a value that has none. Static storage.
string_view Name(HandshakeType type);

// The default limit: the longest ClientHello that RFC 8446 section 4.1.2 can say (2 octets of
// version, 32 of random, 33 of session id, 65,536 of cipher suites, 256 of compression methods,
// 65,537 of extensions), and above 128 KiB, where implementations give up on certificates.
constexpr uint32_t kMaxHandshakeLength = 131396;

// Part of a stream. kNeedMore: needed() is 4, and fewer octets are there.
//   kHandshakeTooLong  length is over `limit`; offset() is 1. The first octets of the length decide
//                      as soon as no length that begins with them is within the limit.
struct HandshakeHeader {
  static constexpr MessageInfo kInfo = {37, "tls_handshake_header", 4, Arrival::kStream};
  using Context = uint32_t;

  HandshakeType type = HandshakeType::kClientHello;
  uint32_t length = 0;  // of the body, in bytes; below 2^24
  Violations violations;

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
Result Decode(Span<const uint8_t> input, HandshakeHeader* header,
              uint32_t limit = kMaxHandshakeLength, Policy policy = Policy::Interop());
Result Encode(const HandshakeHeader& header, Span<uint8_t> output,
              uint32_t limit = kMaxHandshakeLength, Policy policy = Policy::Strict());
constexpr size_t EncodedSize(const HandshakeHeader& /*header*/) { return kHandshakeHeaderSize; }

// Fields only; violations are not compared.

// msg_type, length, message_seq, fragment_offset, fragment_length, and the fragment itself.
struct DtlsHandshakeHeader {
  static constexpr MessageInfo kInfo = {38, "dtls_handshake_header", 12, Arrival::kWhole};
  using Context = uint32_t;

  HandshakeType type = HandshakeType::kClientHello;
  uint32_t length = 0;  // of the whole message's body, in bytes; below 2^24
  uint16_t message_seq = 0;
  uint32_t fragment_offset = 0;
  uint32_t fragment_length = 0;

  // The octets [fragment_offset, fragment_offset + fragment_length) of the body: a view of the
  // input. Encode does not read it.
  Span<const uint8_t> fragment;
  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("type", self.type...);
    visit("length", self.length...);
    visit("message_seq", self.message_seq...);
    visit("fragment_offset", self.fragment_offset...);
    visit("fragment_length", self.fragment_length...);
    visit("fragment", self.fragment...);
  }
};
constexpr size_t kDtlsHandshakeHeaderSize = DtlsHandshakeHeader::kInfo.most;

// `input` is what is left of the fragment of one record, decrypted: nothing more will arrive, and a
// handshake fragment lies in one record (RFC 6347 section 4.2.3), so there is no kNeedMore. The
// next message of the record, if there is one, begins at consumed() + fragment_length. A fragment
// of no octets, of a message that has some, is legal: its header is consumed all the same.
//   kOk                 consumed() is 12.
//   kHandshakeTooLong   length over `limit`; offset() is 1.
//   kHandshakeFragment  the fragment reaches beyond its message: offset() is 6 where
//                       fragment_offset alone does, 9 where fragment_offset + fragment_length does.
//   kTruncated          `input` ends inside the header or the fragment; offset() is its size.
// Checks come in this order, but that a header that is cut short is judged no further.
Result Decode(Span<const uint8_t> input ABSL_ATTRIBUTE_LIFETIME_BOUND, DtlsHandshakeHeader* header,
              uint32_t limit = kMaxHandshakeLength, Policy policy = Policy::Interop());

// Writes the twelve octets alone.
Result Encode(const DtlsHandshakeHeader& header, Span<uint8_t> output,
              uint32_t limit = kMaxHandshakeLength, Policy policy = Policy::Strict());
constexpr size_t EncodedSize(const DtlsHandshakeHeader& /*header*/) {
  return kDtlsHandshakeHeaderSize;
}

// The five numbers; neither the fragment's octets nor violations are compared.
bool operator==(const DtlsHandshakeHeader& a, const DtlsHandshakeHeader& b);

// Whether `a` and `b` are fragments of one message: type, length and message_seq are the same.
bool SameMessage(const DtlsHandshakeHeader& a, const DtlsHandshakeHeader& b);

// Whether `a` and `b` have the same message_seq and yet another type or length: one of them lies.
// Memory that was taken for the one must not be filled from the other (CVE-2014-0195); RFC 9147
// section 5.5 answers with illegal_parameter.
bool Contradicts(const DtlsHandshakeHeader& a, const DtlsHandshakeHeader& b);

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_HANDSHAKE_H_
