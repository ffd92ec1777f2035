// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/guess_delay.h"

#include <chrono>
#include <cstdint>
#include <optional>

#include "gtest/gtest.h"

namespace hardwire::proxy {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Ip Client(uint32_t number) {
  Ip ip = kMapped;
  for (size_t i = 0; i < 4; ++i) ip[kIpv4At + i] = static_cast<uint8_t>(number >> (24 - 8 * i));
  return ip;
}

class GuessDelayTest : public testing::Test {
 protected:
  // Milliseconds until the answer; -1: refused unseen.
  int64_t Judge(bool right, uint32_t client = 1) {
    const auto when = delay_.Judge(Client(client), right, now_);
    if (!when) return -1;
    return std::chrono::duration_cast<milliseconds>(*when - now_).count();
  }

  GuessDelay delay_;
  Clock::time_point now_ = Clock::now();
};

TEST_F(GuessDelayTest, WhoIsRightNeverWaits) {
  for (int i = 0; i < 100; ++i) EXPECT_EQ(Judge(true), 0);
  EXPECT_EQ(delay_.size(), 0U);
}

TEST_F(GuessDelayTest, EachWrongOneDoublesTheDelayUpToFourSeconds) {
  for (const int expected : {0, 250, 500, 1000, 2000, 4000, 4000, 4000}) {
    const int64_t waits = Judge(false);
    EXPECT_EQ(waits, expected);
    now_ += milliseconds(waits);
  }
}

TEST_F(GuessDelayTest, AnswersThatWaitComeOneAfterTheOther) {
  for (const int expected : {0, 250, 750, 1750, 3750, 7750}) EXPECT_EQ(Judge(false), expected);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(Judge(i % 2 == 0), -1);
  now_ += milliseconds(4000);
  EXPECT_EQ(Judge(true), 7750);  // those that were refused have not moved it
}

TEST_F(GuessDelayTest, RightAndWrongWaitAlike) {
  for (const bool right : {true, false}) {
    const uint32_t client = right ? 1 : 2;
    Judge(false, client);
    Judge(false, client);
    EXPECT_EQ(Judge(right, client), 750);
  }
}

TEST_F(GuessDelayTest, WhoGuessesBetweenRightOnesIsSlowToo) {
  int answers = 0;
  const Clock::time_point end = now_ + seconds(60);
  for (bool right = false; now_ < end; right = !right, ++answers) {
    now_ += milliseconds(Judge(right));
  }
  EXPECT_LE(answers, 60 * 4 + 1);
}

TEST_F(GuessDelayTest, RightOnesLeadBack) {
  for (int i = 0; i < 3; ++i) now_ += milliseconds(Judge(false));
  for (const int expected : {1000, 500, 250}) {
    const int64_t waits = Judge(true);
    EXPECT_EQ(waits, expected);
    now_ += milliseconds(waits);
  }
  now_ += GuessDelay::kLeast;
  EXPECT_EQ(Judge(true), 0);
  EXPECT_EQ(delay_.size(), 0U);
}

TEST_F(GuessDelayTest, AMinuteOfQuietIsForgiven) {
  for (int i = 0; i < 5; ++i) now_ += milliseconds(Judge(false));
  now_ += seconds(4) + GuessDelay::kForget - milliseconds(1);
  EXPECT_EQ(Judge(false), 0);
  EXPECT_EQ(Judge(false), 4000);  // remembered
  now_ += seconds(8) + GuessDelay::kForget;
  EXPECT_EQ(Judge(false), 0);
  EXPECT_EQ(Judge(false), 250);  // forgotten
}

TEST_F(GuessDelayTest, ClientsDoNotWaitForEachOther) {
  for (int i = 0; i < 10; ++i) Judge(false, 1);
  EXPECT_EQ(Judge(false, 2), 0);
  EXPECT_EQ(Judge(true, 3), 0);
}

TEST_F(GuessDelayTest, TheTableIsBoundedAndTheQuietestGoes) {
  Judge(false, 0);
  Judge(false, 0);  // at 250 ms
  for (uint32_t client = 1; client < 10000; ++client) Judge(false, client);
  EXPECT_EQ(delay_.size(), GuessDelay::kMaxClients);
  EXPECT_EQ(Judge(false, 0), 750);
}

}  // namespace
}  // namespace hardwire::proxy
