// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Address: an IPv4 address, an IPv6 address or a domain name, with a port.

#ifndef HARDWIRE_SOCKS_ADDRESS_H_
#define HARDWIRE_SOCKS_ADDRESS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hardwire/attributes.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks {

// ATYP as SOCKS5 sends it: RFC 1928 section 5.
enum class AddressType : uint8_t { kIpv4 = 1, kDomain = 3, kIpv6 = 4 };

// An IP address is held by value. A domain name is a view of the caller's bytes, which must live as
// long as the Address is used. That of a decoded message is a view of the decoder's input.
class Address {
 public:
  // 0.0.0.0, port 0: what a client sends that has no address to name (RFC 1928 section 6).
  constexpr Address() = default;

  // Octets in network order; ports in host order.
  static Address Ipv4(const std::array<uint8_t, 4>& octets, uint16_t port) {
    Address address;
    address.AssignIpv4(octets, port);
    return address;
  }
  static Address Ipv6(const std::array<uint8_t, 16>& octets, uint16_t port) {
    Address address;
    address.AssignIpv6(octets, port);
    return address;
  }

  // `name` is taken as it is: any octets, any length. An encoder refuses what the wire cannot
  // carry.
  static Address Domain(string_view name HARDWIRE_LIFETIME_BOUND, uint16_t port) {
    Address address;
    address.AssignDomain(name, port);
    return address;
  }

  // The same in place: what an address held before is gone.
  void AssignIpv4(const std::array<uint8_t, 4>& octets, uint16_t port) {
    memcpy(ip_.data(), octets.data(), octets.size());
    Become(AddressType::kIpv4, port);
  }
  void AssignIpv6(const std::array<uint8_t, 16>& octets, uint16_t port) {
    ip_ = octets;
    Become(AddressType::kIpv6, port);
  }
  void AssignDomain(string_view name, uint16_t port) {
    domain_ = name;
    Become(AddressType::kDomain, port);
  }

  AddressType type() const { return type_; }
  uint16_t port() const { return port_; }

  // The 4 or 16 octets of an IP address; empty for a domain name.
  Span<const uint8_t> ip() const HARDWIRE_LIFETIME_BOUND {
    return Span<const uint8_t>(ip_.data(), kIpSize[static_cast<size_t>(type_)]);
  }

  // The name; empty for an IP address.
  string_view domain() const { return type_ == AddressType::kDomain ? domain_ : string_view(); }

  // The same type, octets and port. Names are compared octet by octet: case counts.
  friend bool operator==(const Address& a, const Address& b);
  friend bool operator!=(const Address& a, const Address& b) { return !(a == b); }

 private:
  static constexpr std::array<uint8_t, 5> kIpSize = {0, 4, 0, 0, 16};

  void Become(AddressType type, uint16_t port) {
    type_ = type;
    port_ = port;
  }

  // `type_` says which of the two is in use.
  string_view domain_;
  std::array<uint8_t, 16> ip_ = {};
  uint16_t port_ = 0;
  AddressType type_ = AddressType::kIpv4;
};

}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_ADDRESS_H_
