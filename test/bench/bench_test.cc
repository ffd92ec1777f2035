// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The benchmark compares like with like: codec, floor and limit accept the whole table, and codec
// and floor give the same verdict on messages of the table that were changed at random, and at
// limits.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <set>
#include <string>

#include "fuzz/random_message.h"
#include "gtest/gtest.h"
#include "test/bench/edges.h"
#include "test/bench/operations.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {
namespace {

TEST(BenchTest, EveryPassAcceptsTheWholeTable) {
  EXPECT_EQ(EmptyPass(), kMessagesPerPass);
  for (const Operation& operation : Operations()) {
    EXPECT_EQ(operation.codec(), kMessagesPerPass) << operation.name;
    EXPECT_EQ(operation.floor(), kMessagesPerPass) << operation.name;
    EXPECT_EQ(operation.limit(), kMessagesPerPass) << operation.name;
  }
}

// The counts themselves: tools/dev bench --check.
TEST(BenchTest, EveryOperationHasItsRowInTheDocument) {
  std::ifstream file("docs/speed.md");
  std::string rows;
  for (std::string line; std::getline(file, line);) {
    if (rows.empty() ? line.rfind("| operation ", 0) != 0 : line.rfind("| ---", 0) == 0) continue;
    if (line.empty()) break;
    rows += line.substr(2, line.find(" |", 2) - 2) + "\n";
  }
  std::string expected = "operation\n";
  for (const Operation& operation : Operations()) expected += std::string(operation.name) + "\n";
  EXPECT_EQ(rows, expected) << "run tools/dev bench --write";
}

TEST(BenchTest, NamesAreUnique) {
  std::set<std::string> names;
  for (const Operation& operation : Operations()) {
    EXPECT_TRUE(names.insert(operation.name).second) << operation.name;
  }
}

// The most octets of a message that are changed; behind them lies room for a limit to read.
constexpr size_t kMost = 300;
using Buffer = std::array<uint8_t, kMost + 600>;

// `message`, in one case in two with up to four octets changed, most of them among the first
// sixteen, in one in three cut short or made longer. Returns its size.
size_t Mutate(Bytes message, fuzz::Random* random, Buffer* out) {
  size_t size = std::min(message.size(), kMost);
  out->fill(0);
  std::copy_n(message.begin(), size, out->begin());
  for (size_t i = random->Below(2) == 0 ? 0 : random->Below(5); i > 0 && size > 0; --i) {
    const size_t at = random->Below(random->Below(4) == 0 ? size : std::min<size_t>(size, 16));
    (*out)[at] = random->InterestingOctet();
  }
  if (random->Below(3) == 0) size = random->Below(std::min(size + 4, kMost) + 1);
  return size;
}

TEST(BenchTest, FloorsGiveTheCodecsVerdict) {
  for (const Operation& operation : Operations()) {
    fuzz::Random random(11);
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < 100000; ++i) {
      Buffer buffer;
      const auto& messages = operation.table().messages;
      const Bytes message = messages[random.Below(messages.size())];
      const size_t size = Mutate(message, &random, &buffer);
      const Verdicts verdicts = operation.compare(Bytes(buffer.data(), size));
      ASSERT_NE(verdicts, Verdicts::kDiffer)
          << operation.name << ": " << testing::PrintToString(Bytes(buffer.data(), size));
      ++(verdicts == Verdicts::kBothAccept ? accepted : refused);
    }
    EXPECT_GT(accepted, 1000) << operation.name;
    EXPECT_GT(refused, 1000) << operation.name;
  }
}

TEST(BenchTest, FloorsGiveTheCodecsVerdictAtLimits) {
  for (const Operation& operation : Operations()) {
    for (const auto& edge : Edges()) {
      EXPECT_NE(operation.compare(edge), Verdicts::kDiffer)
          << operation.name << ": " << edge.size() << " octets, "
          << testing::PrintToString(Bytes(edge.data(), std::min<size_t>(edge.size(), 16)));
    }
  }
}

}  // namespace
}  // namespace bench
}  // namespace hardwire
