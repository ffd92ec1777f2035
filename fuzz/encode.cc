// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: Encode and EncodedSize of every message, from values that need not be sendable, and
// Decode of what was written. The first octet is the id of the message, the second chooses its
// context, the third the policy; the rest makes the fields.
//
// Input: choices; dictionaries: socks4,socks5,tls; max_len: 1024; counted: library

#include <cstddef>
#include <cstdint>

#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "fuzz/model_values.h"

namespace {

using hardwire::Policy;
using hardwire::Result;
using hardwire::fuzz::Block;
using hardwire::fuzz::Bytes;
using hardwire::fuzz::Decoded;
using hardwire::fuzz::Require;

template <typename M>
void CheckModel(Bytes input, Policy policy) {
  typename M::Message message;
  hardwire::fuzz::Choices choices(input);
  Make(&choices, &message);
  static uint8_t bytes[M::kMaxSize];
  const Result encoded = hardwire::fuzz::CheckEncode<M>(message, policy, input, bytes);
  if (!encoded.ok()) return;
  const Block sent(Bytes(bytes, encoded.written()));
  const Decoded<M> decoded = hardwire::fuzz::DecodeTwice<M>(sent.bytes(), policy);
  CheckOutcome(sent.bytes(), decoded, policy);
  Require(decoded.result.ok() && decoded.result.consumed() == encoded.written(),
          "7: what is sent under a policy is accepted under it", input);
  Require(decoded.message == M::Sent(message), "6: every encodable value decodes to itself", input);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 3) return 0;
  const Policy policy = hardwire::fuzz::kPolicies[data[2] % 3];
  hardwire::fuzz::WithMessage(data[0], data[1], [&](auto m) {
    CheckModel<decltype(m)>({data + 3, size - 3}, policy);
  });
  return 0;
}
