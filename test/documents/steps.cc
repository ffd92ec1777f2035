// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/client_handshake.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/socks/server_handshake.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/record_stream.h"
#include "hardwire/view.h"
#include "test/documents/drawings.h"

namespace hardwire {
namespace documents {
namespace {

using socks::Address;
using socks::ClientHandshake;
using socks::HandshakeStep;
using socks::ServerHandshake;
using Octets = std::vector<uint8_t>;

constexpr char kHead[] =
    R"(# Steps

`tools/dev docs` draws this page. It runs the code: it makes every call at every step of a handshake, and reads streams of
every kind of record, and draws where each call led. What is not drawn was refused, and changed nothing.

)";

constexpr char kClient[] =
    R"(`C` is what the client writes, `S` what it reads. A message may say yes or no: `yes` is REP 00, CD 5A or STATUS 00. At a
step where the client writes ahead, an arrow leads back to that step. A message that is malformed is a failure.
[handshakes.md](handshakes.md) explains the calls.
)";

constexpr char kServer[] =
    R"(`C` is what the server reads, `S` what it writes. A failure leads to `over`, and a server may answer it once, with `Refuse`.
)";

constexpr char kStream[] =
    R"(A box is the event that `Next` gave last, in the context of a relay, and what `EndOfStream` says if the transport ends behind
it. An arrow is the event that came next, with the types of the records in which it did. [record-stream.md](record-stream.md)
explains the events.
)";

std::string Text(string_view text) { return std::string(text.data(), text.size()); }

// What happened at which step, and which step it led to.
struct Edges {
  // By (from, to): what happened, each with the circumstances in which it did.
  std::map<std::pair<std::string, std::string>, std::map<std::string, std::set<std::string>>>
      labels;
  std::vector<std::string> nodes;  // in their order

  void Add(const std::string& from, const std::string& to, const std::string& label,
           const std::string& circumstance = "") {
    labels[{from, to}][label].insert(circumstance);
  }
};

std::string Join(const std::vector<std::string>& texts, const std::string& between) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : between) + text;
  return joined;
}

// Calls `each(from, to, texts)` in the order of the nodes. A text has its circumstance if the same
// leads elsewhere too.
void ForEachEdge(const Edges& edges,
                 const std::function<void(const std::string&, const std::string&,
                                          const std::vector<std::string>&)>& each) {
  for (const std::string& from : edges.nodes) {
    std::map<std::string, int> targets;
    for (const auto& [ends, labels] : edges.labels) {
      if (ends.first != from || ends.second == "over") continue;
      for (const auto& label : labels) ++targets[label.first];
    }
    for (const std::string& to : edges.nodes) {
      const auto found = edges.labels.find({from, to});
      if (found == edges.labels.end()) continue;
      std::vector<std::string> texts;
      for (const auto& [label, circumstances] : found->second) {
        const std::string& first = *circumstances.begin();
        const bool says = !first.empty() && targets[label] > 1;
        texts.push_back(label + (says ? " (" + first + ")" : ""));
      }
      each(from, to, texts);
    }
  }
}

std::string Table(const Edges& edges) {
  std::string rows = "| at | what happens | then |\n| --- | --- | --- |\n";
  ForEachEdge(edges, [&rows](const std::string& from, const std::string& to,
                             const std::vector<std::string>& texts) {
    rows += "| " + from + " | " + Join(texts, "; ") + " | " + to + " |\n";
  });
  return rows;
}

// `notes`: a second line of a box. Arrows to `last` are grey: nearly every box has one.
std::string Dot(const std::string& name, const Edges& edges, const std::string& last,
                const std::map<std::string, std::string>& notes) {
  std::string dot = "// Made by tools/dev docs: " + name +
                    "\ndigraph steps {\n"
                    "  graph [bgcolor=\"white\", nodesep=0.4, ranksep=0.5]\n"
                    "  node [shape=box, style=\"rounded,filled\", fillcolor=\"#eef2f7\", "
                    "fontname=\"Helvetica\", fontsize=11]\n"
                    "  edge [arrowsize=0.6, fontname=\"Helvetica\", fontsize=9]\n\n";
  for (const std::string& node : edges.nodes) {
    const auto note = notes.find(node);
    dot += "  " + node + " [label=\"" + node + (note == notes.end() ? "" : R"(\n)" + note->second) +
           "\"];\n";
  }
  dot += "\n";
  ForEachEdge(edges, [&](const std::string& from, const std::string& to,
                         const std::vector<std::string>& texts) {
    dot += "  " + from + " -> " + to + " [label=\"" + Join(texts, R"(\n)") + "\"";
    if (to == last) dot += R"(, color="#b8bcc4", fontcolor="#57606a")";
    dot += "];\n";
  });
  return dot + "}\n";
}

// Handshakes.

template <typename Handshake>
struct Call {
  std::string label;
  std::function<Result(Handshake*)> make;
  bool is_message = false;
  bool is_bind = false;  // a request of BIND
};

constexpr size_t kRoom = 600;

template <typename Message>
std::string Labelled(const char* who, const std::string& more = "") {
  return std::string(who) + " " + Text(Message::kInfo.name) + (more.empty() ? "" : " " + more);
}

template <typename Message>
bool IsBind(const Message& /*message*/) {
  return false;
}
bool IsBind(const socks5::Request& request) { return request.command == socks5::Command::kBind; }
bool IsBind(const socks4::Request& request) { return request.command == socks4::Command::kBind; }

// The message that a step names.
template <typename Message>
bool IsDueAt(HandshakeStep step) {
  const auto is = [step](HandshakeStep due) { return step == due; };
  if constexpr (std::is_same_v<Message, socks5::Greeting>) return is(HandshakeStep::kGreeting);
  if constexpr (std::is_same_v<Message, socks4::Request>) return is(HandshakeStep::kGreeting);
  if constexpr (std::is_same_v<Message, socks5::MethodSelection>) {
    return is(HandshakeStep::kMethodSelection);
  }
  if constexpr (std::is_same_v<Message, userpass::Request>) return is(HandshakeStep::kCredentials);
  if constexpr (std::is_same_v<Message, userpass::Reply>) {
    return is(HandshakeStep::kCredentialsReply);
  }
  if constexpr (std::is_same_v<Message, gssapi::Frame>) return is(HandshakeStep::kExchange);
  if constexpr (std::is_same_v<Message, socks5::Request>) return is(HandshakeStep::kRequest);
  return is(HandshakeStep::kReply) || is(HandshakeStep::kSecondReply);
}

// The end of a handshake writes `message`.
template <typename Handshake, typename Message>
Call<Handshake> Writing(const std::string& label, const Message& message) {
  return {label,
          [message](Handshake* handshake) {
            std::array<uint8_t, kRoom> output;
            return handshake->Write(message, MakeSpan(output));
          },
          true, IsBind(message)};
}

// It reads the octets of `message`, at the steps at which that is due.
template <typename Handshake, typename Event, typename Message>
Call<Handshake> Reading(const std::string& label, const Message& message) {
  Octets octets(kRoom);
  octets.resize(
      EncodeMessage(message, MakeSpan(octets), typename Message::Context(), Policy::Lenient())
          .written());
  return {label,
          [octets](Handshake* handshake) {
            if (!IsDueAt<Message>(handshake->step())) {
              return Result::Error(Code::kBadState, Detail::kNone, 0);
            }
            Event event;
            return handshake->Read(octets, &event);
          },
          true, IsBind(message)};
}

// What is no message at any step, and the end of the stream.
template <typename Handshake, typename Event>
std::vector<Call<Handshake>> Failures() {
  return {
      {"failure",
       [](Handshake* handshake) {
         Event event;
         return handshake->Read(Octets(20, 0xEE), &event);
       }},
      {"end of the stream", [](Handshake* handshake) { return handshake->EndOfStream(Octets()); }},
      {"Authenticated()", [](Handshake* handshake) { return handshake->Authenticated(); }}};
}

const std::array<uint8_t, 1> kNone = {0};
const std::array<uint8_t, 1> kPassword = {2};
const std::array<uint8_t, 4> kSeveral = {0, 1, 2, 0x80};
const std::array<uint8_t, 2> kToken = {7, 7};

const std::pair<socks5::Method, const char*> kMethods[] = {
    {socks5::Method::kNoAuthentication, "00"},
    {socks5::Method::kUsernamePassword, "02"},
    {socks5::Method::kGssapi, "01"},
    {static_cast<socks5::Method>(0x80), "another"},
    {socks5::Method::kNoAcceptable, "FF"}};

const socks5::Command kSocks5Commands[] = {socks5::Command::kConnect, socks5::Command::kBind,
                                           socks5::Command::kUdpAssociate};
const socks4::Command kSocks4Commands[] = {socks4::Command::kConnect, socks4::Command::kBind};

// The messages of one end of a handshake: `add(label, message)` for each that the client says, and
// for each that the server does.
template <typename Add>
void ForEachOfClient(Add add) {
  for (const Span<const uint8_t> methods :
       {Span<const uint8_t>(kNone), Span<const uint8_t>(kPassword),
        Span<const uint8_t>(kSeveral)}) {
    add(Labelled<socks5::Greeting>("C"), socks5::Greeting{methods, {}});
  }
  add(Labelled<userpass::Request>("C"), userpass::Request{"user", "password", {}});
  const Address target = Address::Ipv4({192, 0, 2, 1}, 80);
  for (const socks5::Command command : kSocks5Commands) {
    add(Labelled<socks5::Request>("C"), socks5::Request{command, target, {}});
  }
  for (const socks4::Command command : kSocks4Commands) {
    socks4::Request request;
    request.command = command;
    request.address = target;
    add(Labelled<socks4::Request>("C"), request);
  }
}

template <typename Add>
void ForEachOfServer(Add add) {
  for (const auto& [method, name] : kMethods) {
    add(Labelled<socks5::MethodSelection>("S", name), socks5::MethodSelection{method});
  }
  add(Labelled<userpass::Reply>("S", "yes"), userpass::Reply{0, {}});
  add(Labelled<userpass::Reply>("S", "no"), userpass::Reply{1, {}});
  add(Labelled<socks5::Reply>("S", "yes"),
      socks5::Reply{socks5::ReplyCode::kSucceeded, Address(), {}});
  add(Labelled<socks5::Reply>("S", "no"),
      socks5::Reply{socks5::ReplyCode::kConnectionRefused, Address(), {}});
  add(Labelled<socks4::Reply>("S", "yes"),
      socks4::Reply{socks4::ReplyCode::kGranted, Address(), {}});
  add(Labelled<socks4::Reply>("S", "no"),
      socks4::Reply{socks4::ReplyCode::kRejected, Address(), {}});
}

template <typename Add>
void ForEachFrame(const char* who, Add add) {
  add(Labelled<gssapi::Frame>(who), gssapi::Frame{gssapi::Type::kAuthentication, kToken});
  add(Labelled<gssapi::Frame>(who, "abort"), gssapi::Frame{gssapi::Type::kAbort, {}});
}

// Every message, written or read by the end that says it or is told it, and what ends a handshake.
template <typename Handshake, typename Event>
std::vector<Call<Handshake>> MessageCalls() {
  std::vector<Call<Handshake>> calls = Failures<Handshake, Event>();
  const auto write = [&calls](const std::string& label, const auto& message) {
    calls.push_back(Writing<Handshake>(label, message));
  };
  const auto read = [&calls](const std::string& label, const auto& message) {
    calls.push_back(Reading<Handshake, Event>(label, message));
  };
  if constexpr (std::is_same_v<Handshake, ClientHandshake>) {
    ForEachOfClient(write);
    ForEachOfServer(read);
    ForEachFrame("C", write);
    ForEachFrame("S", read);
  } else {
    ForEachOfClient(read);
    ForEachOfServer(write);
    ForEachFrame("C", read);
    ForEachFrame("S", write);
  }
  return calls;
}

std::vector<Call<ClientHandshake>> ClientCalls() {
  auto calls = MessageCalls<ClientHandshake, socks::ClientEvent>();
  calls.push_back({"Surplus() of some octets",
                   [](ClientHandshake* handshake) { return handshake->Surplus(Octets(1)); }});
  return calls;
}

std::vector<Call<ServerHandshake>> ServerCalls() {
  auto calls = MessageCalls<ServerHandshake, socks::ServerEvent>();
  calls.push_back({"Grant()", [](ServerHandshake* handshake) {
                     std::array<uint8_t, kRoom> output;
                     return handshake->Grant(Address(), MakeSpan(output));
                   }});
  calls.push_back({"Refuse()", [](ServerHandshake* handshake) {
                     std::array<uint8_t, kRoom> output;
                     return handshake->Refuse(socks5::ReplyCode::kGeneralFailure, MakeSpan(output));
                   }});
  return calls;
}

// How a handshake came where it is.
struct Way {
  bool ahead = false;  // the client has written before it was its turn
  bool bind = false;

  std::string At(HandshakeStep step) const {
    if (step == HandshakeStep::kReply) return bind ? "of BIND" : "";
    return ahead ? "written ahead" : "";
  }
};

// Makes every call on a copy of `handshake`, and goes on where one changed something. A way comes
// back to a step when a client writes ahead and when GSSAPI takes its turns, so it has an end.
template <typename Handshake>
void Explore(const Handshake& handshake, const std::vector<Call<Handshake>>& calls, Way way,
             int most, Edges* edges) {
  const HandshakeStep step = handshake.step();
  // An answer to a failure is no step.
  if (most == 0 || step == HandshakeStep::kOver) return;
  for (const Call<Handshake>& call : calls) {
    Handshake next = handshake;
    const Result result = call.make(&next);
    const bool is_over = next.step() == HandshakeStep::kOver;
    // A call that is not allowed changes nothing.
    if ((!result.ok() && !is_over) || (next.step() == step && step == HandshakeStep::kDone))
      continue;
    const bool says_no = result.ok() || result.code() == Code::kPeerRefused || !call.is_message;
    const std::string label = says_no ? call.label : "failure";
    edges->Add(Text(Name(step)), Text(Name(next.step())), label, way.At(step));
    Way then = way;
    then.ahead = way.ahead || (next.step() == step && handshake.awaits_peer());
    then.bind = way.bind || call.is_bind;
    if (!is_over) Explore(next, calls, then, most - 1, edges);
  }
}

Edges HandshakeEdges() {
  Edges edges;
  for (int step = 0; step <= static_cast<int>(HandshakeStep::kOver); ++step) {
    edges.nodes.push_back(Text(Name(static_cast<HandshakeStep>(step))));
  }
  return edges;
}

// Of the longest handshake: greeting, selection, two frames of GSSAPI and its end, request and two
// replies; and what fails behind it.
constexpr int kMostCalls = 8;

Edges ClientEdges() {
  Edges edges = HandshakeEdges();
  for (const ClientHandshake& handshake : {ClientHandshake::Socks5(), ClientHandshake::Socks4()}) {
    Explore(handshake, ClientCalls(), {}, kMostCalls, &edges);
  }
  return edges;
}

Edges ServerEdges() {
  Edges edges = HandshakeEdges();
  Explore(ServerHandshake(ServerHandshake::Protocols::kSocks4AndSocks5), ServerCalls(), {},
          kMostCalls, &edges);
  return edges;
}

// Streams.

struct Stream {
  Edges edges;
  std::map<std::string, std::set<std::string>> closures;  // by the event
};

Octets RecordOf(tls::ContentType type, const Octets& fragment) {
  Octets record = {static_cast<uint8_t>(type), 3, 3, static_cast<uint8_t>(fragment.size() >> 8),
                   static_cast<uint8_t>(fragment.size())};
  record.insert(record.end(), fragment.begin(), fragment.end());
  return record;
}

// Notes the events of a stream of records, which comes in pieces of `piece` octets.
void Note(const Octets& stream, size_t piece, Stream* noted) {
  tls::RecordStream reader;
  std::string last = "start";
  std::string type = "the header";
  for (size_t at = 0; at < stream.size(); at += piece) {
    Span<const uint8_t> chunk = Span<const uint8_t>(stream).subspan(at, piece);
    while (true) {
      tls::StreamEvent event;
      const Result result = reader.Next(chunk, &event);
      if (!result.ok()) {
        noted->edges.Add(last, "over", last == "closed" ? "Next" : "failure: " + type);
        noted->closures["over"].insert(Text(Name(reader.EndOfStream())));
        return;
      }
      chunk.remove_prefix(result.consumed());
      if (event.kind == tls::StreamEvent::Kind::kNone) {
        noted->closures[last].insert(Text(Name(reader.EndOfStream())));
        break;
      }
      if (event.kind == tls::StreamEvent::Kind::kRecord) type = Text(Name(event.header.type));
      const std::string kind = Text(Name(event.kind));
      noted->edges.Add(last, kind, type);
      if (event.kind == tls::StreamEvent::Kind::kRecordEnd) type = "the header";
      last = kind;
    }
  }
}

Stream StreamEdges() {
  using tls::ContentType;
  Stream noted;
  noted.edges.nodes = {"start", "record", "fragment", "alert", "record_end", "closed", "over"};
  noted.closures["start"].insert(Text(Name(tls::RecordStream().EndOfStream())));
  const std::vector<Octets> records = {
      RecordOf(ContentType::kHandshake, {1, 0, 0, 0}),
      RecordOf(ContentType::kHandshake, {}),
      RecordOf(ContentType::kApplicationData, {9, 9, 9}),
      RecordOf(ContentType::kApplicationData, {}),
      RecordOf(ContentType::kChangeCipherSpec, {1}),
      RecordOf(ContentType::kChangeCipherSpec, {2}),
      RecordOf(ContentType::kAlert, {1, 112}),          // a warning
      RecordOf(ContentType::kAlert, {1, 112, 1, 112}),  // two of them
      RecordOf(ContentType::kAlert, {1}),               // half of one
      RecordOf(ContentType::kAlert, {1, 0}),            // close_notify
      RecordOf(ContentType::kAlert, {2, 40}),           // fatal
      RecordOf(ContentType::kAlert, Octets(24, 9)),     // encrypted
      {'G', 'E', 'T', ' ', '/', ' '}};
  for (const Octets& one : records) {
    for (const Octets& two : records) {
      for (const Octets& three : records) {
        Octets stream = one;
        stream.insert(stream.end(), two.begin(), two.end());
        stream.insert(stream.end(), three.begin(), three.end());
        for (const size_t piece : {stream.size(), size_t{1}}) Note(stream, piece, &noted);
      }
    }
  }
  // More of them than the limits let pass.
  for (const Octets& one : {records[1], records[6]}) {
    Octets stream;
    for (int i = 0; i < 40; ++i) stream.insert(stream.end(), one.begin(), one.end());
    Note(stream, stream.size(), &noted);
  }
  return noted;
}

}  // namespace

std::map<std::string, std::string> StepsDocuments() {
  std::map<std::string, std::string> files;
  std::string page = kHead;
  const auto add = [&](const std::string& title, const std::string& text, const std::string& name,
                       const Edges& edges, const std::map<std::string, std::string>& notes) {
    files[name + ".dot"] = Dot(title, edges, "over", notes);
    page += "## " + title + "\n\n" + text + "\n![The steps of " + title + "](" + name +
            ".svg)\n\n" + Table(edges) + "\n";
  };
  add("ClientHandshake", kClient, "client-handshake", ClientEdges(), {});
  add("ServerHandshake", kServer, "server-handshake", ServerEdges(), {});
  const Stream stream = StreamEdges();
  std::map<std::string, std::string> notes;
  for (const auto& [event, closures] : stream.closures)
    notes[event] = Join({closures.begin(), closures.end()}, ", ");
  add("RecordStream", kStream, "record-stream", stream.edges, notes);
  page.pop_back();
  files["steps.md"] = page;
  return files;
}

}  // namespace documents
}  // namespace hardwire
