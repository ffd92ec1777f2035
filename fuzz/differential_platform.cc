// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: cfnetwork, openharmony, secure_transport, ToErrorCode, FromErrorCode, ReplyFor, AlertFor,
// ToSockaddr and FromSockaddr, Name(), beside the rules of test/differential. The input is choices.
//
// Input: other; dictionaries: tls; max_len: 64; counted: library

#include <cstddef>
#include <cstdint>

#include "test/differential/platform_compare.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::differential::ComparePlatform({data, size});
  return 0;
}
