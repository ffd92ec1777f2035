// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/platform/condition.h"

#include <array>
#include <cstdint>

#include "hardwire/outcomes.h"
#include "hardwire/result.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {
namespace {

// By REP, RFC 1928 section 6. A TTL that expired counts as Linux counts it: no route to the host.
constexpr std::array<Condition, 9> kByRep = {
    Condition::kPeerFailed,          // 0: no refusal at all
    Condition::kPeerFailed,          // 1: general SOCKS server failure
    Condition::kDenied,              // 2: connection not allowed by ruleset
    Condition::kNetworkUnreachable,  // 3
    Condition::kHostUnreachable,     // 4
    Condition::kConnectionRefused,   // 5
    Condition::kHostUnreachable,     // 6: TTL expired
    Condition::kOddCommand,          // 7: command not supported
    Condition::kOddAddress,          // 8: address type not supported
};

}  // namespace

Condition ConditionOf(Result result) {
  if (result.detail() == Detail::kSocks5Refused && result.octet() < kByRep.size()) {
    return kByRep[result.octet()];
  }
  const Condition condition = RowOf(result.detail()).condition;
  // Too long is as true of what is to be sent; all else that a row says is meant for decoders.
  const bool as_code = IsUnsendable(result) && condition != Condition::kTooLong;
  return condition == Condition::kByCode || as_code ? RowOf(result.code()).condition : condition;
}

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
