// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Next, EncodeRecord, Decode and Encode of DtlsHeader, Ack; FullEpoch, FullSequence,
// ReplayWindow, on the same bytes.

#include <cstddef>
#include <cstdint>

#include "fuzz/dtls_laws.h"
#include "fuzz/laws.h"
#include "fuzz/messages.h"

namespace {

template <typename M>
void Check(hardwire::fuzz::Bytes input) {
  hardwire::fuzz::CheckLaws<M>(input);
  for (const hardwire::Policy policy : hardwire::fuzz::kPolicies) {
    hardwire::fuzz::CheckDatagram(input, M::Context(), policy);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Check<hardwire::fuzz::DtlsHeader>({data, size});
  Check<hardwire::fuzz::DtlsHeader12Cid>({data, size});
  Check<hardwire::fuzz::DtlsHeader13>({data, size});
  Check<hardwire::fuzz::DtlsHeader13Cid>({data, size});
  hardwire::fuzz::CheckAck({data, size});
  hardwire::fuzz::CheckRecordNumbers({data, size});
  return 0;
}
