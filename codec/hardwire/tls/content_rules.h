// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The rules of the content that the record layer reads: alerts and change_cipher_spec. For the
// library's own use.

#ifndef HARDWIRE_TLS_CONTENT_RULES_H_
#define HARDWIRE_TLS_CONTENT_RULES_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/judge.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/alert.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// Judges the level of an alert, at offset `n`. It is 1 or 2 (RFC 8446 section 6, RFC 5246 section
// 7.2).
inline Result JudgeAlertLevel(uint8_t level, size_t n, internal::Judge* judge) {
  if (IsAssigned(static_cast<AlertLevel>(level))) return judge->Ok();
  return judge->Breaks(Violation::kAlertLevel, n, level);
}

// Judges the first octet of a change_cipher_spec message, at offset `n`. It is 1 (RFC 8446 section
// 5, RFC 5246 section 7.1).
inline Result JudgeCcsValue(uint8_t value, size_t n, internal::Judge* judge) {
  return value == 1 ? judge->Ok() : judge->Breaks(Violation::kCcsValue, n, value);
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_CONTENT_RULES_H_
