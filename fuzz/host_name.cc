// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::HostName, HostPattern. The input is a name.
//
// Input: bytes; dictionaries: text; max_len: 300; counted: library

#include "hardwire/tls/host_name.h"

#include <cstddef>
#include <cstdint>

#include "fuzz/hello_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::fuzz::CheckHostName({data, size});
  return 0;
}
