// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/clients.h"

#include "gtest/gtest.h"
#include "hardwire/socks/address.h"

namespace hardwire::proxy {
namespace {

Ip Client(const char* text) {
  socks::Address address;
  EXPECT_TRUE(socks::Parse(text, &address).ok()) << text;
  return ClientOf(address);
}

TEST(ClientsTest, OneIsAnIpv4AddressOrSixtyFourBits) {
  EXPECT_EQ(Client("192.0.2.1:1"), Client("192.0.2.1:2"));
  EXPECT_EQ(Client("192.0.2.1:1"), Client("[::ffff:192.0.2.1]:1"));
  EXPECT_NE(Client("192.0.2.1:1"), Client("192.0.2.2:1"));
  EXPECT_EQ(Client("[2001:db8::1]:1"), Client("[2001:db8::ffff:ffff:ffff:ffff]:1"));
  EXPECT_NE(Client("[2001:db8::1]:1"), Client("[2001:db8:0:1::1]:1"));
}

TEST(ClientsTest, CountsEachForItself) {
  ClientCounts counts;
  const Ip one = Client("192.0.2.1:1");
  const Ip other = Client("[2001:db8::1]:1");
  EXPECT_EQ(counts.Add(one), 1U);
  EXPECT_EQ(counts.Add(one), 2U);
  EXPECT_EQ(counts.Add(other), 1U);
  counts.Remove(one);
  EXPECT_EQ(counts.Add(one), 2U);
  counts.Remove(other);
  EXPECT_EQ(counts.Add(other), 1U);
}

}  // namespace
}  // namespace hardwire::proxy
