// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// tls::RecordStream against its model.
//
//   stream_differential [UNITS]     20,000 unless told otherwise
//
// Prints how many units agreed and which outcomes they reached. Aborts at the first difference,
// which it shows; exits with 1 if the sample reached one of the outcomes below nowhere.

#include "test/differential/stream_compare.h"
#include "test/differential/units.h"

int main(int argc, char** argv) {
  using namespace hardwire::differential;  // NOLINT(google-build-using-namespace): one screen
  return CompareUnits({"stream", 20000, 1024, 136, CompareStream}, argc, argv,
                      {
                          "event: alert closed fragment record record_end",
                          "event alert: alert_level",
                          "event fragment: ccs_value",
                          "event record: alert_size ccs_value",
                          "stream alert_level: failed",
                          "stream alert_size: failed",
                          "stream: alert_unread boundary inside_record",
                          "stream ccs_value: failed",
                          "stream close_notify: graceful",
                          "stream empty_fragment: failed",
                          "stream fatal_alert: fatal_alert",
                          "stream not_tls_socks: failed",
                          "stream not_tls_sslv2: failed",
                          "stream not_tls_text: failed",
                          "stream of fifty: records",
                          "stream record_major_version: failed",
                          "stream record_overflow: failed",
                          "stream record_version: failed",
                          "stream too_many_ccs: failed",
                          "stream too_many_empty_records: failed",
                          "stream too_many_warning_alerts: failed",
                          "stream unexpected_content_type: failed",
                          "stream unknown_content_type: failed",
                      });
}
