// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Both ends of a SOCKS handshake, each with a program that always makes the same choices. They
// check the laws on each call. They record what they read and write, so that runs can be compared.
//
// This header includes no GoogleTest, iostream or std::string, so it runs under MemorySanitizer.

#ifndef HARDWIRE_FUZZ_HANDSHAKE_ENDS_H_
#define HARDWIRE_FUZZ_HANDSHAKE_ENDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

#include "fuzz/allocations.h"
#include "fuzz/laws.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/client_handshake.h"
#include "hardwire/socks/server_handshake.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

using socks::HandshakeStep;
using socks5::Method;

// The choices of both programs.
struct HandshakeSetup {
  Policy policy = Policy::Interop();
  // Before each step, makes every call that the step does not allow, and tries outputs that are too
  // small.
  bool noisy = false;

  // The client.
  bool socks4 = false;
  bool optimistic = false;  // writes before it has an answer, where that is allowed
  Bytes methods;
  socks5::Command command = socks5::Command::kConnect;
  socks::Address destination;

  // The server.
  socks::ServerHandshake::Protocols protocols = socks::ServerHandshake::Protocols::kSocks4AndSocks5;
  uint8_t choice = 0;  // which offered method is selected, modulo their number; FF: none
  uint8_t status = 0;  // STATUS of RFC 1929
  uint8_t reply = 0;   // REP; CD in SOCKS4 is 90 more
  uint8_t second_reply = 0;
  bool aborts = false;  // aborts the GSSAPI exchange, instead of its last frame
  socks::Address bound;

  // Both: how many GSSAPI frames each sends to authenticate.
  uint8_t frames = 1;
};

constexpr size_t kPrivateOctets = 3;  // what each end sends in the exchange of a private method

// What an end has read and written.
class Transcript {
 public:
  void Hear(uint64_t value) { heard_ = (heard_ ^ value) * 0x100000001B3; }
  void Hear(Bytes octets) {
    Hear(octets.size());
    for (const uint8_t octet : octets) Hear(octet);
  }
  void Hear(string_view text) {
    Hear(Bytes(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
  }
  void Hear(const socks::Address& address) {
    Hear(static_cast<uint64_t>(address.type()) << 16 | address.port());
    Hear(address.ip());
    Hear(address.domain());
  }
  void Hear(Result result) {
    Hear(static_cast<uint64_t>(result.code()) << 48 | uint64_t{result.octet()} << 32 |
         NumberOf(result));
    Hear(static_cast<uint64_t>(result.detail()));
  }

  void Say(Bytes octets) {
    if (octets.size() > said_.size() - said_size_) abort();
    if (!octets.empty()) memcpy(said_.data() + said_size_, octets.data(), octets.size());
    said_size_ += octets.size();
  }
  Bytes said() const { return Bytes(said_.data(), said_size_); }

  friend bool operator==(const Transcript& a, const Transcript& b) {
    return a.heard_ == b.heard_ && a.said() == b.said();
  }

 private:
  uint64_t heard_ = 0xCBF29CE484222325;
  std::array<uint8_t, 2048> said_ = {};
  size_t said_size_ = 0;
};

// What both ends have in common. `input` is all that the run is made from, and is printed if a law
// is broken.
template <typename Handshake, typename Event>
class HandshakeEnd {
 public:
  HandshakeEnd(const HandshakeSetup& setup, const Handshake& handshake, Bytes input)
      : setup_(setup), handshake_(handshake), input_(input) {}
  virtual ~HandshakeEnd() = default;

  // Reads and writes until more octets are needed, or the handshake is over. Returns how many
  // octets were read.
  size_t Feed(Bytes unread) {
    size_t taken = 0;
    for (;;) {
      const Bytes rest(unread.data() + taken, unread.size() - taken);
      if (setup_.noisy && !(disturbed_ && *disturbed_ == handshake_)) {
        disturbed_ = handshake_;
        Disturb();
      }
      if (over()) return taken;
      if (Speaks()) continue;
      const Result read = AtPrivateExchange() ? ReadPrivate(rest) : ReadMessage(rest);
      if (read.code() == Code::kNeedMore) return taken;
      if (!read.ok()) {
        transcript_.Hear(read);
        Demand(step() == HandshakeStep::kOver && handshake_.result() == read,
               "5: a failure is the end");
        Failed();
        continue;
      }
      taken += read.consumed();
    }
  }

  // The peer's stream ends behind `unread`.
  void End(Bytes unread) {
    if (step() == HandshakeStep::kDone) Done(unread);
    if (over()) return;
    const Result end = handshake_.EndOfStream(unread);
    Demand(!end.ok() && end.code() != Code::kBadState && handshake_.result() == end,
           "1: the end of the stream ends the handshake");
    const bool refused = end.code() == Code::kPeerRefused && !unread.empty();
    const Detail closed =
        unread.empty() ? Detail::kClosedBetweenMessages : Detail::kClosedInsideMessage;
    Demand(refused || (end.detail() == closed && end.offset() == unread.size()),
           "5: the end of the stream says what it cut off");
    transcript_.Hear(end);
  }

  bool over() const { return step() == HandshakeStep::kDone || step() == HandshakeStep::kOver; }
  HandshakeStep step() const { return handshake_.step(); }
  const Handshake& handshake() const { return handshake_; }
  const Transcript& transcript() const { return transcript_; }

 protected:
  // Writes the message that is due, if this end has to. Returns whether it did.
  virtual bool Speaks() = 0;
  virtual void Heard(const Event& event) = 0;
  virtual void Failed() = 0;
  virtual void Disturb() = 0;

  // Called when the handshake is done. `unread` is what follows it.
  virtual void Done(Bytes /*unread*/) {}

  void Demand(bool kept, const char* law) const { Require(kept, law, input_); }

  bool AtGssapi() const {
    return step() == HandshakeStep::kExchange && handshake_.method() == Method::kGssapi;
  }
  bool AtPrivateExchange() const {
    return step() == HandshakeStep::kExchange && handshake_.method() != Method::kGssapi;
  }

  // Writes one message, by calling `write(&handshake, output)`.
  template <typename Write>
  void Emit(Write write) {
    uint8_t output[kRoom];
    size_t room = sizeof(output);
    if (setup_.noisy) {
      memset(output, kFill, sizeof(output));
      for (const bool exact : {false, true}) {
        const Result refused = write(&handshake_, Span<uint8_t>(output, exact ? room - 1 : 0));
        Demand(refused.detail() == Detail::kOutputTooSmall && refused.needed() > 0 &&
                   refused.needed() <= kRoom,
               "5: a short output is refused with the size needed");
        Demand(IsFilled(output), "5: a short output is unchanged");
        room = refused.needed();
      }
    }
    const uint64_t allocations = Allocations();
    const Result result = write(&handshake_, Span<uint8_t>(output, room));
    Demand(Allocations() == allocations, "8: writing allocates nothing");
    Demand(result.ok() && (!setup_.noisy || result.written() == room),
           "7: what is due can be written");
    transcript_.Say(Bytes(output, result.written()));
    said_no_ = step() == HandshakeStep::kOver;
  }

  // Whether `output` is unchanged.
  static bool IsFilled(Bytes output) {
    return output[0] == kFill && memcmp(output.data(), output.data() + 1, output.size() - 1) == 0;
  }

  // Makes a call on a copy of the handshake: `call(&copy, output)`.
  template <typename Call>
  void Try(bool allowed, Call call) {
    uint8_t output[2 * socks4::kMaxReplySize];  // for the short messages that are tried
    memset(output, kFill, sizeof(output));
    Handshake copy = handshake_;
    const Result result = call(&copy, MakeSpan(output));
    if (allowed) {
      Demand(result.code() != Code::kBadState, "a call that the step allows");
      return;
    }
    const Result end = handshake_.result();
    Demand(result == (end.ok() ? Result::Error(Code::kBadState, Detail::kNone, 0) : end),
           "a call that the step does not allow");
    Demand(copy == handshake_, "5: a call that is not allowed changes nothing");
    Demand(IsFilled(output), "5: a call that is not allowed writes nothing");
  }

  // The order of the messages, written a second time in the plainest style.
  static HandshakeStep StepBehind(Method selected) {
    if (selected == Method::kNoAuthentication) return HandshakeStep::kRequest;
    if (selected == Method::kUsernamePassword) return HandshakeStep::kCredentials;
    return HandshakeStep::kExchange;
  }
  static HandshakeStep StepBehindReply(socks5::Command command, bool second) {
    return command == socks5::Command::kBind && !second ? HandshakeStep::kSecondReply
                                                        : HandshakeStep::kDone;
  }
  void Expect(HandshakeStep expected) const {
    Demand(step() == expected, "the message that is due");
  }

  // The outcome that the codec of the message that is due gives for `rest`.
  virtual Result Judged(Bytes rest) const = 0;

  template <typename Message>
  Result JudgedAs(Bytes rest) const {
    Message ignored;
    return DecodeMessage(rest, &ignored, NoContext(), setup_.policy);
  }

  gssapi::Frame TokenFrame() const {
    return {gssapi::Type::kAuthentication, Bytes(kToken, sizeof(kToken))};
  }

  const HandshakeSetup setup_;
  Handshake handshake_;
  Transcript transcript_;
  uint8_t frames_read_ = 0;
  uint8_t frames_written_ = 0;
  bool said_no_ = false;  // this end's last message was a refusal, and the end
  static constexpr size_t kRoom = 600;
  static constexpr uint8_t kFill = 0x5A;
  static constexpr uint8_t kToken[kPrivateOctets] = {0x60, 0x01, 0x00};

 private:
  Result ReadMessage(Bytes rest) {
    const Handshake before = handshake_;
    const Result judged = Judged(rest);
    Event untouched;
    memset(static_cast<void*>(&untouched), 0xA5, sizeof(untouched));
    Event event;
    memset(static_cast<void*>(&event), 0xA5, sizeof(event));
    const uint64_t allocations = Allocations();
    const Result read = handshake_.Read(rest, &event);
    Demand(Allocations() == allocations, "8: reading allocates nothing");
    Demand(read.code() != Code::kBadState, "reading is allowed where nothing is to be written");
    if (!read.ok()) {
      Demand(memcmp(static_cast<void*>(&event), static_cast<void*>(&untouched), sizeof(event)) == 0,
             "5: an event is unchanged on failure");
    }
    if (read.code() == Code::kNeedMore) {
      Demand(handshake_ == before, "5: need-more changes nothing");
    }
    if (read.ok() || read.code() == Code::kNeedMore) {
      Demand(read == judged, "3: the octets that a message has, or needs, are what its codec says");
    }
    if (!read.ok()) return read;
    Demand(read.consumed() > 0 && read.consumed() <= rest.size(),
           "4: no more is consumed than there is");
    transcript_.Hear(read);
    transcript_.Hear(static_cast<uint64_t>(event.kind) << 32 | event.violations.bits());
    if (event.kind == Event::Kind::kFrame) {
      ++frames_read_;
      transcript_.Hear(event.frame.token);
    }
    Heard(event);
    return read;
  }

  Result ReadPrivate(Bytes rest) {
    if (rest.size() < kPrivateOctets) return Result::NeedMore(kPrivateOctets);
    transcript_.Hear(First(rest, kPrivateOctets));
    ++frames_read_;
    return Result::Ok(kPrivateOctets);
  }

  Bytes input_;
  std::optional<Handshake> disturbed_;  // the last state on which wrong calls were tried
};

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_HANDSHAKE_ENDS_H_
