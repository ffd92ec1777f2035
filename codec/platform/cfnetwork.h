// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes as CFNetwork's stream errors (CFStreamError in the SOCKS domain).

#ifndef HARDWIRE_PLATFORM_CFNETWORK_H_
#define HARDWIRE_PLATFORM_CFNETWORK_H_

#include <cstdint>
#include <optional>

#include "hardwire/result.h"

namespace hardwire {
namespace cfnetwork {

// kCFStreamErrorDomainSOCKS.
constexpr int32_t kDomainSocks = 5;

// A CFStreamError of the SOCKS domain.
struct StreamError {
  uint16_t subdomain = 0;
  uint16_t code = 0;

  // CFStreamError.error: what CFSocketStreamSOCKSGetErrorSubdomain and CFSocketStreamSOCKSGetError
  // take apart.
  constexpr int32_t packed() const {
    return static_cast<int32_t>(uint32_t{subdomain} << 16 | code);
  }
};

// The documented number for `result`; {0, 0} for ok. Empty where CFNetwork has none:
// for every outcome of the TLS layer.
std::optional<StreamError> FromResult(Result result);

}  // namespace cfnetwork
}  // namespace hardwire

#endif  // HARDWIRE_PLATFORM_CFNETWORK_H_
