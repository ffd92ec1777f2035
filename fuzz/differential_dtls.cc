// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Next, EncodeRecord, Decode and Encode of DtlsHeader, DtlsHandshakeHeader and Ack,
// FragmentBehind, SameMessage, Contradicts, EncodeAck, FullEpoch, FullSequence, ReplayWindow,
// beside the plain model of test/differential. The input is choices.
//
// Input: other; dictionaries: dtls; max_len: 512; counted: library

#include <cstddef>
#include <cstdint>

#include "test/differential/dtls_compare.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hardwire::differential::CompareDtls({data, size});
  return 0;
}
