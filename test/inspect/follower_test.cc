// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/follower.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/view.h"
#include "test/inspect/segments.h"

namespace hardwire {
namespace inspect {
namespace {

Bytes BytesOf(const std::string& text) {
  return internal::ByteReader(string_view(text)).Bytes(0, text.size());
}

// "abc..." of this length, not alike at any two near places.
std::string Text(size_t size, uint32_t seed) {
  std::minstd_rand random(seed);
  std::string text(size, ' ');
  for (char& c : text) c = static_cast<char>('a' + random() % 26);
  return text;
}

TEST(Follower, ReadsAConnectionFromItsStart) {
  Heard heard;
  const std::string hello = "hello";
  const std::string answer = "answer";
  heard.Take(Tcp(0, 99, "S"));
  heard.Take(Tcp(1, 499, "SA", {}, 100));
  heard.Take(Tcp(0, 100, "A", BytesOf(hello), 500));
  heard.Take(Tcp(1, 500, "A", BytesOf(answer), 105));
  heard.Take(Tcp(0, 105, "FA", {}, 506));
  heard.Take(Tcp(1, 506, "FA", {}, 106));
  ASSERT_EQ(heard.size(), 1U);
  EXPECT_TRUE(heard.flow(0).opening.from_start);
  EXPECT_EQ(heard.flow(0).octets[0], hello);
  EXPECT_EQ(heard.flow(0).octets[1], answer);
  EXPECT_EQ(heard.flow(0).endings[0], Ending::kFin);
  EXPECT_EQ(heard.flow(0).endings[1], Ending::kFin);
  EXPECT_EQ(heard.flow(0).leaving, Leaving::kClosed);
  // What comes late is of no new connection.
  heard.Take(Tcp(0, 106, "A", BytesOf(hello), 507));
  heard.Take(Tcp(1, 506, "FA", {}, 106));
  EXPECT_EQ(heard.size(), 1U);
  heard.follower().Finish();
  EXPECT_EQ(heard.follower().let_go(), 0U);
}

TEST(Follower, WhoAnswersDidNotOpen) {
  Heard heard;
  heard.Take(Tcp(1, 499, "SA", {}, 100));
  ASSERT_EQ(heard.size(), 1U);
  EXPECT_EQ(heard.flow(0).opening.opener.port, 1000);
}

TEST(Follower, JoinsInTheMiddle) {
  Heard heard;
  const std::string text = "middle";
  heard.Take(Tcp(1, 4000, "A"));  // nothing is said: no flow
  EXPECT_EQ(heard.size(), 0U);
  heard.Take(Tcp(1, 4000, "A", BytesOf(text)));
  ASSERT_EQ(heard.size(), 1U);
  EXPECT_FALSE(heard.flow(0).opening.from_start);
  EXPECT_EQ(heard.flow(0).octets[0], text);
}

TEST(Follower, WhatIsAcknowledgedAndNotThereIsAGap) {
  Heard heard;
  const std::string text = "abcdefghij";
  heard.Take(Tcp(0, 99, "S"));
  heard.Take(Tcp(0, 100, "A", BytesOf(text).first(2)));
  heard.Take(Tcp(0, 106, "A", BytesOf(text).subspan(6)));
  EXPECT_EQ(heard.flow(0).octets[0], "ab");
  heard.Take(Tcp(1, 1, "A", {}, 105));  // not all of it
  EXPECT_EQ(heard.flow(0).octets[0], "ab");
  heard.Take(Tcp(1, 1, "A", {}, 110));
  EXPECT_EQ(heard.flow(0).octets[0], "ab????ghij");
  EXPECT_EQ(heard.flow(0).gaps[0], 4U);
}

TEST(Follower, AResetGivesAllThatIsThere) {
  Heard heard;
  const std::string text = "abcdef";
  heard.Take(Tcp(0, 99, "S"));
  heard.Take(Tcp(0, 103, "A", BytesOf(text).subspan(3)));
  heard.Take(Tcp(1, 7, "R"));
  EXPECT_EQ(heard.flow(0).octets[0], "???def");
  EXPECT_EQ(heard.flow(0).endings[0], Ending::kReset);
  EXPECT_EQ(heard.flow(0).endings[1], Ending::kReset);
  EXPECT_EQ(heard.flow(0).leaving, Leaving::kClosed);
}

TEST(Follower, ACutSegmentIsFollowedByAGap) {
  Heard heard;
  const std::string text = "abcdef";
  Segment segment = Tcp(0, 100, "A", BytesOf(text));
  segment.size = 10;
  heard.Take(segment);
  heard.Take(Tcp(0, 110, "A", BytesOf(text)));
  EXPECT_EQ(heard.flow(0).octets[0], "abcdef????abcdef");
}

TEST(Follower, NewConnectionsOnTheSamePorts) {
  Heard heard;
  const std::string text = "text";
  heard.Take(Tcp(0, 99, "S"));
  heard.Take(Tcp(0, 99, "S"));  // again: the same one
  heard.Take(Tcp(0, 100, "A", BytesOf(text)));
  heard.Take(Tcp(0, 7000, "S"));
  ASSERT_EQ(heard.size(), 2U);
  EXPECT_EQ(heard.flow(0).leaving, Leaving::kReused);
  heard.Take(Tcp(0, 7001, "RA"));
  heard.Take(Tcp(0, 7001, "A", BytesOf(text)));
  EXPECT_EQ(heard.size(), 2U);
  // After a minute even without a SYN.
  heard.Wait(61 * 1000000);
  heard.Take(Tcp(0, 9001, "A", BytesOf(text)));
  EXPECT_EQ(heard.size(), 3U);
}

TEST(Follower, FarAheadIsNoneOfIt) {
  Heard heard;
  const std::string text = "text";
  heard.Take(Tcp(0, 100, "A", BytesOf(text)));
  heard.Take(Tcp(0, 104 + (1U << 30), "A", BytesOf(text)));
  heard.follower().Finish();
  EXPECT_EQ(heard.flow(0).octets[0], text);
  EXPECT_EQ(heard.follower().strays(), 1U);
}

// Nobody acknowledges where one direction was captured: what is missing is given up at a limit.
TEST(Follower, HoldsNoMoreThanALimit) {
  Heard heard;
  const std::string text = Text(1000, 1);
  heard.Take(Tcp(0, 99, "S"));
  for (uint32_t i = 1; i <= 300; ++i) {
    heard.Take(Tcp(0, 100 + i * 1000, "A", BytesOf(text)));
  }
  EXPECT_EQ(heard.flow(0).gaps[0], 1000U);
  EXPECT_EQ(heard.flow(0).octets[0].size(), 301000U);
}

TEST(Follower, TheOldestFlowIsLetGo) {
  constexpr size_t kMemory = 1 << 20;
  Heard heard(kMemory);
  const std::string text = Text(1000, 1);
  for (uint16_t port = 1; port <= 2000; ++port) {
    heard.Take(Tcp(0, 100, "A", BytesOf(text), 0, port));
    heard.Take(Tcp(0, 2100, "A", BytesOf(text), 0, port));  // held
  }
  const uint64_t let_go = heard.follower().let_go();
  EXPECT_GT(let_go, 1000U);
  EXPECT_LT(let_go, 1999U);
  EXPECT_EQ(heard.flow(0).leaving, Leaving::kLetGo);
  EXPECT_EQ(heard.flow(0).octets[0], text + std::string(1000, '?') + text);
  EXPECT_FALSE(heard.flow(1999).leaving.has_value());
  heard.follower().Finish();
  EXPECT_EQ(heard.flow(1999).leaving, Leaving::kCaptureEnds);
  EXPECT_EQ(heard.follower().let_go(), let_go);
}

// A piece of a stream, as it may come.
struct Piece {
  size_t side;
  size_t at;
  size_t size;
  bool fin;
};

// Both streams in random pieces that overlap and repeat, near the order of the streams.
std::vector<Piece> Pieces(const std::array<std::string, 2>& streams, std::minstd_rand* random) {
  std::vector<Piece> pieces;
  for (size_t side = 0; side < 2; ++side) {
    const size_t size = streams[side].size();
    for (size_t at = 0; at < size;) {
      const size_t step = std::min<size_t>(size - at, 1 + (*random)() % 50);
      const size_t back = std::min<size_t>(at, (*random)() % 3 == 0 ? (*random)() % 20 : 0);
      pieces.push_back({side, at - back, step + back, at + step == size});
      if ((*random)() % 5 == 0) pieces.push_back(pieces.back());
      at += step;
    }
  }
  // Each stands a few places from where it was.
  for (size_t i = 0; i + 1 < pieces.size(); ++i) {
    const size_t other = std::min(pieces.size() - 1, i + (*random)() % 4);
    std::swap(pieces[i], pieces[other]);
  }
  return pieces;
}

// However the streams are cut, repeated and mixed, they come out as they are; near the end of the
// sequence numbers too.
TEST(Follower, PutsRandomSegmentsInOrder) {
  for (uint32_t seed = 1; seed <= 300; ++seed) {
    std::minstd_rand random(seed);
    const std::array<std::string, 2> streams = {Text(1 + random() % 900, seed),
                                                Text(1 + random() % 900, seed + 1000)};
    const std::array<uint32_t, 2> first = {UINT32_MAX - static_cast<uint32_t>(random() % 900),
                                           static_cast<uint32_t>(random())};
    Heard heard;
    heard.Take(Tcp(0, first[0] - 1, "S"));
    heard.Take(Tcp(1, first[1] - 1, "SA", {}, first[0]));
    for (const Piece& piece : Pieces(streams, &random)) {
      const Bytes octets = BytesOf(streams[piece.side]).subspan(piece.at, piece.size);
      heard.Take(Tcp(piece.side, first[piece.side] + static_cast<uint32_t>(piece.at),
                     piece.fin ? "F" : "", octets));
    }
    ASSERT_EQ(heard.flow(0).octets, streams) << seed;
    ASSERT_EQ(heard.flow(0).leaving, Leaving::kClosed) << seed;
  }
}

// The same where segments are lost and acknowledged: what is there has its place, and what is not
// is counted.
TEST(Follower, CountsWhatIsLost) {
  uint64_t lost_in_all = 0;
  for (uint32_t seed = 1; seed <= 300; ++seed) {
    std::minstd_rand random(seed);
    const std::string stream = Text(1000, seed);
    std::string expected;
    Heard heard;
    heard.Take(Tcp(0, 99, "S"));
    for (size_t at = 0; at < stream.size(); at += 50) {
      const bool lost = random() % 3 == 0;
      expected += lost ? std::string(50, '?') : stream.substr(at, 50);
      lost_in_all += lost ? 50 : 0;
      const uint32_t sequence = 100 + static_cast<uint32_t>(at);
      if (!lost) heard.Take(Tcp(0, sequence, "A", BytesOf(stream).subspan(at, 50)));
      if (random() % 2 == 0) heard.Take(Tcp(1, 1, "A", {}, sequence + 50));
    }
    heard.Take(Tcp(0, 1100, "FA"));
    heard.Take(Tcp(1, 1, "A", {}, 1101));
    ASSERT_EQ(heard.flow(0).octets[0], expected) << seed;
    ASSERT_EQ(heard.flow(0).endings[0], Ending::kFin) << seed;
  }
  EXPECT_GT(lost_in_all, 10000U);
}

}  // namespace
}  // namespace inspect
}  // namespace hardwire
