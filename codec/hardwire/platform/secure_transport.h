// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes and alerts as the OSStatus values of Secure Transport (errSSL*). Nothing here allocates.

#ifndef HARDWIRE_PLATFORM_SECURE_TRANSPORT_H_
#define HARDWIRE_PLATFORM_SECURE_TRANSPORT_H_

#include <cstdint>
#include <optional>

#include "hardwire/platform/symbol.h"
#include "hardwire/result.h"
#include "hardwire/tls/alert.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace secure_transport {

// The OSStatus for `result`; 0 for ok. Empty if Secure Transport has none.
std::optional<int32_t> FromResult(Result result);

// Whether `status` names an alert that the peer sent: errSSLPeerUnexpectedMsg (-9819) to
// errSSLPeerNoRenegotiation (-9840). errSSLIllegalParam is one of them, though its name has no
// Peer. errSSLFatalAlert (-9802) is not one: it stands for alerts that have no errSSL name.
constexpr bool IsFatalPeerError(int32_t status) { return status <= -9819 && status >= -9840; }

// The OSStatus for a received alert. 0: the alert is ignored, as no_certificate always is. An alert
// with an errSSL name has that error at every level. unsupported_extension is errSSLFatalAlert at
// every level, any other only if `level` is 2, fatal.
int32_t FromReceivedAlert(tls::AlertLevel level, tls::AlertDescription description);

// The OSStatus of an end that found an error and sends the alert `description`: the one that the
// published source returns, or else the one with the same meaning by its name. 0 for the alerts
// that report no error, close_notify and no_renegotiation. Empty if Secure Transport has none.
std::optional<int32_t> FromSentAlert(tls::AlertDescription description);

// The alert that an end sends when its handshake or record layer ends with `status`: the one that
// the published source sends, or else the one with the same meaning by its name. Empty if none is
// sent: for a would-block, a break-out to the caller (-9841, -9842, -9851), a dropped DTLS record,
// and every error that the peer's own alert caused.
std::optional<tls::AlertDescription> AlertFor(int32_t status);

// Every errSSL constant, with the system's text for it.
Span<const Symbol> Symbols();

// The symbol and the system's text of `status`; empty if it is no errSSL constant. Static storage.
string_view SymbolName(int32_t status);
string_view Message(int32_t status);

}  // namespace secure_transport
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_PLATFORM_SECURE_TRANSPORT_H_
