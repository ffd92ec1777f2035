// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/server_handshake.h"

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks {
namespace {

using Kind = ServerEvent::Kind;
using Protocols = ServerHandshake::Protocols;
using socks5::Method;

static_assert(std::is_trivially_copyable<ServerHandshake>::value, "law 11");
static_assert(sizeof(ServerHandshake) <= 64, "a few bytes");

constexpr Result kBadState = Result::Error(Code::kBadState, Detail::kNone, 0);

Result Bad(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, n, octet);
}
Result Refused(Detail detail, uint8_t octet, uint32_t n = 1) {
  return Result::Error(Code::kPeerRefused, detail, n, octet);
}

socks5::MethodSelection Select(uint8_t method) { return {static_cast<Method>(method)}; }
userpass::Reply Status(uint8_t status) { return {status, {}}; }
socks5::Reply Rep(uint8_t rep) { return {static_cast<socks5::ReplyCode>(rep), Address(), {}}; }
socks4::Reply Cd(uint8_t cd) { return {static_cast<socks4::ReplyCode>(cd), Address(), {}}; }

// A handshake with the octets that have arrived and are unread.
class Server {
 public:
  explicit Server(Protocols protocols = Protocols::kSocks4AndSocks5,
                  Policy policy = Policy::Interop())
      : handshake(protocols, policy) {}

  Server& Arrive(const std::string& hex) {
    unread = unread + Hex(hex);
    return *this;
  }

  Result Read() {
    const Result read = handshake.Read(unread, &event);
    if (read.ok()) {
      taken.assign(unread.begin(), unread.begin() + read.consumed());  // the event's views end here
      unread.erase(unread.begin(), unread.begin() + read.consumed());
    }
    return read;
  }

  // What Write gave, or nothing where it failed.
  template <typename Message>
  std::vector<uint8_t> Write(const Message& message) {
    std::vector<uint8_t> output(600);
    if constexpr (kBreaksRules<Message>) {
      result = handshake.Write(message, MakeSpan(output), Policy::Lenient());
    } else {
      result = handshake.Write(message, MakeSpan(output));
    }
    output.resize(result.ok() ? result.written() : 0);
    return output;
  }

  template <typename Reason>
  std::vector<uint8_t> Refuse(Reason reason) {
    std::vector<uint8_t> output(600);
    result = handshake.Refuse(reason, MakeSpan(output));
    output.resize(result.ok() ? result.written() : 0);
    return output;
  }

  HandshakeStep step() const { return handshake.step(); }

  ServerHandshake handshake;
  ServerEvent event;
  std::vector<uint8_t> unread;
  std::vector<uint8_t> taken;
  Result result;
};

// Greeting read and `method` selected.
Server Selected(uint8_t method, Policy policy = Policy::Interop()) {
  Server server(Protocols::kSocks4AndSocks5, policy);
  server.Arrive("05 04 00 01 02 80");
  EXPECT_TRUE(server.Read().ok());
  EXPECT_EQ(server.Write(Select(method)).size(), 2U);
  return server;
}

TEST(ServerHandshakeTest, ConnectWithoutAuthentication) {
  Server server;
  EXPECT_EQ(server.step(), HandshakeStep::kGreeting);
  EXPECT_TRUE(server.handshake.awaits_peer());
  EXPECT_EQ(server.handshake.version(), 0);
  EXPECT_EQ(server.Read(), Result::NeedMore(2));
  server.Arrive("05 02 00 02");
  ASSERT_EQ(server.handshake.Read(server.unread, &server.event), Result::Ok(4));
  EXPECT_EQ(server.event.kind, Kind::kGreeting);
  EXPECT_TRUE(server.event.greeting.Offers(Method::kUsernamePassword));
  server.unread.clear();
  EXPECT_EQ(server.handshake.version(), 5);
  EXPECT_EQ(server.step(), HandshakeStep::kMethodSelection);
  EXPECT_FALSE(server.handshake.awaits_peer());
  EXPECT_EQ(server.Write(Select(0)), Hex("05 00"));
  server.Arrive("05 01 00 03 01 78 00 50");
  ASSERT_EQ(server.handshake.Read(server.unread, &server.event), Result::Ok(8));
  EXPECT_EQ(server.event.kind, Kind::kRequest);
  EXPECT_EQ(server.event.command, socks5::Command::kConnect);
  EXPECT_EQ(server.event.address, Address::Domain("x", 80));
  EXPECT_EQ(server.Write(Rep(0)), Hex("05 00 00 01 00000000 0000"));
  EXPECT_EQ(server.step(), HandshakeStep::kDone);
  EXPECT_EQ(server.handshake.result(), Result::Ok(0));
  EXPECT_EQ(server.Read(), kBadState);
  EXPECT_EQ(server.handshake.EndOfStream({}), kBadState);
}

TEST(ServerHandshakeTest, Credentials) {
  Server server = Selected(2);
  server.Arrive("01 03 75 00 78 02 70 77");
  ASSERT_EQ(server.handshake.Read(server.unread, &server.event), Result::Ok(8));
  EXPECT_EQ(server.event.kind, Kind::kCredentials);
  EXPECT_EQ(server.event.credentials.username, std::string("u\0x", 3));
  EXPECT_EQ(server.event.credentials.password, "pw");
  EXPECT_EQ(server.Write(Status(0)), Hex("01 00"));
  EXPECT_EQ(server.step(), HandshakeStep::kRequest);
}

// CVE-2023-43644: the failure was answered and the session went on.
TEST(ServerHandshakeTest, WrongPasswordIsTheEnd) {
  Server server = Selected(2);
  server.Arrive("01 01 75 01 70 05 01 00 01 7f000001 0050");
  ASSERT_TRUE(server.Read().ok());
  EXPECT_EQ(server.Write(Status(7)), Hex("01 07"));
  const Result end = Refused(Detail::kCredentialsRejected, 7);
  EXPECT_EQ(server.step(), HandshakeStep::kOver);
  EXPECT_EQ(server.handshake.result(), end);
  EXPECT_EQ(server.Read(), end);
  EXPECT_TRUE(server.Write(Rep(0)).empty());
  EXPECT_EQ(server.result, end);
  EXPECT_EQ(server.handshake.EndOfStream({}), end);
  EXPECT_EQ(server.handshake.Authenticated(), end);
  EXPECT_TRUE(server.Refuse(end).empty()) << "it has been said already";
  EXPECT_EQ(server.result, end);
}

// CVE-2023-43644, the second path: SOCKS4 knows no password.
TEST(ServerHandshakeTest, ProtocolsThatAreNotTaken) {
  const std::string v4 = "04 01 0050 7f000001 00";
  Server only5(Protocols::kSocks5);
  EXPECT_EQ(only5.Arrive(v4).Read(), Bad(Detail::kSocksVersion, 0, 4));
  EXPECT_TRUE(only5.Refuse(only5.handshake.result()).empty());
  EXPECT_EQ(only5.result, Result::Ok(0));
  Server only4(Protocols::kSocks4);
  EXPECT_EQ(only4.Read(), Result::NeedMore(9));
  EXPECT_EQ(only4.Arrive("05").Read(), Bad(Detail::kSocksVersion, 0, 5));
  Server fresh4(Protocols::kSocks4);
  EXPECT_EQ(fresh4.Arrive(v4).Read(), Result::Ok(9));
  Server both;
  EXPECT_EQ(both.Arrive("47 45 54").Read(), Bad(Detail::kSocksVersion, 0, 0x47));
  EXPECT_TRUE(both.Refuse(both.handshake.result()).empty());
}

TEST(ServerHandshakeTest, Socks4) {
  Server server;
  server.Arrive("04 01 0050 00000001 6d65 00 78 00 ff");
  ASSERT_EQ(server.handshake.Read(server.unread, &server.event), Result::Ok(13));
  EXPECT_EQ(server.event.kind, Kind::kRequest);
  EXPECT_EQ(server.event.address, Address::Domain("x", 80));
  EXPECT_EQ(server.event.userid, "me");
  EXPECT_EQ(server.handshake.version(), 4);
  EXPECT_TRUE(server.Write(Rep(0)).empty());
  EXPECT_EQ(server.result, kBadState) << "a reply of the other protocol";
  EXPECT_EQ(server.Write(Cd(90)), Hex("00 5a 0000 00000000"));
  EXPECT_EQ(server.step(), HandshakeStep::kDone);
}

TEST(ServerHandshakeTest, BindHasTwoReplies) {
  Server server = Selected(0);
  server.Arrive("05 02 00 01 7f000001 0050");
  ASSERT_TRUE(server.Read().ok());
  EXPECT_EQ(server.Write(Rep(0)).size(), 10U);
  EXPECT_EQ(server.step(), HandshakeStep::kSecondReply);
  EXPECT_FALSE(server.handshake.awaits_peer());
  EXPECT_EQ(server.Write(Rep(0)).size(), 10U);
  EXPECT_EQ(server.step(), HandshakeStep::kDone);

  Server old;
  ASSERT_TRUE(old.Arrive("04 02 0050 7f000001 00").Read().ok());
  EXPECT_EQ(old.Write(Cd(90)).size(), 8U);
  EXPECT_EQ(old.step(), HandshakeStep::kSecondReply);
  EXPECT_EQ(old.Write(Cd(91)).size(), 8U);
  EXPECT_EQ(old.handshake.result(), Refused(Detail::kSocks4Refused, 91));
}

TEST(ServerHandshakeTest, AnyOtherCommandHasOneReply) {
  for (const char* command : {"03", "f0", "f1", "00"}) {
    Server server = Selected(0);
    ASSERT_TRUE(server.Arrive(std::string("05") + command + "00 01 7f000001 0050").Read().ok());
    server.Write(Rep(0));
    EXPECT_EQ(server.step(), HandshakeStep::kDone) << command;
  }
}

TEST(ServerHandshakeTest, SelectsOnlyWhatWasOffered) {
  Server server;
  ASSERT_TRUE(server.Arrive("05 01 63").Read().ok());
  EXPECT_TRUE(server.Write(Select(0)).empty());
  EXPECT_EQ(server.result, kBadState);
  EXPECT_EQ(server.step(), HandshakeStep::kMethodSelection);
  EXPECT_EQ(server.Write(Select(0xFF)), Hex("05 ff"));
  EXPECT_EQ(server.handshake.result(), Refused(Detail::kNoAcceptableMethod, 0xFF));
}

TEST(ServerHandshakeTest, GssapiFramesAreTheCallers) {
  Server server = Selected(1);
  EXPECT_EQ(server.step(), HandshakeStep::kExchange);
  EXPECT_FALSE(server.handshake.awaits_peer());
  server.Arrive("01 01 0002 abcd 01 02 0001 01 05 01 00 01 7f000001 0050");
  ASSERT_TRUE(server.Read().ok());
  EXPECT_EQ(server.event.kind, Kind::kFrame);
  EXPECT_EQ(server.event.frame.type, gssapi::Type::kAuthentication);
  const uint8_t token[] = {0xEE};
  EXPECT_EQ(server.Write(gssapi::Frame{gssapi::Type::kAuthentication, token}),
            Hex("01 01 0001 ee"));
  ASSERT_TRUE(server.Read().ok());
  EXPECT_EQ(server.event.frame.type, gssapi::Type::kProtectionLevel);
  EXPECT_EQ(server.handshake.Authenticated(), Result::Ok(0));
  EXPECT_EQ(server.Read(), Result::Ok(10));
  EXPECT_TRUE(server.Write(gssapi::Frame{gssapi::Type::kAbort, {}}).empty());
  EXPECT_EQ(server.result, kBadState);
}

// However many frames there were, the next one is read as the first was: not before it is complete.
TEST(ServerHandshakeTest, EveryGssapiFrameIsWaitedFor) {
  const std::vector<uint8_t> frame = Hex("01 01 0003 a1a2a3");
  Server server = Selected(1);
  for (int count = 0; count < 5; ++count) {
    const ServerHandshake before = server.handshake;
    for (size_t size = 0; size < frame.size(); ++size) {
      server.unread.assign(frame.begin(), frame.begin() + static_cast<ptrdiff_t>(size));
      EXPECT_EQ(server.Read(), Result::NeedMore(size < 2 ? 2 : size < 4 ? 4 : 7)) << count;
      EXPECT_EQ(server.handshake, before);
      EXPECT_EQ(server.event.frame.token.size(), count == 0 ? 0U : 3U);  // as it was
    }
    server.unread = frame;
    ASSERT_EQ(server.Read(), Result::Ok(7)) << count;
    EXPECT_EQ(server.event.frame.token.size(), 3U);
  }
}

TEST(ServerHandshakeTest, GssapiAborts) {
  Server ours = Selected(1);
  EXPECT_EQ(ours.Write(gssapi::Frame{gssapi::Type::kAbort, {}}), Hex("01 ff"));
  EXPECT_EQ(ours.handshake.result(), Refused(Detail::kGssapiAborted, 0xFF));
  Server theirs = Selected(1);
  EXPECT_EQ(theirs.Arrive("01 ff").Read(), Refused(Detail::kGssapiAborted, 0xFF));
  EXPECT_TRUE(theirs.Refuse(theirs.handshake.result()).empty());
  Server unknown = Selected(1);
  EXPECT_EQ(unknown.Arrive("01 04").Read(), Bad(Detail::kGssapiType, 1, 4));
  EXPECT_EQ(unknown.Refuse(unknown.handshake.result()), Hex("01 ff"));
}

TEST(ServerHandshakeTest, PrivateMethodsAreTheCallers) {
  Server server = Selected(0x80);
  EXPECT_EQ(server.step(), HandshakeStep::kExchange);
  EXPECT_EQ(server.Arrive("01 02 03").Read(), kBadState);
  EXPECT_TRUE(server.Write(gssapi::Frame()).empty());
  EXPECT_EQ(server.result, kBadState);
  ServerHandshake copy = server.handshake;
  EXPECT_EQ(copy.EndOfStream(server.unread), Bad(Detail::kClosedInsideMessage, 3));
  server.unread.clear();
  EXPECT_EQ(server.handshake.Authenticated(), Result::Ok(0));
  EXPECT_EQ(server.step(), HandshakeStep::kRequest);
  EXPECT_EQ(server.handshake.Authenticated(), kBadState);
}

// Section 2.1 of what peers do: a request where credentials are due, credentials twice, credentials
// where none are due.
TEST(ServerHandshakeTest, MessagesOutOfTurn) {
  Server early = Selected(2);
  EXPECT_EQ(early.Arrive("05 01 00 01 7f000001 0050").Read(), Bad(Detail::kAuthVersion, 0, 5));
  EXPECT_EQ(early.Refuse(early.handshake.result()), Hex("01 01"));
  EXPECT_TRUE(early.Refuse(early.handshake.result()).empty()) << "once";

  Server twice = Selected(2);
  twice.Arrive("01 01 75 01 70 01 01 75 01 70");
  ASSERT_TRUE(twice.Read().ok());
  EXPECT_EQ(twice.Write(Status(0)), Hex("01 00"));
  EXPECT_TRUE(twice.Write(Status(0)).empty());
  EXPECT_EQ(twice.result, kBadState);
  EXPECT_EQ(twice.Read(), Bad(Detail::kSocksVersion, 0, 1));

  Server unasked = Selected(0);
  EXPECT_EQ(unasked.Arrive("01 01 75 01 70").Read(), Bad(Detail::kSocksVersion, 0, 1));
}

TEST(ServerHandshakeTest, PipelinedMessagesWaitTheirTurn) {
  Server server;
  server.Arrive("05 01 02 01 01 75 01 70 05 01 00 01 7f000001 0050 50 41 59");
  ASSERT_EQ(server.Read(), Result::Ok(3));
  EXPECT_EQ(server.Read(), kBadState);
  server.Write(Select(2));
  ASSERT_EQ(server.Read(), Result::Ok(5));
  server.Write(Status(0));
  ASSERT_EQ(server.Read(), Result::Ok(10));
  server.Write(Rep(0));
  EXPECT_EQ(server.unread, Hex("50 41 59"));
}

struct Refusal {
  const char* name;
  HandshakeStep step;
  Result reason;
  const char* answer;
};

TEST(ServerHandshakeTest, RefusesAsTheStepHasIt) {
  const Result unreachable = Refused(Detail::kSocks5Refused, 4);
  const Result upstream = Refused(Detail::kNoAcceptableMethod, 0xFF);
  const Result rejected = Refused(Detail::kCredentialsRejected, 1);
  const Result closed = Bad(Detail::kClosedBetweenMessages, 0);
  for (const Refusal& row : std::vector<Refusal>{
           {"05 01 00", HandshakeStep::kMethodSelection, unreachable, "05 ff"},
           {"05 01 02 s2", HandshakeStep::kCredentials, closed, "01 01"},
           {"05 01 02 s2 01 01 75 01 70", HandshakeStep::kCredentialsReply, rejected, "01 01"},
           {"05 01 01 s1", HandshakeStep::kExchange, closed, "01 ff"},
           {"05 01 80 s8", HandshakeStep::kExchange, closed, ""},
           {"05 01 00 s0", HandshakeStep::kRequest, closed, "05 01 00 01 00000000 0000"},
           {"05 01 00 s0 05 01 00 01 7f000001 0050", HandshakeStep::kReply, unreachable,
            "05 04 00 01 00000000 0000"},
           {"05 01 00 s0 05 01 00 01 7f000001 0050", HandshakeStep::kReply, upstream,
            "05 01 00 01 00000000 0000"},
           {"05 01 00 s0 05 01 00 01 7f000001 0050", HandshakeStep::kReply, closed,
            "05 01 00 01 00000000 0000"},
           {"04 01 0050 7f000001 00", HandshakeStep::kReply, unreachable, "00 5b 0000 00000000"},
           {"04 01 0050 7f000001 00", HandshakeStep::kReply, rejected, "00 5d 0000 00000000"},
           {"04 01 0050 7f000001 00", HandshakeStep::kReply, closed, "00 5b 0000 00000000"},
           {"", HandshakeStep::kGreeting, closed, ""},
       }) {
    Server server;
    const std::string text = row.name;
    const size_t mark = text.find('s');
    server.Arrive(text.substr(0, mark));
    EXPECT_EQ(server.Read().ok(), !text.empty()) << row.name;
    if (mark != std::string::npos) {
      const uint8_t method = static_cast<uint8_t>(text[mark + 1] - '0');
      server.Write(Select(method == 8 ? 0x80 : method));
      server.Arrive(text.substr(mark + 2));
      EXPECT_EQ(server.unread.empty() || server.Read().ok(), true) << row.name;
    }
    ASSERT_EQ(server.step(), row.step) << row.name;
    EXPECT_TRUE(server.Refuse(Result::Ok(0)).empty());
    EXPECT_EQ(server.result, kBadState) << "no failure";
    EXPECT_TRUE(server.Refuse(Result::NeedMore(9)).empty());
    EXPECT_EQ(server.result, kBadState) << "no failure";
    EXPECT_EQ(server.Refuse(row.reason), Hex(row.answer)) << row.name;
    EXPECT_TRUE(server.result.ok());
    EXPECT_EQ(server.handshake.result(), row.reason) << row.name;
    EXPECT_TRUE(server.Refuse(row.reason).empty()) << "once";
    EXPECT_EQ(server.result, row.reason);
  }
}

TEST(ServerHandshakeTest, AnswersFailures) {
  struct {
    const char* request;
    Result failure;
    const char* answer;
  } const kRows[] = {
      {"05 01 00 02", Result::Error(Code::kBadAddress, Detail::kUnknownAddressType, 3, 2),
       "05 08 00 01 00000000 0000"},
      {"05 01 00 03 00", Bad(Detail::kEmptyDomain, 4), "05 01 00 01 00000000 0000"},
      {"05 01 00 03 02 61 00", Bad(Detail::kNulInDomain, 5), "05 01 00 01 00000000 0000"},
      {"04 01", Bad(Detail::kSocksVersion, 0, 4), ""},
  };
  for (const auto& row : kRows) {
    Server server = Selected(0);
    EXPECT_EQ(server.Arrive(row.request).Read(), row.failure) << row.request;
    EXPECT_EQ(server.Refuse(Refused(Detail::kSocks5Refused, 3)), Hex(row.answer)) << row.request;
    EXPECT_EQ(server.handshake.result(), row.failure);
  }
  Server none;
  EXPECT_EQ(none.Arrive("05 00").Read(), Bad(Detail::kNoMethods, 1));
  EXPECT_EQ(none.handshake.version(), 5);
  EXPECT_EQ(none.Refuse(none.handshake.result()), Hex("05 ff"));
  Server old;
  EXPECT_EQ(old.Arrive("04 01 0050 00000001 00 00").Read(), Bad(Detail::kEmptyDomain, 9));
  EXPECT_EQ(old.Refuse(old.handshake.result()), Hex("00 5b 0000 00000000"));
}

TEST(ServerHandshakeTest, RefusalNeedsRoom) {
  Server server = Selected(0);
  ASSERT_TRUE(server.Arrive("05 01 00 01 7f000001 0050").Read().ok());
  std::vector<uint8_t> output(9, 0x5A);
  const Result reason = Refused(Detail::kSocks5Refused, 2);
  EXPECT_EQ(server.handshake.Refuse(reason, MakeSpan(output)),
            Result::Error(Code::kSerialization, Detail::kOutputTooSmall, 10));
  EXPECT_EQ(output, std::vector<uint8_t>(9, 0x5A));
  EXPECT_EQ(server.step(), HandshakeStep::kReply);
  EXPECT_EQ(server.Refuse(reason), Hex("05 02 00 01 00000000 0000"));
}

// A reply that cannot be sent ends the handshake; the client is told all the same.
TEST(ServerHandshakeTest, ReplyThatCannotBeSent) {
  Server server;
  ASSERT_TRUE(server.Arrive("04 01 0050 7f000001 00").Read().ok());
  const Result failed = Result::Error(Code::kSerialization, Detail::kNotIpv4, 4);
  EXPECT_TRUE(
      server.Write(socks4::Reply{socks4::ReplyCode::kGranted, Address::Ipv6({}, 1), {}}).empty());
  EXPECT_EQ(server.result.detail(), failed.detail());
  EXPECT_EQ(server.step(), HandshakeStep::kOver);
  EXPECT_EQ(server.Refuse(server.handshake.result()), Hex("00 5b 0000 00000000"));
}

TEST(ServerHandshakeTest, EndOfStream) {
  Server nothing;
  EXPECT_EQ(nothing.handshake.EndOfStream({}), Bad(Detail::kClosedBetweenMessages, 0));
  EXPECT_EQ(nothing.step(), HandshakeStep::kOver);
  Server part;
  EXPECT_EQ(part.handshake.EndOfStream(Hex("05 02 00")), Bad(Detail::kClosedInsideMessage, 3));
  Server whole;
  EXPECT_EQ(whole.handshake.EndOfStream(Hex("05 01 00")), kBadState) << "it can be read";
  EXPECT_EQ(whole.handshake.EndOfStream(Hex("06")), kBadState) << "it can be judged";
  EXPECT_EQ(whole.step(), HandshakeStep::kGreeting);
  Server asked = Selected(0);
  ASSERT_TRUE(asked.Arrive("05 01 00 01 7f000001 0050").Read().ok());
  EXPECT_EQ(asked.handshake.EndOfStream({}), kBadState) << "a client may close its side";
  EXPECT_EQ(asked.step(), HandshakeStep::kReply);
  Server frames = Selected(1);
  EXPECT_EQ(frames.handshake.EndOfStream(Hex("01 01")), Bad(Detail::kClosedInsideMessage, 2));
}

TEST(ServerHandshakeTest, ReadsByItsPolicy) {
  Server strict = Selected(0, Policy::Strict());
  EXPECT_EQ(strict.Arrive("05 01 01").Read(), Bad(Detail::kReservedNonzero, 2, 1));
  Server lenient = Selected(0, Policy::Lenient());
  ASSERT_EQ(lenient.Arrive("05 01 01 03 00 0050").Read(), Result::Ok(7));
  EXPECT_TRUE(lenient.event.violations.Has(Violation::kReservedNonzero));
  EXPECT_TRUE(lenient.event.violations.Has(Violation::kEmptyDomain));
}

TEST(ServerHandshakeTest, EqualityComparesEverything) {
  EXPECT_TRUE(ServerHandshake(Protocols::kSocks5) == ServerHandshake(Protocols::kSocks5));
  EXPECT_FALSE(ServerHandshake(Protocols::kSocks5) == ServerHandshake(Protocols::kSocks4));
  Server heard;
  Server unheard;
  EXPECT_FALSE(heard.Arrive("05 00").Read().ok());
  EXPECT_FALSE(unheard.Arrive("05 00").Read().ok());
  EXPECT_TRUE(heard.handshake == unheard.handshake);
  EXPECT_EQ(heard.Refuse(heard.handshake.result()).size(), 2U);
  EXPECT_FALSE(heard.handshake == unheard.handshake) << "one is answered";
}

TEST(ServerHandshakeTest, EveryMethodLeadsToItsStep) {
  for (unsigned method = 0; method < 0xFF; ++method) {
    Server server;
    server.unread = {5, 1, static_cast<uint8_t>(method)};
    ASSERT_TRUE(server.Read().ok());
    server.Write(Select(static_cast<uint8_t>(method)));
    EXPECT_EQ(server.step(), method == 0   ? HandshakeStep::kRequest
                             : method == 2 ? HandshakeStep::kCredentials
                                           : HandshakeStep::kExchange);
    EXPECT_EQ(server.handshake.method(), static_cast<Method>(method));
  }
}

TEST(ServerHandshakeTest, Socks4HasNoUdpAssociate) {
  Server server(Protocols::kSocks4AndSocks5, Policy::Lenient());
  EXPECT_EQ(server.Arrive("04 03 0050 7f000001 00").Read(), Bad(Detail::kUnknownCommand, 1, 3));
  EXPECT_EQ(server.Refuse(server.handshake.result()), Hex("00 5b 0000 00000000"));
}

// As soon as it has arrived, so that no fault behind it comes first.
TEST(ServerHandshakeTest, UdpAssociateOfSocks4IsFoundAtItsOctet) {
  Server server(Protocols::kSocks4AndSocks5, Policy::Lenient());
  EXPECT_EQ(server.Arrive("04").Read(), Result::NeedMore(9));
  EXPECT_EQ(server.Arrive("03").Read(), Bad(Detail::kUnknownCommand, 1, 3));
}

TEST(ServerHandshakeTest, GrantsInEitherProtocol) {
  std::vector<uint8_t> output(600);
  const Address bound = Address::Ipv6({0x20, 1}, 8080);
  Server old;
  ASSERT_TRUE(old.Arrive("04 01 0050 7f000001 00").Read().ok());
  ServerHandshake same = old.handshake;
  ASSERT_EQ(old.handshake.Grant(bound, MakeSpan(output)), Result::Ok(8));
  EXPECT_EQ(std::vector<uint8_t>(output.begin(), output.begin() + 8), Hex("00 5a 1f90 00000000"));
  ASSERT_EQ(same.Grant(Address::Ipv4({10, 0, 0, 1}, 1), MakeSpan(output)), Result::Ok(8));
  EXPECT_EQ(std::vector<uint8_t>(output.begin(), output.begin() + 8), Hex("00 5a 0001 0a000001"));
  Server server = Selected(0);
  EXPECT_EQ(server.handshake.Grant(bound, MakeSpan(output)), kBadState);
  ASSERT_TRUE(server.Arrive("05 01 00 01 7f000001 0050").Read().ok());
  ServerHandshake unnamed = server.handshake;
  EXPECT_EQ(unnamed.Grant(Address::Domain("", 0), MakeSpan(output)), Result::Ok(7));
  ASSERT_EQ(server.handshake.Grant(bound, MakeSpan(output)), Result::Ok(22));
  EXPECT_EQ(server.step(), HandshakeStep::kDone);
}

// No reason, however odd its octet, makes a refusal say yes.
TEST(ServerHandshakeTest, RefusalsNeverGrant) {
  for (unsigned octet = 0; octet < 256; ++octet) {
    for (const Detail detail : {Detail::kSocks5Refused, Detail::kSocks4Refused}) {
      const Result reason = Refused(detail, static_cast<uint8_t>(octet));
      Server server = Selected(0);
      ASSERT_TRUE(server.Arrive("05 01 00 01 7f000001 0050").Read().ok());
      const uint8_t rep = server.Refuse(reason).at(1);
      const bool passed_on = detail == Detail::kSocks5Refused && octet != 0;
      EXPECT_EQ(rep, passed_on ? octet : 1);
      Server old;
      ASSERT_TRUE(old.Arrive("04 01 0050 7f000001 00").Read().ok());
      const uint8_t cd = old.Refuse(reason).at(1);
      EXPECT_EQ(cd, detail == Detail::kSocks4Refused && octet != 90 ? octet : 91);
    }
  }
}

// FF is a METHOD and an MTYP too: those are no REP.
TEST(ServerHandshakeTest, OnlyARepOfFfIsPassedOnAsOne) {
  for (const Detail detail :
       {Detail::kNoAcceptableMethod, Detail::kGssapiAborted, Detail::kCredentialsRejected}) {
    Server server = Selected(0);
    ASSERT_TRUE(server.Arrive("05 01 00 01 7f000001 0050").Read().ok());
    EXPECT_EQ(server.Refuse(Refused(detail, 0xFF)), Hex("05 01 00 01 00000000 0000"));
  }
  Server server = Selected(0);
  ASSERT_TRUE(server.Arrive("05 01 00 01 7f000001 0050").Read().ok());
  EXPECT_EQ(server.Refuse(Refused(Detail::kSocks5Refused, 0xFF)), Hex("05 ff 00 01 00000000 0000"));
}

TEST(ServerHandshakeTest, RefusesWithTheCodeOfAReply) {
  for (unsigned octet = 1; octet < 256; ++octet) {
    const auto rep = static_cast<socks5::ReplyCode>(octet);
    Server server = Selected(0);
    ASSERT_TRUE(server.Arrive("05 01 00 01 7f000001 0050").Read().ok());
    Server again = server;
    EXPECT_EQ(server.Refuse(rep).at(1), octet);
    EXPECT_EQ(server.handshake.result(),
              Refused(Detail::kSocks5Refused, static_cast<uint8_t>(octet)));
    EXPECT_EQ(server.step(), HandshakeStep::kOver);
    if (octet == 90) continue;
    const auto cd = static_cast<socks4::ReplyCode>(octet);
    EXPECT_EQ(again.Refuse(cd), Hex("05 01 00 01 00000000 0000"));
    Server old;
    ASSERT_TRUE(old.Arrive("04 01 0050 7f000001 00").Read().ok());
    Server old_again = old;
    EXPECT_EQ(old.Refuse(cd).at(1), octet);
    EXPECT_EQ(old_again.Refuse(rep), Hex("00 5b 0000 00000000"));
  }
  Server greeting;
  ASSERT_TRUE(greeting.Arrive("05 01 00").Read().ok());
  EXPECT_EQ(greeting.Refuse(socks5::ReplyCode::kNotAllowed), Hex("05 ff"));
}

TEST(ServerHandshakeTest, ACodeThatGrantsIsNoRefusal) {
  Server server = Selected(0);
  ASSERT_TRUE(server.Arrive("05 01 00 01 7f000001 0050").Read().ok());
  EXPECT_TRUE(server.Refuse(socks5::ReplyCode::kSucceeded).empty());
  EXPECT_EQ(server.result, kBadState);
  EXPECT_TRUE(server.Refuse(socks4::ReplyCode::kGranted).empty());
  EXPECT_EQ(server.result, kBadState);
  EXPECT_EQ(server.step(), HandshakeStep::kReply);
}

TEST(ServerHandshakeTest, MethodIsAbsentUntilOneIsSelected) {
  Server server;
  EXPECT_EQ(server.handshake.method(), std::nullopt);
  ASSERT_TRUE(server.Arrive("05 01 00").Read().ok());
  EXPECT_EQ(server.handshake.method(), std::nullopt);
  Server none = server;
  server.Write(Select(0));
  EXPECT_EQ(server.handshake.method(), Method::kNoAuthentication);
  none.Write(Select(0xFF));
  EXPECT_EQ(none.handshake.method(), std::nullopt);
  Server old;
  ASSERT_TRUE(old.Arrive("04 01 0050 7f000001 00").Read().ok());
  EXPECT_EQ(old.handshake.method(), std::nullopt);
}

TEST(ServerHandshakeTest, OnlyAFailureIsAReasonToRefuse) {
  Server server = Selected(0);
  ASSERT_TRUE(server.Arrive("05 01 00 01 7f000001 0050").Read().ok());
  for (const Result reason : {Result::Ok(0), Result::NeedMore(9), kBadState,
                              Result::Error(Code::kSerialization, Detail::kOutputTooSmall, 10)}) {
    EXPECT_TRUE(server.Refuse(reason).empty());
    EXPECT_EQ(server.result, kBadState);
    EXPECT_EQ(server.step(), HandshakeStep::kReply);
  }
}

// A reply that its policy refuses, a frame that is too long: the client is told all the same.
TEST(ServerHandshakeTest, FailuresToWriteAreAnswered) {
  std::vector<uint8_t> output(600);
  Server server = Selected(0);
  ASSERT_TRUE(server.Arrive("05 01 00 01 7f000001 0050").Read().ok());
  const socks5::Reply tor = Rep(0xF0);
  EXPECT_EQ(server.handshake.Write(tor, MakeSpan(output)),
            Result::Error(Code::kSerialization, Detail::kUnknownReply, 1, 0xF0));
  EXPECT_EQ(server.Refuse(server.handshake.result()), Hex("05 01 00 01 00000000 0000"));
  Server exchange = Selected(1);
  const std::vector<uint8_t> token(65536);
  EXPECT_TRUE(exchange.Write(gssapi::Frame{gssapi::Type::kAuthentication, token}).empty());
  EXPECT_EQ(exchange.handshake.result().detail(), Detail::kTokenTooLong);
  EXPECT_EQ(exchange.Refuse(exchange.handshake.result()), Hex("01 ff"));
}

TEST(ServerHandshakeTest, SecondReplyCanRefuse) {
  Server server = Selected(0);
  ASSERT_TRUE(server.Arrive("05 02 00 01 7f000001 0050").Read().ok());
  server.Write(Rep(0));
  EXPECT_EQ(server.Refuse(Refused(Detail::kSocks5Refused, 6)), Hex("05 06 00 01 00000000 0000"));
}

TEST(ServerHandshakeTest, EventsSayWhatThePolicyLetPass) {
  const Policy lenient = Policy::Lenient();
  Server greeting(Protocols::kSocks5, lenient);
  ASSERT_TRUE(greeting.Arrive("05 01 ff").Read().ok());
  EXPECT_TRUE(greeting.event.violations.Has(Violation::kMethodFfOffered));
  Server credentials = Selected(2, lenient);
  ASSERT_TRUE(credentials.Arrive("05 01 75 00").Read().ok());
  EXPECT_TRUE(credentials.event.violations.Has(Violation::kAuthVersion));
  EXPECT_TRUE(credentials.event.violations.Has(Violation::kEmptyPassword));
  Server old(Protocols::kSocks4, lenient);
  ASSERT_TRUE(old.Arrive("04 01 0050 00000000 00").Read().ok());
  EXPECT_TRUE(old.event.violations.Has(Violation::kUnspecifiedAddress));
  Server request = Selected(0);
  request.event.userid = "left over";
  ASSERT_TRUE(request.Arrive("05 f0 00 01 7f000001 0050").Read().ok());
  EXPECT_TRUE(request.event.violations.Has(Violation::kUnknownCommand));
  EXPECT_TRUE(request.event.userid.empty());
}

TEST(ServerHandshakeTest, EndOfStreamAtEveryStep) {
  struct {
    uint8_t method;
    const char* whole;
  } const kRows[] = {{2, "01 03 616263 03 646566"},
                     {1, "01 01 0005 0102030405"},
                     {0, "05 01 00 03 04 61626364 0050"}};
  for (const auto& row : kRows) {
    const std::vector<uint8_t> whole = Hex(row.whole);
    for (size_t size = 0; size <= whole.size(); ++size) {
      Server server = Selected(row.method);
      const Span<const uint8_t> unread(whole.data(), size);
      const Result expected = size == whole.size() ? kBadState
                              : size == 0
                                  ? Bad(Detail::kClosedBetweenMessages, 0)
                                  : Bad(Detail::kClosedInsideMessage, static_cast<uint32_t>(size));
      EXPECT_EQ(server.handshake.EndOfStream(unread), expected) << row.whole << " " << size;
    }
  }
}

}  // namespace
}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
