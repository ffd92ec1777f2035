// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// ClientHandshake: the client's end of SOCKS4, SOCKS4a and SOCKS5 (RFC 1928, RFC 1929, RFC 1961),
// up to the octet where the application's bytes begin. It does no I/O and keeps no bytes: the
// caller holds what has arrived and is told how much of it to drop.
//
//   ClientHandshake handshake = ClientHandshake::Socks5();
//   handshake.Write(greeting, output)         send what it wrote
//   handshake.Read(received, &event)          kMethodSelected: step() says what is due
//   handshake.Write(credentials, output)      where step() is kCredentials
//   handshake.Read(received, &event)          kAuthenticated
//   handshake.Write(request, output)
//   handshake.Read(received, &event)          kReply; once more after BIND
//   handshake.Surplus(received)               if the application's client speaks first
//
// SOCKS4 begins with the request.
//
// A client that offers exactly one method, kNoAuthentication or kUsernamePassword, may write ahead:
// the credentials, if there are any, and the request, before it has read anything. It then reads
// the answers one after the other. Behind its credentials any client may write the request before
// it has read their answer.

#ifndef HARDWIRE_SOCKS_CLIENT_HANDSHAKE_H_
#define HARDWIRE_SOCKS_CLIENT_HANDSHAKE_H_

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

// What the server said. Read sets `kind`, `violations` and the member that the kind names. It
// leaves the others as they are. In a new event nothing has happened, and no member says yes.
struct ClientEvent {
  enum class Kind : uint8_t {
    kNone,            // Read has set nothing yet
    kMethodSelected,  // `method`
    kAuthenticated,   // the server accepts user name and password
    kFrame,           // `frame`: GSSAPI. Its token is a view of the input
    kReply,           // `address`: BND, DSTIP in SOCKS4. A name is a view of the input
  };
  Kind kind = Kind::kNone;
  socks5::Method method = socks5::Method::kNoAcceptable;
  gssapi::Frame frame;
  Address address;
  Violations violations;  // the rules broken that the policy accepts
};

// Trivially copyable: a copy goes on from where the original was. Holds no views.
//
// For every call:
//   kBadState  The call is not allowed at this step.
//   kBadState, kNeedMore and kOutputTooSmall change nothing.
//   Any other outcome but kOk ends the handshake: step() is kOver, and every later call returns
//   that outcome.
//   On any outcome but kOk `output` and `*event` are unchanged.
class ClientHandshake {
 public:
  // `policy` is that of Read.
  static ClientHandshake Socks4(Policy policy = Policy::Interop()) {
    return ClientHandshake(HandshakeStep::kRequest, socks4::kVersion, policy);
  }
  static ClientHandshake Socks5(Policy policy = Policy::Interop()) {
    return ClientHandshake(HandshakeStep::kGreeting, socks5::kVersion, policy);
  }

  // The message that is due next. What was written ahead is not due any more.
  HandshakeStep step() const { return state_.step(); }

  // Whether the server speaks next, so that Read is due. False at kExchange: there the selected
  // method says who speaks.
  bool awaits_peer() const;

  // kOk until the handshake is over, then what ended it.
  Result result() const { return state_.end; }

  // The method that the server selected. Empty until it has, if it accepts none, and in SOCKS4.
  std::optional<socks5::Method> method() const { return state_.selected(); }

  // Each writes one message to the start of `output`, to be sent as it is. The outcome is that of
  // Encode. A message that Encode refuses ends the handshake: nothing is ever cut off, and no name
  // is resolved instead of being sent (RFC 1928 section 5). To pass on a message that was read
  // under another policy, write it under that policy.
  Result Write(const socks5::Greeting& greeting, Span<uint8_t> output,
               Policy policy = Policy::Strict());
  Result Write(const userpass::Request& credentials, Span<uint8_t> output,
               Policy policy = Policy::Strict());
  Result Write(const socks5::Request& request, Span<uint8_t> output,
               Policy policy = Policy::Strict());
  Result Write(const socks4::Request& request, Span<uint8_t> output,
               Policy policy = Policy::Strict());

  // At kExchange if the method is GSSAPI. Once kAbort is written, the handshake has ended with
  // kGssapiAborted.
  Result Write(const gssapi::Frame& frame, Span<uint8_t> output);

  // At kExchange: authentication has succeeded, and the request is due. If GSSAPI protects what
  // follows (RFC 1961 section 5), wrap what Write gives in frames of kPerMessageData, and unwrap
  // such frames for Read.
  Result Authenticated();

  // Reads the server's next message from the start of `input`. At kExchange that is a frame, and
  // the method must be GSSAPI.
  //   kOk           consumed() octets belong to it: drop them, and look at step(). The octets
  //                 behind it are not read. They may be the next message, or the application's.
  //   kPeerRefused  The server says no: kNoAcceptableMethod, kCredentialsRejected, kSocks5Refused,
  //                 kSocks4Refused or kGssapiAborted. octet() is what it said. A reply with a code
  //                 that refuses is a refusal even if Decode rejects the code or what follows it.
  //   kMethodNotOffered  The server selects octet(), which was not offered (RFC 1928 section 3).
  //   Any other     That of Decode.
  Result Read(Span<const uint8_t> input HARDWIRE_LIFETIME_BOUND, ClientEvent* event);

  // Whether anything follows the last reply before the client has spoken. `unread` is all that has
  // arrived behind it. Such octets are the proxy's own, as no target can have answered yet. If they
  // were kept, they would be taken for the start of the target's answer.
  //
  // For applications whose client speaks first, as in TLS and HTTP: call it just before the
  // application's first octet is sent. Not for applications whose server speaks first (SMTP, SSH),
  // nor if application octets were sent ahead.
  //   kOk        `unread` is empty. Nothing changes.
  //   kSurplus   It is not. The handshake has ended: close the connection.
  //   kBadState  The step is not kDone.
  Result Surplus(Span<const uint8_t> unread);

  // Call it when the server sends nothing behind `unread`, or when it has been waited for long
  // enough. It ends the handshake. Allowed if Read of `unread` gives kNeedMore, and at kExchange if
  // the method is not GSSAPI; kBadState otherwise.
  //   kPeerRefused            `unread` is a part of a reply, and says no already: PartialReply.
  //   kClosedInsideMessage    `unread` is offset() octets of a message.
  //   kClosedBetweenMessages  `unread` is empty.
  Result EndOfStream(Span<const uint8_t> unread);

  // Equal handshakes go on alike.
  friend bool operator==(const ClientHandshake& a, const ClientHandshake& b) {
    return a.state_ == b.state_;
  }

 private:
  ClientHandshake(HandshakeStep step, uint8_t version, Policy policy)
      : state_(step, version, policy) {}

  bool MayWriteCredentials() const;
  bool MayWriteRequest(uint8_t version) const;
  Result Partial(Span<const uint8_t> input) const;
  Result OrRefusal(Result read, Span<const uint8_t> input) const;
  template <typename Request>
  Result WriteRequest(const Request& request, uint8_t version, Span<uint8_t> output, Policy policy);
  Result ReadSelection(Span<const uint8_t> input, ClientEvent* event);
  Result ReadCredentialsReply(Span<const uint8_t> input, ClientEvent* event);
  Result ReadFrame(Span<const uint8_t> input, ClientEvent* event);
  template <typename Reply>
  Result ReadReply(Span<const uint8_t> input, ClientEvent* event);

  internal::HandshakeState state_;
};

}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_CLIENT_HANDSHAKE_H_
