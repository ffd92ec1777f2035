// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes as CFNetwork's stream errors: a CFStreamError of the SOCKS domain, whose 32 bits pack a
// subdomain and a code. Nothing here allocates.

#ifndef HARDWIRE_PLATFORM_CFNETWORK_H_
#define HARDWIRE_PLATFORM_CFNETWORK_H_

#include <cstdint>
#include <optional>

#include "hardwire/platform/symbol.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace cfnetwork {

// CFStreamError.domain. If the stream ends inside a SOCKS message, CFNetwork reports ENOTCONN in
// the POSIX domain.
constexpr int32_t kDomainPosix = 1;
constexpr int32_t kDomainSocks = 5;

// A CFStreamError of the SOCKS domain, taken apart. A new one is kCFStreamErrorSOCKS5BadState, as
// FromResult(Result()) is. It is not {0, 0}, which means that nothing is wrong.
struct StreamError {
  uint16_t subdomain = 0;
  uint16_t code = 2;

  // CFStreamError.error.
  constexpr int32_t packed() const {
    return static_cast<int32_t>(uint32_t{subdomain} << 16 | code);
  }
};

// What CFSocketStreamSOCKSGetErrorSubdomain and CFSocketStreamSOCKSGetError return for a
// CFStreamError.error.
constexpr uint16_t GetErrorSubdomain(int32_t packed) {
  return static_cast<uint16_t>(static_cast<uint32_t>(packed) >> 16);
}
constexpr uint16_t GetError(int32_t packed) {
  return static_cast<uint16_t>(static_cast<uint32_t>(packed) & 0xFFFF);
}
constexpr StreamError Unpack(int32_t packed) {
  return {GetErrorSubdomain(packed), GetError(packed)};
}

// The documented number for `result`; {0, 0} for ok. Empty if CFNetwork has none: for kNeedMore,
// most kDeserialization, and every outcome of TLS and DTLS.
std::optional<StreamError> FromResult(Result result);

// The constants of CFSocketStream.h: the domains, the subdomains, and the codes of one subdomain.
// Codes() is empty for a subdomain whose codes are octets of the wire and have no constants.
Span<const Symbol> Domains();
Span<const Symbol> Subdomains();
Span<const Symbol> Codes(uint16_t subdomain);

// The SOCKS errors of CFNetworkErrors.h, which are codes of kCFErrorDomainCFNetwork. It is not
// published how CFNetwork turns stream errors into them, so FromResult gives none of them.
Span<const Symbol> CfErrors();

// What a stream error of the SOCKS domain means. The views are of static storage.
struct Description {
  StreamError error;
  string_view subdomain;  // its symbol; empty if there is none
  string_view code;       // its symbol; empty if there is none
  string_view octet;      // the Name() of the code, if it is an octet of the wire; else empty
  string_view sentence;   // in words; never empty
};
Description Describe(int32_t packed);

}  // namespace cfnetwork
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_PLATFORM_CFNETWORK_H_
