// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// TLSInnerPlaintext: what a protected TLS 1.3 record holds once it is decrypted (RFC 8446 section
// 5.2; DTLS 1.3 and the connection ids of DTLS 1.2 use the same form). Content, one octet of
// content type, zeros.
//
// Decode reads `input`, all of it.
//   kOk              n() is the size of `input`; `*inner` is set, its `violations` are the rules
//                    broken that `policy` accepts. `content` points into `input`.
//   kDeserialization n() is the offset of the octet at fault, octet() the content type where it is
//                    that. Longer than the limit, kRecordOverflow, n() 0; nothing but zeros,
//                    kNoContentType, n() 0; nothing at all, kTruncated.
//   On any outcome but kOk `*inner` is unchanged. Checks come in this order: size, content type,
//   content.
//
// Encode writes the whole to `output` by the same rules, with kSerialization for kDeserialization;
// kOutputTooSmall: n() bytes are needed. `output` is unchanged on failure and must not overlap the
// content; `violations` is not read.

#ifndef HARDWIRE_TLS_INNER_PLAINTEXT_H_
#define HARDWIRE_TLS_INNER_PLAINTEXT_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "absl/types/span.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/record.h"

namespace hardwire {
namespace tls {

// Violations:
//   kUnknownContentType  not 20 to 24.
//   kEmptyFragment       no content, for a handshake message or an alert (RFC 8446 section 5.4).
//   kAlertSize           an alert of other than two octets (RFC 8446 section 5.1).
//   kAlertLevel          an alert's level is neither 1 nor 2. octet() is the level.
// Rejected under every policy:
//   kUnexpectedContentType  change_cipher_spec, which is never protected (RFC 8446 section 5).
struct InnerPlaintext {
  ContentType type = ContentType::kApplicationData;
  absl::Span<const uint8_t> content;
  size_t padding = 0;  // zeros behind the content type
  Violations violations;
};

// The most that content, type and padding come to (RFC 8446 section 5.4). A `limit` in the context
// that is lower takes its place: here it is the value of record_size_limit itself (RFC 8449 section
// 4). Nothing else of the context is looked at.
constexpr size_t kMaxInnerPlaintext = 16385;

Result Decode(absl::Span<const uint8_t> input ABSL_ATTRIBUTE_LIFETIME_BOUND, InnerPlaintext* inner,
              const RecordContext& context, Policy policy = Policy::Interop());
Result Encode(const InnerPlaintext& inner, absl::Span<uint8_t> output, const RecordContext& context,
              Policy policy = Policy::Strict());

// SIZE_MAX where that many octets cannot be: Encode refuses the same.
size_t EncodedSize(const InnerPlaintext& inner);

// Fields only; violations are not compared.
bool operator==(const InnerPlaintext& a, const InnerPlaintext& b);

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_INNER_PLAINTEXT_H_
