// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/udp.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace udp {
namespace {

using socks::Address;

Result Bad(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, n, octet);
}

Result DecodeHex(const std::string& hex, Policy policy = Policy::Interop()) {
  Header header;
  return Decode(Hex(hex), &header, policy);
}

TEST(UdpTest, ThePayloadIsTheRest) {
  const std::vector<uint8_t> bytes = Hex("00 00 00 01 c0 00 02 01 00 35 70 71");
  Header header;
  ASSERT_EQ(Decode(bytes, &header), Result::Ok(10));
  EXPECT_EQ(header.address, Address::Ipv4({192, 0, 2, 1}, 53));
  EXPECT_EQ(header.payload.data(), bytes.data() + 10);
  EXPECT_EQ(header.payload.size(), 2u);
  EXPECT_EQ(header.fragment, 0);
}

TEST(UdpTest, AnEmptyPayloadIsLegal) {
  for (const char* hex : {"00 00 00 01 c0 00 02 01 00 35", "00 00 00 03 01 61 00 35",
                          "00 00 00 04 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 00 35"}) {
    Header header;
    const std::vector<uint8_t> bytes = Hex(hex);
    ASSERT_EQ(Decode(bytes, &header, Policy::Strict()),
              Result::Ok(static_cast<uint32_t>(bytes.size())));
    EXPECT_TRUE(header.payload.empty());
    std::vector<uint8_t> room(bytes.size());
    ASSERT_TRUE(Encode(header, MakeSpan(room)).ok());
    EXPECT_EQ(room, bytes);
  }
}

TEST(UdpTest, TooShortIsTruncated) {
  const std::vector<uint8_t> ipv6 =
      Hex("00 00 00 04 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 00 35");
  const std::vector<uint8_t> domain = Hex("00 00 00 03 03 61 2e 62 00 35");
  for (const auto& whole : {ipv6, domain}) {
    for (size_t size = 0; size < whole.size(); ++size) {
      Header header;
      EXPECT_EQ(Decode(MakeConstSpan(whole.data(), size), &header),
                Bad(Detail::kTruncated, static_cast<uint32_t>(size)));
    }
  }
}

TEST(UdpTest, EveryFragment) {
  for (int fragment = 0; fragment < 256; ++fragment) {
    std::vector<uint8_t> bytes = Hex("00 00 00 01 c0 00 02 01 00 35 61");
    bytes[2] = static_cast<uint8_t>(fragment);
    Header header;
    ASSERT_EQ(Decode(bytes, &header), Result::Ok(10));
    EXPECT_EQ(header.fragment, fragment);
    Violations expected;
    expected.AddIf(fragment != 0, Violation::kFragment);
    EXPECT_EQ(header.violations, expected);
    const Result strict = Decode(bytes, &header, Policy::Strict());
    EXPECT_EQ(strict.detail(), fragment == 0 ? Detail::kNone : Detail::kFragment);
    std::vector<uint8_t> room(10);
    EXPECT_EQ(Encode(header, MakeSpan(room)).ok(), fragment == 0);
    EXPECT_EQ(Encode(header, MakeSpan(room), Policy::Interop()), Result::Ok(10));
    EXPECT_EQ(room[2], fragment);
  }
  EXPECT_EQ(DecodeHex("00 00 07 01 c0 00 02 01 00 35", Policy::Strict()),
            Bad(Detail::kFragment, 2, 7));
}

TEST(UdpTest, Reserved) {
  const Policy strict = Policy::Strict();
  EXPECT_EQ(DecodeHex("00 02 00 01 c0 00 02 01 00 35", strict),
            Bad(Detail::kReservedNonzero, 0, 2));
  EXPECT_EQ(DecodeHex("03 02 07 01 c0 00 02 01 00 35", strict),
            Bad(Detail::kReservedNonzero, 0, 3));
  EXPECT_EQ(
      DecodeHex("03 02 07 01 c0 00 02 01 00 35", strict.Accepting(Violation::kReservedNonzero)),
      Bad(Detail::kFragment, 2, 7));
  EXPECT_EQ(DecodeHex("03 02 00 01 c0 00 02 01 00 35"), Result::Ok(10));
}

TEST(UdpTest, Addresses) {
  EXPECT_EQ(DecodeHex("00 00 00 02 c0 00 02 01 00 35"),
            Result::Error(Code::kBadAddress, Detail::kUnknownAddressType, 3, 2));
  EXPECT_EQ(DecodeHex("00 00 00 03 00 00 35"), Bad(Detail::kEmptyDomain, 4));
  EXPECT_EQ(DecodeHex("00 00 00 03 02 61 00 00 35"), Bad(Detail::kNulInDomain, 5, 0));
  for (int length = 1; length < 256; ++length) {
    const std::vector<uint8_t> bytes =
        Hex("00 00 00 03") + std::vector<uint8_t>{static_cast<uint8_t>(length)} +
        std::vector<uint8_t>(static_cast<size_t>(length), 'a') + Hex("00 35 70");
    Header header;
    ASSERT_EQ(Decode(bytes, &header), Result::Ok(static_cast<uint32_t>(7 + length)));
    EXPECT_EQ(header.payload.size(), 1u);
  }
}

TEST(UdpTest, HeaderIsTheEmptyOne) {
  std::vector<uint8_t> bytes(10, 0xA5);
  EXPECT_EQ(Encode(Header(), MakeSpan(bytes)), Result::Ok(10));
  EXPECT_EQ(bytes, Hex("00 00 00 01 00 00 00 00 00 00"));
}

TEST(UdpTest, EncoderRefuses) {
  const std::string name(256, 'a');
  std::vector<uint8_t> room(300, 0xA5);
  Header header;
  header.address = Address::Domain(name, 53);
  EXPECT_EQ(Encode(header, MakeSpan(room), Policy::Lenient()),
            Result::Error(Code::kSerialization, Detail::kDomainTooLong, 4));
  header.address = Address();
  header.fragment = 1;
  EXPECT_EQ(Encode(header, MakeSpan(room)),
            Result::Error(Code::kSerialization, Detail::kFragment, 2, 1));
  header.fragment = 0;
  EXPECT_EQ(Encode(header, MakeSpan(room.data(), 9)),
            Result::Error(Code::kSerialization, Detail::kOutputTooSmall, 10));
  EXPECT_EQ(room, std::vector<uint8_t>(300, 0xA5));
}

TEST(UdpTest, EqualityLooksAtFragmentAndAddress) {
  Header a;
  Header b;
  const std::vector<uint8_t> payload = {1};
  b.payload = payload;
  EXPECT_TRUE(a == b);
  EXPECT_EQ(EncodedSize(a), 10u);
  b.address = Address::Domain("a", 1);
  EXPECT_FALSE(a == b);
  b.fragment = 1;
  EXPECT_FALSE(a == b);
}

// Saved inputs begin with it.
TEST(MessageIdTest, NeverChanges) { EXPECT_EQ(Header::kInfo.id, 10); }

}  // namespace
}  // namespace udp
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
