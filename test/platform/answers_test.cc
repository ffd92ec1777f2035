// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What a server replies and which alert is sent.

#include <cstdint>
#include <optional>

#include "gtest/gtest.h"
#include "hardwire/outcomes.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/reply_for.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_for.h"

namespace hardwire {
namespace {

constexpr std::optional<uint8_t> kSilence;

void ExpectReplies(Result result, std::optional<uint8_t> socks4, std::optional<uint8_t> socks5) {
  EXPECT_EQ(socks4::ReplyFor(result), socks4) << Name(result.detail());
  EXPECT_EQ(socks5::ReplyFor(result), socks5) << Name(result.detail());
}

Result Socks(Code code, Detail detail, uint8_t octet = 0) {
  return Result::Error(code, detail, 0, octet);
}

TEST(ReplyFor, Requests) {
  ExpectReplies(Socks(Code::kBadAddress, Detail::kUnknownAddressType, 2), 91, 8);
  ExpectReplies(Socks(Code::kDeserialization, Detail::kUnknownCommand, 9), 91, 7);
  ExpectReplies(Socks(Code::kDeserialization, Detail::kReservedNonzero, 1), 91, 1);
  ExpectReplies(Socks(Code::kDeserialization, Detail::kNulInDomain), 91, 1);
  ExpectReplies(Socks(Code::kDeserialization, Detail::kUseridTooLong), 91, kSilence);
  ExpectReplies(Socks(Code::kBadState, Detail::kNone), 91, 1);
}

TEST(ReplyFor, GreetingsAndAuthentication) {
  ExpectReplies(Socks(Code::kDeserialization, Detail::kNoMethods), kSilence, 0xFF);
  ExpectReplies(Socks(Code::kDeserialization, Detail::kMethodFfOffered, 0xFF), kSilence, 0xFF);
  ExpectReplies(Socks(Code::kDeserialization, Detail::kEmptyUsername), kSilence, 1);
  ExpectReplies(Socks(Code::kDeserialization, Detail::kGssapiType, 9), kSilence, 0xFF);
}

TEST(ReplyFor, Refusals) {
  ExpectReplies(Socks(Code::kPeerRefused, Detail::kCredentialsRejected, 7), 93, 1);
  ExpectReplies(Socks(Code::kPeerRefused, Detail::kNoAcceptableMethod, 0xFF), 91, 0xFF);
  ExpectReplies(Socks(Code::kPeerRefused, Detail::kSocks5Refused, 5), 91, 5);
  ExpectReplies(Socks(Code::kPeerRefused, Detail::kSocks4Refused, 92), 92, 1);
}

TEST(ReplyFor, Silence) {
  ExpectReplies(Result::Ok(10), kSilence, kSilence);
  ExpectReplies(Result::NeedMore(10), kSilence, kSilence);
  ExpectReplies(Socks(Code::kSerialization, Detail::kOutputTooSmall), kSilence, kSilence);
  ExpectReplies(Socks(Code::kDeserialization, Detail::kSocksVersion, 0x47), kSilence, kSilence);
  ExpectReplies(Socks(Code::kDeserialization, Detail::kFragment, 1), kSilence, kSilence);
  ExpectReplies(Result::Error(Code::kBadState, Detail::kNone, 0, 0, Layer::kTls), kSilence,
                kSilence);
}

TEST(ReplyFor, AReplyThatCannotBeSentIsAFailure) {
  ExpectReplies(Socks(Code::kSerialization, Detail::kDomainTooLong), 91, 1);
  ExpectReplies(Socks(Code::kSerialization, Detail::kUnknownCommand, 9), 91, 1);
}

std::optional<int> Alert(Code code, Detail detail, Layer layer = Layer::kTls) {
  const auto alert = tls::AlertFor(Result::Error(code, detail, 0, 0, layer));
  if (!alert) return std::nullopt;
  return static_cast<int>(*alert);
}

TEST(AlertFor, TheRecordLayer) {
  EXPECT_EQ(Alert(Code::kDeserialization, Detail::kUnknownContentType), 10);
  EXPECT_EQ(Alert(Code::kDeserialization, Detail::kUnexpectedContentType), 10);
  EXPECT_EQ(Alert(Code::kDeserialization, Detail::kRecordMajorVersion), 70);
  EXPECT_EQ(Alert(Code::kDeserialization, Detail::kRecordVersion), 70);
  EXPECT_EQ(Alert(Code::kDeserialization, Detail::kRecordOverflow), 22);
  EXPECT_EQ(Alert(Code::kDeserialization, Detail::kEmptyFragment), 10);
  EXPECT_EQ(Alert(Code::kDeserialization, Detail::kAlertLevel), 47);
  EXPECT_EQ(Alert(Code::kDeserialization, Detail::kAlertSize), 50);
  EXPECT_EQ(Alert(Code::kBadState, Detail::kNone), 80);
  EXPECT_EQ(Alert(Code::kSerialization, Detail::kRecordOverflow), 80);
  EXPECT_EQ(Alert(Code::kPeerRefused, Detail::kCloseNotify), 0);
}

// RFC 8446 sections 5.4 and 6.2.
TEST(AlertFor, WhatIsCutShort) {
  const auto alert = [](uint32_t size, Layer layer) {
    return tls::AlertFor(Result::Error(Code::kDeserialization, Detail::kTruncated, size, 0, layer));
  };
  EXPECT_EQ(alert(0, Layer::kTls), tls::AlertDescription::kUnexpectedMessage);
  EXPECT_EQ(alert(1, Layer::kTls), tls::AlertDescription::kDecodeError);
  EXPECT_EQ(alert(1, Layer::kDtls), std::nullopt);
  EXPECT_EQ(alert(1, Layer::kSocks), std::nullopt);
  // What an encoder refuses is no message of the peer's.
  EXPECT_EQ(Alert(Code::kSerialization, Detail::kTruncated), 80);
  EXPECT_EQ(
      tls::AlertFor(Result::Error(Code::kSerialization, Detail::kTruncated, 0, 0, Layer::kTls)),
      tls::AlertDescription::kInternalError);
}

TEST(AlertFor, Silence) {
  EXPECT_EQ(Alert(Code::kPeerRefused, Detail::kFatalAlert), std::nullopt);
  EXPECT_EQ(Alert(Code::kSerialization, Detail::kOutputTooSmall), std::nullopt);
  EXPECT_EQ(Alert(Code::kBadState, Detail::kNone, Layer::kSocks), std::nullopt);
  EXPECT_FALSE(tls::AlertFor(Result::Ok(5, Layer::kTls)));
  EXPECT_FALSE(tls::AlertFor(Result::NeedMore(5, Layer::kTls)));
}

// What the compiler evaluates, evaluated again.
TEST(Outcomes, AreInOrder) {
  EXPECT_TRUE(internal::OutcomesInOrder());
  EXPECT_TRUE(internal::CodeRowsInOrder());
}

// A row answers in its own layer or not at all. kTruncated is of all three.
TEST(Outcomes, AnswerInTheirLayerAlone) {
  for (const internal::Outcome& row : internal::kOutcomes) {
    if (row.detail == Detail::kNone || row.detail == Detail::kTruncated) continue;
    if (row.layer == Layer::kTls) {
      EXPECT_EQ(row.socks4, internal::kNone) << row.name;
      EXPECT_EQ(row.socks5, internal::kNone) << row.name;
    } else {
      EXPECT_EQ(row.alert, internal::kNone) << row.name;
    }
  }
}

}  // namespace
}  // namespace hardwire
