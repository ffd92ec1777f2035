// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Every port, every length of a name and every octet of an IP address, in each message that has an
// address. The octets are put together here.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
namespace socks {
namespace {

using Octets = std::vector<uint8_t>;

Octets Ascii(const std::string& text) { return Octets(text.begin(), text.end()); }
Octets Port(unsigned port) {
  return {static_cast<uint8_t>(port >> 8), static_cast<uint8_t>(port & 0xFF)};
}

// An address, and what each protocol makes of it.
struct Sample {
  Address address;
  Octets atyp;         // of SOCKS5: type and address, without the port
  Octets destination;  // of SOCKS4: without the port; the name comes last. Empty: it has none
  Octets name;
  std::string text;  // without the port
};

Sample OfIpv4(std::array<uint8_t, 4> ip, uint16_t port) {
  const Octets octets(ip.begin(), ip.end());
  std::string text = std::to_string(ip[0]);
  for (size_t i = 1; i < ip.size(); ++i) text += "." + std::to_string(ip[i]);
  return {Address::Ipv4(ip, port), Octets{1} + octets, octets, {}, text};
}
Sample OfName(const std::string& name, uint16_t port) {
  return {Address::Domain(name, port), Octets{3, static_cast<uint8_t>(name.size())} + Ascii(name),
          Hex("00 00 00 01"), Ascii(name) + Octets{0}, name};
}
Sample OfIpv6(std::array<uint8_t, 16> ip, uint16_t port) {
  return {Address::Ipv6(ip, port), Octets{4} + Octets(ip.begin(), ip.end()), {}, {}, ""};
}

// `octets` are the message, and the message is them: in a new object, and in one that held the
// message before.
template <typename Message>
void ExpectOctets(const Message& message, const Octets& octets) {
  static Octets last;  // what `used` points into
  static Message used;
  Octets room(octets.size());
  ASSERT_EQ(Encode(message, MakeSpan(room), Policy::Lenient()).written(), octets.size());
  ASSERT_EQ(room, octets);
  Message decoded;
  ASSERT_EQ(Decode(octets, &decoded, Policy::Lenient()).consumed(), octets.size());
  const Octets before = std::exchange(last, octets);
  ASSERT_EQ(Decode(last, &used, Policy::Lenient()).consumed(), octets.size());
  ASSERT_EQ(used, decoded);
  ASSERT_EQ(decoded, message);
}

// `octet`: the command, the code or the number of the fragment.
void ExpectEverywhere(const Sample& sample, uint8_t octet) {
  const unsigned port = sample.address.port();
  const Octets address = sample.atyp + Port(port);
  socks5::Request request;
  request.command = static_cast<socks5::Command>(octet);
  request.address = sample.address;
  ExpectOctets(request, Octets{5, octet, 0} + address);
  socks5::Reply reply;
  reply.code = static_cast<socks5::ReplyCode>(octet);
  reply.address = sample.address;
  ExpectOctets(reply, Octets{5, octet, 0} + address);
  udp::Header header;
  header.fragment = octet;
  header.address = sample.address;
  ExpectOctets(header, Octets{0, 0, octet} + address);
  if (sample.destination.empty()) return;

  socks4::Request socks4;
  socks4.command = static_cast<socks4::Command>(octet);
  socks4.address = sample.address;
  Octets destination = sample.destination;
  if (!sample.name.empty()) destination.back() = socks4.marker = octet | 1;
  socks4.userid = "me";
  ExpectOctets(socks4,
               Octets{4, octet} + Port(port) + destination + Ascii("me") + Octets{0} + sample.name);
  std::array<char, kMaxAddressText> room;
  const std::string text = sample.text + ":" + std::to_string(port);
  const size_t size = Format(sample.address, MakeSpan(room)).written();
  ASSERT_EQ(std::string(room.data(), size), text);
  Address parsed;
  ASSERT_TRUE(Parse(text, &parsed).ok()) << text;
  ASSERT_EQ(parsed, sample.address) << text;
}

TEST(EveryValueTest, Ports) {
  for (unsigned port = 0; port <= 0xFFFF; ++port) {
    const auto number = static_cast<uint16_t>(port);
    ExpectEverywhere(OfIpv4({192, 0, 2, 1}, number), 1);
    ExpectEverywhere(OfName("a.example", number), 1);
    ExpectEverywhere(OfIpv6({0x20, 1, 0xD, 0xB8, 1}, number), 1);
    if (HasFatalFailure()) return;
  }
}

TEST(EveryValueTest, CommandsAndCodes) {
  for (unsigned octet = 0; octet <= 0xFF; ++octet) {
    for (const uint16_t port : {uint16_t{0}, uint16_t{80}}) {
      const auto number = static_cast<uint8_t>(octet);
      ExpectEverywhere(OfIpv4({192, 0, 2, 1}, port), number);
      ExpectEverywhere(OfName("a.example", port), number);
      ExpectEverywhere(OfIpv6({0x20, 1, 0xD, 0xB8, 1}, port), number);
    }
    if (HasFatalFailure()) return;
  }
}

TEST(EveryValueTest, LengthsOfNames) {
  for (size_t size = 1; size <= 255; ++size) {
    for (const uint16_t port : {uint16_t{0}, uint16_t{80}, uint16_t{65535}}) {
      ExpectEverywhere(OfName(std::string(size, 'n'), port), 1);
    }
    if (HasFatalFailure()) return;
  }
}

TEST(EveryValueTest, OctetsOfIpAddresses) {
  for (unsigned octet = 0; octet <= 0xFF; ++octet) {
    for (size_t at = 0; at < 16; ++at) {
      std::array<uint8_t, 16> ip = {0x20, 1, 0xD, 0xB8, 9, 8, 7, 6, 5, 4, 3, 2, 1, 9, 8, 7};
      ip[at] = static_cast<uint8_t>(octet);
      ExpectEverywhere(OfIpv6(ip, 443), 1);
    }
    for (size_t at = 0; at < 4; ++at) {
      std::array<uint8_t, 4> ip = {198, 51, 100, 7};
      ip[at] = static_cast<uint8_t>(octet);
      ExpectEverywhere(OfIpv4(ip, 443), 1);
    }
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace socks
}  // namespace hardwire
