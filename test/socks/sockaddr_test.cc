// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/sockaddr.h"

#ifdef _WIN32
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#endif

#include <array>
#include <cstdint>
#include <cstring>

#include "gtest/gtest.h"
#include "hardwire/socks/address.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks {
namespace {

constexpr std::array<uint8_t, 16> kIpv6 = {0x20, 0x01, 0x0D, 0xB8, 0x11, 0x22, 0x33, 0x44,
                                           0x55, 0x66, 0x77, 0x88, 0x99, 0xAA, 0xBB, 0xCC};

template <typename T>
T Filled() {
  T to;
  memset(&to, 0xA5, sizeof(to));
  return to;
}

TEST(Sockaddr, TakesIpv4) {
  sockaddr_in from = {};
  ASSERT_EQ(inet_pton(AF_INET, "192.0.2.1", &from.sin_addr), 1);
  from.sin_port = htons(1080);
  EXPECT_EQ(FromSockaddr(from), Address::Ipv4({192, 0, 2, 1}, 1080));
}

TEST(Sockaddr, TakesIpv6WithoutScopeAndFlow) {
  sockaddr_in6 from = {};
  memcpy(&from.sin6_addr, kIpv6.data(), kIpv6.size());
  from.sin6_port = htons(1080);
  from.sin6_scope_id = 3;
  from.sin6_flowinfo = 4;
  EXPECT_EQ(FromSockaddr(from), Address::Ipv6(kIpv6, 1080));
}

sockaddr_in WithPort1080(const std::array<uint8_t, 4>& ip) {
  sockaddr_in made = {};
  made.sin_family = AF_INET;
  made.sin_port = htons(1080);
  memcpy(&made.sin_addr, ip.data(), ip.size());
  return made;
}
sockaddr_in6 WithPort1080(const std::array<uint8_t, 16>& ip) {
  sockaddr_in6 made = {};
  made.sin6_family = AF_INET6;
  made.sin6_port = htons(1080);
  memcpy(&made.sin6_addr, ip.data(), ip.size());
  return made;
}

// All of a sockaddr is set, whatever it was before.
template <typename T>
void ExpectSet(const Address& address, const T& expected) {
  T to = Filled<T>();
  EXPECT_TRUE(ToSockaddr(address, &to));
  EXPECT_EQ(memcmp(&to, &expected, sizeof(to)), 0);
}

TEST(Sockaddr, SetsAllOfIpv4) {
  Address address = Address::Ipv6(kIpv6, 1);
  address.AssignIpv4({192, 0, 2, 1}, 1080);  // nothing of the other is left
  sockaddr_in expected = WithPort1080(std::array<uint8_t, 4>());
  ASSERT_EQ(inet_pton(AF_INET, "192.0.2.1", &expected.sin_addr), 1);
  ExpectSet(address, expected);
}

TEST(Sockaddr, SetsAllOfIpv6) { ExpectSet(Address::Ipv6(kIpv6, 1080), WithPort1080(kIpv6)); }

TEST(Sockaddr, EveryOctet) {
  for (unsigned value = 0; value < 256; ++value) {
    for (size_t at = 0; at < 16; ++at) {
      SCOPED_TRACE(testing::Message() << value << " at " << at);
      std::array<uint8_t, 16> ipv6 = kIpv6;
      ipv6[at] = static_cast<uint8_t>(value);
      ExpectSet(Address::Ipv6(ipv6, 1080), WithPort1080(ipv6));
      if (at >= 4) continue;
      std::array<uint8_t, 4> ipv4 = {192, 0, 2, 1};
      ipv4[at] = static_cast<uint8_t>(value);
      ExpectSet(Address::Ipv4(ipv4, 1080), WithPort1080(ipv4));
    }
  }
}

TEST(Sockaddr, LeavesWhatIsOfAnotherFamily) {
  const Address ipv4 = Address::Ipv4({192, 0, 2, 1}, 1080);
  const Address ipv6 = Address::Ipv6(kIpv6, 1080);
  const Address name = Address::Domain("example.com", 1080);
  sockaddr_in four = Filled<sockaddr_in>();
  EXPECT_FALSE(ToSockaddr(ipv6, &four));
  EXPECT_FALSE(ToSockaddr(name, &four));
  const sockaddr_in four_before = Filled<sockaddr_in>();
  EXPECT_EQ(memcmp(&four, &four_before, sizeof(four)), 0);
  sockaddr_in6 six = Filled<sockaddr_in6>();
  EXPECT_FALSE(ToSockaddr(ipv4, &six));
  EXPECT_FALSE(ToSockaddr(name, &six));
  const sockaddr_in6 six_before = Filled<sockaddr_in6>();
  EXPECT_EQ(memcmp(&six, &six_before, sizeof(six)), 0);
}

}  // namespace
}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
