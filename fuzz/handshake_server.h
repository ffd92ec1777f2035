// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The server's end of handshake_ends.h.

#ifndef HARDWIRE_FUZZ_HANDSHAKE_SERVER_H_
#define HARDWIRE_FUZZ_HANDSHAKE_SERVER_H_

#include <bitset>
#include <cstddef>
#include <cstdint>

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
        Emit([this](Handshake* h, absl::Span<uint8_t> out) {
          return h->Write(socks5::MethodSelection{selected_, {}}, out);
        });
        return true;
      case HandshakeStep::kCredentialsReply:
        Emit([this](Handshake* h, absl::Span<uint8_t> out) {
          return h->Write(userpass::Reply{setup_.status, {}}, out);
        });
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
    const uint8_t cd = static_cast<uint8_t>(setup_.reply + 90);
    const bool named = setup_.bound.type() == socks::AddressType::kIpv4;
    const socks4::Reply old = {
        static_cast<socks4::ReplyCode>(cd), named ? setup_.bound : socks::Address(), {}};
    const socks5::Reply reply = {static_cast<socks5::ReplyCode>(setup_.reply), setup_.bound, {}};
    Emit([&](Handshake* h, absl::Span<uint8_t> out) {
      return h->version() == socks4::kVersion ? h->Write(old, out, Policy::Lenient())
                                              : h->Write(reply, out, Policy::Lenient());
    });
  }

  bool SpeaksGssapi() {
    if (frames_read_ == frames_written_) return false;
    const bool last = frames_read_ == setup_.frames;
    const gssapi::Frame abort = {gssapi::Type::kAbort, {}, {}};
    const gssapi::Frame frame = last && setup_.aborts ? abort : TokenFrame();
    Emit([&](Handshake* h, absl::Span<uint8_t> out) { return h->Write(frame, out); });
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
    if (event.kind == Kind::kGreeting) {
      const Bytes methods = event.greeting.methods;
      transcript_.Hear(methods);
      for (const uint8_t method : methods) offered_.set(method);
      const bool any = setup_.choice != 0xFF && !methods.empty();
      selected_ = any ? static_cast<Method>(methods[setup_.choice % methods.size()])
                      : Method::kNoAcceptable;
    } else if (event.kind == Kind::kCredentials) {
      transcript_.Hear(event.credentials.username);
      transcript_.Hear(event.credentials.password);
    } else if (event.kind == Kind::kRequest) {
      command_ = event.command;
      transcript_.Hear(static_cast<uint64_t>(event.command));
      transcript_.Hear(event.address);
      transcript_.Hear(event.userid);
    }
  }

  // A failure is answered as the protocol has it, once, or not at all.
  void Failed() override {
    if (answered_) return;
    answered_ = true;
    const Result failure = handshake_.result();
    uint8_t output[socks5::kMaxReplySize];
    const Result refusal = handshake_.Refuse(failure, output);
    Demand(refusal.ok() && refusal.n() <= 10 && handshake_.result() == failure,
           "a failure can be answered");
    transcript_.Say(Bytes(output, refusal.n()));
  }

  void Disturb() override {
    const HandshakeStep at = step();
    const bool reply = at == HandshakeStep::kReply || at == HandshakeStep::kSecondReply;
    const bool v4 = handshake_.version() == socks4::kVersion;
    const bool reads = at == HandshakeStep::kGreeting || at == HandshakeStep::kCredentials ||
                       at == HandshakeStep::kRequest;
    const bool exchange = at == HandshakeStep::kExchange;
    const bool answered = answered_ || said_no_;
    Demand(handshake_.awaits_peer() == reads, "who speaks next");
    uint8_t out[socks5::kMaxReplySize];
    Try(at == HandshakeStep::kMethodSelection, [&](Handshake* h) {
      return h->Write(socks5::MethodSelection{Method::kNoAcceptable, {}}, out);
    });
    for (unsigned method = 0; method < 0xFF; ++method) {
      if (offered_[method]) continue;
      Try(false, [&](Handshake* h) {
        return h->Write(socks5::MethodSelection{static_cast<Method>(method), {}}, out);
      });
      break;
    }
    Try(at == HandshakeStep::kCredentialsReply,
        [&](Handshake* h) { return h->Write(userpass::Reply(), out); });
    Try(AtGssapi(), [&](Handshake* h) { return h->Write(TokenFrame(), out); });
    Try(reply && v4, [&](Handshake* h) { return h->Write(socks4::Reply(), out); });
    Try(reply && !v4, [&](Handshake* h) { return h->Write(socks5::Reply(), out); });
    Try(exchange, [](Handshake* h) { return h->Authenticated(); });
    Try(reads || AtGssapi(), [](Handshake* h) {
      socks::ServerEvent ignored;
      return h->Read(Bytes(), &ignored);
    });
    Try(reads || exchange, [](Handshake* h) { return h->EndOfStream(Bytes()); });
    Try(at == HandshakeStep::kOver && !answered,
        [&](Handshake* h) { return h->Refuse(Result(), out); });
    Try(at != HandshakeStep::kDone && !answered,
        [&](Handshake* h) { return h->Refuse(kFull, out); });
  }

  static constexpr Result kFull = Result::Error(Code::kPeerRefused, Detail::kSocks5Refused, 1, 1);

  std::bitset<256> offered_;
  Method selected_ = Method::kNoAcceptable;
  socks5::Command command_ = socks5::Command::kConnect;
  bool answered_ = false;
};

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_HANDSHAKE_SERVER_H_
