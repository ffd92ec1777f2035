// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The laws of fuzz/laws.h over every message of fuzz/messages.h: short inputs exhaustively, random
// and mutated messages at every prefix, inputs against unreadable pages.

#include "fuzz/laws.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "fuzz/messages.h"
#include "fuzz/random_message.h"
#include "gtest/gtest.h"
#include "test/laws/guarded_page.h"
#include "test/laws/name_of.h"

namespace hardwire {
namespace fuzz {
namespace {

constexpr int kMessages = 300;

template <typename M>
class Laws : public testing::Test {
 protected:
  // A random message, in nine cases of ten with one octet changed.
  std::vector<uint8_t> NextInput() {
    std::vector<uint8_t> input(kMaxRandomMessage);
    input.resize(RandomMessage<M>(&random_, input.data()));
    if (random_.Below(10) != 0) input[random_.Below(input.size())] = random_.InterestingOctet();
    return input;
  }

  Random random_{20260821};
};

TYPED_TEST_SUITE(Laws, EveryMessage<testing::Types>, NameOf);

TYPED_TEST(Laws, HoldForEveryInputOfUpToTwoOctets) {
  CheckLaws<TypeParam>(Bytes());
  for (int first = 0; first < 256; ++first) {
    const uint8_t one[] = {static_cast<uint8_t>(first)};
    CheckLawsAtEveryPrefix<TypeParam>(one);
    for (int second = 0; second < 256; ++second) {
      const uint8_t two[] = {static_cast<uint8_t>(first), static_cast<uint8_t>(second)};
      CheckLaws<TypeParam>(two);
    }
  }
}

TYPED_TEST(Laws, HoldForRandomOctets) {
  for (int i = 0; i < 20000; ++i) {
    uint8_t input[24];
    const size_t size = this->random_.Below(sizeof(input) + 1);
    for (size_t j = 0; j < size; ++j) input[j] = this->random_.InterestingOctet();
    CheckLaws<TypeParam>({input, size});
  }
}

TYPED_TEST(Laws, HoldForRandomMessagesAtEveryPrefix) {
  for (int i = 0; i < kMessages; ++i) CheckLawsAtEveryPrefix<TypeParam>(this->NextInput());
}

// What an object held before, of this message or of none, is not seen in what comes out.
TYPED_TEST(Laws, AUsedObjectComesOutLikeAFreshOne) {
  std::vector<std::vector<uint8_t>> inputs;  // views of the used object are of these
  for (int i = 0; i < kMessages / 3; ++i) inputs.push_back(this->NextInput());
  for (size_t i = 0; i < 2000; ++i) {
    inputs.push_back(inputs[i % (kMessages / 3)]);
    inputs.back()[this->random_.Below(inputs.back().size())] = this->random_.Octet();
  }
  typename TypeParam::Message used = {};
  int accepted = 0;
  for (const std::vector<uint8_t>& input : inputs) {
    typename TypeParam::Message fresh = {};
    const Result result = TypeParam::Read(input, &fresh, Policy::Lenient());
    ASSERT_EQ(TypeParam::Read(input, &used, Policy::Lenient()), result);
    if (!result.ok()) continue;
    ASSERT_TRUE(used == fresh && ViolationsOf(used) == ViolationsOf(fresh));
    ++accepted;
  }
  EXPECT_GT(accepted, kMessages / 3);
}

TYPED_TEST(Laws, NothingOutsideTheInputIsRead) {
  GuardedPage page;
  ASSERT_TRUE(page.usable());
  for (int i = 0; i < kMessages; ++i) {
    const std::vector<uint8_t> input = this->NextInput();
    for (size_t cut = 0; cut <= input.size(); ++cut) {
      const Bytes prefix = First(input, cut);
      for (const Policy policy : kPolicies) {
        const auto plain = DecodeTwice<TypeParam>(prefix, policy);
        EXPECT_TRUE(Same(DecodeTwice<TypeParam>(page.AtStart(prefix), policy), plain));
        EXPECT_TRUE(Same(DecodeTwice<TypeParam>(page.AtEnd(prefix), policy), plain));
      }
    }
  }
}

TEST(GuardedPageTest, StopsAReadOnEitherSide) {
  GuardedPage page;
  ASSERT_TRUE(page.usable());
  const uint8_t bytes[] = {1, 2};
  const volatile uint8_t* const start = page.AtStart(bytes).data();
  EXPECT_EQ(start[0], 1);
  EXPECT_DEATH(static_cast<void>(*(start - 1)), "");
  const volatile uint8_t* const end = page.AtEnd(bytes).data();
  EXPECT_EQ(end[1], 2);
  EXPECT_DEATH(static_cast<void>(*(end + 2)), "");
}

}  // namespace
}  // namespace fuzz
}  // namespace hardwire
