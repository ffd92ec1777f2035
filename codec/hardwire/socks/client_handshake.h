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
//   handshake.Surplus(received)               where the application's client speaks first
//
// SOCKS4 begins with the request.
//
// Optimistic clients: a client that offers no authentication alone, or user name and password
// alone, may write its request, in the latter case behind the credentials, before it has read
// anything. The answers are then read one after the other.

#ifndef HARDWIRE_SOCKS_CLIENT_HANDSHAKE_H_
#define HARDWIRE_SOCKS_CLIENT_HANDSHAKE_H_

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

// What the server said. Read sets `kind`, `violations` and the member that the kind names; the
// others are unchanged. In a new event nothing has happened, and no member says yes.
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
// What holds for every call: kBadState means that the call is not allowed at this step; kBadState,
// kNeedMore and kOutputTooSmall change nothing. Any other outcome but kOk is the end: step() is
// kOver and every later call returns that same Result. `output` and `*event` are unchanged on any
// outcome but kOk.
class ClientHandshake {
 public:
  // `policy` is that of Read.
  static ClientHandshake Socks4(Policy policy = Policy::Interop());
  static ClientHandshake Socks5(Policy policy = Policy::Interop());

  // The message that is due next: whatever a call allows, this one has to come. kCredentials,
  // kExchange or kRequest once a method is selected, as that method asks.
  HandshakeStep step() const { return state_.step(); }

  // Whether Read is what is due: the server speaks next. False at kExchange, where the caller's
  // method says who does.
  bool awaits_peer() const;

  // kOk until the handshake is over, then what ended it.
  Result result() const { return state_.end; }

  // The method that the server selected; empty before, where it accepts none, and in SOCKS4.
  std::optional<socks5::Method> method() const { return state_.selected(); }

  // Each writes one message to the start of `output`, to be sent as it is. The outcome is that
  // of Encode of that message. A message that is refused ends the handshake: nothing is ever cut
  // off, and no name is resolved instead of being sent (RFC 1928 section 5). To pass on what was
  // read under another policy, write it under that policy.
  Result Write(const socks5::Greeting& greeting, Span<uint8_t> output,
               Policy policy = Policy::Strict());
  Result Write(const userpass::Request& credentials, Span<uint8_t> output,
               Policy policy = Policy::Strict());
  Result Write(const socks5::Request& request, Span<uint8_t> output,
               Policy policy = Policy::Strict());
  Result Write(const socks4::Request& request, Span<uint8_t> output,
               Policy policy = Policy::Strict());

  // At kExchange where the method is GSSAPI. Writing kAbort ends the handshake with kGssapiAborted.
  Result Write(const gssapi::Frame& frame, Span<uint8_t> output, Policy policy = Policy::Strict());

  // At kExchange: the caller's method is content, the request is due. Where GSSAPI protects what
  // follows (RFC 1961 section 5), the caller wraps what Write gives in frames of kPerMessageData
  // and unwraps them for Read.
  Result Authenticated();

  // Reads the server's next message from the start of `input`; at kExchange a frame, where the
  // method is GSSAPI.
  //   kOk           consumed() octets belong to it; drop them and look at step(). Octets behind it
  //                 are not read: they may be the next message, or the application's.
  //   kNeedMore     needed() is the least that this message has in all: missing(input.size())
  //                 octets have not arrived.
  //   kPeerRefused  the server says no: kNoAcceptableMethod, kCredentialsRejected, kSocks5Refused,
  //                 kSocks4Refused, kGssapiAborted; octet() is what it said. A reply
  //                 that refuses counts as one whatever is wrong with its code or behind it.
  //   kMethodNotOffered  octet() is the method (RFC 1928 section 3: it is one of those offered).
  //   Any other: as Decode of that message.
  Result Read(Span<const uint8_t> input ABSL_ATTRIBUTE_LIFETIME_BOUND, ClientEvent* event);

  // Says whether the server was silent until now. For applications whose client speaks first, as
  // in TLS and HTTP: call it just before the application's own first octet is sent, with all that
  // has arrived behind the last reply. No target can have answered yet, so such octets are the
  // proxy's own; kept, they would be taken for the start of the target's answer. (RFC 1928 section
  // 6: behind a success the client may start passing data.) Not for applications whose server
  // speaks first (SMTP, SSH), nor where application octets were sent ahead.
  //   kOk        `unread` is empty. Nothing changes.
  //   kSurplus   it is not. This ends the handshake: close the connection.
  //   kBadState  at any step but kDone.
  Result Surplus(Span<const uint8_t> unread);

  // The server sends nothing behind `unread`; or the caller has waited long enough. Allowed where
  // Read gives kNeedMore, and at an exchange of the caller's; kBadState otherwise. Always ends the
  // handshake:
  //   kPeerRefused            `unread` begins a reply and tells its code, no success: servers send
  //                           refusals cut short. As PartialReply.
  //   kClosedInsideMessage    offset() octets of a message had arrived.
  //   kClosedBetweenMessages  none had.
  Result EndOfStream(Span<const uint8_t> unread);

  // Equal handshakes go on alike.
  friend bool operator==(const ClientHandshake& a, const ClientHandshake& b) {
    return a.state_ == b.state_;
  }

 private:
  ClientHandshake(HandshakeStep step, uint8_t version, Policy policy);

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
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_CLIENT_HANDSHAKE_H_
