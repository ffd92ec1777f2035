// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::RecordStream. The first octet chooses context, policy and limits, the second the
// chunks; the rest is the stream.
//
// Input: choices; dictionaries: tls; max_len: 1024; counted: library

#include <cstddef>
#include <cstdint>

#include "fuzz/laws.h"
#include "fuzz/stream_laws.h"
#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const hardwire::fuzz::Bytes stream(data + 2, size - 2);
  const hardwire::fuzz::StreamSetup setup = hardwire::fuzz::StreamSetupFrom(data[0]);
  if (hardwire::fuzz::replaying) {
    hardwire::fuzz::CheckStreamLaws(setup, stream, data[1]);
  } else {
    CheckChunking(setup, stream, hardwire::fuzz::TraceWhole(setup, stream), data[1]);
  }
  return 0;
}
