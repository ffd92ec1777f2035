// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Sockets by socks::Address, and addresses as text. IPv4 is always AddressType::kIpv4 here: what an
// IPv6 socket gives as ::ffff:192.0.2.1 is unwrapped. Every socket is non-blocking.

#ifndef EXAMPLES_PROXY_NET_H_
#define EXAMPLES_PROXY_NET_H_

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include "examples/proxy/event_loop.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/sockaddr.h"
#include "hardwire/view.h"

namespace hardwire::proxy {

using socks::Address;
using socks::AddressType;

// An IP address as system calls take it and fill it in.
struct SocketName {
  SocketName() : in6{} {}
  explicit SocketName(const Address& from) : in6{} {
    if (!ToSockaddr(from, &in)) (void)ToSockaddr(from, &in6);
  }

  Address address() const {
    if (any.sa_family == AF_INET) return socks::FromSockaddr(in);
    if (!IN6_IS_ADDR_V4MAPPED(&in6.sin6_addr)) return socks::FromSockaddr(in6);
    std::array<uint8_t, 4> octets;
    memcpy(octets.data(), &in6.sin6_addr.s6_addr[12], octets.size());
    return Address::Ipv4(octets, ntohs(in6.sin6_port));
  }

  union {
    sockaddr any;
    sockaddr_in in;
    sockaddr_in6 in6;
  };
  socklen_t size = sizeof(in6);
};

inline Address WithPort(const Address& address, uint16_t port) {
  SocketName name(address);
  name.in.sin_port = htons(port);  // sin6_port is the same
  return name.address();
}

// Whether it is 0.0.0.0 or ::.
inline bool IsUnspecified(const Address& address) {
  const Address host = WithPort(address, 0);
  return host == Address() || host == Address::Ipv6({}, 0);
}

// Whether nobody but this machine can come from there: 127.0.0.0/8, ::1.
inline bool IsLoopback(const Address& address) {
  const Address host = WithPort(address, 0);
  if (host.type() == AddressType::kIpv4) return host.ip()[0] == 127;
  const SocketName name(host);
  return IN6_IS_ADDR_LOOPBACK(&name.in6.sin6_addr);
}

inline Address LocalName(int fd) {
  SocketName name;
  return getsockname(fd, &name.any, &name.size) == 0 ? name.address() : Address();
}

inline Address PeerName(int fd) {
  SocketName name;
  return getpeername(fd, &name.any, &name.size) == 0 ? name.address() : Address();
}

// A socket of the family of `address`. None: errno says why. Streams send at once, as do those that
// are accepted from them: who relays must not wait for more.
inline Fd OpenSocket(int type, const Address& address) {
  const int family = address.type() == AddressType::kIpv4 ? AF_INET : AF_INET6;
  Fd fd(socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int yes = 1;
  if (fd.ok() && type == SOCK_STREAM) {
    setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
  }
  return fd;
}

// The same, bound to `address`.
inline Fd Bound(int type, const Address& address) {
  Fd fd = OpenSocket(type, address);
  if (!fd.ok()) return fd;
  const int yes = 1;
  const SocketName name(address);
  if (type == SOCK_STREAM) setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  return bind(fd.get(), &name.any, name.size) == 0 ? std::move(fd) : Fd();
}

// The next connection, and where it comes from.
inline Fd Accept(int listener, Address* peer) {
  SocketName name;
  Fd fd(accept4(listener, &name.any, &name.size, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (fd.ok()) *peer = name.address();
  return fd;
}

inline std::string Hex(uint8_t octet) {
  constexpr char kDigits[] = "0123456789abcdef";
  return {kDigits[octet >> 4], kDigits[octet & 15]};
}

// `text` with every octet outside 21 to 7E, and the backslash, as \xHH. "-" if it is empty.
inline std::string Escape(hardwire::string_view text) {
  std::string escaped;
  for (const char c : text) {
    const bool plain = c >= 0x21 && c <= 0x7E && c != '\\';
    escaped += plain ? std::string(1, c) : "\\x" + Hex(static_cast<uint8_t>(c));
  }
  return escaped.empty() ? "-" : escaped;
}

inline std::string Text(const Address& address) {
  if (address.type() == AddressType::kDomain) {
    return Escape(address.domain()) + ":" + std::to_string(address.port());
  }
  std::array<char, socks::kMaxAddressText> text;
  return std::string(text.data(), Format(address, hardwire::MakeSpan(text)).written());
}

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_NET_H_
