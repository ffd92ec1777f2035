// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes and numbers of every platform beside the rules of their documents.
//
//   platform_differential [UNITS]     200,000 unless told otherwise
//
// Prints how often each outcome came up. Exits with 1 at the first difference, which it shows, or
// if one of the outcomes below was not reached.

#include "test/differential/platform_compare.h"
#include "test/differential/units.h"

int main(int argc, char** argv) {
  using namespace hardwire::differential;  // NOLINT(google-build-using-namespace): one screen
  return CompareUnits(
      {"platform", 200000, 32, 32, ComparePlatform}, argc, argv,
      {
          "outcome: need_more serialization deserialization bad_address bad_state peer_refused",
          "outcome: not_given",
          "error_code: none another",
          "cfnetwork: constant octet",
          "openharmony: single doubled",
          "secure_transport: alert no_alert",
          "sent: none no_error error",
          "sockaddr: ipv4 ipv6",
      });
}
