// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: userpass::Decode, Encode, EncodedSize of Request and Reply, on the same bytes.

#include <cstddef>
#include <cstdint>

#include "fuzz/messages.h"
#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::fuzz::CheckMessages<hardwire::userpass::Request, hardwire::userpass::Reply>(
      {data, size});
  return 0;
}
