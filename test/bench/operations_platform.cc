// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What a platform says of an outcome. The floor is a switch for each platform, written by hand. The
// limit looks the number up by the detail alone.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/base/attributes.h"
#include "benchmark/benchmark.h"
#include "fuzz/random_message.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/platform/secure_transport.h"
#include "hardwire/result.h"
#include "test/bench/operations.h"
#include "test/bench/passes.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {
namespace {

using Number = std::optional<int32_t>;
using StreamError = std::optional<cfnetwork::StreamError>;

// An octet of the wire in its subdomain.
StreamError InSubdomain(uint16_t subdomain, Result result) {
  return cfnetwork::StreamError{subdomain, result.octet()};
}
StreamError General(uint16_t code) { return cfnetwork::StreamError{0, code}; }

ABSL_ATTRIBUTE_NOINLINE StreamError FloorCfNetwork(Result result) {
  if (result.layer() != Layer::kSocks) return std::nullopt;
  if (result.code() != Code::kSerialization) {
    switch (result.detail()) {
      case Detail::kAuthVersion:
      case Detail::kReplyVersion:
      case Detail::kSocksVersion:
        return InSubdomain(1, result);
      case Detail::kSocks4Refused:
        return InSubdomain(2, result);
      case Detail::kCredentialsRejected:
        return InSubdomain(3, result);
      case Detail::kNoAcceptableMethod:
      case Detail::kMethodNotOffered:
        return InSubdomain(4, result);
      case Detail::kSocks5Refused:
        return InSubdomain(5, result);
      default:
        break;
    }
  }
  switch (result.code()) {
    case Code::kOk:
      return General(0);
    case Code::kBadAddress:
      return General(1);
    case Code::kBadState:
      return General(2);
    default:
      return std::nullopt;
  }
}

Number OpenHarmonyOfCode(Code code, bool socks) {
  switch (code) {
    case Code::kOk:
      return 0;
    case Code::kNeedMore:
      return socks ? std::nullopt : Number(2303502);
    case Code::kSerialization:
      return 2301212;
    case Code::kDeserialization:
      return socks ? 2301213 : 2303501;
    case Code::kBadAddress:
      return 2301213;
    case Code::kBadState:
      return 2300002;
    default:
      return std::nullopt;
  }
}

ABSL_ATTRIBUTE_NOINLINE Number FloorOpenHarmony(Result result) {
  if (result.code() != Code::kSerialization) {
    switch (result.detail()) {
      case Detail::kNoAcceptableMethod:
      case Detail::kMethodNotOffered:
        return 2301209;
      case Detail::kCredentialsRejected:
        return 2301207;
      case Detail::kSocks5Refused:
      case Detail::kSocks4Refused:
        return 2301208;
      case Detail::kFatalAlert:
        return 2303501;
      case Detail::kCloseNotify:
        return 2303506;
      case Detail::kClosedBetweenMessages:
        return 2301211;
      case Detail::kClosedAlertUnread:
        return std::nullopt;
      default:
        break;
    }
  }
  return OpenHarmonyOfCode(result.code(), result.layer() == Layer::kSocks);
}

// The alerts that have an errSSL name, where their numbers have no gap.
int32_t SecureTransportOfAlert(uint8_t alert) {
  switch (alert) {
    case 0:
      return -9805;
    case 10:
      return -9819;
    case 20:
    case 21:
    case 22:
      return -9800 - alert;
    case 30:
      return -9823;
    case 40:
      return -9824;
    case 42:
    case 43:
    case 44:
    case 45:
    case 46:
    case 47:
    case 48:
    case 49:
    case 50:
    case 51:
      return -9783 - alert;
    case 60:
      return -9835;
    case 70:
    case 71:
      return -9766 - alert;
    case 80:
      return -9838;
    case 90:
      return -9839;
    case 100:
      return -9840;
    default:
      return -9802;
  }
}

Number SecureTransportOfCode(Code code, bool socks) {
  switch (code) {
    case Code::kOk:
      return 0;
    case Code::kNeedMore:
      return -9803;
    case Code::kSerialization:
    case Code::kBadState:
      return -9810;
    case Code::kDeserialization:
      return socks ? std::nullopt : Number(-9800);
    default:
      return std::nullopt;
  }
}

ABSL_ATTRIBUTE_NOINLINE Number FloorSecureTransport(Result result) {
  const Detail detail = result.detail();
  if (detail == Detail::kFatalAlert) return SecureTransportOfAlert(result.octet());
  if (result.layer() == Layer::kDtls && result.code() == Code::kDeserialization) return -9849;
  if (detail == Detail::kOutputTooSmall) return -9817;
  if (result.code() != Code::kSerialization) {
    switch (detail) {
      case Detail::kRecordOverflow:
        return -9847;
      case Detail::kCloseNotify:
        return -9805;
      case Detail::kClosedNoNotify:
        return -9816;
      case Detail::kClosedInsideRecord:
        return -9806;
      case Detail::kNoAcceptableMethod:
      case Detail::kMethodNotOffered:
      case Detail::kCredentialsRejected:
      case Detail::kSocks5Refused:
      case Detail::kSocks4Refused:
      case Detail::kClosedAlertUnread:
      case Detail::kClosedBetweenMessages:
        return std::nullopt;
      default:
        break;
    }
  }
  return SecureTransportOfCode(result.code(), result.layer() == Layer::kSocks);
}

template <typename Numbered>
ABSL_ATTRIBUTE_NOINLINE Numbered LimitNumber(Result result) {
  static constexpr std::array<typename Numbered::value_type, 256> kNumbers = {};
  return kNumbers[static_cast<size_t>(result.detail())];
}

// An outcome in four octets: code, detail, octet, layer.
Result OutcomeOf(Bytes octets) {
  return Result::Error(static_cast<Code>(octets[0] % 7),
                       static_cast<Detail>(octets[1] % kDetailCount), 0, octets[2],
                       static_cast<Layer>(octets[3] % 3));
}

// Refusals of SOCKS, alerts and others at random, a third each: those of them that the platform has
// a number for.
template <auto kMap>
const Table& Outcomes() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    constexpr Detail kRefusals[] = {Detail::kNoAcceptableMethod, Detail::kCredentialsRejected,
                                    Detail::kSocks5Refused, Detail::kSocks4Refused,
                                    Detail::kSocksVersion};
    do {
      switch (random->Below(3)) {
        case 0:
          *out = {6, static_cast<uint8_t>(kRefusals[random->Below(5)]), random->Octet(), 0};
          break;
        case 1:
          *out = {6, static_cast<uint8_t>(Detail::kFatalAlert), random->Octet(), 1};
          break;
        default:
          *out = {static_cast<uint8_t>(random->Below(6)), random->Octet(), random->Octet(),
                  random->Octet()};
      }
    } while (!kMap(OutcomeOf(*out)));
  }));
  return *table;
}

template <auto kTable, auto kMap>
int MapPass() {
  static const std::vector<Result>* const outcomes = [] {
    auto* const made = new std::vector<Result>;
    for (const Bytes message : Outcomes<kTable>().messages) made->push_back(OutcomeOf(message));
    return made;
  }();
  int accepted = 0;
  for (const Result outcome : *outcomes) {
    auto number = kMap(outcome);
    benchmark::DoNotOptimize(number);
    accepted += number.has_value() ? 1 : 0;
  }
  return accepted;
}

bool Same(const Number& codec, const Number& floor) { return codec == floor; }
bool Same(const StreamError& codec, const StreamError& floor) {
  return codec && floor && codec->packed() == floor->packed();
}

// The same number, or none.
template <auto kMap, auto kFloor>
Verdicts CompareNumbers(Bytes octets) {
  if (octets.size() < 4) return Verdicts::kBothRefuse;
  const auto codec = kMap(OutcomeOf(octets));
  const auto floor = kFloor(OutcomeOf(octets));
  return Compare(codec.has_value(), floor.has_value(), Same(codec, floor));
}

template <auto kMap, auto kFloor>
Operation MapRow(const char* name) {
  using Numbered = decltype(kFloor(Result()));
  return {name,
          MapPass<kMap, kMap>,
          MapPass<kMap, kFloor>,
          MapPass<kMap, LimitNumber<Numbered>>,
          Outcomes<kMap>,
          CompareNumbers<kMap, kFloor>};
}

}  // namespace

std::vector<Operation> PlatformOperations() {
  return {MapRow<cfnetwork::FromResult, FloorCfNetwork>("cfnetwork"),
          MapRow<openharmony::FromResult, FloorOpenHarmony>("openharmony"),
          MapRow<secure_transport::FromResult, FloorSecureTransport>("secure_transport")};
}

}  // namespace bench
}  // namespace hardwire
