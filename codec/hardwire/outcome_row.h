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
inline namespace HARDWIRE_VIEWS {
namespace internal {

// What Name() gives for a value that has no name.
constexpr string_view kUnassigned = "unassigned";

// What a column may hold instead of a number. None of these is a number of a column.
constexpr int16_t kAsCode = -1;     // the number in the row of the code (kCodeRows)
constexpr int16_t kNone = -2;       // there is no number, or nothing is sent
constexpr int16_t kSameOctet = -3;  // Result::octet(): what a further server said is passed on

// The octet that answers a peer: 0 to 255, or one of the above.
using Answer = int16_t;

// The detail is no violation.
constexpr uint8_t kNoViolation = 0xFF;

// CFNetwork's subdomains of SOCKS. In each but kCfNone the code is Result::octet().
constexpr int16_t kCfNone = 0;
constexpr int16_t kCfVersionCode = 1;
constexpr int16_t kCfSocks4Response = 2;
constexpr int16_t kCfUserPass = 3;
constexpr int16_t kCfMethod = 4;
constexpr int16_t kCfSocks5Response = 5;

// The kind of a failure, for APIs that know no protocol. platform/error_code and
// platform/absl_status turn each kind into a value of theirs.
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
  kByCode,  // last: the condition in the row of the code (kCodeRows)
};
constexpr size_t kConditionCount = static_cast<size_t>(Condition::kByCode);

// The row of one Detail.
struct Outcome {
  Detail detail;
  Code code;  // what Decode returns with the detail; if only Encode finds the cause,
              // kSerialization. Encode returns kSerialization with every detail.
  Layer layer;
  uint8_t violation;  // its bit, or kNoViolation
  int16_t cfnetwork;  // the subdomain, or kAsCode
  int32_t openharmony;
  int32_t secure_transport;
  Answer socks4;  // the CD to reply with
  Answer socks5;  // the octet behind VER to reply with: REP, METHOD, STATUS or MTYP
  Answer alert;   // the description of the alert to send
  Condition condition;
  string_view name;
  string_view sentence;
};

// The row of one Code: the numbers of a detail that has kAsCode. SOCKS and TLS have a number each
// where they differ.
struct CodeRow {
  Code code;
  int16_t cfnetwork;  // the code in the subdomain kCfNone, or kNone; of SOCKS, since TLS has none
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
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_OUTCOME_ROW_H_
