// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/dtls_numbers.h"

#include <cstdint>
#include <optional>
#include <set>

#include "fuzz/random_message.h"
#include "gtest/gtest.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

constexpr uint64_t kLast = 0xFFFFFFFFFFFF;

TEST(FullEpochTest, IsTheNewestThatIsNotInTheFuture) {
  for (uint64_t current = 0; current < 40; ++current) {
    for (int bits = 0; bits < 256; ++bits) {
      std::optional<uint64_t> expected;
      for (uint64_t epoch = 0; epoch <= current; ++epoch) {
        if (epoch % 4 == static_cast<uint64_t>(bits) % 4) expected = epoch;
      }
      EXPECT_EQ(FullEpoch(current, static_cast<uint8_t>(bits)), expected) << current << " " << bits;
    }
  }
  EXPECT_EQ(FullEpoch(UINT64_MAX, 0), UINT64_MAX - 3);
  EXPECT_EQ(FullEpoch(UINT64_MAX, 3), UINT64_MAX);
}

// Of all numbers that end in these bits, the nearest; the higher of two. By trying them all within
// reach of `expected`.
uint64_t Nearest(uint64_t expected, uint64_t low, uint64_t period) {
  const uint64_t from = expected > 2 * period ? expected - 2 * period : 0;
  const uint64_t to = expected + 2 * period;
  uint64_t best = 0;
  uint64_t best_distance = UINT64_MAX;
  for (uint64_t number = from - from % period + low; number <= to; number += period) {
    if (number > kLast) break;
    const uint64_t distance = number > expected ? number - expected : expected - number;
    if (distance > best_distance) continue;
    best = number;
    best_distance = distance;
  }
  return best;
}

TEST(FullSequenceTest, EightBitsNearBothEndsAndInTheMiddle) {
  for (const uint64_t base : {uint64_t{0}, uint64_t{0x123456789000}, kLast + 1 - 600}) {
    for (uint64_t expected = base; expected <= base + 600; ++expected) {
      for (uint16_t low = 0; low < 256; ++low) {
        ASSERT_EQ(FullSequence(expected, low, false), Nearest(expected, low, 256))
            << expected << " " << low;
      }
    }
  }
}

TEST(FullSequenceTest, SixteenBits) {
  for (const uint64_t base : {uint64_t{0}, uint64_t{0x7FF0}, uint64_t{0xFFF0}, uint64_t{0x17FF0},
                              uint64_t{0x123456787FF0}, kLast - 0x8010, kLast - 31}) {
    for (uint64_t expected = base; expected <= base + 32; ++expected) {
      for (uint32_t low = 0; low < 0x10000; low += (low % 0x1000 < 20 ? 1 : 37)) {
        ASSERT_EQ(FullSequence(expected, static_cast<uint16_t>(low), true),
                  Nearest(expected, low, 0x10000))
            << expected << " " << low;
      }
    }
  }
}

TEST(FullSequenceTest, Examples) {
  EXPECT_EQ(FullSequence(0, 0, true), 0u);
  EXPECT_EQ(FullSequence(0, 0xFFFF, true), 0xFFFFu);  // there is nothing below 0
  EXPECT_EQ(FullSequence(0x10000, 0xFFFF, true), 0xFFFFu);
  EXPECT_EQ(FullSequence(0xFFFF, 0, true), 0x10000u);
  EXPECT_EQ(FullSequence(128, 0, false), 256u);  // 0 is as near
  EXPECT_EQ(FullSequence(129, 0, false), 256u);
  EXPECT_EQ(FullSequence(127, 0, false), 0u);
  EXPECT_EQ(FullSequence(5, 0xAB07, false), 7u);  // eight bits alone
  EXPECT_EQ(FullSequence(kLast + 1, 0xFFFF, true), kLast);
  EXPECT_EQ(FullSequence(kLast + 1, 0, true), kLast - 0xFFFF);
  EXPECT_EQ(FullSequence(kLast + 300, 0, false), kLast - 0xFF);
  EXPECT_EQ(FullSequence(UINT64_MAX, 0, false), kLast - 0xFF);
}

TEST(ReplayWindowTest, Examples) {
  ReplayWindow window;
  EXPECT_TRUE(window.Check(0));
  EXPECT_TRUE(window.Check(kLast));
  window.Update(0);
  EXPECT_FALSE(window.Check(0));
  EXPECT_TRUE(window.Check(1));
  window.Update(100);
  EXPECT_FALSE(window.Check(100));
  EXPECT_FALSE(window.Check(36));  // 64 behind: nobody knows
  EXPECT_TRUE(window.Check(37));
  window.Update(37);
  EXPECT_FALSE(window.Check(37));
  window.Update(101);  // 37 is 64 behind now
  EXPECT_FALSE(window.Check(37));
  EXPECT_TRUE(window.Check(38));
  window.Update(kLast);
  EXPECT_TRUE(window.Check(kLast - 63));
  EXPECT_FALSE(window.Check(kLast - 64));
  EXPECT_FALSE(window.Check(101));
}

TEST(ReplayWindowTest, CheckingMovesNothing) {
  ReplayWindow window;
  window.Update(5);
  const ReplayWindow before = window;
  EXPECT_TRUE(window.Check(kLast));
  EXPECT_EQ(window.highest, before.highest);
  EXPECT_EQ(window.seen, before.seen);
  window.Update(5);
  EXPECT_EQ(window.seen, before.seen);
}

TEST(ReplayWindowTest, WhatHasSeenNothingHasNoHighest) {
  ReplayWindow window;
  window.highest = 100;
  window.Update(5);
  EXPECT_EQ(window.highest, 5u);
  EXPECT_FALSE(window.Check(5));
  EXPECT_TRUE(window.Check(4));
}

TEST(ReplayWindowTest, AsASetOfAllNumbers) {
  fuzz::Random random(11);
  for (int run = 0; run < 200; ++run) {
    ReplayWindow window;
    std::set<uint64_t> seen;
    uint64_t base = random.Below(200);
    for (int i = 0; i < 400; ++i) {
      if (random.Below(40) == 0) base += random.Below(200);
      const uint64_t number = base + random.Below(90);
      const bool fits = seen.empty() || number + 64 > *seen.rbegin();
      ASSERT_EQ(window.Check(number), fits && seen.count(number) == 0);
      if (random.Below(3) == 0) continue;
      window.Update(number);
      if (fits) seen.insert(number);
    }
  }
}

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
