// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/socks4.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks4 {
namespace {

using socks::Address;

Result Bad(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, n, octet);
}
Result Refuse(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kSerialization, detail, n, octet);
}

Result DecodeRequest(const std::vector<uint8_t>& bytes, Policy policy = Policy::Interop()) {
  Request request;
  return Decode(bytes, &request, policy);
}
Result DecodeReply(const std::string& hex, Policy policy = Policy::Interop()) {
  Reply reply;
  return Decode(Hex(hex), &reply, policy);
}

// Encoded into 600 bytes, or the reason why not; nothing is written then.
Result EncodeRequest(const Request& request, Policy policy = Policy::Strict()) {
  std::vector<uint8_t> room(600, 0xA5);
  const Result r = Encode(request, MakeSpan(room), policy);
  if (!r.ok()) {
    EXPECT_EQ(room, std::vector<uint8_t>(600, 0xA5));
  }
  return r;
}

TEST(Socks4RequestTest, PlainAddress) {
  const std::vector<uint8_t> bytes = Hex("04 01 00 50 c0 00 02 01 6d 65 00 ff");
  Request request;
  ASSERT_EQ(Decode(bytes, &request), Result::Ok(11));
  EXPECT_EQ(request.command, Command::kConnect);
  EXPECT_EQ(request.address, Address::Ipv4({192, 0, 2, 1}, 80));
  EXPECT_EQ(request.userid, "me");
  EXPECT_TRUE(request.violations.empty());
}

TEST(Socks4RequestTest, HostOfSocks4a) {
  const std::vector<uint8_t> bytes = Hex("04 02 01 bb 00 00 00 07 6d 65 00 61 2e 62 00");
  Request request;
  ASSERT_EQ(Decode(bytes, &request), Result::Ok(15));
  EXPECT_EQ(request.command, Command::kBind);
  EXPECT_EQ(request.address, Address::Domain("a.b", 443));
  EXPECT_EQ(request.marker, 7);
  EXPECT_EQ(request.userid, "me");
  std::vector<uint8_t> room(15);
  ASSERT_EQ(Encode(request, MakeSpan(room)), Result::Ok(15));
  EXPECT_EQ(room, bytes);
}

TEST(Socks4RequestTest, MarkerIsOneWithoutHost) {
  Request request;
  request.marker = 7;
  ASSERT_EQ(Decode(Hex("04 01 00 50 c0 00 02 01 00"), &request), Result::Ok(9));
  EXPECT_EQ(request.marker, 1);
  // Whatever the address is, and whoever takes it.
  for (const char* ip :
       {"00 00 00 00", "00 00 01 00", "00 01 00 00", "01 00 00 00", "ff ff ff ff"}) {
    for (const Policy policy : {Policy::Interop(), Policy::Lenient()}) {
      request.marker = 7;
      if (!Decode(Hex("04 01 00 50") + Hex(ip) + Hex("00"), &request, policy).ok()) continue;
      EXPECT_EQ(request.marker, 1) << ip;
    }
  }
}

TEST(Socks4RequestTest, OnlyZeroZeroZeroXIsSocks4a) {
  for (const char* ip : {"00 00 01 01", "00 01 00 01", "01 00 00 01", "00 00 01 00"}) {
    EXPECT_EQ(DecodeRequest(Hex("04 01 00 50") + Hex(ip) + Hex("00")), Result::Ok(9)) << ip;
  }
  for (int x = 1; x < 256; ++x) {
    std::vector<uint8_t> bytes = Hex("04 01 00 50 00 00 00 00 00 61 00");
    bytes[7] = static_cast<uint8_t>(x);
    Request request;
    ASSERT_EQ(Decode(bytes, &request), Result::Ok(11));
    EXPECT_EQ(request.marker, x);
    EXPECT_EQ(request.address, Address::Domain("a", 80));
  }
}

TEST(Socks4RequestTest, UnspecifiedAddressIsPlainSocks4) {
  const std::vector<uint8_t> bytes = Hex("04 01 00 50 00 00 00 00 00");
  Request request;
  ASSERT_EQ(Decode(bytes, &request), Result::Ok(9));
  EXPECT_TRUE(request.violations.Has(Violation::kUnspecifiedAddress));
  EXPECT_EQ(DecodeRequest(bytes, Policy::Strict()), Bad(Detail::kUnspecifiedAddress, 4));
  EXPECT_EQ(EncodeRequest(request), Refuse(Detail::kUnspecifiedAddress, 4));
  EXPECT_EQ(EncodeRequest(request, Policy::Interop()), Result::Ok(9));
}

TEST(Socks4RequestTest, AsksForTheShortestMessage) {
  const std::vector<uint8_t> plain = Hex("04 01 00 50 c0 00 02 01");
  const std::vector<uint8_t> host = Hex("04 01 00 50 00 00 00 01");
  for (size_t size = 0; size < 8; ++size) {
    EXPECT_EQ(DecodeRequest({plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(size)}),
              Result::NeedMore(9));
  }
  EXPECT_EQ(DecodeRequest(plain), Result::NeedMore(9));
  EXPECT_EQ(DecodeRequest(plain + Hex("6d")), Result::NeedMore(10));
  EXPECT_EQ(DecodeRequest(host), Result::NeedMore(10));
  EXPECT_EQ(DecodeRequest(host + Hex("6d")), Result::NeedMore(11));
  EXPECT_EQ(DecodeRequest(host + Hex("6d 00")), Result::NeedMore(11));
  EXPECT_EQ(DecodeRequest(host + Hex("6d 00 61")), Result::NeedMore(12));
}

TEST(Socks4RequestTest, FieldsEndAt255Bytes) {
  const std::vector<uint8_t> plain = Hex("04 01 00 50 c0 00 02 01");
  const std::vector<uint8_t> host = Hex("04 01 00 50 00 00 00 01 00");
  const std::vector<uint8_t> most(255, 'x');
  EXPECT_EQ(DecodeRequest(plain + most), Result::NeedMore(264));
  EXPECT_EQ(DecodeRequest(plain + most + Hex("00")), Result::Ok(264));
  EXPECT_EQ(DecodeRequest(plain + most + Hex("78")), Bad(Detail::kUseridTooLong, 8));
  EXPECT_EQ(DecodeRequest(plain + most + Hex("78 00")), Bad(Detail::kUseridTooLong, 8));
  EXPECT_EQ(DecodeRequest(host + most), Result::NeedMore(265));
  EXPECT_EQ(DecodeRequest(host + most + Hex("00")), Result::Ok(265));
  EXPECT_EQ(DecodeRequest(host + most + Hex("78")), Bad(Detail::kDomainTooLong, 9));
}

TEST(Socks4RequestTest, HostOctetsAreJudgedAsTheyArrive) {
  const std::vector<uint8_t> host = Hex("04 01 00 50 00 00 00 01 00");
  EXPECT_EQ(DecodeRequest(host + Hex("61 0a")), Bad(Detail::kControlInDomain, 9, 0x0a));
  EXPECT_EQ(DecodeRequest(host + Hex("61 20"), Policy::Strict()),
            Bad(Detail::kNonLdhDomain, 9, 0x20));
  EXPECT_EQ(DecodeRequest(host + Hex("00")), Bad(Detail::kEmptyDomain, 9));
  Request request;
  ASSERT_EQ(Decode(host + Hex("00"), &request, Policy::Lenient()), Result::Ok(10));
  EXPECT_TRUE(request.violations.Has(Violation::kEmptyDomain));
  // A user id is any octets.
  EXPECT_EQ(DecodeRequest(Hex("04 01 00 50 c0 00 02 01 0a ff 00"), Policy::Strict()),
            Result::Ok(11));
}

TEST(Socks4RequestTest, EveryCommandSurvives) {
  for (int command = 0; command < 256; ++command) {
    std::vector<uint8_t> bytes = Hex("04 00 00 50 c0 00 02 01 00");
    bytes[1] = static_cast<uint8_t>(command);
    Request request;
    ASSERT_EQ(Decode(bytes, &request), Result::Ok(9));
    EXPECT_EQ(static_cast<int>(request.command), command);
    const bool known = command == 1 || command == 2;
    EXPECT_EQ(request.violations.Has(Violation::kUnknownCommand), !known);
    EXPECT_EQ(DecodeRequest(bytes, Policy::Strict()).ok(), known);
    const uint8_t octet = static_cast<uint8_t>(command);
    EXPECT_EQ(EncodeRequest(request),
              known ? Result::Ok(9) : Refuse(Detail::kUnknownCommand, 1, octet));
    EXPECT_EQ(EncodeRequest(request, Policy::Interop()), Result::Ok(9));
  }
  EXPECT_EQ(DecodeRequest(Hex("04 03"), Policy::Strict()), Bad(Detail::kUnknownCommand, 1, 3));
}

TEST(Socks4RequestTest, AnotherVersion) {
  EXPECT_EQ(DecodeRequest(Hex("05"), Policy::Lenient()), Bad(Detail::kSocksVersion, 0, 5));
}

TEST(Socks4RequestTest, EncoderJudgesInTheOrderOfTheWire) {
  const std::string longest(256, 'x');
  Request request;
  request.address = Address::Ipv6({}, 80);
  request.userid = longest;
  EXPECT_EQ(EncodeRequest(request), Refuse(Detail::kNotIpv4, 4));
  request.address = Address::Domain("", 80);
  EXPECT_EQ(EncodeRequest(request), Refuse(Detail::kUseridTooLong, 8));
}

TEST(Socks4RequestTest, EncoderRefusesWhatTheWireCannotCarry) {
  const std::string longest(256, 'x');
  const Policy lenient = Policy::Lenient();
  Request request;
  request.address = Address::Ipv6({}, 80);
  EXPECT_EQ(EncodeRequest(request, lenient), Refuse(Detail::kNotIpv4, 4));
  request.address = Address::Ipv4({0, 0, 0, 9}, 80);
  EXPECT_EQ(EncodeRequest(request, lenient), Refuse(Detail::kSocks4aMarker, 4));
  request.address = Address::Domain("a", 80);
  request.marker = 0;
  EXPECT_EQ(EncodeRequest(request, lenient), Refuse(Detail::kSocks4aMarker, 4));
  request.marker = 1;
  request.userid = string_view("a\0b", 3);
  EXPECT_EQ(EncodeRequest(request, lenient), Refuse(Detail::kNulInUserid, 8));
  request.userid = longest;
  EXPECT_EQ(EncodeRequest(request, lenient), Refuse(Detail::kUseridTooLong, 8));
  request.userid = "me";
  request.address = Address::Domain(string_view("a\0b", 3), 80);
  EXPECT_EQ(EncodeRequest(request, lenient), Refuse(Detail::kNulInDomain, 11));
  request.address = Address::Domain(longest, 80);
  EXPECT_EQ(EncodeRequest(request, lenient), Refuse(Detail::kDomainTooLong, 11));
  request.address = Address::Domain("", 80);
  EXPECT_EQ(EncodeRequest(request), Refuse(Detail::kEmptyDomain, 11));
  EXPECT_EQ(EncodeRequest(request, lenient), Result::Ok(12));
}

TEST(Socks4RequestTest, TheSizeCountsBothNuls) {
  const std::string longest(255, 'x');
  Request request;
  request.userid = longest;
  request.address = Address::Domain(longest, 80);
  EXPECT_EQ(EncodedSize(request), kMaxRequestSize);
  EXPECT_EQ(EncodeRequest(request), Result::Ok(520));
  std::vector<uint8_t> room(519, 0xA5);
  EXPECT_EQ(Encode(request, MakeSpan(room)), Refuse(Detail::kOutputTooSmall, 520));
  EXPECT_EQ(room, std::vector<uint8_t>(519, 0xA5));
}

TEST(Socks4RequestTest, EqualityLooksAtMarkersOfHostsAlone) {
  Request a;
  Request b;
  b.marker = 9;
  EXPECT_TRUE(a == b);
  a.address = b.address = Address::Domain("a", 80);
  EXPECT_FALSE(a == b);
  b.marker = 1;
  EXPECT_TRUE(a == b);
  b.userid = "x";
  EXPECT_FALSE(a == b);
}

TEST(Socks4ReplyTest, EveryCodeSurvives) {
  for (int code = 0; code < 256; ++code) {
    std::vector<uint8_t> bytes = Hex("00 00 00 50 c0 00 02 01");
    bytes[1] = static_cast<uint8_t>(code);
    Reply reply;
    ASSERT_EQ(Decode(bytes, &reply), Result::Ok(8));
    EXPECT_EQ(static_cast<int>(reply.code), code);
    EXPECT_EQ(reply.address, Address::Ipv4({192, 0, 2, 1}, 80));
    const bool known = code >= 90 && code <= 93;
    EXPECT_EQ(reply.violations.Has(Violation::kUnknownReply), !known);
    std::vector<uint8_t> room(8);
    EXPECT_EQ(Encode(reply, MakeSpan(room)),
              known ? Result::Ok(8) : Refuse(Detail::kUnknownReply, 1, static_cast<uint8_t>(code)));
    ASSERT_EQ(Encode(reply, MakeSpan(room), Policy::Interop()), Result::Ok(8));
    EXPECT_EQ(room, bytes);
    const Result refusal =
        Result::Error(Code::kPeerRefused, Detail::kSocks4Refused, 1, static_cast<uint8_t>(code));
    EXPECT_EQ(Verdict(reply), code == 90 ? Result::Ok(0) : refusal);
    EXPECT_EQ(PartialReply(MakeConstSpan(bytes.data(), 2)), code == 90 ? Result::Ok(0) : refusal);
  }
  EXPECT_EQ(DecodeReply("00 5e", Policy::Strict()), Bad(Detail::kUnknownReply, 1, 0x5e));
}

TEST(Socks4ReplyTest, EveryVersion) {
  for (int version = 0; version < 256; ++version) {
    std::vector<uint8_t> bytes = Hex("00 5a 00 00 00 00 00 00");
    bytes[0] = static_cast<uint8_t>(version);
    Reply reply;
    const Result r = Decode(bytes, &reply);
    if (version == 0 || version == 4) {
      EXPECT_EQ(r, Result::Ok(8));
      EXPECT_EQ(reply.violations.Has(Violation::kReplyVersion), version == 4);
    } else {
      EXPECT_EQ(r, Bad(Detail::kSocksVersion, 0, bytes[0]));
    }
  }
  EXPECT_EQ(DecodeReply("04", Policy::Strict()), Bad(Detail::kReplyVersion, 0, 4));
}

TEST(Socks4ReplyTest, ShortInputAndOutput) {
  for (const char* hex : {"", "00", "00 5a", "00 5a 00 00 00 00 00"}) {
    EXPECT_EQ(DecodeReply(hex), Result::NeedMore(8)) << hex;
  }
  std::vector<uint8_t> room(8);
  EXPECT_EQ(Encode(Reply(), MakeSpan(room.data(), 7)), Refuse(Detail::kOutputTooSmall, 8));
  Reply reply;
  reply.address = Address::Domain("a", 1);
  EXPECT_EQ(Encode(reply, MakeSpan(room)), Refuse(Detail::kNotIpv4, 4));
}

TEST(Socks4ReplyTest, PartialReplyTellsNothingOfOtherBytes) {
  EXPECT_EQ(PartialReply(Hex("")), Result::Ok(0));
  EXPECT_EQ(PartialReply(Hex("00")), Result::Ok(0));
  EXPECT_EQ(PartialReply(Hex("05 5b")), Result::Ok(0));
  EXPECT_EQ(PartialReply(Hex("04 5b")).octet(), 0x5b);
}

TEST(Socks4ReplyTest, EqualityAndSize) {
  Reply a;
  Reply b;
  EXPECT_TRUE(a == b);
  EXPECT_EQ(EncodedSize(a), kMaxReplySize);
  a.address = Address::Ipv4({1, 2, 3, 4}, 5);
  EXPECT_FALSE(a == b);
  b.address = a.address;
  a.code = ReplyCode::kGranted;
  EXPECT_FALSE(a == b);
}

TEST(Socks4RequestTest, EqualityLooksAtCommandAndAddress) {
  Request a;
  Request b;
  a.address = Address::Ipv4({1, 2, 3, 4}, 5);
  EXPECT_FALSE(a == b);
  a.command = Command::kBind;
  EXPECT_FALSE(a == b);
}

// Of every first two octets, with others behind them or not: two octets are enough.
TEST(Socks4ReplyTest, TwoOctetsOfAPartialReplyDecide) {
  for (int version = 0; version < 256; ++version) {
    for (int code = 0; code < 256; ++code) {
      std::vector<uint8_t> input = {static_cast<uint8_t>(version), static_cast<uint8_t>(code)};
      const bool refuses = (version == 0 || version == 4) && code != 90;
      const Result expected =
          refuses ? Result::Error(Code::kPeerRefused, Detail::kSocks4Refused, 1, input[1])
                  : Result::Ok(0);
      EXPECT_EQ(PartialReply(MakeConstSpan(input).first(0)), Result::Ok(0));
      EXPECT_EQ(PartialReply(MakeConstSpan(input).first(1)), Result::Ok(0));
      for (; input.size() < 10; input.push_back(0)) {
        EXPECT_EQ(PartialReply(input), expected) << version << " " << code << " " << input.size();
      }
    }
  }
}

// Saved inputs begin with it.
TEST(MessageIdTest, NeverChanges) {
  EXPECT_EQ(Request::kInfo.id, 1);
  EXPECT_EQ(Reply::kInfo.id, 2);
}

// A host breaks the same rule behind user ids of every length, and behind every marker.
TEST(Socks4RequestTest, HostsBehindEveryUseridAndMarker) {
  Violations empty;
  empty.Add(Violation::kEmptyDomain);
  Violations control;
  control.Add(Violation::kControlInDomain);
  for (size_t size = 0; size <= 255; ++size) {
    for (const auto& [host, broken] :
         {std::pair<std::string, Violations>{"", empty}, {"a\x01", control}, {"a.b", {}}}) {
      std::vector<uint8_t> bytes = Hex("04 01 0050 000000");
      bytes.push_back(static_cast<uint8_t>(size == 0 ? 1 : size));
      bytes.insert(bytes.end(), size, 'u');
      bytes.push_back(0);
      bytes.insert(bytes.end(), host.begin(), host.end());
      bytes.push_back(0);
      Request request;
      ASSERT_TRUE(Decode(bytes, &request, Policy::Lenient()).ok()) << size;
      ASSERT_EQ(request.address, Address::Domain(host, 80));
      ASSERT_EQ(request.violations, broken) << size << " " << host;
    }
  }
}

}  // namespace
}  // namespace socks4
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
