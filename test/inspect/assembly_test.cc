// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Whole captures in memory: the same conversations however they are cut, and hostile ones.

#include "examples/inspect/assembly.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "examples/inspect/conversation.h"
#include "examples/inspect/report.h"
#include "gtest/gtest.h"
#include "hardwire/policy.h"

namespace hardwire {
namespace inspect {
namespace {

using Octets = std::vector<uint8_t>;
using Turns = std::vector<std::pair<Side, Octets>>;

Octets FromHex(const std::string& hex) {
  Octets octets;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    octets.push_back(static_cast<uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  return octets;
}

// A ClientHello with the name a.example in its record, a ServerHello of TLS 1.3, and more records.
const std::string kHello = "16030100410100003d0303" + std::string(64, '5') +
                           "0000021301010000120000000e000c000009612e6578616d706c65";
const std::string kServerHello =
    "160303003202 00002e0303"
    "5353535353535353535353535353535353535353535353535353535353535353"
    "001301000006002b00020304";
const std::string kRecords = "140303000101170303000568656c6c6f1703030003616263";

Octets Joined(std::string hex) {
  hex.erase(std::remove(hex.begin(), hex.end(), ' '), hex.end());
  return FromHex(hex);
}

// A conversation that has everything: SOCKS5 with a password, TLS inside, alerts.
Turns Everything() {
  return {{Side::kOpener, FromHex("05020002")},
          {Side::kOther, FromHex("0502")},
          {Side::kOpener, FromHex("01026d6503707764")},
          {Side::kOther, FromHex("0100")},
          {Side::kOpener, FromHex("0501000309612e6578616d706c6501bb")},
          {Side::kOther, FromHex("05000101c00002010050")},
          {Side::kOpener, Joined(kHello)},
          {Side::kOther, Joined(kServerHello + kRecords)},
          {Side::kOpener, Joined(kRecords)},
          {Side::kOther, FromHex("15030300020228")}};
}

// What a report says of a conversation, each turn in pieces of `step` octets.
std::string Reported(const Turns& turns, size_t step) {
  std::ostringstream out;
  const std::unique_ptr<Report> report = MakeTextReport(&out, false);
  Opening opening;
  opening.from_start = true;
  Conversation conversation(opening, Policy::Interop(),
                            [&](const Conversation& done) { report->Add(done); });
  Moment at;
  for (const auto& [side, octets] : turns) {
    for (size_t i = 0; i < octets.size(); i += step) {
      conversation.Data(side, Bytes(octets).subspan(i, std::min(step, octets.size() - i)), at);
    }
  }
  conversation.Finish(Leaving::kCaptureEnds, at);
  return out.str();
}

TEST(Conversation, SaysTheSameHoweverItIsCut) {
  const std::string whole = Reported(Everything(), 100000);
  for (const std::string part :
       {"socks5_greeting", "socks5_method_selection", "user me, plen 3", "status success",
        "addr a.example, port 443", "reserved_nonzero", "sni a.example",
        "TLS 1.3; cipher suite 0x1301", "2 of them", "unexpected_content_type"}) {
    EXPECT_NE(whole.find(part), std::string::npos) << part << "\n" << whole;
  }
  EXPECT_EQ(whole.find("pwd"), std::string::npos);
  for (size_t step = 1; step < 40; ++step) EXPECT_EQ(Reported(Everything(), step), whole) << step;
}

uint8_t Octet(std::minstd_rand* random) { return static_cast<uint8_t>((*random)() & 0xFF); }

// A frame of raw IPv4 between few ends, whose payload is a turn of a conversation, changed now and
// then.
Octets HostileFrame(const Turns& turns, std::minstd_rand* random) {
  const auto& [side, turn] = turns[(*random)() % turns.size()];
  Octets payload = turn;
  if ((*random)() % 3 == 0 && !payload.empty())
    payload[(*random)() % payload.size()] = Octet(random);
  if ((*random)() % 4 == 0) payload.resize((*random)() % (payload.size() + 1));
  const uint8_t client = static_cast<uint8_t>((*random)() % 4);
  const bool udp = (*random)() % 8 == 0;
  Octets transport = {0x10, client, 0x01, 0xBB};
  if (side == Side::kOther) transport = {0x01, 0xBB, 0x10, client};
  if (udp) {
    const size_t length = payload.size() + 8;
    transport.insert(transport.end(), {static_cast<uint8_t>(length >> 8),
                                       static_cast<uint8_t>(length & 0xFF), 0, 0});
  } else {
    // Sequence numbers near each other, so that they overlap.
    for (int i = 0; i < 2; ++i)
      transport.insert(transport.end(),
                       {0, 0, static_cast<uint8_t>((*random)() % 4), Octet(random)});
    transport.insert(transport.end(),
                     {0x50, static_cast<uint8_t>(Octet(random) & 0x17), 0, 0, 0, 0, 0, 0});
  }
  const size_t size = 20 + transport.size() + payload.size();
  const bool opener = side == Side::kOpener;
  Octets frame = {0x45,
                  0,
                  static_cast<uint8_t>(size >> 8),
                  static_cast<uint8_t>(size & 0xFF),
                  0,
                  1,
                  0x40,
                  0,
                  64,
                  static_cast<uint8_t>(udp ? 17 : 6),
                  0,
                  0,
                  10,
                  0,
                  0,
                  static_cast<uint8_t>(opener ? 1 : 2),
                  10,
                  0,
                  0,
                  static_cast<uint8_t>(opener ? 2 : 1)};
  frame.insert(frame.end(), transport.begin(), transport.end());
  frame.insert(frame.end(), payload.begin(), payload.end());
  if ((*random)() % 6 == 0) frame[(*random)() % frame.size()] = Octet(random);
  return frame;
}

// Nothing but what the formats themselves are made of.
bool IsClean(const std::string& text) {
  for (const char c : text) {
    if (c != '\n' && (c < ' ' || c > '~')) return false;
  }
  return true;
}

// With sanitizers this is the proof that no packet does harm. Each report is complete and clean.
TEST(Assembly, HostilePackets) {
  Turns turns = Everything();
  turns.emplace_back(Side::kOpener, FromHex("04010050c000020178783c2f7464003c"));
  turns.emplace_back(Side::kOpener,
                     FromHex("16fefd0000000000000000000d010000010000000000000001ff"));
  turns.emplace_back(Side::kOther, FromHex("15fefd00000000000000010002022f3c"));
  size_t conversations = 0;
  for (uint32_t seed = 1; seed <= 300; ++seed) {
    std::minstd_rand random(seed);
    std::ostringstream out;
    const std::array<std::unique_ptr<Report>, 3> reports = {
        MakeTextReport(&out, false), MakeJsonReport(&out), MakeHtmlReport(&out, "<i>")};
    const std::array<Policy, 3> policies = {Policy::Strict(), Policy::Interop(), Policy::Lenient()};
    Assembly assembly(policies[seed % 3], size_t{1} << 14, reports[random() % 3].get());
    for (int i = 0; i < 200; ++i) {
      assembly.Take(Link::kRaw, HostileFrame(turns, &random), static_cast<uint64_t>(i) * 1000000);
    }
    assembly.Finish("");
    conversations += assembly.totals().conversations;
    ASSERT_EQ(assembly.totals().packets, 200U);
    ASSERT_TRUE(IsClean(out.str())) << seed << "\n" << out.str();
    ASSERT_EQ(out.str().find("<i>"), std::string::npos) << seed;
  }
  EXPECT_GT(conversations, 1000U);
}

}  // namespace
}  // namespace inspect
}  // namespace hardwire
