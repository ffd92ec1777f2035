// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// ClientHello against its model: random hellos of TLS and DTLS, and prefixes of them.
//
//   hello_differential [UNITS]     10,000 unless told otherwise
//
// Prints how often each outcome came up. Exits with 1 at the first difference, which it shows, or
// if one of the outcomes below was not reached.

#include "test/differential/hello_compare.h"
#include "test/differential/units.h"

int main(int argc, char** argv) {
  using namespace hardwire::differential;  // NOLINT(google-build-using-namespace): one screen
  return CompareUnits(
      {"hello", 10000, 1024, 400, CompareHello}, argc, argv,
      {
          "read: ok need_more not_client_hello hello_length session_id_too_long cipher_suites",
          "read: no_compression hello_fragment hello_version duplicate_extension",
          "read: pre_shared_key_not_last hello_compression hello_cookie handshake_too_long",
          "write: ok output_too_small handshake_too_long hello_length session_id_too_long",
          "write: cipher_suites no_compression hello_version duplicate_extension",
          "write: pre_shared_key_not_last hello_compression hello_cookie",
          "extension 0: absent present malformed",
          "extension 10: absent present malformed",
          "extension 13: absent present malformed",
          "extension 16: absent present malformed",
          "extension 41: absent present malformed",
          "extension 43: absent present malformed",
          "extension 51: absent present malformed",
          "extension 65037: absent present malformed",
          "malformed: hello_length duplicate_extension extension_body trailing_dot ip_literal",
          "malformed: host_name_octet",
          "flight: complete need_more malformed not_tls not_client_hello sslv2 bad_record",
          "flight: over_limit",
          "end: closed_no_notify closed_inside_record",
          "host_name: none host_name_length host_name_octet ip_literal covered not_covered",
      });
}
