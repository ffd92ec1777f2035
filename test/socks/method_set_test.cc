// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/method_set.h"

#include <array>
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

// Lists of every size from every octet on, in a set that held all methods.
TEST(MethodSetTest, WhatItHeldBeforeIsGone) {
  std::vector<uint8_t> all;
  for (unsigned method = 0; method < 256; ++method) all.push_back(static_cast<uint8_t>(method));
  for (unsigned first = 0; first < 256; ++first) {
    for (unsigned size = 0; size < 256; ++size) {
      const unsigned step = 1 + 2 * (first + size) % 97;
      std::array<bool, 256> listed = {};
      std::vector<uint8_t> methods;
      for (unsigned i = 0; i < size; ++i) {
        methods.push_back(static_cast<uint8_t>(first + i * step));
        listed[methods.back()] = true;
      }
      MethodSet set(all);
      set.Assign(methods);
      bool same = true;
      for (const uint8_t method : all) {
        same &= set.Has(static_cast<Method>(method)) == listed[method];
      }
      ASSERT_TRUE(same) << first << " " << size;
    }
  }
}

}  // namespace
}  // namespace socks5
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
