// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: socks::ClientHandshake. The first six octets choose what those behind the ends want, the
// seventh the pieces; the rest is what the peer sends.
//
// Input: choices; dictionaries: socks4,socks5; max_len: 700; counted: library

#include <cstddef>
#include <cstdint>

#include "fuzz/handshake_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::fuzz::CheckHandshakeEnd<hardwire::fuzz::ClientEnd>({data, size});
  return 0;
}
