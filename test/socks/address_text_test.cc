// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/address_text.h"

#ifdef _WIN32
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#endif

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "fuzz/allocations.h"
#include "fuzz/random_message.h"
#include "fuzz/text_laws.h"
#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/socks/sockaddr.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks {
namespace {

Result Bad(Detail detail, uint32_t n) { return Result::Error(Code::kSerialization, detail, n); }

Result ParseText(const std::string& text) {
  Address address = Address::Domain("untouched", 7);
  const Result r = Parse(text, &address);
  if (!r.ok()) {
    EXPECT_EQ(address, Address::Domain("untouched", 7)) << text;
  }
  return r;
}

Address Parsed(string_view text) {
  Address address;
  EXPECT_EQ(Parse(text, &address), Result::Ok(static_cast<uint32_t>(text.size()))) << text;
  return address;
}

std::string Formatted(const Address& address) {
  std::string text(kMaxAddressText, '?');
  const Result r = Format(address, MakeSpan(&text[0], text.size()));
  EXPECT_TRUE(r.ok());
  text.resize(r.written());
  return text;
}

TEST(AddressTextTest, NamesOfEveryLength) {
  for (size_t size = 1; size <= 255; ++size) {
    const std::string name(size, 'n');
    const Address address = Address::Domain(name, 80);
    EXPECT_EQ(Parsed(name + ":80"), address);
    EXPECT_EQ(Formatted(address), name + ":80");
  }
}

TEST(AddressTextTest, EveryPort) {
  for (uint32_t port = 0; port <= UINT16_MAX; ++port) {
    const Address address = Address::Ipv4({192, 0, 2, 1}, static_cast<uint16_t>(port));
    const std::string text = "192.0.2.1:" + std::to_string(port);
    ASSERT_EQ(Formatted(address), text);
    Address parsed;
    ASSERT_TRUE(Parse(text, &parsed).ok());
    ASSERT_EQ(parsed, address);
  }
}

TEST(AddressTextTest, BothWays) {
  struct {
    const char* text;
    Address address;
  } const cases[] = {
      {"192.0.2.1:80", Address::Ipv4({192, 0, 2, 1}, 80)},
      {"0.0.0.0:0", Address()},
      {"255.255.255.255:65535", Address::Ipv4({255, 255, 255, 255}, 65535)},
      {"[::]:443", Address::Ipv6({}, 443)},
      {"[::1]:1", Address::Ipv6({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 1)},
      {"[2001:db8::1]:443",
       Address::Ipv6({0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 443)},
      {"[1:0:0:2::3]:9", Address::Ipv6({0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3}, 9)},
      {"[1::]:9", Address::Ipv6({0, 1}, 9)},
      {"[1::4:5:6:7:8]:9", Address::Ipv6({0, 1, 0, 0, 0, 0, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8}, 9)},
      {"[1:2:3:4:5:6:7:8]:9", Address::Ipv6({0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8}, 9)},
      {"[1:0:3:4:5:6:7:8]:9", Address::Ipv6({0, 1, 0, 0, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8}, 9)},
      {"example.com:443", Address::Domain("example.com", 443)},
      {"_sip.x-y:1", Address::Domain("_sip.x-y", 1)},
      {"1.2.3.4.com:80", Address::Domain("1.2.3.4.com", 80)},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Parsed(c.text), c.address) << c.text;
    EXPECT_EQ(Formatted(c.address), c.text);
  }
}

TEST(AddressTextTest, NamesThatLookLikeNumbersAndAreNone) {
  for (const char* text : {"a.:80", ".:80", "0y1:80", "0x7g:80", "0x-:80", "1a:80", "a.0xz:80",
                           "x1:80", "0.a:80", "a..:80"}) {
    EXPECT_EQ(Parsed(text).type(), AddressType::kDomain) << text;
  }
  for (const char* text : {"0x:80", "0X7F:80", "0xab.:80", "7.:80"}) {
    EXPECT_EQ(ParseText(text), Bad(Detail::kAddressText, 0)) << text;
  }
}

// What a library for international names makes ASCII of, and what it would make of it, which is not
// for Parse to guess.
TEST(AddressTextTest, OnlyAsciiIsRead) {
  struct {
    std::string text;
    uint32_t n;
    uint8_t octet;
  } const cases[] = {
      {"\x80:1", 0, 0x80},
      {"a\xFF:1", 1, 0xFF},
      {"b\xC3\xBC"
       "cher.example:80",
       1, 0xC3},
      {"127\u30020\u30020\u30021:80", 3, 0xE3},  // ideographic full stops: U+3002
      {"127\uFF0E0\uFF0E0\uFF0E1:80", 3, 0xEF},  // full-width ones: U+FF0E
      {"127\uFF610\uFF610\uFF611:80", 3, 0xEF},  // half-width ones: U+FF61
      {"127.0.0.\uFF11:80", 8, 0xEF},            // full-width digits
      {"\uFF11\uFF12\uFF17.1:80", 0, 0xEF},
      {"0\uFF58"
       "7f.1:80",
       1, 0xEF},  // a full-width x
      {"localhost\u3002:80", 9, 0xE3},
      // Whatever else is wrong with the host.
      {"a b\x80:80", 3, 0x80},
      {"[::1\x80]:80", 4, 0x80},
      {std::string(256, 'a') + "\x80:80", 256, 0x80},
      {std::string("\0\x80:80", 5), 1, 0x80},
      {"127.\x80.1:80", 4, 0x80},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(ParseText(c.text),
              Result::Error(Code::kSerialization, Detail::kNonAsciiText, c.n, c.octet))
        << c.text;
  }
  EXPECT_EQ(ParseText("\x80:99999"), Bad(Detail::kPortText, 2)) << "the port is judged first";
  EXPECT_EQ(ParseText("a:8\uFF10"), Bad(Detail::kPortText, 2));
  EXPECT_EQ(ParseText("a\uFF1A"
                      "80"),
            Bad(Detail::kPortText, 6))
      << "a full-width colon";
}

// Logs have to show what a client asked for.
TEST(AddressTextTest, NamesThatAreNotAsciiAreWrittenAllTheSame) {
  const std::string name =
      "b\xC3\xBC"
      "cher.example";
  EXPECT_EQ(Formatted(Address::Domain(name, 80)), name + ":80");
  EXPECT_EQ(ParseText(name + ":80").detail(), Detail::kNonAsciiText);
}

TEST(AddressTextTest, WhatIsReadCanBeAskedFor) {
  std::array<uint8_t, socks5::kMaxRequestSize> room;
  for (const std::string& text :
       {std::string("192.0.2.1:80"), std::string("0.0.0.0:0"), std::string("[::]:0"),
        std::string("_a-b.example.:65535"), std::string(255, 'a') + ":80", std::string(".:1")}) {
    const socks5::Request request = {socks5::Command::kConnect, Parsed(text), {}};
    EXPECT_TRUE(Encode(request, MakeSpan(room), Policy::Strict()).ok()) << text;
  }
  for (int octet = 0; octet < 256; ++octet) {
    const std::string text = std::string("a") + static_cast<char>(octet) + "b:80";
    Address address;
    if (!Parse(text, &address).ok()) continue;
    const socks5::Request request = {socks5::Command::kConnect, address, {}};
    EXPECT_TRUE(Encode(request, MakeSpan(room), Policy::Strict()).ok()) << octet;
  }
}

TEST(AddressTextTest, OtherSpellingsOfIpv6) {
  const Address expected = Parsed("[::ffff:c000:201]:80");
  EXPECT_EQ(Parsed("[::ffff:192.0.2.1]:80"), expected);
  EXPECT_EQ(Parsed("[0:0:0:0:0:FFFF:C000:0201]:80"), expected);
  EXPECT_EQ(Parsed("[0000:0000:0000:0000:0000:ffff:192.0.2.1]:80"), expected);
  EXPECT_EQ(Parsed("[1:2:3:4:5:6:7::]:9"), Parsed("[1:2:3:4:5:6:7:0]:9"));
  EXPECT_EQ(Parsed("[::2:3:4:5:6:7:8]:9"), Parsed("[0:2:3:4:5:6:7:8]:9"));
}

TEST(AddressTextTest, WrongHosts) {
  for (const char* text : {":80",
                           "[]:80",
                           "[:]:80",
                           "[:::]:80",
                           "[::1:80",
                           "::1]:80",
                           "[::1]x:80",
                           "[::1%eth0]:80",
                           "[1:2:3:4:5:6:7]:80",
                           "[1:2:3:4:5:6:7:8:9]:80",
                           "[1::2::3]:80",
                           "[12345::]:80",
                           "[1:2:3:4:5:6:7:8::]:80",
                           "[::1:2:3:4:5:6:7:8]:80",
                           "[:1:2:3:4:5:6:7]:80",
                           "[1:2:3:4:5:6:7:]:80",
                           "[::256.0.0.1]:80",
                           "[1:2:3:4:5:6:7:1.2.3.4]:80",
                           "[g::]:80",
                           "[1.2.3.4]:80",
                           "[::1.2.3]:80",
                           "::1:80",
                           "2001:db8::1:80",
                           "1.2.3:80",
                           "1.2.3.4.5:80",
                           "127.1:80",
                           "256.0.0.1:80",
                           "01.2.3.4:80",
                           "1.2.3.4.:80",
                           "0x7f.1:80",
                           "0x7f000001:80",
                           "2130706433:80",
                           "a.0:80",
                           "a.9:80",
                           "a.0x9:80",
                           "a b:80",
                           " a:80",
                           "a\x7F:80",
                           "a/b:80",
                           "a@b:80",
                           "a\nb:80",
                           "user:x@h:80"}) {
    EXPECT_EQ(ParseText(text), Bad(Detail::kAddressText, 0)) << text;
  }
  EXPECT_EQ(ParseText(std::string("a\0b:80", 6)), Bad(Detail::kAddressText, 0));
  EXPECT_EQ(ParseText(std::string(256, 'a') + ":80"), Bad(Detail::kAddressText, 0));
  EXPECT_TRUE(ParseText(std::string(255, 'a') + ":80").ok());
}

TEST(AddressTextTest, WrongPorts) {
  EXPECT_EQ(ParseText(""), Bad(Detail::kPortText, 0));
  EXPECT_EQ(ParseText("example.com"), Bad(Detail::kPortText, 11));
  EXPECT_EQ(ParseText("example.com:"), Bad(Detail::kPortText, 12));
  EXPECT_EQ(ParseText("[2001:db8::1]"), Bad(Detail::kPortText, 13));
  for (const char* text : {"a:65536", "a:-1", "a:+1", "a:080", "a:80x", "a: 80", "a:80 ", "a:00",
                           "a:99999999999999999999", "[::1]", "[::1]:"}) {
    EXPECT_EQ(ParseText(text).detail(), Detail::kPortText) << text;
  }
}

TEST(AddressTextTest, FormatRefusesNamesThatAreNoText) {
  std::array<char, kMaxAddressText> room;
  room.fill('?');
  const std::string longest(256, 'a');
  for (const string_view name : {string_view(), string_view("a\0b", 3), string_view("a:b"),
                                 string_view("a]"), string_view("a b"), string_view(longest)}) {
    EXPECT_EQ(Format(Address::Domain(name, 1), MakeSpan(room)), Bad(Detail::kAddressText, 0));
  }
  EXPECT_EQ(FormatIp(Address::Domain("a", 1), MakeSpan(room)), Bad(Detail::kAddressText, 0));
  EXPECT_EQ(room[0], '?');
}

TEST(AddressTextTest, FormatSaysHowMuchRoomItNeeds) {
  std::array<char, 40> room;
  room.fill('?');
  EXPECT_EQ(Format(Address::Domain("a.b", 443), MakeSpan(room.data(), 6)),
            Bad(Detail::kOutputTooSmall, 7));
  EXPECT_EQ(Format(Address::Ipv4({1, 2, 3, 4}, 5), {}), Bad(Detail::kOutputTooSmall, 9));
  EXPECT_EQ(FormatIp(Address::Ipv6({}, 5), {}), Bad(Detail::kOutputTooSmall, 2));
  EXPECT_EQ(room[0], '?');
  EXPECT_EQ(Format(Address::Domain("a.b", 443), MakeSpan(room.data(), 7)), Result::Ok(7));
  EXPECT_EQ(string_view(room.data(), 8), "a.b:443?");
}

TEST(AddressTextTest, RandomAddressesComeBackAndReadAsTheSystemReadsThem) {
  fuzz::Random random(5);
  for (int i = 0; i < 50000; ++i) {
    std::array<uint8_t, 16> octets;
    for (uint8_t& octet : octets) octet = random.Below(2) == 0 ? 0 : random.Octet();
    const uint16_t port = static_cast<uint16_t>(random.Next());
    const Address ipv6 = Address::Ipv6(octets, port);
    const Address ipv4 = Address::Ipv4({octets[0], octets[1], octets[2], octets[3]}, port);
    const uint64_t before = fuzz::Allocations();
    std::array<char, kMaxAddressText> room;
    for (const Address& address : {ipv6, ipv4}) {
      const Result r = Format(address, MakeSpan(room));
      Address again;
      ASSERT_TRUE(r.ok());
      ASSERT_TRUE(Parse(string_view(room.data(), r.written()), &again).ok());
      ASSERT_EQ(again, address);
    }
    ASSERT_EQ(fuzz::Allocations(), before);
    const Result r = FormatIp(ipv6, MakeSpan(room));
    std::array<uint8_t, 16> system;
    ASSERT_EQ(inet_pton(AF_INET6, std::string(room.data(), r.written()).c_str(), system.data()), 1);
    ASSERT_EQ(system, octets);
  }
}

TEST(AddressTextTest, RandomTextReadsAsTheSystemReadsIt) {
  fuzz::Random random(6);
  constexpr char kOctets[] = "0123456789abcdef::::..1";
  int accepted = 0;
  for (int i = 0; i < 300000; ++i) {
    std::string host;
    const size_t size = 2 + random.Below(20);
    for (size_t j = 0; j < size; ++j) host += kOctets[random.Below(sizeof(kOctets) - 1)];
    std::array<uint8_t, 16> system;
    const bool valid = inet_pton(AF_INET6, host.c_str(), system.data()) == 1;
    Address address;
    const std::string text = "[" + host + "]:1";
    const bool ours = Parse(text, &address).ok();
    fuzz::CheckAddressText({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
    ASSERT_EQ(ours, valid) << host;
    if (valid) {
      ASSERT_EQ(address, Address::Ipv6(system, 1)) << host;
      ++accepted;
    }
  }
  EXPECT_GT(accepted, 100);
}

TEST(SockaddrTest, BothWays) {
  const Address ipv4 = Address::Ipv4({192, 0, 2, 1}, 80);
  const Address ipv6 = Address::Ipv6({0x20, 1, 0x0d, 0xb8}, 443);
  sockaddr_in in = {};
  sockaddr_in6 in6 = {};
  ASSERT_TRUE(ToSockaddr(ipv4, &in));
  ASSERT_TRUE(ToSockaddr(ipv6, &in6));
  EXPECT_EQ(in.sin_family, AF_INET);
  EXPECT_EQ(in6.sin6_family, AF_INET6);
  EXPECT_EQ(ntohs(in.sin_port), 80);
  EXPECT_EQ(ntohl(in.sin_addr.s_addr), 0xC0000201u);
  EXPECT_EQ(FromSockaddr(in), ipv4);
  EXPECT_EQ(FromSockaddr(in6), ipv6);
  EXPECT_FALSE(ToSockaddr(ipv6, &in));
  EXPECT_FALSE(ToSockaddr(ipv4, &in6));
  EXPECT_FALSE(ToSockaddr(Address::Domain("a", 1), &in));
  EXPECT_EQ(FromSockaddr(in), ipv4);
}

}  // namespace
}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
