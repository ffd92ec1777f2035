// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes as the error codes of OpenHarmony's socket module: a base and what is added to it.
// Nothing here allocates.

#ifndef HARDWIRE_PLATFORM_OPENHARMONY_H_
#define HARDWIRE_PLATFORM_OPENHARMONY_H_

#include <cstdint>
#include <optional>

#include "hardwire/platform/symbol.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
namespace openharmony {

// What is added to an errno of Linux or to SSL_get_error(). The SOCKS5 status values 205 to 213
// take kSocketBase too.
constexpr int32_t kSocketBase = 2301000;     // TCP, UDP, local and multicast sockets
constexpr int32_t kTlsSystemBase = 2303100;  // TLS sockets, TCP servers
constexpr int32_t kTlsSslBase = 2303500;     // TLS sockets

// The documented code for `result`; 0 for ok. Empty where OpenHarmony has none.
std::optional<int32_t> FromResult(Result result);

// The code for an errno, which is Linux's number on every system, of a socket, or of a TLS socket
// or TCP server. Empty for what is no errno of Linux: below 1 or above 133.
std::optional<int32_t> FromErrno(int32_t error);
std::optional<int32_t> FromTlsErrno(int32_t error);

// The code for what OpenSSL's SSL_get_error() returns. Empty for what is none of its errors: below
// 1 (SSL_ERROR_NONE is 0) or above 12.
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

  // What was added to the base: an errno, a SOCKS5 status, an OpenSSL error. -1 under kSocket is
  // the module's own "unknown error" (2300999). The code itself where there is no base.
  int32_t rest = 0;

  // The code that was meant. TLS sockets with a proxy add kSocketBase to a code that is complete
  // already, which makes 4604501 of 2303501; `doubled` says so.
  int32_t code = 0;
  bool doubled = false;
};
Decoded Decode(int32_t code);

// The codes that the documentation or the source names.
Span<const Symbol> Symbols();

// The message of `code`, of the code that was meant if it is doubled; empty if it has none. Static
// storage.
string_view Message(int32_t code);

// "an errno of a socket, or a SOCKS5 status". Static storage.
string_view Sentence(Base base);

}  // namespace openharmony
}  // namespace hardwire

#endif  // HARDWIRE_PLATFORM_OPENHARMONY_H_
