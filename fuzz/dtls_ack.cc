// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Decode and Encode of Ack, EncodeAck.
//
// Input: bytes; dictionaries: dtls; max_len: 64; counted: library

#include "hardwire/tls/dtls_ack.h"

#include <cstddef>
#include <cstdint>

#include "fuzz/dtls_laws.h"
#include "fuzz/messages.h"
#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::fuzz::CheckMessages<hardwire::tls::Ack>({data, size});
  hardwire::fuzz::CheckAckNumbers({data, size});
  return 0;
}
