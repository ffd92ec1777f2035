// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The list of every message of SOCKS.

#ifndef HARDWIRE_SOCKS_MESSAGES_H_
#define HARDWIRE_SOCKS_MESSAGES_H_

#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/socks/userpass.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks {

// `List` with every message of SOCKS as its arguments, followed by `More`.
template <template <typename...> class List, typename... More>
using EveryMessage = List<socks4::Request, socks4::Reply, socks5::Greeting, socks5::MethodSelection,
                          userpass::Request, userpass::Reply, gssapi::Frame, socks5::Request,
                          socks5::Reply, udp::Header, More...>;

}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_MESSAGES_H_
