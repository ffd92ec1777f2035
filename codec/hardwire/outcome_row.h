// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The columns of the table of outcomes (outcomes.h). For the library's own use.

#ifndef HARDWIRE_OUTCOME_ROW_H_
#define HARDWIRE_OUTCOME_ROW_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
namespace internal {

// The one word for a value that has no name.
constexpr string_view kUnassigned = "unassigned";

// What a column may hold instead of a number. No column has such a number.
constexpr int16_t kAsCode = -1;     // the row of the code says (kCodeRows)
constexpr int16_t kNone = -2;       // there is no number; nothing is sent
constexpr int16_t kSameOctet = -3;  // Result::octet(), as the peer beyond said it

// The octet that answers a peer: 0 to 255, or one of the above.
using Answer = int16_t;

// No violation stands behind this detail.
constexpr uint8_t kNoViolation = 0xFF;

// CFNetwork's subdomains of SOCKS. The code in each but kCfNone is Result::octet().
constexpr int16_t kCfNone = 0;
constexpr int16_t kCfVersionCode = 1;
constexpr int16_t kCfSocks4Response = 2;
constexpr int16_t kCfUserPass = 3;
constexpr int16_t kCfMethod = 4;
constexpr int16_t kCfSocks5Response = 5;

// What a detail amounts to for those who know no protocol. platform/error_code and
// platform/absl_status have one row each.
enum class Condition : uint8_t {
  kFine,
  kAgain,
  kUnsendable,
  kTooLong,
  kNoRoom,
  kMalformed,
  kOddVersion,
  kOddAddress,
  kOddCommand,
  kMisuse,
  kNoAuth,
  kDenied,
  kNetworkUnreachable,
  kHostUnreachable,
  kConnectionRefused,
  kPeerFailed,
  kClosed,
  kByCode,  // last: no row, kCodeRows says
};
constexpr size_t kConditionCount = static_cast<size_t>(Condition::kByCode);

// One cause.
struct Outcome {
  Detail detail;
  Code code;  // from Decode; from Encode if only encoders detect it. What both detect is
              // kSerialization from Encode.
  Layer layer;
  uint8_t violation;  // its bit, or kNoViolation
  int16_t cfnetwork;  // the subdomain, or kAsCode
  int32_t openharmony;
  int32_t secure_transport;
  Answer socks4;  // CD to reply with
  Answer socks5;  // the octet behind VER: REP, METHOD, STATUS or MTYP
  Answer alert;   // description of the fatal alert to send
  Condition condition;
  string_view name;
  string_view sentence;
};

// What holds where a row says nothing finer. An entry that differs between the two families has one
// number each.
struct CodeRow {
  Code code;
  int16_t cfnetwork;  // the code in kCfNone. TLS has none at all.
  int32_t openharmony_socks;
  int32_t openharmony_tls;
  int32_t secure_transport_socks;
  int32_t secure_transport_tls;
  Answer socks4;
  Answer socks5;
  Answer alert;
  Condition condition;
  string_view name;
  string_view sentence;
};

}  // namespace internal
}  // namespace hardwire

#endif  // HARDWIRE_OUTCOME_ROW_H_
