// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes as the OSStatus values of Secure Transport (errSSL*), and alerts beside them. Nothing
// here allocates.

#ifndef HARDWIRE_PLATFORM_SECURE_TRANSPORT_H_
#define HARDWIRE_PLATFORM_SECURE_TRANSPORT_H_

#include <cstdint>
#include <optional>

#include "hardwire/platform/symbol.h"
#include "hardwire/result.h"
#include "hardwire/tls/alert.h"
#include "hardwire/view.h"

namespace hardwire {
namespace secure_transport {

// The OSStatus for `result`; 0 for ok. Empty where Secure Transport has none.
std::optional<int32_t> FromResult(Result result);

// Whether `status` says that the peer sent a fatal alert of its own name: errSSLPeerUnexpectedMsg
// (-9819) to errSSLPeerNoRenegotiation (-9840). errSSLIllegalParam is one of them in spite of its
// name. errSSLFatalAlert (-9802), for alerts without a name here, is not.
constexpr bool IsFatalPeerError(int32_t status) { return status <= -9819 && status >= -9840; }

// The OSStatus that a received alert becomes; 0: it is ignored. An alert with a name of its own
// becomes an error at every level; any other becomes errSSLFatalAlert when `level` is 2, fatal.
int32_t FromReceivedAlert(tls::AlertLevel level, tls::AlertDescription description);

// The OSStatus that goes with sending `description` because of an error found here: the one that
// the published source returns, otherwise the one whose name says the same. 0 for the alerts that
// report no error, close_notify and no_renegotiation. Empty where Secure Transport has none.
std::optional<int32_t> FromSentAlert(tls::AlertDescription description);

// The alert to send when a handshake or the record layer ends with `status` because of an error
// found here: the one that the published source sends, otherwise the one whose name says the same.
// Empty where none is sent: for a would-block, a break-out to the caller (-9841, -9842, -9851), a
// dropped DTLS record, and every error that the peer's own alert caused.
std::optional<tls::AlertDescription> AlertFor(int32_t status);

// Every errSSL constant, with the system's text for it.
Span<const Symbol> Symbols();

// The symbol and the system's text of `status`; empty if it is no errSSL constant. Static storage.
string_view SymbolName(int32_t status);
string_view Message(int32_t status);

}  // namespace secure_transport
}  // namespace hardwire

#endif  // HARDWIRE_PLATFORM_SECURE_TRANSPORT_H_
