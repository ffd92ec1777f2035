// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/alert_accumulator.h"

#include <cstdint>

#include "hardwire/policy.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

bool AlertAccumulator::Push(uint8_t octet, Alert* alert) {
  half = !half;
  if (half) {
    level = octet;
    return false;
  }
  alert->level = static_cast<AlertLevel>(level);
  alert->description = static_cast<AlertDescription>(octet);
  alert->violations = Violations();
  alert->violations.AddIf(!IsAssigned(alert->level), Violation::kAlertLevel);
  return true;
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
