// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/alert.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/internal/names.h"
#include "hardwire/tls/content_rules.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

constexpr internal::Named<AlertLevel> kAlertLevels[] = {{AlertLevel::kWarning, "warning"},
                                                        {AlertLevel::kFatal, "fatal"}};

constexpr internal::Named<AlertDescription> kAlertDescriptions[] = {
    {AlertDescription::kCloseNotify, "close_notify"},
    {AlertDescription::kUnexpectedMessage, "unexpected_message"},
    {AlertDescription::kBadRecordMac, "bad_record_mac"},
    {AlertDescription::kDecryptionFailed, "decryption_failed_RESERVED"},
    {AlertDescription::kRecordOverflow, "record_overflow"},
    {AlertDescription::kDecompressionFailure, "decompression_failure_RESERVED"},
    {AlertDescription::kHandshakeFailure, "handshake_failure"},
    {AlertDescription::kNoCertificate, "no_certificate_RESERVED"},
    {AlertDescription::kBadCertificate, "bad_certificate"},
    {AlertDescription::kUnsupportedCertificate, "unsupported_certificate"},
    {AlertDescription::kCertificateRevoked, "certificate_revoked"},
    {AlertDescription::kCertificateExpired, "certificate_expired"},
    {AlertDescription::kCertificateUnknown, "certificate_unknown"},
    {AlertDescription::kIllegalParameter, "illegal_parameter"},
    {AlertDescription::kUnknownCa, "unknown_ca"},
    {AlertDescription::kAccessDenied, "access_denied"},
    {AlertDescription::kDecodeError, "decode_error"},
    {AlertDescription::kDecryptError, "decrypt_error"},
    {AlertDescription::kTooManyCidsRequested, "too_many_cids_requested"},
    {AlertDescription::kExportRestriction, "export_restriction_RESERVED"},
    {AlertDescription::kProtocolVersion, "protocol_version"},
    {AlertDescription::kInsufficientSecurity, "insufficient_security"},
    {AlertDescription::kInternalError, "internal_error"},
    {AlertDescription::kInappropriateFallback, "inappropriate_fallback"},
    {AlertDescription::kUserCanceled, "user_canceled"},
    {AlertDescription::kNoRenegotiation, "no_renegotiation_RESERVED"},
    {AlertDescription::kMissingExtension, "missing_extension"},
    {AlertDescription::kUnsupportedExtension, "unsupported_extension"},
    {AlertDescription::kCertificateUnobtainable, "certificate_unobtainable_RESERVED"},
    {AlertDescription::kUnrecognizedName, "unrecognized_name"},
    {AlertDescription::kBadCertificateStatusResponse, "bad_certificate_status_response"},
    {AlertDescription::kBadCertificateHashValue, "bad_certificate_hash_value_RESERVED"},
    {AlertDescription::kUnknownPskIdentity, "unknown_psk_identity"},
    {AlertDescription::kCertificateRequired, "certificate_required"},
    {AlertDescription::kGeneralError, "general_error"},
    {AlertDescription::kNoApplicationProtocol, "no_application_protocol"},
    {AlertDescription::kEchRequired, "ech_required"},
};

}  // namespace

Result Decode(Span<const uint8_t> body, Alert* alert, Policy policy) {
  const internal::ByteReader in(body);
  internal::Judge judge = internal::Judge::Decoder(Layer::kTls, policy);
  if (in.size() < kAlertSize) return judge.Fault(Detail::kTruncated, in.size());
  const uint16_t octets = in.U16(0);
  const uint8_t level = static_cast<uint8_t>(octets >> 8);
  Result result = JudgeAlertLevel(level, 0, &judge);
  if (result.ok() && in.size() > kAlertSize) {
    result = judge.Breaks(Violation::kAlertSize, kAlertSize);
  }
  if (!result.ok()) return result;
  alert->level = static_cast<AlertLevel>(level);
  alert->description = static_cast<AlertDescription>(octets & 0xFF);
  alert->violations = judge.found();
  return judge.Ok(kAlertSize);
}

Result Encode(const Alert& alert, Span<uint8_t> output, Policy policy) {
  internal::Judge judge = internal::Judge::Encoder(Layer::kTls, policy);
  const Result result = JudgeAlertLevel(static_cast<uint8_t>(alert.level), 0, &judge);
  if (!result.ok()) return result;
  if (output.size() < kAlertSize) return judge.TooSmall(kAlertSize);
  internal::ByteWriter out(output);
  out.U8(static_cast<uint8_t>(alert.level));
  out.U8(static_cast<uint8_t>(alert.description));
  return judge.Ok(kAlertSize);
}

bool IsFatal(const Alert& alert, uint16_t version) {
  if (version != kTls13 && version != kDtls13) return alert.level != AlertLevel::kWarning;
  return alert.description != AlertDescription::kCloseNotify &&
         alert.description != AlertDescription::kUserCanceled;
}

Result Verdict(const Alert& alert, uint16_t version) {
  const uint8_t description = static_cast<uint8_t>(alert.description);
  if (alert.description == AlertDescription::kCloseNotify) {
    return Result::Error(Code::kPeerRefused, Detail::kCloseNotify, 1, description, Layer::kTls);
  }
  if (!IsFatal(alert, version)) return Result::Ok(0, Layer::kTls);
  return Result::Error(Code::kPeerRefused, Detail::kFatalAlert, 1, description, Layer::kTls);
}

string_view Name(AlertLevel level) { return internal::NameIn(kAlertLevels, level); }

string_view Name(AlertDescription description) {
  return internal::NameIn(kAlertDescriptions, description);
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
