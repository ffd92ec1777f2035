// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/network.h"

#include <string>
#include <tuple>

#include "gtest/gtest.h"

namespace hardwire::proxy {
namespace {

Network Parsed(const std::string& text) {
  Network network;
  EXPECT_EQ(ParseNetwork(text, &network), "") << text;
  return network;
}

bool Holds(const std::string& network, const std::string& address) {
  return Parsed(network).Contains(Parsed(address).first);
}

TEST(NetworkTest, HoldsWhatHasItsFirstBits) {
  for (const auto& [network, inside, outside] :
       {std::make_tuple("10.0.0.0/8", "10.255.255.255", "11.0.0.0"),
        std::make_tuple("172.16.0.0/12", "172.31.255.255", "172.32.0.0"),
        std::make_tuple("192.0.2.128/25", "192.0.2.128", "192.0.2.127"),
        std::make_tuple("192.0.2.1", "192.0.2.1", "192.0.2.0"),
        std::make_tuple("192.0.2.1/32", "192.0.2.1", "192.0.2.3"),
        std::make_tuple("0.0.0.0/0", "255.255.255.255", "::1"),
        std::make_tuple("128.0.0.0/1", "128.0.0.0", "127.255.255.255"),
        std::make_tuple("::/0", "ffff::1", "1.2.3.4"), std::make_tuple("::/1", "7fff::", "8000::"),
        std::make_tuple("fe80::/10", "febf:ffff::1", "fec0::"),
        std::make_tuple("2001:db8::/127", "2001:db8::1", "2001:db8::2"),
        std::make_tuple("::1", "::1", "::"), std::make_tuple("::/95", "::1", "0.0.0.0")}) {
    EXPECT_TRUE(Holds(network, inside)) << network << " " << inside;
    EXPECT_FALSE(Holds(network, outside)) << network << " " << outside;
  }
}

TEST(NetworkTest, MappedIsIpv4) {
  EXPECT_TRUE(Holds("10.0.0.0/8", "::ffff:10.1.2.3"));
  EXPECT_TRUE(Holds("::ffff:10.0.0.0/104", "10.1.2.3"));
  EXPECT_FALSE(Holds("::ffff:10.0.0.0/104", "11.1.2.3"));
  EXPECT_EQ(Parsed("10.0.0.0/8").bits, 104U);
}

TEST(NetworkTest, RefusesWhatIsNone) {
  for (const auto& [text, why] : {
           std::make_tuple("", "there is no IP address"),
           std::make_tuple("/8", "there is no IP address"),
           std::make_tuple("localhost", "there is no IP address"),
           std::make_tuple("localhost/8", "there is no IP address"),
           std::make_tuple("10.0.0/8", "there is no IP address"),
           std::make_tuple("010.0.0.0/8", "there is no IP address"),
           std::make_tuple("[::1]/128", "there is no IP address"),
           std::make_tuple("fe80::1%lo", "there is no IP address"),
           std::make_tuple("10.0.0.0:80", "there is no IP address"),
           std::make_tuple("10.0.0.0/", "a number from 0 to 32 goes behind the slash"),
           std::make_tuple("10.0.0.0/33", "a number from 0 to 32 goes behind the slash"),
           std::make_tuple("10.0.0.0/8/8", "a number from 0 to 32 goes behind the slash"),
           std::make_tuple("10.0.0.0/+8", "a number from 0 to 32 goes behind the slash"),
           std::make_tuple("10.0.0.0/99999999999999999999",
                           "a number from 0 to 32 goes behind the slash"),
           std::make_tuple("10.0.0.0/255.0.0.0", "a number from 0 to 32 goes behind the slash"),
           std::make_tuple("::/129", "a number from 0 to 128 goes behind the slash"),
           std::make_tuple("10.0.0.1/8", "there are bits set behind the prefix"),
           std::make_tuple("10.128.0.0/8", "there are bits set behind the prefix"),
           std::make_tuple("::1/127", "there are bits set behind the prefix"),
           std::make_tuple("1.0.0.0/0", "there are bits set behind the prefix"),
       }) {
    Network network{kMapped, 7};
    EXPECT_EQ(ParseNetwork(text, &network), why) << text;
    EXPECT_EQ(network.bits, 7U) << text;
  }
}

TEST(NetworkTest, CarriedIpv4) {
  for (const char* text : {"64:ff9b::10.1.2.3", "2002:a01:203::", "2002:a01:203:ffff::1",
                           "::ffff:0:10.1.2.3", "::10.1.2.3"}) {
    EXPECT_EQ(CarriedIpv4(Parsed(text).first), Parsed("10.1.2.3").first) << text;
  }
  for (const char* text : {"10.1.2.3", "64:ff9b:1::10.1.2.3", "2001:db8::1", "::1", "::"}) {
    EXPECT_EQ(CarriedIpv4(Parsed(text).first), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace hardwire::proxy
