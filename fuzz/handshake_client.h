// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The client's end of handshake_ends.h.

#ifndef HARDWIRE_FUZZ_HANDSHAKE_CLIENT_H_
#define HARDWIRE_FUZZ_HANDSHAKE_CLIENT_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "fuzz/handshake_ends.h"
#include "hardwire/socks/client_handshake.h"

namespace hardwire {
namespace fuzz {

class ClientEnd : public HandshakeEnd<socks::ClientHandshake, socks::ClientEvent> {
 public:
  using Handshake = socks::ClientHandshake;

  ClientEnd(const HandshakeSetup& setup, Bytes input)
      : HandshakeEnd(
            setup, setup.socks4 ? Handshake::Socks4(setup.policy) : Handshake::Socks5(setup.policy),
            input) {}

 private:
  bool Speaks() override {
    const bool ahead = setup_.optimistic && MayWriteAhead();
    switch (step()) {
      case HandshakeStep::kGreeting:
        Emit([this](Handshake* h, Span<uint8_t> out) {
          return h->Write(socks5::Greeting{setup_.methods, {}}, out, Policy::Lenient());
        });
        return true;
      case HandshakeStep::kCredentials:
        return WriteCredentials();
      case HandshakeStep::kRequest:
        return WriteRequest();
      case HandshakeStep::kMethodSelection:
        if (ahead && Offers(Method::kUsernamePassword) && !wrote_credentials_) {
          return WriteCredentials();
        }
        return ahead && !wrote_request_ && WriteRequest();
      case HandshakeStep::kCredentialsReply:
        return setup_.optimistic && !wrote_request_ && WriteRequest();
      case HandshakeStep::kExchange:
        return AtGssapi() ? SpeaksGssapi() : SpeaksPrivate();
      default:
        return false;
    }
  }

  // Whether the client may write its request before it has an answer: it offers one method, no
  // authentication or user name and password.
  bool MayWriteAhead() const {
    return Offers(Method::kNoAuthentication) != Offers(Method::kUsernamePassword) && OffersOne();
  }
  bool Offers(Method method) const { return socks5::Greeting{setup_.methods, {}}.Offers(method); }
  bool OffersOne() const {
    for (const uint8_t method : setup_.methods) {
      if (method != setup_.methods[0]) return false;
    }
    return true;
  }

  bool WriteCredentials() {
    Emit([](Handshake* h, Span<uint8_t> out) {
      return h->Write(userpass::Request{"user", "pass", {}}, out);
    });
    wrote_credentials_ = true;
    return true;
  }

  bool WriteRequest() {
    const socks4::Request old = {
        static_cast<socks4::Command>(setup_.command), 1, setup_.destination, "user", {}};
    const socks5::Request request = {setup_.command, setup_.destination, {}};
    Emit([&](Handshake* h, Span<uint8_t> out) {
      return setup_.socks4 ? h->Write(old, out, Policy::Lenient())
                           : h->Write(request, out, Policy::Lenient());
    });
    wrote_request_ = true;
    return true;
  }

  bool SpeaksGssapi() {
    if (frames_read_ < frames_written_) return false;
    if (frames_read_ == setup_.frames) {
      Demand(handshake_.Authenticated().ok(), "an exchange ends");
      return true;
    }
    Emit([this](Handshake* h, Span<uint8_t> out) { return h->Write(TokenFrame(), out); });
    ++frames_written_;
    return true;
  }

  bool SpeaksPrivate() {
    if (frames_written_ == 0) {
      transcript_.Say(Bytes(kToken, sizeof(kToken)));
      ++frames_written_;
    }
    if (frames_read_ == 0) return false;
    Demand(handshake_.Authenticated().ok(), "an exchange ends");
    return true;
  }

  void Heard(const socks::ClientEvent& event) override {
    switch (event.kind) {
      case socks::ClientEvent::Kind::kNone:
        Demand(false, "an event says what happened");
        break;
      case socks::ClientEvent::Kind::kMethodSelected:
        selected_ = event.method;
        transcript_.Hear(static_cast<uint64_t>(event.method));
        Demand(Offers(event.method), "the server selects a method that was offered");
        Expect(Unwritten(StepBehind(event.method)));
        break;
      case socks::ClientEvent::Kind::kAuthenticated:
        Expect(Unwritten(HandshakeStep::kRequest));
        break;
      case socks::ClientEvent::Kind::kFrame:
        Expect(HandshakeStep::kExchange);
        break;
      case socks::ClientEvent::Kind::kReply:
        transcript_.Hear(event.address);
        Expect(StepBehindReply(setup_.command, replied_));
        replied_ = true;
        break;
    }
  }

  // `step`, or if the message of that step was already written, the one that follows.
  HandshakeStep Unwritten(HandshakeStep step) const {
    if (step == HandshakeStep::kCredentials && wrote_credentials_) {
      return HandshakeStep::kCredentialsReply;
    }
    return step == HandshakeStep::kRequest && wrote_request_ ? HandshakeStep::kReply : step;
  }

  void Failed() override {}

  // Checks Surplus: an error if octets follow the reply, otherwise ok.
  void Done(Bytes unread) override {
    constexpr Result kSurplus = Result::Error(Code::kDeserialization, Detail::kSurplus, 0);
    Handshake copy = handshake_;
    const Result result = copy.Surplus(unread);
    if (unread.empty()) {
      Demand(result == Result::Ok(0) && copy == handshake_, "4: no surplus changes nothing");
    } else {
      Demand(result == kSurplus && copy.result() == kSurplus && copy.step() == HandshakeStep::kOver,
             "5: a surplus is the end");
    }
  }

  Result Judged(Bytes rest) const override {
    switch (step()) {
      case HandshakeStep::kMethodSelection:
        return JudgedAs<socks5::MethodSelection>(rest);
      case HandshakeStep::kCredentialsReply:
        return JudgedAs<userpass::Reply>(rest);
      case HandshakeStep::kExchange:
        return JudgedAs<gssapi::Frame>(rest);
      default:
        return setup_.socks4 ? JudgedAs<socks4::Reply>(rest) : JudgedAs<socks5::Reply>(rest);
    }
  }

  void Disturb() override {
    using Out = Span<uint8_t>;
    const HandshakeStep at = step();
    const bool reads = at == HandshakeStep::kMethodSelection ||
                       at == HandshakeStep::kCredentialsReply || at == HandshakeStep::kReply ||
                       at == HandshakeStep::kSecondReply;
    const bool ahead = at == HandshakeStep::kMethodSelection && MayWriteAhead();
    const bool due = at == HandshakeStep::kRequest || at == HandshakeStep::kCredentialsReply ||
                     (ahead && (wrote_credentials_ || Offers(Method::kNoAuthentication)));
    const bool requests = due && !wrote_request_;
    const bool exchange = at == HandshakeStep::kExchange;
    const bool authenticates = at == HandshakeStep::kCredentials ||
                               (ahead && Offers(Method::kUsernamePassword) && !wrote_credentials_);
    Demand(handshake_.awaits_peer() == reads, "who speaks next");
    Demand(handshake_.method() == selected_, "the method that was selected, none before");
    Try(at == HandshakeStep::kGreeting, [](Handshake* h, Out out) {
      constexpr uint8_t kNone[] = {0};
      return h->Write(socks5::Greeting{kNone, {}}, out);
    });
    Try(authenticates, [](Handshake* h, Out out) {
      return h->Write(userpass::Request{"other", "word", {}}, out);
    });
    Try(requests && setup_.socks4,
        [](Handshake* h, Out out) { return h->Write(socks4::Request(), out); });
    Try(requests && !setup_.socks4,
        [](Handshake* h, Out out) { return h->Write(socks5::Request(), out); });
    Try(AtGssapi(), [this](Handshake* h, Out out) { return h->Write(TokenFrame(), out); });
    Try(exchange, [](Handshake* h, Out) { return h->Authenticated(); });
    Try(reads || AtGssapi(), [](Handshake* h, Out) {
      socks::ClientEvent ignored;
      return h->Read(Bytes(), &ignored);
    });
    Try(reads || exchange, [](Handshake* h, Out) { return h->EndOfStream(Bytes()); });
    for (const size_t size : {size_t{0}, size_t{1}}) {
      Try(at == HandshakeStep::kDone,
          [&](Handshake* h, Out) { return h->Surplus(Bytes(kToken, size)); });
    }
  }

  bool wrote_credentials_ = false;
  bool wrote_request_ = false;
  bool replied_ = false;
  std::optional<Method> selected_;
};

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_HANDSHAKE_CLIENT_H_
