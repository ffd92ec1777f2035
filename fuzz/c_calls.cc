// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: the calls of the C API that belong to no message, beside those of C++, and structs that
// no call has set, which every call refuses. The first octet chooses among these. For a message
// that is unset the next three are its id, its context and the policy.
//
// Input: choices; dictionaries: socks4,socks5,tls,dtls; max_len: 1024; counted: library

#include "fuzz/c_calls.h"

#include <cstddef>
#include <cstdint>

#include "fuzz/c_unset.h"
#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "fuzz/model_values.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using hardwire::fuzz::Bytes;
  using hardwire::fuzz::Choices;
  if (size < 4) return 0;
  const Bytes input(data, size);
  const Bytes rest(data + 1, size - 1);  // subspan throws, and would link Abseil
  Choices choices(rest);
  switch (data[0] % 8) {
    case 0:
      hardwire::fuzz::CheckOutcomeInC(rest);
      hardwire::fuzz::CheckNameInC(rest);
      break;
    case 1:
      hardwire::fuzz::CheckNumberInC(rest);
      break;
    case 2:
      hardwire::fuzz::CheckSocksInC(rest);
      break;
    case 3:
      hardwire::fuzz::CheckTlsInC(rest);
      break;
    case 4:
      hardwire::fuzz::CheckDtlsInC(rest);
      break;
    case 5:
      hardwire::fuzz::WithMessage(data[1], data[2], [&](auto m) {
        Choices behind(Bytes(data + 4, size - 4));
        hardwire::fuzz::CheckUnsetMessage<decltype(m)>(
            &behind, hardwire::fuzz::kPolicies[data[3] % 3], input);
      });
      break;
    case 6:
      hardwire::fuzz::CheckUnsetClient(&choices, rest);
      hardwire::fuzz::CheckUnsetServer(&choices, rest);
      break;
    default:
      hardwire::fuzz::CheckUnsetQuestions(&choices, rest);
      hardwire::fuzz::CheckUnsetTls(&choices, rest);
      hardwire::fuzz::CheckUnsetDtls(&choices, rest);
      hardwire::fuzz::CheckUnsetHello(&choices, rest);
      hardwire::fuzz::CheckUnsetLists(&choices, rest);
      hardwire::fuzz::CheckUnsetReader(&choices, rest);
  }
  return 0;
}
