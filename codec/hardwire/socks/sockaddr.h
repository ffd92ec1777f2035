// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Addresses as the sockets interface has them: sockaddr_in and sockaddr_in6 of <netinet/in.h>. A
// header of its own, because not every platform has them. On Windows they are Winsock's: the header
// comes before <windows.h>, and the program links ws2_32.

#ifndef HARDWIRE_SOCKS_SOCKADDR_H_
#define HARDWIRE_SOCKS_SOCKADDR_H_

#ifdef _WIN32
#include <ws2tcpip.h>
#else
#include <netinet/in.h>
#endif

#include <array>
#include <cstdint>
#include <cstring>

#include "hardwire/socks/address.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks {

// The address and port of `from`. An IPv6 address loses its flow label and scope.
inline Address FromSockaddr(const sockaddr_in& from) {
  std::array<uint8_t, 4> octets;
  memcpy(octets.data(), &from.sin_addr, octets.size());
  return Address::Ipv4(octets, ntohs(from.sin_port));
}
inline Address FromSockaddr(const sockaddr_in6& from) {
  std::array<uint8_t, 16> octets;
  memcpy(octets.data(), &from.sin6_addr, octets.size());
  return Address::Ipv6(octets, ntohs(from.sin6_port));
}

// Sets `*to` and returns true if `address` is of its family; otherwise returns false and leaves it.
inline bool ToSockaddr(const Address& address, sockaddr_in* to) {
  if (address.type() != AddressType::kIpv4) return false;
  memset(to, 0, sizeof(*to));
  to->sin_family = AF_INET;
  to->sin_port = htons(address.port());
  memcpy(&to->sin_addr, address.ip().data(), 4);
  return true;
}
inline bool ToSockaddr(const Address& address, sockaddr_in6* to) {
  if (address.type() != AddressType::kIpv6) return false;
  memset(to, 0, sizeof(*to));
  to->sin6_family = AF_INET6;
  to->sin6_port = htons(address.port());
  memcpy(&to->sin6_addr, address.ip().data(), 16);
  return true;
}

}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_SOCKADDR_H_
