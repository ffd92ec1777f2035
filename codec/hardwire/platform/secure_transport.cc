// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/platform/secure_transport.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "hardwire/outcomes.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_for.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace secure_transport {
namespace {

using AlertType = tls::AlertDescription;

constexpr int32_t kFatalAlert = -9802;

// From 0 downwards.
constexpr Symbol kSecureTransportSymbols[] = {
    {-9800, "errSSLProtocol", "SSL protocol error"},
    {-9801, "errSSLNegotiation", "Cipher Suite negotiation failure"},
    {-9802, "errSSLFatalAlert", "Fatal alert"},
    {-9803, "errSSLWouldBlock", "I/O would block (not fatal)"},
    {-9804, "errSSLSessionNotFound", "attempt to restore an unknown session"},
    {-9805, "errSSLClosedGraceful", "connection closed gracefully"},
    {-9806, "errSSLClosedAbort", "connection closed via error"},
    {-9807, "errSSLXCertChainInvalid", "invalid certificate chain"},
    {-9808, "errSSLBadCert", "bad certificate format"},
    {-9809, "errSSLCrypto", "underlying cryptographic error"},
    {-9810, "errSSLInternal", "Internal error"},
    {-9811, "errSSLModuleAttach", "module attach failure"},
    {-9812, "errSSLUnknownRootCert", "valid cert chain, untrusted root"},
    {-9813, "errSSLNoRootCert", "cert chain not verified by root"},
    {-9814, "errSSLCertExpired", "chain had an expired cert"},
    {-9815, "errSSLCertNotYetValid", "chain had a cert not yet valid"},
    {-9816, "errSSLClosedNoNotify", "server closed session with no notification"},
    {-9817, "errSSLBufferOverflow", "insufficient buffer provided"},
    {-9818, "errSSLBadCipherSuite", "bad SSLCipherSuite"},
    {-9819, "errSSLPeerUnexpectedMsg", "unexpected message received"},
    {-9820, "errSSLPeerBadRecordMac", "bad MAC"},
    {-9821, "errSSLPeerDecryptionFail", "decryption failed"},
    {-9822, "errSSLPeerRecordOverflow", "record overflow"},
    {-9823, "errSSLPeerDecompressFail", "decompression failure"},
    {-9824, "errSSLPeerHandshakeFail", "handshake failure"},
    {-9825, "errSSLPeerBadCert", "misc. bad certificate"},
    {-9826, "errSSLPeerUnsupportedCert", "bad unsupported cert format"},
    {-9827, "errSSLPeerCertRevoked", "certificate revoked"},
    {-9828, "errSSLPeerCertExpired", "certificate expired"},
    {-9829, "errSSLPeerCertUnknown", "unknown certificate"},
    {-9830, "errSSLIllegalParam", "illegal parameter"},
    {-9831, "errSSLPeerUnknownCA", "unknown Cert Authority"},
    {-9832, "errSSLPeerAccessDenied", "access denied"},
    {-9833, "errSSLPeerDecodeError", "decoding error"},
    {-9834, "errSSLPeerDecryptError", "decryption error"},
    {-9835, "errSSLPeerExportRestriction", "export restriction"},
    {-9836, "errSSLPeerProtocolVersion", "bad protocol version"},
    {-9837, "errSSLPeerInsufficientSecurity", "insufficient security"},
    {-9838, "errSSLPeerInternalError", "internal error"},
    {-9839, "errSSLPeerUserCancelled", "user canceled"},
    {-9840, "errSSLPeerNoRenegotiation", "no renegotiation allowed"},
    {-9841, "errSSLPeerAuthCompleted",
     "peer cert is valid, or was ignored if verification disabled"},
    {-9842, "errSSLClientCertRequested", "server has requested a client cert"},
    {-9843, "errSSLHostNameMismatch", "peer host name mismatch"},
    {-9844, "errSSLConnectionRefused", "peer dropped connection before responding"},
    {-9845, "errSSLDecryptionFail", "decryption failure"},
    {-9846, "errSSLBadRecordMac", "bad MAC"},
    {-9847, "errSSLRecordOverflow", "record overflow"},
    {-9848, "errSSLBadConfiguration", "configuration error"},
    {-9849, "errSSLUnexpectedRecord", "unexpected (skipped) record in DTLS"},
    {-9850, "errSSLWeakPeerEphemeralDHKey", "weak ephemeral dh key"},
    {-9851, "errSSLClientHelloReceived", "SNI"},
    {-9852, "errSSLTransportReset", "transport (socket) shutdown, e.g., TCP RST or FIN."},
    {-9853, "errSSLNetworkTimeout", "network timeout triggered"},
    {-9854, "errSSLConfigurationFailed", "TLS configuration failed"},
    {-9855, "errSSLUnsupportedExtension", "unsupported TLS extension"},
    {-9856, "errSSLUnexpectedMessage", "peer rejected unexpected message"},
    {-9857, "errSSLDecompressFail", "decompression failed"},
    {-9858, "errSSLHandshakeFail", "handshake failed"},
    {-9859, "errSSLDecodeError", "decode failed"},
    {-9860, "errSSLInappropriateFallback", "inappropriate fallback"},
    {-9861, "errSSLMissingExtension", "missing extension"},
    {-9862, "errSSLBadCertificateStatusResponse", "bad OCSP response"},
    {-9863, "errSSLCertificateRequired", "certificate required"},
    {-9864, "errSSLUnknownPSKIdentity", "unknown PSK identity"},
    {-9865, "errSSLUnrecognizedName", "unknown or unrecognized name"},
    {-9880, "errSSLATSViolation", "ATS violation"},
    {-9881, "errSSLATSMinimumVersionViolation",
     "ATS violation: minimum protocol version is not ATS compliant"},
    {-9882, "errSSLATSCiphersuiteViolation",
     "ATS violation: selected ciphersuite is not ATS compliant"},
    {-9883, "errSSLATSMinimumKeySizeViolation",
     "ATS violation: peer key size is not ATS compliant"},
    {-9884, "errSSLATSLeafCertificateHashAlgorithmViolation",
     "ATS violation: peer leaf certificate hash algorithm is not ATS compliant"},
    {-9885, "errSSLATSCertificateHashAlgorithmViolation",
     "ATS violation: peer certificate hash algorithm is not ATS compliant"},
    {-9886, "errSSLATSCertificateTrustViolation",
     "ATS violation: peer certificate is not issued by trusted peer"},
    {-9890, "errSSLEarlyDataRejected", "Early application data rejected by peer"},
};

constexpr int32_t kWhenFatal = 1;  // errSSLFatalAlert when the level is fatal, nothing otherwise
constexpr int32_t kNoStatus = 1;

// One row an alert: the status when received, and when sent.
struct AlertRow {
  AlertType description;
  int32_t received;
  int32_t sent;
};
constexpr std::array kAlertRows = {
    AlertRow{AlertType::kCloseNotify, -9805, 0},
    AlertRow{AlertType::kUnexpectedMessage, -9819, -9800},
    AlertRow{AlertType::kBadRecordMac, -9820, -9846},
    AlertRow{AlertType::kDecryptionFailed, -9821, -9845},
    AlertRow{AlertType::kRecordOverflow, -9822, -9847},
    AlertRow{AlertType::kDecompressionFailure, -9823, -9857},
    AlertRow{AlertType::kHandshakeFailure, -9824, -9801},
    AlertRow{AlertType::kNoCertificate, 0, 0},
    AlertRow{AlertType::kBadCertificate, -9825, -9808},
    AlertRow{AlertType::kUnsupportedCertificate, -9826, kNoStatus},
    AlertRow{AlertType::kCertificateRevoked, -9827, kNoStatus},
    AlertRow{AlertType::kCertificateExpired, -9828, -9814},
    AlertRow{AlertType::kCertificateUnknown, -9829, -9807},
    AlertRow{AlertType::kIllegalParameter, -9830, -9800},
    AlertRow{AlertType::kUnknownCa, -9831, -9812},
    AlertRow{AlertType::kAccessDenied, -9832, kNoStatus},
    AlertRow{AlertType::kDecodeError, -9833, -9859},
    AlertRow{AlertType::kDecryptError, -9834, -9845},
    AlertRow{AlertType::kTooManyCidsRequested, kWhenFatal, kNoStatus},
    AlertRow{AlertType::kExportRestriction, -9835, kNoStatus},
    AlertRow{AlertType::kProtocolVersion, -9836, -9801},
    AlertRow{AlertType::kInsufficientSecurity, -9837, -9850},
    AlertRow{AlertType::kInternalError, -9838, -9810},
    AlertRow{AlertType::kInappropriateFallback, kWhenFatal, -9836},
    AlertRow{AlertType::kUserCanceled, -9839, kNoStatus},
    AlertRow{AlertType::kNoRenegotiation, -9840, 0},
    AlertRow{AlertType::kMissingExtension, kWhenFatal, -9861},
    AlertRow{AlertType::kUnsupportedExtension, -9802, -9855},
    AlertRow{AlertType::kCertificateUnobtainable, kWhenFatal, kNoStatus},
    AlertRow{AlertType::kUnrecognizedName, kWhenFatal, -9865},
    AlertRow{AlertType::kBadCertificateStatusResponse, kWhenFatal, -9862},
    AlertRow{AlertType::kBadCertificateHashValue, kWhenFatal, kNoStatus},
    AlertRow{AlertType::kUnknownPskIdentity, kWhenFatal, -9864},
    AlertRow{AlertType::kCertificateRequired, kWhenFatal, -9863},
    AlertRow{AlertType::kGeneralError, kWhenFatal, kNoStatus},
    AlertRow{AlertType::kNoApplicationProtocol, kWhenFatal, kNoStatus},
    AlertRow{AlertType::kEchRequired, kWhenFatal, kNoStatus},
};
constexpr AlertRow kOtherAlert = {AlertType::kCloseNotify, kWhenFatal, kNoStatus};
constexpr size_t kAlerts = kAlertRows.size();

// Where the row of each alert is; kAlerts if it has none.
struct AlertIndex {
  constexpr AlertIndex() : row() {
    for (uint8_t& own : row) own = kAlerts;
    for (size_t i = 0; i < kAlerts; ++i) {
      row[static_cast<uint8_t>(kAlertRows[i].description)] = static_cast<uint8_t>(i);
    }
  }
  std::array<uint8_t, 256> row;
};
constexpr AlertIndex kAlertIndex;

const AlertRow& RowOfAlert(AlertType description) {
  const size_t row = kAlertIndex.row[static_cast<uint8_t>(description)];
  return row < kAlerts ? kAlertRows[row] : kOtherAlert;
}

// The alert that a local error sends.
struct LocalRow {
  int32_t status;
  AlertType alert;
};
constexpr LocalRow kLocalRows[] = {
    {-9800, AlertType::kIllegalParameter},       // errSSLProtocol
    {-9801, AlertType::kHandshakeFailure},       // errSSLNegotiation
    {-9802, AlertType::kHandshakeFailure},       // errSSLFatalAlert
    {-9806, AlertType::kCloseNotify},            // errSSLClosedAbort
    {-9807, AlertType::kCertificateUnknown},     // errSSLXCertChainInvalid
    {-9808, AlertType::kBadCertificate},         // errSSLBadCert
    {-9810, AlertType::kInternalError},          // errSSLInternal
    {-9812, AlertType::kUnknownCa},              // errSSLUnknownRootCert
    {-9813, AlertType::kUnknownCa},              // errSSLNoRootCert
    {-9814, AlertType::kCertificateExpired},     // errSSLCertExpired
    {-9815, AlertType::kCertificateExpired},     // errSSLCertNotYetValid
    {-9844, AlertType::kCloseNotify},            // errSSLConnectionRefused
    {-9845, AlertType::kBadRecordMac},           // errSSLDecryptionFail
    {-9846, AlertType::kBadRecordMac},           // errSSLBadRecordMac
    {-9847, AlertType::kRecordOverflow},         // errSSLRecordOverflow
    {-9848, AlertType::kInternalError},          // errSSLBadConfiguration
    {-9850, AlertType::kInsufficientSecurity},   // errSSLWeakPeerEphemeralDHKey
    {-9855, AlertType::kUnsupportedExtension},   // errSSLUnsupportedExtension
    {-9856, AlertType::kUnexpectedMessage},      // errSSLUnexpectedMessage
    {-9857, AlertType::kDecompressionFailure},   // errSSLDecompressFail
    {-9858, AlertType::kHandshakeFailure},       // errSSLHandshakeFail
    {-9859, AlertType::kDecodeError},            // errSSLDecodeError
    {-9860, AlertType::kInappropriateFallback},  // errSSLInappropriateFallback
    {-9861, AlertType::kMissingExtension},       // errSSLMissingExtension
    {-9862, AlertType::kBadCertificateStatusResponse},
    {-9863, AlertType::kCertificateRequired},
    {-9864, AlertType::kUnknownPskIdentity},
    {-9865, AlertType::kUnrecognizedName},
};

}  // namespace

std::optional<int32_t> FromResult(Result result) {
  if (result.detail() == Detail::kFatalAlert) {
    const int32_t named = RowOfAlert(static_cast<AlertType>(result.octet())).received;
    // no_certificate_RESERVED (41), which Secure Transport ignores, is no success either.
    return named == kWhenFatal || named == 0 ? kFatalAlert : named;
  }
  // Records of DTLS that cannot be used are dropped: errSSLUnexpectedRecord.
  if (result.layer() == Layer::kDtls && result.code() == Code::kDeserialization) return -9849;
  const internal::CodeRow& coarse = internal::RowOf(result.code());
  return internal::NumberFor(result, internal::RowOf(result.detail()).secure_transport,
                             coarse.secure_transport_socks, coarse.secure_transport_tls);
}

int32_t FromReceivedAlert(tls::AlertLevel level, tls::AlertDescription description) {
  const int32_t named = RowOfAlert(description).received;
  if (named != kWhenFatal) return named;
  return level == tls::AlertLevel::kFatal ? kFatalAlert : 0;
}

std::optional<int32_t> FromSentAlert(tls::AlertDescription description) {
  const int32_t status = RowOfAlert(description).sent;
  if (status == kNoStatus) return std::nullopt;
  return status;
}

std::optional<tls::AlertDescription> AlertFor(int32_t status) {
  for (const LocalRow& row : kLocalRows) {
    if (row.status == status) return row.alert;
  }
  return std::nullopt;
}

Span<const Symbol> Symbols() { return kSecureTransportSymbols; }

string_view SymbolName(int32_t status) {
  const Symbol* symbol = FindValue(kSecureTransportSymbols, status);
  return symbol == nullptr ? string_view() : symbol->name;
}

string_view Message(int32_t status) {
  const Symbol* symbol = FindValue(kSecureTransportSymbols, status);
  return symbol == nullptr ? string_view() : symbol->message;
}

}  // namespace secure_transport
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
