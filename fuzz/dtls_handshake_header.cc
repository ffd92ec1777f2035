// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Decode and Encode of DtlsHandshakeHeader, SameMessage, Contradicts.

#include <cstddef>
#include <cstdint>

#include "fuzz/dtls_laws.h"
#include "fuzz/laws.h"
#include "fuzz/target.h"
#include "hardwire/tls/handshake.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const hardwire::fuzz::Bytes input(data, size);
  constexpr uint32_t kLimits[] = {300, hardwire::tls::kMaxHandshakeLength, UINT32_MAX};
  hardwire::fuzz::EachOrOne(
      input, 3, [&](size_t i) { hardwire::fuzz::CheckDtlsHandshake(input, kLimits[i]); });
  return 0;
}
