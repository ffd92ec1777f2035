// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What is measured beside a peer is the same work: both read the same of every message, and write
// the same octets.

#include <fstream>
#include <set>
#include <string>

#include "gtest/gtest.h"
#include "test/bench/peers/hello_rows.h"
#include "test/bench/peers/peer_rows.h"

namespace hardwire {
namespace bench {
namespace {

TEST(PeersTest, BothReadAndWriteTheSame) {
  EXPECT_EQ(PeerRows().size(), 12u);
  for (const PeerRow& row : PeerRows()) EXPECT_TRUE(row.agree()) << row.operation;
}

TEST(PeersTest, EveryPassAcceptsAllMessages) {
  for (const PeerRow& row : PeerRows()) {
    EXPECT_EQ(row.hardwire(), row.messages) << row.operation;
    EXPECT_EQ(row.other(), row.messages) << row.operation;
  }
}

TEST(PeersTest, HellosAreReal) {
  EXPECT_EQ(SmallHelloPass(), kHellosPerPass);
  EXPECT_EQ(LargeHelloPass(), kHellosPerPass);
  const std::set<std::string> small(SmallHellos().begin(), SmallHellos().end());
  const std::set<std::string> large(LargeHellos().begin(), LargeHellos().end());
  EXPECT_EQ(small.size(), size_t{kHellosPerPass});
  EXPECT_EQ(large.size(), size_t{kHellosPerPass});
  EXPECT_EQ(small.begin()->size(), 212u);
  EXPECT_EQ(large.begin()->size(), 1955u);
  EXPECT_EQ(ServerNameByHardwire(*small.begin()), "www.example.com");
  EXPECT_EQ(ServerNameByHardwire(*large.begin()), "www.example.com");
  EXPECT_EQ(ServerNameByHardwire(large.begin()->substr(0, 1954)), "");
}

// The times themselves are not checked.
TEST(PeersTest, EveryRowIsInTheDocument) {
  std::ifstream file("docs/speed.md");
  std::set<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    lines.insert(line.substr(0, line.find(" |", line.find(" |") + 2)));
  }
  for (const PeerRow& row : PeerRows()) {
    const std::string start = std::string("| ") + row.operation + " | " + row.peer;
    EXPECT_EQ(lines.count(start), 1u) << start << ": run tools/dev bench --peers --write";
  }
}

}  // namespace
}  // namespace bench
}  // namespace hardwire
