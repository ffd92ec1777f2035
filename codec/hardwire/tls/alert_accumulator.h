// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// AlertAccumulator: alerts that TLS 1.2 and before cut into fragments or send several in a record.

#ifndef HARDWIRE_TLS_ALERT_ACCUMULATOR_H_
#define HARDWIRE_TLS_ALERT_ACCUMULATOR_H_

#include <cstdint>

#include "hardwire/tls/alert.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// Reads alerts octet by octet. TLS 1.2 and before may cut an alert into fragments, or send several
// in a record (RFC 5246 section 6.2.1). Trivially copyable. A new one is at the start of an alert.
struct AlertAccumulator {
  // Takes the next octet of an alert record's fragment. True: an alert is complete, and `*alert` is
  // set, with its violations. No policy is asked. False: `*alert` is unchanged.
  bool Push(uint8_t octet, Alert* alert);

  bool half = false;  // the level has arrived, the description has not
  uint8_t level = 0;
};

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_ALERT_ACCUMULATOR_H_
