// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: Sniff, Name of Protocol.
//
// Input: bytes; dictionaries: socks4,socks5,tls; max_len: 600; counted: all

#include "hardwire/sniff.h"

#include <cstddef>
#include <cstdint>

#include "fuzz/allocations.h"
#include "fuzz/laws.h"
#include "hardwire/result.h"

using hardwire::Protocol;
using hardwire::Result;
using hardwire::fuzz::Block;
using hardwire::fuzz::Bytes;
using hardwire::fuzz::First;
using hardwire::fuzz::Require;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Bytes input(data, size);
  constexpr Protocol kUntouched = static_cast<Protocol>(0xA5);
  Protocol protocol = kUntouched;
  const uint64_t allocations = hardwire::fuzz::Allocations();
  const Result whole = Sniff(input, &protocol);
  Require(hardwire::fuzz::Allocations() == allocations, "8: sniffing allocates nothing", input);
  Require(whole.ok() || whole == Result::NeedMore(whole.needed()), "1: ok or need-more", input);
  Require(whole.ok() == (protocol != kUntouched), "5: nothing moves unless ok", input);
  Require(whole.ok() ? whole.consumed() > 0 && whole.consumed() <= size : whole.needed() > size,
          "3, 4: the bytes that decide are there, or more are asked for", input);
  Require(!whole.ok() || Name(protocol) != "unassigned", "1: a protocol with a name", input);
  // Exactly the first `decided` bytes decide, or so many at the earliest.
  const size_t decided = hardwire::fuzz::NumberOf(whole);
  for (size_t cut = decided > 40 ? decided - 40 : 0; cut <= size && cut < decided + 3; ++cut) {
    const Block prefix(First(input, cut));
    Protocol part = kUntouched;
    const Result r = Sniff(prefix.bytes(), &part);
    Require(r.ok() == (cut >= decided), "2: a prefix is decided as soon as it can be", input);
    Require(!r.ok() || (r == whole && part == protocol), "2: decided once and for all", input);
    Require(r.ok() || r.needed() <= decided, "3: need-more is never above what decides", input);
  }
  return 0;
}
