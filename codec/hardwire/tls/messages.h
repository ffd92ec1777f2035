// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The list of every message of TLS and DTLS.

#ifndef HARDWIRE_TLS_MESSAGES_H_
#define HARDWIRE_TLS_MESSAGES_H_

#include "hardwire/tls/alert.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/dtls_ack.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/sslv2_hello.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// `List` with every message of TLS and DTLS as its arguments, followed by `More`.
template <template <typename...> class List, typename... More>
using EveryMessage = List<RecordHeader, Record, InnerPlaintext, Alert, Sslv2Hello, HandshakeHeader,
                          DtlsHandshakeHeader, DtlsHeader, Ack, ClientHello, More...>;

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_MESSAGES_H_
