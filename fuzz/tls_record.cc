// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Decode, Encode, LengthLimit of RecordHeader and Record, in each context on the same
// bytes; EncodeSplit, SplitSize, RecordCount.

#include <cstddef>
#include <cstdint>

#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "fuzz/split_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::fuzz::CheckLaws<hardwire::fuzz::RecordHeaderInitial>({data, size});
  hardwire::fuzz::CheckLaws<hardwire::fuzz::RecordHeaderPlain>({data, size});
  hardwire::fuzz::CheckLaws<hardwire::fuzz::RecordHeaderPlainTls12>({data, size});
  hardwire::fuzz::CheckLaws<hardwire::fuzz::RecordHeaderPlainTls13>({data, size});
  hardwire::fuzz::CheckLaws<hardwire::fuzz::RecordHeaderProtected>({data, size});
  hardwire::fuzz::CheckLaws<hardwire::fuzz::RecordHeaderProtectedTls11>({data, size});
  hardwire::fuzz::CheckLaws<hardwire::fuzz::RecordHeaderProtectedTls13>({data, size});
  hardwire::fuzz::CheckLaws<hardwire::fuzz::RecordInitial>({data, size});
  hardwire::fuzz::CheckLaws<hardwire::fuzz::RecordPlainTls12>({data, size});
  hardwire::fuzz::CheckLaws<hardwire::fuzz::RecordPlainTls13>({data, size});
  hardwire::fuzz::CheckLaws<hardwire::fuzz::RecordProtectedTls12>({data, size});
  hardwire::fuzz::CheckLaws<hardwire::fuzz::RecordProtectedTls13>({data, size});
  hardwire::fuzz::CheckLaws<hardwire::fuzz::RecordHeaderRelay>({data, size});
  hardwire::fuzz::CheckLaws<hardwire::fuzz::RecordRelay>({data, size});
  hardwire::fuzz::CheckSplit({data, size});
  return 0;
}
