// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The server's end of handshake_ends.h.

#ifndef HARDWIRE_FUZZ_HANDSHAKE_SERVER_H_
#define HARDWIRE_FUZZ_HANDSHAKE_SERVER_H_

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "fuzz/handshake_ends.h"
#include "hardwire/socks/server_handshake.h"

namespace hardwire {
namespace fuzz {

class ServerEnd : public HandshakeEnd<socks::ServerHandshake, socks::ServerEvent> {
 public:
  using Handshake = socks::ServerHandshake;

  ServerEnd(const HandshakeSetup& setup, Bytes input)
      : HandshakeEnd(setup, Handshake(setup.protocols, setup.policy), input) {}

  socks5::Command command() const { return command_; }

 private:
  bool Speaks() override {
    switch (step()) {
      case HandshakeStep::kMethodSelection:
        Emit([this](Handshake* h, Span<uint8_t> out) {
          return h->Write(socks5::MethodSelection{selected_}, out);
        });
        Expect(selected_ == Method::kNoAcceptable ? HandshakeStep::kOver : StepBehind(selected_));
        if (selected_ != Method::kNoAcceptable) told_ = selected_;
        return true;
      case HandshakeStep::kCredentialsReply:
        Emit([this](Handshake* h, Span<uint8_t> out) {
          return h->Write(userpass::Reply{setup_.status, {}}, out);
        });
        Expect(setup_.status == 0 ? HandshakeStep::kRequest : HandshakeStep::kOver);
        return true;
      case HandshakeStep::kExchange:
        return AtGssapi() ? SpeaksGssapi() : SpeaksPrivate();
      case HandshakeStep::kReply:
      case HandshakeStep::kSecondReply:
        Reply();
        return true;
      default:
        return false;
    }
  }

  void Reply() {
    const bool second = step() == HandshakeStep::kSecondReply;
    const uint8_t rep = second ? setup_.second_reply : setup_.reply;
    const uint8_t cd = static_cast<uint8_t>(rep + 90);
    const bool named = setup_.bound.type() == socks::AddressType::kIpv4;
    const socks4::Reply old = {
        static_cast<socks4::ReplyCode>(cd), named ? setup_.bound : socks::Address(), {}};
    const socks5::Reply reply = {static_cast<socks5::ReplyCode>(rep), setup_.bound, {}};
    Emit([&](Handshake* h, Span<uint8_t> out) {
      return h->version() == socks4::kVersion ? h->Write(old, out, Policy::Lenient())
                                              : h->Write(reply, out, Policy::Lenient());
    });
    Expect(rep == 0 ? StepBehindReply(command_, second) : HandshakeStep::kOver);
  }

  bool SpeaksGssapi() {
    if (frames_read_ == frames_written_) return false;
    const bool last = frames_read_ == setup_.frames;
    const gssapi::Frame abort = {gssapi::Type::kAbort, {}};
    const gssapi::Frame frame = last && setup_.aborts ? abort : TokenFrame();
    Emit([&](Handshake* h, Span<uint8_t> out) { return h->Write(frame, out); });
    ++frames_written_;
    if (last && !setup_.aborts) Demand(handshake_.Authenticated().ok(), "an exchange ends");
    return true;
  }

  bool SpeaksPrivate() {
    if (frames_read_ == 0) return false;
    transcript_.Say(Bytes(kToken, sizeof(kToken)));
    Demand(handshake_.Authenticated().ok(), "an exchange ends");
    return true;
  }

  void Heard(const socks::ServerEvent& event) override {
    using Kind = socks::ServerEvent::Kind;
    Demand(event.kind != Kind::kNone, "an event says what happened");
    if (event.kind == Kind::kGreeting) {
      const Bytes methods = event.greeting.methods;
      transcript_.Hear(methods);
      for (const uint8_t method : methods) offered_.set(method);
      const bool any = setup_.choice != 0xFF && !methods.empty();
      Expect(HandshakeStep::kMethodSelection);
      selected_ = any ? static_cast<Method>(methods[setup_.choice % methods.size()])
                      : Method::kNoAcceptable;
    } else if (event.kind == Kind::kCredentials) {
      Expect(HandshakeStep::kCredentialsReply);
      transcript_.Hear(event.credentials.username);
      transcript_.Hear(event.credentials.password);
    } else if (event.kind == Kind::kRequest) {
      Expect(HandshakeStep::kReply);
      command_ = event.command;
      Demand(handshake_.version() != socks4::kVersion || command_ != socks5::Command::kUdpAssociate,
             "SOCKS4 has no UDP ASSOCIATE");
      transcript_.Hear(static_cast<uint64_t>(event.command));
      transcript_.Hear(event.address);
      transcript_.Hear(event.userid);
    }
  }

  // Answers a failure once, with the message of the protocol, or with nothing.
  void Failed() override {
    if (answered_) return;
    answered_ = true;
    const Result failure = handshake_.result();
    const Bytes said = CheckRefusal(handshake_, handshake_.result());
    const Result refusal = handshake_.Refuse(failure, MakeSpan(refusal_));
    Demand(refusal.written() == said.size() && handshake_.result() == failure,
           "a failure is answered");
    transcript_.Say(said);
  }

  Result Judged(Bytes rest) const override {
    using Protocols = socks::ServerHandshake::Protocols;
    const bool v4 = rest.empty() ? setup_.protocols == Protocols::kSocks4 : rest[0] == 4;
    switch (step()) {
      case HandshakeStep::kGreeting:
        return v4 ? JudgedAs<socks4::Request>(rest) : JudgedAs<socks5::Greeting>(rest);
      case HandshakeStep::kCredentials:
        return JudgedAs<userpass::Request>(rest);
      case HandshakeStep::kExchange:
        return JudgedAs<gssapi::Frame>(rest);
      default:
        return JudgedAs<socks5::Request>(rest);
    }
  }

  void Disturb() override {
    using Out = Span<uint8_t>;
    const HandshakeStep at = step();
    const bool reply = at == HandshakeStep::kReply || at == HandshakeStep::kSecondReply;
    const bool v4 = handshake_.version() == socks4::kVersion;
    const bool reads = at == HandshakeStep::kGreeting || at == HandshakeStep::kCredentials ||
                       at == HandshakeStep::kRequest;
    const bool exchange = at == HandshakeStep::kExchange;
    const bool answered = answered_ || said_no_;
    Demand(handshake_.awaits_peer() == reads, "who speaks next");
    Demand(handshake_.method() == told_, "the method that was selected, none before");
    Try(at == HandshakeStep::kMethodSelection, [](Handshake* h, Out out) {
      return h->Write(socks5::MethodSelection{Method::kNoAcceptable}, out);
    });
    for (unsigned method = 0; method < 0xFF; ++method) {
      if (offered_[method]) continue;
      Try(false, [&](Handshake* h, Out out) {
        return h->Write(socks5::MethodSelection{static_cast<Method>(method)}, out);
      });
      break;
    }
    Try(at == HandshakeStep::kCredentialsReply,
        [](Handshake* h, Out out) { return h->Write(userpass::Reply(), out); });
    Try(AtGssapi(), [this](Handshake* h, Out out) { return h->Write(TokenFrame(), out); });
    Try(reply && v4, [](Handshake* h, Out out) { return h->Write(socks4::Reply(), out); });
    Try(reply && !v4, [](Handshake* h, Out out) { return h->Write(socks5::Reply(), out); });
    Try(reply, [](Handshake* h, Out out) { return h->Grant(socks::Address(), out); });
    Try(exchange, [](Handshake* h, Out) { return h->Authenticated(); });
    Try(reads || AtGssapi(), [](Handshake* h, Out) {
      socks::ServerEvent ignored;
      return h->Read(Bytes(), &ignored);
    });
    Try(reads || exchange, [](Handshake* h, Out) { return h->EndOfStream(Bytes()); });
    Try(at == HandshakeStep::kOver && !answered,
        [](Handshake* h, Out out) { return h->Refuse(Result::Ok(0), out); });
    Try(at == HandshakeStep::kOver && !answered,
        [](Handshake* h, Out out) { return h->Refuse(socks5::ReplyCode::kSucceeded, out); });
    Try(at == HandshakeStep::kOver && !answered,
        [](Handshake* h, Out out) { return h->Refuse(socks4::ReplyCode::kGranted, out); });
    Try(at != HandshakeStep::kDone && !answered,
        [](Handshake* h, Out out) { return h->Refuse(kFull, out); });
    if (at == HandshakeStep::kDone || at == HandshakeStep::kOver) return;
    CheckRefusal(handshake_, kFull);
    const Bytes method_ff = CheckRefusal(handshake_, kNoMethod);
    Demand(!reply || method_ff[1] == (v4 ? 91 : 1), "a METHOD of FF is no REP");
    for (const unsigned octet : {1U, 4U, 91U, 0xFFU}) {
      const Bytes rep = CheckRefusal(handshake_, static_cast<socks5::ReplyCode>(octet));
      Demand(!reply || rep[1] == (v4 ? 91 : octet), "a REP is told, to a SOCKS4 client 91");
      const Bytes cd = CheckRefusal(handshake_, static_cast<socks4::ReplyCode>(octet));
      Demand(!reply || cd[1] == (v4 ? octet : 1), "a CD is told, to a SOCKS5 client 1");
    }
  }

  // Checks that Refuse writes a refusal, in the message that the client waits for. `reason` is a
  // Result or the code of a reply.
  template <typename Reason>
  Bytes CheckRefusal(Handshake handshake, Reason reason) {
    const bool over = handshake.step() == HandshakeStep::kOver;
    const Result refusal = handshake.Refuse(reason, MakeSpan(refusal_));
    Demand(refusal.ok() && refusal.written() <= refusal_.size(), "a failure can be answered");
    Demand(handshake.step() == HandshakeStep::kOver, "a refusal is the end");
    const Bytes said(refusal_.data(), refusal.written());
    const bool may_be_silent = over || AtPrivateExchange() || handshake.version() == 0;
    Demand(may_be_silent || !said.empty(), "a no is said");
    Demand(said.empty() || SaysNo(said), "a refusal says no");
    return said;
  }

  static bool SaysNo(Bytes said) {
    switch (said.size()) {
      case 2:  // METHOD FF, MTYP FF, or a STATUS
        return said[0] == socks5::kVersion ? said[1] == 0xFF : said[0] == 1 && said[1] != 0;
      case socks4::kMaxReplySize:
        return said[0] == socks4::kReplyVersion && said[1] != 90;
      default: {
        socks5::Reply reply;
        return Decode(said, &reply, Policy::Lenient()).consumed() == said.size() &&
               !Verdict(reply).ok();
      }
    }
  }

  static constexpr Result kFull = Result::Error(Code::kPeerRefused, Detail::kSocks5Refused, 1, 1);
  static constexpr Result kNoMethod =
      Result::Error(Code::kPeerRefused, Detail::kNoAcceptableMethod, 1, 0xFF);

  std::bitset<256> offered_;
  Method selected_ = Method::kNoAcceptable;
  std::optional<Method> told_;  // to the client, where it is not FF
  socks5::Command command_ = socks5::Command::kConnect;
  bool answered_ = false;
  std::array<uint8_t, socks5::kMaxReplySize> refusal_ = {};
};

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_HANDSHAKE_SERVER_H_
