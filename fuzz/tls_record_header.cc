// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Decode, Encode, EncodedSize of RecordHeader, in each context. A replay
// takes the same bytes for the start of a Record too.
//
// Input: bytes; dictionaries: tls; max_len: 600; counted: library

#include <cstddef>
#include <cstdint>

#include "fuzz/target.h"
#include "hardwire/tls/record.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::fuzz::CheckMessages<hardwire::tls::RecordHeader>({data, size});
  if (hardwire::fuzz::replaying) hardwire::fuzz::CheckMessages<hardwire::tls::Record>({data, size});
  return 0;
}
