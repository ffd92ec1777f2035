// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: gssapi::Decode, Encode, EncodedSize of Frame.

#include <cstddef>
#include <cstdint>

#include "fuzz/messages.h"
#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::fuzz::CheckMessages<hardwire::gssapi::Frame>({data, size});
  return 0;
}
