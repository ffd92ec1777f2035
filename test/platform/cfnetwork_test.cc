// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// CFNetwork's numbers: the constants, packing, and which outcome has which.

#include "hardwire/platform/cfnetwork.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/allocations.h"
#include "gtest/gtest.h"
#include "hardwire/platform/symbol.h"
#include "hardwire/result.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/view.h"
#include "test/platform/facts.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace cfnetwork {
namespace {

std::optional<int32_t> Packed(Result result) {
  const std::optional<StreamError> error = FromResult(result);
  if (!error) return std::nullopt;
  return error->packed();
}

Result Error(Code code, Detail detail, uint8_t octet = 0) {
  return Result::Error(code, detail, 0, octet);
}

Span<const Symbol> SymbolsOf(const std::string& role) {
  if (role == "domain") return Domains();
  if (role == "subdomain") return Subdomains();
  if (role == "code, subdomain None") return Codes(0);
  if (role == "code, subdomain SOCKS4 response") return Codes(2);
  if (role == "code, subdomain SOCKS5 method") return Codes(4);
  return role == "CFErrors" ? CfErrors() : Span<const Symbol>();
}

TEST(CfNetwork, NamesEveryConstant) {
  const std::vector<std::vector<std::string>> facts = Facts("cfnetwork.tsv");
  ASSERT_EQ(facts.size(), 26U);
  for (const std::vector<std::string>& row : facts) {
    const Symbol* symbol = FindName(SymbolsOf(row[2]), row[0]);
    ASSERT_NE(symbol, nullptr) << row[0];
    EXPECT_EQ(symbol->value, std::stoi(row[1])) << row[0];
    EXPECT_EQ(symbol->message, row[3]) << row[0];
    EXPECT_EQ(FindValue(SymbolsOf(row[2]), symbol->value), symbol) << row[0];
  }
  EXPECT_EQ(Domains().size() + Subdomains().size() + Codes(0).size() + Codes(2).size() +
                Codes(4).size() + CfErrors().size(),
            facts.size());
  EXPECT_EQ(FindName(Subdomains(), "kCFStreamErrorSOCKS"), nullptr);
  EXPECT_EQ(FindValue(Subdomains(), 6), nullptr);
}

TEST(CfNetwork, PacksAndUnpacks) {
  EXPECT_EQ((StreamError{4, 255}.packed()), 262399);
  EXPECT_EQ((StreamError{0xFFFF, 0xFFFF}.packed()), -1);
  EXPECT_EQ(GetErrorSubdomain(262399), 4);
  EXPECT_EQ(GetError(262399), 255);
  EXPECT_EQ(GetErrorSubdomain(-1), 0xFFFF);
  EXPECT_EQ(GetError(INT32_MIN), 0);
  EXPECT_EQ(GetErrorSubdomain(INT32_MIN), 0x8000);
}

TEST(CfNetwork, CoarseTable) {
  EXPECT_EQ(Packed(Result::Ok(7)), 0);
  EXPECT_EQ(Packed(Result::NeedMore(7)), std::nullopt);
  EXPECT_EQ(Packed(Error(Code::kSerialization, Detail::kDomainTooLong)), std::nullopt);
  EXPECT_EQ(Packed(Error(Code::kSerialization, Detail::kOutputTooSmall)), std::nullopt);
  // Not a version that anybody wants.
  EXPECT_EQ(Packed(Error(Code::kSerialization, Detail::kAuthVersion, 5)), std::nullopt);
  EXPECT_EQ(Packed(Error(Code::kDeserialization, Detail::kReservedNonzero, 1)), std::nullopt);
  EXPECT_EQ(Packed(Error(Code::kDeserialization, Detail::kSocksVersion, 4)), 0x10004);
  EXPECT_EQ(Packed(Error(Code::kDeserialization, Detail::kAuthVersion, 5)), 0x10005);
  EXPECT_EQ(Packed(Error(Code::kDeserialization, Detail::kReplyVersion, 4)), 0x10004);
  EXPECT_EQ(Packed(Error(Code::kBadAddress, Detail::kUnknownAddressType, 2)), 1);
  EXPECT_EQ(Packed(Error(Code::kBadState, Detail::kNone)), 2);
  EXPECT_EQ(Packed(Error(Code::kPeerRefused, Detail::kNoAcceptableMethod, 255)), 0x400FF);
  EXPECT_EQ(Packed(Error(Code::kPeerRefused, Detail::kNoAcceptableMethod, 3)), 0x40003);
  EXPECT_EQ(Packed(Error(Code::kPeerRefused, Detail::kCredentialsRejected, 9)), 0x30009);
  EXPECT_EQ(Packed(Error(Code::kPeerRefused, Detail::kSocks5Refused, 5)), 0x50005);
  EXPECT_EQ(Packed(Error(Code::kPeerRefused, Detail::kSocks4Refused, 91)), 0x2005B);
  EXPECT_EQ(Packed(Result::Ok(5, Layer::kTls)), std::nullopt);
  EXPECT_EQ(Packed(Result::Error(Code::kBadState, Detail::kNone, 0, 0, Layer::kTls)), std::nullopt);
}

void ExpectDescription(int32_t packed, string_view subdomain, string_view code, string_view octet,
                       string_view sentence) {
  const Description what = Describe(packed);
  EXPECT_EQ(what.error.packed(), packed);
  EXPECT_EQ(what.subdomain, subdomain) << packed;
  EXPECT_EQ(what.code, code) << packed;
  EXPECT_EQ(what.octet, octet) << packed;
  EXPECT_EQ(what.sentence, sentence) << packed;
}

TEST(CfNetwork, DescribesAnyNumber) {
  ExpectDescription(0, "", "", "", "no error");
  ExpectDescription(1, "kCFStreamErrorSOCKSSubDomainNone", "kCFStreamErrorSOCKS5BadResponseAddr",
                    "", "the address returned is of no known type");
  ExpectDescription(9, "kCFStreamErrorSOCKSSubDomainNone", "", "",
                    "general SOCKS error; the code is one of the three general codes");
  ExpectDescription(0x2005C, "kCFStreamErrorSOCKS4SubDomainResponse",
                    "kCFStreamErrorSOCKS4IdentdFailed", "identd_unreachable",
                    "server cannot reach identd on the client");
  ExpectDescription(0x30001, "kCFStreamErrorSOCKS5SubDomainUserPass", "", "",
                    "the code is the RFC 1929 status byte");
  ExpectDescription(262399, "kCFStreamErrorSOCKS5SubDomainMethod", "kSOCKS5NoAcceptableMethod",
                    "no_acceptable_methods", "no mutually acceptable authentication method");
  ExpectDescription(0x50005, "kCFStreamErrorSOCKS5SubDomainResponse", "", "connection_refused",
                    "the code is the SOCKS5 REP byte");
  ExpectDescription(0x50100, "kCFStreamErrorSOCKS5SubDomainResponse", "", "",
                    "the code is the SOCKS5 REP byte");
  ExpectDescription(0x50105, "kCFStreamErrorSOCKS5SubDomainResponse", "", "",
                    "the code is the SOCKS5 REP byte");
  ExpectDescription(-1, "", "", "", "the subdomain is none of CFNetwork's");
}

// The symbol of `value` in a table.
string_view SymbolOf(Span<const Symbol> table, int64_t value) {
  for (const Symbol& row : table) {
    if (row.value == value) return row.name;
  }
  return "";
}

// The octet of the wire that a code of the subdomain is: CD, METHOD or REP.
string_view NameOfOctet(uint32_t subdomain, uint32_t code) {
  const uint8_t octet = static_cast<uint8_t>(code);
  if (code > 0xFF) return "";
  if (subdomain == 2) return Name(static_cast<socks4::ReplyCode>(octet));
  if (subdomain == 4) return Name(static_cast<socks5::Method>(octet));
  return subdomain == 5 ? Name(static_cast<socks5::ReplyCode>(octet)) : "";
}

// Every number is what its two halves say, 0 alone is none.
TEST(CfNetwork, DescribesEveryNumberByItsHalves) {
  for (uint32_t subdomain = 0; subdomain < 9; ++subdomain) {
    for (uint32_t code = 0; code < 600; ++code) {
      const int32_t packed = static_cast<int32_t>(subdomain << 16 | code);
      const Description what = Describe(packed);
      const bool none = packed == 0;
      const string_view symbol = SymbolOf(Subdomains(), subdomain);
      const string_view of_code = SymbolOf(Codes(static_cast<uint16_t>(subdomain)), code);
      EXPECT_EQ(what.sentence == "no error", none) << packed;
      EXPECT_EQ(what.subdomain, none ? "" : symbol) << packed;
      EXPECT_EQ(what.code, none ? "" : of_code) << packed;
      EXPECT_EQ(what.octet, NameOfOctet(subdomain, code)) << packed;
    }
  }
}

TEST(CfNetwork, CodesOfASubdomain) {
  for (const uint16_t none : std::initializer_list<uint16_t>{1, 3, 5, 6, 0xFFFF})
    EXPECT_TRUE(Codes(none).empty()) << none;
}

TEST(CfNetwork, AllocatesNothing) {
  const uint64_t before = fuzz::Allocations();
  for (uint32_t high = 0; high < 8; ++high) {
    for (uint32_t low = 0; low < 300; ++low) {
      const int32_t packed = static_cast<int32_t>(high << 16 | low);
      ASSERT_FALSE(Describe(packed).sentence.empty());
      ASSERT_EQ(Unpack(packed).packed(), packed);
    }
  }
  EXPECT_EQ(fuzz::Allocations(), before);
}

}  // namespace
}  // namespace cfnetwork
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
