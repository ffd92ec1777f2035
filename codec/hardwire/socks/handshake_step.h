// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// HandshakeStep: how far a SOCKS handshake has come, seen alike from both ends.

#ifndef HARDWIRE_SOCKS_HANDSHAKE_STEP_H_
#define HARDWIRE_SOCKS_HANDSHAKE_STEP_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks {

// Octets of the longest message of a handshake, a SOCKS4a request. Only a GSSAPI frame can be
// longer (gssapi::kMaxFrameSize). A buffer of this size can hold any other message that is due.
constexpr size_t kMaxHandshakeMessage = 520;

// The message that is due. The client writes kGreeting, kCredentials and kRequest, and the server
// writes the others.
enum class HandshakeStep : uint8_t {
  kGreeting = 0,          // of SOCKS5; a server also takes a SOCKS4 request here
  kMethodSelection = 1,   // RFC 1928 section 3
  kCredentials = 2,       // RFC 1929 section 2: user name and password
  kCredentialsReply = 3,  // RFC 1929 section 2: status
  kExchange = 4,          // messages of the selected method: GSSAPI's (RFC 1961), or those of a
                          // method that the library does not know; until Authenticated()
  kRequest = 5,           // RFC 1928 section 4, or SOCKS4
  kReply = 6,             // RFC 1928 section 6, or SOCKS4
  kSecondReply = 7,       // of BIND: somebody has connected
  kDone = 8,              // what follows belongs to the application
  kOver = 9,              // failed or refused
};

// The name in snake_case: "method_selection"; "unassigned" for a number that is no enumerator.
// Static storage.
string_view Name(HandshakeStep step);

}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_HANDSHAKE_STEP_H_
