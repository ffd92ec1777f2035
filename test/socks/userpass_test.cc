// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/userpass.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace userpass {
namespace {

Result Bad(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, n, octet);
}
Result Refuse(Detail detail, uint32_t n) { return Result::Error(Code::kSerialization, detail, n); }

Result DecodeRequest(const std::string& hex, Policy policy = Policy::Interop()) {
  Request request;
  return Decode(Hex(hex), &request, policy);
}
Result DecodeReply(const std::string& hex, Policy policy = Policy::Interop()) {
  Reply reply;
  return Decode(Hex(hex), &reply, policy);
}

TEST(UserpassRequestTest, ViewsNameAndPassword) {
  const std::vector<uint8_t> bytes = Hex("01 03 75 00 78 02 70 77 05");
  Request request;
  ASSERT_EQ(Decode(bytes, &request), Result::Ok(8));
  EXPECT_EQ(request.username, string_view("u\0x", 3));
  EXPECT_EQ(request.password, "pw");
  EXPECT_TRUE(request.violations.empty());
}

TEST(UserpassRequestTest, EveryTwoSizes) {
  for (size_t user = 1; user <= 255; ++user) {
    for (size_t password = 1; password <= 255; ++password) {
      const std::string name(user, 'u');
      const std::string secret(password, 'p');
      Request request;
      request.username = name;
      request.password = secret;
      const size_t size = 3 + user + password;
      std::vector<uint8_t> room(size, 0x5A);
      ASSERT_EQ(Encode(request, MakeSpan(room)), Result::Ok(static_cast<uint32_t>(size)));
      Request back;
      ASSERT_EQ(Decode(room, &back), Result::Ok(static_cast<uint32_t>(size)));
      ASSERT_EQ(back, request) << user << " " << password;
    }
  }
}

TEST(UserpassRequestTest, AsksForTheShortestMessage) {
  EXPECT_EQ(DecodeRequest(""), Result::NeedMore(3));
  EXPECT_EQ(DecodeRequest("01"), Result::NeedMore(3));
  EXPECT_EQ(DecodeRequest("01 02"), Result::NeedMore(5));
  EXPECT_EQ(DecodeRequest("01 02 61 62"), Result::NeedMore(5));
  EXPECT_EQ(DecodeRequest("01 02 61 62 03"), Result::NeedMore(8));
  EXPECT_EQ(DecodeRequest("01 ff"), Result::NeedMore(258));
}

TEST(UserpassRequestTest, EmptyFields) {
  EXPECT_EQ(DecodeRequest("01 00"), Bad(Detail::kEmptyUsername, 1));
  EXPECT_EQ(DecodeRequest("01 01 61 00"), Result::Ok(4));
  EXPECT_EQ(DecodeRequest("01 01 61 00", Policy::Strict()), Bad(Detail::kEmptyPassword, 3));
  Request request;
  ASSERT_EQ(Decode(Hex("01 00 00"), &request, Policy::Lenient()), Result::Ok(3));
  EXPECT_TRUE(request.violations.Has(Violation::kEmptyUsername));
  EXPECT_TRUE(request.violations.Has(Violation::kEmptyPassword));
}

TEST(UserpassRequestTest, EveryVersion) {
  for (int version = 0; version < 256; ++version) {
    std::vector<uint8_t> bytes = Hex("00 01 61 01 62");
    bytes[0] = static_cast<uint8_t>(version);
    Request request;
    const Result r = Decode(bytes, &request, Policy::Lenient());
    if (version == 1 || version == 5) {
      EXPECT_EQ(r, Result::Ok(5));
      EXPECT_EQ(request.violations.Has(Violation::kAuthVersion), version == 5);
    } else {
      EXPECT_EQ(r, Bad(Detail::kSocksVersion, 0, bytes[0]));
    }
  }
  EXPECT_EQ(DecodeRequest("05"), Bad(Detail::kAuthVersion, 0, 5));
}

TEST(UserpassRequestTest, EncodesUpTo255Bytes) {
  const std::string longest(256, 'x');
  const string_view fits(longest.data(), 255);
  std::vector<uint8_t> room(600, 0xA5);
  Request request;
  request.username = fits;
  request.password = fits;
  EXPECT_EQ(EncodedSize(request), kMaxRequestSize);
  EXPECT_EQ(Encode(request, MakeSpan(room)), Result::Ok(513));
  Request again;
  ASSERT_EQ(Decode(room, &again), Result::Ok(513));
  EXPECT_TRUE(again == request);
  const std::vector<uint8_t> before = room;
  request.password = longest;
  EXPECT_EQ(Encode(request, MakeSpan(room)), Refuse(Detail::kPasswordTooLong, 257));
  request.username = longest;
  EXPECT_EQ(Encode(request, MakeSpan(room), Policy::Lenient()),
            Refuse(Detail::kUsernameTooLong, 1));
  EXPECT_EQ(room, before);
}

TEST(UserpassRequestTest, EncoderRefusesEmptyFieldsUnlessToldOtherwise) {
  std::vector<uint8_t> room(8);
  Request request;
  EXPECT_EQ(Encode(request, MakeSpan(room)), Refuse(Detail::kEmptyUsername, 1));
  EXPECT_EQ(Encode(request, MakeSpan(room), Policy::Lenient()), Result::Ok(3));
  request.username = "a";
  EXPECT_EQ(Encode(request, MakeSpan(room)), Refuse(Detail::kEmptyPassword, 3));
  EXPECT_EQ(Encode(request, MakeSpan(room), Policy::Interop()), Result::Ok(4));
  EXPECT_EQ(Encode(request, MakeSpan(room.data(), 3), Policy::Interop()),
            Refuse(Detail::kOutputTooSmall, 4));
}

TEST(UserpassReplyTest, EveryStatus) {
  for (int status = 0; status < 256; ++status) {
    const std::vector<uint8_t> bytes = {1, static_cast<uint8_t>(status)};
    Reply reply;
    ASSERT_EQ(Decode(bytes, &reply), Result::Ok(2));
    EXPECT_EQ(reply.status, status);
    std::vector<uint8_t> room(2);
    EXPECT_EQ(Encode(reply, MakeSpan(room)), Result::Ok(2));
    EXPECT_EQ(room, bytes);
    const Result expected = status == 0
                                ? Result::Ok(0)
                                : Result::Error(Code::kPeerRefused, Detail::kCredentialsRejected, 1,
                                                static_cast<uint8_t>(status));
    EXPECT_EQ(Verdict(reply), expected);
  }
}

TEST(UserpassReplyTest, EveryVersion) {
  for (int version = 0; version < 256; ++version) {
    const std::vector<uint8_t> bytes = {static_cast<uint8_t>(version), 0};
    Reply reply;
    const Result r = Decode(bytes, &reply);
    if (version == 0 || version == 1 || version == 5) {
      EXPECT_EQ(r, Result::Ok(2));
      EXPECT_EQ(reply.violations.Has(Violation::kReplyVersion), version != 1);
    } else {
      EXPECT_EQ(r, Bad(Detail::kSocksVersion, 0, bytes[0]));
    }
  }
  EXPECT_EQ(DecodeReply("05", Policy::Strict()), Bad(Detail::kReplyVersion, 0, 5));
}

TEST(UserpassReplyTest, ShortInputAndOutput) {
  EXPECT_EQ(DecodeReply(""), Result::NeedMore(2));
  EXPECT_EQ(DecodeReply("01"), Result::NeedMore(2));
  EXPECT_EQ(Encode(Reply(), {}), Refuse(Detail::kOutputTooSmall, 2));
  EXPECT_EQ(EncodedSize(Reply()), kMaxReplySize);
}

TEST(UserpassEqualityTest, LooksAtEveryField) {
  Request a;
  Request b;
  EXPECT_TRUE(a == b);
  a.password = "x";
  EXPECT_FALSE(a == b);
  a.username = "u";
  EXPECT_FALSE(a == b);
  Reply c;
  Reply d;
  EXPECT_TRUE(c == d);
  c.status = 0;
  EXPECT_FALSE(c == d);
}

// Saved inputs begin with it.
TEST(MessageIdTest, NeverChanges) {
  EXPECT_EQ(Request::kInfo.id, 5);
  EXPECT_EQ(Reply::kInfo.id, 6);
}

}  // namespace
}  // namespace userpass
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
