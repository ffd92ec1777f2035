// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes as the OSStatus values of Secure Transport (errSSL*).

#ifndef HARDWIRE_PLATFORM_SECURE_TRANSPORT_H_
#define HARDWIRE_PLATFORM_SECURE_TRANSPORT_H_

#include <cstdint>
#include <optional>

#include "hardwire/result.h"

namespace hardwire {
namespace secure_transport {

// The OSStatus for `result`; 0 for ok. Empty where Secure Transport has none.
std::optional<int32_t> FromResult(Result result);

}  // namespace secure_transport
}  // namespace hardwire

#endif  // HARDWIRE_PLATFORM_SECURE_TRANSPORT_H_
