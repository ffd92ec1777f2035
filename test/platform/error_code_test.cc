// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes as std::error_code.

#include "hardwire/platform/error_code.h"

#include <climits>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

#include "fuzz/allocations.h"
#include "gtest/gtest.h"
#include "hardwire/outcomes.h"
#include "hardwire/result.h"

namespace hardwire {
namespace {

std::error_code Make(Code code, Detail detail, uint8_t octet = 0) {
  return ToErrorCode(Result::Error(code, detail, 3, octet));
}

TEST(ErrorCode, OkIsNoError) {
  EXPECT_FALSE(ToErrorCode(Result::Ok(7)));
  EXPECT_EQ(ToErrorCode(Result::Ok(7)), std::error_code());
  EXPECT_TRUE(ToErrorCode(Result::NeedMore(7)));
}

TEST(ErrorCode, ComparesWithErrc) {
  EXPECT_EQ(ToErrorCode(Result::NeedMore(7)), std::errc::resource_unavailable_try_again);
  EXPECT_EQ(Make(Code::kSerialization, Detail::kNotIpv4), std::errc::invalid_argument);
  EXPECT_EQ(Make(Code::kSerialization, Detail::kUnknownCommand), std::errc::invalid_argument);
  EXPECT_EQ(Make(Code::kSerialization, Detail::kDomainTooLong), std::errc::message_size);
  EXPECT_EQ(Make(Code::kSerialization, Detail::kOutputTooSmall), std::errc::no_buffer_space);
  EXPECT_EQ(Make(Code::kDeserialization, Detail::kReservedNonzero), std::errc::bad_message);
  EXPECT_EQ(Make(Code::kDeserialization, Detail::kSocksVersion), std::errc::protocol_not_supported);
  EXPECT_EQ(Make(Code::kDeserialization, Detail::kUnknownCommand),
            std::errc::operation_not_supported);
  EXPECT_EQ(Make(Code::kBadAddress, Detail::kUnknownAddressType),
            std::errc::address_family_not_supported);
  EXPECT_EQ(Make(Code::kBadState, Detail::kNone), std::errc::operation_not_permitted);
  EXPECT_EQ(Make(Code::kPeerRefused, Detail::kCredentialsRejected), std::errc::permission_denied);
  EXPECT_EQ(Make(Code::kPeerRefused, Detail::kSocks4Refused, 91), std::errc::connection_aborted);
  EXPECT_EQ(Make(Code::kPeerRefused, Detail::kFatalAlert, 40), std::errc::connection_aborted);
  EXPECT_EQ(Make(Code::kPeerRefused, Detail::kCloseNotify), std::errc::not_connected);
  EXPECT_NE(Make(Code::kPeerRefused, Detail::kCloseNotify), std::errc::bad_message);
}

TEST(ErrorCode, NamesTheReasonThatRepGives) {
  const std::errc expected[] = {
      std::errc::connection_aborted,
      std::errc::connection_aborted,
      std::errc::permission_denied,
      std::errc::network_unreachable,
      std::errc::host_unreachable,
      std::errc::connection_refused,
      std::errc::host_unreachable,
      std::errc::operation_not_supported,
      std::errc::address_family_not_supported,
      std::errc::connection_aborted,
  };
  for (uint8_t rep = 0; rep < 10; ++rep) {
    EXPECT_EQ(Make(Code::kPeerRefused, Detail::kSocks5Refused, rep), expected[rep]) << int{rep};
  }
  EXPECT_EQ(Make(Code::kPeerRefused, Detail::kSocks5Refused, 255), std::errc::connection_aborted);
}

TEST(ErrorCode, GivesTheResultBackWithoutN) {
  for (const internal::Outcome& row : internal::kOutcomes) {
    if (row.detail == Detail::kNone) continue;
    const std::error_code code =
        ToErrorCode(Result::Error(row.code, row.detail, 9, 255, row.layer));
    EXPECT_GT(code.value(), 0);
    EXPECT_EQ(FromErrorCode(code), Result::Error(row.code, row.detail, 0, 255, row.layer));
    EXPECT_NE(code.default_error_condition(), std::error_condition()) << row.name;
  }
  EXPECT_EQ(FromErrorCode(std::error_code()), Result::Ok(0));
  EXPECT_EQ(FromErrorCode(std::make_error_code(std::errc::bad_message)), std::nullopt);
}

// A program may make an error_code of any number. What tests true is never ok.
TEST(ErrorCode, NumbersThatNoResultBecomesAreNone) {
  const auto made = [](int value) { return std::error_code(value, ErrorCategory()); };
  for (const int value :
       {0x100, 0x10000, 0x1000000, 7, 0xFF, 3 | kDetailCount << 8, 3 | 3 << 24, -1, INT_MIN}) {
    EXPECT_TRUE(made(value)) << value;
    EXPECT_EQ(FromErrorCode(made(value)), std::nullopt) << value;
    EXPECT_EQ(made(value).message(), "no outcome of Hardwire") << value;
    EXPECT_NE(made(value), std::errc()) << value;
    EXPECT_EQ(made(value).default_error_condition(), std::error_condition(value, ErrorCategory()));
  }
  EXPECT_EQ(FromErrorCode(made(0)), Result::Ok(0));
  EXPECT_EQ(made(0).message(), "the message is complete");
  EXPECT_FALSE(made(0).default_error_condition());
  EXPECT_EQ(FromErrorCode(made(5)), Result());
  for (int value = 1; value < 0x4000000; value += 77) {
    const std::optional<Result> result = FromErrorCode(made(value));
    if (!result) continue;
    ASSERT_FALSE(result->ok()) << value;
    ASSERT_EQ(ToErrorCode(*result), made(value));
  }
}

TEST(ErrorCode, HasACategoryAndAMessage) {
  const std::error_code code = Make(Code::kDeserialization, Detail::kReservedNonzero);
  EXPECT_STREQ(code.category().name(), "hardwire");
  EXPECT_EQ(code.message(), "a reserved octet is not zero");
}

TEST(ErrorCode, AllocatesOnlyTheMessage) {
  const std::error_code first = Make(Code::kBadState, Detail::kNone);  // makes the category
  uint64_t before = fuzz::Allocations();
  const std::error_code code = Make(Code::kDeserialization, Detail::kReservedNonzero);
  const bool equal = code == std::errc::bad_message && FromErrorCode(code).has_value();
  EXPECT_EQ(fuzz::Allocations(), before);
  EXPECT_TRUE(equal);
  EXPECT_NE(code, first);
  before = fuzz::Allocations();
  const std::string message = code.message();
  EXPECT_GT(fuzz::Allocations(), before);
}

}  // namespace
}  // namespace hardwire
