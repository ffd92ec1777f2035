// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/dtls_header.h"

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

constexpr DtlsContext Context(uint16_t version, uint8_t cid_length = 0,
                              uint16_t limit = UINT16_MAX) {
  return DtlsContext::Of(version).WithCid(cid_length).WithLimit({limit});
}
constexpr DtlsContext kBefore = Context(0);
constexpr DtlsContext k10 = Context(0xFEFF);
constexpr DtlsContext k12 = Context(0xFEFD);
constexpr DtlsContext k12Cid = Context(0xFEFD, 3);
constexpr DtlsContext k13 = Context(kDtls13);
constexpr DtlsContext k13Cid = Context(kDtls13, 2);

Result Ok(uint32_t n) { return Result::Ok(n, Layer::kDtls); }

Result Bad(Detail detail, uint32_t n, uint8_t octet = 0, Code code = Code::kDeserialization) {
  return Result::Error(code, detail, n, octet, Layer::kDtls);
}

Result DecodeIn(const DtlsContext& context, const std::string& hex,
                Policy policy = Policy::Interop()) {
  const std::vector<uint8_t> bytes = Hex(hex);
  DtlsHeader header;
  header.sequence = 0x5A5A;
  const Result result = Decode(bytes, &header, context, policy);
  EXPECT_NE(result.code(), Code::kNeedMore);
  EXPECT_TRUE(result.ok() || (header.sequence == 0x5A5A && header.violations.empty()));
  return result;
}

TEST(DtlsHeaderTest, Plaintext) {
  const std::vector<uint8_t> bytes = Hex("16 fe fd 0102 030405060708 0009 ff");
  DtlsHeader header;
  ASSERT_EQ(Decode(bytes, &header, kBefore, Policy::Strict()), Ok(13));
  EXPECT_EQ(header.form, DtlsForm::kPlaintext);
  EXPECT_EQ(header.type, ContentType::kHandshake);
  EXPECT_EQ(header.version, 0xFEFD);
  EXPECT_EQ(header.epoch, 0x0102);
  EXPECT_EQ(header.sequence, 0x030405060708u);
  EXPECT_EQ(header.length, 9);
  EXPECT_TRUE(header.has_length);
  EXPECT_TRUE(header.cid.empty());
  EXPECT_TRUE(header.violations.empty());
}

TEST(DtlsHeaderTest, Cid) {
  const std::vector<uint8_t> bytes = Hex("19 fe fd 0001 000000000001 aabbcc 0004 ff");
  DtlsHeader header;
  ASSERT_EQ(Decode(bytes, &header, k12Cid, Policy::Strict()), Ok(16));
  EXPECT_EQ(header.form, DtlsForm::kCid);
  EXPECT_EQ(header.type, ContentType::kTls12Cid);
  EXPECT_EQ(header.cid, MakeConstSpan(bytes).subspan(11, 3));
  EXPECT_EQ(header.length, 4);
  EXPECT_EQ(DecodeIn(k12, "19 fe fd 0001 000000000001 aabbcc 0004"),
            Bad(Detail::kCidNotNegotiated, 0, 0x19));
  EXPECT_EQ(DecodeIn(Context(0, 255), "19 fe fd 0001 000000000001 aabbcc 0004"),
            Bad(Detail::kTruncated, 16));
}

TEST(DtlsHeaderTest, EveryUnifiedHeader) {
  for (int first = 0x20; first < 0x40; ++first) {
    const bool c = (first & 0x10) != 0;
    const bool s = (first & 0x08) != 0;
    const bool l = (first & 0x04) != 0;
    std::vector<uint8_t> bytes = {static_cast<uint8_t>(first)};
    if (c) bytes = bytes + Hex("c1 c2");
    bytes = bytes + (s ? Hex("12 34") : Hex("34"));
    if (l) bytes = bytes + Hex("00 10");
    DtlsHeader header;
    ASSERT_EQ(Decode(bytes, &header, k13Cid, Policy::Strict()),
              Ok(static_cast<uint32_t>(bytes.size())));
    EXPECT_EQ(header.form, DtlsForm::kUnified);
    EXPECT_EQ(header.type, ContentType::kApplicationData);
    EXPECT_EQ(header.version, 0xFEFD);
    EXPECT_EQ(header.epoch, first & 3);
    EXPECT_EQ(header.sequence, s ? 0x1234u : 0x34u);
    EXPECT_EQ(header.long_sequence, s);
    EXPECT_EQ(header.has_length, l);
    EXPECT_EQ(header.length, l ? 16 : 0);
    EXPECT_EQ(header.cid.size(), c ? 2u : 0u);
    for (uint32_t size = 1; size < bytes.size(); ++size) {
      EXPECT_EQ(Decode(MakeConstSpan(bytes.data(), size), &header, k13Cid),
                Bad(Detail::kTruncated, size));
    }
    if (c) {
      EXPECT_EQ(Decode(bytes, &header, k13),
                Bad(Detail::kCidNotNegotiated, 0, static_cast<uint8_t>(first)));
    }
    EXPECT_EQ(Decode(bytes, &header, k12Cid),
              Bad(Detail::kNotDtls, 0, static_cast<uint8_t>(first)));
  }
}

TEST(DtlsHeaderTest, WhichFirstOctetsBeginARecord) {
  for (int first = 0; first < 256; ++first) {
    const uint8_t octet = static_cast<uint8_t>(first);
    const std::vector<uint8_t> bytes =
        std::vector<uint8_t>{octet} + Hex("fefd000000000000000000100000");
    DtlsHeader header;
    const bool in12 = first >= 20 && first <= 31;
    const Result r12 = Decode(bytes, &header, Context(0, 1), Policy::Lenient());
    EXPECT_EQ(r12, in12 ? Ok(first == 25 ? 14 : 13) : Bad(Detail::kNotDtls, 0, octet)) << first;
    const bool in13 = first == 21 || first == 22 || first == 26 || (first >= 32 && first <= 63);
    const Result r13 = Decode(bytes, &header, Context(kDtls13, 1), Policy::Lenient());
    EXPECT_EQ(r13.detail() != Detail::kNotDtls, in13) << first;
  }
}

TEST(DtlsHeaderTest, UnknownTypes) {
  const std::string rest = " fe fd 0000 000000000000 0001";
  EXPECT_EQ(DecodeIn(kBefore, "1b" + rest, Policy::Strict()), Ok(13));
  EXPECT_EQ(DecodeIn(kBefore, "1c" + rest), Bad(Detail::kUnknownContentType, 0, 0x1C));
  DtlsHeader header;
  ASSERT_EQ(Decode(Hex("1f" + rest), &header, kBefore, Policy::Lenient()), Ok(13));
  EXPECT_EQ(static_cast<int>(header.type), 31);
  EXPECT_TRUE(header.violations.Has(Violation::kUnknownContentType));
}

TEST(DtlsHeaderTest, AcksBelongToDtls13) {
  const std::string ack = "1a fe fd 0000 000000000000 0012";
  EXPECT_EQ(DecodeIn(kBefore, ack, Policy::Strict()), Ok(13));
  EXPECT_EQ(DecodeIn(k13, ack, Policy::Strict()), Ok(13));
  EXPECT_EQ(DecodeIn(k12, ack, Policy::Lenient()), Bad(Detail::kUnexpectedContentType, 0, 26));
  EXPECT_EQ(DecodeIn(k10, ack, Policy::Lenient()), Bad(Detail::kUnexpectedContentType, 0, 26));
}

TEST(DtlsHeaderTest, Versions) {
  const std::string rest = " 0000 000000000000 0001";
  EXPECT_EQ(DecodeIn(kBefore, "16 03 03" + rest, Policy::Lenient()),
            Bad(Detail::kRecordMajorVersion, 1, 3));
  EXPECT_EQ(DecodeIn(kBefore, "16 01 00" + rest, Policy::Lenient()),
            Bad(Detail::kRecordMajorVersion, 1, 1));
  EXPECT_EQ(DecodeIn(kBefore, "16 fe fd" + rest, Policy::Strict()), Ok(13));
  EXPECT_EQ(DecodeIn(kBefore, "16 fe ff" + rest, Policy::Strict()), Ok(13));
  EXPECT_EQ(DecodeIn(kBefore, "16 fe fe" + rest, Policy::Strict()),
            Bad(Detail::kRecordVersion, 1, 0xFE));
  EXPECT_EQ(DecodeIn(k12, "16 fe ff" + rest, Policy::Strict()),
            Bad(Detail::kRecordVersion, 1, 0xFF));
  EXPECT_EQ(DecodeIn(k10, "16 fe fd" + rest, Policy::Strict()),
            Bad(Detail::kRecordVersion, 1, 0xFD));
  EXPECT_EQ(DecodeIn(k10, "16 fe ff" + rest, Policy::Strict()), Ok(13));
  EXPECT_EQ(DecodeIn(k13, "16 ab cd" + rest, Policy::Strict()), Ok(13));
  DtlsHeader header;
  ASSERT_EQ(Decode(Hex("16 fe fe" + rest), &header, kBefore), Ok(13));
  EXPECT_TRUE(header.violations.Has(Violation::kRecordVersion));
}

// OpenSSL's DTLS1_BAD_VER, from before RFC 4347, which no RFC has. DTLS 1.3 has the field ignored
// (RFC 9147 section 4).
TEST(DtlsHeaderTest, Version0100IsDropped) {
  const std::string hex = "16 01 00 0000 000000000000 0001";
  for (const DtlsContext& context : {kBefore, k12, k10, k12Cid}) {
    for (const Policy policy : {Policy::Strict(), Policy::Interop(), Policy::Lenient()}) {
      EXPECT_EQ(DecodeIn(context, hex, policy), Bad(Detail::kRecordMajorVersion, 1, 1));
    }
  }
  EXPECT_EQ(DecodeIn(k13, hex, Policy::Strict()), Ok(13));
}

// RFC 9146 section 3: where an id is expected and the type is not tls12_cid, the datagram is
// invalid. Plaintext never uses the new format.
TEST(DtlsHeaderTest, APlainFormAboveEpoch0LacksTheNegotiatedCid) {
  const std::string protected_alert = "15 fe fd 0001 000000000000 0002";
  const std::string clear_alert = "15 fe fd 0000 000000000000 0002";
  for (const Policy policy : {Policy::Strict(), Policy::Interop()}) {
    EXPECT_EQ(DecodeIn(k12Cid, protected_alert, policy), Bad(Detail::kCidMissing, 3));
    EXPECT_EQ(DecodeIn(k12Cid, clear_alert, policy), Ok(13));
    EXPECT_EQ(DecodeIn(k12, protected_alert, policy), Ok(13));
    EXPECT_EQ(DecodeIn(k13Cid, "15 fe fd 0001 000000000000 0002", policy),
              Bad(Detail::kUnexpectedContentType, 3));
    // Behind the content type, which no policy can accept: an error comes no later for a stricter
    // one.
    EXPECT_EQ(DecodeIn(k12Cid, "1a fe fd 0001 000000000000 0002", policy),
              Bad(Detail::kUnexpectedContentType, 0, 0x1A));
    EXPECT_EQ(DecodeIn(k12Cid, "15 fe fd 0001 000000000000 ffff", policy),
              Bad(Detail::kCidMissing, 3));
    EXPECT_EQ(DecodeIn(k12Cid, "15 03 03 0001 000000000000 0002", policy),
              Bad(Detail::kRecordMajorVersion, 1, 3));
  }
  DtlsHeader header;
  ASSERT_EQ(Decode(Hex(protected_alert), &header, k12Cid, Policy::Lenient()), Ok(13));
  EXPECT_TRUE(header.violations.Has(Violation::kCidMissing));
  std::vector<uint8_t> output(13, 0x5A);
  EXPECT_EQ(Encode(header, MakeSpan(output), k12Cid),
            Bad(Detail::kCidMissing, 3, 0, Code::kSerialization));
  EXPECT_EQ(output, std::vector<uint8_t>(13, 0x5A));
  EXPECT_EQ(Encode(header, MakeSpan(output), k12Cid, Policy::Lenient()), Ok(13));
  EXPECT_EQ(output, Hex(protected_alert));
  // Of a unified header its datagram says whether it must have the id.
  EXPECT_EQ(DecodeIn(k13Cid, "2c 0001 0010", Policy::Strict()), Ok(5));
}

TEST(DtlsHeaderTest, TooShort) {
  const std::vector<uint8_t> bytes = Hex("16 fe fd 0000 000000000000 0001");
  DtlsHeader header;
  for (uint32_t size = 0; size < bytes.size(); ++size) {
    EXPECT_EQ(Decode(MakeConstSpan(bytes.data(), size), &header, kBefore),
              Bad(Detail::kTruncated, size));
  }
  EXPECT_EQ(DecodeIn(kBefore, "16 03"), Bad(Detail::kRecordMajorVersion, 1, 3));
  EXPECT_EQ(DecodeIn(k13, "16 03"), Bad(Detail::kTruncated, 2));
  EXPECT_EQ(DecodeIn(kBefore, "80"), Bad(Detail::kNotDtls, 0, 0x80));
}

TEST(DtlsHeaderTest, PlaintextOfDtls13IsOfEpoch0) {
  EXPECT_EQ(DecodeIn(k13, "16 fe fd 0001 000000000000 0001", Policy::Lenient()),
            Bad(Detail::kUnexpectedContentType, 3));
}

TEST(DtlsHeaderTest, LengthLimitsAreExact) {
  const std::string epoch0 = "17 fe fd 0000 000000000000 ";
  const std::string epoch1 = "17 fe fd 0001 000000000000 ";
  const Result over = Bad(Detail::kRecordOverflow, 11);
  EXPECT_EQ(DecodeIn(kBefore, epoch0 + "4000"), Ok(13));
  EXPECT_EQ(DecodeIn(kBefore, epoch0 + "4001", Policy::Lenient()), over);
  EXPECT_EQ(DecodeIn(kBefore, epoch1 + "4800"), Ok(13));
  EXPECT_EQ(DecodeIn(kBefore, epoch1 + "4801"), over);
  EXPECT_EQ(DecodeIn(Context(0, 0, 64), epoch1 + "0040"), Ok(13));
  EXPECT_EQ(DecodeIn(Context(0, 0, 64), epoch1 + "0041"), over);
  EXPECT_EQ(DecodeIn(Context(0, 0, 0xFFFF), epoch1 + "4801"), over);
  EXPECT_EQ(DecodeIn(Context(0, 2), "19 fe fd 0001 000000000000 c1c2 4801"),
            Bad(Detail::kRecordOverflow, 13));
  EXPECT_EQ(DecodeIn(k13, "2c 0001 4100"), Ok(5));
  EXPECT_EQ(DecodeIn(k13, "2c 0001 4101"), Bad(Detail::kRecordOverflow, 3));
  EXPECT_EQ(DecodeIn(k13, "24 01 4101"), Bad(Detail::kRecordOverflow, 2));
  EXPECT_EQ(DecodeIn(k13Cid, "3c c1c2 0001 4101"), Bad(Detail::kRecordOverflow, 5));
  EXPECT_EQ(Context(kDtls13, 0, 100).limit(DtlsForm::kUnified, 3), 100);
  // A limit below what a mask needs leaves nothing; a header without a length is not judged by it.
  EXPECT_EQ(DecodeIn(Context(kDtls13, 0, 15), "28 0001"), Ok(3));
}

TEST(DtlsHeaderTest, ShortCiphertext) {
  EXPECT_EQ(DecodeIn(k13, "2c 0001 000f", Policy::Lenient()), Bad(Detail::kShortCiphertext, 3));
  EXPECT_EQ(DecodeIn(k13, "2c 0001 0010", Policy::Strict()), Ok(5));
}

TEST(DtlsHeaderTest, EmptyFragments) {
  for (int type = 20; type <= 27; ++type) {
    if (type == 25) continue;
    std::vector<uint8_t> bytes = Hex("00 fe fd 0000 000000000000 0000");
    bytes[0] = static_cast<uint8_t>(type);
    DtlsHeader header;
    const Result expected = type <= 22 ? Bad(Detail::kEmptyFragment, 11) : Ok(13);
    EXPECT_EQ(Decode(bytes, &header, kBefore, Policy::Strict()), expected) << type;
    ASSERT_EQ(Decode(bytes, &header, kBefore), Ok(13));
    EXPECT_EQ(header.violations.Has(Violation::kEmptyFragment), type <= 22);
    bytes[4] = 1;  // encrypted: nobody knows
    EXPECT_EQ(Decode(bytes, &header, kBefore, Policy::Strict()), Ok(13)) << type;
  }
}

// What Encode makes of a header.
class Encoding : public testing::Test {
 protected:
  Result Write(const DtlsHeader& header, const DtlsContext& context,
               Policy policy = Policy::Strict()) {
    room_.assign(32, 0x5A);
    const Result result = Encode(header, MakeSpan(room_), context, policy);
    if (result.ok()) {
      EXPECT_EQ(result.written(), EncodedSize(header));
      room_.resize(result.written());
    } else {
      EXPECT_EQ(room_, std::vector<uint8_t>(32, 0x5A));
    }
    return result;
  }
  static Result Unsendable(Detail detail, uint32_t n, uint8_t octet = 0) {
    return Bad(detail, n, octet, Code::kSerialization);
  }

  std::vector<uint8_t> room_;
  const std::vector<uint8_t> cid_ = Hex("c1 c2");
};

TEST_F(Encoding, Plaintext) {
  DtlsHeader header;
  header.epoch = 1;
  header.sequence = 0x030405060708;
  header.length = 9;
  EXPECT_EQ(Write(header, kBefore), Ok(13));
  EXPECT_EQ(room_, Hex("16 fe fd 0001 030405060708 0009"));
  header.has_length = false;  // says nothing in this form
  EXPECT_EQ(Write(header, kBefore), Ok(13));
  EXPECT_EQ(room_, Hex("16 fe fd 0001 030405060708 0009"));
  EXPECT_EQ(Encode(header, MakeSpan(room_.data(), 12), kBefore),
            Unsendable(Detail::kOutputTooSmall, 13));
}

TEST_F(Encoding, Cid) {
  DtlsHeader header;
  header.form = DtlsForm::kCid;
  header.type = ContentType::kTls12Cid;
  header.cid = cid_;
  header.epoch = 1;
  header.length = 9;
  EXPECT_EQ(Write(header, Context(0xFEFD, 2)), Ok(15));
  EXPECT_EQ(room_, Hex("19 fe fd 0001 000000000000 c1c2 0009"));
  EXPECT_EQ(Write(header, k12Cid), Unsendable(Detail::kCidMismatch, 11));
  EXPECT_EQ(Write(header, k12), Unsendable(Detail::kCidNotNegotiated, 0, 25));
  header.cid = {};
  EXPECT_EQ(Write(header, k12Cid), Unsendable(Detail::kCidMismatch, 11));
  header.type = ContentType::kHandshake;
  EXPECT_EQ(Write(header, k12Cid), Unsendable(Detail::kUnexpectedContentType, 0, 22));
  header.form = DtlsForm::kPlaintext;
  header.cid = cid_;
  EXPECT_EQ(Write(header, k12Cid), Unsendable(Detail::kCidMismatch, 11));
  header.type = ContentType::kTls12Cid;
  EXPECT_EQ(Write(header, k12Cid), Unsendable(Detail::kUnexpectedContentType, 0, 25));
}

TEST_F(Encoding, UnifiedWritesTheLowBits) {
  DtlsHeader header;
  header.form = DtlsForm::kUnified;
  header.type = ContentType::kHandshake;  // says nothing in this form
  header.epoch = 6;
  header.sequence = 0x123456789ABC;
  header.length = 16;
  EXPECT_EQ(Write(header, k13), Ok(5));
  EXPECT_EQ(room_, Hex("2e 9abc 0010"));
  header.long_sequence = false;
  header.has_length = false;
  header.cid = cid_;
  EXPECT_EQ(Write(header, k13Cid), Ok(4));
  EXPECT_EQ(room_, Hex("32 c1c2 bc"));
  EXPECT_EQ(Write(header, k13), Unsendable(Detail::kCidNotNegotiated, 0, 0x32));
  EXPECT_EQ(Write(header, Context(kDtls13, 3)), Unsendable(Detail::kCidMismatch, 1));
  EXPECT_EQ(Write(header, Context(0xFEFD, 2)), Unsendable(Detail::kNotDtls, 0, 0x32));
}

TEST_F(Encoding, ExhaustedNumbers) {
  DtlsHeader header;
  header.length = 16;
  header.sequence = kMaxDtlsSequence;
  EXPECT_TRUE(Write(header, kBefore).ok());
  header.sequence = kMaxDtlsSequence + 1;
  EXPECT_EQ(Write(header, kBefore, Policy::Lenient()),
            Bad(Detail::kRecordNumber, 5, 0, Code::kSerialization));
  header.form = DtlsForm::kUnified;
  header.cid = cid_;
  EXPECT_EQ(Write(header, k13Cid), Bad(Detail::kRecordNumber, 3, 0, Code::kSerialization));
}

TEST_F(Encoding, ByTheSameRules) {
  DtlsHeader header;
  EXPECT_EQ(Write(header, kBefore), Unsendable(Detail::kEmptyFragment, 11));
  EXPECT_EQ(Write(header, kBefore, Policy::Interop()), Ok(13));
  header.length = 0x4001;
  EXPECT_EQ(Write(header, kBefore), Unsendable(Detail::kRecordOverflow, 11));
  header.length = 1;
  header.version = 0x0303;
  EXPECT_EQ(Write(header, kBefore), Unsendable(Detail::kRecordMajorVersion, 1, 3));
  header.version = 0xFEFF;
  EXPECT_EQ(Write(header, k12), Unsendable(Detail::kRecordVersion, 1, 0xFF));
  header.type = static_cast<ContentType>(28);
  EXPECT_EQ(Write(header, kBefore), Unsendable(Detail::kUnknownContentType, 0, 28));
  header.type = static_cast<ContentType>(0x2C);
  EXPECT_EQ(Write(header, k13), Unsendable(Detail::kNotDtls, 0, 0x2C));
  header.type = ContentType::kApplicationData;
  EXPECT_EQ(Write(header, k13), Unsendable(Detail::kNotDtls, 0, 23));
  header.type = ContentType::kAlert;
  header.epoch = 2;
  EXPECT_EQ(Write(header, k13), Unsendable(Detail::kUnexpectedContentType, 3));
  header.form = DtlsForm::kUnified;
  EXPECT_EQ(Write(header, k13), Unsendable(Detail::kShortCiphertext, 3));
}

// Whether changing one member of `header` makes another value of it.
template <typename Change>
bool Matters(DtlsHeader header, Change change) {
  const DtlsHeader before = header;
  change(&header);
  return !(header == before);
}

TEST(DtlsHeaderTest, EqualityLooksAtWhatIsOnTheWire) {
  const std::vector<uint8_t> cid = Hex("c1 c2");
  DtlsHeader plain;
  DtlsHeader unified;
  unified.form = DtlsForm::kUnified;
  EXPECT_FALSE(plain == unified);
  const auto type = [](DtlsHeader* h) { h->type = ContentType::kAlert; };
  const auto version = [](DtlsHeader* h) { h->version = 0xFEFF; };
  const auto epoch = [](DtlsHeader* h) { h->epoch = 1; };
  const auto far_epoch = [](DtlsHeader* h) { h->epoch = 4; };
  const auto sequence = [](DtlsHeader* h) { h->sequence = 1; };
  const auto far_sequence = [](DtlsHeader* h) { h->sequence = 0x10000; };
  const auto length = [](DtlsHeader* h) { h->length = 1; };
  const auto no_length = [](DtlsHeader* h) { h->has_length = false; };
  const auto short_sequence = [](DtlsHeader* h) { h->long_sequence = false; };
  const auto other_cid = [&cid](DtlsHeader* h) { h->cid = cid; };
  const auto violations = [](DtlsHeader* h) { h->violations = Violations(1); };
  EXPECT_TRUE(Matters(plain, type));
  EXPECT_TRUE(Matters(plain, version));
  EXPECT_TRUE(Matters(plain, epoch));
  EXPECT_TRUE(Matters(plain, far_epoch));
  EXPECT_TRUE(Matters(plain, sequence));
  EXPECT_TRUE(Matters(plain, far_sequence));
  EXPECT_TRUE(Matters(plain, length));
  EXPECT_FALSE(Matters(plain, other_cid));
  EXPECT_FALSE(Matters(plain, no_length));
  EXPECT_FALSE(Matters(plain, short_sequence));
  EXPECT_FALSE(Matters(plain, violations));
  DtlsHeader with_cid;
  with_cid.form = DtlsForm::kCid;
  EXPECT_TRUE(Matters(with_cid, other_cid));
  EXPECT_FALSE(Matters(unified, type));
  EXPECT_FALSE(Matters(unified, version));
  EXPECT_TRUE(Matters(unified, epoch));
  EXPECT_FALSE(Matters(unified, far_epoch));
  EXPECT_TRUE(Matters(unified, sequence));
  EXPECT_FALSE(Matters(unified, far_sequence));
  EXPECT_TRUE(Matters(unified, length));
  EXPECT_TRUE(Matters(unified, no_length));
  EXPECT_TRUE(Matters(unified, short_sequence));
  EXPECT_TRUE(Matters(unified, other_cid));
  unified.has_length = false;
  EXPECT_FALSE(Matters(unified, length));
  unified.long_sequence = false;
  const auto ninth_bit = [](DtlsHeader* h) { h->sequence = 0x100; };
  EXPECT_TRUE(Matters(unified, sequence));
  EXPECT_FALSE(Matters(unified, ninth_bit));
}

TEST(DtlsHeaderTest, Names) {
  EXPECT_EQ(Name(DtlsForm::kPlaintext), "plaintext");
  EXPECT_EQ(Name(DtlsForm::kCid), "cid");
  EXPECT_EQ(Name(DtlsForm::kUnified), "unified");
  EXPECT_EQ(Name(static_cast<DtlsForm>(9)), "unassigned");
}

// Saved inputs begin with it.
TEST(MessageIdTest, NeverChanges) { EXPECT_EQ(DtlsHeader::kInfo.id, 39); }

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
