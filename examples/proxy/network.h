// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// IP addresses of both families in one form, and networks of them: "10.0.0.0/8", "2001:db8::/32".

#ifndef EXAMPLES_PROXY_NETWORK_H_
#define EXAMPLES_PROXY_NETWORK_H_

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"

namespace hardwire::proxy {

// IPv6; or IPv4 as IPv6 maps it, ::ffff:192.0.2.1 (RFC 4291 section 2.5.5.2). So both ways to write
// an IPv4 address are one.
using Ip = std::array<uint8_t, 16>;
constexpr Ip kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr size_t kIpv4At = 12;  // where the four octets lie in it

inline Ip Ipv4(const uint8_t* octets) {
  Ip ip = kMapped;
  std::copy_n(octets, 4, ip.begin() + kIpv4At);
  return ip;
}

inline bool IsIpv4(const Ip& ip) {
  return std::equal(ip.begin(), ip.begin() + kIpv4At, kMapped.begin());
}

inline Ip ToIp(const socks::Address& address) {
  if (address.type() == socks::AddressType::kIpv4) return Ipv4(address.ip().data());
  Ip ip = {};
  std::copy(address.ip().begin(), address.ip().end(), ip.begin());
  return ip;
}

// With port 0.
inline socks::Address ToAddress(const Ip& ip) { return socks::Address::Ipv6(ip, 0); }

struct Network {
  Ip first = {};
  size_t bits = 0;  // of `first` that count, up to 128; 96 more than in the text of an IPv4 network

  static bool SameBits(const Ip& a, const Ip& b, size_t bits) {
    const size_t whole = bits / 8;
    if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
    return bits % 8 == 0 || (a[whole] ^ b[whole]) >> (8 - bits % 8) == 0;
  }

  // No network of IPv6 holds an address of IPv4: ::/0 does not.
  bool Contains(const Ip& ip) const {
    return SameBits(first, ip, bits) && (bits >= 96 || !IsIpv4(ip));
  }
};

// The IPv4 address to which routers, or this system, may send on what goes to this IPv6 address:
// NAT64 (RFC 6052 section 2.1), 6to4 (RFC 3056 section 2), IPv4-translated (RFC 2765 section 2.1),
// IPv4-compatible (RFC 4291 section 2.5.5.1).
inline std::optional<Ip> CarriedIpv4(const Ip& ip) {
  struct Form {
    Network prefix;
    size_t at;  // octets before the IPv4 address
  };
  constexpr Form kForms[] = {
      {{{0x00, 0x64, 0xFF, 0x9B}, 96}, 12},
      {{{0x20, 0x02}, 16}, 2},
      {{{0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 96}, 12},
      {{{}, 96}, 12},
  };
  if (Network{{}, 127}.Contains(ip)) return std::nullopt;  // :: and ::1 are not IPv4-compatible
  for (const Form& form : kForms) {
    if (form.prefix.Contains(ip)) return Ipv4(&ip[form.at]);
  }
  return std::nullopt;
}

// Reads an address with or without "/BITS"; without, it is the network. Empty, or what is wrong.
inline std::string ParseNetwork(const std::string& text, Network* network) {
  const size_t slash = std::min(text.find('/'), text.size());
  const std::string host = text.substr(0, slash);
  const bool ipv6 = host.find(':') != std::string::npos;
  socks::Address address;
  const std::string with_port = ipv6 ? "[" + host + "]:0" : host + ":0";
  if (!socks::Parse(with_port, &address).ok() || address.type() == socks::AddressType::kDomain) {
    return "there is no IP address";
  }
  const size_t most = ipv6 ? 128 : 32;
  size_t bits = most;
  if (slash != text.size()) {
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data() + slash + 1, end, bits);
    if (error != std::errc() || rest != end || bits > most) {
      return "a number from 0 to " + std::to_string(most) + " goes behind the slash";
    }
  }
  const Ip first = ToIp(address);
  bits += 128 - most;
  for (size_t bit = bits; bit < 128; ++bit) {
    if ((first[bit / 8] & 0x80 >> bit % 8) != 0) return "there are bits set behind the prefix";
  }
  *network = Network{first, bits};
  return "";
}

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_NETWORK_H_
