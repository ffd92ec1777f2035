// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Both ends of SOCKS handshakes, held against the model call by call: what the call says and
// writes, the event, the step, and that nothing changes where nothing may.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_HANDSHAKE_COMPARE_H_
#define HARDWIRE_TEST_DIFFERENTIAL_HANDSHAKE_COMPARE_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <set>
#include <string>
#include <vector>

#include "fuzz/allocations.h"
#include "fuzz/laws.h"
#include "hardwire/outcomes.h"
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
#include "hardwire/view.h"
#include "test/differential/handshake_model.h"
#include "test/differential/handshake_script.h"
#include "test/differential/units.h"

namespace hardwire {
namespace differential {

using handshake_model::Answer;
using handshake_model::Written;
using socks::ClientEvent;
using socks::ClientHandshake;
using socks::ServerEvent;
using socks::ServerHandshake;

// A policy of the library, and what it rejects in the model.
struct TwoPolicies {
  explicit TwoPolicies(Policy policy) : ours(policy), theirs(NamedPolicy(policy).rejected) {}
  Policy ours;
  handshake_model::Rejected theirs;
};

// One call, with all that it takes.
struct Call {
  std::string name;                     // "read", "write", "grant", ...
  std::string octets;                   // of read, surplus and end_of_stream
  Message message;                      // of write; its address is that of grant
  const TwoPolicies* policy = nullptr;  // of write
  size_t room = 0;                      // for what is written
  Result reason;                        // of refuse
  unsigned version = 0;                 // of refuse_code
  unsigned code = 0;
};

inline std::string Copied(fuzz::Bytes octets) { return std::string(octets.begin(), octets.end()); }

inline Answer AnswerOf(Result result) {
  static const char* const kLayers[] = {"socks", "tls", "dtls"};
  return {Str(Name(result.code())), Str(Name(result.detail())), fuzz::NumberOf(result),
          result.octet(), kLayers[static_cast<size_t>(result.layer())]};
}

inline handshake_model::Address AddressOf(const socks::Address& address) {
  const bool named = address.type() == socks::AddressType::kDomain;
  return {static_cast<unsigned>(address.type()),
          named ? Str(address.domain()) : Copied(address.ip()), address.port()};
}

// `address` is viewed.
inline socks::Address OursOf(const handshake_model::Address& address) {
  const uint16_t port = static_cast<uint16_t>(address.port);
  if (address.type == 3) return socks::Address::Domain(address.octets, port);
  std::array<uint8_t, 4> four = {};
  std::array<uint8_t, 16> sixteen = {};
  if (address.type == 1) {
    std::copy(address.octets.begin(), address.octets.end(), four.begin());
    return socks::Address::Ipv4(four, port);
  }
  std::copy(address.octets.begin(), address.octets.end(), sixteen.begin());
  return socks::Address::Ipv6(sixteen, port);
}

inline fuzz::Bytes BytesOf(const std::string& octets) {
  return fuzz::Bytes(reinterpret_cast<const uint8_t*>(octets.data()), octets.size());
}

inline handshake_model::Event EventOf(const ClientEvent& event) {
  static const char* const kKinds[] = {"none", "method_selected", "authenticated", "frame",
                                       "reply"};
  handshake_model::Event said;
  said.kind = kKinds[static_cast<size_t>(event.kind)];
  said.method = static_cast<unsigned>(event.method);
  said.frame_type = static_cast<unsigned>(event.frame.type);
  said.token = Copied(event.frame.token);
  said.address = AddressOf(event.address);
  said.violations = NamesOf(event.violations);
  return said;
}
inline handshake_model::Event EventOf(const ServerEvent& event) {
  static const char* const kKinds[] = {"none", "greeting", "credentials", "frame", "request"};
  handshake_model::Event said;
  said.kind = kKinds[static_cast<size_t>(event.kind)];
  said.methods = Copied(event.greeting.methods);
  said.greeting_violations = NamesOf(event.greeting.violations);
  said.username = Str(event.credentials.username);
  said.password = Str(event.credentials.password);
  said.credentials_violations = NamesOf(event.credentials.violations);
  said.frame_type = static_cast<unsigned>(event.frame.type);
  said.token = Copied(event.frame.token);
  said.command = static_cast<unsigned>(event.command);
  said.address = AddressOf(event.address);
  said.userid = Str(event.userid);
  said.violations = NamesOf(event.violations);
  return said;
}

// One end in the library and in the model, and an event of each.
template <typename End>
struct Both {
  typename End::Handshake ours;
  handshake_model::Handshake theirs;
};
template <typename End>
struct BothEvents {
  typename End::Event ours;
  handshake_model::Event theirs;
};

// What each end can write and be asked, beside what both can.
struct Client {
  using Handshake = ClientHandshake;
  using Event = ClientEvent;
  static constexpr bool kIsClient = true;
  static const std::vector<std::string>& Writes() {
    static const std::vector<std::string> names = {"socks5_greeting", "socks5_userpass_request",
                                                   "socks5_request", "socks4_request",
                                                   "socks5_gssapi"};
    return names;
  }
  static const std::vector<std::string>& Calls() {
    static const std::vector<std::string> names = {
        "read", "write", "write", "write", "authenticated", "surplus", "end_of_stream"};
    return names;
  }

  static Both<Client> New(Chooser* /*choose*/, unsigned version, const TwoPolicies& reads) {
    return {version == 4 ? Handshake::Socks4(reads.ours) : Handshake::Socks5(reads.ours),
            handshake_model::NewClient(version, &reads.theirs)};
  }

  static Result Write(Handshake* h, const Message& m, Span<uint8_t> out, Policy policy) {
    if (m.name == "socks5_greeting")
      return h->Write(socks5::Greeting{BytesOf(m.text), {}}, out, policy);
    if (m.name == "socks5_userpass_request") {
      return h->Write(userpass::Request{m.text, m.password, {}}, out, policy);
    }
    if (m.name == "socks5_request") {
      const socks5::Command command = static_cast<socks5::Command>(m.number);
      return h->Write(socks5::Request{command, OursOf(m.address), {}}, out, policy);
    }
    if (m.name == "socks4_request") {
      return h->Write(socks4::Request{static_cast<socks4::Command>(m.number),
                                      static_cast<uint8_t>(m.marker),
                                      OursOf(m.address),
                                      m.text,
                                      {}},
                      out, policy);
    }
    return h->Write(gssapi::Frame{static_cast<gssapi::Type>(m.number), BytesOf(m.text)}, out);
  }
  static Result Own(Handshake* h, const Call& call, Span<uint8_t> /*out*/) {
    return h->Surplus(BytesOf(call.octets));
  }
  static bool HasVersion(const Handshake& /*h*/, unsigned /*version*/) { return true; }
};

struct Server {
  using Handshake = ServerHandshake;
  using Event = ServerEvent;
  static constexpr bool kIsClient = false;
  static const std::vector<std::string>& Writes() {
    static const std::vector<std::string> names = {"socks5_method_selection",
                                                   "socks5_userpass_reply", "socks5_reply",
                                                   "socks4_reply", "socks5_gssapi"};
    return names;
  }
  static const std::vector<std::string>& Calls() {
    static const std::vector<std::string> names = {"read",        "write",         "write",
                                                   "grant",       "authenticated", "refuse",
                                                   "refuse_code", "end_of_stream"};
    return names;
  }

  // Takes what the client speaks, in most cases.
  static Both<Server> New(Chooser* choose, unsigned version, const TwoPolicies& reads) {
    using Protocols = Handshake::Protocols;
    const size_t taken = choose->Below(8);
    const bool both = taken < 4;
    const bool only4 = !both && (taken == 4) != (version == 4);
    const std::set<unsigned> takes =
        both ? std::set<unsigned>{4, 5} : std::set<unsigned>{only4 ? 4U : 5U};
    const Protocols protocols = both    ? Protocols::kSocks4AndSocks5
                                : only4 ? Protocols::kSocks4
                                        : Protocols::kSocks5;
    return {Handshake(protocols, reads.ours), handshake_model::NewServer(takes, &reads.theirs)};
  }

  static Result Write(Handshake* h, const Message& m, Span<uint8_t> out, Policy policy) {
    const uint8_t number = static_cast<uint8_t>(m.number);
    if (m.name == "socks5_method_selection") {
      return h->Write(socks5::MethodSelection{static_cast<socks5::Method>(number)}, out);
    }
    if (m.name == "socks5_userpass_reply") {
      return h->Write(userpass::Reply{number, {}}, out, policy);
    }
    if (m.name == "socks5_reply") {
      const socks5::ReplyCode code = static_cast<socks5::ReplyCode>(number);
      return h->Write(socks5::Reply{code, OursOf(m.address), {}}, out, policy);
    }
    if (m.name == "socks4_reply") {
      const socks4::ReplyCode code = static_cast<socks4::ReplyCode>(number);
      return h->Write(socks4::Reply{code, OursOf(m.address), {}}, out, policy);
    }
    return h->Write(gssapi::Frame{static_cast<gssapi::Type>(number), BytesOf(m.text)}, out);
  }
  static Result Own(Handshake* h, const Call& call, Span<uint8_t> out) {
    if (call.name == "grant") return h->Grant(OursOf(call.message.address), out);
    if (call.name == "refuse") return h->Refuse(call.reason, out);
    return call.version == 4 ? h->Refuse(static_cast<socks4::ReplyCode>(call.code), out)
                             : h->Refuse(static_cast<socks5::ReplyCode>(call.code), out);
  }
  static bool HasVersion(const Handshake& h, unsigned version) { return h.version() == version; }
};

void CompareHandshake(fuzz::Bytes choices, Tally* tally, bool loud);

// Makes calls on both and compares. `choices`, in the message of a difference, is all that the run
// is made from.
class Referee {
 public:
  Referee(fuzz::Bytes choices, Tally* tally, bool loud)
      : choices_(choices), tally_(tally), loud_(loud) {}

  template <typename End>
  void Count(const std::string& outcome) {
    if (tally_ != nullptr) ++(*tally_)[(End::kIsClient ? "client " : "server ") + outcome];
  }

  // Returns what both say.
  template <typename End>
  Answer Make(const Call& call, Both<End>* both, BothEvents<End>* events) {
    const Both<End> before = *both;
    inputs_.emplace_back(BytesOf(call.octets));
    fuzz::Block output(call.room);
    output.Fill();
    const uint64_t allocations = fuzz::Allocations();
    const Result ours =
        CallOurs<End>(call, inputs_.back().bytes(), output.writable(), both, events);
    Demand(fuzz::Allocations() == allocations, "a call of a handshake allocates nothing");
    if (!ours.ok() || call.name != "read") inputs_.pop_back();  // no event views it
    const Written theirs = CallTheirs(call, both, events);
    Compare<End>(call, before.theirs, ours, theirs.answer);
    Demand(HasWritten(output.bytes(), theirs.octets), "the output is the model's");
    CompareState(*both, *events);
    const bool same = both->ours == before.ours;
    Demand(ours.ok() || same || EndsHandshake(ours), "a call without effect changes nothing");
    Demand(!same || both->theirs == before.theirs, "equal handshakes go on alike");
    return theirs.answer;
  }

 private:
  static bool EndsHandshake(Result result) {
    return result.code() != Code::kNeedMore && result.code() != Code::kBadState &&
           result.detail() != Detail::kOutputTooSmall;
  }

  template <typename End>
  static Result CallOurs(const Call& call, fuzz::Bytes input, Span<uint8_t> output, Both<End>* both,
                         BothEvents<End>* events) {
    typename End::Handshake* h = &both->ours;
    if (call.name == "read") return h->Read(input, &events->ours);
    if (call.name == "write") return End::Write(h, call.message, output, call.policy->ours);
    if (call.name == "authenticated") return h->Authenticated();
    if (call.name == "end_of_stream") return h->EndOfStream(input);
    return End::Own(h, call, output);
  }

  template <typename End>
  static Written CallTheirs(const Call& call, Both<End>* both, BothEvents<End>* events) {
    handshake_model::Handshake* h = &both->theirs;
    if (call.name == "read") return {Read(h, call.octets, &events->theirs), ""};
    if (call.name == "write") return Write(h, call.message, call.policy->theirs, call.room);
    if (call.name == "authenticated") return {Authenticated(h), ""};
    if (call.name == "end_of_stream") return {EndOfStream(h, call.octets), ""};
    if (call.name == "surplus") return {Surplus(h, call.octets), ""};
    if (call.name == "grant") return Grant(h, call.message.address, call.room);
    if (call.name == "refuse") return Refuse(h, AnswerOf(call.reason), call.room);
    return RefuseWithCode(h, call.version, call.code, call.room);
  }

  // Whether `octets` were written, and behind them nothing.
  static bool HasWritten(fuzz::Bytes output, const std::string& octets) {
    fuzz::Block expected(output.size());
    expected.Fill();
    std::copy(octets.begin(), octets.end(), expected.writable().begin());
    return expected.bytes() == output;
  }

  template <typename End>
  void Compare(const Call& call, const handshake_model::Handshake& before, Result ours,
               const Answer& theirs) {
    const std::string what = call.name == "write" ? call.message.name : call.name;
    const Answer said = AnswerOf(ours);
    Count<End>(StepOf(before) + " " + what);
    if (!before.over) Count<End>(said.code + " " + said.detail);
    if (loud_) {
      fprintf(stderr, "%s %s, %zu octets, room for %zu\n", StepOf(before).c_str(), what.c_str(),
              call.octets.size(), call.room);
      Show("  library", said);
      Show("  model", theirs);
    }
    Demand(said == theirs, "the call says what the model says");
  }

  static void Show(const char* who, const Answer& answer) {
    fprintf(stderr, "%s: %s %s n=%u octet=%02x %s\n", who, answer.code.c_str(),
            answer.detail.c_str(), answer.n, answer.octet, answer.layer.c_str());
  }

  template <typename End>
  void CompareState(const Both<End>& both, const BothEvents<End>& events) {
    const typename End::Handshake& ours = both.ours;
    const handshake_model::Handshake& theirs = both.theirs;
    Demand(Str(Name(ours.step())) == StepOf(theirs), "the step is the model's");
    Demand(ours.awaits_peer() == AwaitsPeer(theirs), "who speaks is the model's");
    Demand(AnswerOf(ours.result()) == theirs.end, "the result is the model's");
    const unsigned method = ours.method() ? static_cast<unsigned>(*ours.method()) : 0xFF;
    Demand(method == theirs.method, "the method is the model's");
    Demand(End::HasVersion(ours, theirs.version), "the version is the model's");
    Demand(EventOf(events.ours) == events.theirs, "the event is the model's");
  }

  // Runs a unit that differs once more, and tells each call.
  void Demand(bool kept, const char* law) {
    if (!kept && !loud_) CompareHandshake(choices_, nullptr, true);
    fuzz::Require(kept, law, choices_);
  }

  fuzz::Bytes choices_;
  Tally* tally_;
  bool loud_;
  std::deque<fuzz::Block> inputs_;  // events view them
};

// A result with which a server may refuse: any of the library, or one that is no reason.
inline Result AReason(Chooser* choose) {
  const uint32_t n = static_cast<uint32_t>(choose->Below(12));
  const Detail detail = static_cast<Detail>(1 + choose->Below(kDetailCount - 1));
  switch (choose->Below(16)) {
    case 0:
      return Result::Ok(n);
    case 1:
      return Result::NeedMore(n);
    case 2:
      return Result();
    case 3:
      return Result::Error(Code::kSerialization, Detail::kOutputTooSmall, n);
    case 4:
      return Result::Error(Code::kSerialization, static_cast<Detail>(1 + choose->Below(22)), n);
    case 5:
      return Result::Error(Code::kPeerRefused, Detail::kSocks5Refused, 1, choose->Octet());
    case 6:
      return Result::Error(Code::kPeerRefused, Detail::kSocks4Refused, 1, choose->Octet());
    default:
      return Result::Error(internal::RowOf(detail).code, detail, n, choose->InterestingOctet(),
                           internal::RowOf(detail).layer);
  }
}

// One of the three, or any.
inline Policy APolicy(Chooser* choose) {
  constexpr Policy kNamed[] = {Policy::Lenient(), Policy::Interop(), Policy::Strict()};
  const size_t named = choose->Below(4);
  if (named < 3) return kNamed[named];
  Policy policy = Policy::Lenient();
  for (int i = 0; i < 64; ++i) {
    if (choose->OneIn(2)) policy = policy.Rejecting(static_cast<Violation>(i));
  }
  return policy;
}

// One end from its first call to some calls behind its end.
template <typename End>
class Run {
 public:
  Run(Chooser* choose, Referee* referee, BothEvents<End>* events)
      : choose_(choose),
        referee_(referee),
        events_(events),
        reads_(APolicy(choose)),
        writes_(APolicy(choose)),
        script_(AScript(choose, !End::kIsClient)),
        both_(End::New(choose, script_.version, reads_)) {}

  void Go() {
    for (int turn = 0; turn < 2000 && !IsOver(); ++turn) {
      if (choose_->OneIn(4)) Probe();
      if (choose_->OneIn(200)) {
        Make(AnyCall());
      } else if (AwaitsPeer(both_.theirs)) {
        ReadOn();
      } else if (both_.theirs.step == "exchange") {
        Exchange();
      } else {
        WriteDue();
      }
    }
    referee_->template Count<End>("end " + StepOf(both_.theirs));
    for (int calls = 0; calls < 4; ++calls) Make(AnyCall());
  }

 private:
  bool IsOver() const { return both_.theirs.over || both_.theirs.step == "done"; }

  Answer Make(const Call& call) { return referee_->Make(call, &both_, events_); }

  // Any call on a copy, which the handshake does not notice.
  void Probe() {
    Both<End> copy = both_;
    BothEvents<End> events = *events_;
    referee_->Make(AnyCall(), &copy, &events);
  }

  std::string Unread() const { return script_.peer.substr(taken_, arrived_ - taken_); }

  // Hears the peer. Where it says nothing more, the stream ends, or the server refuses.
  void ReadOn() {
    const Answer answer = Make(CallOf("read", Unread()));
    if (answer.code == "ok") taken_ += answer.n;
    if (answer.code != "need_more") return;
    const size_t rest = script_.peer.size() - arrived_;
    if (rest == 0) {
      Make(End::kIsClient || choose_->OneIn(2) ? CallOf("end_of_stream", Unread()) : ARefusal());
    } else {
      arrived_ += std::min(rest, script_.chunk);
    }
  }

  void Exchange() {
    if (both_.theirs.method != 1 || script_.frames == 0) {
      Make(CallOf("authenticated", ""));
      return;
    }
    if (choose_->OneIn(2)) {
      Make(WriteOf(AnyMessage(choose_, "socks5_gssapi")));
      return;
    }
    const size_t taken = taken_;
    ReadOn();
    if (taken != taken_) --script_.frames;
  }

  // What this end says at the step, mostly as the script has it.
  void WriteDue() {
    const std::string& step = both_.theirs.step;
    const bool second = step == "second_reply";
    const Message& reply = second ? script_.second_reply : script_.reply;
    if (step == "method_selection") {
      Make(WriteOf(Selection()));
    } else if (step == "greeting") {
      Make(WriteOf(script_.greeting));
      if (End::kIsClient && script_.hurries) Hurry();
    } else if (step == "credentials") {
      Make(WriteOf(script_.credentials));
    } else if (step == "credentials_reply") {
      Make(WriteOf(script_.status));
    } else if (step == "request") {
      Make(WriteOf(script_.request));
    } else if (choose_->OneIn(4)) {
      Make(choose_->OneIn(2) ? AGrant() : ARefusal());
    } else {
      Make(WriteOf(reply));
    }
  }

  // Whatever may be written ahead; it may be nothing.
  void Hurry() {
    Make(WriteOf(script_.credentials));
    Make(WriteOf(script_.request));
  }

  // One of the methods that the client offered, or another.
  Message Selection() {
    Message selection = script_.selection;
    const std::set<unsigned>& offered = both_.theirs.offered;
    if (offered.count(selection.number) == 0 && !choose_->OneIn(8)) {
      selection.number = offered.empty() ? 0xFF : *offered.begin();
    }
    return selection;
  }

  static Call CallOf(const std::string& name, const std::string& octets) {
    Call call;
    call.name = name;
    call.octets = octets;
    return call;
  }

  Call WriteOf(const Message& message) {
    static const TwoPolicies lenient(Policy::Lenient());
    Call call = CallOf("write", "");
    call.message = message;
    call.policy = choose_->OneIn(4) ? &writes_ : &lenient;
    call.room = Room(OctetsOf(message).size());
    return call;
  }

  Call AGrant() {
    Call call = CallOf("grant", "");
    call.message.address = AnAddress(choose_);
    call.room = Room(262);
    return call;
  }

  Call ARefusal() {
    Call call = CallOf(choose_->OneIn(2) ? "refuse" : "refuse_code", "");
    call.reason = AReason(choose_);
    call.version = choose_->OneIn(2) ? 4 : 5;
    call.code = choose_->InterestingOctet();
    call.room = Room(10);
    return call;
  }

  // Mostly enough for `size` octets.
  size_t Room(size_t size) {
    if (choose_->OneIn(12)) return choose_->Below(size + 1);
    return choose_->OneIn(2) ? size : size + choose_->Below(4);
  }

  // What has arrived, all there is, a part of it, or anything.
  std::string SomeOctets() {
    const std::string all = script_.peer.substr(taken_);
    switch (choose_->Below(4)) {
      case 0:
        return Unread();
      case 1:
        return all;
      case 2:
        return all.substr(0, choose_->Below(std::min<size_t>(all.size(), 24) + 1));
      default:
        return choose_->OneIn(2) ? std::string() : choose_->Octets(choose_->Below(12));
    }
  }

  Call AnyCall() {
    const std::vector<std::string>& calls = End::Calls();
    const std::string& name = calls[choose_->Below(calls.size())];
    if (name == "grant") return AGrant();
    if (name == "refuse" || name == "refuse_code") return ARefusal();
    if (name != "write") return CallOf(name, SomeOctets());
    const std::vector<std::string>& messages = End::Writes();
    return WriteOf(AnyMessage(choose_, messages[choose_->Below(messages.size())]));
  }

  Chooser* choose_;
  Referee* referee_;
  BothEvents<End>* events_;
  TwoPolicies reads_;
  TwoPolicies writes_;
  Script script_;
  Both<End> both_;
  size_t arrived_ = 0;  // of script_.peer
  size_t taken_ = 0;
};

// A unit: one, two or ten handshakes of one end, with the same two events.
template <typename End>
void CompareEnds(Chooser* choose, Referee* referee) {
  BothEvents<End> events;
  const size_t handshakes = choose->OneIn(4) ? 10 : 1 + choose->Below(2);
  for (size_t i = 0; i < handshakes; ++i) Run<End>(choose, referee, &events).Go();
}

inline void CompareHandshake(fuzz::Bytes choices, Tally* tally, bool loud) {
  Chooser choose(choices);
  Referee referee(choices, tally, loud);
  choose.OneIn(2) ? CompareEnds<Client>(&choose, &referee) : CompareEnds<Server>(&choose, &referee);
}

// Everything is made from `choices`. Counts outcomes in `tally`, unless that is null.
inline void CompareHandshakes(fuzz::Bytes choices, Tally* tally = nullptr) {
  CompareHandshake(choices, tally, false);
}

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_HANDSHAKE_COMPARE_H_
