// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: socks::ClientHandshake and socks::ServerHandshake, beside the plain model of
// test/differential. The input is choices.
//
// Input: other; dictionaries: socks4,socks5; max_len: 1024; counted: library

#include <cstddef>
#include <cstdint>

#include "test/differential/handshake_compare.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::differential::CompareHandshakes({data, size});
  return 0;
}
