// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The versions of TLS and DTLS that contexts tell apart.

#ifndef HARDWIRE_TLS_VERSION_H_
#define HARDWIRE_TLS_VERSION_H_

#include <cstdint>

#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// Records of TLS 1.3 and DTLS 1.3 do not have these numbers. They have 0303, FEFD or no version.
constexpr uint16_t kSsl30 = 0x0300;   // RFC 6101
constexpr uint16_t kTls12 = 0x0303;   // RFC 5246
constexpr uint16_t kTls13 = 0x0304;   // RFC 8446
constexpr uint16_t kDtls13 = 0xFEFC;  // RFC 9147
constexpr uint16_t kDtls12 = 0xFEFD;  // RFC 6347
constexpr uint16_t kDtls10 = 0xFEFF;  // RFC 4347

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_VERSION_H_
