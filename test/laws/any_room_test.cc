// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Laws 2, 4 and 5 at every size: however many octets stand behind a message, it is decoded alike,
// and however much room there is for it, it is encoded alike and nothing behind it is written.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "fuzz/random_message.h"
#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/sniff.h"
#include "test/laws/name_of.h"

namespace hardwire {
namespace fuzz {
namespace {

constexpr size_t kMostBehind = 700;
constexpr int kMessages = 12;

template <typename M>
class AnyRoom : public testing::Test {
 protected:
  // A random message, with octets behind it.
  std::vector<uint8_t> NextInput() {
    std::vector<uint8_t> input(kMaxRandomMessage);
    input.resize(RandomMessage<M>(&random_, input.data()));
    size_ = input.size();
    while (input.size() < size_ + kMostBehind) input.push_back(random_.InterestingOctet());
    return input;
  }

  Random random_{20261126};
  size_t size_ = 0;  // of the message
};

TYPED_TEST_SUITE(AnyRoom, EveryMessage<testing::Types>, NameOf);

TYPED_TEST(AnyRoom, WhatStandsBehindAMessageChangesNothing) {
  using M = TypeParam;
  if (M::kTakesAll) return;  // nothing may stand behind it
  for (int i = 0; i < kMessages; ++i) {
    const std::vector<uint8_t> input = this->NextInput();
    for (const Policy policy : {Policy::Strict(), Policy::Interop(), Policy::Lenient()}) {
      const Decoded<M> alone = DecodeAlone<M>(First(input, this->size_), policy);
      if (IsIncomplete<M>(alone.result)) continue;
      for (size_t behind = 0; behind <= kMostBehind; ++behind) {
        const Bytes longer = First(input, this->size_ + behind);
        ASSERT_TRUE(Same(DecodeAlone<M>(longer, policy), alone)) << this->size_ << " " << behind;
      }
    }
  }
}

TYPED_TEST(AnyRoom, MoreRoomThanAMessageNeedsChangesNothing) {
  using M = TypeParam;
  constexpr uint8_t kPattern = 0x5A;
  for (int i = 0; i < kMessages; ++i) {
    const std::vector<uint8_t> input = this->NextInput();
    const Decoded<M> whole = DecodeAlone<M>(First(input, this->size_), Policy::Lenient());
    const size_t size = TypeParam::Size(whole.message);
    std::vector<uint8_t> exact(size, kPattern);
    const Result alone = M::Write(whole.message, Span<uint8_t>(exact), Policy::Lenient());
    ASSERT_EQ(alone.written(), size);
    std::vector<uint8_t> output(size + kMostBehind, kPattern);
    for (size_t behind = 0; behind <= kMostBehind; ++behind) {
      std::fill(output.begin(), output.end(), kPattern);
      const Span<uint8_t> room(output.data(), size + behind);
      ASSERT_EQ(M::Write(whole.message, room, Policy::Lenient()), alone) << behind;
      ASSERT_TRUE(std::equal(exact.begin(), exact.end(), output.begin())) << behind;
      const auto first_behind = output.begin() + static_cast<std::ptrdiff_t>(size);
      ASSERT_EQ(std::count(first_behind, output.end(), kPattern),
                static_cast<std::ptrdiff_t>(kMostBehind))
          << behind;
    }
  }
}

TEST(AnyRoomOfSniff, WhatStandsBehindADecisionChangesNothing) {
  Random random{20261126};
  for (int i = 0; i < 300; ++i) {
    std::vector<uint8_t> input(kMostBehind);
    for (uint8_t& octet : input) octet = random.InterestingOctet();
    if (i % 3 == 0) input[0] = static_cast<uint8_t>(4 + i % 2);  // SOCKS
    if (i % 3 == 1) input[0] = 22, input[1] = 3;                 // TLS
    Protocol decided = Protocol::kOther;
    Result first = Result::NeedMore(1);
    for (size_t size = 0; size <= kMostBehind; ++size) {
      Protocol protocol = Protocol::kOther;
      const Result result = Sniff(First(input, size), &protocol);
      if (first.ok()) {
        ASSERT_EQ(result, first) << size;
        ASSERT_EQ(protocol, decided) << size;
      }
      first = result;
      decided = protocol;
    }
  }
}

}  // namespace
}  // namespace fuzz
}  // namespace hardwire
