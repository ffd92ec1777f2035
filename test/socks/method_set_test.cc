// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/method_set.h"

#include <cstdint>
#include <vector>

#include "gtest/gtest.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks5 {
namespace {

TEST(MethodSetTest, HoldsEveryMethodAlone) {
  EXPECT_FALSE(MethodSet().IsOnly(Method::kNoAuthentication));
  for (unsigned held = 0; held < 256; ++held) {
    const std::vector<uint8_t> twice(2, static_cast<uint8_t>(held));
    const MethodSet set{twice};
    for (unsigned asked = 0; asked < 256; ++asked) {
      EXPECT_EQ(set.Has(static_cast<Method>(asked)), asked == held);
      EXPECT_EQ(set.IsOnly(static_cast<Method>(asked)), asked == held);
      const uint8_t both[] = {static_cast<uint8_t>(held), static_cast<uint8_t>(asked)};
      EXPECT_EQ(MethodSet(both).IsOnly(static_cast<Method>(held)), asked == held);
      EXPECT_EQ(MethodSet(both) == set, asked == held);
    }
  }
}

}  // namespace
}  // namespace socks5
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
