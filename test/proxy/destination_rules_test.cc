// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/destination_rules.h"

#include <string>

#include "examples/proxy/network.h"
#include "gtest/gtest.h"

namespace hardwire::proxy {
namespace {

std::string WhyNot(const DestinationRules& rules, const std::string& text) {
  Network network;
  EXPECT_EQ(ParseNetwork(text, &network), "") << text;
  return rules.WhyNot(network.first);
}

TEST(DestinationRulesTest, WithoutAnyEverythingIsReached) {
  for (const char* text : {"127.0.0.1", "192.0.2.1", "::1", "2001:db8::1"}) {
    EXPECT_EQ(WhyNot(DestinationRules(), text), "") << text;
  }
}

TEST(DestinationRulesTest, Local) {
  DestinationRules rules;
  rules.DenyLocal();
  for (const char* text : {"0.0.0.0",
                           "0.255.255.255",
                           "127.0.0.1",
                           "127.255.255.255",
                           "169.254.0.0",
                           "169.254.255.255",
                           "224.0.0.1",
                           "239.255.255.255",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "fe80::",
                           "febf::1",
                           "ff02::1",
                           "ff0e::1",
                           "::ffff:127.0.0.1",
                           "::ffff:0.0.0.0",
                           "::ffff:169.254.1.1",
                           "64:ff9b::127.0.0.1",
                           "2002:7f00:1::",
                           "::ffff:0:127.0.0.1",
                           "::127.0.0.1"}) {
    EXPECT_EQ(WhyNot(rules, text), "local") << text;
  }
  for (const char* text : {"1.0.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255",
                           "169.255.0.0", "10.0.0.1", "240.0.0.1", "1::2", "fec0::", "fe7f::",
                           "fc00::1", "64:ff9b::192.0.2.1", "2002:c000:201::"}) {
    EXPECT_EQ(WhyNot(rules, text), "") << text;
  }
}

TEST(DestinationRulesTest, TheLongestPrefixDecides) {
  DestinationRules rules;
  EXPECT_EQ(rules.Deny("10.0.0.0/8"), "");
  EXPECT_EQ(rules.Allow("10.1.0.0/16"), "");
  EXPECT_EQ(rules.Deny("10.1.2.0/24"), "");
  EXPECT_EQ(rules.Allow("0.0.0.0/0"), "");
  EXPECT_EQ(WhyNot(rules, "10.0.0.1"), "deny:10.0.0.0/8");
  EXPECT_EQ(WhyNot(rules, "10.1.0.1"), "");
  EXPECT_EQ(WhyNot(rules, "10.1.2.1"), "deny:10.1.2.0/24");
  EXPECT_EQ(WhyNot(rules, "192.0.2.1"), "");
  EXPECT_EQ(WhyNot(rules, "2001:db8::1"), "not_allowed");
}

TEST(DestinationRulesTest, OfTwoAsLongDenyDecides) {
  for (const bool deny_first : {true, false}) {
    DestinationRules rules;
    if (deny_first) (void)rules.Deny("10.0.0.0/8");
    (void)rules.Allow("10.0.0.0/8");
    if (!deny_first) (void)rules.Deny("10.0.0.0/8");
    EXPECT_EQ(WhyNot(rules, "10.0.0.1"), "deny:10.0.0.0/8");
  }
}

TEST(DestinationRulesTest, AnAllowGoesBeforeLocalAndADenyTellsItsName) {
  DestinationRules rules;
  rules.DenyLocal();
  (void)rules.Allow("127.0.0.1");
  (void)rules.Allow("169.254.0.0/16");
  (void)rules.Deny("fe80::/10");
  (void)rules.Allow("0.0.0.0/0");
  EXPECT_EQ(WhyNot(rules, "127.0.0.1"), "");
  EXPECT_EQ(WhyNot(rules, "169.254.1.1"), "");
  EXPECT_EQ(WhyNot(rules, "127.0.0.2"), "local");
  EXPECT_EQ(WhyNot(rules, "fe80::1"), "deny:fe80::/10");
}

TEST(DestinationRulesTest, WhatCarriesAnIpv4AddressMustBeAllowedAsBoth) {
  DestinationRules rules;
  (void)rules.Allow("::/0");
  EXPECT_EQ(WhyNot(rules, "2001:db8::1"), "");
  EXPECT_EQ(WhyNot(rules, "64:ff9b::192.0.2.1"), "not_allowed");
  (void)rules.Allow("192.0.2.0/24");
  EXPECT_EQ(WhyNot(rules, "64:ff9b::192.0.2.1"), "");
  (void)rules.Deny("64:ff9b::/96");
  EXPECT_EQ(WhyNot(rules, "64:ff9b::192.0.2.1"), "deny:64:ff9b::/96");
}

TEST(DestinationRulesTest, WhatIsNoNetworkIsNoRule) {
  DestinationRules rules;
  EXPECT_EQ(rules.Deny("nothing"), "there is no IP address");
  EXPECT_EQ(WhyNot(rules, "192.0.2.1"), "");
  // Who wanted to allow something must not end with everything.
  EXPECT_EQ(rules.Allow("nothing"), "there is no IP address");
  EXPECT_EQ(WhyNot(rules, "192.0.2.1"), "not_allowed");
}

}  // namespace
}  // namespace hardwire::proxy
