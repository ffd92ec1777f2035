// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Decode, Encode, EncodedSize of InnerPlaintext, in TLS 1.3, DTLS 1.3 and DTLS 1.2.

#include <cstddef>
#include <cstdint>

#include "fuzz/messages.h"
#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::fuzz::CheckMessages<hardwire::tls::InnerPlaintext>({data, size});
  return 0;
}
