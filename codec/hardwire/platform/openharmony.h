// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes as the error codes of OpenHarmony's socket module. A code is a base and a number that is
// added to it. Nothing here allocates.

#ifndef HARDWIRE_PLATFORM_OPENHARMONY_H_
#define HARDWIRE_PLATFORM_OPENHARMONY_H_

#include <cstdint>
#include <optional>

#include "hardwire/platform/symbol.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace openharmony {

// The bases. An errno of Linux or what SSL_get_error() returns is added to one of them. The SOCKS5
// status values 205 to 213 are added to kSocketBase.
constexpr int32_t kSocketBase = 2301000;     // TCP, UDP, local and multicast sockets
constexpr int32_t kTlsSystemBase = 2303100;  // TLS sockets, TCP servers
constexpr int32_t kTlsSslBase = 2303500;     // TLS sockets

// The documented code for `result`; 0 for ok. Empty where OpenHarmony has none.
std::optional<int32_t> FromResult(Result result);

// The code for an errno: FromErrno for a socket, FromTlsErrno for a TLS socket or a TCP server.
// `error` is Linux's number, on every system. Empty if Linux has no such errno: below 1 or above
// 133.
std::optional<int32_t> FromErrno(int32_t error);
std::optional<int32_t> FromTlsErrno(int32_t error);

// The code for what OpenSSL's SSL_get_error() returns. Empty if that is no error: below 1
// (SSL_ERROR_NONE is 0) or above 12.
std::optional<int32_t> FromSslError(int32_t error);

enum class Base : uint8_t {
  kUnknown,    // no code of the socket module
  kFixed,      // not made of a base: 201, 401, 2300002, 2303600 to 2303602
  kSocket,     // kSocketBase
  kTlsSystem,  // kTlsSystemBase
  kTlsSsl,     // kTlsSslBase
};

// A code taken apart.
struct Decoded {
  Base base = Base::kUnknown;

  // What was added to the base: an errno, a SOCKS5 status or an OpenSSL error. With kSocket, -1 is
  // the module's own "unknown error" (2300999). If there is no base, the code itself.
  int32_t rest = 0;

  // The code that was meant. TLS sockets with a proxy add kSocketBase to a complete code, which
  // turns 2303501 into 4604501. `doubled` says whether that has happened.
  int32_t code = 0;
  bool doubled = false;
};
Decoded Decode(int32_t code);

// The codes that the documentation or the source names.
Span<const Symbol> Symbols();

// The message of `code`; if it is doubled, of the code that was meant. Empty if there is none.
// Static storage.
string_view Message(int32_t code);

// "an errno of a socket, or a SOCKS5 status". Static storage.
string_view Sentence(Base base);

}  // namespace openharmony
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_PLATFORM_OPENHARMONY_H_
