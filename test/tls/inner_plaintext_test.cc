// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/inner_plaintext.h"

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

constexpr InnerContext kAny = InnerContext::Tls13();
constexpr InnerContext k13 = InnerContext::Dtls13();
constexpr InnerContext k12Cid = InnerContext::Dtls12();

Result Ok(size_t n) { return Result::Ok(static_cast<uint32_t>(n), Layer::kTls); }
Result Bad(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, n, octet, Layer::kTls);
}
Result Unsendable(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kSerialization, detail, n, octet, Layer::kTls);
}

Result DecodeHex(const std::string& hex, Policy policy = Policy::Interop()) {
  InnerPlaintext inner;
  return Decode(Hex(hex), &inner, kAny, policy);
}

TEST(InnerPlaintextTest, TheLastOctetThatIsNotZeroIsTheType) {
  const std::vector<uint8_t> bytes = Hex("00 00 61 00 17 00 00 00");
  InnerPlaintext inner;
  ASSERT_EQ(Decode(bytes, &inner, kAny, Policy::Strict()), Ok(8));
  EXPECT_EQ(inner.type, ContentType::kApplicationData);
  EXPECT_EQ(inner.content.data(), bytes.data());
  EXPECT_EQ(inner.content.size(), 4U);
  EXPECT_EQ(inner.padding, 3U);
}

TEST(InnerPlaintextTest, NoType) {
  EXPECT_EQ(DecodeHex(""), Bad(Detail::kTruncated, 0));
  EXPECT_EQ(DecodeHex("00 00", Policy::Lenient()), Bad(Detail::kNoContentType, 0));
}

TEST(InnerPlaintextTest, Types) {
  EXPECT_EQ(DecodeHex("01 14", Policy::Lenient()), Bad(Detail::kUnexpectedContentType, 1, 20));
  EXPECT_EQ(DecodeHex("61 13"), Bad(Detail::kUnknownContentType, 1, 0x13));
  EXPECT_EQ(DecodeHex("61 19"), Bad(Detail::kUnknownContentType, 1, 0x19));
  EXPECT_EQ(DecodeHex("61 19", Policy::Lenient()), Ok(2));
  EXPECT_EQ(DecodeHex("61 18", Policy::Strict()), Ok(2));
}

// A content of any size says which rule it breaks. A message that is used again forgets it.
TEST(InnerPlaintextTest, ViolationsOfEverySize) {
  InnerPlaintext inner;
  for (size_t size = 0; size <= 700; ++size) {
    for (const uint8_t type : {uint8_t{99}, uint8_t{23}}) {
      std::vector<uint8_t> bytes(size, 0x17);
      bytes.push_back(type);
      ASSERT_EQ(Decode(bytes, &inner, kAny, Policy::Lenient()), Ok(size + 1));
      EXPECT_EQ(inner.violations.Has(Violation::kUnknownContentType), type == 99) << size;
      EXPECT_EQ(inner.content.size(), size);
    }
  }
}

// What may be protected, row by row. TLS 1.3: RFC 8446 sections 5 and B.1. DTLS 1.3: RFC 9147
// section 4 (the types, and that there is no change_cipher_spec), section 7 (ACKs go in
// ciphertext), RFC 9853. DTLS 1.2 with a connection id: RFC 9146 section 4 (25 is the outer type
// alone), RFC 5246 section 7.1 (a renegotiation sends change_cipher_spec), RFC 9853; ACKs are of
// DTLS 1.3.
TEST(InnerPlaintextTest, TypesByContext) {
  enum Fate : uint8_t { kUnknown, kUnexpected, kFine };
  struct {
    int type;
    Fate tls13;
    Fate dtls13;
    Fate dtls12;
  } const rows[] = {
      {19, kUnknown, kUnknown, kUnknown},
      {20, kUnexpected, kUnexpected, kFine},
      {21, kFine, kFine, kFine},
      {22, kFine, kFine, kFine},
      {23, kFine, kFine, kFine},
      {24, kFine, kFine, kFine},
      {25, kUnknown, kUnexpected, kUnexpected},
      {26, kUnknown, kFine, kUnexpected},
      {27, kUnknown, kFine, kFine},
      {28, kUnknown, kUnknown, kUnknown},
      {255, kUnknown, kUnknown, kUnknown},
      {1, kUnknown, kUnknown, kUnknown},
  };
  for (const auto& row : rows) {
    const uint8_t type = static_cast<uint8_t>(row.type);
    // 01 is a change_cipher_spec, and 01 00 an alert.
    const std::vector<uint8_t> content = row.type == 21 ? Hex("01 00") : Hex("01");
    std::vector<uint8_t> bytes = content;
    bytes.push_back(type);
    const uint32_t at = static_cast<uint32_t>(content.size());
    const struct {
      InnerContext context;
      Fate fate;
      Layer layer;
    } cases[] = {{kAny, row.tls13, Layer::kTls},
                 {k13, row.dtls13, Layer::kDtls},
                 {k12Cid, row.dtls12, Layer::kDtls}};
    for (const auto& c : cases) {
      InnerPlaintext inner;
      InnerPlaintext sent;
      sent.type = static_cast<ContentType>(type);
      sent.content = content;
      std::vector<uint8_t> output(bytes.size());
      const Result read = Decode(bytes, &inner, c.context, Policy::Lenient());
      const Result written = Encode(sent, MakeSpan(output), c.context, Policy::Lenient());
      if (c.fate == kUnexpected) {
        const Detail detail = Detail::kUnexpectedContentType;
        EXPECT_EQ(read, Result::Error(Code::kDeserialization, detail, at, type, c.layer));
        EXPECT_EQ(written, Result::Error(Code::kSerialization, detail, at, type, c.layer));
        continue;
      }
      EXPECT_EQ(read, Result::Ok(at + 1, c.layer)) << row.type;
      EXPECT_EQ(written, Result::Ok(at + 1, c.layer)) << row.type;
      EXPECT_EQ(output, bytes);
      EXPECT_EQ(static_cast<int>(inner.type), row.type);
      EXPECT_EQ(inner.violations.Has(Violation::kUnknownContentType), c.fate == kUnknown);
      EXPECT_EQ(Decode(bytes, &inner, c.context, Policy::Strict()).ok(), c.fate == kFine);
      EXPECT_EQ(Encode(sent, MakeSpan(output), c.context).ok(), c.fate == kFine);
    }
  }
}

TEST(InnerPlaintextTest, ChangeCipherSpecOfARenegotiation) {
  const auto decode = [](const std::string& hex, Policy policy) {
    InnerPlaintext inner;
    return Decode(Hex(hex), &inner, k12Cid, policy);
  };
  const auto bad = [](Detail detail, uint32_t n, uint8_t octet = 0) {
    return Result::Error(Code::kDeserialization, detail, n, octet, Layer::kDtls);
  };
  EXPECT_EQ(decode("01 14 00", Policy::Strict()), Result::Ok(3, Layer::kDtls));
  EXPECT_EQ(decode("02 14", Policy::Interop()), bad(Detail::kCcsValue, 0, 2));
  EXPECT_EQ(decode("01 01 14", Policy::Interop()), bad(Detail::kCcsValue, 0));
  EXPECT_EQ(decode("14", Policy::Strict()), bad(Detail::kEmptyFragment, 0));
  for (const char* hex : {"02 14", "01 01 14", "14"}) {
    EXPECT_TRUE(decode(hex, Policy::Lenient()).ok()) << hex;
  }
}

// Every failure of a DTLS context is one of DTLS: no alert answers it.
TEST(InnerPlaintextTest, TheLayerIsTheContexts) {
  std::vector<uint8_t> output(1);
  const std::vector<uint8_t> content = Hex("61 62");
  for (const InnerContext& context : {k13, k12Cid}) {
    InnerPlaintext inner;
    for (const char* hex : {"", "00 00", "61 19", "02 15", "03 00 15", "16", "17 00", "61 99"}) {
      EXPECT_EQ(Decode(Hex(hex), &inner, context, Policy::Strict()).layer(), Layer::kDtls) << hex;
    }
    inner = InnerPlaintext();
    inner.content = content;
    EXPECT_EQ(Encode(inner, MakeSpan(output), context),
              Result::Error(Code::kSerialization, Detail::kOutputTooSmall, 3, 0, Layer::kDtls));
    inner.padding = 20000;
    EXPECT_EQ(Encode(inner, MakeSpan(output), context),
              Result::Error(Code::kSerialization, Detail::kRecordOverflow, 0, 0, Layer::kDtls));
    inner.type = static_cast<ContentType>(0);
    inner.padding = 0;
    EXPECT_EQ(Encode(inner, MakeSpan(output), context),
              Result::Error(Code::kSerialization, Detail::kNoContentType, 2, 0, Layer::kDtls));
  }
}

TEST(InnerPlaintextTest, EqualityLooksAtFields) {
  const std::vector<uint8_t> content = Hex("61 62");
  InnerPlaintext a;
  a.content = content;
  InnerPlaintext b = a;
  EXPECT_TRUE(a == b);
  b.type = ContentType::kHandshake;
  EXPECT_FALSE(a == b);
  b = a;
  b.padding = 1;
  EXPECT_FALSE(a == b);
  b = a;
  b.content = {};
  EXPECT_FALSE(a == b);
}

TEST(InnerPlaintextTest, EmptyContent) {
  EXPECT_EQ(DecodeHex("61 16", Policy::Strict()), Ok(2));
  EXPECT_EQ(DecodeHex("17", Policy::Strict()), Ok(1));
  EXPECT_EQ(DecodeHex("17 00", Policy::Strict()), Ok(2));
  for (const char* hex : {"15", "16", "16 00 00"}) {
    EXPECT_EQ(DecodeHex(hex, Policy::Strict()), Bad(Detail::kEmptyFragment, 0)) << hex;
    EXPECT_TRUE(DecodeHex(hex).ok()) << hex;
  }
}

TEST(InnerPlaintextTest, Alerts) {
  EXPECT_EQ(DecodeHex("01 00 15", Policy::Strict()), Ok(3));
  EXPECT_EQ(DecodeHex("02 28 15 00", Policy::Strict()), Ok(4));
  EXPECT_EQ(DecodeHex("03 28 15"), Bad(Detail::kAlertLevel, 0, 3));
  EXPECT_EQ(DecodeHex("02 15"), Bad(Detail::kAlertSize, 0));
  EXPECT_EQ(DecodeHex("02 28 02 28 15"), Bad(Detail::kAlertSize, 0));
  EXPECT_EQ(DecodeHex("02 28 02 28 15", Policy::Lenient()), Ok(5));
}

// RFC 8446 section 5.4: 2^14 + 1 octets of content, type and padding together.
TEST(InnerPlaintextTest, TheLimitIsExact) {
  std::vector<uint8_t> bytes(16385, 0x61);
  bytes.back() = 23;
  InnerPlaintext inner;
  EXPECT_EQ(Decode(bytes, &inner, kAny, Policy::Strict()), Ok(16385));
  bytes.push_back(0);
  EXPECT_EQ(Decode(bytes, &inner, kAny, Policy::Lenient()), Bad(Detail::kRecordOverflow, 0));
  const InnerContext limited = InnerContext::Tls13({64});
  EXPECT_TRUE(Decode(MakeSpan(bytes).last(64), &inner, limited).ok());
  EXPECT_EQ(Decode(MakeSpan(bytes).last(65), &inner, limited), Bad(Detail::kRecordOverflow, 0));
  const InnerContext raised = InnerContext::Tls13({0xFFFF});
  EXPECT_EQ(Decode(bytes, &inner, raised), Bad(Detail::kRecordOverflow, 0));
  const InnerContext none = InnerContext::Tls13({0});
  EXPECT_EQ(Decode(MakeSpan(bytes).last(1), &inner, none), Bad(Detail::kRecordOverflow, 0));
}

// RFC 9147 section 4 keeps the limit of RFC 8446 section 5.4. RFC 9146 section 5: 2^14 octets of
// content, type and padding together.
TEST(InnerPlaintextTest, TheLimitsOfDtls) {
  struct {
    InnerContext context;
    size_t most;
  } const cases[] = {{k13, 16385},
                     {k12Cid, 16384},
                     {InnerContext::Dtls12({0xFFFF}), 16384},
                     {InnerContext::Dtls12({16385}), 16384},
                     {InnerContext::Dtls12({16383}), 16383},
                     {InnerContext::Dtls13({16386}), 16385},
                     {InnerContext::Dtls12({64}), 64},
                     {InnerContext::Dtls13({64}), 64}};
  for (const auto& c : cases) {
    std::vector<uint8_t> bytes(c.most, 0x61);
    bytes.back() = 23;
    InnerPlaintext inner;
    EXPECT_EQ(Decode(bytes, &inner, c.context, Policy::Strict()),
              Result::Ok(static_cast<uint32_t>(c.most), Layer::kDtls));
    std::vector<uint8_t> output(c.most + 1);
    EXPECT_TRUE(Encode(inner, MakeSpan(output), c.context).ok());
    inner.padding = 1;
    EXPECT_EQ(Encode(inner, MakeSpan(output), c.context).detail(), Detail::kRecordOverflow);
    bytes.push_back(0);
    EXPECT_EQ(Decode(bytes, &inner, c.context, Policy::Lenient()),
              Result::Error(Code::kDeserialization, Detail::kRecordOverflow, 0, 0, Layer::kDtls));
  }
}

TEST(InnerPlaintextTest, Encode) {
  const std::vector<uint8_t> content = Hex("68 69");
  InnerPlaintext inner;
  inner.content = content;
  inner.padding = 2;
  std::vector<uint8_t> output(5, 7);
  EXPECT_EQ(Encode(inner, MakeSpan(output).first(4), kAny), Unsendable(Detail::kOutputTooSmall, 5));
  EXPECT_EQ(output, std::vector<uint8_t>(5, 7));
  EXPECT_EQ(Encode(inner, MakeSpan(output), kAny), Ok(5));
  EXPECT_EQ(output, Hex("68 69 17 00 00"));
  inner.padding = 0;
  EXPECT_EQ(Encode(inner, MakeSpan(output), kAny), Ok(3));
  inner.type = ContentType::kHandshake;
  inner.content = {};
  EXPECT_EQ(Encode(inner, MakeSpan(output), kAny), Unsendable(Detail::kEmptyFragment, 0));
  inner.type = static_cast<ContentType>(0);
  EXPECT_EQ(Encode(inner, MakeSpan(output), kAny, Policy::Lenient()),
            Unsendable(Detail::kNoContentType, 0));
  inner.padding = 16385;
  EXPECT_EQ(Encode(inner, MakeSpan(output), kAny), Unsendable(Detail::kRecordOverflow, 0));
}

TEST(InnerPlaintextTest, EncodeUpToTheLimit) {
  const InnerContext limited = InnerContext::Tls13({64});
  const std::vector<uint8_t> content = Hex("68 69");
  InnerPlaintext inner;
  inner.content = content;
  inner.padding = 61;
  std::vector<uint8_t> output(65, 7);
  EXPECT_EQ(Encode(inner, MakeSpan(output), limited), Ok(64));
  inner.padding = 62;
  EXPECT_EQ(Encode(inner, MakeSpan(output), limited), Unsendable(Detail::kRecordOverflow, 0));
}

TEST(InnerPlaintextTest, EncodedSizeDoesNotWrap) {
  InnerPlaintext inner;
  inner.padding = SIZE_MAX;
  EXPECT_EQ(EncodedSize(inner), SIZE_MAX);
  inner.padding = SIZE_MAX - 2;
  EXPECT_EQ(EncodedSize(inner), SIZE_MAX - 1);
}

// Saved inputs begin with it.
TEST(MessageIdTest, NeverChanges) { EXPECT_EQ(InnerPlaintext::kInfo.id, 34); }

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
