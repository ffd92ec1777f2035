// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/host_name.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "gtest/gtest.h"
#include "hardwire/result.h"

namespace hardwire {
namespace tls {
namespace {

Result Bad(Detail detail, size_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, static_cast<uint32_t>(n), octet,
                       Layer::kTls);
}
Result Ok(size_t n) { return Result::Ok(static_cast<uint32_t>(n), Layer::kTls); }

Result Parse(const std::string& text) {
  HostName name;
  return HostName::Parse(text, &name);
}
HostName Name(const std::string& text) {
  HostName name;
  EXPECT_EQ(HostName::Parse(text, &name), Ok(text.size())) << text;
  return name;
}
std::string Canonical(const std::string& text) {
  const HostName name = Name(text);
  return std::string(name.text().data(), name.text().size());
}

HostPattern Pattern(const std::string& text) {
  HostPattern pattern;
  EXPECT_EQ(HostPattern::Parse(text, &pattern), Ok(text.size())) << text;
  return pattern;
}
Result ParsePattern(const std::string& text) {
  HostPattern pattern;
  return HostPattern::Parse(text, &pattern);
}

TEST(HostNameTest, OneFormForOneHost) {
  EXPECT_EQ(Canonical("EXAMPLE.Com."), "example.com");
  EXPECT_EQ(Canonical("example.com"), "example.com");
  EXPECT_EQ(Canonical("_sip.A-b.Z"), "_sip.a-b.z");
  EXPECT_EQ(Canonical("a"), "a");
  EXPECT_EQ(Name("Example.com"), Name("eXAMPLE.COM."));
  EXPECT_NE(Name("example.com"), Name("example.co"));
  EXPECT_NE(Name("example.com"), Name("xexample.com"));
  // What a longer name left behind is not seen.
  HostName name = Name("a-long-name.example");
  ASSERT_TRUE(HostName::Parse("b.example", &name).ok());
  EXPECT_EQ(name, Name("b.example"));
}

TEST(HostNameTest, Lengths) {
  const std::string label(63, 'a');
  const std::string most = label + "." + label + "." + label + "." + std::string(61, 'b');
  ASSERT_EQ(most.size(), 253U);
  EXPECT_EQ(Canonical(most), most);
  EXPECT_EQ(Canonical(most + "."), most);
  EXPECT_EQ(Parse(most + "b"), Bad(Detail::kHostNameLength, 0));
  EXPECT_EQ(Parse("x." + label + "a"), Bad(Detail::kHostNameLength, 2));
  EXPECT_EQ(Parse(""), Bad(Detail::kHostNameLength, 0));
  EXPECT_EQ(Parse("."), Bad(Detail::kHostNameLength, 0));
  EXPECT_EQ(Parse("a.."), Bad(Detail::kHostNameLength, 2));
  EXPECT_EQ(Parse("a..b"), Bad(Detail::kHostNameLength, 2));
  EXPECT_EQ(Parse(".a"), Bad(Detail::kHostNameLength, 0));
}

TEST(HostNameTest, Octets) {
  for (unsigned octet = 0; octet < 256; ++octet) {
    const char c = static_cast<char>(octet);
    const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.';
    const std::string text = std::string("a") + c + "b";
    if (fine) {
      EXPECT_TRUE(Parse(text).ok()) << octet;
    } else if (c != ':') {
      EXPECT_EQ(Parse(text), Bad(Detail::kHostNameOctet, 1, static_cast<uint8_t>(octet)));
    }
  }
  EXPECT_EQ(Parse("*.example"), Bad(Detail::kHostNameOctet, 0, '*'));
}

// Whatever else is in the name, and wherever: the first octet at fault is told.
TEST(HostNameTest, TheFirstOctetAtFault) {
  const std::string name = "abc.defg.hij.klmnopqrst";
  for (uint32_t at = 0; at < name.size(); ++at) {
    for (unsigned octet = 128; octet < 256; ++octet) {
      std::string text = name;
      text[at] = static_cast<char>(octet);
      EXPECT_EQ(Parse(text), Bad(Detail::kHostNameOctet, at, static_cast<uint8_t>(octet)));
      EXPECT_EQ(Parse(text + ".1"), Bad(Detail::kIpLiteral, 0)) << at << " " << octet;
    }
  }
}

// The last label decides, wherever it begins.
TEST(HostNameTest, ALastLabelAtEveryPlace) {
  for (size_t size = 1; size <= 62; ++size) {
    const std::string letters(size, 'a');
    const std::string digits(size, '1');
    for (const std::string& first : {std::string(), letters + ".", letters + "." + digits + "."}) {
      EXPECT_EQ(Parse(first + letters + ".1"), Bad(Detail::kIpLiteral, 0)) << size;
      EXPECT_EQ(Parse(first + letters + ".0xa"), Bad(Detail::kIpLiteral, 0)) << size;
      EXPECT_TRUE(Parse(first + digits + ".b").ok()) << size;
      EXPECT_TRUE(Parse(first + digits + "." + letters).ok()) << size;
    }
  }
}

TEST(HostNameTest, NoIpAddress) {
  for (const char* text : {"192.0.2.1", "192.0.2.1.", "127.1", "2130706433", "0x7f.1", "0X7F000001",
                           "1.0x", "a.1", "::1", "2001:db8::1", "::ffff:192.0.2.1"}) {
    EXPECT_EQ(Parse(text), Bad(Detail::kIpLiteral, 0)) << text;
  }
  for (const char* text : {"1.example", "1e9", "0xg", "x0", "192-0-2-1", "1.2.3.4.in-addr.arpa"}) {
    EXPECT_TRUE(Parse(text).ok()) << text;
  }
}

TEST(HostNameTest, ANameOfAnySizeIsReplaced) {
  for (size_t size = 1; size <= 253; ++size) {
    std::string before(size, 'a');
    for (size_t at = 60; at + 1 < size; at += 60) before[at] = '.';
    HostName name = Name(before);
    EXPECT_EQ(name.text().size(), size);
    ASSERT_TRUE(HostName::Parse("Other.Example", &name).ok()) << size;
    EXPECT_EQ(name, Name("other.example")) << size;
  }
}

TEST(HostNameTest, ANewOneIsNoName) {
  EXPECT_EQ(HostName().text(), "");
  EXPECT_NE(HostName(), Name("a"));
  EXPECT_FALSE(HostPattern().Covers(HostName()));
  EXPECT_FALSE(HostPattern().Covers(Name("a")));
  EXPECT_FALSE(Pattern("a").Covers(HostName()));
  EXPECT_FALSE(Pattern("*.a").Covers(HostName()));
}

TEST(HostNameTest, NothingMovesOnFailure) {
  HostName name = Name("before.example");
  EXPECT_FALSE(HostName::Parse("a b", &name).ok());
  EXPECT_EQ(name, Name("before.example"));
  HostPattern pattern = Pattern("*.example");
  EXPECT_FALSE(HostPattern::Parse("a b", &pattern).ok());
  EXPECT_TRUE(pattern.Covers(Name("before.example")));
}

TEST(HostPatternTest, ANameCoversItself) {
  const HostPattern pattern = Pattern("Example.com.");
  EXPECT_TRUE(pattern.Covers(Name("example.COM")));
  EXPECT_FALSE(pattern.Covers(Name("a.example.com")));
  EXPECT_FALSE(pattern.Covers(Name("com")));
}

// RFC 9525 section 6.3.
TEST(HostPatternTest, AWildcardCoversOneLabel) {
  const HostPattern pattern = Pattern("*.Example.com");
  EXPECT_TRUE(pattern.Covers(Name("a.example.com")));
  EXPECT_TRUE(pattern.Covers(Name("WWW.example.com.")));
  EXPECT_FALSE(pattern.Covers(Name("example.com")));
  EXPECT_FALSE(pattern.Covers(Name("a.b.example.com")));
  EXPECT_FALSE(pattern.Covers(Name("aexample.com")));
  // A dot stands between the label and the rest: nothing else ends a label.
  EXPECT_FALSE(pattern.Covers(Name("axexample.com")));
  EXPECT_FALSE(pattern.Covers(Name("a.example.org")));
  EXPECT_FALSE(pattern.Covers(Name("a.example.co")));
}

TEST(HostPatternTest, WhatIsNone) {
  EXPECT_EQ(ParsePattern("*"), Bad(Detail::kHostNameOctet, 0, '*'));
  EXPECT_EQ(ParsePattern("*."), Bad(Detail::kHostNameLength, 2));
  EXPECT_EQ(ParsePattern("*.."), Bad(Detail::kHostNameLength, 2));
  EXPECT_EQ(ParsePattern("*.*.example"), Bad(Detail::kHostNameOctet, 2, '*'));
  EXPECT_EQ(ParsePattern("a*.example"), Bad(Detail::kHostNameOctet, 1, '*'));
  EXPECT_EQ(ParsePattern("a.*.example"), Bad(Detail::kHostNameOctet, 2, '*'));
  EXPECT_EQ(ParsePattern("*.0.2.1"), Bad(Detail::kIpLiteral, 2));
  EXPECT_EQ(ParsePattern("192.0.2.1"), Bad(Detail::kIpLiteral, 0));
  EXPECT_EQ(ParsePattern(""), Bad(Detail::kHostNameLength, 0));
}

}  // namespace
}  // namespace tls
}  // namespace hardwire
