// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: socks::Parse, Format, FormatIp, Sniff, ProtocolOfDatagram, beside the plain model of
// test/differential, inet_pton, inet_ntop and getaddrinfo. The input is choices.
//
// Input: other; dictionaries: text; max_len: 256; counted: library

#include <cstddef>
#include <cstdint>

#include "test/differential/text_compare.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::differential::CompareText({data, size});
  return 0;
}
