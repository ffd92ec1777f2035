// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// HelloContext: how a ClientHello is framed, and how long it may be.

#ifndef HARDWIRE_TLS_HELLO_CONTEXT_H_
#define HARDWIRE_TLS_HELLO_CONTEXT_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/result.h"
#include "hardwire/tls/handshake_header.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// Trivially copyable. The limit is on the `length` in the header, in octets.
class HelloContext {
 public:
  // A header of four octets and no cookie (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2).
  static constexpr HelloContext Tls(HandshakeLimit limit = {}) {
    return HelloContext(false, limit);
  }
  // A header of twelve octets, and a cookie (RFC 6347 section 4.2, RFC 9147 section 5.3).
  static constexpr HelloContext Dtls(HandshakeLimit limit = {}) {
    return HelloContext(true, limit);
  }

  constexpr bool is_dtls() const { return is_dtls_; }
  constexpr HandshakeLimit limit() const { return limit_; }
  constexpr Layer layer() const { return is_dtls_ ? Layer::kDtls : Layer::kTls; }
  constexpr size_t header_size() const {
    return is_dtls_ ? kDtlsHandshakeHeaderSize : kHandshakeHeaderSize;
  }

 private:
  constexpr HelloContext(bool is_dtls, HandshakeLimit limit) : limit_(limit), is_dtls_(is_dtls) {}

  HandshakeLimit limit_;
  bool is_dtls_;
};

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_HELLO_CONTEXT_H_
