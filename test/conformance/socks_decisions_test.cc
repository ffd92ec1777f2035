// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Rows of docs/socks-decisions.md that no other test shows.

#include <cstdint>

#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/socks5.h"
#include "test/bytes.h"

namespace hardwire {
namespace {

TEST(SocksDecisions, IpLiteralsAreNames) {
  const auto bytes = Hex("05 01 00 03 09 31 32 37 2e 30 2e 30 2e 31 00 50");
  socks5::Request request;
  ASSERT_EQ(Decode(bytes, &request, Policy::Strict()), Result::Ok(16));
  EXPECT_EQ(request.address, socks::Address::Domain("127.0.0.1", 80));
  EXPECT_TRUE(request.violations.empty());
}

TEST(SocksDecisions, PortZeroIsAPort) {
  for (const char* hex : {"05 01 00 01 c0 00 02 01 00 00", "05 03 00 01 00 00 00 00 00 00"}) {
    socks5::Request request;
    ASSERT_EQ(Decode(Hex(hex), &request, Policy::Strict()), Result::Ok(10));
    EXPECT_EQ(request.address.port(), 0);
    EXPECT_TRUE(request.violations.empty());
  }
}

}  // namespace
}  // namespace hardwire
