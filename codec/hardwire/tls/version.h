// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Versions of TLS and DTLS that change how octets are read, as contexts are told them.

#ifndef HARDWIRE_TLS_VERSION_H_
#define HARDWIRE_TLS_VERSION_H_

#include <cstdint>

namespace hardwire {
namespace tls {

// Neither 1.3 is on the wire of its records: they say 0303 and FEFD, or nothing.
constexpr uint16_t kTls12 = 0x0303;   // RFC 5246
constexpr uint16_t kTls13 = 0x0304;   // RFC 8446
constexpr uint16_t kDtls13 = 0xFEFC;  // RFC 9147
constexpr uint16_t kDtls12 = 0xFEFD;  // RFC 6347
constexpr uint16_t kDtls10 = 0xFEFF;  // RFC 4347

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_VERSION_H_
