// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/alert.h"

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "hardwire/outcomes.h"

namespace hardwire {
namespace tls {
namespace {

struct Named {
  uint8_t value;
  absl::string_view name;
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

}  // namespace

absl::string_view Name(AlertLevel level) {
  if (level == AlertLevel::kWarning) return "warning";
  return level == AlertLevel::kFatal ? "fatal" : "unassigned";
}

absl::string_view Name(AlertDescription description) {
  for (const Named& row : kDescriptions) {
    if (row.value == static_cast<uint8_t>(description)) return row.name;
  }
  return "unassigned";
}

std::optional<AlertDescription> AlertFor(Result result) {
  if (result.layer() != Layer::kTls) return std::nullopt;
  const std::optional<uint8_t> description = internal::AnswerFor(
      result, internal::RowOf(result.detail()).alert, internal::RowOf(result.code()).alert);
  if (!description) return std::nullopt;
  return static_cast<AlertDescription>(*description);
}

}  // namespace tls
}  // namespace hardwire
