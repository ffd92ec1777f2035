// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The TLS record layer against its model: random messages and contexts, and each prefix of them.
//
//   tls_differential [UNITS]     200,000 unless told otherwise
//
// Prints how many units agreed and which outcomes they reached. Aborts at the first difference,
// which it shows; exits with 1 if the sample reached one of the outcomes below nowhere.

#include "test/differential/tls_compare.h"
#include "test/differential/units.h"

int main(int argc, char** argv) {
  using namespace hardwire::differential;  // NOLINT(google-build-using-namespace): one screen
  return CompareUnits(
      {"tls", 200000, 1024, 136, CompareTls}, argc, argv,
      {
          "alert read: alert_level alert_size ok truncated",
          "alert write: alert_level ok output_too_small",
          "split: alert_level alert_size ccs_value empty_fragment not_tls_socks not_tls_sslv2",
          "split: not_tls_text ok output_too_small record_major_version record_overflow",
          "split: record_version unexpected_content_type unknown_content_type",
          "sslv2_hello read: need_more ok record_major_version sslv2_challenge",
          "sslv2_hello read: sslv2_cipher_specs sslv2_length sslv2_message_type",
          "sslv2_hello read: sslv2_session_id",
          "sslv2_hello write: ok output_too_small record_major_version sslv2_challenge",
          "sslv2_hello write: sslv2_cipher_specs sslv2_length",
          "tls_handshake_header read: handshake_too_long need_more ok",
          "tls_handshake_header write: handshake_too_long ok output_too_small",
          "tls_inner read: alert_level alert_size ccs_value empty_fragment no_content_type ok",
          "tls_inner read: record_overflow truncated unexpected_content_type",
          "tls_inner read: unknown_content_type",
          "tls_inner write: alert_level alert_size ccs_value empty_fragment no_content_type",
          "tls_inner write: ok output_too_small record_overflow unexpected_content_type",
          "tls_inner write: unknown_content_type",
          "tls_record read: alert_level alert_size ccs_value empty_fragment need_more",
          "tls_record read: not_tls_socks not_tls_sslv2 not_tls_text ok record_major_version",
          "tls_record read: record_overflow record_version unexpected_content_type",
          "tls_record read: unknown_content_type",
          "tls_record write: alert_level alert_size ccs_value empty_fragment not_tls_socks",
          "tls_record write: not_tls_sslv2 not_tls_text ok output_too_small",
          "tls_record write: record_major_version record_overflow record_version",
          "tls_record write: unexpected_content_type unknown_content_type",
          "tls_record_header read: ccs_value empty_fragment need_more not_tls_socks",
          "tls_record_header read: not_tls_sslv2 not_tls_text ok record_major_version",
          "tls_record_header read: record_overflow record_version unexpected_content_type",
          "tls_record_header read: unknown_content_type",
          "tls_record_header write: ccs_value empty_fragment not_tls_socks not_tls_sslv2",
          "tls_record_header write: not_tls_text ok output_too_small record_major_version",
          "tls_record_header write: record_overflow record_version unexpected_content_type",
          "tls_record_header write: unknown_content_type",
          "verdict: close_notify fatal_alert ok",
      });
}
