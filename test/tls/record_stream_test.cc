// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/record_stream.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "fuzz/laws.h"
#include "fuzz/random_message.h"
#include "fuzz/stream_laws.h"
#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using Bytes = std::vector<uint8_t>;
using Kind = StreamEvent::Kind;

constexpr RecordContext kRelay = RecordContext::Relay();
constexpr RecordContext kRelay13 = RecordContext::Relay(0x0304);
constexpr RecordContext kInitial = RecordContext::Initial();
constexpr RecordContext kPlain12 = RecordContext::Plain(0x0303);
constexpr RecordContext kPlain13 = RecordContext::Plain(0x0304);
constexpr RecordContext kProtected12 = RecordContext::Protected(0x0303);
constexpr RecordContext kProtected13 = RecordContext::Protected(0x0304);

static_assert(std::is_trivially_copyable<RecordStream>::value, "");
static_assert(std::is_trivially_copyable<StreamEvent>::value, "");
static_assert(sizeof(RecordStream) <= 64, "");

const Bytes kHello = Hex("16 03 01 00 04 01 00 00 00");
const Bytes kCcs = Hex("14 03 03 00 01 01");
const Bytes kData = Hex("17 03 03 00 03 aa bb cc");
const Bytes kEmpty = Hex("17 03 03 00 00");
const Bytes kCloseNotify = Hex("15 03 03 00 02 01 00");
const Bytes kWarning = Hex("15 03 03 00 02 01 64");
const Bytes kSealedAlert =
    Hex("15 03 03 00 1a 000102030405060708090a0b0c0d0e0f10111213141516171819");

Result Bad(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, n, octet, Layer::kTls);
}

Result Refused(Detail detail, uint8_t description) {
  return Result::Error(Code::kPeerRefused, detail, 1, description, Layer::kTls);
}

std::string HexOf(Span<const uint8_t> bytes) {
  std::string text;
  for (const uint8_t octet : bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    text += kDigits[octet >> 4];
    text += kDigits[octet & 15];
  }
  return text;
}

// "record 22 4; fragment 01000000; record_end; ": fragments in a row are one.
class Log {
 public:
  void Add(const StreamEvent& event) {
    if (event.kind == Kind::kNone) return;
    if (event.kind == Kind::kFragment) {
      if (!in_fragment_) text_ += "fragment ";
      text_ += HexOf(event.fragment);
      if (!event.violations.empty()) text_ += "!";
      in_fragment_ = true;
      return;
    }
    if (in_fragment_) text_ += "; ";
    in_fragment_ = false;
    text_ += std::string(Name(event.kind));
    if (event.kind == Kind::kRecord) {
      text_ += " " + std::to_string(static_cast<int>(event.header.type)) + " " +
               std::to_string(event.header.length);
      if (!event.header.violations.empty()) text_ += "!";
    }
    if (event.kind == Kind::kAlert) {
      text_ += " " + std::to_string(static_cast<int>(event.alert.level)) + " " +
               std::to_string(static_cast<int>(event.alert.description));
      if (!event.alert.violations.empty()) text_ += "!";
    }
    text_ += "; ";
  }

  std::string text() const { return in_fragment_ ? text_ + "; " : text_; }

 private:
  std::string text_;
  bool in_fragment_ = false;
};

// The last Result: ok where all of `chunk` was taken.
Result Feed(RecordStream* stream, Span<const uint8_t> chunk, Log* log = nullptr) {
  for (;;) {
    StreamEvent event;
    const Result result = stream->Next(chunk, &event);
    if (!result.ok()) return result;
    chunk.remove_prefix(result.consumed());
    if (log != nullptr) log->Add(event);
    if (event.kind == Kind::kNone) return Result::Ok(0, Layer::kTls);
  }
}

constexpr Result kGoesOn = Result::Ok(0, Layer::kTls);

struct Seen {
  Result result;
  std::string events;
  Closure closure;
  Result end;
};

Seen See(const RecordContext& context, const Bytes& bytes, Policy policy = Policy::Interop(),
         StreamLimits limits = StreamLimits()) {
  RecordStream stream(context, policy, limits);
  Log log;
  const Result result = Feed(&stream, bytes, &log);
  return {result, log.text(), stream.EndOfStream(), stream.EndResult()};
}

Seen See(const RecordContext& context, const std::string& hex, Policy policy = Policy::Interop(),
         StreamLimits limits = StreamLimits()) {
  return See(context, Hex(hex), policy, limits);
}

Bytes Times(size_t count, const Bytes& bytes) {
  Bytes all;
  for (size_t i = 0; i < count; ++i) all = all + bytes;
  return all;
}

TEST(RecordStreamTest, EventsOfARecord) {
  RecordStream stream;
  const Bytes bytes = kHello + kEmpty;
  Span<const uint8_t> rest(bytes);
  StreamEvent event;
  ASSERT_EQ(stream.Next(rest, &event), Result::Ok(5, Layer::kTls));
  EXPECT_EQ(event.kind, Kind::kRecord);
  EXPECT_EQ(event.header.type, ContentType::kHandshake);
  EXPECT_EQ(event.header.version, 0x0301);
  EXPECT_EQ(event.header.length, 4);
  rest.remove_prefix(5);
  ASSERT_EQ(stream.Next(rest, &event), Result::Ok(4, Layer::kTls));
  EXPECT_EQ(event.kind, Kind::kFragment);
  EXPECT_EQ(event.fragment.data(), bytes.data() + 5);
  EXPECT_EQ(event.fragment.size(), 4u);
  rest.remove_prefix(4);
  ASSERT_EQ(stream.Next(rest, &event), Result::Ok(0, Layer::kTls));
  EXPECT_EQ(event.kind, Kind::kRecordEnd);
  ASSERT_EQ(stream.Next(rest, &event), Result::Ok(5, Layer::kTls));
  EXPECT_EQ(event.kind, Kind::kRecord);
  rest.remove_prefix(5);
  ASSERT_EQ(stream.Next(rest, &event), Result::Ok(0, Layer::kTls));
  EXPECT_EQ(event.kind, Kind::kRecordEnd);
  ASSERT_EQ(stream.Next(rest, &event), Result::Ok(0, Layer::kTls));
  EXPECT_EQ(event.kind, Kind::kNone);
  EXPECT_EQ(event.header.type, ContentType::kApplicationData) << "unnamed members are unchanged";
}

TEST(RecordStreamTest, AChunkThatEndsAnywhereIsTakenWhole) {
  RecordStream stream;
  StreamEvent event;
  ASSERT_EQ(stream.Next(Hex("16 03"), &event), Result::Ok(2, Layer::kTls));
  EXPECT_EQ(event.kind, Kind::kNone);
  ASSERT_EQ(stream.Next({}, &event), Result::Ok(0, Layer::kTls));
  EXPECT_EQ(event.kind, Kind::kNone);
  const Bytes second = Hex("03 00 02 01");
  ASSERT_EQ(stream.Next(second, &event), Result::Ok(3, Layer::kTls));
  EXPECT_EQ(event.kind, Kind::kRecord);
  EXPECT_EQ(event.header.length, 2);
  ASSERT_EQ(stream.Next(MakeConstSpan(second).last(1), &event), Result::Ok(1, Layer::kTls));
  EXPECT_EQ(event.kind, Kind::kFragment);
  ASSERT_EQ(stream.Next({}, &event), Result::Ok(0, Layer::kTls));
  EXPECT_EQ(event.kind, Kind::kNone);
}

TEST(RecordStreamTest, ABulkRecordIsOneFragmentAChunk) {
  Bytes bytes = Hex("17 03 03 48 00");
  bytes.resize(bytes.size() + 18432, 0x5A);
  RecordStream stream;
  StreamEvent event;
  ASSERT_EQ(stream.Next(bytes, &event), Result::Ok(5, Layer::kTls));
  ASSERT_EQ(stream.Next(MakeConstSpan(bytes).subspan(5), &event), Result::Ok(18432, Layer::kTls));
  EXPECT_EQ(event.fragment.size(), 18432u);
}

TEST(RecordStreamTest, WhatARelayLetsThrough) {
  for (const char* hex : {"14 03 00 00 09", "15 03 ff 48 00", "16 03 04 48 00", "17 03 03 48 00",
                          "14 03 03 00 00", "16 03 03 00 00", "18 03 03 00 13", "18 03 01 48 00"}) {
    const Seen seen = See(kRelay, hex, Policy::Strict());
    EXPECT_EQ(seen.result, kGoesOn) << hex;
    EXPECT_EQ(seen.events.find('!'), std::string::npos) << hex;
  }
  const Policy lenient = Policy::Lenient();
  EXPECT_EQ(See(kRelay, "16 02", lenient).result, Bad(Detail::kRecordMajorVersion, 1, 2));
  EXPECT_EQ(See(kRelay, "17 03 03 48 01", lenient).result, Bad(Detail::kRecordOverflow, 3));
  EXPECT_EQ(See(kRelay, "47 45").result, Bad(Detail::kNotTlsText, 0, 0x47));
  EXPECT_EQ(See(kRelay, "13").result, Bad(Detail::kUnknownContentType, 0, 0x13));
  EXPECT_EQ(See(kRelay, "13 03 03 00 00", lenient).events, "record 19 0!; record_end; ");
}

// RFC 6520 section 5 lets heartbeats be sent in both directions at any time behind the handshake:
// in the clear nobody tells a relay whether they were negotiated, encrypted they keep their type.
TEST(RecordStreamTest, ARelayPassesHeartbeatOn) {
  for (const RecordContext& context : {kRelay, kRelay13}) {
    const Seen seen = See(context, Hex("18 03 03 00 03 010203") + kCloseNotify, Policy::Strict());
    EXPECT_EQ(seen.events,
              "record 24 3; fragment 010203; record_end; record 21 2; fragment 0100; alert 1 0; "
              "closed; ");
  }
}

// RFC 8446 section 5.1 has the version ignored for all purposes; nothing but the type and the
// length then tells that a stream is out of step.
TEST(RecordStreamTest, APlainStreamOfTls13LooksAtNoVersion) {
  const Seen seen =
      See(kPlain13, Hex("16 0400 0001 02 14 0000 0001 01 16 ffff 0001 08"), Policy::Strict());
  EXPECT_EQ(seen.result, kGoesOn);
  EXPECT_EQ(seen.events,
            "record 22 1; fragment 02; record_end; record 20 1; fragment 01; record_end; "
            "record 22 1; fragment 08; record_end; ");
  EXPECT_EQ(See(kPlain12, Hex("16 0400 0001 02")).result, Bad(Detail::kRecordMajorVersion, 1, 4));
  EXPECT_EQ(See(kRelay13, Hex("16 0400 0001 02")).result, Bad(Detail::kRecordMajorVersion, 1, 4));
}

TEST(RecordStreamTest, HeadersAreJudgedInTheContext) {
  EXPECT_EQ(See(kInitial, kCcs).result, Bad(Detail::kUnexpectedContentType, 0, 20));
  EXPECT_EQ(See(kProtected13, kHello).result, Bad(Detail::kUnexpectedContentType, 0, 22));
  EXPECT_EQ(See(kPlain12, kHello, Policy::Strict()).result, Bad(Detail::kRecordVersion, 1, 1));
  EXPECT_EQ(See(kPlain12, kHello).events, "record 22 4!; fragment 01000000; record_end; ");
}

TEST(RecordStreamTest, TheOctetsOfAHeaderDecideAsTheyArrive) {
  RecordStream stream;
  EXPECT_EQ(Feed(&stream, kHello), kGoesOn);
  EXPECT_EQ(Feed(&stream, Hex("16")), kGoesOn);
  EXPECT_EQ(Feed(&stream, Hex("7f")), Bad(Detail::kRecordMajorVersion, 1, 0x7F));
}

TEST(RecordStreamTest, AFailureIsForEverAndMovesNothing) {
  RecordStream stream;
  StreamEvent event;
  event.kind = Kind::kClosed;
  const Result failure = Bad(Detail::kNotTlsText, 0, 0x47);
  EXPECT_EQ(stream.Next(Hex("47"), &event), failure);
  EXPECT_EQ(event.kind, Kind::kClosed);
  EXPECT_EQ(stream.Next(kHello, &event), failure);
  EXPECT_EQ(stream.Next({}, &event), failure);
  EXPECT_EQ(stream.SetContext(kRelay), failure);
  EXPECT_EQ(stream.EndOfStream(), Closure::kFailed);
  EXPECT_EQ(stream.EndResult(), failure);
}

TEST(RecordStreamTest, TheContextChangesBetweenRecordsAlone) {
  const Result bad_state = Result::Error(Code::kBadState, Detail::kNone, 0, 0, Layer::kTls);
  RecordStream stream(kInitial);
  EXPECT_EQ(stream.SetContext(kPlain12), kGoesOn);
  EXPECT_EQ(stream.context().phase(), Phase::kPlain);
  StreamEvent event;
  ASSERT_TRUE(stream.Next(MakeConstSpan(kHello).first(1), &event).ok());
  EXPECT_EQ(stream.SetContext(kProtected12), bad_state) << "inside a header";
  ASSERT_TRUE(stream.Next(MakeConstSpan(kHello).subspan(1), &event).ok());
  EXPECT_EQ(stream.SetContext(kProtected12), bad_state) << "behind a header";
  ASSERT_TRUE(stream.Next(MakeConstSpan(kHello).subspan(5), &event).ok());
  EXPECT_EQ(stream.SetContext(kProtected12), bad_state) << "before the end of the record is given";
  EXPECT_EQ(stream.context().phase(), Phase::kPlain);
  ASSERT_TRUE(stream.Next({}, &event).ok());
  EXPECT_EQ(event.kind, Kind::kRecordEnd);
  EXPECT_EQ(stream.SetContext(kProtected13), kGoesOn);
  EXPECT_EQ(Feed(&stream, kHello), Bad(Detail::kUnexpectedContentType, 0, 22));
}

TEST(RecordStreamTest, CloseNotifyEndsTheStream) {
  for (const RecordContext& context : {kRelay, kRelay13, kInitial, kPlain12, kPlain13}) {
    const Seen seen = See(context, kCloseNotify + kHello);
    EXPECT_EQ(seen.events, "record 21 2; fragment 0100; alert 1 0; closed; ");
    EXPECT_EQ(seen.result, Refused(Detail::kCloseNotify, 0));
    EXPECT_EQ(seen.closure, Closure::kGraceful);
    EXPECT_EQ(seen.end, seen.result);
  }
}

TEST(RecordStreamTest, NothingBehindCloseNotifyIsTaken) {
  RecordStream stream(kPlain12);
  const Bytes bytes = Hex("15 03 03 00 04 01 00 02 28");
  Log log;
  EXPECT_EQ(Feed(&stream, bytes, &log), Refused(Detail::kCloseNotify, 0));
  EXPECT_EQ(log.text(), "record 21 4; fragment 0100; alert 1 0; closed; ");
  EXPECT_EQ(Feed(&stream, kHello), Refused(Detail::kCloseNotify, 0));
  EXPECT_EQ(stream.SetContext(kRelay), Refused(Detail::kCloseNotify, 0));
}

TEST(RecordStreamTest, AFatalAlertEndsTheStream) {
  const Seen seen = See(kRelay, "15 03 03 00 02 02 28");
  EXPECT_EQ(seen.events, "record 21 2; fragment 0228; alert 2 40; closed; ");
  EXPECT_EQ(seen.result, Refused(Detail::kFatalAlert, 40));
  EXPECT_EQ(seen.closure, Closure::kFatalAlert);
  EXPECT_EQ(seen.end, seen.result);
}

TEST(RecordStreamTest, TheVersionSaysWhichAlertsAreFatal) {
  const std::string warning = "15 03 03 00 02 01 28";
  for (const RecordContext& context : {kRelay, kInitial, kPlain12}) {
    EXPECT_EQ(See(context, warning).result, kGoesOn);
  }
  // What the version is, an initial context cannot know.
  EXPECT_EQ(See(RecordContext::Of(Phase::kInitial, 0x0304), warning).result, kGoesOn);
  for (const RecordContext& context : {kRelay13, kPlain13}) {
    EXPECT_EQ(See(context, warning).result, Refused(Detail::kFatalAlert, 40));
  }
}

TEST(RecordStreamTest, AlertsCutAndJoined) {
  EXPECT_EQ(See(kPlain12, "15 03 03 00 01 01 15 03 03 00 01 00").events,
            "record 21 1; fragment 01; record_end; record 21 1; fragment 00; alert 1 0; closed; ");
  EXPECT_EQ(See(kPlain12, "15 03 03 00 05 01 5a 01 64 02 15 03 03 00 01 28").events,
            "record 21 5; fragment 015a; alert 1 90; fragment 0164; alert 1 100; fragment 02; "
            "record_end; record 21 1; fragment 28; alert 2 40; closed; ");
  // RFC 5246 section 6.2.1 lets records of other types come between.
  EXPECT_EQ(See(kPlain12, Hex("15 03 03 00 01 01") + kHello + Hex("15 03 03 00 01 00")).closure,
            Closure::kGraceful);
}

TEST(RecordStreamTest, Tls13DoesNotCutOrJoinAlerts) {
  for (const char* hex : {"15 03 03 00 01", "15 03 03 00 03", "15 03 03 00 04"}) {
    EXPECT_EQ(See(kPlain13, hex).result, Bad(Detail::kAlertSize, 3)) << hex;
    EXPECT_EQ(See(kPlain12, hex).result, kGoesOn) << hex;
    EXPECT_EQ(See(kRelay13, hex).result, kGoesOn) << hex;
  }
  EXPECT_EQ(See(kPlain13, "15 03 03 00 01 02", Policy::Lenient()).events,
            "record 21 1!; fragment 02; record_end; ");
  EXPECT_EQ(See(kPlain13, "15 03 03 00 00").events, "record 21 0!; record_end; ");
  EXPECT_EQ(See(kPlain13, "15 03 03 00 00", Policy::Strict()).result,
            Bad(Detail::kEmptyFragment, 3));
}

TEST(RecordStreamTest, AlertLevels) {
  EXPECT_EQ(See(kPlain12, "15 03 03 00 02 07").result, Bad(Detail::kAlertLevel, 5, 7));
  EXPECT_EQ(See(kPlain12, "15 03 03 00 04 01 64 00").result, Bad(Detail::kAlertLevel, 7, 0));
  EXPECT_EQ(See(kPlain12, "15 03 03 00 02 07 28").events, "record 21 2; fragment 07; ");
  EXPECT_EQ(See(kPlain12, "15 03 03 00 02 07 28", Policy::Lenient()).events,
            "record 21 2; fragment 0728; alert 7 40!; closed; ");
  EXPECT_EQ(See(kRelay, "15 03 03 00 02 07 28", Policy::Strict()).events,
            "record 21 2; fragment 0728; alert 7 40!; closed; ");
}

// The alert in `bytes` is read: its closing is known. Or it is not, and the closing says that.
void ExpectRead(const RecordContext& context, const Bytes& bytes) {
  EXPECT_EQ(See(context, bytes).closure, Closure::kGraceful) << HexOf(bytes);
}
void ExpectUnread(const RecordContext& context, const Bytes& bytes) {
  const Seen seen = See(context, bytes);
  EXPECT_EQ(seen.result, kGoesOn) << HexOf(bytes);
  EXPECT_EQ(seen.events.find("; alert"), std::string::npos) << HexOf(bytes);
  EXPECT_EQ(seen.closure, Closure::kAlertUnread) << HexOf(bytes);
  EXPECT_EQ(seen.end, Bad(Detail::kClosedAlertUnread, 0));
}

TEST(RecordStreamTest, ARelayReadsAlertsUntilTheDirectionIsEncrypted) {
  ExpectRead(kRelay, kHello + kWarning + kCloseNotify);
  ExpectUnread(kRelay, kHello + kCcs + kCloseNotify);
  ExpectUnread(kRelay, kData + kCloseNotify);
  ExpectUnread(kRelay, kHello + kCcs + kData + kSealedAlert);
  // No context can make clear again what a change_cipher_spec has encrypted.
  ExpectUnread(kPlain12, kCcs + kCloseNotify);
  ExpectUnread(kPlain12, kData + kCloseNotify);
  ExpectUnread(RecordContext::Plain(0), kCcs + kCloseNotify);
}

TEST(RecordStreamTest, InTls13ChangeCipherSpecEncryptsNothing) {
  ExpectRead(kRelay13, kCcs + kCloseNotify);
  ExpectUnread(kRelay13, kCcs + kData + kCloseNotify);
  ExpectRead(kPlain13, kCcs + kCloseNotify);
  // Early data may stand before the second, plain ClientHello.
  ExpectRead(kPlain13, kData + kCloseNotify);
}

TEST(RecordStreamTest, ARelayThatCameLateBelievesNoLongAlert) {
  ExpectUnread(kRelay, kSealedAlert);
  ExpectUnread(kRelay13, kSealedAlert);
  ExpectUnread(kRelay, kSealedAlert + kCloseNotify);
  // TLS_GOSTR341112_256_WITH_28147_CNT_IMIT (RFC 9189): an alert of two octets, a MAC of four.
  // 01 00 is close_notify; a cipher's octets may come out as that.
  ExpectUnread(kRelay, Hex("15 03 03 00 06 01 00 01 00 01 00"));
  ExpectUnread(kRelay13, Hex("15 03 03 00 06 01 00 01 00 01 00"));
  // An alert that is cut into octets: one, and a MAC of four.
  ExpectUnread(kRelay, Hex("15 03 03 00 05 01 00 01 00 01"));
  ExpectUnread(kRelay, Hex("15 03 03 00 05 01 00 01 00 01") + kCloseNotify);
  ExpectRead(kRelay, Hex("15 03 03 00 04 01 64 01 00"));
  ExpectRead(kRelay13, Hex("15 03 03 00 04 01 5a 01 00"));
  ExpectRead(kPlain12, Hex("15 03 03 00 0b 01 00"));
}

TEST(RecordStreamTest, AProtectedAlertIsNeverRead) {
  ExpectUnread(kProtected12, kCloseNotify);
  ExpectUnread(RecordContext::Protected(0), kSealedAlert);
  EXPECT_EQ(See(kProtected13, kCloseNotify).result, Bad(Detail::kUnexpectedContentType, 0, 21));
}

TEST(RecordStreamTest, OnlyTheLastRecordIsAnUnreadAlert) {
  EXPECT_EQ(See(kProtected12, kSealedAlert + kData).closure, Closure::kBoundary);
  EXPECT_EQ(See(kProtected12, kSealedAlert + Hex("17")).closure, Closure::kInsideRecord);
  // Nothing can hide in no octet.
  EXPECT_EQ(See(kProtected12, Hex("15 03 03 00 00")).closure, Closure::kBoundary);
}

TEST(RecordStreamTest, ClosuresBetweenAndInsideRecords) {
  const Seen nothing = See(kRelay, Bytes());
  EXPECT_EQ(nothing.closure, Closure::kBoundary);
  EXPECT_EQ(nothing.end, Bad(Detail::kClosedNoNotify, 0));
  EXPECT_EQ(See(kRelay, kHello).end, Bad(Detail::kClosedNoNotify, 0));
  EXPECT_EQ(See(kRelay, kHello + kWarning).end, Bad(Detail::kClosedNoNotify, 0));
  for (size_t cut = 1; cut < kHello.size(); ++cut) {
    const Seen seen = See(kRelay, kHello + Bytes(kHello.data(), kHello.data() + cut));
    EXPECT_EQ(seen.closure, Closure::kInsideRecord) << cut;
    EXPECT_EQ(seen.end, Bad(Detail::kClosedInsideRecord, static_cast<uint32_t>(cut))) << cut;
  }
}

TEST(RecordStreamTest, ChangeCipherSpecInTheClearIsTheOctet01) {
  for (const RecordContext& context : {kPlain12, kPlain13, kProtected13}) {
    EXPECT_EQ(See(context, kCcs, Policy::Strict()).result, kGoesOn);
    const Seen seen = See(context, "14 03 03 00 01 02");
    EXPECT_EQ(seen.result, Bad(Detail::kCcsValue, 5, 2));
    EXPECT_EQ(seen.events, "record 20 1; ");
    EXPECT_EQ(See(context, "14 03 03 00 01 02", Policy::Lenient()).events,
              "record 20 1; fragment 02!; record_end; ");
  }
  for (const RecordContext& context : {kRelay, kProtected12}) {
    EXPECT_EQ(See(context, "14 03 03 00 01 02", Policy::Strict()).result, kGoesOn);
  }
  // The first octet alone is looked at: the length has been judged.
  RecordStream stream(kPlain12, Policy::Lenient());
  Log log;
  EXPECT_EQ(Feed(&stream, Hex("14 03 03 00 02 01"), &log), kGoesOn);
  EXPECT_EQ(Feed(&stream, Hex("02"), &log), kGoesOn);
  EXPECT_EQ(log.text(), "record 20 2!; fragment 0102; record_end; ");
}

TEST(RecordStreamTest, EmptyRecordsInARow) {
  for (const RecordContext& context : {kRelay, kPlain12, kProtected12}) {
    EXPECT_EQ(See(context, Times(32, kEmpty)).result, kGoesOn);
    EXPECT_EQ(See(context, Times(33, kEmpty)).result, Bad(Detail::kTooManyEmptyRecords, 3));
  }
  EXPECT_EQ(See(kRelay, Times(32, kEmpty) + kData + Times(32, kEmpty)).result, kGoesOn);
  EXPECT_EQ(See(kRelay, kData + Times(33, kEmpty)).result, Bad(Detail::kTooManyEmptyRecords, 3));
  // Of any type.
  EXPECT_EQ(See(kRelay, Times(17, kEmpty + Hex("16 03 03 00 00"))).result,
            Bad(Detail::kTooManyEmptyRecords, 3));
}

TEST(RecordStreamTest, WarningAlerts) {
  EXPECT_EQ(See(kRelay, Times(4, kWarning)).result, kGoesOn);
  const Seen fifth = See(kRelay, Times(5, kWarning));
  EXPECT_EQ(fifth.result, Bad(Detail::kTooManyWarningAlerts, 6, 100));
  EXPECT_EQ(fifth.closure, Closure::kFailed);
  EXPECT_EQ(See(kRelay, Times(4, kWarning + kHello) + kWarning).result.detail(),
            Detail::kTooManyWarningAlerts)
      << "in all, not in a row";
  EXPECT_EQ(See(kPlain12, "15 03 03 00 0a 01 64 01 64 01 64 01 64 01 5a").result,
            Bad(Detail::kTooManyWarningAlerts, 14, 90));
  EXPECT_EQ(See(kRelay, Times(4, kWarning) + kCloseNotify).closure, Closure::kGraceful);
  EXPECT_EQ(See(kRelay, Times(4, kWarning) + Hex("15 03 03 00 02 02 28")).closure,
            Closure::kFatalAlert);
  EXPECT_EQ(See(kProtected12, Times(40, kSealedAlert)).result, kGoesOn);
}

TEST(RecordStreamTest, ChangeCipherSpecsOfTls13) {
  for (const RecordContext& context : {kPlain13, kProtected13, kRelay13}) {
    EXPECT_EQ(See(context, Times(2, kCcs)).result, kGoesOn);
    EXPECT_EQ(See(context, kCcs + kData + kCcs + kData + kCcs).result,
              Bad(Detail::kTooManyCcs, 0, 20));
  }
  for (const RecordContext& context : {kPlain12, kProtected12, kRelay}) {
    EXPECT_EQ(See(context, Times(300, kCcs)).result, kGoesOn);
  }
}

TEST(RecordStreamTest, ChangeCipherSpecsBeforeTls13WasKnownAreNotCounted) {
  RecordStream stream(kRelay);
  EXPECT_EQ(Feed(&stream, Times(2, kCcs)), kGoesOn);
  ASSERT_EQ(stream.SetContext(kRelay13), kGoesOn);
  EXPECT_EQ(Feed(&stream, Times(2, kCcs)), kGoesOn);
  ASSERT_EQ(stream.SetContext(kRelay), kGoesOn);
  EXPECT_EQ(Feed(&stream, kCcs), kGoesOn);
  ASSERT_EQ(stream.SetContext(kRelay13), kGoesOn);
  EXPECT_EQ(Feed(&stream, kCcs), Bad(Detail::kTooManyCcs, 0, 20));
}

TEST(RecordStreamTest, LimitsAreTheCallers) {
  const StreamLimits none = {0, 0, 0};
  EXPECT_EQ(See(kRelay, kEmpty, Policy::Interop(), none).result.detail(),
            Detail::kTooManyEmptyRecords);
  EXPECT_EQ(See(kRelay, kWarning, Policy::Interop(), none).result.detail(),
            Detail::kTooManyWarningAlerts);
  EXPECT_EQ(See(kPlain13, kCcs, Policy::Interop(), none).result.detail(), Detail::kTooManyCcs);
  constexpr uint8_t kNo = StreamLimits::kNoLimit;
  const StreamLimits unlimited = {kNo, kNo, kNo};
  EXPECT_EQ(See(kRelay, Times(600, kEmpty), Policy::Interop(), unlimited).result, kGoesOn);
  EXPECT_EQ(See(kRelay, Times(600, kWarning), Policy::Interop(), unlimited).result, kGoesOn);
  EXPECT_EQ(See(kPlain13, Times(600, kCcs), Policy::Interop(), unlimited).result, kGoesOn);
  const StreamLimits highest = {254, 4, 2};
  EXPECT_EQ(See(kRelay, Times(254, kEmpty), Policy::Interop(), highest).result, kGoesOn);
  EXPECT_EQ(See(kRelay, Times(255, kEmpty), Policy::Interop(), highest).result.detail(),
            Detail::kTooManyEmptyRecords);
}

TEST(RecordStreamTest, EveryChunkingOfAShortConversation) {
  const Bytes bytes = Hex("16 03 01 00 01 01 17 03 03 00 00 15 03 03 00 02 01 64");
  const Seen whole = See(kPlain12, bytes);
  for (uint32_t cuts = 0; cuts < uint32_t{1} << (bytes.size() - 1); ++cuts) {
    RecordStream stream(kPlain12);
    Log log;
    size_t begin = 0;
    for (size_t i = 0; i < bytes.size(); ++i) {
      if (i + 1 < bytes.size() && (cuts >> i & 1) == 0) continue;
      ASSERT_EQ(Feed(&stream, MakeConstSpan(bytes).subspan(begin, i + 1 - begin), &log), kGoesOn);
      begin = i + 1;
    }
    ASSERT_EQ(log.text(), whole.events) << cuts;
    ASSERT_EQ(stream.EndResult(), whole.end);
  }
}

// Records as they come and as they should not, mostly well formed.
Bytes RandomConversation(fuzz::Random* random) {
  const Bytes common[] = {kHello,
                          kCcs,
                          kData,
                          kEmpty,
                          kWarning,
                          kCloseNotify,
                          kHello,
                          kData,
                          Hex("15 03 03 00 01 01"),
                          Hex("15 03 03 00 01 00"),
                          Hex("15 03 03 00 04 01 64 02 28"),
                          Hex("14 03 03 00 02 02 01"),
                          Hex("14 03 03 00 01 07"),
                          kSealedAlert,
                          Hex("16 03 03 00 00")};
  Bytes bytes;
  const size_t records = 1 + random->Below(12);
  for (size_t i = 0; i < records; ++i) {
    bytes = bytes + common[random->Below(sizeof(common) / sizeof(common[0]))];
  }
  if (random->Below(3) == 0) bytes[random->Below(bytes.size())] = random->InterestingOctet();
  if (random->Below(4) == 0) bytes.resize(random->Below(bytes.size() + 1));
  return bytes;
}

TEST(RecordStreamTest, LawsHoldForRandomConversations) {
  fuzz::Random random(20261121);
  size_t reached[6] = {};
  for (int i = 0; i < 40000; ++i) {
    const fuzz::StreamSetup setup = fuzz::StreamSetupFrom(random.Octet());
    const fuzz::StreamTrace trace =
        fuzz::CheckStreamLaws(setup, RandomConversation(&random), random.Next());
    ++reached[static_cast<size_t>(trace.closure)];
  }
  for (const size_t count : reached) EXPECT_GT(count, 500u);
}

TEST(RecordStreamTest, LawsHoldForALongConversation) {
  fuzz::Random random(7);
  Bytes bytes = kHello + kCcs;
  for (int i = 0; i < 40; ++i) {
    const size_t length = random.Below(18433);
    bytes = bytes +
            Bytes{23, 3, 3, static_cast<uint8_t>(length >> 8), static_cast<uint8_t>(length & 0xFF)};
    for (size_t j = 0; j < length; ++j) bytes.push_back(random.Octet());
  }
  bytes = bytes + kSealedAlert;
  const fuzz::StreamSetup setup;
  const fuzz::StreamTrace whole = fuzz::TraceWhole(setup, bytes);
  EXPECT_EQ(whole.closure, Closure::kAlertUnread);
  EXPECT_EQ(whole.taken, bytes.size());
  for (uint64_t seed = 1; seed < 8; ++seed) fuzz::CheckChunking(setup, bytes, whole, seed);
}

TEST(RecordStreamTest, Names) {
  EXPECT_EQ(Name(Kind::kNone), "none");
  EXPECT_EQ(Name(Kind::kClosed), "closed");
  EXPECT_EQ(Name(static_cast<Kind>(6)), "unassigned");
  EXPECT_EQ(Name(Closure::kBoundary), "boundary");
  EXPECT_EQ(Name(Closure::kInsideRecord), "inside_record");
  EXPECT_EQ(Name(Closure::kAlertUnread), "alert_unread");
  EXPECT_EQ(Name(Closure::kGraceful), "graceful");
  EXPECT_EQ(Name(Closure::kFatalAlert), "fatal_alert");
  EXPECT_EQ(Name(Closure::kFailed), "failed");
  EXPECT_EQ(Name(static_cast<Closure>(6)), "unassigned");
}

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
