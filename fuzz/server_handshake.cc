// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: socks::ServerHandshake. The first six octets choose what those behind the ends want, the
// seventh the pieces; the rest is what the peer sends.

#include <cstddef>
#include <cstdint>

#include "fuzz/handshake_laws.h"
#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using hardwire::fuzz::kSetupOctets;
  using End = hardwire::fuzz::ServerEnd;
  if (size <= kSetupOctets) return 0;
  const hardwire::fuzz::Bytes stream(data + kSetupOctets + 1, size - kSetupOctets - 1);
  const hardwire::fuzz::HandshakeSetup setup = hardwire::fuzz::SetupFrom(data);
  hardwire::fuzz::EachOrOne({data, size}, 2, [&](size_t way) {
    if (way == 0) hardwire::fuzz::CheckPieces<End>(setup, stream, data[kSetupOctets]);
    if (way == 1) hardwire::fuzz::CheckOctets<End>(setup, stream);
  });
  return 0;
}
