// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Decode, Encode, LengthLimit of RecordHeader and Record, in each context on the same
// bytes; EncodeSplit, SplitSize, RecordCount.

#include <cstddef>
#include <cstdint>

#include "fuzz/messages.h"
#include "fuzz/split_laws.h"
#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace hardwire::fuzz;  // NOLINT(google-build-using-namespace): one screen
  CheckMessages<RecordHeaderInitial, RecordHeaderPlain, RecordHeaderPlainTls12,
                RecordHeaderPlainTls13, RecordHeaderProtected, RecordHeaderProtectedTls11,
                RecordHeaderProtectedTls13, RecordInitial, RecordPlainTls12, RecordPlainTls13,
                RecordProtectedTls12, RecordProtectedTls13, RecordHeaderRelay, RecordRelay>(
      {data, size});
  if (InSample({data, size})) CheckSplit({data, size});
  return 0;
}
