// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Decode and Encode of ClientHello in each context, and what its extensions say.
//
// Input: bytes; dictionaries: tls,dtls; max_len: 2048; counted: library

#include "hardwire/tls/client_hello.h"

#include <cstddef>
#include <cstdint>

#include "fuzz/hello_laws.h"
#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const hardwire::fuzz::Bytes input(data, size);
  hardwire::fuzz::CheckMessages<hardwire::tls::ClientHello>(input);
  hardwire::fuzz::CheckExtensions(input);
  return 0;
}
