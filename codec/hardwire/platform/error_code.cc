// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/platform/error_code.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

#include "hardwire/outcomes.h"
#include "hardwire/platform/condition.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace {

// One row a Condition, in order.
constexpr std::array<std::errc, internal::kConditionCount> kConditions = {
    std::errc(),                                // kFine
    std::errc::resource_unavailable_try_again,  // kAgain
    std::errc::invalid_argument,                // kUnsendable
    std::errc::message_size,                    // kTooLong
    std::errc::no_buffer_space,                 // kNoRoom
    std::errc::bad_message,                     // kMalformed
    std::errc::protocol_not_supported,          // kOddVersion
    std::errc::address_family_not_supported,    // kOddAddress
    std::errc::operation_not_supported,         // kOddCommand
    std::errc::operation_not_permitted,         // kMisuse
    std::errc::permission_denied,               // kNoAuth
    std::errc::permission_denied,               // kDenied
    std::errc::network_unreachable,             // kNetworkUnreachable
    std::errc::host_unreachable,                // kHostUnreachable
    std::errc::connection_refused,              // kConnectionRefused
    std::errc::connection_aborted,              // kPeerFailed
    std::errc::not_connected,                   // kClosed
};
static_assert(kConditions.back() == std::errc::not_connected, "one row a Condition");

// A code's value: code, detail, octet, layer, from the lowest octet up, as in Result. None but ok's
// is 0.
int ValueOf(Result result) {
  return static_cast<int>(
      static_cast<uint32_t>(result.code()) | static_cast<uint32_t>(result.detail()) << 8 |
      uint32_t{result.octet()} << 16 | static_cast<uint32_t>(result.layer()) << 24);
}

// Empty for a value that ValueOf gives for nothing: error_code may be made of any number.
std::optional<Result> ResultOf(int value) {
  if (value == 0) return Result::Ok(0);
  const uint32_t bits = static_cast<uint32_t>(value);
  const uint32_t code = bits & 0xFF;
  const uint32_t detail = bits >> 8 & 0xFF;
  const uint32_t layer = bits >> 24;
  if (code == static_cast<uint32_t>(Code::kOk) || code >= internal::kCodeRows.size()) {
    return std::nullopt;
  }
  if (detail >= kDetailCount || layer > static_cast<uint32_t>(Layer::kDtls)) return std::nullopt;
  return Result::Error(static_cast<Code>(code), static_cast<Detail>(detail), 0,
                       static_cast<uint8_t>(bits >> 16 & 0xFF), static_cast<Layer>(layer));
}

class Category final : public std::error_category {
 public:
  const char* name() const noexcept override { return "hardwire"; }

  std::string message(int value) const override {
    const std::optional<Result> result = ResultOf(value);
    const string_view sentence = result ? Sentence(*result) : "no outcome of Hardwire";
    return std::string(sentence.data(), sentence.size());
  }

  std::error_condition default_error_condition(int value) const noexcept override {
    const std::optional<Result> result = ResultOf(value);
    if (!result) return std::error_condition(value, *this);
    const internal::Condition condition = internal::ConditionOf(*result);
    return std::make_error_condition(kConditions[static_cast<size_t>(condition)]);
  }
};

}  // namespace

const std::error_category& ErrorCategory() noexcept {
  static const Category category;
  return category;
}

std::error_code ToErrorCode(Result result) noexcept {
  if (result.ok()) return std::error_code();
  return std::error_code(ValueOf(result), ErrorCategory());
}

std::optional<Result> FromErrorCode(const std::error_code& code) noexcept {
  if (!code) return Result::Ok(0);
  if (code.category() != ErrorCategory()) return std::nullopt;
  return ResultOf(code.value());
}

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
