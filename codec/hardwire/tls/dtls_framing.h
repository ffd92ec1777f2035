// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The parts of reading and writing a DTLS header. For the DTLS codecs' own use.

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

// Where the fields lie, down to kTruncated. Ok(size of the header). Sets `*header` in part even on
// failure, but for its violations.
Result FrameHeader(Span<const uint8_t> datagram ABSL_ATTRIBUTE_LIFETIME_BOUND, DtlsHeader* header,
                   const DtlsContext& context);

// Whether the fields may say what they say, the length apart.
Result JudgeHeader(const DtlsHeader& header, const DtlsContext& context, internal::Judge* judge);

// Whether the fragment may have `length` octets.
Result JudgeLength(const DtlsHeader& header, size_t length, const DtlsContext& context,
                   internal::Judge* judge);

// Where the connection id is in a record that begins with `first`; 0 where it has none.
size_t CidOffset(uint8_t first, const DtlsContext& context);

// Judges a record without a connection id where one was negotiated: plaintext, or the first with a
// unified header in its datagram.
Result JudgeNoCid(const DtlsHeader& header, const DtlsContext& context, internal::Judge* judge);

// The connection id is not the one that it should be.
Result CidMismatch(const DtlsHeader& header, internal::Judge judge);

}  // namespace dtls_internal
}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_DTLS_FRAMING_H_
