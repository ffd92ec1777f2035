// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Sniff: which protocol the first bytes of a connection belong to.

#ifndef HARDWIRE_SNIFF_H_
#define HARDWIRE_SNIFF_H_

#include <cstdint>

#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {

enum class Protocol : uint8_t {
  kOther = 0,
  kSocks4 = 1,       // 04
  kSocks5 = 2,       // 05
  kTls = 3,          // a content type 20 to 24, then 03
  kSslv2 = 4,        // an SSLv2-style ClientHello with a two-octet header: RFC 5246 appendix E.2
  kHttp = 5,         // a method of RFC 9110 section 9 or PATCH and a space, or PRI of HTTP/2
  kHttpConnect = 6,  // CONNECT and a space
  kSsh = 7,          // SSH-
  kProxyV1 = 8,      // PROXY and a space: the PROXY protocol's text form
  kProxyV2 = 9,      // its binary form's twelve octets
};

// Looks at the first bytes of a connection, at as few as show the protocol.
//   kOk        `*protocol` is set. consumed() is how many bytes showed it. They are the start of
//              the protocol's first message: leave them for its decoder.
//   kNeedMore  at least needed() bytes are necessary; `*protocol` is unchanged.
// Bytes that follow change nothing.
Result Sniff(Span<const uint8_t> input, Protocol* protocol);

// "socks5", "tls", "http_connect", "other". "unassigned" for a number that is no enumerator. Static
// storage.
string_view Name(Protocol protocol);

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SNIFF_H_
