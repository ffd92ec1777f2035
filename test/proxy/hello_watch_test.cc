// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/hello_watch.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"
#include "test/tls/hello_bytes.h"

namespace hardwire::proxy {
namespace {

using tls::Octets;

Octets RecordOf(const Octets& fragment) {
  return hardwire::Hex("16 0301") + tls::Vector(2, fragment);
}
Octets HelloFor(const std::string& name) {
  const Octets extensions = tls::Ext(0, tls::NameBody(name)) + tls::Tls13();
  return RecordOf(tls::WithExtensions(extensions).Message());
}
HelloWatch Watching(const Octets& stream) {
  HelloWatch watch;
  watch.See(0, stream);
  return watch;
}
SniRules Rules() {
  SniRules rules;
  EXPECT_EQ(rules.Deny("www.example.com"), "");
  EXPECT_EQ(rules.Deny("*.example.net"), "");
  return rules;
}

TEST(SniRulesTest, NameTheFirstThatCovers) {
  const SniRules rules = Rules();
  EXPECT_EQ(Watching(HelloFor("WWW.example.com.")).WhyNot(rules), "sni:www.example.com");
  EXPECT_EQ(Watching(HelloFor("a.example.net")).WhyNot(rules), "sni:*.example.net");
  EXPECT_EQ(Watching(HelloFor("example.net")).WhyNot(rules), "");
  EXPECT_EQ(Watching(HelloFor("www.example.com")).WhyNot(SniRules()), "");
}

TEST(SniRulesTest, WantAName) {
  SniRules rules;
  EXPECT_EQ(rules.Deny("*"), "a name or *.NAME, not '*'");
  EXPECT_EQ(rules.Deny("192.0.2.1"), "a name or *.NAME, not '192.0.2.1'");
  EXPECT_TRUE(rules.empty());
}

TEST(HelloWatchTest, RefusesOnlyWithRulesWhatCannotBeTold) {
  const Octets no_record = hardwire::Hex("16 0301 0001 02");
  EXPECT_EQ(Watching(no_record).WhyNot(Rules()), "sni_unknown");
  EXPECT_EQ(Watching(no_record).WhyNot(SniRules()), "");
  EXPECT_EQ(Watching(HelloFor("192.0.2.1")).WhyNot(Rules()), "sni_unknown");
  EXPECT_EQ(Watching(hardwire::Hex("47")).WhyNot(Rules()), "");
}

TEST(HelloWatchTest, SeesEachOctetOnceHoweverManyAreHeld) {
  const Octets stream = HelloFor("www.example.com");
  for (size_t passed_on = 0; passed_on < 20; ++passed_on) {
    HelloWatch watch;
    for (size_t size = passed_on; size <= stream.size(); ++size) {
      EXPECT_FALSE(watch.done());
      const size_t at = watch.Summary().empty() ? 0 : passed_on;
      watch.See(at, MakeConstSpan(stream).subspan(at, size - at));
    }
    EXPECT_TRUE(watch.done());
    EXPECT_EQ(watch.Summary(), " hello=complete sni=www.example.com");
  }
}

TEST(HelloWatchTest, SaysNothingOfNoOctets) {
  HelloWatch watch;
  watch.See(0, {});
  watch.End();
  EXPECT_EQ(watch.Summary(), "");
  EXPECT_FALSE(watch.done());
}

TEST(HelloWatchTest, SaysHowFarItHasCome) {
  const Octets stream = HelloFor("www.example.com");
  HelloWatch watch;
  watch.See(0, MakeConstSpan(stream).first(stream.size() - 1));
  EXPECT_EQ(watch.Summary(), " hello=need_more");
  EXPECT_EQ(watch.WhyNot(Rules()), "");
  watch.End();
  EXPECT_EQ(watch.Summary(), " hello=ended_inside unverified_sni=www.example.com");
}

}  // namespace
}  // namespace hardwire::proxy
