// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Addresses as text, Sniff and ProtocolOfDatagram beside their model and the system.
//
//   text_differential [UNITS]     100,000 unless told otherwise
//
// Prints how often each outcome came up. Exits with 1 at the first difference, which it shows, or
// if one of the outcomes below was not reached.

#include "test/differential/text_compare.h"
#include "test/differential/units.h"

int main(int argc, char** argv) {
  using namespace hardwire::differential;  // NOLINT(google-build-using-namespace): one screen
  return CompareUnits(
      {"text", 100000, 256, 256, CompareText}, argc, argv,
      {
          "Parse: none address_text non_ascii_text port_text",
          "Parse to: domain ipv4 ipv6",
          "Format: none address_text output_too_small",
          "FormatIp: none address_text output_too_small",
          "Sniff: none need_more other socks4 socks5 tls sslv2 http http_connect ssh proxy_v1",
          "Sniff: proxy_v2",
          "ProtocolOfDatagram: other stun zrtp dtls turn_channel rtp quic",
      });
}
