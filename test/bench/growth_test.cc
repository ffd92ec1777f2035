// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// No message is forgotten whose size varies, and the work that is counted is done. The counts
// themselves: tools/dev bench --growth.

#include "test/bench/growth.h"

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/messages.h"

namespace hardwire {
namespace bench {
namespace {

// No message of fixed size is longer.
constexpr size_t kMostOfFixed = 12;

template <typename... Messages>
struct List {
  static std::set<std::string> Varied() {
    std::set<std::string> names;
    const auto add = [&names](const std::string& name, size_t most) {
      if (most > kMostOfFixed) names.insert(name);
    };
    (add(std::string(Messages::kInfo.name), Messages::kInfo.most), ...);
    return names;
  }
};

TEST(GrowthTest, EveryMessageOfVariedSizeIsDecodedAndEncoded) {
  std::set<std::string> works;
  for (const Growth& growth : MessageGrowth()) works.insert(growth.name);
  const std::set<std::string> names = EveryMessage<List>::Varied();
  EXPECT_GE(names.size(), 12u);
  for (const std::string& name : names) {
    EXPECT_EQ(works.count(name + " decode"), 1u) << name;
    EXPECT_EQ(works.count(name + " encode"), 1u) << name;
  }
}

TEST(GrowthTest, EveryWorkIsDone) {
  std::vector<Growth> all = MessageGrowth();
  for (const Growth& growth : StreamGrowth()) all.push_back(growth);
  all.push_back(SquareGrowth());
  std::set<std::pair<std::string, std::string>> titles;
  for (const Growth& growth : all) {
    EXPECT_TRUE(titles.emplace(growth.name, growth.unit).second) << growth.name;
    EXPECT_EQ(growth.sizes.size(), 9u) << growth.name;
    for (const size_t size : growth.sizes) {
      EXPECT_TRUE(growth.prepare(size)()) << growth.name << ", " << size << " " << growth.unit;
    }
  }
}

}  // namespace
}  // namespace bench
}  // namespace hardwire
