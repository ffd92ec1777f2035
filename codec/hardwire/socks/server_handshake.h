// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// ServerHandshake: the server's end of SOCKS4, SOCKS4a and SOCKS5 (RFC 1928, RFC 1929, RFC 1961),
// up to the octet where the application's bytes begin. It does no I/O and keeps no bytes: the
// caller holds what has arrived and is told how much of it to drop.
//
//   ServerHandshake handshake(ServerHandshake::Protocols::kSocks4AndSocks5);
//   handshake.Read(received, &event)      kGreeting: select one of event.greeting.methods
//   handshake.Write(selection, output)    send what it wrote
//   handshake.Read(received, &event)      kCredentials, where that was selected
//   handshake.Write(status, output)
//   handshake.Read(received, &event)      kRequest: event.command, event.address
//   handshake.Grant(bound, output)        once more after BIND; or Refuse, and kCommandNotSupported
//                                         for any command but those that the server does
//
// Refuse may stand in place of each answer. Write and Refuse return ok for a no as well: it is to
// be sent. Then step() is kOver; close.
//
// A SOCKS4 client begins with kRequest. What clients send ahead of its turn stays in the caller's
// buffer and is read when it is due.

#ifndef HARDWIRE_SOCKS_SERVER_HANDSHAKE_H_
#define HARDWIRE_SOCKS_SERVER_HANDSHAKE_H_

#include <cstdint>
#include <optional>

#include "absl/base/attributes.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/handshake_state.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/view.h"

namespace hardwire {
namespace socks {

// What the client said. Read sets `kind`, `violations` and the members that the kind names; the
// others are unchanged. Text and octets are views of the input. In a new event nothing has
// happened.
struct ServerEvent {
  enum class Kind : uint8_t {
    kNone,         // Read has set nothing yet
    kGreeting,     // `greeting`
    kCredentials,  // `credentials`
    kFrame,        // `frame`: GSSAPI
    kRequest,      // `command`, `address`; `userid` too, which is empty in SOCKS5
  };
  Kind kind = Kind::kNone;
  socks5::Greeting greeting;
  userpass::Request credentials;
  gssapi::Frame frame;
  // SOCKS4's CD has the values of SOCKS5's CMD, but none for UDP ASSOCIATE. 0 is no command.
  socks5::Command command = socks5::Command();
  Address address;
  string_view userid;
  Violations violations;  // the rules broken that the policy accepts
};

// Trivially copyable: a copy goes on from where the original was. Holds no views.
//
// What holds for every call: kBadState means that the call is not allowed at this step; kBadState,
// kNeedMore and kOutputTooSmall change nothing. Any other outcome but kOk is the end: step() is
// kOver and every later call returns that same Result, but for the one Refuse that may answer it.
// `output` and `*event` are unchanged on any outcome but kOk.
class ServerHandshake {
 public:
  // Which protocols to take. A server that asks for a password takes kSocks5 alone: SOCKS4 has
  // none.
  enum class Protocols : uint8_t { kSocks4AndSocks5, kSocks4, kSocks5 };

  // `policy` is that of Read.
  explicit ServerHandshake(Protocols protocols, Policy policy = Policy::Interop());

  // The message that is due next.
  HandshakeStep step() const { return state_.step(); }

  // Whether Read is what is due: the client speaks next. False at kExchange, where the caller's
  // method says who does.
  bool awaits_peer() const;

  // kOk until the handshake is over, then what ended it: the server's own refusals too.
  Result result() const { return state_.end; }

  // 4 or 5, once the client has said so; 0 before.
  uint8_t version() const { return state_.version; }

  // The method selected; empty before, where none was acceptable, and in SOCKS4.
  std::optional<socks5::Method> method() const { return state_.selected(); }

  // Reads the client's next message from the start of `input`; at kExchange a frame, where the
  // method is GSSAPI.
  //   kOk           consumed() octets belong to it; drop them and look at step(). Octets behind it
  //                 are not read: they may be the next message, or the application's.
  //   kNeedMore     needed() is the least that this message has in all: missing(input.size())
  //                 octets have not arrived.
  //   kPeerRefused  kGssapiAborted.
  //   kSocksVersion neither of the protocols to take begins with octet(); or the due message does
  //                 not, as where credentials come twice.
  //   kAuthVersion  a request comes where credentials are due. A policy that accepts this violation
  //                 reads its octets as credentials.
  //   kUnknownCommand  also CD 3 of SOCKS4, which has no UDP ASSOCIATE, whatever the policy.
  //   Any other: as Decode of that message.
  Result Read(Span<const uint8_t> input ABSL_ATTRIBUTE_LIFETIME_BOUND, ServerEvent* event);

  // Each writes one message to the start of `output`, to be sent as it is. The outcome is that
  // of Encode of that message. A message that says no ends the handshake once written, with its
  // Verdict: METHOD FF, a STATUS other than 0, MTYP FF, a REP other than 0, a CD other than 90.
  //
  // A method that the client did not offer is kBadState (RFC 1928 section 3).
  Result Write(const socks5::MethodSelection& selection, Span<uint8_t> output,
               Policy policy = Policy::Strict());
  Result Write(const userpass::Reply& status, Span<uint8_t> output,
               Policy policy = Policy::Strict());
  // At kExchange where the method is GSSAPI.
  Result Write(const gssapi::Frame& frame, Span<uint8_t> output, Policy policy = Policy::Strict());
  // Of the protocol that version() says; kBadState otherwise.
  Result Write(const socks5::Reply& reply, Span<uint8_t> output, Policy policy = Policy::Strict());
  Result Write(const socks4::Reply& reply, Span<uint8_t> output, Policy policy = Policy::Strict());

  // The reply that says yes, whatever the protocol. `bound` may be any address; a SOCKS4 client is
  // told 0.0.0.0 and the port for one that is not IPv4.
  Result Grant(const Address& bound, Span<uint8_t> output);

  // At kExchange: the caller's method is content, the request is due. Where GSSAPI protects what
  // follows (RFC 1961 section 5), the caller unwraps frames of kPerMessageData for Read and wraps
  // what Write gives.
  Result Authenticated();

  // Writes the no that the step calls for, whatever the protocol, and ends the handshake with
  // `reason`: METHOD FF, STATUS 1, MTYP FF, or a reply with the address 0.0.0.0:0 and ReplyFor's
  // code. The code is 91, or 1, where ReplyFor has none, or a FF that was no server's REP but a
  // METHOD or MTYP. Allowed once, at every step but kDone: on a timeout too, in place of
  // EndOfStream.
  //
  // If Read or Write already failed, that failure is the reason. Nothing is written if Read failed
  // and ReplyFor gives none, if no version is known yet, or in an exchange of the caller's.
  //   kOk               written() octets are to be sent, 0 if none. Then close (RFC 1928 section
  //                     6).
  //   kOutputTooSmall   needed() is the size of the answer.
  //   kBadState         not allowed here; or `reason` ends no handshake: kOk, kNeedMore,
  //                     kBadState, kOutputTooSmall.
  //   Any other         a no was sent before: result().
  Result Refuse(Result reason, Span<uint8_t> output);

  // The same with `code` as the reason, the Verdict of a reply that has it: kSocks5Refused or
  // kSocks4Refused. Either will do whatever the protocol: a client of the other one is told 91, or
  // 1. kBadState for a code that grants.
  Result Refuse(socks5::ReplyCode code, Span<uint8_t> output);
  Result Refuse(socks4::ReplyCode code, Span<uint8_t> output);

  // The client sends nothing behind `unread`, and will not read an answer. Allowed where
  // Read gives kNeedMore, and at an exchange of the caller's; kBadState otherwise: a client may
  // close its side once the request is out. Always ends the handshake:
  //   kClosedInsideMessage    offset() octets of a message had arrived.
  //   kClosedBetweenMessages  none had.
  Result EndOfStream(Span<const uint8_t> unread);

  // Equal handshakes go on alike.
  friend bool operator==(const ServerHandshake& a, const ServerHandshake& b) {
    return a.state_ == b.state_ && a.protocols_ == b.protocols_ && a.answered_ == b.answered_;
  }

 private:
  bool Takes(uint8_t version) const;
  Result ReadFirst(Span<const uint8_t> input, ServerEvent* event);
  Result ReadGreeting(Span<const uint8_t> input, ServerEvent* event);
  Result ReadCredentials(Span<const uint8_t> input, ServerEvent* event);
  Result ReadFrame(Span<const uint8_t> input, ServerEvent* event);
  Result ReadSocks4Request(Span<const uint8_t> input, ServerEvent* event);
  Result ReadSocks5Request(Span<const uint8_t> input, ServerEvent* event);
  template <typename Message>
  Result WriteIf(bool allowed, const Message& message, Span<uint8_t> output, Policy policy);
  bool MayReply(uint8_t version) const;
  std::optional<uint8_t> ReplyFor(Result reason) const;
  bool IsSilent() const;
  Result EncodeReply(Result reason, Span<uint8_t> output) const;
  Result EncodeRefusal(Result reason, Span<uint8_t> output) const;

  internal::HandshakeState state_;
  Protocols protocols_;
  bool answered_ = false;  // with a no
};

}  // namespace socks
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_SERVER_HANDSHAKE_H_
