// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Sockets by socks::Address. IPv4 is always AddressType::kIpv4 here: an address that an IPv6 socket
// gives as ::ffff:192.0.2.1 is unwrapped. Every socket is non-blocking and closed on exec.

#ifndef EXAMPLES_PROXY_NET_H_
#define EXAMPLES_PROXY_NET_H_

#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "examples/proxy/event_loop.h"
#include "hardwire/socks/address.h"

namespace hardwire::proxy {

// A sockaddr of any family, as system calls fill it in.
struct SocketName {
  sockaddr_storage storage = {};
  socklen_t size = sizeof(storage);
  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
};

// `address` is an IP address.
SocketName ToName(const socks::Address& address);
socks::Address FromName(const SocketName& name);

// The IP address that `text` spells, if it does: no resolver is to be asked.
std::optional<socks::Address> ParseIp(const std::string& text, uint16_t port);

bool SameIp(const socks::Address& a, const socks::Address& b);
bool IsUnspecified(const socks::Address& address);  // 0.0.0.0 or ::
socks::Address WithPort(const socks::Address& address, uint16_t port);
socks::Address LocalName(int fd);

// The local address that packets to `peer` leave from; unspecified if none do.
socks::Address LocalTowards(const socks::Address& peer);

// A socket of the family of `address`, and bound to it. None: errno says why. Streams send at once,
// as do those that are accepted from them: who relays must not wait for more.
Fd OpenSocket(int type, const socks::Address& address);
Fd Bound(int type, const socks::Address& address);

// `text` with every octet outside 21 to 7E, and the backslash, as \xHH. "-" if it is empty.
std::string Escape(absl::string_view text);
std::string Text(const socks::Address& address);

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_NET_H_
