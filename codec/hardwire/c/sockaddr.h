/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * Addresses as the sockets interface has them: sockaddr_in and sockaddr_in6 of <netinet/in.h>. A
 * header of its own, which hardwire.h does not include, because not every platform has them. Its
 * functions are in it alone, and in no library. On Windows they are Winsock's: the header comes
 * before <windows.h>, and the program links ws2_32.
 */

#ifndef HARDWIRE_C_SOCKADDR_H_
#define HARDWIRE_C_SOCKADDR_H_

#include <string.h>

#ifdef _WIN32
#include <ws2tcpip.h>
#else
#include <netinet/in.h>
#include <sys/socket.h>
#endif

#include "hardwire/c/socks.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Sets `*to` to the octets and the port of an IP address, and returns the size that bind and
 * connect take. 0 for a domain name and for an unset address: `*to` is unchanged then. */
static inline socklen_t hw_address_to_sockaddr(const hw_address* address,
                                               struct sockaddr_storage* to) {
  struct sockaddr_in ipv4;
  struct sockaddr_in6 ipv6;
  if (address->type == HW_ADDRESS_IPV4) {
    memset(&ipv4, 0, sizeof(ipv4));
    ipv4.sin_family = AF_INET;
    ipv4.sin_port = htons(address->port);
    memcpy(&ipv4.sin_addr, address->ip, 4);
    memset(to, 0, sizeof(*to));
    memcpy(to, &ipv4, sizeof(ipv4));
    return sizeof(ipv4);
  }
  if (address->type != HW_ADDRESS_IPV6) return 0;
  memset(&ipv6, 0, sizeof(ipv6));
  ipv6.sin6_family = AF_INET6;
  ipv6.sin6_port = htons(address->port);
  memcpy(&ipv6.sin6_addr, address->ip, 16);
  memset(to, 0, sizeof(*to));
  memcpy(to, &ipv6, sizeof(ipv6));
  return sizeof(ipv6);
}

/* Sets `*to` to the address and port of `size` octets at `from`, as accept, getsockname and
 * getaddrinfo give them, and returns 1. An IPv6 address loses its flow label and scope. 0 for any
 * other family and for too few octets: `*to` is unchanged then. */
static inline int hw_address_from_sockaddr(const struct sockaddr* from, socklen_t size,
                                           hw_address* to) {
  struct sockaddr_in ipv4;
  struct sockaddr_in6 ipv6;
  const socklen_t ipv4_size = sizeof(ipv4); /* signed on Windows: a negative size is less */
  const socklen_t ipv6_size = sizeof(ipv6);
  uint8_t octets[16];
  if (size >= ipv4_size && from->sa_family == AF_INET) {
    memcpy(&ipv4, from, sizeof(ipv4));
    memcpy(octets, &ipv4.sin_addr, 4);
    *to = hw_address_ipv4(octets, ntohs(ipv4.sin_port));
    return 1;
  }
  if (size < ipv6_size || from->sa_family != AF_INET6) return 0;
  memcpy(&ipv6, from, sizeof(ipv6));
  memcpy(octets, &ipv6.sin6_addr, 16);
  *to = hw_address_ipv6(octets, ntohs(ipv6.sin6_port));
  return 1;
}

#ifdef __cplusplus
}
#endif

#endif /* HARDWIRE_C_SOCKADDR_H_ */
