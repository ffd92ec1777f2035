// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// ServerHandshake: the server's end of SOCKS4, SOCKS4a and SOCKS5 (RFC 1928, RFC 1929, RFC 1961),
// up to the octet where the application's bytes begin. It does no I/O and keeps no bytes: the
// caller holds what has arrived and is told how much of it to drop.
//
//   ServerHandshake handshake(ServerHandshake::Protocols::kSocks4AndSocks5);
//   handshake.Read(received, &event)      kGreeting: select one of event.greeting.methods
//   handshake.Write(selection, output)    send what it wrote
//   handshake.Read(received, &event)      kCredentials, if that was selected
//   handshake.Write(status, output)
//   handshake.Read(received, &event)      kRequest: event.command, event.address
//   handshake.Grant(bound, output)        once more after BIND
//
// Refuse may stand in place of each answer: with kCommandNotSupported for a command that the server
// does not do. Write and Refuse return ok for a no as well, because it is to be sent. Then step()
// is kOver; close.
//
// A SOCKS4 client begins with kRequest. What a client sends ahead stays in the caller's buffer
// until it is due.

#ifndef HARDWIRE_SOCKS_SERVER_HANDSHAKE_H_
#define HARDWIRE_SOCKS_SERVER_HANDSHAKE_H_

#include <cstdint>
#include <optional>

#include "hardwire/attributes.h"
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
inline namespace HARDWIRE_VIEWS {
namespace socks {

// What the client said. Read sets `kind`, `violations` and the members that the kind names. It
// leaves the others as they are. Text and octets are views of the input. In a new event nothing has
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
// For every call:
//   kBadState  The call is not allowed at this step.
//   kBadState, kNeedMore and kOutputTooSmall change nothing.
//   Any other outcome but kOk ends the handshake: step() is kOver, and every later call returns
//   that outcome, but for the one Refuse that may answer it.
//   On any outcome but kOk `output` and `*event` are unchanged.
class ServerHandshake {
 public:
  // Which protocols to take. SOCKS4 has no password: a server that asks for one takes kSocks5
  // alone.
  enum class Protocols : uint8_t { kSocks4AndSocks5, kSocks4, kSocks5 };

  // `policy` is that of Read.
  explicit ServerHandshake(Protocols protocols, Policy policy = Policy::Interop())
      : state_(HandshakeStep::kGreeting, 0, policy), protocols_(protocols) {}

  // The message that is due next.
  HandshakeStep step() const { return state_.step(); }

  // Whether the client speaks next, so that Read is due. False at kExchange: there the selected
  // method says who speaks.
  bool awaits_peer() const;

  // kOk until the handshake is over, then what ended it. That may be the server's own refusal.
  Result result() const { return state_.end; }

  // 4 or 5, once the client has said so; 0 before.
  uint8_t version() const { return state_.version; }

  // The method that was selected. Empty until one is, if none is acceptable, and in SOCKS4.
  std::optional<socks5::Method> method() const { return state_.selected(); }

  // Reads the client's next message from the start of `input`. At kExchange that is a frame, and
  // the method must be GSSAPI.
  //   kOk              consumed() octets belong to it: drop them, and look at step(). The octets
  //                    behind it are not read. They may be the next message, or the application's.
  //   kPeerRefused     kGssapiAborted: the client says no.
  //   kSocksVersion    Neither a protocol to take nor the message that is due begins with octet().
  //                    Credentials that come twice are an example.
  //   kAuthVersion     The client sends a request instead of its credentials. A policy that accepts
  //                    this violation reads the request's octets as credentials.
  //   kUnknownCommand  That of Decode. Also CD 3 of SOCKS4, whatever the policy: SOCKS4 has no UDP
  //                    ASSOCIATE.
  //   Any other        That of Decode.
  Result Read(Span<const uint8_t> input HARDWIRE_LIFETIME_BOUND, ServerEvent* event);

  // Each writes one message to the start of `output`, to be sent as it is. The outcome is that of
  // Encode. Once a message that says no is written, the handshake has ended with its Verdict.
  //
  // kBadState for a method that the client did not offer (RFC 1928 section 3).
  Result Write(const socks5::MethodSelection& selection, Span<uint8_t> output);
  Result Write(const userpass::Reply& status, Span<uint8_t> output,
               Policy policy = Policy::Strict());
  // At kExchange if the method is GSSAPI.
  Result Write(const gssapi::Frame& frame, Span<uint8_t> output);
  // kBadState if version() is another one.
  Result Write(const socks5::Reply& reply, Span<uint8_t> output, Policy policy = Policy::Strict());
  Result Write(const socks4::Reply& reply, Span<uint8_t> output, Policy policy = Policy::Strict());

  // Writes the reply that says yes, in either protocol. `bound` may be any address; of a name only
  // the size is judged. If it is not IPv4, a SOCKS4 client is told 0.0.0.0 and the port.
  Result Grant(const Address& bound, Span<uint8_t> output);

  // At kExchange: authentication has succeeded, and the request is due. If GSSAPI protects what
  // follows (RFC 1961 section 5), unwrap frames of kPerMessageData for Read, and wrap what Write
  // gives in such frames.
  Result Authenticated();

  // Writes the message that says no at this step, in either protocol, and ends the handshake with
  // `reason`. Allowed once, at every step but kDone. On a timeout it may stand in place of
  // EndOfStream.
  //
  // The message is METHOD FF, STATUS 1, MTYP FF, or a reply with the address 0.0.0.0:0. A reply's
  // code is that of ReplyFor. It is the general refusal, 1 or 91, if ReplyFor gives none, or gives
  // an FF that stands for METHOD or MTYP.
  //
  // If Read or Write already failed, that failure is the reason. Nothing is written if Read failed
  // and ReplyFor gives none, if no version is known yet, or at kExchange if the method is not
  // GSSAPI.
  //   kOk               written() octets are to be sent; it may be 0. Then close (RFC 1928 section
  //                     6).
  //   kOutputTooSmall   needed() is the size of the message.
  //   kBadState         Not allowed at this step; or `reason` is no reason to end: kOk, kNeedMore,
  //                     kBadState or kOutputTooSmall.
  //   Any other         A message that says no was written before: result().
  Result Refuse(Result reason, Span<uint8_t> output);

  // The same. The reason is the Verdict of a reply with this code: kSocks5Refused or
  // kSocks4Refused. A client of the other protocol is told the general refusal, 91 or 1. kBadState
  // for a code that grants.
  Result Refuse(socks5::ReplyCode code, Span<uint8_t> output);
  Result Refuse(socks4::ReplyCode code, Span<uint8_t> output);

  // Call it when the client sends nothing behind `unread` and will not read an answer. It ends the
  // handshake. Allowed if Read of `unread` gives kNeedMore, and at kExchange if the method is not
  // GSSAPI. kBadState otherwise: a client may close its side once it has sent the request.
  //   kClosedInsideMessage    `unread` is offset() octets of a message.
  //   kClosedBetweenMessages  `unread` is empty.
  Result EndOfStream(Span<const uint8_t> unread);

  // Equal handshakes go on alike.
  friend bool operator==(const ServerHandshake& a, const ServerHandshake& b) {
    return a.state_ == b.state_ && a.protocols_ == b.protocols_ && a.answered_ == b.answered_;
  }

 private:
  bool Takes(uint8_t version) const {
    if (version == socks5::kVersion) return protocols_ != Protocols::kSocks4;
    return version == socks4::kVersion && protocols_ != Protocols::kSocks5;
  }
  Result ReadFirst(Span<const uint8_t> input, ServerEvent* event);
  Result ReadSocks4Request(Span<const uint8_t> input, ServerEvent* event);
  Result ReadCredentials(Span<const uint8_t> input, ServerEvent* event);
  Result ReadFrame(Span<const uint8_t> input, ServerEvent* event);
  Result ReadSocks5Request(Span<const uint8_t> input, ServerEvent* event);
  template <typename Message>
  Result WriteIf(bool allowed, const Message& message, Span<uint8_t> output,
                 Policy policy = Policy::Strict());
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
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_SERVER_HANDSHAKE_H_
