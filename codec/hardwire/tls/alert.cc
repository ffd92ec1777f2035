// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/alert.h"

#include <cstddef>
#include <cstdint>
#include <optional>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"
#include "hardwire/outcomes.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {
namespace {

struct Named {
  uint8_t value;
  string_view name;
};

// By value.
constexpr Named kDescriptions[] = {
    {0, "close_notify"},
    {10, "unexpected_message"},
    {20, "bad_record_mac"},
    {21, "decryption_failed_RESERVED"},
    {22, "record_overflow"},
    {30, "decompression_failure_RESERVED"},
    {40, "handshake_failure"},
    {41, "no_certificate_RESERVED"},
    {42, "bad_certificate"},
    {43, "unsupported_certificate"},
    {44, "certificate_revoked"},
    {45, "certificate_expired"},
    {46, "certificate_unknown"},
    {47, "illegal_parameter"},
    {48, "unknown_ca"},
    {49, "access_denied"},
    {50, "decode_error"},
    {51, "decrypt_error"},
    {52, "too_many_cids_requested"},
    {60, "export_restriction_RESERVED"},
    {70, "protocol_version"},
    {71, "insufficient_security"},
    {80, "internal_error"},
    {86, "inappropriate_fallback"},
    {90, "user_canceled"},
    {100, "no_renegotiation_RESERVED"},
    {109, "missing_extension"},
    {110, "unsupported_extension"},
    {111, "certificate_unobtainable_RESERVED"},
    {112, "unrecognized_name"},
    {113, "bad_certificate_status_response"},
    {114, "bad_certificate_hash_value_RESERVED"},
    {115, "unknown_psk_identity"},
    {116, "certificate_required"},
    {117, "general_error"},
    {120, "no_application_protocol"},
    {121, "ech_required"},
};

Result BadLevel(Code code, AlertLevel level) {
  return internal::Rejection(code, Violation::kAlertLevel, 0, static_cast<uint8_t>(level),
                             Layer::kTls);
}

}  // namespace

Result Decode(Span<const uint8_t> body, Alert* alert, Policy policy) {
  const internal::ByteReader in(body);
  if (in.size() < kAlertSize) {
    return Result::Error(Code::kDeserialization, Detail::kTruncated,
                         static_cast<uint32_t>(in.size()), 0, Layer::kTls);
  }
  const uint16_t octets = in.U16(0);
  const AlertLevel level = static_cast<AlertLevel>(octets >> 8);
  Violations found;
  found.AddIf(!IsKnown(level), Violation::kAlertLevel);
  if (policy.RejectsAny(found)) return BadLevel(Code::kDeserialization, level);
  found.AddIf(in.size() > kAlertSize, Violation::kAlertSize);
  if (policy.RejectsAny(found)) {
    return internal::Rejection(Code::kDeserialization, Violation::kAlertSize, kAlertSize, 0,
                               Layer::kTls);
  }
  alert->level = level;
  alert->description = static_cast<AlertDescription>(octets & 0xFF);
  alert->violations = found;
  return Result::Ok(kAlertSize, Layer::kTls);
}

Result Encode(const Alert& alert, Span<uint8_t> output, Policy policy) {
  if (!IsKnown(alert.level) && policy.Rejects(Violation::kAlertLevel)) {
    return BadLevel(Code::kSerialization, alert.level);
  }
  if (output.size() < kAlertSize) return internal::TooSmall(kAlertSize, Layer::kTls);
  internal::ByteWriter out(output);
  out.U8(static_cast<uint8_t>(alert.level));
  out.U8(static_cast<uint8_t>(alert.description));
  return Result::Ok(kAlertSize, Layer::kTls);
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
  if (!IsFatal(alert, version)) return Result::Ok(kAlertSize, Layer::kTls);
  return Result::Error(Code::kPeerRefused, Detail::kFatalAlert, 1, description, Layer::kTls);
}

bool AlertAccumulator::Push(uint8_t octet, Alert* alert) {
  half = !half;
  if (half) {
    level = octet;
    return false;
  }
  alert->level = static_cast<AlertLevel>(level);
  alert->description = static_cast<AlertDescription>(octet);
  alert->violations = Violations();
  alert->violations.AddIf(!IsKnown(alert->level), Violation::kAlertLevel);
  return true;
}

string_view Name(AlertLevel level) {
  if (level == AlertLevel::kWarning) return "warning";
  return level == AlertLevel::kFatal ? "fatal" : "unassigned";
}

string_view Name(AlertDescription description) {
  for (const Named& row : kDescriptions) {
    if (row.value == static_cast<uint8_t>(description)) return row.name;
  }
  return "unassigned";
}

std::optional<AlertDescription> AlertFor(Result result) {
  if (result.layer() != Layer::kTls) return std::nullopt;  // DTLS drops what it cannot use
  const std::optional<uint8_t> description = internal::AnswerFor(
      result, internal::RowOf(result.detail()).alert, internal::RowOf(result.code()).alert);
  if (!description) return std::nullopt;
  return static_cast<AlertDescription>(*description);
}

}  // namespace tls
}  // namespace hardwire
