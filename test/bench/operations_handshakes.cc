// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Each end of a SOCKS5 handshake alone. All that the other end says lies in one message of the
// table; what this end answers is written into a room. The floor does it by hand, with the floors
// of the single messages.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "benchmark/benchmark.h"
#include "fuzz/random_message.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/client_handshake.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/socks/server_handshake.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/view.h"
#include "test/bench/floor_address.h"
#include "test/bench/floor_socks5.h"
#include "test/bench/operations.h"
#include "test/bench/passes.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {
namespace {

// What one end reads, and what it writes.
struct Talk {
  explicit Talk(Bytes octets) : in(octets) {}

  Bytes in;
  size_t written = 0;
  std::array<uint8_t, 128> out;

  Span<uint8_t> Room() { return MakeSpan(out).subspan(written); }
};

constexpr std::array<uint8_t, 2> kOffered = {0, 2};
constexpr std::array<uint8_t, 4> kUser = {'u', 's', 'e', 'r'};
constexpr std::array<uint8_t, 6> kPassword = {'s', 'e', 'c', 'r', 'e', 't'};
constexpr std::array<uint8_t, 11> kTarget = {'e', 'x', 'a', 'm', 'p', 'l', 'e', '.', 'c', 'o', 'm'};
constexpr std::array<uint8_t, 4> kBound = {127, 0, 0, 1};
constexpr uint16_t kPort = 1080;

template <size_t kSize>
string_view View(const std::array<uint8_t, kSize>& text) {
  return string_view(reinterpret_cast<const char*>(text.data()), kSize);
}

// With the handshakes. An event is used again, as a program does.
template <typename Handshake, typename Event>
bool Hear(Handshake* handshake, Talk* talk, Event* event) {
  const Result result = handshake->Read(talk->in, event);
  talk->in.remove_prefix(result.consumed());
  return result.ok();
}
bool Said(Result result, Talk* talk) {
  talk->written += result.written();
  return result.ok();
}

bool Choose(const socks5::Greeting& greeting, socks5::MethodSelection* selection) {
  for (const auto method : {socks5::Method::kUsernamePassword, socks5::Method::kNoAuthentication}) {
    selection->method = method;
    if (greeting.Offers(method)) return true;
  }
  return false;
}

bool ServeByHandshake(Talk* talk) {
  static socks::ServerEvent event;
  socks::ServerHandshake server(socks::ServerHandshake::Protocols::kSocks5);
  socks5::MethodSelection selection;
  if (!Hear(&server, talk, &event) || !Choose(event.greeting, &selection)) return false;
  if (!Said(server.Write(selection, talk->Room()), talk)) return false;
  if (selection.method == socks5::Method::kUsernamePassword) {
    userpass::Reply status;
    status.status = 0;
    if (!Hear(&server, talk, &event)) return false;
    if (!Said(server.Write(status, talk->Room()), talk)) return false;
  }
  if (!Hear(&server, talk, &event)) return false;
  benchmark::DoNotOptimize(event);
  return Said(server.Grant(socks::Address::Ipv4(kBound, kPort), talk->Room()), talk);
}

bool AskByHandshake(Talk* talk) {
  static socks::ClientEvent event;
  socks::ClientHandshake client = socks::ClientHandshake::Socks5();
  socks5::Greeting greeting;
  greeting.methods = kOffered;
  if (!Said(client.Write(greeting, talk->Room()), talk)) return false;
  if (!Hear(&client, talk, &event)) return false;
  if (client.step() == socks::HandshakeStep::kCredentials) {
    userpass::Request credentials;
    credentials.username = View(kUser);
    credentials.password = View(kPassword);
    if (!Said(client.Write(credentials, talk->Room()), talk)) return false;
    if (!Hear(&client, talk, &event)) return false;
  }
  socks5::Request request;
  request.address = socks::Address::Domain(View(kTarget), kPort);
  if (!Said(client.Write(request, talk->Room()), talk)) return false;
  if (!Hear(&client, talk, &event)) return false;
  benchmark::DoNotOptimize(event);
  return client.step() == socks::HandshakeStep::kDone;
}

// By hand: `kRead` and `kWrite` are floors.
template <auto kRead, typename Raw>
bool HearRaw(Talk* talk, Raw* message) {
  size_t used = 0;
  if (!kRead(talk->in.data(), talk->in.size(), message, &used)) return false;
  talk->in.remove_prefix(used);
  return true;
}
template <auto kWrite, typename Raw>
bool SayRaw(const Raw& message, Talk* talk) {
  size_t used = 0;
  const Span<uint8_t> room = talk->Room();
  if (!kWrite(message, room.data(), room.size(), &used)) return false;
  talk->written += used;
  return true;
}

bool ChooseRaw(const Text& methods, RawPair* selection) {
  for (const uint8_t method : {uint8_t{2}, uint8_t{0}}) {
    selection->value = method;
    for (size_t i = 0; i < methods.size; ++i) {
      if (methods.data[i] == method) return true;
    }
  }
  return false;
}

bool ServeByHand(Talk* talk) {
  RawGreeting greeting;
  RawPair selection;
  if (!HearRaw<FloorGreeting>(talk, &greeting)) return false;
  if (!ChooseRaw(greeting.methods, &selection)) return false;
  if (!SayRaw<FloorWritePair<5>>(selection, talk)) return false;
  if (selection.value == 2) {
    RawUserpass credentials;
    if (!HearRaw<FloorUserpass>(talk, &credentials)) return false;
    benchmark::DoNotOptimize(credentials);
    if (!SayRaw<FloorWritePair<1>>(RawPair{0}, talk)) return false;
  }
  RawMessage request;
  if (!HearRaw<FloorMessage<false>>(talk, &request)) return false;
  benchmark::DoNotOptimize(request);
  const RawMessage reply = {0, 1, {kBound[0], kBound[1], kBound[2], kBound[3]}, {}, kPort};
  return SayRaw<FloorWriteMessage<true>>(reply, talk);
}

bool AskByHand(Talk* talk) {
  RawPair answer;
  const RawGreeting greeting = {{kOffered.data(), kOffered.size()}};
  if (!SayRaw<FloorWriteGreeting>(greeting, talk)) return false;
  if (!HearRaw<FloorPair<5>>(talk, &answer)) return false;
  if (answer.value != 0 && answer.value != 2) return false;
  if (answer.value == 2) {
    const RawUserpass credentials = {{kUser.data(), kUser.size()},
                                     {kPassword.data(), kPassword.size()}};
    if (!SayRaw<FloorWriteUserpass>(credentials, talk)) return false;
    if (!HearRaw<FloorPair<1>>(talk, &answer) || answer.value != 0) return false;
  }
  const RawMessage request = {1, 3, {}, {kTarget.data(), kTarget.size()}, kPort};
  RawMessage reply;
  if (!SayRaw<FloorWriteMessage<false>>(request, talk)) return false;
  if (!HearRaw<FloorMessage<true>>(talk, &reply) || reply.octet != 0) return false;
  benchmark::DoNotOptimize(reply);
  return true;
}

// Without a check: what the single messages need.
template <auto kRead, typename Raw>
void HearUnchecked(Talk* talk) {
  Raw message;
  talk->in.remove_prefix(kRead(talk->in.data(), &message));
  benchmark::DoNotOptimize(message);
}
template <auto kWrite, typename Raw>
void SayUnchecked(const Raw& message, Talk* talk) {
  talk->written += kWrite(message, talk->Room().data());
}

bool ServeUnchecked(Talk* talk) {
  const uint8_t method = talk->in[1] == 1 ? 0 : 2;  // of the table
  HearUnchecked<LimitGreeting, RawGreeting>(talk);
  SayUnchecked<LimitWritePair<5>>(RawPair{method}, talk);
  if (method == 2) {
    HearUnchecked<LimitUserpass, RawUserpass>(talk);
    SayUnchecked<LimitWritePair<1>>(RawPair{0}, talk);
  }
  HearUnchecked<LimitMessage, RawMessage>(talk);
  const RawMessage reply = {0, 1, {kBound[0], kBound[1], kBound[2], kBound[3]}, {}, kPort};
  SayUnchecked<LimitWriteMessage>(reply, talk);
  return true;
}

bool AskUnchecked(Talk* talk) {
  const uint8_t method = talk->in[1];
  SayUnchecked<LimitWriteGreeting>(RawGreeting{{kOffered.data(), kOffered.size()}}, talk);
  HearUnchecked<LimitPair, RawPair>(talk);
  if (method == 2) {
    const RawUserpass credentials = {{kUser.data(), kUser.size()},
                                     {kPassword.data(), kPassword.size()}};
    SayUnchecked<LimitWriteUserpass>(credentials, talk);
    HearUnchecked<LimitPair, RawPair>(talk);
  }
  const RawMessage request = {1, 3, {}, {kTarget.data(), kTarget.size()}, kPort};
  SayUnchecked<LimitWriteMessage>(request, talk);
  HearUnchecked<LimitMessage, RawMessage>(talk);
  return true;
}

// Half of them with a password.
const Table& ClientOctets() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    const bool password = random->Below(2) == 0;
    *out = {5, 1, 0};
    if (password) {
      *out = {5, 2, 0, 2, 1};
      for (int field = 0; field < 2; ++field) {
        const size_t count = 1 + random->Below(12);
        out->push_back(static_cast<uint8_t>(count));
        Append(random, count, out);
      }
    }
    out->insert(out->end(), {5, 1, 0});
    AppendAddress(random, out);
  }));
  return *table;
}
const Table& ServerOctets() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    const bool password = random->Below(2) == 0;
    *out = {5, 0};
    if (password) *out = {5, 2, 1, 0};
    out->insert(out->end(), {5, 0, 0});
    AppendAddress(random, out);
  }));
  return *table;
}

template <TableOf kTable, bool (*kTalk)(Talk*)>
int TalkPass() {
  return Count(kTable(), [](Bytes octets) {
    Talk talk(octets);
    const bool done = kTalk(&talk);
    benchmark::DoNotOptimize(talk.out);
    return done;
  });
}

// The same verdict, the same answers, and as many octets read.
template <bool (*kCodec)(Talk*), bool (*kFloor)(Talk*)>
Verdicts CompareTalks(Bytes octets) {
  Talk codec(octets);
  Talk floor(octets);
  const bool by_codec = kCodec(&codec);
  const bool by_floor = kFloor(&floor);
  return Compare(
      by_codec, by_floor,
      codec.in.size() == floor.in.size() && codec.written == floor.written &&
          std::equal(codec.out.begin(), codec.out.begin() + codec.written, floor.out.begin()));
}

}  // namespace

std::vector<Operation> HandshakeOperations() {
  return {
      {"ServerHandshake", TalkPass<ClientOctets, ServeByHandshake>,
       TalkPass<ClientOctets, ServeByHand>, TalkPass<ClientOctets, ServeUnchecked>, ClientOctets,
       CompareTalks<ServeByHandshake, ServeByHand>},
      {"ClientHandshake", TalkPass<ServerOctets, AskByHandshake>, TalkPass<ServerOctets, AskByHand>,
       TalkPass<ServerOctets, AskUnchecked>, ServerOctets, CompareTalks<AskByHandshake, AskByHand>},
  };
}

}  // namespace bench
}  // namespace hardwire
