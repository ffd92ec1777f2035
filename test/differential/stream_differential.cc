// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// tls::RecordStream against its model.
//
//   stream_differential [UNITS]     20,000 unless told otherwise
//
// Prints how many units agreed and which outcomes they reached. Aborts at the first difference,
// which it shows; exits with 1 if the sample reached one of the outcomes below nowhere.

#include <cstdint>

#include "test/differential/sample.h"
#include "test/differential/stream_compare.h"

namespace {
constexpr uint64_t kSample = 20000;  // what `bazel test` runs
}  // namespace

int main(int argc, char** argv) {
  return hardwire::differential::RunSample("stream", kSample, argc, argv,
                                           hardwire::differential::CompareStream,
                                           {
                                               "event alert",
                                               "event alert alert_level",
                                               "event closed",
                                               "event fragment",
                                               "event fragment ccs_value",
                                               "event record",
                                               "event record alert_size",
                                               "event record ccs_value",
                                               "event record_end",
                                               "stream alert_level failed",
                                               "stream alert_size failed",
                                               "stream alert_unread",
                                               "stream boundary",
                                               "stream ccs_value failed",
                                               "stream close_notify graceful",
                                               "stream empty_fragment failed",
                                               "stream fatal_alert fatal_alert",
                                               "stream inside_record",
                                               "stream not_tls_socks failed",
                                               "stream not_tls_sslv2 failed",
                                               "stream not_tls_text failed",
                                               "stream of fifty records",
                                               "stream record_major_version failed",
                                               "stream record_overflow failed",
                                               "stream record_version failed",
                                               "stream too_many_ccs failed",
                                               "stream too_many_empty_records failed",
                                               "stream too_many_warning_alerts failed",
                                               "stream unexpected_content_type failed",
                                               "stream unknown_content_type failed",
                                           });
}
