// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/record.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

constexpr RecordContext kInitial = RecordContext::Initial();
constexpr RecordContext kPlain = RecordContext::Plain(0);
constexpr RecordContext kPlain12 = RecordContext::Plain(0x0303);
constexpr RecordContext kPlain13 = RecordContext::Plain(0x0304);
constexpr RecordContext kProtected12 = RecordContext::Protected(0x0303);
constexpr RecordContext kProtected13 = RecordContext::Protected(0x0304);
constexpr RecordContext kRelay = RecordContext::Relay();
constexpr RecordContext kRelay13 = RecordContext::Relay(0x0304);
constexpr RecordContext kEveryContext[] = {kRelay,   kRelay13, kInitial,     kPlain,
                                           kPlain12, kPlain13, kProtected12, kProtected13};

constexpr Result kComplete = Result::Ok(5, Layer::kTls);
constexpr Result kMore = Result::NeedMore(5, Layer::kTls);

Result Bad(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, n, octet, Layer::kTls);
}

Result DecodeIn(const RecordContext& context, const std::string& hex,
                Policy policy = Policy::Interop()) {
  RecordHeader header;
  return Decode(Hex(hex), &header, context, policy);
}

TEST(RecordHeaderTest, Fields) {
  RecordHeader header;
  ASSERT_EQ(Decode(Hex("16 03 01 02 05 ff"), &header, kInitial), kComplete);
  EXPECT_EQ(header.type, ContentType::kHandshake);
  EXPECT_EQ(header.version, 0x0301);
  EXPECT_EQ(header.length, 0x0205);
  EXPECT_TRUE(header.violations.empty());
}

TEST(RecordHeaderTest, FewerThanFiveOctets) {
  for (const char* hex : {"", "16", "16 03", "16 03 03", "16 03 03 40"}) {
    EXPECT_EQ(DecodeIn(kInitial, hex), kMore) << hex;
  }
  EXPECT_EQ(DecodeIn(kPlain12, "16 03 01 00", Policy::Strict()), Bad(Detail::kRecordVersion, 1, 1));
  EXPECT_EQ(DecodeIn(kPlain12, "16 02"), Bad(Detail::kRecordMajorVersion, 1, 2));
  EXPECT_EQ(DecodeIn(kPlain12, "13"), Bad(Detail::kUnknownContentType, 0, 0x13));
}

TEST(RecordHeaderTest, LengthLimitsAreExact) {
  struct {
    RecordContext context;
    const char* fits;
    const char* over;
  } const cases[] = {
      {kInitial, "16 03 03 40 00", "16 03 03 40 01"},
      {kPlain, "16 03 03 40 00", "16 03 03 40 01"},
      {kPlain13, "17 03 03 40 00", "17 03 03 40 01"},
      {kProtected12, "17 03 03 48 00", "17 03 03 48 01"},
      {RecordContext::Protected(0), "17 03 01 48 00", "17 03 01 48 01"},
      {kProtected13, "17 03 03 41 00", "17 03 03 41 01"},
      {RecordContext::Protected(0x0304, {64}), "17 03 03 00 40", "17 03 03 00 41"},
      {RecordContext::Plain(0x0303, {512}), "16 03 03 02 00", "16 03 03 02 01"},
      {RecordContext::Plain(0x0303, {1}), "16 03 03 00 01", "16 03 03 00 02"},
      // A limit above the phase's own does not raise it.
      {RecordContext::Plain(0x0303, {0xFFFF}), "16 03 03 40 00", "16 03 03 40 01"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(DecodeIn(c.context, c.fits, Policy::Strict()), kComplete) << c.fits;
    EXPECT_EQ(DecodeIn(c.context, c.over, Policy::Lenient()), Bad(Detail::kRecordOverflow, 3))
        << c.over;
  }
  EXPECT_EQ(kProtected12.limit(), 18432);
  EXPECT_EQ(RecordContext::Protected(0x0304, {100}).limit(), 100);
}

// What a context says that its phase does not look at changes nothing.
TEST(RecordHeaderTest, TheFirstRecordAndARelayHaveNoVersion) {
  constexpr uint16_t kVersions[] = {0x0301, 0x0303, 0x0304};
  constexpr uint8_t kTypes[] = {20, 21, 22, 23, 24, 25};
  constexpr uint8_t kMinors[] = {0, 1, 3, 4, 5, 255};
  constexpr uint16_t kLengths[] = {0, 1, 2, 0x4000, 0x4001, 0x4800, 0x4801};
  for (const Phase phase : {Phase::kInitial, Phase::kRelay}) {
    for (const uint16_t version : kVersions) {
      for (const uint8_t type : kTypes) {
        for (const uint8_t minor : kMinors) {
          for (const uint16_t length : kLengths) {
            const std::vector<uint8_t> bytes = {type, 3, minor, static_cast<uint8_t>(length >> 8),
                                                static_cast<uint8_t>(length & 0xFF)};
            RecordHeader a;
            RecordHeader b;
            EXPECT_EQ(Decode(bytes, &a, RecordContext::Of(phase, 0)),
                      Decode(bytes, &b, RecordContext::Of(phase, version)));
            EXPECT_EQ(a.violations, b.violations);
            Record record;
            const std::vector<uint8_t> begun = bytes + Hex("09");
            EXPECT_EQ(Decode(begun, &record, RecordContext::Of(phase, 0)),
                      Decode(begun, &record, RecordContext::Of(phase, version)));
          }
        }
      }
    }
  }
}

TEST(RecordHeaderTest, EveryMinorVersionInEveryContext) {
  struct {
    RecordContext context;
    int least;
    int most;
  } const cases[] = {
      {kInitial, 0, 4},     {kPlain, 0, 3},
      {kPlain12, 3, 3},     {RecordContext::Plain(0x0301), 1, 1},
      {kPlain13, 0, 255},   {RecordContext::Protected(0), 0, 3},
      {kProtected12, 3, 3}, {kProtected13, 3, 3},
      {kRelay, 0, 255},     {kRelay13, 0, 255},
  };
  for (const auto& c : cases) {
    for (int minor = 0; minor < 256; ++minor) {
      const std::vector<uint8_t> bytes = {
          c.context.phase() == Phase::kInitial ? uint8_t{22} : uint8_t{23}, 3,
          static_cast<uint8_t>(minor), 0, 1};
      RecordHeader header;
      const bool expected = minor >= c.least && minor <= c.most;
      EXPECT_EQ(Decode(bytes, &header, c.context, Policy::Strict()),
                expected ? kComplete : Bad(Detail::kRecordVersion, 1, bytes[2]));
    }
  }
}

TEST(RecordHeaderTest, EveryTypeInEveryContext) {
  for (const RecordContext& context : kEveryContext) {
    for (int type = 0; type < 256; ++type) {
      const std::vector<uint8_t> bytes = {static_cast<uint8_t>(type), 3, 3, 0, 1};
      RecordHeader header;
      const Result r = Decode(bytes, &header, context, Policy::Lenient());
      const bool known = type >= 20 && type <= 24;
      bool expected = known;
      if (context.phase() == Phase::kInitial) expected = type == 21 || type == 22;
      if (context.phase() == Phase::kProtected && context.version() == 0x0304) {
        expected = type == 20 || type == 23;
      }
      if (known && !expected) {
        EXPECT_EQ(r, Bad(Detail::kUnexpectedContentType, 0, bytes[0]));
      } else {
        ASSERT_EQ(r, kComplete) << type;
        EXPECT_EQ(header.violations.Has(Violation::kUnknownContentType), !known);
        EXPECT_EQ(static_cast<int>(header.type), type);
      }
      if (!known) {
        EXPECT_FALSE(Decode(bytes, &header, context).ok()) << type;
      }
    }
  }
}

TEST(RecordHeaderTest, TheFirstOctetTellsWhatIsNoTls) {
  for (const char* hex : {"47", "67", "41", "5a", "61", "7a", "0d"}) {
    EXPECT_EQ(DecodeIn(kInitial, hex).detail(), Detail::kNotTlsText) << hex;
  }
  for (const char* hex : {"04", "05"}) {
    EXPECT_EQ(DecodeIn(kInitial, hex).detail(), Detail::kNotTlsSocks) << hex;
  }
  for (const char* hex : {"80", "ff"}) {
    EXPECT_EQ(DecodeIn(kInitial, hex).detail(), Detail::kNotTlsSslv2) << hex;
  }
  for (const char* hex : {"00", "0a", "13", "19", "40", "5b", "60", "7b", "7f"}) {
    EXPECT_EQ(DecodeIn(kInitial, hex).detail(), Detail::kUnknownContentType) << hex;
  }
  EXPECT_EQ(DecodeIn(kInitial, "47"), Bad(Detail::kNotTlsText, 0, 0x47));
}

TEST(RecordHeaderTest, Versions) {
  const Policy strict = Policy::Strict();
  EXPECT_EQ(DecodeIn(kInitial, "16 03 00 00 04", strict), kComplete);
  EXPECT_EQ(DecodeIn(kInitial, "16 03 04 00 04", strict), kComplete);
  EXPECT_EQ(DecodeIn(kInitial, "16 03 05 00 04", strict), Bad(Detail::kRecordVersion, 1, 5));
  EXPECT_EQ(DecodeIn(kInitial, "16 03 ff 00 04"), kComplete);
  EXPECT_EQ(DecodeIn(kPlain, "16 03 03 00 04", strict), kComplete);
  EXPECT_EQ(DecodeIn(kPlain, "16 03 04 00 04", strict), Bad(Detail::kRecordVersion, 1, 4));
  EXPECT_EQ(DecodeIn(kPlain12, "16 03 01 00 04", strict), Bad(Detail::kRecordVersion, 1, 1));
  EXPECT_EQ(DecodeIn(kPlain13, "16 03 ff 00 04", strict), kComplete);
  EXPECT_EQ(DecodeIn(kPlain13, "16 04 00 00 04", strict), kComplete);
  EXPECT_EQ(DecodeIn(kRelay13, "16 04 00 00 04"), Bad(Detail::kRecordMajorVersion, 1, 4));
  EXPECT_EQ(DecodeIn(kInitial, "16 04 00 00 04"), Bad(Detail::kRecordMajorVersion, 1, 4));
  EXPECT_EQ(DecodeIn(kProtected13, "17 03 01 00 20", strict), Bad(Detail::kRecordVersion, 1, 1));
  EXPECT_EQ(DecodeIn(kProtected13, "17 03 04 00 20", strict), Bad(Detail::kRecordVersion, 1, 4));
  EXPECT_EQ(DecodeIn(kProtected12, "17 03 03 00 20", strict), kComplete);
  for (const RecordContext& context : kEveryContext) {
    const bool tls13 = context.version() == 0x0304;
    Detail expected = Detail::kRecordMajorVersion;
    if (tls13 && context.phase() == Phase::kProtected) expected = Detail::kUnexpectedContentType;
    if (tls13 && context.phase() == Phase::kPlain) expected = Detail::kNone;
    EXPECT_EQ(DecodeIn(context, "15 fe fd 00 02", Policy::Lenient()).detail(), expected);
  }
}

// RFC 8446 section 5.1: legacy_record_version must be ignored for all purposes, and what is sent,
// behind the first ClientHello, must say 0303.
TEST(RecordHeaderTest, NobodyLooksAtTheVersionOfAPlainTls13Record) {
  for (uint32_t version = 0; version <= 0xFFFF; ++version) {
    const uint8_t bytes[] = {
        22, static_cast<uint8_t>(version >> 8), static_cast<uint8_t>(version & 0xFF), 0, 1, 2};
    RecordHeader header;
    Record record;
    ASSERT_EQ(Decode(bytes, &header, kPlain13, Policy::Strict()), kComplete) << version;
    ASSERT_EQ(Decode(bytes, &record, kPlain13, Policy::Strict()), Result::Ok(6, Layer::kTls));
    EXPECT_EQ(header.version, version);
    EXPECT_EQ(record.version, version);
    EXPECT_TRUE(header.violations.empty() && record.violations.empty()) << version;
    std::vector<uint8_t> output(6, 0x5A);
    EXPECT_EQ(Encode(header, MakeSpan(output), kPlain13), kComplete);
    EXPECT_EQ(output, Hex("16 0303 0001 5a"));
    EXPECT_EQ(Encode(record, MakeSpan(output), kPlain13), Result::Ok(6, Layer::kTls));
    EXPECT_EQ(output, Hex("16 0303 0001 02"));
  }
  for (const char* hex : {"16", "16 04", "16 04 00", "16 04 00 00"}) {
    EXPECT_EQ(DecodeIn(kPlain13, hex, Policy::Strict()), kMore) << hex;
  }
}

TEST(RecordHeaderTest, EmptyRecords) {
  const Policy strict = Policy::Strict();
  for (const char* hex : {"14 03 03 00 00", "15 03 03 00 00", "16 03 03 00 00"}) {
    EXPECT_EQ(DecodeIn(kPlain12, hex, strict), Bad(Detail::kEmptyFragment, 3)) << hex;
    EXPECT_EQ(DecodeIn(kPlain12, hex), kComplete) << hex;
  }
  EXPECT_EQ(DecodeIn(kProtected12, "17 03 03 00 00", strict), kComplete);
  EXPECT_EQ(DecodeIn(kProtected12, "18 03 03 00 00", strict), kComplete);
  EXPECT_EQ(DecodeIn(kProtected13, "17 03 03 00 00", strict), Bad(Detail::kEmptyFragment, 3));
  EXPECT_EQ(
      DecodeIn(kProtected13, "1c 03 03 00 00", strict.Accepting(Violation::kUnknownContentType)),
      Bad(Detail::kEmptyFragment, 3));
  RecordHeader header;
  ASSERT_EQ(Decode(Hex("63 03 03 00 00"), &header, kPlain12, Policy::Lenient()), kComplete);
  EXPECT_FALSE(header.violations.Has(Violation::kEmptyFragment));
}

TEST(RecordHeaderTest, ChangeCipherSpecIsOneOctet) {
  EXPECT_EQ(DecodeIn(kPlain12, "14 03 03 00 01", Policy::Strict()), kComplete);
  EXPECT_EQ(DecodeIn(kPlain12, "14 03 03 00 02"), Bad(Detail::kCcsValue, 3));
  EXPECT_EQ(DecodeIn(kProtected13, "14 03 03 00 02"), Bad(Detail::kCcsValue, 3));
  EXPECT_EQ(DecodeIn(kProtected12, "14 03 03 00 28", Policy::Strict()), kComplete);
  RecordHeader header;
  ASSERT_EQ(Decode(Hex("14 03 03 00 02"), &header, kPlain12, Policy::Lenient()), kComplete);
  EXPECT_TRUE(header.violations.Has(Violation::kCcsValue));
}

TEST(RecordHeaderTest, ARelayAsksForTypeMajorVersionAndLengthAlone) {
  for (const RecordContext& context : {kRelay, kRelay13}) {
    for (const char* hex :
         {"14 03 00 48 00", "15 03 ff 00 00", "16 03 05 48 00", "17 03 03 00 00"}) {
      RecordHeader header;
      EXPECT_EQ(Decode(Hex(hex), &header, context, Policy::Strict()), kComplete) << hex;
      EXPECT_TRUE(header.violations.empty()) << hex;
    }
    EXPECT_EQ(DecodeIn(context, "17 03 03 48 01"), Bad(Detail::kRecordOverflow, 3));
    EXPECT_EQ(context.limit(), 18432);
  }
}

TEST(RecordHeaderTest, WhereChangeCipherSpecIsPlain) {
  for (const RecordContext& context : {kPlain, kPlain12, kPlain13, kProtected13}) {
    EXPECT_TRUE(context.IsClear());
  }
  for (const RecordContext& context : {kProtected12, kRelay, kRelay13}) {
    EXPECT_FALSE(context.IsClear());
  }
}

TEST(RecordHeaderTest, ChecksComeInOrder) {
  const Policy strict = Policy::Strict();
  EXPECT_EQ(DecodeIn(kPlain12, "13 02 01 ff ff", strict).detail(), Detail::kUnknownContentType);
  EXPECT_EQ(DecodeIn(kPlain12, "16 02 01 ff ff", strict).detail(), Detail::kRecordMajorVersion);
  EXPECT_EQ(DecodeIn(kPlain12, "16 03 01 ff ff", strict).detail(), Detail::kRecordVersion);
  EXPECT_EQ(DecodeIn(kPlain12, "16 03 03 ff ff", strict).detail(), Detail::kRecordOverflow);
}

TEST(RecordHeaderTest, EncodeFollowsTheSameRules) {
  std::vector<uint8_t> room(5, 0xA5);
  RecordHeader header;
  header.length = 16385;
  EXPECT_EQ(Encode(header, MakeSpan(room), kInitial),
            Result::Error(Code::kSerialization, Detail::kRecordOverflow, 3, 0, Layer::kTls));
  header.length = 0;
  EXPECT_EQ(Encode(header, MakeSpan(room), kInitial),
            Result::Error(Code::kSerialization, Detail::kEmptyFragment, 3, 0, Layer::kTls));
  header.length = 1;
  header.version = 0xFEFD;
  EXPECT_EQ(Encode(header, MakeSpan(room), kInitial),
            Result::Error(Code::kSerialization, Detail::kRecordMajorVersion, 1, 0xFE, Layer::kTls));
  EXPECT_EQ(room, std::vector<uint8_t>(5, 0xA5));
  header.version = 0x0301;
  EXPECT_EQ(Encode(header, MakeSpan(room.data(), 4), kInitial),
            Result::Error(Code::kSerialization, Detail::kOutputTooSmall, 5, 0, Layer::kTls));
  EXPECT_EQ(Encode(header, MakeSpan(room), kInitial), kComplete);
  EXPECT_EQ(room, Hex("16 03 01 00 01"));
}

TEST(RecordHeaderTest, Names) {
  int named = 0;
  for (int type = 0; type < 256; ++type) {
    if (Name(static_cast<ContentType>(type)) != "unassigned") ++named;
  }
  EXPECT_EQ(named, 8);
  EXPECT_EQ(Name(ContentType::kChangeCipherSpec), "change_cipher_spec");
}

TEST(RecordHeaderTest, EqualityLooksAtFields) {
  RecordHeader a;
  RecordHeader b;
  b.violations.Add(Violation::kRecordVersion);
  EXPECT_TRUE(a == b);
  EXPECT_EQ(EncodedSize(a), 5u);
  b.length = 1;
  EXPECT_FALSE(a == b);
  b.version = 0x0301;
  EXPECT_FALSE(a == b);
  b.type = ContentType::kAlert;
  EXPECT_FALSE(a == b);
}

// Saved inputs begin with it.
TEST(MessageIdTest, NeverChanges) { EXPECT_EQ(RecordHeader::kInfo.id, 32); }

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
