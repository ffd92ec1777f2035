// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Next, EncodeRecord, Decode and Encode of DtlsHeader; FullEpoch, FullSequence,
// ReplayWindow, on the same bytes.
//
// Input: bytes; dictionaries: dtls; max_len: 400; counted: library

#include <cstddef>
#include <cstdint>

#include "fuzz/dtls_laws.h"
#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "fuzz/target.h"
#include "hardwire/tls/record.h"

namespace {

void Check(hardwire::fuzz::Bytes input) {
  if (hardwire::fuzz::Runs(input, 0))
    hardwire::fuzz::CheckMessages<hardwire::tls::DtlsHeader>(input);
  if (!hardwire::fuzz::Runs(input, 1)) return;
  static constexpr auto kContexts = hardwire::fuzz::Contexts<hardwire::tls::DtlsHeader>::kAll;
  hardwire::fuzz::EachOrOne(input, 3 * kContexts.size(), [&](size_t i) {
    hardwire::fuzz::CheckDatagram(input, kContexts[i / 3], hardwire::fuzz::kPolicies[i % 3]);
    hardwire::fuzz::CheckListed(input, kContexts[i / 3], hardwire::fuzz::kPolicies[i % 3]);
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace hardwire::fuzz;  // NOLINT(google-build-using-namespace): one screen
  Check({data, size});
  if (!InSample({data, size})) return 0;
  CheckRecordNumbers({data, size});
  return 0;
}
