// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/net.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

#include "absl/types/span.h"
#include "hardwire/result.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/sockaddr.h"

namespace hardwire::proxy {

using socks::Address;
using socks::AddressType;

SocketName ToName(const Address& address) {
  SocketName name;
  sockaddr_in in;
  sockaddr_in6 in6;
  if (ToSockaddr(address, &in)) memcpy(&name.storage, &in, name.size = sizeof(in));
  if (ToSockaddr(address, &in6)) memcpy(&name.storage, &in6, name.size = sizeof(in6));
  return name;
}

Address FromName(const SocketName& name) {
  if (name.storage.ss_family == AF_INET) {
    sockaddr_in in;
    memcpy(&in, &name.storage, sizeof(in));
    return socks::FromSockaddr(in);
  }
  sockaddr_in6 in6;
  memcpy(&in6, &name.storage, sizeof(in6));
  if (!IN6_IS_ADDR_V4MAPPED(&in6.sin6_addr)) return socks::FromSockaddr(in6);
  std::array<uint8_t, 4> octets;
  memcpy(octets.data(), &in6.sin6_addr.s6_addr[12], octets.size());
  return Address::Ipv4(octets, ntohs(in6.sin6_port));
}

std::optional<Address> ParseIp(const std::string& text, uint16_t port) {
  std::array<uint8_t, 4> four;
  std::array<uint8_t, 16> sixteen;
  if (inet_pton(AF_INET, text.c_str(), four.data()) == 1) return Address::Ipv4(four, port);
  if (inet_pton(AF_INET6, text.c_str(), sixteen.data()) == 1) return Address::Ipv6(sixteen, port);
  return std::nullopt;
}

bool SameIp(const Address& a, const Address& b) { return a.ip() == b.ip(); }

bool IsUnspecified(const Address& address) {
  const absl::Span<const uint8_t> ip = address.ip();
  return !ip.empty() && std::all_of(ip.begin(), ip.end(), [](uint8_t octet) { return octet == 0; });
}

Address WithPort(const Address& address, uint16_t port) {
  SocketName name = ToName(address);
  const in_port_t network = htons(port);  // sin_port and sin6_port lie in the same place
  memcpy(reinterpret_cast<char*>(&name.storage) + offsetof(sockaddr_in, sin_port), &network,
         sizeof(network));
  return FromName(name);
}

Address LocalName(int fd) {
  SocketName name;
  if (getsockname(fd, name.get(), &name.size) != 0) return Address();
  return FromName(name);
}

Address LocalTowards(const Address& peer) {
  const Fd fd = OpenSocket(SOCK_DGRAM, peer);
  SocketName name = ToName(WithPort(peer, 9));  // any port: connecting UDP sends nothing
  if (fd.ok() && connect(fd.get(), name.get(), name.size) == 0) return LocalName(fd.get());
  return peer.type() == AddressType::kIpv4 ? Address() : Address::Ipv6({}, 0);
}

Fd OpenSocket(int type, const Address& address) {
  const int family = address.type() == AddressType::kIpv4 ? AF_INET : AF_INET6;
  Fd fd(socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int yes = 1;
  if (type == SOCK_STREAM) setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
  return fd;
}

Fd Bound(int type, const Address& address) {
  Fd fd = OpenSocket(type, address);
  const int yes = 1;
  SocketName name = ToName(address);
  if (!fd.ok()) return fd;
  if (type == SOCK_STREAM) setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  return bind(fd.get(), name.get(), name.size) == 0 ? std::move(fd) : Fd();
}

std::string Escape(absl::string_view text) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string escaped;
  for (const char c : text) {
    if (c >= 0x21 && c <= 0x7E && c != '\\') {
      escaped += c;
    } else {
      const uint8_t octet = static_cast<uint8_t>(c);
      escaped.append({'\\', 'x', kDigits[octet >> 4], kDigits[octet & 15]});
    }
  }
  return escaped.empty() ? "-" : escaped;
}

std::string Text(const Address& address) {
  if (address.type() == AddressType::kDomain) {
    return Escape(address.domain()) + ":" + std::to_string(address.port());
  }
  std::array<char, socks::kMaxAddressText> text;
  return std::string(text.data(), Format(address, absl::MakeSpan(text)).n());
}

}  // namespace hardwire::proxy
