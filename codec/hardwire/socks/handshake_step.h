// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// HandshakeStep: how far a SOCKS handshake has come, seen alike from both ends.

#ifndef HARDWIRE_SOCKS_HANDSHAKE_STEP_H_
#define HARDWIRE_SOCKS_HANDSHAKE_STEP_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/view.h"

namespace hardwire {
namespace socks {

// Room for any message of a handshake but a GSSAPI frame (gssapi::kMaxFrameSize): the longest is a
// SOCKS4a request. Who holds this many unread octets can always read on.
constexpr size_t kMaxHandshakeMessage = 520;

// The message that is due. The client writes kGreeting, kCredentials and kRequest and reads the
// others; the server the other way round.
enum class HandshakeStep : uint8_t {
  kGreeting = 0,          // of SOCKS5; a server also takes a SOCKS4 request here
  kMethodSelection = 1,   // RFC 1928 section 3
  kCredentials = 2,       // RFC 1929 section 2: user name and password
  kCredentialsReply = 3,  // RFC 1929 section 2: status
  kExchange = 4,          // of a method whose messages are the caller's: GSSAPI (RFC 1961), any but
                          // 00, 01, 02 and FF. Both ends may write; Authenticated() ends it
  kRequest = 5,           // RFC 1928 section 4, or SOCKS4
  kReply = 6,             // RFC 1928 section 6, or SOCKS4
  kSecondReply = 7,       // of BIND: somebody has connected
  kDone = 8,              // what follows belongs to the application
  kOver = 9,              // failed or refused
};

// "greeting", "method selection", ... Static storage. "unknown" for a number that is no enumerator.
string_view Name(HandshakeStep step);

}  // namespace socks
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_HANDSHAKE_STEP_H_
