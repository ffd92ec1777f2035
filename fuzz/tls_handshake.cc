// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Decode and Encode of HandshakeHeader and DtlsHandshakeHeader, SameMessage,
// Contradicts.

#include <cstddef>
#include <cstdint>

#include "fuzz/dtls_laws.h"
#include "fuzz/laws.h"
#include "fuzz/messages.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::fuzz::CheckLaws<hardwire::fuzz::HandshakeHeader>({data, size});
  hardwire::fuzz::CheckLaws<hardwire::fuzz::HandshakeHeaderShort>({data, size});
  hardwire::fuzz::CheckDtlsHandshake({data, size}, hardwire::tls::kMaxHandshakeLength);
  hardwire::fuzz::CheckDtlsHandshake({data, size}, 300);
  hardwire::fuzz::CheckDtlsHandshake({data, size}, UINT32_MAX);
  return 0;
}
