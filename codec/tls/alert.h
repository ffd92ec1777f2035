// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Alerts of TLS and DTLS (RFC 8446 section 6, RFC 5246 section 7.2): their names, and the one that
// answers an outcome.

#ifndef HARDWIRE_TLS_ALERT_H_
#define HARDWIRE_TLS_ALERT_H_

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "hardwire/result.h"

namespace hardwire {
namespace tls {

// Level of an alert. Any other value may appear under a policy that accepts it.
enum class AlertLevel : uint8_t { kWarning = 1, kFatal = 2 };

// Description of an alert; RFC 8446 section 6 where nothing else is said. Any other value may
// appear.
enum class AlertDescription : uint8_t {
  kCloseNotify = 0,
  kUnexpectedMessage = 10,
  kBadRecordMac = 20,
  kDecryptionFailed = 21,  // RFC 5246
  kRecordOverflow = 22,
  kDecompressionFailure = 30,  // RFC 5246
  kHandshakeFailure = 40,
  kNoCertificate = 41,  // RFC 5246
  kBadCertificate = 42,
  kUnsupportedCertificate = 43,
  kCertificateRevoked = 44,
  kCertificateExpired = 45,
  kCertificateUnknown = 46,
  kIllegalParameter = 47,
  kUnknownCa = 48,
  kAccessDenied = 49,
  kDecodeError = 50,
  kDecryptError = 51,
  kTooManyCidsRequested = 52,  // RFC 9147
  kExportRestriction = 60,     // RFC 2246, RFC 5246
  kProtocolVersion = 70,
  kInsufficientSecurity = 71,
  kInternalError = 80,
  kInappropriateFallback = 86,  // RFC 7507
  kUserCanceled = 90,
  kNoRenegotiation = 100,  // RFC 5246
  kMissingExtension = 109,
  kUnsupportedExtension = 110,
  kCertificateUnobtainable = 111,       // RFC 6066
  kUnrecognizedName = 112,              // RFC 6066
  kBadCertificateStatusResponse = 113,  // RFC 6066
  kBadCertificateHashValue = 114,       // RFC 6066
  kUnknownPskIdentity = 115,            // RFC 4279
  kCertificateRequired = 116,
  kGeneralError = 117,           // RFC 9846
  kNoApplicationProtocol = 120,  // RFC 7301
  kEchRequired = 121,            // RFC 9849
};

// The names of the RFCs: "warning", "handshake_failure", "no_renegotiation_RESERVED"; "unassigned"
// for a value that has none. Static storage.
absl::string_view Name(AlertLevel level);
absl::string_view Name(AlertDescription description);

// The fatal alert that tells the peer of `result`, an outcome of the record layer; close_notify
// answers close_notify (RFC 5246 section 7.2.1; TLS 1.3 does not ask for it). Empty where nothing
// is to be sent: for ok, need more, an output too small, a fatal alert of the peer's, and every
// outcome of SOCKS.
std::optional<AlertDescription> AlertFor(Result result);

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_ALERT_H_
