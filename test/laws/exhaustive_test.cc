// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The four octets VER CMD RSV ATYP of a SOCKS5 request, all 2^32 values under three policies,
// against the rule restated. `--sample` takes every 997th value.

#include <cstdint>
#include <cstdio>
#include <cstring>

#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/view.h"

namespace {

using hardwire::Code;
using hardwire::Detail;
using hardwire::Policy;
using hardwire::Result;
using hardwire::Violation;

// RFC 1928 section 4, restated: what an input of 22 octets that begins with these four gives.
Result Expected(uint8_t ver, uint8_t cmd, uint8_t rsv, uint8_t atyp, Policy policy) {
  if (ver != 5) return Result::Error(Code::kDeserialization, Detail::kSocksVersion, 0, ver);
  if ((cmd < 1 || cmd > 3) && policy.Rejects(Violation::kUnknownCommand))
    return Result::Error(Code::kDeserialization, Detail::kUnknownCommand, 1, cmd);
  if (rsv != 0 && policy.Rejects(Violation::kReservedNonzero))
    return Result::Error(Code::kDeserialization, Detail::kReservedNonzero, 2, rsv);
  if (atyp == 1) return Result::Ok(10);
  if (atyp == 3) return Result::Ok(8);
  if (atyp == 4) return Result::Ok(22);
  return Result::Error(Code::kBadAddress, Detail::kUnknownAddressType, 3, atyp);
}

}  // namespace

int main(int argc, char** argv) {
  const bool sample = argc == 2 && strcmp(argv[1], "--sample") == 0;
  const uint64_t step = sample ? 997 : 1;
  uint64_t checked = 0;
  // As a domain name: one letter 'a'.
  uint8_t input[22] = {0, 0, 0, 0, 1, 'a'};
  for (uint64_t value = 0; value <= 0xFFFFFFFF; value += step) {
    for (int i = 0; i < 4; ++i) input[i] = static_cast<uint8_t>(value >> (24 - 8 * i));
    for (const Policy policy : {Policy::Strict(), Policy::Interop(), Policy::Lenient()}) {
      hardwire::socks5::Request request;
      const Result got = Decode(input, &request, policy);
      if (got != Expected(input[0], input[1], input[2], input[3], policy)) {
        fprintf(stderr, "%02x %02x %02x %02x: not what the rule says\n", input[0], input[1],
                input[2], input[3]);
        return 1;
      }
      ++checked;
    }
  }
  printf("%llu outcomes as the rule says\n", static_cast<unsigned long long>(checked));
  return 0;
}
