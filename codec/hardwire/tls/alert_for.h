// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The alert with which an outcome is answered. socks/reply_for.h is the same for SOCKS.

#ifndef HARDWIRE_TLS_ALERT_FOR_H_
#define HARDWIRE_TLS_ALERT_FOR_H_

#include <optional>

#include "hardwire/result.h"
#include "hardwire/tls/alert.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// The alert to send to the peer for `result`, an outcome of the record layer. It is fatal, except
// for close_notify, which answers close_notify (RFC 5246 section 7.2.1; TLS 1.3 does not ask for
// it). Empty if nothing is sent: for ok, kNeedMore, kOutputTooSmall, a fatal alert of the peer, the
// end of the stream, and every outcome of SOCKS and DTLS.
//
// kTruncated of a decoder is answered with unexpected_message if there are no octets at all (RFC
// 8446 section 5.4), and with decode_error if there is half an alert (section 6.2).
std::optional<AlertDescription> AlertFor(Result result);

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_ALERT_FOR_H_
