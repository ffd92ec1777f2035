// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The laws of the SOCKS handshakes, as plain functions for fuzz targets and unit tests. If a law is
// broken, they print its name and the input, and abort.

#ifndef HARDWIRE_FUZZ_HANDSHAKE_LAWS_H_
#define HARDWIRE_FUZZ_HANDSHAKE_LAWS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "fuzz/handshake_client.h"
#include "fuzz/handshake_ends.h"
#include "fuzz/handshake_server.h"
#include "fuzz/laws.h"
#include "fuzz/random_message.h"
#include "fuzz/target.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"

namespace hardwire {
namespace fuzz {

// What one end did with the peer's octets.
struct HandshakeRun {
  Transcript transcript;
  Result result;
  HandshakeStep step = HandshakeStep::kGreeting;
  size_t taken = 0;
};

inline bool Same(const HandshakeRun& a, const HandshakeRun& b) {
  return a.transcript == b.transcript && a.result == b.result && a.step == b.step &&
         a.taken == b.taken;
}

// Gives `stream` to an end in pieces of `next_size(rest)` octets, and then ends the stream. Each
// time the unread octets are copied to a heap block of their own.
template <typename End, typename NextSize>
HandshakeRun RunHandshake(const HandshakeSetup& setup, Bytes stream, NextSize next_size) {
  End end(setup, stream);
  HandshakeRun run;
  size_t arrived = 0;
  run.taken = end.Feed(Bytes());
  while (!end.over() && arrived < stream.size()) {
    arrived += next_size(stream.size() - arrived);
    const Block unread(Bytes(stream.data() + run.taken, arrived - run.taken));
    run.taken += end.Feed(unread.bytes());
  }
  end.End(Bytes(stream.data() + run.taken, stream.size() - run.taken));
  run.transcript = end.transcript();
  run.result = end.handshake().result();
  run.step = end.step();
  return run;
}

template <typename End>
HandshakeRun RunInOnePiece(const HandshakeSetup& setup, Bytes stream) {
  return RunHandshake<End>(setup, stream, [](size_t rest) { return rest; });
}

// Law 11: in pieces that `seed` chooses.
template <typename End>
void CheckPieces(const HandshakeSetup& setup, Bytes stream, uint64_t seed) {
  Random random(seed | 1);
  const size_t most = 1 + random.Below(40);
  const HandshakeRun pieces = RunHandshake<End>(setup, stream, [&](size_t rest) {
    const size_t size = 1 + random.Below(most);
    return size < rest ? size : rest;
  });
  Require(Same(RunInOnePiece<End>(setup, stream), pieces),
          "11: any chunking comes to the same as one piece", stream);
}

// Law 11, octet by octet. At each step every call that it does not allow is made, and must change
// nothing.
template <typename End>
void CheckOctets(HandshakeSetup setup, Bytes stream) {
  const HandshakeRun whole = RunInOnePiece<End>(setup, stream);
  setup.noisy = true;
  const HandshakeRun octets = RunHandshake<End>(setup, stream, [](size_t) { return size_t{1}; });
  Require(Same(whole, octets), "11: octet by octet comes to the same as one piece", stream);
}

// Law 11 for every chunking of a stream of at most `kMost` octets. A chunking is a chain of steps,
// each from one prefix to a longer one. It is enough to check each step: it must lead to the state
// that the longer prefix leads to in one piece.
template <typename End, size_t kMost = 40>
void CheckEveryChunking(const HandshakeSetup& setup, Bytes stream) {
  Require(stream.size() <= kMost, "a stream of that length", stream);
  for (size_t from = 0; from <= stream.size(); ++from) {
    End start(setup, stream);
    const size_t taken = start.Feed(First(stream, from));
    for (size_t to = from; to <= stream.size(); ++to) {
      End whole(setup, stream);
      End pieces = start;
      const Block rest(Bytes(stream.data() + taken, to - taken));
      Require(whole.Feed(First(stream, to)) == taken + pieces.Feed(rest.bytes()) &&
                  whole.handshake() == pieces.handshake() &&
                  whole.transcript() == pieces.transcript(),
              "11: every chunking comes to the same as one piece", stream);
    }
  }
}

// Makes a setup from six octets, for the fuzz targets and the random tests.
constexpr size_t kSetupOctets = 6;
inline HandshakeSetup SetupFrom(const uint8_t* octets) {
  using Protocols = socks::ServerHandshake::Protocols;
  static constexpr uint8_t kMethods[][4] = {
      {0, 0, 0, 0},    {2, 2, 2, 2},       {0, 2, 0, 2},    {1, 1, 1, 1}, {0x80, 0x80, 0x80, 0x80},
      {2, 1, 0x80, 0}, {0xFE, 3, 0xFE, 3}, {0, 1, 2, 0x7F},
  };
  static constexpr uint8_t kCommands[] = {1, 2, 3, 0xF0, 0xF1, 0, 1, 1};
  static constexpr Protocols kProtocols[] = {Protocols::kSocks4AndSocks5, Protocols::kSocks4,
                                             Protocols::kSocks5, Protocols::kSocks4AndSocks5};
  const socks::Address addresses[] = {
      socks::Address::Ipv4({192, 0, 2, 1}, 80),
      socks::Address::Domain("a.example", 443),
      socks::Address::Ipv6({0x20, 1, 0xD, 0xB8}, 0),
      socks::Address::Domain("x", 65535),
  };
  HandshakeSetup setup;
  setup.policy = kPolicies[octets[0] % 3];
  setup.socks4 = (octets[0] & 0x80) != 0;
  setup.optimistic = (octets[0] & 0x40) != 0;
  setup.methods = Bytes(kMethods[octets[1] & 7], 1 + (octets[1] >> 3 & 3));
  setup.aborts = (octets[1] & 0xE0) == 0xE0;
  setup.command = static_cast<socks5::Command>(kCommands[octets[2] & 7]);
  setup.destination = addresses[octets[2] >> 4 & (setup.socks4 ? 1 : 3)];
  setup.bound = addresses[octets[2] >> 6];
  setup.frames = static_cast<uint8_t>(1 + (octets[2] >> 3 & 1));
  setup.protocols = kProtocols[octets[3] & 3];
  setup.choice = octets[3] >= 0xF0 ? 0xFF : static_cast<uint8_t>(octets[3] >> 2);
  setup.status = octets[4] < 0xE0 ? 0 : octets[4];
  setup.reply = octets[5] < 0xE0 ? 0 : octets[5];
  setup.second_reply = octets[5] < 0xC0 ? 0 : octets[5];
  return setup;
}

// The laws of one end. The input is a setup, an octet that says how to cut, and what the peer
// sends.
template <typename End>
void CheckHandshakeEnd(Bytes input) {
  if (input.size() <= kSetupOctets) return;
  const HandshakeSetup setup = SetupFrom(input.data());
  const Bytes stream(input.data() + kSetupOctets + 1, input.size() - kSetupOctets - 1);
  EachOrOne(input, 2, [&](size_t way) {
    if (way == 0) CheckPieces<End>(setup, stream, input[kSetupOctets]);
    if (way == 1) CheckOctets<End>(setup, stream);
  });
}

// Both ends of one handshake, and the octets in flight between them.
class HandshakePair {
 public:
  HandshakePair(const HandshakeSetup& setup, Bytes input)
      : client_(setup, input), server_(setup, input), input_(input) {}

  // Each octet of `schedule` delivers some octets to one side. In the end the rest is delivered.
  void Run(Bytes schedule) {
    client_.Feed(Bytes());
    for (const uint8_t turn : schedule) Deliver((turn & 1) != 0, size_t{1} + (turn >> 1));
    for (size_t i = 0; i < 64; ++i) Deliver((i & 1) != 0, SIZE_MAX);
  }

  // Checks both ends once nothing is in flight. Both are done and agree, or one has refused and the
  // other has read that.
  void CheckAgreement(const HandshakeSetup& setup) {
    const bool done = client_.step() == HandshakeStep::kDone;
    Require(done == (server_.step() == HandshakeStep::kDone), "both ends are done or none", input_);
    if (done) {
      Require(client_.handshake().method() == server_.handshake().method(), "one method", input_);
      Require(server_.command() == setup.command, "one command", input_);
      Require(to_server_ == client_said().size() && to_client_ == server_said().size(),
              "4: what was said was heard, and nothing behind it", input_);
      client_.End(Bytes());
      return;
    }
    server_.End(Behind(client_said(), to_server_));
    client_.End(Behind(server_said(), to_client_));
    Require(client_.over() && server_.over(), "both ends are over", input_);
    const Result ours = server_.handshake().result();
    if (ours.code() == Code::kPeerRefused) {
      Require(client_.handshake().result() == ours, "a refusal says the same at both ends", input_);
    }
  }

  const ClientEnd& client() const { return client_; }
  const ServerEnd& server() const { return server_; }

 private:
  Bytes client_said() const { return client_.transcript().said(); }
  Bytes server_said() const { return server_.transcript().said(); }

  void Deliver(bool to_client, size_t count) {
    const Bytes said = to_client ? server_said() : client_said();
    size_t* arrived = to_client ? &arrived_client_ : &arrived_server_;
    size_t* taken = to_client ? &to_client_ : &to_server_;
    const size_t rest = said.size() - *arrived;
    *arrived += count < rest ? count : rest;
    const Block unread(Bytes(said.data() + *taken, *arrived - *taken));
    *taken += to_client ? client_.Feed(unread.bytes()) : server_.Feed(unread.bytes());
  }

  static Bytes Behind(Bytes said, size_t taken) {
    return Bytes(said.data() + taken, said.size() - taken);
  }

  ClientEnd client_;
  ServerEnd server_;
  Bytes input_;
  size_t arrived_client_ = 0;
  size_t arrived_server_ = 0;
  size_t to_client_ = 0;  // taken
  size_t to_server_ = 0;
};

// The laws of both ends, connected to each other. The input is a setup and a schedule.
inline void CheckHandshakePair(Bytes input, bool noisy) {
  if (input.size() < kSetupOctets) return;
  HandshakeSetup setup = SetupFrom(input.data());
  setup.policy = Policy::Lenient();
  setup.noisy = noisy;
  HandshakePair pair(setup, input);
  pair.Run(Bytes(input.data() + kSetupOctets, input.size() - kSetupOctets));
  pair.CheckAgreement(setup);
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_HANDSHAKE_LAWS_H_
