// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Alerts of TLS and DTLS (RFC 8446 section 6, RFC 5246 section 7.2): the message, its values, and
// the alert to send for an outcome.
//
// hardwire/contract.h says what holds for Decode and Encode. `body` is the whole fragment of a
// record in the clear.

#ifndef HARDWIRE_TLS_ALERT_H_
#define HARDWIRE_TLS_ALERT_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// The level of an alert. A decoded alert may have any other value, if the policy accepts it.
enum class AlertLevel : uint8_t { kWarning = 1, kFatal = 2 };

// The description of an alert. RFC 8446 section 6 has those without a comment. A decoded alert may
// have any other value.
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

// Whether `level` is one of the two that the RFCs define.
constexpr bool IsAssigned(AlertLevel level) {
  return level == AlertLevel::kWarning || level == AlertLevel::kFatal;
}

// The names of the RFCs: "warning", "handshake_failure", "no_renegotiation_RESERVED". "unassigned"
// for a value that has none. Static storage.
string_view Name(AlertLevel level);
string_view Name(AlertDescription description);

// Violations:
//   kAlertLevel  The level is neither 1 nor 2; offset() is 0, octet() is the level.
//   kAlertSize   Octets follow the alert; offset() is 2. RFC 8446 section 5.1 forbids several
//                alerts in a record. RFC 5246 section 6.2.1 allows them: see AlertAccumulator.
struct Alert {
  static constexpr MessageInfo kInfo = {35, "alert", 2, Arrival::kWhole};
  using Context = NoContext;

  AlertLevel level = AlertLevel::kFatal;
  AlertDescription description = AlertDescription::kInternalError;
  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("level", self.level...);
    visit("description", self.description...);
  }
  friend bool operator==(const Alert& a, const Alert& b) { return internal::SameFields(a, b); }
};
constexpr size_t kAlertSize = Alert::kInfo.most;
Result Decode(Span<const uint8_t> body, Alert* alert, Policy policy = Policy::Interop());
Result Encode(const Alert& alert, Span<uint8_t> output, Policy policy = Policy::Strict());
constexpr size_t EncodedSize(const Alert& /*alert*/) { return kAlertSize; }

// Whether `alert` is an error that ends the connection. `version` is the negotiated one
// (version.h).
//   kTls13, kDtls13  True, except for close_notify and user_canceled. The level is ignored
//                    (RFC 8446 section 6, whose alerts RFC 9147 takes over).
//   Any other        True if the level is not warning (RFC 5246 section 7.2).
bool IsFatal(const Alert& alert, uint16_t version);

// What `alert` means for a connection of `version`.
//   kPeerRefused  kCloseNotify: the alert is close_notify, of any level. kFatalAlert: any other
//                 alert that is fatal. offset() is 1, that of the description; octet() is the
//                 description.
//   kOk           The connection goes on.
Result Verdict(const Alert& alert, uint16_t version);

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_ALERT_H_
