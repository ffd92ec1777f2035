// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/hello_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"
#include "test/tls/hello_bytes.h"

namespace hardwire {
namespace tls {
namespace {

using Outcome = HelloOutcome;

// About what a browser sends: two keys, ECH, a ticket, padding.
Octets Browser() {
  const Octets keys = Vector(2, Hex("0a0a 0001 00 11ec") + Vector(2, Octets(1216, 0x4B)) +
                                    Hex("001d") + Vector(2, Octets(32, 0x4B)));
  const Octets ech =
      Hex("00 0001 0001 2a") + Vector(2, Octets(32, 0xEC)) + Vector(2, Octets(240, 0xEC));
  const Octets key = Vector(2, Octets(200, 0x1D)) + Int(7, 4);
  const Octets psk = Vector(2, key) + Vector(2, Vector(1, Octets(32, 0xB1)));
  HelloParts parts =
      WithExtensions(Ext(0x0A0A, {}) + Ext(0, NameBody("www.example.com")) + Ext(51, keys) +
                     Ext(0xFE0D, ech) + Ext(10, Hex("0006 0a0a 11ec 001d")) +
                     Ext(16, Vector(2, Vector(1, Ascii("h2")))) + Ext(13, Hex("0004 0403 0804")) +
                     Tls13() + Ext(35, Octets(180)) + Ext(21, Octets(100)) + Ext(41, psk));
  parts.session_id = Octets(32, 0x5E);
  return parts.Message();
}

// A reader with memory of its own.
struct Reading {
  explicit Reading(size_t size = 4096, HelloLimits limits = {}, HelloKeep keep = {},
                   Policy policy = Policy::Interop())
      : memory(size), reader(MakeSpan(memory), limits, keep, policy) {}

  HelloStep Feed(const Octets& octets) { return reader.Feed(octets); }
  HelloStep OneByOne(const Octets& octets) {
    HelloStep step = reader.Feed({});
    for (const uint8_t octet : octets) step = reader.Feed(MakeConstSpan(&octet, 1));
    return step;
  }

  Octets memory;
  HelloReader reader;
};

void Expect(const HelloStep& step, Outcome outcome, Result result) {
  EXPECT_EQ(step.outcome, outcome) << Name(step.outcome);
  EXPECT_EQ(step.result, result) << step.result.offset() << " " << step.result.needed() << " "
                                 << Name(step.result.detail());
}
Result Ok(size_t n) { return Result::Ok(static_cast<uint32_t>(n), Layer::kTls); }
Result More(size_t n) { return Result::NeedMore(static_cast<uint32_t>(n), Layer::kTls); }
Result Bad(Detail detail, size_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, static_cast<uint32_t>(n), octet,
                       Layer::kTls);
}

TEST(HelloReaderTest, NumbersAndNamesNeverChange) {
  const char* const names[] = {"malformed",        "need_more",   "complete",   "not_tls",
                               "not_client_hello", "sslv2",       "bad_record", "over_limit",
                               "memory_too_small", "ended_inside"};
  for (int i = 0; i < 10; ++i) EXPECT_EQ(Name(static_cast<Outcome>(i)), names[i]);
  EXPECT_EQ(Name(static_cast<Outcome>(10)), "unassigned");
  EXPECT_EQ(HelloStep().outcome, Outcome::kMalformed);
  EXPECT_FALSE(HelloStep().result.ok());
}

TEST(HelloReaderTest, AHelloInOneRecord) {
  const Octets stream = TlsRecord(Browser());
  Reading reading;
  Expect(reading.Feed(stream + Hex("14 03 03")), Outcome::kComplete, Ok(stream.size()));
  EXPECT_EQ(reading.reader.taken(), stream.size());
  EXPECT_EQ(reading.reader.records(), 1U);
  const HelloView view = reading.reader.view();
  EXPECT_EQ(view.legacy_version, 0x0303);
  EXPECT_EQ(view.random, MakeConstSpan(Octets(32, 0x52)));
  EXPECT_EQ(view.session_id, MakeConstSpan(Octets(32, 0x5E)));
  EXPECT_EQ(view.cipher_suites, MakeConstSpan(Hex("1301")));
  ServerName name;
  ASSERT_EQ(FindServerName(view, &name).presence, Presence::kPresent);
  EXPECT_EQ(name.host_name, "www.example.com");
}

// What is not kept is counted, and what it says otherwise is there.
TEST(HelloReaderTest, KeysTicketsPaddingAndPayloadsAreNotKept) {
  Reading reading(1024);
  ASSERT_EQ(reading.OneByOne(TlsRecords(Browser(), 20)).outcome, Outcome::kComplete);
  // Fields of 67 octets, 11 heads of 6, bodies of 100.
  EXPECT_EQ(reading.reader.kept(), 67U + 11 * 6 + 100);
  const HelloView view = reading.reader.view();
  std::vector<std::array<size_t, 3>> seen;
  KeptExtensions list(view);
  for (KeptExtension one; list.Next(&one);) {
    seen.push_back({one.type, one.size, one.kept.size()});
    EXPECT_EQ(one.IsWhole(), one.size == one.kept.size());
  }
  const std::vector<std::array<size_t, 3>> expected = {
      {0x0A0A, 0, 0}, {0, 20, 20}, {51, 1263, 14}, {0xFE0D, 282, 42}, {10, 8, 8},  {16, 5, 5},
      {13, 6, 6},     {43, 5, 5},  {35, 180, 0},   {21, 100, 0},      {41, 243, 0}};
  EXPECT_EQ(seen, expected);
  KeyShares shares;
  ASSERT_EQ(FindKeyShares(view, &shares).presence, Presence::kPresent);
  std::vector<unsigned> groups;
  for (KeyShare share; shares.Next(&share);) {
    groups.push_back(share.group);
    EXPECT_TRUE(share.key_exchange.empty());
  }
  EXPECT_EQ(groups, (std::vector<unsigned>{0x0A0A, 0x11EC, 0x001D}));
  Ech ech;
  ASSERT_EQ(FindEch(view, &ech).presence, Presence::kPresent);
  EXPECT_EQ(ech.config_id, 0x2A);
  EXPECT_EQ(ech.enc.size(), 32U);
  EXPECT_TRUE(ech.payload.empty());
  KeptExtension psk;
  EXPECT_EQ(FindExtension(view, ExtensionType::kPreSharedKey, &psk).presence, Presence::kPresent);
  EXPECT_EQ(FindExtension(view, ExtensionType::kCookie, &psk).presence, Presence::kAbsent);
}

TEST(HelloReaderTest, AllIsKeptIfAsked) {
  Reading reading(4096, {}, {true, true, true, true});
  ASSERT_EQ(reading.Feed(TlsRecord(Browser())).outcome, Outcome::kComplete);
  KeptExtensions list(reading.reader.view());
  for (KeptExtension one; list.Next(&one);) EXPECT_TRUE(one.IsWhole()) << one.type;
  KeyShares shares;
  ASSERT_EQ(FindKeyShares(reading.reader.view(), &shares).presence, Presence::kPresent);
  KeyShare share;
  ASSERT_TRUE(shares.Next(&share));
  EXPECT_EQ(share.key_exchange.size(), 1U);
  Ech ech;
  ASSERT_EQ(FindEch(reading.reader.view(), &ech).presence, Presence::kPresent);
  EXPECT_EQ(ech.payload.size(), 240U);
}

// In two records and in two pieces, cut at every octet.
TEST(HelloReaderTest, EveryCut) {
  const Octets message = Browser();
  for (size_t cut = 1; cut < message.size(); ++cut) {
    const Octets front = First(message, cut);
    const Octets back(message.begin() + static_cast<std::ptrdiff_t>(cut), message.end());
    const Octets stream = TlsRecord(front) + TlsRecord(back);
    Reading two(1024);
    ASSERT_EQ(two.Feed(stream).outcome, Outcome::kComplete) << cut;
    ASSERT_EQ(two.reader.records(), 2U);
    const Octets one = TlsRecord(message);
    Reading pieces(1024);
    const HelloStep first = pieces.Feed(First(one, cut));
    ASSERT_EQ(first.outcome, Outcome::kNeedMore) << cut;
    ASSERT_EQ(pieces.reader.Read(one).outcome, Outcome::kComplete) << cut;
    ASSERT_EQ(pieces.memory, two.memory) << cut;
  }
}

// What is missing, with the headers that it takes.
TEST(HelloReaderTest, NeedMoreIsExact) {
  const Octets message = WithExtensions(Ext(0x1234, Octets(16300))).Message();  // 16,351 octets
  Reading reading(32768, {20000});
  Expect(reading.Feed({}), Outcome::kNeedMore, More(5 + 45));
  Expect(reading.Feed(Hex("16")), Outcome::kNeedMore, More(50));
  Expect(reading.Feed(Hex("0301 00")), Outcome::kNeedMore, More(50));
  // A record of one octet: the others come in another.
  Expect(reading.Feed(Hex("01")), Outcome::kNeedMore, More(55));
  Expect(reading.Feed(First(message, 1)), Outcome::kNeedMore, More(6 + 5 + 44));
  // The length is known: 16,350 octets are missing, of which a record of 3 octets has 3.
  Expect(reading.Feed(Hex("16 0301 0003")), Outcome::kNeedMore, More(11 + 3 + 5 + 41));
  const size_t rest = message.size() - 4;
  Expect(reading.Feed(Octets(message.begin() + 1, message.begin() + 4)), Outcome::kNeedMore,
         More(14 + 5 + rest));
  // The first octet of a length: 255 octets at most come in this record.
  Expect(reading.Feed(Hex("16 0301 00")), Outcome::kNeedMore, More(18 + 1 + 5 + rest));
  Reading vast(32768, {UINT32_MAX});
  // 131,396 octets behind a header of 4: 131,400, of which 16,384 fit in a record.
  Expect(vast.Feed(Hex("16 0301 0004 01 02 01 44")), Outcome::kNeedMore, More(9 + 131396 + 5 * 9));
}

// Methods that TLS 1.3 must not have. A list that is none offers nothing, so it is not 1.3.
TEST(HelloReaderTest, AListOfVersionsThatIsNone) {
  for (const char* body : {"", "00", "01 03", "02 0304 0303", "03 0304 03", "04 0304"}) {
    HelloParts parts = WithExtensions(Ext(43, Hex(body)));
    parts.methods = Hex("0100");
    const Octets stream = TlsRecord(parts.Message());
    EXPECT_EQ(Reading().OneByOne(stream).outcome, Outcome::kComplete) << body;
    EXPECT_EQ(Reading().Feed(stream).outcome, Outcome::kComplete) << body;
  }
  HelloParts parts = WithExtensions(Ext(43, Hex("02 0304")));
  parts.methods = Hex("0100");
  const Octets stream = TlsRecord(parts.Message());
  EXPECT_EQ(Reading().OneByOne(stream).outcome, Outcome::kMalformed);
  EXPECT_EQ(Reading().Feed(stream).outcome, Outcome::kMalformed);
}

TEST(HelloReaderTest, WhatIsNoTls) {
  for (const auto& [text, detail, at] :
       {std::tuple<const char*, Detail, size_t>{"GET /", Detail::kNotTlsText, 0},
        {"\x05\x01", Detail::kNotTlsSocks, 0},
        {"!", Detail::kUnknownContentType, 0},
        {"\x16\x02", Detail::kRecordMajorVersion, 1}}) {
    for (const Policy policy : {Policy::Strict(), Policy::Interop(), Policy::Lenient()}) {
      Reading reading(64, {}, {}, policy);
      const HelloStep step = reading.Feed(Ascii(text));
      Expect(step, Outcome::kNotTls, Bad(detail, at, static_cast<uint8_t>(text[at])));
    }
  }
}

TEST(HelloReaderTest, OtherRecordsAndMessages) {
  Reading alert;
  Expect(alert.Feed(Hex("15")), Outcome::kNotClientHello,
         Bad(Detail::kUnexpectedContentType, 0, 21));
  Reading data;
  Expect(data.Feed(Hex("17 0303 0001 00")), Outcome::kNotClientHello,
         Bad(Detail::kUnexpectedContentType, 0, 23));
  Reading server;
  Expect(server.Feed(TlsRecord(Hex("02 00 00 46"))), Outcome::kNotClientHello,
         Bad(Detail::kNotClientHello, 0, 2));
}

// RFC 8446 section 5.1: nothing comes between the records of one message.
TEST(HelloReaderTest, AnotherRecordBetweenTwoHalves) {
  const Octets half = TlsRecord(First(Browser(), 100));
  for (const unsigned type : {20U, 21U, 23U, 24U}) {
    Reading reading;
    Expect(reading.Feed(half + TlsRecord(Hex("01 00"), type)), Outcome::kBadRecord,
           Bad(Detail::kUnexpectedContentType, half.size(), static_cast<uint8_t>(type)));
  }
  Reading text;
  Expect(text.Feed(half + Ascii("GET")), Outcome::kBadRecord,
         Bad(Detail::kNotTlsText, half.size(), 'G'));
  Reading sslv2;
  Expect(sslv2.Feed(half + Hex("80 2e 01 03 01")), Outcome::kBadRecord,
         Bad(Detail::kNotTlsSslv2, half.size(), 0x80));
  Reading longer;
  Expect(longer.Feed(half + Hex("16 0303 4001")), Outcome::kBadRecord,
         Bad(Detail::kRecordOverflow, half.size() + 3));
}

// RFC 8446 section 5.1: a ClientHello ends with its record.
TEST(HelloReaderTest, AMessageBehindTheHello) {
  const Octets message = WithExtensions(Tls13()).Message();
  const Octets stream = TlsRecord(message + Hex("0b 00 00 00"));
  for (const Policy policy : {Policy::Strict(), Policy::Interop()}) {
    Reading reading(256, {}, {}, policy);
    Expect(reading.Feed(stream), Outcome::kBadRecord, Bad(Detail::kMessageBehindHello, 0));
    // Seen as soon as it is known where the hello ends.
    Reading early(256, {}, {}, policy);
    Expect(early.Feed(First(stream, 9)), Outcome::kBadRecord, Bad(Detail::kMessageBehindHello, 0));
    // In a record of its own it is none of the reader's.
    Reading apart(256, {}, {}, policy);
    Expect(apart.Feed(TlsRecord(message) + TlsRecord(Hex("0b 00 00 00"))), Outcome::kComplete,
           Ok(message.size() + 5));
  }
  Reading lenient(256, {}, {}, Policy::Lenient());
  Expect(lenient.Feed(stream), Outcome::kComplete, Ok(message.size() + 5));
  EXPECT_TRUE(lenient.reader.view().violations.Has(Violation::kMessageBehindHello));
  // The second half is longer than what is missing.
  Reading halves;
  Expect(halves.Feed(TlsRecord(First(message, 10)) + Hex("16 0301 0100")), Outcome::kBadRecord,
         Bad(Detail::kMessageBehindHello, 15));
}

TEST(HelloReaderTest, Sslv2) {
  Reading reading;
  Expect(reading.Feed(Hex("80")), Outcome::kNeedMore, More(5));
  Expect(reading.Feed(Hex("2e 01 03")), Outcome::kNeedMore, More(5));
  Expect(reading.Feed(Hex("02")), Outcome::kSslv2, Bad(Detail::kNotTlsSslv2, 0, 0x80));
  EXPECT_EQ(reading.reader.sslv2_version(), 0x0302);
  for (const char* octets : {"ff", "80 00", "80 2e 02", "80 2e 01 02"}) {
    Reading other;
    EXPECT_EQ(other.Feed(Hex(octets)).outcome, Outcome::kNotTls) << octets;
    EXPECT_EQ(other.reader.sslv2_version(), 0);
  }
}

TEST(HelloReaderTest, ReadTakesWhatIsNew) {
  const Octets stream = TlsRecord(Browser());
  Reading reading;
  const HelloStep step = reading.reader.Read(First(stream, 100));
  Expect(step, Outcome::kNeedMore, More(stream.size()));
  // Less than before, which no connection delivers, changes nothing.
  Expect(reading.reader.Read(First(stream, 40)), step.outcome, step.result);
  EXPECT_EQ(reading.reader.taken(), 100U);
  Expect(reading.reader.Read(stream), Outcome::kComplete, Ok(stream.size()));
}

TEST(HelloReaderTest, Limits) {
  Reading fits(64, {255});
  Expect(fits.Feed(TlsRecord(Hex("01 00 00 ff"))), Outcome::kNeedMore, More(9 + 5 + 255));
  Reading too_long(64, {254});
  Expect(too_long.Feed(TlsRecord(Hex("01 00 00 ff"))), Outcome::kOverLimit,
         Bad(Detail::kHandshakeTooLong, 1));
  Reading usual;
  Expect(usual.Feed(TlsRecord(Hex("01 00 40 00"))), Outcome::kNeedMore, More(9 + 5 + 16384));
  Reading above;
  Expect(above.Feed(TlsRecord(Hex("01 00 40 01"))), Outcome::kOverLimit,
         Bad(Detail::kHandshakeTooLong, 1));
}

TEST(HelloReaderTest, EmptyRecordsAreCounted) {
  const Octets message = WithExtensions(Tls13()).Message();
  const Octets empty = TlsRecord({});
  for (const unsigned limit : {0U, 2U}) {
    Octets stream;
    for (unsigned i = 0; i < limit; ++i) stream = stream + empty;
    const HelloLimits limits = {16384, static_cast<uint16_t>(limit)};
    Reading fits(256, limits);
    EXPECT_EQ(fits.Feed(stream + TlsRecord(message)).outcome, Outcome::kComplete);
    Reading above(256, limits);
    Expect(above.Feed(stream + empty), Outcome::kOverLimit,
           Bad(Detail::kTooManyEmptyRecords, stream.size()));
  }
  Reading strict(256, {}, {}, Policy::Strict());
  Expect(strict.Feed(empty), Outcome::kBadRecord, Bad(Detail::kEmptyFragment, 3));
}

TEST(HelloReaderTest, ManyRecordsAreNoFault) {
  const Octets message = Browser();
  Reading reading(1024);
  EXPECT_EQ(reading.OneByOne(TlsRecords(message, 1)).outcome, Outcome::kComplete);
  EXPECT_EQ(reading.reader.records(), message.size());
}

TEST(HelloReaderTest, MemoryThatIsTooSmall) {
  const Octets stream = TlsRecord(Browser());
  Reading all;
  ASSERT_EQ(all.Feed(stream).outcome, Outcome::kComplete);
  const size_t needed = all.reader.kept();
  Reading exact(needed);
  EXPECT_EQ(exact.Feed(stream).outcome, Outcome::kComplete);
  for (const size_t size : {needed - 1, size_t{100}, size_t{0}}) {
    Reading less(size);
    const HelloStep step = less.OneByOne(stream);
    EXPECT_EQ(step.outcome, Outcome::kMemoryTooSmall);
    EXPECT_EQ(step.result.detail(), Detail::kOutputTooSmall);
    EXPECT_EQ(step.result.needed(), needed);
    EXPECT_FALSE(less.reader.view().has_extensions);
  }
}

TEST(HelloReaderTest, MalformedIsWhatDecodeSays) {
  HelloParts parts = WithExtensions(Tls13());
  parts.methods = Hex("01");
  Reading reading;
  Expect(reading.OneByOne(TlsRecords(parts.Message(), 3)), Outcome::kMalformed,
         Bad(Detail::kHelloCompression, 43));
  // An outcome stays.
  Expect(reading.Feed(TlsRecord(Browser())), Outcome::kMalformed,
         Bad(Detail::kHelloCompression, 43));
  Expect(reading.reader.Read(Octets(1000)), Outcome::kMalformed,
         Bad(Detail::kHelloCompression, 43));
  Expect(reading.reader.End(), Outcome::kMalformed, Bad(Detail::kHelloCompression, 43));
  EXPECT_EQ(reading.reader.view().legacy_version, 0);
}

TEST(HelloReaderTest, TheEndInside) {
  const Octets half = TlsRecord(First(Browser(), 100));
  Reading between;
  between.Feed(half);
  Expect(between.reader.End(), Outcome::kEndedInside, Bad(Detail::kClosedNoNotify, half.size()));
  Reading inside;
  inside.Feed(First(half, 50));
  Expect(inside.reader.End(), Outcome::kEndedInside, Bad(Detail::kClosedInsideRecord, 50));
  Reading header;
  header.Feed(half + Hex("16"));
  Expect(header.reader.End(), Outcome::kEndedInside,
         Bad(Detail::kClosedInsideRecord, half.size() + 1));
  Reading nothing;
  Expect(nothing.reader.End(), Outcome::kEndedInside, Bad(Detail::kClosedNoNotify, 0));
}

// The name can be logged as soon as its extension is complete, and is no view.
TEST(HelloReaderTest, WhatWasReadBeforeAFailure) {
  const Octets name = Ext(0, NameBody("www.example.com"));
  HelloParts parts = WithExtensions(name + name);
  const Octets stream = TlsRecord(parts.Message());
  Reading reading;
  const size_t until = 5 + 4 + 2 + 32 + 1 + 4 + 2 + 2 + name.size();
  reading.Feed(First(stream, until - 1));
  EXPECT_EQ(reading.reader.unverified().legacy_version, 0x0303);
  EXPECT_EQ(reading.reader.unverified().server_name, "");
  reading.reader.Read(First(stream, until));
  EXPECT_EQ(reading.reader.unverified().server_name, "www.example.com");
  EXPECT_EQ(reading.reader.Read(stream).result.detail(), Detail::kDuplicateExtension);
  EXPECT_EQ(reading.reader.unverified().server_name, "www.example.com");
  EXPECT_EQ(reading.reader.view().extensions.size(), 0U);
  EXPECT_EQ(Reading().reader.unverified().legacy_version, 0);
  for (const size_t size : {0U, 20U, 60U}) {
    Reading less(size);
    less.Feed(stream);
    EXPECT_EQ(less.reader.unverified().legacy_version, 0x0303);
    EXPECT_EQ(less.reader.unverified().server_name, "");
  }
}

// A malformed extension is malformed in a view too, whatever of it was kept.
TEST(HelloViewTest, MalformedStaysMalformed) {
  for (const char* shares : {"0006 001d 0003 0102", "0008 001d 0002 0102 0000",
                             "0007 001d 0002 0102 00", "000a 001d 0000 001d 0002 0102",
                             "0005 001d 0002 0102", "0007 001d 0002 0102", "0004 001d 0000"}) {
    Reading reading;
    ASSERT_EQ(reading.Feed(TlsRecord(WithExtensions(Ext(51, Hex(shares))).Message())).outcome,
              Outcome::kComplete);
    KeyShares out;
    EXPECT_EQ(FindKeyShares(reading.reader.view(), &out).presence, Presence::kMalformed) << shares;
  }
  const Octets ech = Hex("00 0001 0001 2a 0002 e1e2 0003 aabbcc");
  for (const Octets& body :
       {ech + Hex("00"), First(ech, ech.size() - 1), Hex("00 0001"),
        Hex("00 0001 0001 2a 0000 0000"), Hex("02 0001 0001 2a 0000 0001 aa")}) {
    Reading reading;
    ASSERT_EQ(reading.Feed(TlsRecord(WithExtensions(Ext(0xFE0D, body)).Message())).outcome,
              Outcome::kComplete);
    Ech out;
    EXPECT_EQ(FindEch(reading.reader.view(), &out).presence, Presence::kMalformed);
  }
  // What one extension left behind is not seen in the next.
  Reading shares(256, {}, {}, Policy::Lenient());
  const Octets cut = Ext(51, Hex("0006 001d 0020 0102"));
  ASSERT_EQ(
      shares.Feed(TlsRecord(WithExtensions(cut + Ext(51, Hex("0005 001d 0001 01"))).Message()))
          .outcome,
      Outcome::kComplete);
  std::vector<size_t> kept;
  KeptExtensions list(shares.reader.view());
  for (KeptExtension one; list.Next(&one);) kept.push_back(one.kept.size());
  EXPECT_EQ(kept, (std::vector<size_t>{6, 6}));
  Reading twice(256, {}, {}, Policy::Lenient());
  ASSERT_EQ(twice.Feed(TlsRecord(WithExtensions(Tls13() + Tls13()).Message())).outcome,
            Outcome::kComplete);
  Numbers numbers;
  EXPECT_EQ(FindSupportedVersions(twice.reader.view(), &numbers).result.detail(),
            Detail::kDuplicateExtension);
}

}  // namespace
}  // namespace tls
}  // namespace hardwire
