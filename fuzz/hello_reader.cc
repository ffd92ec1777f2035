// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::HelloReader, HelloView and what reads it, beside Decode of ClientHello. The first
// four octets choose policy and cuts; the rest is a message that is cut into records, and a stream.
//
// Input: choices; dictionaries: tls; max_len: 2048; counted: library

#include <cstddef>
#include <cstdint>

#include "fuzz/hello_reader_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::fuzz::CheckHelloReader({data, size});
  return 0;
}
