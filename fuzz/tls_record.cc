// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Decode, Encode of Record, in each context; EncodeSplit, SplitSize,
// RecordCount. A replay takes the same bytes for a RecordHeader too.
//
// Input: bytes; dictionaries: tls; max_len: 600; counted: library

#include <cstddef>
#include <cstdint>

#include "fuzz/messages.h"
#include "fuzz/split_laws.h"
#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::fuzz::CheckMessages<hardwire::tls::Record>({data, size});
  if (hardwire::fuzz::replaying) {
    hardwire::fuzz::CheckMessages<hardwire::tls::RecordHeader>({data, size});
  }
  if (hardwire::fuzz::InSample({data, size})) hardwire::fuzz::CheckSplit({data, size});
  return 0;
}
