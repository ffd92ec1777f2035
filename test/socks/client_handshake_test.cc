// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/client_handshake.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
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

using Kind = ClientEvent::Kind;
using socks5::Method;

static_assert(std::is_trivially_copyable<ClientHandshake>::value, "law 11");
static_assert(sizeof(ClientHandshake) <= 64, "a few bytes");

constexpr size_t Longest(std::initializer_list<size_t> sizes) {
  size_t longest = 0;
  for (const size_t size : sizes) longest = size > longest ? size : longest;
  return longest;
}
static_assert(kMaxHandshakeMessage ==
                  Longest({socks4::kMaxRequestSize, socks4::kMaxReplySize, socks5::kMaxGreetingSize,
                           socks5::kMaxMethodSelectionSize, socks5::kMaxRequestSize,
                           socks5::kMaxReplySize, userpass::kMaxRequestSize,
                           userpass::kMaxReplySize}),
              "room for any message");

constexpr Result kBadState = Result::Error(Code::kBadState, Detail::kNone, 0);
constexpr char kGranted[] = "05 00 00 01 7f000001 1f90";

Result Bad(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, n, octet);
}
Result Refused(Detail detail, uint8_t octet, uint32_t n = 1) {
  return Result::Error(Code::kPeerRefused, detail, n, octet);
}

userpass::Request Credentials() { return {"u", "p", {}}; }
socks5::Request Ask(socks5::Command command = socks5::Command::kConnect) {
  return {command, Address::Ipv4({127, 0, 0, 1}, 80), {}};
}
socks4::Request Ask4(socks4::Command command = socks4::Command::kConnect) {
  return {command, 1, Address::Ipv4({127, 0, 0, 1}, 80), "me", {}};
}

// A handshake with the octets that have arrived and are unread.
class Client {
 public:
  explicit Client(ClientHandshake begun = ClientHandshake::Socks5()) : handshake(begun) {}

  Client& Arrive(const std::string& hex) {
    unread = unread + Hex(hex);
    return *this;
  }

  Result Read() {
    const Result read = handshake.Read(unread, &event);
    if (read.ok()) {
      taken.assign(unread.begin(), unread.begin() + read.consumed());
      unread.erase(unread.begin(), unread.begin() + read.consumed());
    }
    return read;
  }

  template <typename Message>
  std::vector<uint8_t> Write(const Message& message) {
    std::vector<uint8_t> output(600);
    result = handshake.Write(message, MakeSpan(output));
    output.resize(result.ok() ? result.written() : 0);
    return output;
  }

  std::vector<uint8_t> Greet(const std::string& methods) {
    const std::vector<uint8_t> octets = Hex(methods);
    return Write(socks5::Greeting{octets, {}});
  }

  HandshakeStep step() const { return handshake.step(); }

  ClientHandshake handshake;
  ClientEvent event;
  std::vector<uint8_t> unread;
  std::vector<uint8_t> taken;
  Result result;
};

// `methods` offered and `selection` read.
Client Selected(const std::string& methods, const std::string& selection,
                Policy policy = Policy::Interop()) {
  Client client(ClientHandshake::Socks5(policy));
  EXPECT_FALSE(client.Greet(methods).empty());
  EXPECT_EQ(client.Arrive("05" + selection).Read(), Result::Ok(2));
  return client;
}

// The request written, without authentication.
Client Asked(socks5::Command command = socks5::Command::kConnect,
             Policy policy = Policy::Interop()) {
  Client client = Selected("00", "00", policy);
  EXPECT_FALSE(client.Write(Ask(command)).empty());
  return client;
}

TEST(ClientHandshakeTest, ConnectWithCredentials) {
  Client client;
  EXPECT_EQ(client.step(), HandshakeStep::kGreeting);
  EXPECT_FALSE(client.handshake.awaits_peer());
  EXPECT_EQ(client.Read(), kBadState);
  EXPECT_EQ(client.Greet("00 02"), Hex("05 02 00 02"));
  EXPECT_TRUE(client.handshake.awaits_peer());
  EXPECT_TRUE(client.Greet("00").empty());
  EXPECT_EQ(client.result, kBadState);
  EXPECT_TRUE(client.Write(Credentials()).empty()) << "the server may select another";
  EXPECT_TRUE(client.Write(Ask()).empty()) << "the server may ask for credentials";
  EXPECT_EQ(client.Read(), Result::NeedMore(2));
  ASSERT_EQ(client.Arrive("05 02").Read(), Result::Ok(2));
  EXPECT_EQ(client.event.kind, Kind::kMethodSelected);
  EXPECT_EQ(client.event.method, Method::kUsernamePassword);
  EXPECT_EQ(client.handshake.method(), Method::kUsernamePassword);
  EXPECT_EQ(client.step(), HandshakeStep::kCredentials);
  EXPECT_TRUE(client.Write(Ask()).empty());
  EXPECT_EQ(client.Write(Credentials()), Hex("01 01 75 01 70"));
  EXPECT_TRUE(client.Write(Credentials()).empty()) << "once";
  ASSERT_EQ(client.Arrive("01 00").Read(), Result::Ok(2));
  EXPECT_EQ(client.event.kind, Kind::kAuthenticated);
  EXPECT_EQ(client.Write(Ask()), Hex("05 01 00 01 7f000001 0050"));
  EXPECT_TRUE(client.Write(Ask()).empty()) << "once";
  ASSERT_EQ(client.Arrive(kGranted).Arrive("50 41 59").Read(), Result::Ok(10));
  EXPECT_EQ(client.event.kind, Kind::kReply);
  EXPECT_EQ(client.event.address, Address::Ipv4({127, 0, 0, 1}, 8080));
  EXPECT_EQ(client.step(), HandshakeStep::kDone);
  EXPECT_EQ(client.unread, Hex("50 41 59"));
  EXPECT_EQ(client.Read(), kBadState);
  EXPECT_EQ(client.handshake.result(), Result::Ok(0));
}

TEST(ClientHandshakeTest, Socks4) {
  Client client(ClientHandshake::Socks4());
  EXPECT_EQ(client.step(), HandshakeStep::kRequest);
  EXPECT_TRUE(client.Greet("00").empty());
  EXPECT_TRUE(client.Write(Ask()).empty()) << "a request of the other protocol";
  EXPECT_EQ(client.result, kBadState);
  EXPECT_EQ(client.Write(Ask4()), Hex("04 01 0050 7f000001 6d65 00"));
  EXPECT_EQ(client.step(), HandshakeStep::kReply);
  EXPECT_TRUE(client.Write(Ask4()).empty()) << "once";
  ASSERT_EQ(client.Arrive("00 5a 1f90 7f000001").Read(), Result::Ok(8));
  EXPECT_EQ(client.event.address, Address::Ipv4({127, 0, 0, 1}, 8080));
  EXPECT_EQ(client.step(), HandshakeStep::kDone);
  Client other = Selected("00", "00");
  EXPECT_TRUE(other.Write(Ask4()).empty());
  EXPECT_EQ(other.result, kBadState);
}

TEST(ClientHandshakeTest, BindHasTwoReplies) {
  Client client = Asked(socks5::Command::kBind);
  client.Arrive(kGranted).Arrive("05 00 00 01 0a000001 0019 aa");
  ASSERT_EQ(client.Read(), Result::Ok(10));
  EXPECT_EQ(client.step(), HandshakeStep::kSecondReply);
  EXPECT_TRUE(client.handshake.awaits_peer());
  ASSERT_EQ(client.Read(), Result::Ok(10));
  EXPECT_EQ(client.event.address, Address::Ipv4({10, 0, 0, 1}, 25));
  EXPECT_EQ(client.step(), HandshakeStep::kDone);
  EXPECT_EQ(client.unread, Hex("aa"));

  Client old(ClientHandshake::Socks4());
  old.Write(Ask4(socks4::Command::kBind));
  old.Arrive("00 5a 1f90 7f000001");
  ASSERT_TRUE(old.Read().ok());
  EXPECT_EQ(old.handshake.EndOfStream(Hex("00 5b")), Refused(Detail::kSocks4Refused, 91));
}

TEST(ClientHandshakeTest, AnyOtherCommandHasOneReply) {
  Client client = Asked(socks5::Command::kUdpAssociate);
  ASSERT_TRUE(client.Arrive(kGranted).Read().ok());
  EXPECT_EQ(client.step(), HandshakeStep::kDone);
}

TEST(ClientHandshakeTest, OptimisticWithoutAuthentication) {
  Client client;
  client.Greet("00");
  EXPECT_EQ(client.Write(Ask()).size(), 10U);
  EXPECT_EQ(client.step(), HandshakeStep::kMethodSelection);
  EXPECT_TRUE(client.Write(Ask()).empty()) << "once";
  client.Arrive("05 00").Arrive(kGranted).Arrive("aa");
  ASSERT_EQ(client.Read(), Result::Ok(2));
  EXPECT_EQ(client.step(), HandshakeStep::kReply);
  ASSERT_EQ(client.Read(), Result::Ok(10));
  EXPECT_EQ(client.step(), HandshakeStep::kDone);
  EXPECT_EQ(client.unread, Hex("aa"));
}

TEST(ClientHandshakeTest, OptimisticWithCredentials) {
  Client client;
  client.Greet("02 02");
  EXPECT_TRUE(client.Write(Ask()).empty()) << "credentials come first";
  EXPECT_EQ(client.Write(Credentials()).size(), 5U);
  EXPECT_TRUE(client.Write(Credentials()).empty()) << "once";
  EXPECT_EQ(client.Write(Ask()).size(), 10U);
  client.Arrive("05 02 01 00").Arrive(kGranted);
  ASSERT_EQ(client.Read(), Result::Ok(2));
  EXPECT_EQ(client.step(), HandshakeStep::kCredentialsReply);
  ASSERT_EQ(client.Read(), Result::Ok(2));
  EXPECT_EQ(client.step(), HandshakeStep::kReply);
  ASSERT_EQ(client.Read(), Result::Ok(10));
  EXPECT_EQ(client.step(), HandshakeStep::kDone);
}

TEST(ClientHandshakeTest, OptimisticBehindTheSelection) {
  Client client = Selected("00 02", "02");
  client.Write(Credentials());
  EXPECT_EQ(client.Write(Ask()).size(), 10U);
  EXPECT_EQ(client.step(), HandshakeStep::kCredentialsReply);
  ASSERT_EQ(client.Arrive("01 00").Arrive(kGranted).Read(), Result::Ok(2));
  EXPECT_EQ(client.step(), HandshakeStep::kReply);
}

TEST(ClientHandshakeTest, OptimisticNeverWithAnyOtherOffer) {
  for (const char* methods : {"00 02", "01", "80", "02 80", "00 01"}) {
    Client client;
    client.Greet(methods);
    EXPECT_TRUE(client.Write(Credentials()).empty()) << methods;
    EXPECT_EQ(client.result, kBadState);
    EXPECT_TRUE(client.Write(Ask()).empty()) << methods;
    EXPECT_EQ(client.result, kBadState);
  }
}

// The method and the reply at once, before the request was sent: curl 7.88 fails.
TEST(ClientHandshakeTest, EarlyReplyWaitsItsTurn) {
  Client client;
  client.Greet("00");
  client.Arrive("05 00").Arrive(kGranted);
  ASSERT_EQ(client.Read(), Result::Ok(2));
  EXPECT_EQ(client.Read(), kBadState);
  client.Write(Ask());
  EXPECT_EQ(client.Read(), Result::Ok(10));
  EXPECT_EQ(client.step(), HandshakeStep::kDone);
}

TEST(ClientHandshakeTest, MethodThatWasNotOffered) {
  Client client;
  client.Greet("00");
  const Result end = Bad(Detail::kMethodNotOffered, 1, 2);
  EXPECT_EQ(client.Arrive("05 02").Read(), end);
  EXPECT_EQ(client.step(), HandshakeStep::kOver);
  EXPECT_TRUE(client.Write(Credentials()).empty()) << "no empty credentials either";
  EXPECT_EQ(client.result, end);
  Client every;
  every.Greet("00 01 02 80 fe");
  EXPECT_EQ(every.Arrive("05 81").Read(), Bad(Detail::kMethodNotOffered, 1, 0x81));
}

TEST(ClientHandshakeTest, NoMethodIsAcceptable) {
  Client client;
  client.Greet("00 02");
  EXPECT_EQ(client.Arrive("05 ff 05 00").Read(), Refused(Detail::kNoAcceptableMethod, 0xFF));
  EXPECT_EQ(client.step(), HandshakeStep::kOver);
}

TEST(ClientHandshakeTest, RejectedCredentialsAreTheEnd) {
  Client client = Selected("02", "02");
  client.Write(Credentials());
  const Result end = Refused(Detail::kCredentialsRejected, 1);
  EXPECT_EQ(client.Arrive("01 01").Arrive(kGranted).Read(), end);
  EXPECT_EQ(client.Read(), end);
  EXPECT_TRUE(client.Write(Ask()).empty());
  EXPECT_EQ(client.result, end);
  EXPECT_EQ(client.handshake.Authenticated(), end);
  EXPECT_EQ(client.handshake.EndOfStream({}), end);
}

TEST(ClientHandshakeTest, GssapiFramesAreTheCallers) {
  Client client = Selected("01", "01");
  EXPECT_EQ(client.step(), HandshakeStep::kExchange);
  const uint8_t token[] = {0xAB};
  EXPECT_EQ(client.Write(gssapi::Frame{gssapi::Type::kAuthentication, token}),
            Hex("01 01 0001 ab"));
  EXPECT_EQ(client.Read(), Result::NeedMore(2));
  ASSERT_EQ(client.Arrive("01 01 0002 cdef").Read(), Result::Ok(6));
  EXPECT_EQ(client.event.kind, Kind::kFrame);
  EXPECT_EQ(client.event.frame.type, gssapi::Type::kAuthentication);
  EXPECT_EQ(client.handshake.Authenticated(), Result::Ok(0));
  EXPECT_EQ(client.Write(Ask()).size(), 10U);

  Client refused = Selected("01", "01");
  EXPECT_EQ(refused.Arrive("01 ff").Read(), Refused(Detail::kGssapiAborted, 0xFF));
  Client aborting = Selected("01", "01");
  EXPECT_EQ(aborting.Write(gssapi::Frame{gssapi::Type::kAbort, {}}), Hex("01 ff"));
  EXPECT_EQ(aborting.handshake.result(), Refused(Detail::kGssapiAborted, 0xFF));
}

TEST(ClientHandshakeTest, PrivateMethodsAreTheCallers) {
  Client client = Selected("80 fe", "fe");
  EXPECT_EQ(client.step(), HandshakeStep::kExchange);
  EXPECT_EQ(client.handshake.method(), static_cast<Method>(0xFE));
  EXPECT_EQ(client.Arrive("01").Read(), kBadState);
  EXPECT_TRUE(client.Write(gssapi::Frame()).empty());
  ClientHandshake copy = client.handshake;
  EXPECT_EQ(copy.EndOfStream({}), Bad(Detail::kClosedBetweenMessages, 0));
  EXPECT_EQ(client.handshake.Authenticated(), Result::Ok(0));
  EXPECT_EQ(client.Write(Ask()).size(), 10U);
}

// CVE-2023-38545: a name of 256 octets and a slow server switched to resolving locally, and later
// wrote the name where it had no room.
TEST(ClientHandshakeTest, NameThatIsTooLongIsTheEnd) {
  const std::string name(256, 'a');
  Client client = Selected("00", "00");
  const Result end = Result::Error(Code::kSerialization, Detail::kDomainTooLong, 4);
  const socks5::Request request = {socks5::Command::kConnect, Address::Domain(name, 80), {}};
  std::vector<uint8_t> output(600, 0x5A);
  EXPECT_EQ(client.handshake.Write(request, MakeSpan(output)), end);
  EXPECT_EQ(output, std::vector<uint8_t>(600, 0x5A));
  EXPECT_EQ(client.step(), HandshakeStep::kOver);
  EXPECT_TRUE(client.Write(Ask()).empty()) << "and no other request is sent instead";
  EXPECT_EQ(client.result, end);
  Client fits = Selected("00", "00");
  const std::string longest(255, 'a');
  EXPECT_EQ(fits.Write(socks5::Request{socks5::Command::kConnect, Address::Domain(longest, 80), {}})
                .size(),
            262U);
}

TEST(ClientHandshakeTest, LongCredentialsAreTheEnd) {
  const std::string name(256, 'a');
  Client client = Selected("02", "02");
  EXPECT_TRUE(client.Write(userpass::Request{name, "p", {}}).empty());
  EXPECT_EQ(client.handshake.result().detail(), Detail::kUsernameTooLong);
}

TEST(ClientHandshakeTest, OutputTooSmallChangesNothing) {
  Client client;
  const uint8_t methods[] = {0};
  std::vector<uint8_t> output(2, 0x5A);
  EXPECT_EQ(client.handshake.Write(socks5::Greeting{methods, {}}, MakeSpan(output)),
            Result::Error(Code::kSerialization, Detail::kOutputTooSmall, 3));
  EXPECT_EQ(client.step(), HandshakeStep::kGreeting);
  EXPECT_EQ(client.Greet("00").size(), 3U);
}

// An empty password can be sent where the caller says so.
TEST(ClientHandshakeTest, WritesByTheCallersPolicy) {
  Client client = Selected("02", "02");
  std::vector<uint8_t> output(600);
  EXPECT_EQ(client.handshake.Write(userpass::Request{"u", "", {}}, MakeSpan(output),
                                   Policy::Strict().Accepting(Violation::kEmptyPassword)),
            Result::Ok(4));
  Client strict = Selected("02", "02");
  EXPECT_TRUE(strict.Write(userpass::Request{"u", "", {}}).empty());
  EXPECT_EQ(strict.handshake.result(),
            Result::Error(Code::kSerialization, Detail::kEmptyPassword, 3));
}

struct Answer {
  const char* bytes;
  Result read;
  Result end;  // of the stream, where `read` needs more; else ok
};

// What servers send that clients stumble over.
TEST(ClientHandshakeTest, OddReplies) {
  const Result more = Result::Ok(0);
  for (const Answer& row : std::vector<Answer>{
           {"05 00 00 03 00 0050", Result::Ok(7), Result::Ok(0)},
           {"05 00 00 03 01 61 0050", Result::Ok(8), Result::Ok(0)},
           {"05 00 00 03 02 6161 0050", Result::Ok(9), Result::Ok(0)},
           {"05 00 ff 01 7f000001 0050", Result::Ok(10), Result::Ok(0)},
           {"05 05 00 01 00000000 0000", Refused(Detail::kSocks5Refused, 5), Result::Ok(0)},
           {"05 09 00 01 00000000 0000", Refused(Detail::kSocks5Refused, 9), Result::Ok(0)},
           {"05 f0 00 01 00000000 0000", Refused(Detail::kSocks5Refused, 0xF0), Result::Ok(0)},
           {"05 05 00 00", Refused(Detail::kSocks5Refused, 5), Result::Ok(0)},
           {"05 00 00 02", Result::Error(Code::kBadAddress, Detail::kUnknownAddressType, 3, 2),
            Result::Ok(0)},
           {"05 05", more, Refused(Detail::kSocks5Refused, 5)},
           {"05 05 00", more, Refused(Detail::kSocks5Refused, 5)},
           {"05 05 00 01", more, Refused(Detail::kSocks5Refused, 5)},
           {"05 00 00 01", more, Bad(Detail::kClosedInsideMessage, 4)},
           {"05 05 00 03 03 61 00", Refused(Detail::kSocks5Refused, 5), Result::Ok(0)},
           {"05 00 00 03 03 61 00", Bad(Detail::kNulInDomain, 5), Result::Ok(0)},
           {"05", more, Bad(Detail::kClosedInsideMessage, 1)},
           {"", more, Bad(Detail::kClosedBetweenMessages, 0)},
           {"04", Bad(Detail::kSocksVersion, 0, 4), Result::Ok(0)},
       }) {
    Client client = Asked();
    const Result read = client.Arrive(row.bytes).Read();
    if (row.end.ok()) {
      EXPECT_EQ(read, row.read) << row.bytes;
      EXPECT_EQ(client.step(), read.ok() ? HandshakeStep::kDone : HandshakeStep::kOver);
      continue;
    }
    EXPECT_EQ(read.code(), Code::kNeedMore) << row.bytes;
    EXPECT_EQ(client.handshake.EndOfStream(client.unread), row.end) << row.bytes;
    EXPECT_EQ(client.handshake.result(), row.end);
    EXPECT_EQ(client.step(), HandshakeStep::kOver);
  }
}

TEST(ClientHandshakeTest, OddRepliesOfSocks4) {
  for (const Answer& row : std::vector<Answer>{
           {"04 5a 0000 00000000", Result::Ok(8), Result::Ok(0)},
           {"01 5a 0000 00000000", Bad(Detail::kSocksVersion, 0, 1), Result::Ok(0)},
           {"00 5b 0000 00000000", Refused(Detail::kSocks4Refused, 91), Result::Ok(0)},
           {"00 5c 0000 00000000", Refused(Detail::kSocks4Refused, 92), Result::Ok(0)},
           {"00 5b", Result::Ok(0), Refused(Detail::kSocks4Refused, 91)},
           {"00 5a", Result::Ok(0), Bad(Detail::kClosedInsideMessage, 2)},
       }) {
    Client client(ClientHandshake::Socks4());
    client.Write(Ask4());
    const Result read = client.Arrive(row.bytes).Read();
    if (row.end.ok()) {
      EXPECT_EQ(read, row.read) << row.bytes;
    } else {
      EXPECT_EQ(client.handshake.EndOfStream(client.unread), row.end) << row.bytes;
    }
  }
}

TEST(ClientHandshakeTest, OddStatus) {
  for (const char* version : {"00", "05"}) {
    Client client = Selected("02", "02");
    client.Write(Credentials());
    EXPECT_EQ(client.Arrive(std::string(version) + "00").Read(), Result::Ok(2));
    EXPECT_TRUE(client.event.violations.Has(Violation::kReplyVersion));
    Client strict = Selected("02", "02", Policy::Strict());
    strict.Write(Credentials());
    EXPECT_EQ(strict.Arrive(std::string(version) + "00").Read().detail(), Detail::kReplyVersion);
  }
}

TEST(ClientHandshakeTest, EqualityComparesEverything) {
  Client optimist;
  optimist.Greet("00");
  const ClientHandshake before = optimist.handshake;
  optimist.Write(Ask());
  EXPECT_FALSE(optimist.handshake == before) << "the request is written";
  Client authenticates;
  authenticates.Greet("02");
  const ClientHandshake unsaid = authenticates.handshake;
  authenticates.Write(Credentials());
  EXPECT_FALSE(authenticates.handshake == unsaid) << "the credentials are written";
  EXPECT_FALSE(before == unsaid) << "another offer";
  EXPECT_FALSE(before == ClientHandshake::Socks5()) << "another step";
  EXPECT_FALSE(ClientHandshake::Socks5() == ClientHandshake::Socks5(Policy::Strict()));
  EXPECT_FALSE(Selected("80 81", "80").handshake == Selected("80 81", "81").handshake);
  EXPECT_FALSE(Asked(socks5::Command::kBind).handshake == Asked().handshake);
  EXPECT_TRUE(Asked().handshake == Asked().handshake);
  Client refused = Asked();
  ClientHandshake open = refused.handshake;
  refused.Arrive("05 05 00 01 00000000 0000");
  EXPECT_FALSE(refused.Read().ok());
  EXPECT_FALSE(refused.handshake == open) << "one is over";
}

TEST(ClientHandshakeTest, EveryMethodLeadsToItsStep) {
  for (unsigned method = 0; method < 0xFF; ++method) {
    Client client;
    const uint8_t offer[] = {static_cast<uint8_t>(method), 0xFE};
    client.Write(socks5::Greeting{offer, {}});
    client.unread = {5, static_cast<uint8_t>(method)};
    ASSERT_TRUE(client.Read().ok());
    EXPECT_EQ(client.step(), method == 0   ? HandshakeStep::kRequest
                             : method == 2 ? HandshakeStep::kCredentials
                                           : HandshakeStep::kExchange);
  }
}

TEST(ClientHandshakeTest, RefusalsUnderStrictKeepTheirCode) {
  for (const char* reply : {"05 05 01", "05 09 00 01 00000000 0000", "05 05 00 03 00"}) {
    Client client = Asked(socks5::Command::kConnect, Policy::Strict());
    const Result read = client.Arrive(reply).Read();
    EXPECT_EQ(read.detail(), Detail::kSocks5Refused) << reply;
  }
  Client old(ClientHandshake::Socks4(Policy::Strict()));
  old.Write(Ask4());
  EXPECT_EQ(old.Arrive("04 5b 0000 00000000").Read().detail(), Detail::kReplyVersion)
      << "decided before the code arrives";
  Client odd(ClientHandshake::Socks4(Policy::Strict()));
  odd.Write(Ask4());
  EXPECT_EQ(odd.Arrive("00 5e 0000 00000000").Read(), Refused(Detail::kSocks4Refused, 94));
}

TEST(ClientHandshakeTest, EventsSayWhatThePolicyLetPass) {
  Client client = Asked();
  ASSERT_TRUE(client.Arrive("05 00 ff 01 7f000001 0050").Read().ok());
  EXPECT_TRUE(client.event.violations.Has(Violation::kReservedNonzero));
  Client old(ClientHandshake::Socks4());
  old.Write(Ask4());
  ASSERT_TRUE(old.Arrive("04 5a 0000 00000000").Read().ok());
  EXPECT_TRUE(old.event.violations.Has(Violation::kReplyVersion));
}

TEST(ClientHandshakeTest, FramesMoveNothing) {
  Client client = Selected("01", "01");
  const uint8_t token[] = {1};
  for (const gssapi::Type type : {gssapi::Type::kAuthentication, gssapi::Type::kProtectionLevel,
                                  gssapi::Type::kPerMessageData}) {
    EXPECT_EQ(client.Write(gssapi::Frame{type, token}).size(), 5U);
    EXPECT_EQ(client.step(), HandshakeStep::kExchange);
  }
  const std::vector<uint8_t> large(65536);
  EXPECT_TRUE(client.Write(gssapi::Frame{gssapi::Type::kAuthentication, large}).empty());
  EXPECT_EQ(client.handshake.result().detail(), Detail::kTokenTooLong);
}

TEST(ClientHandshakeTest, MethodIsAbsentUntilOneIsSelected) {
  Client client;
  EXPECT_EQ(client.handshake.method(), std::nullopt);
  client.Greet("00 02");
  EXPECT_EQ(client.handshake.method(), std::nullopt);
  Client none = client;
  ASSERT_TRUE(client.Arrive("05 00").Read().ok());
  EXPECT_EQ(client.handshake.method(), Method::kNoAuthentication);
  EXPECT_FALSE(none.Arrive("05 ff").Read().ok());
  EXPECT_EQ(none.handshake.method(), std::nullopt);
  Client old(ClientHandshake::Socks4());
  EXPECT_FALSE(
      old.Write(socks4::Request{socks4::Command::kConnect, 1, Address::Ipv4({1}, 1), {}, {}})
          .empty());
  ASSERT_TRUE(old.Arrive("00 5a 0000 00000000").Read().ok());
  EXPECT_EQ(old.handshake.method(), std::nullopt);
}

// A proxy sends what the target is to have answered before the client has asked.
TEST(ClientHandshakeTest, SurplusIsTheEndWhereTheClientSpeaksFirst) {
  const Result surplus = Bad(Detail::kSurplus, 0);
  Client asked = Asked();
  EXPECT_EQ(asked.handshake.Surplus({}), kBadState);
  ASSERT_TRUE(asked.Arrive(std::string(kGranted) + "16 03 03").Read().ok());
  EXPECT_EQ(asked.step(), HandshakeStep::kDone) << "Read leaves them: the server may speak first";
  EXPECT_EQ(asked.handshake.Surplus({}), Result::Ok(0));
  EXPECT_EQ(asked.handshake.Surplus({}), Result::Ok(0)) << "nothing has changed";
  EXPECT_EQ(asked.step(), HandshakeStep::kDone);
  EXPECT_EQ(asked.unread.size(), 3U);
  EXPECT_EQ(asked.handshake.Surplus(asked.unread), surplus);
  EXPECT_EQ(asked.step(), HandshakeStep::kOver);
  EXPECT_EQ(asked.handshake.result(), surplus);
  EXPECT_EQ(asked.handshake.Surplus({}), surplus);
  EXPECT_EQ(asked.Read(), surplus);

  Client old(ClientHandshake::Socks4());
  old.Write(socks4::Request{socks4::Command::kConnect, 1, Address::Ipv4({1}, 1), {}, {}});
  ASSERT_TRUE(old.Arrive("00 5a 0000 00000000 00").Read().ok());
  EXPECT_EQ(old.handshake.Surplus(old.unread), surplus);
}

TEST(ClientHandshakeTest, SurplusIsAllowedOnceAllIsDone) {
  const std::vector<uint8_t> octet = {0x16};
  Client client;
  EXPECT_EQ(client.handshake.Surplus(octet), kBadState);
  client.Greet("00");
  EXPECT_EQ(client.handshake.Surplus(octet), kBadState);
  Client bind = Asked(socks5::Command::kBind);
  ASSERT_TRUE(bind.Arrive(kGranted).Read().ok());
  EXPECT_EQ(bind.step(), HandshakeStep::kSecondReply);
  EXPECT_EQ(bind.handshake.Surplus(octet), kBadState);
  EXPECT_EQ(bind.step(), HandshakeStep::kSecondReply);
  Client refused = Asked();
  EXPECT_FALSE(refused.Arrive("05 05 00 01 00000000 0000 16").Read().ok());
  EXPECT_EQ(refused.handshake.Surplus(octet), Refused(Detail::kSocks5Refused, 5));
}

TEST(ClientHandshakeTest, EveryWriteHasItsPolicy) {
  std::vector<uint8_t> output(600);
  const uint8_t ff[] = {0xFF};
  const socks5::Greeting greeting = {ff, {}};
  ClientHandshake strict = ClientHandshake::Socks5();
  EXPECT_EQ(strict.Write(greeting, MakeSpan(output)).detail(), Detail::kMethodFfOffered);
  ClientHandshake lenient = ClientHandshake::Socks5();
  EXPECT_TRUE(lenient.Write(greeting, MakeSpan(output), Policy::Lenient()).ok());
  const socks4::Request odd = {static_cast<socks4::Command>(9), 1, Address::Domain("x", 1), "", {}};
  ClientHandshake strict4 = ClientHandshake::Socks4();
  EXPECT_EQ(strict4.Write(odd, MakeSpan(output)).detail(), Detail::kUnknownCommand);
  ClientHandshake lenient4 = ClientHandshake::Socks4();
  EXPECT_TRUE(lenient4.Write(odd, MakeSpan(output), Policy::Lenient()).ok());
  Client asks = Selected("00", "00");
  const socks5::Request resolve = {socks5::Command::kTorResolve, Address::Domain("x", 1), {}};
  EXPECT_TRUE(asks.handshake.Write(resolve, MakeSpan(output), Policy::Lenient()).ok());
}

TEST(ClientHandshakeTest, EndOfStreamAtEveryStep) {
  Client credentials = Selected("02", "02");
  credentials.Write(Credentials());
  Client exchange = Selected("01", "01");
  Client asked = Asked();
  struct {
    ClientHandshake start;
    const char* whole;
  } const kRows[] = {{credentials.handshake, "01 00"},
                     {exchange.handshake, "01 01 0005 0102030405"},
                     {asked.handshake, "05 00 00 03 04 61626364 0050"}};
  for (const auto& row : kRows) {
    const std::vector<uint8_t> whole = Hex(row.whole);
    for (size_t size = 0; size <= whole.size(); ++size) {
      ClientHandshake handshake = row.start;
      const Result expected = size == whole.size() ? kBadState
                              : size == 0
                                  ? Bad(Detail::kClosedBetweenMessages, 0)
                                  : Bad(Detail::kClosedInsideMessage, static_cast<uint32_t>(size));
      EXPECT_EQ(handshake.EndOfStream(Span<const uint8_t>(whole.data(), size)), expected)
          << row.whole << " " << size;
    }
  }
}

TEST(ClientHandshakeTest, EndOfStream) {
  Client before;
  EXPECT_EQ(before.handshake.EndOfStream({}), kBadState) << "nothing is expected yet";
  before.Greet("00");
  ClientHandshake whole = before.handshake;
  EXPECT_EQ(whole.EndOfStream(Hex("05 00")), kBadState) << "it can be read";
  EXPECT_EQ(whole.step(), HandshakeStep::kMethodSelection);
  EXPECT_EQ(before.handshake.EndOfStream(Hex("05")), Bad(Detail::kClosedInsideMessage, 1));
  Client frames = Selected("01", "01");
  EXPECT_EQ(frames.handshake.EndOfStream(Hex("01 01 00")), Bad(Detail::kClosedInsideMessage, 3));
  Client asked = Asked();
  EXPECT_EQ(asked.handshake.EndOfStream(Hex(kGranted)), kBadState);
}

}  // namespace
}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
