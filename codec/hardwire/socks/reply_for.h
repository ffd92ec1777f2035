// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What a server answers to an outcome.

#ifndef HARDWIRE_SOCKS_REPLY_FOR_H_
#define HARDWIRE_SOCKS_REPLY_FOR_H_

#include <cstdint>
#include <optional>

#include "hardwire/result.h"

namespace hardwire {
namespace socks4 {

// CD to send when decoding a request gave `result`: 91, rejected or failed; 93 where the user is
// rejected; the CD that a server further on gave. Never 90. Empty where nothing is to be sent: for
// ok, need more, an output too small, what only a client or a datagram can meet, a peer of another
// protocol, and every outcome of TLS.
std::optional<uint8_t> ReplyFor(Result result);

}  // namespace socks4
namespace socks5 {

// The octet to send behind VER when decoding a message gave `result`: METHOD FF to a greeting (RFC
// 1928 section 3), STATUS 1 to a user name and password (RFC 1929 section 2), MTYP FF to a GSSAPI
// frame (RFC 1961 section 3.4), REP to a request (RFC 1928 section 6): 7 for an unknown command, 8
// for an unknown address type, 1 otherwise, or the REP that a server further on gave. Never 0.
// Empty: as above.
std::optional<uint8_t> ReplyFor(Result result);

}  // namespace socks5
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_REPLY_FOR_H_
