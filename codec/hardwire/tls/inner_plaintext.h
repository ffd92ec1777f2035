// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// TLSInnerPlaintext: what a protected TLS 1.3 record holds once it is decrypted (RFC 8446 section
// 5.2). It is the content, one octet of content type, and zeros. DTLS 1.3 has the same form (RFC
// 9147 section 4), and so has DTLS 1.2 with a connection id (RFC 9146 section 4).
//
// hardwire/contract.h says what holds for every Decode and Encode. `input` is all of one plaintext,
// and consumed() is its size. Every Result has the layer of the context: kTls or kDtls. The size is
// judged first, then the content type, then the content. octet() is the content type, the level of
// the alert or the value of change_cipher_spec, if that is at fault.

#ifndef HARDWIRE_TLS_INNER_PLAINTEXT_H_
#define HARDWIRE_TLS_INNER_PLAINTEXT_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// The most octets of an inner plaintext. If record_size_limit is negotiated, give its value (RFC
// 8449 section 4). It lowers the protocol's own limit and never raises it. 0 lets no octet pass.
struct RecordSizeLimit {
  uint16_t octets = UINT16_MAX;  // the protocol's own limit holds
};

// The protocols' own limits on content, content type and padding together, in octets.
constexpr uint16_t kMaxInnerPlaintext = 16385;        // TLS 1.3, DTLS 1.3: RFC 8446 section 5.4
constexpr uint16_t kMaxInnerPlaintextDtls12 = 16384;  // RFC 9146 section 5

// The protocol and the limit by which an inner plaintext is judged. Trivially copyable.
class InnerContext {
 public:
  static constexpr InnerContext Tls13(RecordSizeLimit limit = {});
  static constexpr InnerContext Dtls13(RecordSizeLimit limit = {});
  static constexpr InnerContext Dtls12(RecordSizeLimit limit = {});  // with a connection id

  constexpr Layer layer() const { return layer_; }
  constexpr uint16_t limit() const { return limit_; }

  // Whether the protocol knows `type`, and whether it allows `type` in a protected record.
  constexpr bool Knows(ContentType type) const { return known_.Has(type); }
  constexpr bool Allows(ContentType type) const { return allowed_.Has(type); }

 private:
  constexpr InnerContext(Layer layer, ContentTypes known, ContentTypes allowed, uint16_t own,
                         RecordSizeLimit limit)
      : limit_(limit.octets < own ? limit.octets : own),
        known_(known),
        allowed_(allowed),
        layer_(layer) {}

  uint16_t limit_;
  ContentTypes known_;
  ContentTypes allowed_;
  Layer layer_;
};

// The content types:
//                                  TLS 1.3      DTLS 1.3     DTLS 1.2
//   20 change_cipher_spec          unexpected   unexpected   allowed
//   21 alert to 24 heartbeat       allowed      allowed      allowed
//   25 tls12_cid                   unknown      unexpected   unexpected
//   26 ack                         unknown      allowed      unexpected
//   27 return_routability_check    unknown      allowed      allowed
//   any other but 0                unknown      unknown      unknown
// RFC 8446 section 5; RFC 9147 sections 4 and 7; RFC 9146 section 4, where a renegotiation protects
// change_cipher_spec; RFC 9853 for type 27.
//
// Violations. offset() is that of the content type for the first one, and 0 for the others:
//   kUnknownContentType  The type is unknown.
//   kEmptyFragment       The content is empty, of a handshake message, an alert (RFC 8446 section
//                        5.4) or a change_cipher_spec (RFC 5246 section 6.2.1).
//   kAlertSize           An alert does not have two octets (RFC 8446 section 5.1).
//   kAlertLevel          The level of an alert is neither 1 nor 2.
//   kCcsValue            A change_cipher_spec is not the one octet 01 (RFC 5246 section 7.1).
// Errors under every policy:
//   kUnexpectedContentType  The type is unexpected; offset() is that of the content type.
//   kRecordOverflow         Content, content type and padding are over context.limit(); offset() is
//                           0.
//   kNoContentType          Decode: all octets are 0; offset() is 0. Encode: the type is 0;
//                           offset() is that of the content type.
//   kTruncated              There are no octets; offset() is 0.
struct InnerPlaintext {
  static constexpr MessageInfo kInfo = {34, "tls_inner", 16385, Arrival::kWhole};
  using Context = InnerContext;

  ContentType type = ContentType::kApplicationData;
  Span<const uint8_t> content;
  size_t padding = 0;  // zeros behind the content type
  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("type", self.type...);
    visit("content", self.content...);
    visit("padding", self.padding...);
  }
  friend bool operator==(const InnerPlaintext& a, const InnerPlaintext& b) {
    return internal::SameFields(a, b);
  }
};

static_assert(InnerPlaintext::kInfo.most == kMaxInnerPlaintext, "the highest of the limits");

Result Decode(Span<const uint8_t> input HARDWIRE_LIFETIME_BOUND, InnerPlaintext* inner,
              const InnerContext& context, Policy policy = Policy::Interop());
Result Encode(const InnerPlaintext& inner, Span<uint8_t> output, const InnerContext& context,
              Policy policy = Policy::Strict());

// SIZE_MAX if the size does not fit in a size_t. Encode refuses such a message.
size_t EncodedSize(const InnerPlaintext& inner);

constexpr InnerContext InnerContext::Tls13(RecordSizeLimit limit) {
  return InnerContext(Layer::kTls, kTlsContentTypes,
                      kTlsContentTypes.Without(ContentType::kChangeCipherSpec), kMaxInnerPlaintext,
                      limit);
}
constexpr InnerContext InnerContext::Dtls13(RecordSizeLimit limit) {
  return InnerContext(
      Layer::kDtls, kDtlsContentTypes,
      kDtlsContentTypes.Without(ContentType::kChangeCipherSpec).Without(ContentType::kTls12Cid),
      kMaxInnerPlaintext, limit);
}
constexpr InnerContext InnerContext::Dtls12(RecordSizeLimit limit) {
  return InnerContext(Layer::kDtls, kDtlsContentTypes,
                      kDtlsContentTypes.Without(ContentType::kTls12Cid).Without(ContentType::kAck),
                      kMaxInnerPlaintextDtls12, limit);
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_INNER_PLAINTEXT_H_
