// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A whole SOCKS5 conversation in memory: both ends by the handshakes, for the floor by the plain
// codecs, for the limit by those of the single messages.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "benchmark/benchmark.h"
#include "fuzz/random_message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/client_handshake.h"
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

// What both ends are going to say.
struct Script {
  socks5::Greeting greeting;
  socks5::MethodSelection selection;
  userpass::Request credentials;
  userpass::Reply status;
  socks5::Request request;
  socks5::Reply reply;
};
struct RawScript {
  RawGreeting greeting;
  RawPair selection;
  RawUserpass credentials;
  RawPair status;
  RawMessage request;
  RawMessage reply;
};

// A script on the wire: METHOD, STATUS, REP, a greeting, a request. Credentials and BND are always
// the same.
constexpr size_t kGreetingAt = 3;
constexpr std::array<uint8_t, 13> kCredentials = {1,   4,   'u', 's', 'e', 'r', 6,
                                                  's', 'e', 'c', 'r', 'e', 't'};
constexpr std::array<uint8_t, 10> kReply = {5, 0, 0, 1, 127, 0, 0, 1, 4, 56};

bool ReadScript(Bytes in, Script* script) {
  if (in.size() < kGreetingAt) return false;
  const Policy policy = Policy::Lenient();
  Bytes rest = in;
  rest.remove_prefix(kGreetingAt);
  const Result greeting = Decode(rest, &script->greeting, policy);
  if (!greeting.ok()) return false;
  rest.remove_prefix(greeting.consumed());
  if (!Decode(rest, &script->request, policy).ok()) return false;
  if (!Decode(kCredentials, &script->credentials).ok()) abort();
  if (!Decode(kReply, &script->reply).ok()) abort();
  script->selection.method = static_cast<socks5::Method>(in[0]);
  script->status.status = in[1];
  script->reply.code = static_cast<socks5::ReplyCode>(in[2]);
  return true;
}

void ReadRawScript(Bytes in, RawScript* script) {
  const size_t size = LimitGreeting(in.data() + kGreetingAt, &script->greeting);
  LimitMessage(in.data() + kGreetingAt + size, &script->request);
  LimitUserpass(kCredentials.data(), &script->credentials);
  LimitMessage(kReply.data(), &script->reply);
  script->selection = {in[0]};
  script->status = {in[1]};
  script->reply.octet = in[2];
}

// User name and password, then CONNECT; all is granted.
const Table& Scripts() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    *out = {2, 0, 0, 5, static_cast<uint8_t>(1 + random->Below(2)), 2, 0};
    out->resize(kGreetingAt + 2u + (*out)[kGreetingAt + 1]);
    out->insert(out->end(), {5, 1, 0});
    AppendAddress(random, out);
  }));
  return *table;
}

const std::vector<Script>& CodecScripts() {
  static const std::vector<Script>* const scripts = [] {
    auto* const all = new std::vector<Script>(kMessagesPerPass);
    for (size_t i = 0; i < all->size(); ++i) {
      if (!ReadScript(Scripts().messages[i], &(*all)[i])) abort();
    }
    return all;
  }();
  return *scripts;
}
const std::vector<RawScript>& RawScripts() {
  static const std::vector<RawScript>* const scripts = [] {
    auto* const all = new std::vector<RawScript>(kMessagesPerPass);
    for (size_t i = 0; i < all->size(); ++i) ReadRawScript(Scripts().messages[i], &(*all)[i]);
    return all;
  }();
  return *scripts;
}

// One message from one end to the other.
template <typename From, typename M, typename To, typename Event>
bool Pass(From* from, const M& message, To* to, Event* event) {
  Room room;
  const Result sent = from->Write(message, MakeSpan(room));
  if (!sent.ok() || !to->Read({room.data(), sent.written()}, event).ok()) return false;
  benchmark::DoNotOptimize(*event);
  return true;
}

bool ByHandshakes(const Script& script) {
  socks::ClientHandshake client = socks::ClientHandshake::Socks5();
  socks::ServerHandshake server(socks::ServerHandshake::Protocols::kSocks4AndSocks5);
  static socks::ClientEvent heard;  // used again, as a program does
  static socks::ServerEvent asked;
  if (!Pass(&client, script.greeting, &server, &asked)) return false;
  if (!Pass(&server, script.selection, &client, &heard)) return false;
  if (client.step() == socks::HandshakeStep::kCredentials) {
    if (!Pass(&client, script.credentials, &server, &asked)) return false;
    if (!Pass(&server, script.status, &client, &heard)) return false;
  }
  if (!Pass(&client, script.request, &server, &asked)) return false;
  while (client.step() != socks::HandshakeStep::kDone) {
    if (!Pass(&server, script.reply, &client, &heard)) return false;
  }
  return server.step() == socks::HandshakeStep::kDone;
}

template <typename M>
bool Carry(const M& message, M* received) {
  Room room;
  const Result sent = Encode(message, MakeSpan(room));
  if (!sent.ok() || !Decode(Bytes(room.data(), sent.written()), received).ok()) return false;
  benchmark::DoNotOptimize(*received);
  return true;
}

bool ByCodecs(const Script& script) {
  socks5::Greeting greeting;
  if (!Carry(script.greeting, &greeting)) return false;
  if (!script.greeting.Offers(script.selection.method)) return false;
  socks5::MethodSelection selection;
  if (!Carry(script.selection, &selection)) return false;
  if (!Verdict(selection).ok() || !script.greeting.Offers(selection.method)) return false;
  if (selection.method == socks5::Method::kUsernamePassword) {
    userpass::Request credentials;
    userpass::Reply status;
    if (!Carry(script.credentials, &credentials)) return false;
    if (!Carry(script.status, &status) || !Verdict(status).ok()) return false;
  } else if (selection.method != socks5::Method::kNoAuthentication) {
    return false;
  }
  socks5::Request request;
  if (!Carry(script.request, &request)) return false;
  for (int replies = request.command == socks5::Command::kBind ? 2 : 1; replies > 0; --replies) {
    socks5::Reply reply;
    if (!Carry(script.reply, &reply) || !Verdict(reply).ok()) return false;
  }
  return true;
}

template <auto kWrite, auto kRead, typename Raw>
void CarryRaw(const Raw& message) {
  Room room;
  Raw received;
  kWrite(message, room.data());
  benchmark::DoNotOptimize(room);
  kRead(room.data(), &received);
  benchmark::DoNotOptimize(received);
}

bool ByLimits(const RawScript& script) {
  CarryRaw<LimitWriteGreeting, LimitGreeting>(script.greeting);
  CarryRaw<LimitWritePair<5>, LimitPair>(script.selection);
  CarryRaw<LimitWriteUserpass, LimitUserpass>(script.credentials);
  CarryRaw<LimitWritePair<1>, LimitPair>(script.status);
  CarryRaw<LimitWriteMessage, LimitMessage>(script.request);
  CarryRaw<LimitWriteMessage, LimitMessage>(script.reply);
  return true;
}

template <auto kScripts, auto kConverse>
int ConversationPass() {
  int accepted = 0;
  for (const auto& script : kScripts()) accepted += kConverse(script) ? 1 : 0;
  return accepted;
}

Verdicts CompareConversations(Bytes input) {
  Script script;
  if (!ReadScript(input, &script)) return Verdicts::kBothRefuse;
  return Compare(ByHandshakes(script), ByCodecs(script), true);
}

}  // namespace

std::vector<Operation> ConversationOperations() {
  return {{"socks5 conversation", ConversationPass<CodecScripts, ByHandshakes>,
           ConversationPass<CodecScripts, ByCodecs>, ConversationPass<RawScripts, ByLimits>,
           Scripts, CompareConversations}};
}

}  // namespace bench
}  // namespace hardwire
