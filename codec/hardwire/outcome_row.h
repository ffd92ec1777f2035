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

// A CFNetwork stream error of the SOCKS domain: (subdomain, code).
struct CfNumber {
  enum class Kind : uint8_t { kAsCode, kFixed, kOctet };
  Kind kind = Kind::kAsCode;  // kAsCode: kCoarse says. kOctet: the code is Result::octet().
  uint16_t subdomain = 0;
  uint16_t code = 0;
};

constexpr CfNumber CfOctet(uint16_t subdomain) { return {CfNumber::Kind::kOctet, subdomain, 0}; }
constexpr CfNumber CfFixed(uint16_t subdomain, uint16_t code) {
  return {CfNumber::Kind::kFixed, subdomain, code};
}

// In a platform's column: kNumberAsCode, look in kCoarse; kNoNumber, the platform has none for
// this.
constexpr int32_t kNumberAsCode = 1;
constexpr int32_t kNoNumber = 0;

// The octet that answers a peer: 0 to 255, or one of these.
using Answer = int16_t;
constexpr Answer kAnswerAsCode = -1;  // look in kCoarse
constexpr Answer kNoAnswer = -2;      // nothing is sent
constexpr Answer kSameOctet = -3;     // Result::octet(), as the peer beyond said it

// No violation stands behind this detail.
constexpr uint8_t kNoViolation = 0xFF;

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
  kUnauthenticated,
  kDenied,
  kNetworkUnreachable,
  kHostUnreachable,
  kConnectionRefused,
  kPeerFailed,
  kClosed,
  kAsCode,  // last: no row, kCoarse says
};
constexpr size_t kConditionCount = static_cast<size_t>(Condition::kAsCode);

// One cause. The With* functions return the row with one column changed.
struct Outcome {
  Detail detail;
  Code code;  // the decoder's; the encoder's where only encoders find this. Otherwise an encoder
              // that finds it says kSerialization.
  Layer layer;
  uint8_t violation;  // its bit, or kNoViolation
  string_view name;
  string_view sentence;
  CfNumber cfnetwork = {};
  int32_t openharmony = kNumberAsCode;
  int32_t secure_transport = kNumberAsCode;
  Answer socks4 = kAnswerAsCode;  // CD to reply with
  Answer socks5 = kAnswerAsCode;  // the octet behind VER: REP, METHOD, STATUS or MTYP
  Answer alert = kAnswerAsCode;   // description of the fatal alert to send
  Condition condition = Condition::kAsCode;

  constexpr Outcome WithCf(CfNumber number) const {
    Outcome row = *this;
    row.cfnetwork = number;
    return row;
  }
  constexpr Outcome WithNumbers(int32_t oh, int32_t st) const {
    Outcome row = *this;
    row.openharmony = oh;
    row.secure_transport = st;
    return row;
  }
  constexpr Outcome WithReplies(Answer to_socks4, Answer to_socks5) const {
    Outcome row = *this;
    row.socks4 = to_socks4;
    row.socks5 = to_socks5;
    return row;
  }
  constexpr Outcome WithAlert(Answer description) const {
    Outcome row = *this;
    row.alert = description;
    return row;
  }
  constexpr Outcome With(Condition meaning) const {
    Outcome row = *this;
    row.condition = meaning;
    return row;
  }
};

constexpr uint8_t Bit(Violation v) { return static_cast<uint8_t>(v); }

// CFNetwork subdomains.
constexpr uint16_t kCfNone = 0;
constexpr uint16_t kCfVersionCode = 1;
constexpr uint16_t kCfSocks4Response = 2;
constexpr uint16_t kCfUserPass = 3;
constexpr uint16_t kCfMethod = 4;
constexpr uint16_t kCfSocks5Response = 5;

// Rows, each with what most of its sort say.
constexpr Outcome Socks(Detail detail, Code code, string_view name, string_view sentence) {
  const Outcome row = {detail, code, Layer::kSocks, kNoViolation, name, sentence};
  return row.WithAlert(kNoAnswer);
}
constexpr Outcome Tls(Detail detail, Code code, string_view name, string_view sentence) {
  const Outcome row = {detail, code, Layer::kTls, kNoViolation, name, sentence};
  return row.WithReplies(kNoAnswer, kNoAnswer);
}
constexpr Outcome Breaks(Violation violation, Outcome row) {
  row.violation = Bit(violation);
  return row;
}

// What holds where a row says nothing finer. An entry that differs between the two families has one
// number each.
struct Coarse {
  Code code;
  string_view name;
  string_view sentence;
  CfNumber cfnetwork_socks;  // kAsCode: no number. TLS has none at all.
  int32_t openharmony_socks;
  int32_t openharmony_tls;
  int32_t secure_transport_socks;
  int32_t secure_transport_tls;
  Answer socks4;
  Answer socks5;
  Answer alert;
  Condition condition;
};

}  // namespace internal
}  // namespace hardwire

#endif  // HARDWIRE_OUTCOME_ROW_H_
