// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Client and server against each other in every combination, and each alone in every chunking.

#include "fuzz/handshake_laws.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "fuzz/laws.h"
#include "fuzz/random_message.h"
#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"

namespace hardwire {
namespace fuzz {
namespace {

using SetupOctets = std::array<uint8_t, kSetupOctets>;

// Of the choices that SetupFrom makes, every combination of what a client asks for and what a
// server answers, with addresses, lengths of the offer and numbers of frames in turn.
template <typename Visit>
void EverySetup(Visit visit) {
  constexpr uint8_t kClients[] = {0x00, 0x40, 0x80, 0xC0};
  constexpr uint8_t kServers[] = {0x00, 0x04, 0x08, 0x0C, 0x01, 0x02, 0xF0};
  unsigned turn = 0;
  for (const uint8_t client : kClients) {
    for (uint8_t methods = 0; methods < 8; ++methods) {
      for (uint8_t command = 0; command < 8; ++command) {
        for (unsigned address = 0; address < 4; ++address) {
          for (const uint8_t server : kServers) {
            ++turn;
            const uint8_t offer = static_cast<uint8_t>(methods | (turn % 4) << 3);
            const uint8_t asks = static_cast<uint8_t>(command | (turn / 4 % 2) << 3 | address << 4 |
                                                      (turn / 8 % 4) << 6);
            visit({client, offer, asks, server, 0, 0});
            visit({client, offer, asks, server, 0xE5, 0});
            visit({client, offer, asks, server, 0, 0xF1});
            visit({client, offer, asks, server, 0, 0xC5});
            visit({client, static_cast<uint8_t>(offer | 0xE0), asks, server, 0, 0});
          }
        }
      }
    }
  }
}

HandshakeSetup Lenient(const SetupOctets& octets) {
  HandshakeSetup setup = SetupFrom(octets.data());
  setup.policy = Policy::Lenient();
  return setup;
}

struct Tally {
  size_t done = 0;
  size_t refused = 0;
  size_t failed = 0;
};

TEST(HandshakeLaws, BothEndsAgreeInEveryCombination) {
  Tally tally;
  Random random(20261121);
  EverySetup([&](const SetupOctets& octets) {
    const HandshakeSetup setup = Lenient(octets);
    std::vector<uint8_t> schedule(random.Below(60));
    for (uint8_t& turn : schedule) turn = static_cast<uint8_t>(random.Octet() & 0x0F);
    HandshakePair pair(setup, octets);
    pair.Run(schedule);
    pair.CheckAgreement(setup);
    const Result server = pair.server().handshake().result();
    ++(server.ok()                           ? tally.done
       : server.code() == Code::kPeerRefused ? tally.refused
                                             : tally.failed);
  });
  EXPECT_GT(tally.done, 5000U);
  EXPECT_GT(tally.refused, 5000U);
  EXPECT_GT(tally.failed, 1000U);
}

// What both ends say to each other, octet by octet and in every chunking.
TEST(HandshakeLaws, EveryChunkingOfEveryConversation) {
  size_t conversations = 0;
  size_t longer = 0;
  size_t turn = 0;
  const std::string name(200, 'n');
  EverySetup([&](const SetupOctets& octets) {
    if (++turn % 37 != 0) return;
    HandshakeSetup setup = Lenient(octets);
    if (turn % 2 == 0) setup.destination = socks::Address::Domain(name, 443);
    HandshakePair pair(setup, octets);
    pair.Run({});
    const Bytes to_server = pair.client().transcript().said();
    const Bytes to_client = pair.server().transcript().said();
    constexpr size_t kMost = 40;
    if (to_server.size() <= kMost) CheckEveryChunking<ServerEnd, kMost>(setup, to_server);
    if (to_client.size() <= kMost) CheckEveryChunking<ClientEnd, kMost>(setup, to_client);
    conversations += to_server.size() <= kMost;
    longer += to_server.size() > kMost;
    CheckPieces<ServerEnd>(setup, to_server, turn);
    CheckOctets<ServerEnd>(setup, to_server);
    CheckPieces<ClientEnd>(setup, to_client, turn);
    CheckOctets<ClientEnd>(setup, to_client);
  });
  EXPECT_GT(conversations, 300U);
  EXPECT_GT(longer, 100U);
}

// Conversations with an octet changed, cut short, or of random octets.
TEST(HandshakeLaws, DamagedConversations) {
  Random random(20261122);
  size_t turn = 0;
  EverySetup([&](const SetupOctets& octets) {
    if (++turn % 11 != 0) return;
    HandshakeSetup setup = Lenient(octets);
    HandshakePair pair(setup, octets);
    pair.Run({});
    setup.policy = kPolicies[turn % 3];
    for (const bool to_server : {true, false}) {
      const Bytes said =
          to_server ? pair.client().transcript().said() : pair.server().transcript().said();
      std::vector<uint8_t> stream(said.begin(), said.end());
      if (stream.empty()) return;
      stream[random.Below(stream.size())] = random.InterestingOctet();
      stream.resize(stream.size() - random.Below(stream.size()) / 2);
      if (to_server) {
        CheckPieces<ServerEnd>(setup, stream, turn);
        CheckOctets<ServerEnd>(setup, stream);
      } else {
        CheckPieces<ClientEnd>(setup, stream, turn);
        CheckOctets<ClientEnd>(setup, stream);
      }
    }
  });
  EXPECT_GT(turn, 10000U);
}

}  // namespace
}  // namespace fuzz
}  // namespace hardwire
