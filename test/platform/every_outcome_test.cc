// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Every outcome with every octet, on every platform, beside what its documents say
// (platform_model.h).

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <system_error>

#include "gtest/gtest.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/error_code.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/platform/secure_transport.h"
#include "hardwire/result.h"
#include "hardwire/socks/reply_for.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_for.h"
#include "test/differential/platform_model.h"

namespace hardwire {
namespace {

using platform_model::EveryOutcome;
using platform_model::Number;
using platform_model::Said;

std::string Shown(const Said& said) {
  return said.code + " " + said.detail + " " + said.layer + " " + std::to_string(said.octet);
}

// The first outcomes on which `ours` and `theirs` differ.
template <typename Ours, typename Theirs>
void ExpectSame(Ours ours, Theirs theirs) {
  int differences = 0;
  EveryOutcome(true, [&](Result result, const Said& said) {
    if (ours(result) == theirs(said) || ++differences > 5) return;
    ADD_FAILURE() << Shown(said);
  });
  EXPECT_EQ(differences, 0);
}

Number Packed(Result result) {
  const std::optional<cfnetwork::StreamError> error = cfnetwork::FromResult(result);
  if (!error) return std::nullopt;
  return error->packed();
}

template <typename Octet>
std::optional<int> AsInt(std::optional<Octet> octet) {
  if (!octet) return std::nullopt;
  return static_cast<int>(*octet);
}

TEST(EveryOutcome, IsOneOfMany) {
  std::set<std::string> details;
  uint64_t count = 0;
  EveryOutcome(true, [&](Result, const Said& said) {
    details.insert(said.detail);
    ++count;
  });
  EXPECT_EQ(details.size(), static_cast<size_t>(kDetailCount));
  EXPECT_GT(count, 50000U);
}

TEST(EveryOutcome, InCfNetwork) { ExpectSame(Packed, platform_model::CfNetwork); }
TEST(EveryOutcome, InOpenHarmony) {
  ExpectSame(openharmony::FromResult, platform_model::OpenHarmony);
}
TEST(EveryOutcome, InSecureTransport) {
  ExpectSame(secure_transport::FromResult, platform_model::SecureTransport);
}
TEST(EveryOutcome, AsErrc) {
  ExpectSame(
      [](Result result) { return ToErrorCode(result).default_error_condition(); },
      [](const Said& said) { return std::make_error_condition(platform_model::Errc(said)); });
}
TEST(EveryOutcome, AsReplyOfSocks4) {
  ExpectSame([](Result result) { return AsInt(socks4::ReplyFor(result)); },
             platform_model::Socks4Reply);
}
TEST(EveryOutcome, AsReplyOfSocks5) {
  ExpectSame([](Result result) { return AsInt(socks5::ReplyFor(result)); },
             platform_model::Socks5Reply);
}
TEST(EveryOutcome, AsAlert) {
  ExpectSame([](Result result) { return AsInt(tls::AlertFor(result)); }, platform_model::Alert);
}

TEST(EveryOutcome, OkIsNoError) {
  for (const Layer layer : {Layer::kSocks, Layer::kTls, Layer::kDtls}) {
    const Result ok = Result::Ok(7, layer);
    EXPECT_EQ(Packed(ok), layer == Layer::kSocks ? Number(0) : std::nullopt);
    EXPECT_EQ(openharmony::FromResult(ok), 0);
    EXPECT_EQ(secure_transport::FromResult(ok), 0);
    EXPECT_EQ(ToErrorCode(ok), std::error_code());
    EXPECT_FALSE(socks4::ReplyFor(ok) || socks5::ReplyFor(ok) || tls::AlertFor(ok));
  }
}

// No two outcomes become one error_code, and each comes back, but for what it counts; those as well
// that only somebody else would make.
TEST(EveryOutcome, ComesBackFromAnErrorCode) {
  std::set<int> values;
  uint64_t count = 0;
  for (const bool given : {true, false}) {
    EveryOutcome(given, [&](Result result, const Said& said) {
      const std::error_code code = ToErrorCode(result);
      const Result uncounted =
          Result::Error(result.code(), result.detail(), 0, result.octet(), result.layer());
      if (FromErrorCode(code) != uncounted || !code) ADD_FAILURE() << Shown(said);
      values.insert(code.value());
      ++count;
    });
  }
  EXPECT_EQ(count, uint64_t{6} * kDetailCount * 3 * 256);
  EXPECT_EQ(values.size(), count);
}

// What CFNetwork's number says in words is the outcome that it was made of.
TEST(EveryOutcome, IsDescribedByItsCfNetworkNumber) {
  const std::map<int, std::string> symbols = {
      {0, "kCFStreamErrorSOCKSSubDomainNone"},      {1, "kCFStreamErrorSOCKSSubDomainVersionCode"},
      {2, "kCFStreamErrorSOCKS4SubDomainResponse"}, {3, "kCFStreamErrorSOCKS5SubDomainUserPass"},
      {4, "kCFStreamErrorSOCKS5SubDomainMethod"},   {5, "kCFStreamErrorSOCKS5SubDomainResponse"}};
  EveryOutcome(true, [&](Result result, const Said& said) {
    const Number packed = platform_model::CfNetwork(said);
    if (!packed) return;
    const cfnetwork::Description what = cfnetwork::Describe(*Packed(result));
    EXPECT_EQ(platform_model::Words(what.subdomain), symbols.at(*packed / 65536)) << Shown(said);
    EXPECT_EQ(what.error.code, *packed % 65536) << Shown(said);
  });
}

// Every OpenHarmony code has a message there, and is made of the base that the documents name.
TEST(EveryOutcome, HasAMessageInOpenHarmony) {
  EveryOutcome(true, [](Result result, const Said& said) {
    const Number code = openharmony::FromResult(result);
    if (!code) return;
    EXPECT_FALSE(openharmony::Message(*code).empty()) << Shown(said);
    const openharmony::Decoded decoded = openharmony::Decode(*code);
    const bool ssl = *code > 2303500 && *code < 2303600;
    EXPECT_EQ(decoded.base, *code == 2300002 ? openharmony::Base::kFixed
                            : ssl            ? openharmony::Base::kTlsSsl
                                             : openharmony::Base::kSocket);
    EXPECT_FALSE(decoded.doubled);
  });
}

// Every OSStatus has a symbol; one that a fatal alert became is the peer's, or errSSLFatalAlert, or
// the graceful close.
TEST(EveryOutcome, HasASymbolInSecureTransport) {
  EveryOutcome(true, [](Result result, const Said& said) {
    const Number status = secure_transport::FromResult(result);
    if (!status) return;
    EXPECT_FALSE(secure_transport::SymbolName(*status).empty()) << Shown(said);
    const bool peers = secure_transport::IsFatalPeerError(*status);
    if (said.detail != "fatal_alert") {
      EXPECT_FALSE(peers) << Shown(said);
      return;
    }
    EXPECT_TRUE(peers || *status == -9802 || *status == -9805) << Shown(said);
  });
}

}  // namespace
}  // namespace hardwire
