// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The steps in which a DTLS header is read and judged. For the DTLS codecs' own use.

#ifndef HARDWIRE_TLS_DTLS_FRAMING_H_
#define HARDWIRE_TLS_DTLS_FRAMING_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "hardwire/internal/judge.h"
#include "hardwire/result.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {
namespace dtls_internal {

// Reads the fields, and finds the errors of Decode(DtlsHeader) up to kTruncated. On ok consumed()
// is the size of the header. Does not set the violations of `*header`. May set its other fields
// even on failure.
Result FrameHeader(Span<const uint8_t> datagram ABSL_ATTRIBUTE_LIFETIME_BOUND, DtlsHeader* header,
                   const DtlsContext& context);

// Judges the content type, the version and the epoch.
Result JudgeHeader(const DtlsHeader& header, const DtlsContext& context, internal::Judge* judge);

// Judges the length of the fragment, which is `length`.
Result JudgeLength(const DtlsHeader& header, size_t length, const DtlsContext& context,
                   internal::Judge* judge);

// Where the connection id is in a record that begins with `first`. 0 if it has none.
size_t CidOffset(uint8_t first, const DtlsContext& context);

// Judges a record without a connection id, where one was negotiated. The record has the plaintext
// form, or it is the first of its datagram with a unified header.
Result JudgeNoCid(const DtlsHeader& header, const DtlsContext& context, internal::Judge* judge);

// The error kCidMismatch, at the connection id.
Result CidMismatch(const DtlsHeader& header, internal::Judge judge);

}  // namespace dtls_internal
}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_DTLS_FRAMING_H_
