// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What a server answers to a message that it cannot accept.

#ifndef HARDWIRE_SOCKS_REPLY_FOR_H_
#define HARDWIRE_SOCKS_REPLY_FOR_H_

#include <cstdint>
#include <optional>

#include "hardwire/result.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks4 {

// CD to send when decoding a request gave `result`. For kSocks4Refused it is octet(), the CD that a
// server further on gave; 93 if the user is rejected; otherwise 91, rejected or failed. Never 90.
//
// Empty if nothing is to be sent: for ok, need more and an output too small; for what only a client
// or a datagram can meet; for a peer of another protocol; and for every outcome of TLS.
std::optional<uint8_t> ReplyFor(Result result);

}  // namespace socks4
namespace socks5 {

// The octet to send behind VER when decoding a message gave `result`:
//   METHOD FF  to a greeting (RFC 1928 section 3)
//   STATUS 1   to a user name and password (RFC 1929 section 2)
//   MTYP FF    to a GSSAPI frame (RFC 1961 section 3.4)
//   REP        to a request (RFC 1928 section 6)
// REP is 7 for an unknown command and 8 for an unknown address type. For kSocks5Refused it is
// octet(), the REP that a server further on gave. Otherwise it is 1.
//
// Never 0. Empty if nothing is to be sent, as in SOCKS4.
std::optional<uint8_t> ReplyFor(Result result);

}  // namespace socks5
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_REPLY_FOR_H_
