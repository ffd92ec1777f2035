// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/alert_for.h"

#include <cstdint>
#include <optional>

#include "hardwire/outcomes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

std::optional<AlertDescription> AlertFor(Result result) {
  if (result.layer() != Layer::kTls) return std::nullopt;  // DTLS drops what it cannot use
  // The peer sent no octets at all: RFC 8446 section 5.4.
  if (result.code() == Code::kDeserialization && result.detail() == Detail::kTruncated &&
      result.offset() == 0) {
    return AlertDescription::kUnexpectedMessage;
  }
  const std::optional<uint8_t> description = internal::AnswerFor(
      result, internal::RowOf(result.detail()).alert, internal::RowOf(result.code()).alert);
  if (!description) return std::nullopt;
  return static_cast<AlertDescription>(*description);
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
