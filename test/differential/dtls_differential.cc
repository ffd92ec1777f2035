// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The DTLS record layer beside its model.
//
//   dtls_differential [UNITS]     200,000 unless told otherwise
//
// Prints how often each outcome came up. Exits with 1 at the first difference, which it shows, or
// if one of the outcomes below was not reached.

#include "test/differential/dtls_compare.h"
#include "test/differential/units.h"

int main(int argc, char** argv) {
  using namespace hardwire::differential;  // NOLINT(google-build-using-namespace): one screen
  return CompareUnits(
      {"dtls", 200000, 512, 512, CompareDtls}, argc, argv,
      {
          "DtlsHeader Decode: cid_missing cid_not_negotiated empty_fragment none not_dtls",
          "DtlsHeader Decode: record_major_version record_overflow record_version short_ciphertext",
          "DtlsHeader Decode: truncated unexpected_content_type unknown_content_type",
          "DtlsHeader accepts: cid_missing empty_fragment record_version unknown_content_type",
          "DtlsHeader Encode: cid_mismatch cid_missing cid_not_negotiated empty_fragment none",
          "DtlsHeader Encode: not_dtls output_too_small record_major_version record_number",
          "DtlsHeader Encode: record_overflow record_version short_ciphertext",
          "DtlsHeader Encode: unexpected_content_type unknown_content_type",
          "EncodeRecord: cid_mismatch cid_missing cid_not_negotiated empty_fragment none not_dtls",
          "EncodeRecord: output_too_small record_major_version record_number record_overflow",
          "EncodeRecord: record_version short_ciphertext unexpected_content_type",
          "EncodeRecord: unknown_content_type",
          "headers: equal other",
          "Next record: none",
          "Next drop_record: empty_fragment record_overflow record_version short_ciphertext",
          "Next drop_record: unexpected_content_type",
          "Next drop_rest: cid_mismatch cid_missing cid_not_negotiated not_dtls",
          "Next drop_rest: record_major_version record_overflow record_version short_ciphertext",
          "Next drop_rest: truncated unexpected_content_type unknown_content_type",
          "Next end: none",
          "Next accepts: cid_missing empty_fragment record_version unknown_content_type",
          "Next form: cid cid_listed plaintext unified unified_listed",
          "Next records: 0 1 2 3 4 5 6 7 8",
          "DtlsHandshakeHeader Decode: handshake_fragment handshake_too_long none truncated",
          "DtlsHandshakeHeader Encode: handshake_fragment handshake_too_long none output_too_small",
          "FragmentBehind: none truncated",
          "fragments: contradict of_one_message of_two_messages",
          "Ack Decode: ack_length none record_overflow truncated",
          "Ack Encode: ack_length none output_too_small record_overflow",
          "EncodeAck: none output_too_small record_overflow",
          "FullEpoch: found none",
          "ReplayWindow: new seen",
      });
}
