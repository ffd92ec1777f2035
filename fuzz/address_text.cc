// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: socks::Parse, Format, FormatIp.
//
// Input: bytes; dictionaries: text; max_len: 300; counted: all

#include <cstddef>
#include <cstdint>

#include "fuzz/text_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::fuzz::CheckAddressText({data, size});
  return 0;
}
