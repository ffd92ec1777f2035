// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: Decode and Encode of ClientHello, and the functions that read its extensions, beside the
// model of test/differential. The input is choices that make one unit.
//
// Input: other; dictionaries: tls; max_len: 1024; counted: library

#include <cstddef>
#include <cstdint>

#include "test/differential/hello_compare.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::differential::CompareHello({data, size});
  return 0;
}
