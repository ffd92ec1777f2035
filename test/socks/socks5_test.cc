// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/socks5.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks5 {
namespace {

Result Bad(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, n, octet);
}
Result Refuse(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kSerialization, detail, n, octet);
}

template <typename M>
Result DecodeAs(const std::string& hex, Policy policy = Policy::Interop()) {
  M message;
  return DecodeMessage(Hex(hex), &message, NoContext(), policy);
}

// Encodes into exactly the room needed.
template <typename M>
std::vector<uint8_t> Encoded(const M& message, Policy policy = Policy::Strict()) {
  std::vector<uint8_t> bytes(EncodedSize(message));
  const Result r = EncodeMessage(message, MakeSpan(bytes), NoContext(), policy);
  EXPECT_EQ(r, Result::Ok(static_cast<uint32_t>(bytes.size())));
  return bytes;
}

TEST(GreetingTest, ViewsTheMethods) {
  const std::vector<uint8_t> bytes = Hex("05 03 00 01 02 05");
  Greeting greeting;
  ASSERT_EQ(Decode(bytes, &greeting), Result::Ok(5));
  EXPECT_EQ(greeting.methods.data(), bytes.data() + 2);
  EXPECT_EQ(greeting.methods.size(), 3u);
  EXPECT_TRUE(greeting.violations.empty());
  EXPECT_TRUE(greeting.Offers(Method::kGssapi));
  EXPECT_FALSE(greeting.Offers(Method::kNoAcceptable));
}

TEST(GreetingTest, AsksForWhatIsMissing) {
  EXPECT_EQ(DecodeAs<Greeting>(""), Result::NeedMore(2));
  EXPECT_EQ(DecodeAs<Greeting>("05"), Result::NeedMore(2));
  EXPECT_EQ(DecodeAs<Greeting>("05 04 00"), Result::NeedMore(6));
  EXPECT_EQ(DecodeAs<Greeting>("05 ff"), Result::NeedMore(257));
}

TEST(GreetingTest, RejectsAnotherVersionAtOnce) {
  EXPECT_EQ(DecodeAs<Greeting>("04"), Bad(Detail::kSocksVersion, 0, 4));
  EXPECT_EQ(DecodeAs<Greeting>("47 45", Policy::Lenient()), Bad(Detail::kSocksVersion, 0, 0x47));
}

TEST(GreetingTest, NoMethods) {
  EXPECT_EQ(DecodeAs<Greeting>("05 00"), Bad(Detail::kNoMethods, 1));
  Greeting greeting;
  ASSERT_EQ(Decode(Hex("05 00"), &greeting, Policy::Lenient()), Result::Ok(2));
  EXPECT_TRUE(greeting.violations.Has(Violation::kNoMethods));
}

TEST(GreetingTest, MethodFfIsJudgedAsItArrives) {
  EXPECT_EQ(DecodeAs<Greeting>("05 03 00 ff"), Bad(Detail::kMethodFfOffered, 2, 0xFF));
  Greeting greeting;
  const std::vector<uint8_t> bytes = Hex("05 03 00 ff 02");
  ASSERT_EQ(Decode(bytes, &greeting, Policy::Lenient()), Result::Ok(5));
  EXPECT_TRUE(greeting.violations.Has(Violation::kMethodFfOffered));
  // FF behind the message is not looked at.
  EXPECT_EQ(DecodeAs<Greeting>("05 01 00 ff"), Result::Ok(3));
}

TEST(GreetingTest, EncodesUpTo255Methods) {
  Greeting greeting;
  const std::vector<uint8_t> methods(256, 0x80);
  greeting.methods = MakeConstSpan(methods.data(), 255);
  const std::vector<uint8_t> expected = Hex("05 ff") + std::vector<uint8_t>(255, 0x80);
  EXPECT_EQ(Encoded(greeting), expected);
  greeting.methods = methods;
  std::vector<uint8_t> room(300, 0xA5);
  EXPECT_EQ(Encode(greeting, MakeSpan(room), Policy::Lenient()),
            Refuse(Detail::kTooManyMethods, 1));
  EXPECT_EQ(room, std::vector<uint8_t>(300, 0xA5));
}

TEST(GreetingTest, EncoderRefusesWhatThePolicyRejects) {
  std::vector<uint8_t> room(8);
  Greeting greeting;
  EXPECT_EQ(Encode(greeting, MakeSpan(room)), Refuse(Detail::kNoMethods, 1));
  EXPECT_EQ(Encoded(greeting, Policy::Lenient()), Hex("05 00"));
  const std::vector<uint8_t> methods = {0, 0xFF};
  greeting.methods = methods;
  EXPECT_EQ(Encode(greeting, MakeSpan(room)), Refuse(Detail::kMethodFfOffered, 2, 0xFF));
  EXPECT_EQ(Encoded(greeting, Policy::Lenient()), Hex("05 02 00 ff"));
}

TEST(MethodSelectionTest, KeepsEveryMethod) {
  for (int method = 0; method < 256; ++method) {
    const std::vector<uint8_t> bytes = {5, static_cast<uint8_t>(method)};
    MethodSelection selection;
    ASSERT_EQ(Decode(bytes, &selection), Result::Ok(2));
    EXPECT_EQ(static_cast<int>(selection.method), method);
    EXPECT_EQ(Encoded(selection), bytes);
    EXPECT_EQ(Verdict(selection).ok(), method != 0xFF);
  }
}

static_assert(!kBreaksRules<MethodSelection>, "no policy");

TEST(MethodSelectionTest, Verdict) {
  EXPECT_EQ(Verdict(MethodSelection{Method::kNoAcceptable}),
            Result::Error(Code::kPeerRefused, Detail::kNoAcceptableMethod, 1, 0xFF));
}

TEST(MethodSelectionTest, ShortAndWrong) {
  EXPECT_EQ(DecodeAs<MethodSelection>(""), Result::NeedMore(2));
  EXPECT_EQ(DecodeAs<MethodSelection>("05"), Result::NeedMore(2));
  EXPECT_EQ(DecodeAs<MethodSelection>("48"), Bad(Detail::kSocksVersion, 0, 0x48));
  std::array<uint8_t, 1> room = {7};
  EXPECT_EQ(Encode(MethodSelection(), MakeSpan(room)), Refuse(Detail::kOutputTooSmall, 2));
  EXPECT_EQ(room[0], 7);
}

TEST(RequestTest, Ipv4) {
  Request request;
  ASSERT_EQ(Decode(Hex("05 01 00 01 c0 00 02 01 00 50"), &request), Result::Ok(10));
  EXPECT_EQ(request.command, Command::kConnect);
  EXPECT_EQ(request.address, socks::Address::Ipv4({192, 0, 2, 1}, 80));
  EXPECT_TRUE(request.violations.empty());
}

TEST(RequestTest, Ipv6) {
  const std::vector<uint8_t> bytes =
      Hex("05 02 00 04 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 01 bb");
  Request request;
  ASSERT_EQ(Decode(bytes, &request), Result::Ok(22));
  EXPECT_EQ(request.command, Command::kBind);
  EXPECT_EQ(request.address,
            socks::Address::Ipv6({0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 443));
  EXPECT_EQ(Encoded(request), bytes);
}

TEST(RequestTest, DomainViewsTheInput) {
  const std::vector<uint8_t> bytes = Hex("05 01 00 03 03 61 2e 62 01 bb");
  Request request;
  ASSERT_EQ(Decode(bytes, &request), Result::Ok(10));
  EXPECT_EQ(request.address, socks::Address::Domain("a.b", 443));
  EXPECT_EQ(static_cast<const void*>(request.address.domain().data()), bytes.data() + 5);
}

TEST(RequestTest, AsksForTheShortestMessage) {
  for (const char* hex : {"", "05", "05 01", "05 01 00", "05 01 00 03"}) {
    EXPECT_EQ(DecodeAs<Request>(hex), Result::NeedMore(7)) << hex;
  }
  EXPECT_EQ(DecodeAs<Request>("05 01 00 01"), Result::NeedMore(10));
  EXPECT_EQ(DecodeAs<Request>("05 01 00 04"), Result::NeedMore(22));
  EXPECT_EQ(DecodeAs<Request>("05 01 00 03 0b"), Result::NeedMore(18));
  EXPECT_EQ(DecodeAs<Request>("05 01 00 03 ff"), Result::NeedMore(262));
}

TEST(RequestTest, EachNameLengthIsFramedExactly) {
  for (const size_t length : {1u, 2u, 63u, 64u, 127u, 128u, 253u, 254u, 255u}) {
    const std::vector<uint8_t> bytes = Hex("05 01 00 03") +
                                       std::vector<uint8_t>{static_cast<uint8_t>(length)} +
                                       std::vector<uint8_t>(length, 'a') + Hex("00 50");
    Request request;
    ASSERT_EQ(Decode(bytes, &request), Result::Ok(static_cast<uint32_t>(7 + length)));
    EXPECT_EQ(request.address.domain().size(), length);
    EXPECT_EQ(request.address.port(), 80);
    EXPECT_EQ(Encoded(request), bytes);
  }
}

TEST(RequestTest, FieldsAreJudgedInTheirOrder) {
  const Policy strict = Policy::Strict();
  EXPECT_EQ(DecodeAs<Request>("04 99 01 02", strict), Bad(Detail::kSocksVersion, 0, 4));
  EXPECT_EQ(DecodeAs<Request>("05 99 01 02", strict), Bad(Detail::kUnknownCommand, 1, 0x99));
  EXPECT_EQ(DecodeAs<Request>("05 01 01 02", strict), Bad(Detail::kReservedNonzero, 2, 1));
  EXPECT_EQ(DecodeAs<Request>("05 01 00 02", strict),
            Result::Error(Code::kBadAddress, Detail::kUnknownAddressType, 3, 2));
  EXPECT_EQ(DecodeAs<Request>("05 99 01 02", strict.Accepting(Violation::kUnknownCommand)),
            Bad(Detail::kReservedNonzero, 2, 1));
  // As early as the octet is there.
  EXPECT_EQ(DecodeAs<Request>("05 99", strict), Bad(Detail::kUnknownCommand, 1, 0x99));
  EXPECT_EQ(DecodeAs<Request>("05 01 01", strict), Bad(Detail::kReservedNonzero, 2, 1));
}

TEST(RequestTest, EveryCommandSurvives) {
  for (int command = 0; command < 256; ++command) {
    std::vector<uint8_t> bytes = Hex("05 00 00 01 c0 00 02 01 00 50");
    bytes[1] = static_cast<uint8_t>(command);
    Request request;
    ASSERT_EQ(Decode(bytes, &request, Policy::Lenient()), Result::Ok(10));
    EXPECT_EQ(static_cast<int>(request.command), command);
    const bool known = command >= 1 && command <= 3;
    EXPECT_EQ(request.violations.Has(Violation::kUnknownCommand), !known);
    EXPECT_EQ(Encoded(request, Policy::Lenient()), bytes);
    std::vector<uint8_t> room(10, 0xA5);
    EXPECT_EQ(Encode(request, MakeSpan(room)).ok(), known);
  }
}

TEST(RequestTest, EmptyDomain) {
  EXPECT_EQ(DecodeAs<Request>("05 01 00 03 00"), Bad(Detail::kEmptyDomain, 4));
  Request request;
  ASSERT_EQ(Decode(Hex("05 01 00 03 00 00 50"), &request, Policy::Lenient()), Result::Ok(7));
  EXPECT_TRUE(request.violations.Has(Violation::kEmptyDomain));
  std::vector<uint8_t> room(7);
  EXPECT_EQ(Encode(request, MakeSpan(room)), Refuse(Detail::kEmptyDomain, 4));
}

TEST(RequestTest, DomainOctetsAreJudgedAsTheyArrive) {
  const Policy strict = Policy::Strict();
  EXPECT_EQ(DecodeAs<Request>("05 01 00 03 09 61 00"), Bad(Detail::kNulInDomain, 5, 0));
  EXPECT_EQ(DecodeAs<Request>("05 01 00 03 09 61 0a"), Bad(Detail::kControlInDomain, 5, 0x0a));
  EXPECT_EQ(DecodeAs<Request>("05 01 00 03 09 61 7f"), Bad(Detail::kControlInDomain, 5, 0x7f));
  EXPECT_EQ(DecodeAs<Request>("05 01 00 03 09 61 20"), Result::NeedMore(16));
  EXPECT_EQ(DecodeAs<Request>("05 01 00 03 09 61 20", strict), Bad(Detail::kNonLdhDomain, 5, 0x20));
  // The first octet at fault decides, unless it is accepted.
  EXPECT_EQ(DecodeAs<Request>("05 01 00 03 02 0a 00", strict),
            Bad(Detail::kControlInDomain, 5, 10));
  EXPECT_EQ(DecodeAs<Request>("05 01 00 03 02 0a 00",
                              Policy::Interop().Accepting(Violation::kControlInDomain)),
            Bad(Detail::kNulInDomain, 5, 0));
}

TEST(RequestTest, EachDomainOctetSetsAtMostOneViolation) {
  for (int octet = 0; octet < 256; ++octet) {
    const char c = static_cast<char>(octet);
    std::vector<uint8_t> bytes = Hex("05 01 00 03 01 00 00 50");
    bytes[5] = static_cast<uint8_t>(octet);
    Request request;
    ASSERT_EQ(Decode(bytes, &request, Policy::Lenient()), Result::Ok(8));
    Violations expected;
    const bool ldh = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '.' || c == '_';
    if (octet == 0) {
      expected.Add(Violation::kNulInDomain);
    } else if (octet < 0x20 || octet == 0x7F) {
      expected.Add(Violation::kControlInDomain);
    } else if (!ldh) {
      expected.Add(Violation::kNonLdhDomain);
    }
    EXPECT_EQ(request.violations, expected) << octet;
  }
}

TEST(RequestTest, EncoderRefusesNamesThatDoNotFit) {
  const std::string name(256, 'a');
  Request request;
  std::vector<uint8_t> room(400, 0xA5);
  request.address = socks::Address::Domain(name, 80);
  EXPECT_EQ(Encode(request, MakeSpan(room), Policy::Lenient()), Refuse(Detail::kDomainTooLong, 4));
  EXPECT_EQ(room, std::vector<uint8_t>(400, 0xA5));
  request.address = socks::Address::Domain(string_view(name.data(), 255), 80);
  EXPECT_EQ(Encoded(request).size(), kMaxRequestSize);
}

TEST(RequestTest, EncoderJudgesNames) {
  Request request;
  std::vector<uint8_t> room(20, 0xA5);
  request.address = socks::Address::Domain(string_view("a\0b", 3), 80);
  EXPECT_EQ(Encode(request, MakeSpan(room), Policy::Interop()), Refuse(Detail::kNulInDomain, 5, 0));
  request.address = socks::Address::Domain("\nb", 80);
  EXPECT_EQ(Encode(request, MakeSpan(room), Policy::Interop()),
            Refuse(Detail::kControlInDomain, 5, 10));
  request.address = socks::Address::Domain(
      "b\xC3\xBC"
      "cher",
      80);
  EXPECT_EQ(Encode(request, MakeSpan(room)), Refuse(Detail::kNonLdhDomain, 5, 0xC3));
  EXPECT_EQ(room, std::vector<uint8_t>(20, 0xA5));
  EXPECT_EQ(Encoded(request, Policy::Interop()).size(), 14u);
}

TEST(RequestTest, EncoderSaysHowMuchRoomItNeeds) {
  Request request;
  EXPECT_EQ(Encode(request, {}), Refuse(Detail::kOutputTooSmall, 10));
  request.address = socks::Address::Domain("example.com", 80);
  EXPECT_EQ(Encode(request, {}), Refuse(Detail::kOutputTooSmall, 18));
  // What cannot be sent at all is said first.
  request.command = static_cast<Command>(0);
  EXPECT_EQ(Encode(request, {}), Refuse(Detail::kUnknownCommand, 1, 0));
}

TEST(ReplyTest, BoundAddressOfEveryType) {
  Reply reply;
  ASSERT_EQ(Decode(Hex("05 00 00 01 00 00 00 00 00 00"), &reply), Result::Ok(10));
  EXPECT_EQ(reply.address, socks::Address());
  ASSERT_EQ(Decode(Hex("05 00 00 03 01 61 00 50"), &reply), Result::Ok(8));
  ASSERT_EQ(reply.address.type(), socks::AddressType::kDomain);
  EXPECT_TRUE(reply.address.ip().empty());
}

TEST(ReplyTest, EmptyDomainIsAcceptedFromAServer) {
  Reply reply;
  ASSERT_EQ(Decode(Hex("05 00 00 03 00 00 00"), &reply), Result::Ok(7));
  EXPECT_TRUE(reply.violations.Has(Violation::kEmptyDomainInReply));
  EXPECT_EQ(DecodeAs<Reply>("05 00 00 03 00", Policy::Strict()),
            Bad(Detail::kEmptyDomainInReply, 4));
}

TEST(ReplyTest, EveryCodeSurvivesAndRefuses) {
  for (int code = 0; code < 256; ++code) {
    std::vector<uint8_t> bytes = Hex("05 00 00 01 00 00 00 00 00 00");
    bytes[1] = static_cast<uint8_t>(code);
    Reply reply;
    ASSERT_EQ(Decode(bytes, &reply), Result::Ok(10));
    EXPECT_EQ(static_cast<int>(reply.code), code);
    EXPECT_EQ(reply.violations.Has(Violation::kUnknownReply), code > 8);
    EXPECT_EQ(Encoded(reply, Policy::Interop()), bytes);
    const Result expected = code == 0 ? Result::Ok(0)
                                      : Result::Error(Code::kPeerRefused, Detail::kSocks5Refused, 1,
                                                      static_cast<uint8_t>(code));
    EXPECT_EQ(Verdict(reply), expected);
  }
}

TEST(ReplyTest, UnknownReplyCodeUnderStrict) {
  EXPECT_EQ(DecodeAs<Reply>("05 09", Policy::Strict()), Bad(Detail::kUnknownReply, 1, 9));
}

TEST(ReplyTest, PartialReplyTellsTheCode) {
  for (int code = 0; code < 256; ++code) {
    for (size_t size = 2; size <= 4; ++size) {
      const std::vector<uint8_t> bytes = {5, static_cast<uint8_t>(code), 0, 9};
      const Result expected = code == 0 ? Result::Ok(0)
                                        : Result::Error(Code::kPeerRefused, Detail::kSocks5Refused,
                                                        1, static_cast<uint8_t>(code));
      EXPECT_EQ(PartialReply(MakeConstSpan(bytes.data(), size)), expected);
    }
  }
  EXPECT_EQ(PartialReply(Hex("")), Result::Ok(0));
  EXPECT_EQ(PartialReply(Hex("05")), Result::Ok(0));
  EXPECT_EQ(PartialReply(Hex("00 5b")), Result::Ok(0));
}

TEST(AddressTest, EqualityLooksAtTypeOctetsAndPort) {
  using socks::Address;
  EXPECT_EQ(Address::Ipv4({1, 2, 3, 4}, 5), Address::Ipv4({1, 2, 3, 4}, 5));
  EXPECT_NE(Address::Ipv4({1, 2, 3, 4}, 5), Address::Ipv4({1, 2, 3, 4}, 6));
  EXPECT_NE(Address::Ipv4({1, 2, 3, 4}, 5), Address::Ipv4({1, 2, 3, 5}, 5));
  EXPECT_NE(Address::Ipv4({0, 0, 0, 0}, 5), Address::Ipv6({}, 5));
  EXPECT_NE(Address::Domain("a", 5), Address::Domain("A", 5));
  EXPECT_EQ(Address::Domain("a", 5).domain(), "a");
  EXPECT_EQ(Address::Ipv4({1, 2, 3, 4}, 5).ip().size(), 4u);
  EXPECT_TRUE(Address::Ipv6({}, 5).domain().empty());
}

TEST(ReplyTest, AddressesOfEveryType) {
  Reply reply;
  ASSERT_EQ(
      Decode(Hex("05 00 00 04 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 01 bb"), &reply),
      Result::Ok(22));
  EXPECT_EQ(reply.address.type(), socks::AddressType::kIpv6);
  EXPECT_EQ(DecodeAs<Reply>("05 00 00 04"), Result::NeedMore(22));
  EXPECT_EQ(DecodeAs<Reply>("05 00 00 01"), Result::NeedMore(10));
  EXPECT_EQ(DecodeAs<Reply>("05 00 00 09"),
            Result::Error(Code::kBadAddress, Detail::kUnknownAddressType, 3, 9));
  EXPECT_EQ(DecodeAs<Reply>("05 00 00 03 02 00"), Bad(Detail::kNulInDomain, 5, 0));
  EXPECT_EQ(DecodeAs<Reply>("05 00 00 03 01 00 00 50"), Bad(Detail::kNulInDomain, 5, 0));
  EXPECT_EQ(DecodeAs<Reply>("04"), Bad(Detail::kSocksVersion, 0, 4));
  EXPECT_EQ(DecodeAs<Reply>("04 00 00 01"), Bad(Detail::kSocksVersion, 0, 4));
  EXPECT_EQ(DecodeAs<Reply>("05 00 01", Policy::Strict()), Bad(Detail::kReservedNonzero, 2, 1));
  EXPECT_EQ(DecodeAs<Reply>("05"), Result::NeedMore(7));
}

TEST(ReplyTest, EncoderRefuses) {
  Reply reply;
  std::vector<uint8_t> room(10);
  EXPECT_EQ(Encode(reply, MakeSpan(room.data(), 9)), Refuse(Detail::kOutputTooSmall, 10));
  reply.address = socks::Address::Domain("", 1);
  EXPECT_EQ(Encode(reply, MakeSpan(room)), Refuse(Detail::kEmptyDomainInReply, 4));
  EXPECT_EQ(Encoded(reply, Policy::Interop()), Hex("05 01 00 03 00 00 01"));
  reply.code = static_cast<ReplyCode>(9);
  EXPECT_EQ(Encode(reply, MakeSpan(room)), Refuse(Detail::kUnknownReply, 1, 9));
}

TEST(GreetingTest, EncoderSaysHowMuchRoomItNeeds) {
  Greeting greeting;
  const std::vector<uint8_t> methods = {0, 2};
  greeting.methods = methods;
  EXPECT_EQ(Encode(greeting, {}), Refuse(Detail::kOutputTooSmall, 4));
}

TEST(EqualityTest, LooksAtEveryField) {
  const std::vector<uint8_t> methods = {0};
  Greeting greeting;
  EXPECT_TRUE(greeting == Greeting());
  greeting.methods = methods;
  EXPECT_FALSE(greeting == Greeting());
  MethodSelection selection;
  EXPECT_TRUE(selection == MethodSelection());
  selection.method = Method::kGssapi;
  EXPECT_FALSE(selection == MethodSelection());
  Request request;
  request.address = socks::Address::Ipv4({1, 2, 3, 4}, 5);
  EXPECT_FALSE(request == Request());
  Reply reply;
  EXPECT_TRUE(reply == Reply());
  reply.address = request.address;
  EXPECT_FALSE(reply == Reply());
}

TEST(EqualityTest, ViolationsAreNotCompared) {
  Request a;
  Request b;
  b.violations.Add(Violation::kReservedNonzero);
  EXPECT_TRUE(a == b);
  b.command = Command::kBind;
  EXPECT_FALSE(a == b);
  Reply c;
  Reply d;
  d.code = ReplyCode::kSucceeded;
  EXPECT_FALSE(c == d);
}

// Of every first two octets, with others behind them or not: two octets are enough.
TEST(Socks5ReplyTest, NoOctetBehindTheCodeOfAPartialReplyMatters) {
  for (const uint8_t code : {uint8_t{1}, uint8_t{5}, uint8_t{9}, uint8_t{0xFF}}) {
    std::vector<uint8_t> part = {5, code};
    const Result expected = PartialReply(part);
    ASSERT_EQ(expected.detail(), Detail::kSocks5Refused);
    part.resize(8);
    for (size_t at = 2; at < part.size(); ++at) {
      for (unsigned octet = 0; octet <= 0xFF; ++octet) {
        part[at] = static_cast<uint8_t>(octet);
        for (size_t size = 3; size <= part.size(); ++size) {
          ASSERT_EQ(PartialReply(MakeConstSpan(part.data(), size)), expected) << at << " " << octet;
        }
      }
    }
  }
}

TEST(Socks5ReplyTest, TwoOctetsOfAPartialReplyDecide) {
  for (int version = 0; version < 256; ++version) {
    for (int code = 0; code < 256; ++code) {
      std::vector<uint8_t> input = {static_cast<uint8_t>(version), static_cast<uint8_t>(code)};
      const bool refuses = version == 5 && code != 0;
      const Result expected =
          refuses ? Result::Error(Code::kPeerRefused, Detail::kSocks5Refused, 1, input[1])
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
  EXPECT_EQ(Greeting::kInfo.id, 3);
  EXPECT_EQ(MethodSelection::kInfo.id, 4);
  EXPECT_EQ(Request::kInfo.id, 7);
  EXPECT_EQ(Reply::kInfo.id, 8);
}

}  // namespace
}  // namespace socks5
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
