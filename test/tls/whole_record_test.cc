// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/tls/record.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

constexpr RecordContext kInitial = RecordContext::Initial();
constexpr RecordContext kPlain12 = RecordContext::Plain(0x0303);
constexpr RecordContext kPlain13 = RecordContext::Plain(0x0304);
constexpr RecordContext kProtected12 = RecordContext::Protected(0x0303);
constexpr RecordContext kProtected13 = RecordContext::Protected(0x0304);

Result Ok(uint32_t n) { return Result::Ok(n, Layer::kTls); }
Result More(uint32_t n) { return Result::NeedMore(n, Layer::kTls); }
Result Bad(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, n, octet, Layer::kTls);
}
Result Unsendable(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kSerialization, detail, n, octet, Layer::kTls);
}

Result DecodeIn(const RecordContext& context, const std::string& hex,
                Policy policy = Policy::Interop()) {
  Record record;
  return Decode(Hex(hex), &record, context, policy);
}

TEST(RecordTest, HeaderAndFragment) {
  const std::vector<uint8_t> bytes = Hex("16 03 01 00 03 01 02 03 ff");
  Record record;
  ASSERT_EQ(Decode(bytes, &record, kInitial), Ok(8));
  EXPECT_EQ(record.type, ContentType::kHandshake);
  EXPECT_EQ(record.version, 0x0301);
  EXPECT_EQ(record.fragment.data(), bytes.data() + 5);
  EXPECT_EQ(record.fragment.size(), 3U);
  EXPECT_TRUE(record.violations.empty());
}

TEST(RecordTest, NeedMoreNamesTheWholeRecord) {
  EXPECT_EQ(DecodeIn(kInitial, ""), More(5));
  EXPECT_EQ(DecodeIn(kInitial, "16 03 01"), More(5));
  EXPECT_EQ(DecodeIn(kInitial, "16 03 01 02"), More(5 + 0x200));
  EXPECT_EQ(DecodeIn(kInitial, "16 03 01 02 05"), More(5 + 0x205));
  EXPECT_EQ(DecodeIn(kInitial, "16 03 01 00 02 aa"), More(7));
  // No length that begins with 41 fits: the error comes with its second octet.
  EXPECT_EQ(DecodeIn(kInitial, "16 03 01 41"), More(5 + 16384));
  EXPECT_EQ(DecodeIn(kInitial, "16 03 01 41 00"), Bad(Detail::kRecordOverflow, 3));
}

TEST(RecordTest, TooLongIsAnErrorBeforeTheFragmentArrives) {
  EXPECT_EQ(DecodeIn(kProtected12, "17 03 03 48 00"), More(5 + 18432));
  EXPECT_EQ(DecodeIn(kProtected12, "17 03 03 48 01"), Bad(Detail::kRecordOverflow, 3));
  EXPECT_EQ(DecodeIn(kProtected13, "17 03 03 41 01"), Bad(Detail::kRecordOverflow, 3));
}

TEST(RecordTest, ChangeCipherSpecIsOneOctet01) {
  for (const RecordContext& context : {kPlain12, kPlain13, kProtected13}) {
    EXPECT_EQ(DecodeIn(context, "14 03 03 00 01 01", Policy::Strict()), Ok(6));
    EXPECT_EQ(DecodeIn(context, "14 03 03 00 01"), More(6));
    for (const uint8_t value : {uint8_t{0}, uint8_t{2}, uint8_t{255}}) {
      const std::vector<uint8_t> bytes = Hex("14 03 03 00 01") + std::vector<uint8_t>{value};
      Record record;
      EXPECT_EQ(Decode(bytes, &record, context), Bad(Detail::kCcsValue, 5, value));
      EXPECT_EQ(Decode(bytes, &record, context, Policy::Lenient()), Ok(6));
      EXPECT_TRUE(record.violations.Has(Violation::kCcsValue));
    }
    EXPECT_EQ(DecodeIn(context, "14 03 03 00 02"), Bad(Detail::kCcsValue, 3));
    EXPECT_EQ(DecodeIn(context, "14 03 03 00 02 01 01", Policy::Lenient()), Ok(7));
  }
  // Encrypted, nothing can be said of it.
  EXPECT_EQ(DecodeIn(kProtected12, "14 03 03 00 01 77", Policy::Strict()), Ok(6));
}

TEST(RecordTest, AlertsInTheClear) {
  EXPECT_EQ(DecodeIn(kInitial, "15 03 01 00 02 01 1e", Policy::Strict()), Ok(7));
  for (const RecordContext& context : {kInitial, kPlain12, kPlain13}) {
    EXPECT_EQ(DecodeIn(context, "15 03 03 00 02"), More(7));
    EXPECT_EQ(DecodeIn(context, "15 03 03 00 02 01"), More(7));
    EXPECT_EQ(DecodeIn(context, "15 03 03 00 02 02 28", Policy::Strict()), Ok(7));
    EXPECT_EQ(DecodeIn(context, "15 03 03 00 02 03"), Bad(Detail::kAlertLevel, 5, 3));
    EXPECT_EQ(DecodeIn(context, "15 03 03 00 02 03 28", Policy::Lenient()), Ok(7));
    EXPECT_EQ(DecodeIn(context, "15 03 03 00 01"), Bad(Detail::kAlertSize, 3));
    EXPECT_EQ(DecodeIn(context, "15 03 03 00 04"), Bad(Detail::kAlertSize, 3));
    EXPECT_EQ(DecodeIn(context, "15 03 03 00 01 02", Policy::Lenient()), Ok(6));
    EXPECT_EQ(DecodeIn(context, "15 03 03 00 00", Policy::Strict()),
              Bad(Detail::kEmptyFragment, 3));
    EXPECT_EQ(DecodeIn(context, "15 03 03 00 00"), Ok(5));
  }
  EXPECT_EQ(DecodeIn(kProtected12, "15 03 03 00 03 77 77 77", Policy::Strict()), Ok(8));
  EXPECT_EQ(DecodeIn(kProtected13, "15 03 03 00 02"), Bad(Detail::kUnexpectedContentType, 0, 21));
}

TEST(RecordTest, TheHeaderIsJudgedAsAlone) {
  EXPECT_EQ(DecodeIn(kInitial, "47"), Bad(Detail::kNotTlsText, 0, 0x47));
  EXPECT_EQ(DecodeIn(kInitial, "16 02"), Bad(Detail::kRecordMajorVersion, 1, 2));
  EXPECT_EQ(DecodeIn(kInitial, "14"), Bad(Detail::kUnexpectedContentType, 0, 20));
  Record record;
  EXPECT_EQ(Decode(Hex("16 03 ff 00 00"), &record, kInitial), Ok(5));
  EXPECT_TRUE(record.violations.Has(Violation::kRecordVersion));
  EXPECT_TRUE(record.violations.Has(Violation::kEmptyFragment));
  EXPECT_EQ(record.fragment.size(), 0U);
}

TEST(RecordTest, Encode) {
  const std::vector<uint8_t> fragment = Hex("0e 00 00 00");
  Record record;
  record.version = 0x0303;
  record.fragment = fragment;
  std::vector<uint8_t> output(9, 7);
  EXPECT_EQ(EncodedSize(record), 9U);
  EXPECT_EQ(Encode(record, MakeSpan(output).first(8), kPlain12),
            Unsendable(Detail::kOutputTooSmall, 9));
  EXPECT_EQ(output, std::vector<uint8_t>(9, 7));
  EXPECT_EQ(Encode(record, MakeSpan(output), kPlain12), Ok(9));
  EXPECT_EQ(output, Hex("16 03 03 00 04 0e 00 00 00"));
}

TEST(RecordTest, EncodeUpToTheLimit) {
  const std::vector<uint8_t> fragment(18433);
  std::vector<uint8_t> output(5 + 18433);
  Record record;
  record.type = ContentType::kApplicationData;
  record.fragment = MakeConstSpan(fragment).first(18432);
  EXPECT_EQ(Encode(record, MakeSpan(output), kProtected12), Result::Ok(5 + 18432, Layer::kTls));
  record.fragment = fragment;
  EXPECT_EQ(Encode(record, MakeSpan(output), kProtected12),
            Result::Error(Code::kSerialization, Detail::kRecordOverflow, 3, 0, Layer::kTls));
}

// What no header can say is judged in its turn.
TEST(RecordTest, EncodeJudgesTheLengthBehindTypeAndVersion) {
  std::vector<uint8_t> output(5 + 65536);
  for (const size_t size : {size_t{18433}, size_t{65535}, size_t{65536}}) {
    const std::vector<uint8_t> fragment(size);
    Record record;
    record.fragment = fragment;
    EXPECT_EQ(Encode(record, MakeSpan(output), kPlain12), Unsendable(Detail::kRecordOverflow, 3));
    record.version = 0x0203;
    EXPECT_EQ(Encode(record, MakeSpan(output), kPlain12),
              Unsendable(Detail::kRecordMajorVersion, 1, 2));
    record.type = ContentType::kAlert;
    EXPECT_EQ(Encode(record, MakeSpan(output), kProtected13),
              Unsendable(Detail::kUnexpectedContentType, 0, 21));
  }
}

TEST(RecordTest, EncodeRefusesWhatDecodeRefuses) {
  std::vector<uint8_t> output(70000);
  const auto encode = [&output](ContentType type, const std::vector<uint8_t>& fragment,
                                const RecordContext& context) {
    Record record;
    record.type = type;
    record.fragment = fragment;
    return Encode(record, MakeSpan(output), context);
  };
  EXPECT_EQ(encode(ContentType::kHandshake, {}, kPlain12), Unsendable(Detail::kEmptyFragment, 3));
  EXPECT_EQ(encode(ContentType::kAlert, {3, 40}, kPlain12), Unsendable(Detail::kAlertLevel, 5, 3));
  EXPECT_EQ(encode(ContentType::kAlert, {2}, kPlain12), Unsendable(Detail::kAlertSize, 3));
  EXPECT_EQ(encode(ContentType::kChangeCipherSpec, {2}, kPlain12),
            Unsendable(Detail::kCcsValue, 5, 2));
  EXPECT_EQ(encode(ContentType::kHandshake, {1}, kProtected13),
            Unsendable(Detail::kUnexpectedContentType, 0, 22));
  EXPECT_EQ(encode(ContentType::kHandshake, std::vector<uint8_t>(16385), kPlain12),
            Unsendable(Detail::kRecordOverflow, 3));
  EXPECT_EQ(encode(ContentType::kHandshake, std::vector<uint8_t>(65536 + 5), kPlain12),
            Unsendable(Detail::kRecordOverflow, 3));
  EXPECT_EQ(encode(ContentType::kApplicationData, {}, kPlain12), Ok(5));
}

TEST(RecordTest, EqualityLooksAtFields) {
  const std::vector<uint8_t> fragment = Hex("01 02");
  Record a;
  a.fragment = fragment;
  Record b = a;
  EXPECT_TRUE(a == b);
  b.type = ContentType::kAlert;
  EXPECT_FALSE(a == b);
  b = a;
  b.version = 0x0301;
  EXPECT_FALSE(a == b);
  b = a;
  b.fragment = MakeConstSpan(fragment.data(), 1);
  EXPECT_FALSE(a == b);
}

// CVE-2014-0160: the record layer frames a heartbeat by its own length, whatever the payload
// claims.
TEST(RecordRegressions, AHeartbeatEndsWithItsRecord) {
  Record record;
  ASSERT_EQ(Decode(Hex("18 03 03 00 03 01 40 00 aa aa"), &record, kPlain12), Ok(8));
  EXPECT_EQ(record.fragment.size(), 3U);
}

// CVE-2016-8610: many undefined warnings in one record.
TEST(RecordRegressions, PackedWarningsAreRejected) {
  EXPECT_EQ(DecodeIn(kPlain12, "15 03 03 00 10 01 ff 01 ff 01 ff 01 ff 01 ff 01 ff 01 ff 01 ff"),
            Bad(Detail::kAlertSize, 3));
}

// CVE-2014-3511: a version that has not arrived is never guessed.
TEST(RecordRegressions, AVersionIsNotDecidedBeforeItHasArrived) {
  for (const char* hex : {"16", "16 03"})
    EXPECT_EQ(DecodeIn(kPlain12, hex, Policy::Strict()), More(5));
  EXPECT_EQ(DecodeIn(kPlain12, "16 03 01", Policy::Strict()), Bad(Detail::kRecordVersion, 1, 1));
}

// A first record that says 65,535 and never completes must not be waited for.
TEST(RecordRegressions, AnEndlessFirstRecordIsRefusedAtOnce) {
  EXPECT_EQ(DecodeIn(kInitial, "16 03 01 ff ff", Policy::Lenient()),
            Bad(Detail::kRecordOverflow, 3));
}

// CVE-2016-6305 and its like: an ok always consumes at least the header.
TEST(RecordRegressions, EmptyRecordsMakeProgress) {
  const std::vector<uint8_t> bytes = Hex("17 03 03 00 00 17 03 03 00 00");
  Record record;
  EXPECT_EQ(Decode(bytes, &record, kProtected12), Ok(5));
}

// Saved inputs begin with it.
TEST(MessageIdTest, NeverChanges) { EXPECT_EQ(Record::kInfo.id, 33); }

// In each context the versions that can be written are those that can be read.
TEST(RecordTest, EveryVersionBothWays) {
  for (const RecordContext& context :
       {kInitial, kPlain12, kPlain13, kProtected12, kProtected13, RecordContext::Relay()}) {
    for (uint32_t version = 0; version <= 0xFFFF; ++version) {
      std::vector<uint8_t> octets = Hex("17 0000 0001 aa");
      if (context.phase() == Phase::kInitial) octets[0] = 22;
      octets[1] = static_cast<uint8_t>(version >> 8);
      octets[2] = static_cast<uint8_t>(version & 0xFF);
      Record read;
      const bool can_be_read = Decode(octets, &read, context, Policy::Strict()).ok();
      Record record;
      record.type = static_cast<ContentType>(octets[0]);
      record.version = static_cast<uint16_t>(version);
      record.fragment = Span<const uint8_t>(octets).subspan(5);
      std::vector<uint8_t> output(6);
      ASSERT_EQ(Encode(record, MakeSpan(output), context, Policy::Strict()).ok(), can_be_read)
          << version;
    }
  }
}

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
