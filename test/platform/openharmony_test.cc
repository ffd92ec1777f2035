// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// OpenHarmony's numbers: the codes, the bases, and which outcome has which.

#include "hardwire/platform/openharmony.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/allocations.h"
#include "gtest/gtest.h"
#include "hardwire/platform/symbol.h"
#include "hardwire/result.h"
#include "test/differential/platform_model.h"
#include "test/platform/facts.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace openharmony {
namespace {

Result Error(Code code, Detail detail, Layer layer = Layer::kSocks) {
  return Result::Error(code, detail, 0, 0, layer);
}

TEST(OpenHarmony, NamesEveryCode) {
  const std::vector<std::vector<std::string>> facts = Facts("openharmony.tsv");
  ASSERT_EQ(facts.size(), 64U);
  for (const std::vector<std::string>& row : facts) {
    const Symbol* symbol = FindValue(Symbols(), std::stoi(row[0]));
    ASSERT_NE(symbol, nullptr) << row[0];
    EXPECT_EQ(symbol->name, row[3]) << row[0];
    EXPECT_EQ(symbol->message, row[4]) << row[0];
    EXPECT_EQ(Message(symbol->value), row[4]) << row[0];
    EXPECT_NE(Decode(symbol->value).base, Base::kUnknown) << row[0];
  }
  EXPECT_EQ(Symbols().size(), facts.size());
  EXPECT_EQ(Message(2301105), "");
  EXPECT_EQ(Message(7), "");
}

TEST(OpenHarmony, MakesTheCodesOfErrnosAndOfOpenSslErrors) {
  for (const std::vector<std::string>& row : Facts("openharmony.tsv")) {
    const int32_t code = std::stoi(row[0]);
    const int32_t rest = std::stoi(row[2]);
    EXPECT_EQ(Decode(code).rest, rest) << code;
    if (rest < 1 || rest > 133) continue;
    std::optional<int32_t> made;
    if (row[1] == "2301000") made = FromErrno(rest);
    if (row[1] == "2303100") made = FromTlsErrno(rest);
    if (row[1] == "2303500") made = FromSslError(rest);
    EXPECT_EQ(made, code);
  }
  for (const int32_t none : {INT32_MIN, -1, 0, 134, INT32_MAX}) {
    EXPECT_EQ(FromErrno(none), std::nullopt);
    EXPECT_EQ(FromTlsErrno(none), std::nullopt);
  }
  EXPECT_EQ(FromErrno(133), 2301133);
  EXPECT_EQ(FromTlsErrno(133), 2303233);
  EXPECT_EQ(FromSslError(0), std::nullopt);
  EXPECT_EQ(FromSslError(13), std::nullopt);
}

void ExpectDecoded(int32_t code, Base base, int32_t rest, bool doubled = false) {
  const Decoded decoded = Decode(code);
  EXPECT_EQ(decoded.base, base) << code;
  EXPECT_EQ(decoded.rest, rest) << code;
  EXPECT_EQ(decoded.doubled, doubled) << code;
  EXPECT_EQ(decoded.code, doubled ? code - kSocketBase : code) << code;
}

TEST(OpenHarmony, TakesCodesApart) {
  for (const int32_t fixed : {201, 401}) {
    ExpectDecoded(fixed - 1, Base::kUnknown, fixed - 1);
    ExpectDecoded(fixed, Base::kFixed, fixed);
    ExpectDecoded(fixed + 1, Base::kUnknown, fixed + 1);
  }
  ExpectDecoded(2300002, Base::kFixed, 2300002);
  ExpectDecoded(2300998, Base::kUnknown, 2300998);
  ExpectDecoded(2300999, Base::kSocket, -1);
  ExpectDecoded(2301000, Base::kSocket, 0);
  ExpectDecoded(2301111, Base::kSocket, 111);    // ECONNREFUSED
  ExpectDecoded(2303111, Base::kTlsSystem, 11);  // the same last digits: EAGAIN
  ExpectDecoded(2301213, Base::kSocket, 213);
  ExpectDecoded(2301999, Base::kSocket, 999);
  ExpectDecoded(2302000, Base::kUnknown, 2302000);
  ExpectDecoded(2303099, Base::kUnknown, 2303099);
  ExpectDecoded(2303100, Base::kTlsSystem, 0);
  ExpectDecoded(2303499, Base::kTlsSystem, 399);
  ExpectDecoded(2303500, Base::kTlsSsl, 0);
  ExpectDecoded(2303599, Base::kTlsSsl, 99);
  ExpectDecoded(2303602, Base::kFixed, 2303602);
  ExpectDecoded(2303603, Base::kUnknown, 2303603);
  ExpectDecoded(0, Base::kUnknown, 0);
  ExpectDecoded(INT32_MIN, Base::kUnknown, INT32_MIN);
  ExpectDecoded(INT32_MAX, Base::kUnknown, INT32_MAX);
}

TEST(OpenHarmony, TakesEveryCodeApart) {
  int differences = 0;
  for (int32_t code = -1000; code < 5000000; ++code) {
    const platform_model::OpenHarmonyParts parts = platform_model::PartsOf(code);
    const Decoded decoded = Decode(code);
    const bool same = static_cast<int>(decoded.base) == static_cast<int>(parts.base) &&
                      decoded.rest == parts.rest && decoded.code == parts.code &&
                      decoded.doubled == (parts.code != code);
    if (!same && ++differences < 5) ADD_FAILURE() << code;
  }
  EXPECT_EQ(differences, 0);
}

TEST(OpenHarmony, TheWayBackIsTheWayThere) {
  for (int32_t error = -10; error < 1000; ++error) {
    const bool is_errno = error >= 1 && error <= 133;
    const bool is_ssl = error >= 1 && error <= 12;
    EXPECT_EQ(FromErrno(error).has_value(), is_errno) << error;
    EXPECT_EQ(FromTlsErrno(error).has_value(), is_errno) << error;
    EXPECT_EQ(FromSslError(error).has_value(), is_ssl) << error;
    if (is_errno) {
      ExpectDecoded(*FromErrno(error), Base::kSocket, error);
      ExpectDecoded(*FromTlsErrno(error), Base::kTlsSystem, error);
    }
    if (is_ssl) ExpectDecoded(*FromSslError(error), Base::kTlsSsl, error);
  }
}

TEST(OpenHarmony, SeesADoubledBase) {
  ExpectDecoded(4604501, Base::kTlsSsl, 1, true);
  EXPECT_EQ(Message(4604501), "SSL is null");
  ExpectDecoded(4602207, Base::kSocket, 207, true);
  ExpectDecoded(4601002, Base::kFixed, 2300002, true);
  ExpectDecoded(2301201, Base::kSocket, 201);  // never 201 doubled
  ExpectDecoded(4604603, Base::kUnknown, 4604603);
  EXPECT_EQ(Message(4604603), "");
  EXPECT_EQ(Sentence(Base::kUnknown), "no code of the socket module");
}

TEST(OpenHarmony, CoarseTable) {
  EXPECT_EQ(FromResult(Result::Ok(7)), 0);
  EXPECT_EQ(FromResult(Result::NeedMore(7)), std::nullopt);
  EXPECT_EQ(FromResult(Result::NeedMore(5, Layer::kTls)), 2303502);
  EXPECT_EQ(FromResult(Error(Code::kSerialization, Detail::kOutputTooSmall)), 2301212);
  EXPECT_EQ(FromResult(Error(Code::kSerialization, Detail::kUsernameTooLong)), 2301212);
  EXPECT_EQ(FromResult(Error(Code::kSerialization, Detail::kRecordOverflow, Layer::kTls)), 2301212);
  EXPECT_EQ(FromResult(Error(Code::kDeserialization, Detail::kReservedNonzero)), 2301213);
  EXPECT_EQ(FromResult(Error(Code::kDeserialization, Detail::kRecordOverflow, Layer::kTls)),
            2303501);
  EXPECT_EQ(FromResult(Error(Code::kBadAddress, Detail::kUnknownAddressType)), 2301213);
  EXPECT_EQ(FromResult(Error(Code::kBadState, Detail::kNone)), 2300002);
  EXPECT_EQ(FromResult(Error(Code::kPeerRefused, Detail::kNoAcceptableMethod)), 2301209);
  EXPECT_EQ(FromResult(Error(Code::kPeerRefused, Detail::kCredentialsRejected)), 2301207);
  EXPECT_EQ(FromResult(Error(Code::kPeerRefused, Detail::kSocks5Refused)), 2301208);
  EXPECT_EQ(FromResult(Error(Code::kPeerRefused, Detail::kSocks4Refused)), 2301208);
  EXPECT_EQ(FromResult(Error(Code::kPeerRefused, Detail::kGssapiAborted)), std::nullopt);
  EXPECT_EQ(FromResult(Error(Code::kPeerRefused, Detail::kFatalAlert, Layer::kTls)), 2303501);
  EXPECT_EQ(FromResult(Error(Code::kPeerRefused, Detail::kCloseNotify, Layer::kTls)), 2303506);
}

TEST(OpenHarmony, AllocatesNothing) {
  const uint64_t before = fuzz::Allocations();
  for (int32_t code = 2300000; code < 4700000; ++code) {
    ASSERT_FALSE(Sentence(Decode(code).base).empty());
  }
  ASSERT_EQ(Message(2301208).size(), 46U);
  EXPECT_EQ(fuzz::Allocations(), before);
}

}  // namespace
}  // namespace openharmony
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
