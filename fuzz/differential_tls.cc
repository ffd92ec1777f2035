// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: Decode and Encode of the TLS record layer's messages, EncodeSplit, Verdict, AlertFor and
// AlertAccumulator, beside the model of test/differential. The input is choices that make one unit.
//
// Input: other; dictionaries: tls; max_len: 1024; counted: library

#include <cstddef>
#include <cstdint>

#include "test/differential/tls_compare.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::differential::CompareTls({data, size});
  return 0;
}
