// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: socks::ClientHandshake and socks::ServerHandshake against each other. The first six
// octets choose what those behind them want, each of the rest how many octets reach which end next.
//
// Input: choices; dictionaries: socks5; max_len: 64; counted: library

#include <cstddef>
#include <cstdint>

#include "fuzz/handshake_laws.h"
#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::fuzz::EachOrOne({data, size}, 2, [&](size_t noisy) {
    hardwire::fuzz::CheckHandshakePair({data, size}, noisy != 0);
  });
  return 0;
}
