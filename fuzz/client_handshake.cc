// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: socks::ClientHandshake. The first six octets choose what those behind the ends want, the
// seventh the pieces; the rest is what the peer sends.

#include <cstddef>
#include <cstdint>

#include "fuzz/handshake_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using hardwire::fuzz::kSetupOctets;
  if (size <= kSetupOctets) return 0;
  const hardwire::fuzz::Bytes stream(data + kSetupOctets + 1, size - kSetupOctets - 1);
  hardwire::fuzz::CheckHandshake<hardwire::fuzz::ClientEnd>(hardwire::fuzz::SetupFrom(data), stream,
                                                            data[kSetupOctets]);
  return 0;
}
