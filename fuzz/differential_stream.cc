// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::RecordStream, beside the model of test/differential. The input is choices that make
// a conversation, its chunks and the changes of its context.
//
// Input: other; dictionaries: tls; max_len: 1024; counted: library

#include <cstddef>
#include <cstdint>

#include "test/differential/stream_compare.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::differential::CompareStream({data, size});
  return 0;
}
