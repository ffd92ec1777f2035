// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Decode and Encode of DtlsHandshakeHeader, FragmentBehind, SameMessage, Contradicts.
//
// Input: bytes; dictionaries: dtls; max_len: 600; counted: library

#include <cstddef>
#include <cstdint>

#include "fuzz/dtls_laws.h"
#include "fuzz/messages.h"
#include "fuzz/target.h"
#include "hardwire/tls/handshake_header.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace hardwire::fuzz;  // NOLINT(google-build-using-namespace): one screen
  using hardwire::tls::DtlsHandshakeHeader;
  const Bytes input(data, size);
  CheckMessages<DtlsHandshakeHeader>(input);
  for (const auto& limit : Contexts<DtlsHandshakeHeader>::kAll) CheckDtlsHandshake(input, limit);
  return 0;
}
