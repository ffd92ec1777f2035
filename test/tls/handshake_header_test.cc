// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/handshake_header.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

Result Bad(Detail detail, uint32_t n, Layer layer, Code code = Code::kDeserialization) {
  return Result::Error(code, detail, n, 0, layer);
}

TEST(HandshakeHeaderTest, Fields) {
  HandshakeHeader header;
  EXPECT_EQ(Decode(Hex("02 01 00 03 ff"), &header), Result::Ok(4, Layer::kTls));
  EXPECT_EQ(header.type, HandshakeType::kServerHello);
  EXPECT_EQ(header.length, 0x010003u);
}

TEST(HandshakeHeaderTest, NeedsFourOctets) {
  HandshakeHeader header;
  header.length = 77;
  for (const char* hex : {"", "01", "01 02", "01 02 01"}) {
    EXPECT_EQ(Decode(Hex(hex), &header), Result::NeedMore(4, Layer::kTls)) << hex;
  }
  // No length that begins so fits: decided before its last octet is there.
  const Result too_long = Bad(Detail::kHandshakeTooLong, 1, Layer::kTls);
  EXPECT_EQ(Decode(Hex("01 03"), &header), too_long);
  EXPECT_EQ(Decode(Hex("01 02 02"), &header), too_long);
  // What has not arrived counts as nothing.
  EXPECT_EQ(Decode(Hex("01 00 01"), &header, HandshakeLimit{0x100}),
            Result::NeedMore(4, Layer::kTls));
  EXPECT_EQ(header.length, 77u);
}

TEST(HandshakeHeaderTest, TheLimitIsExact) {
  const Result too_long = Bad(Detail::kHandshakeTooLong, 1, Layer::kTls);
  HandshakeHeader header;
  EXPECT_TRUE(Decode(Hex("01 02 01 44"), &header).ok());  // 131,396
  EXPECT_EQ(Decode(Hex("01 02 01 45"), &header), too_long);
  EXPECT_EQ(header.length, HandshakeLimit().octets);
  EXPECT_TRUE(Decode(Hex("01 00 40 00"), &header, HandshakeLimit{0x4000}).ok());
  EXPECT_EQ(Decode(Hex("01 00 40 01"), &header, HandshakeLimit{0x4000}), too_long);
  EXPECT_TRUE(Decode(Hex("01 ff ff ff"), &header, HandshakeLimit{0xFFFFFF}).ok());
  EXPECT_TRUE(Decode(Hex("14 00 00 00"), &header, HandshakeLimit{0}).ok());
  EXPECT_EQ(Decode(Hex("14 00 00 01"), &header, HandshakeLimit{0}), too_long);
}

TEST(HandshakeHeaderTest, EveryLimitIsExact) {
  for (uint32_t limit = 0; limit < 700; ++limit) {
    for (const uint32_t length : {limit, limit + 1}) {
      const bool fits = length == limit;
      HandshakeHeader header;
      header.length = length;
      DtlsHandshakeHeader dtls;
      dtls.length = length;
      const std::vector<uint8_t> octets = {1, 0, static_cast<uint8_t>(length >> 8),
                                           static_cast<uint8_t>(length)};
      const std::vector<uint8_t> dtls_octets = octets + std::vector<uint8_t>(8);
      const std::vector<uint8_t> untouched(12, 0x5A);
      std::vector<uint8_t> room = untouched;
      EXPECT_EQ(Encode(header, MakeSpan(room), {limit}).ok(), fits) << limit;
      EXPECT_EQ(room, fits ? octets + std::vector<uint8_t>(8, 0x5A) : untouched) << limit;
      room = untouched;
      EXPECT_EQ(Encode(dtls, MakeSpan(room), {limit}).ok(), fits) << limit;
      EXPECT_EQ(room, fits ? dtls_octets : untouched) << limit;
      EXPECT_EQ(Decode(octets, &header, {limit}).ok(), fits) << limit;
      EXPECT_EQ(Decode(dtls_octets, &dtls, {limit}).ok(), fits) << limit;
    }
  }
}

TEST(HandshakeHeaderTest, Encode) {
  HandshakeHeader header;
  header.type = HandshakeType::kCertificate;
  header.length = 0x010203;
  std::vector<uint8_t> room(5, 0x5A);
  EXPECT_EQ(Encode(header, MakeSpan(room.data(), 3)),
            Bad(Detail::kOutputTooSmall, 4, Layer::kTls, Code::kSerialization));
  header.length = 0x1000000;
  EXPECT_EQ(Encode(header, MakeSpan(room), HandshakeLimit{0xFFFFFFFF}),
            Bad(Detail::kHandshakeTooLong, 1, Layer::kTls, Code::kSerialization));
  header.length = 65;
  EXPECT_EQ(Encode(header, MakeSpan(room), HandshakeLimit{64}),
            Bad(Detail::kHandshakeTooLong, 1, Layer::kTls, Code::kSerialization));
  EXPECT_EQ(room, Hex("5a 5a 5a 5a 5a"));
  header.length = 0x010203;
  EXPECT_EQ(Encode(header, MakeSpan(room)), Result::Ok(4, Layer::kTls));
  EXPECT_EQ(room, Hex("0b 01 02 03 5a"));
  EXPECT_EQ(EncodedSize(header), 4u);
}

TEST(HandshakeHeaderTest, EqualityLooksAtFields) {
  HandshakeHeader a;
  HandshakeHeader b;
  EXPECT_TRUE(a == b);
  b.length = 1;
  EXPECT_FALSE(a == b);
  b = a;
  b.type = HandshakeType::kFinished;
  EXPECT_FALSE(a == b);
}

// The registry "TLS HandshakeType" of IANA.
TEST(HandshakeHeaderTest, Names) {
  const std::map<int, std::string> names = {
      {0, "hello_request"},
      {1, "client_hello"},
      {2, "server_hello"},
      {3, "hello_verify_request"},
      {4, "new_session_ticket"},
      {5, "end_of_early_data"},
      {8, "encrypted_extensions"},
      {9, "request_connection_id"},
      {10, "new_connection_id"},
      {11, "certificate"},
      {12, "server_key_exchange"},
      {13, "certificate_request"},
      {14, "server_hello_done"},
      {15, "certificate_verify"},
      {16, "client_key_exchange"},
      {20, "finished"},
      {21, "certificate_url"},
      {22, "certificate_status"},
      {23, "supplemental_data"},
      {24, "key_update"},
      {25, "compressed_certificate"},
      {254, "message_hash"},
  };
  for (int type = 0; type < 256; ++type) {
    const auto row = names.find(type);
    EXPECT_EQ(Name(static_cast<HandshakeType>(type)),
              row == names.end() ? "unassigned" : row->second)
        << type;
  }
  EXPECT_EQ(Name(HandshakeType::kHelloRequest), "hello_request");
  EXPECT_EQ(Name(HandshakeType::kFinished), "finished");
  EXPECT_EQ(Name(HandshakeType::kMessageHash), "message_hash");
}

// Octets 10 to 14 of a message of 100 octets.
constexpr char kFragment[] = "01 00 00 64 00 07 00 00 0a 00 00 05";

DtlsHandshakeHeader Fragment() {
  DtlsHandshakeHeader header;
  header.length = 100;
  header.message_seq = 7;
  header.fragment_offset = 10;
  header.fragment_length = 5;
  return header;
}

Result DecodeDtls(const std::string& hex, HandshakeLimit limit = {}) {
  const std::vector<uint8_t> bytes = Hex(hex);
  DtlsHandshakeHeader header = Fragment();
  const Result result = Decode(bytes, &header, limit);
  EXPECT_EQ(result.code() == Code::kNeedMore, false);
  if (!result.ok()) {
    EXPECT_TRUE(header == Fragment());
  }
  return result;
}

TEST(DtlsHandshakeHeaderTest, Fields) {
  const std::vector<uint8_t> bytes = Hex(std::string(kFragment) + "a1 a2 a3 a4 a5 ff");
  DtlsHandshakeHeader header;
  ASSERT_EQ(Decode(bytes, &header), Result::Ok(12, Layer::kDtls));
  EXPECT_TRUE(header == Fragment());
  Span<const uint8_t> fragment;
  EXPECT_EQ(FragmentBehind(bytes, header, &fragment), Result::Ok(17, Layer::kDtls));
  EXPECT_EQ(fragment, MakeConstSpan(bytes).subspan(12, 5));
  header.fragment_length = 0;
  EXPECT_EQ(FragmentBehind(bytes, header, &fragment), Result::Ok(12, Layer::kDtls));
  EXPECT_TRUE(fragment.empty());
}

TEST(DtlsHandshakeHeaderTest, AFragmentMustLieInItsRecord) {
  const std::vector<uint8_t> bytes = Hex(std::string(kFragment) + "a1 a2 a3 a4 a5");
  for (size_t size = 0; size < bytes.size(); ++size) {
    const Span<const uint8_t> input = MakeConstSpan(bytes).first(size);
    const Result truncated = Bad(Detail::kTruncated, static_cast<uint32_t>(size), Layer::kDtls);
    DtlsHandshakeHeader header;
    EXPECT_EQ(Decode(input, &header), size < 12 ? truncated : Result::Ok(12, Layer::kDtls));
    Span<const uint8_t> fragment = MakeConstSpan(bytes).first(1);
    EXPECT_EQ(FragmentBehind(input, Fragment(), &fragment), truncated);
    EXPECT_EQ(fragment.size(), 1u);
  }
}

TEST(DtlsHandshakeHeaderTest, AFragmentMustLieInItsMessage) {
  const Result sum = Bad(Detail::kHandshakeFragment, 9, Layer::kDtls);
  const Result offset = Bad(Detail::kHandshakeFragment, 6, Layer::kDtls);
  // 2 octets, of which 20 are here; 100, of which 50 from 90 on; the same at the ends of the range.
  EXPECT_EQ(DecodeDtls("01 000002 0000 000000 000014"), sum);
  EXPECT_EQ(DecodeDtls("01 000064 0000 00005a 000032"), sum);
  EXPECT_EQ(DecodeDtls("01 000064 0000 000064 000001"), sum);
  EXPECT_EQ(DecodeDtls("01 000064 0000 ffffff ffffff"), offset);
  EXPECT_EQ(DecodeDtls("01 000064 0000 000065 000000"), offset);
  EXPECT_EQ(DecodeDtls("01 ffffff 0000 ffffff 000001", {0xFFFFFF}), sum);
  EXPECT_TRUE(DecodeDtls("01 ffffff 0000 ffffff 000000", {0xFFFFFF}).ok());
  EXPECT_TRUE(DecodeDtls("01 000064 0000 000063 000001 ff").ok());
}

TEST(DtlsHandshakeHeaderTest, FragmentsOfNoOctetsAreLegal) {
  EXPECT_EQ(DecodeDtls("01 000064 0001 000000 000000"), Result::Ok(12, Layer::kDtls));
  EXPECT_EQ(DecodeDtls("0e 000000 0003 000000 000000"), Result::Ok(12, Layer::kDtls));
  EXPECT_EQ(DecodeDtls("01 000064 0001 000064 000000"), Result::Ok(12, Layer::kDtls));
}

TEST(DtlsHandshakeHeaderTest, TheLimitComesFirst) {
  EXPECT_EQ(DecodeDtls("01 ffffff 0000 000000 000001 00"),
            Bad(Detail::kHandshakeTooLong, 1, Layer::kDtls));
  EXPECT_EQ(DecodeDtls("01 000064 0000 00005a 000032", {99}),
            Bad(Detail::kHandshakeTooLong, 1, Layer::kDtls));
}

TEST(DtlsHandshakeHeaderTest, Encode) {
  DtlsHandshakeHeader header = Fragment();
  std::vector<uint8_t> room(12, 0x5A);
  const std::vector<uint8_t> untouched = room;
  EXPECT_EQ(Encode(header, MakeSpan(room.data(), 11)),
            Bad(Detail::kOutputTooSmall, 12, Layer::kDtls, Code::kSerialization));
  header.fragment_length = 91;
  EXPECT_EQ(Encode(header, MakeSpan(room)),
            Bad(Detail::kHandshakeFragment, 9, Layer::kDtls, Code::kSerialization));
  header.fragment_length = 0xFFFFFFFF;
  EXPECT_EQ(Encode(header, MakeSpan(room)),
            Bad(Detail::kHandshakeFragment, 9, Layer::kDtls, Code::kSerialization));
  header.fragment_offset = 101;
  EXPECT_EQ(Encode(header, MakeSpan(room)),
            Bad(Detail::kHandshakeFragment, 6, Layer::kDtls, Code::kSerialization));
  header.length = 0xFFFFFFFF;
  EXPECT_EQ(Encode(header, MakeSpan(room), HandshakeLimit{0xFFFFFFFF}),
            Bad(Detail::kHandshakeTooLong, 1, Layer::kDtls, Code::kSerialization));
  EXPECT_EQ(room, untouched);
  EXPECT_EQ(Encode(Fragment(), MakeSpan(room)), Result::Ok(12, Layer::kDtls));
  EXPECT_EQ(room, Hex(kFragment));
  EXPECT_EQ(EncodedSize(header), 12u);
}

TEST(DtlsHandshakeHeaderTest, FragmentsOfOneMessageAgree) {
  const DtlsHandshakeHeader a = Fragment();
  DtlsHandshakeHeader b = a;
  b.fragment_offset = 0;
  b.fragment_length = 10;
  EXPECT_TRUE(SameMessage(a, b));
  EXPECT_FALSE(Contradicts(a, b));
  EXPECT_FALSE(a == b);
  b.length = 4000;  // CVE-2014-0195
  EXPECT_FALSE(SameMessage(a, b));
  EXPECT_TRUE(Contradicts(a, b));
  b = a;
  b.type = HandshakeType::kServerHello;
  EXPECT_FALSE(SameMessage(a, b));
  EXPECT_TRUE(Contradicts(a, b));
  b = a;
  b.message_seq = 8;
  b.length = 4000;
  EXPECT_FALSE(SameMessage(a, b));
  EXPECT_FALSE(Contradicts(a, b));
}

TEST(DtlsHandshakeHeaderTest, MessagesOfEveryLengthDiffer) {
  for (uint32_t length = 0; length < 70000; ++length) {
    DtlsHandshakeHeader a;
    a.length = length;
    DtlsHandshakeHeader b = a;
    ASSERT_TRUE(SameMessage(a, b)) << length;
    b.message_seq = 1;
    ASSERT_FALSE(SameMessage(a, b) || SameMessage(b, a)) << length;
    b = a;
    b.length = length + 1;
    ASSERT_FALSE(SameMessage(a, b) || SameMessage(b, a)) << length;
  }
}

TEST(DtlsHandshakeHeaderTest, EqualityLooksAtNumbers) {
  const DtlsHandshakeHeader a = Fragment();
  DtlsHandshakeHeader b = a;
  EXPECT_TRUE(a == b);
  b.fragment_length = 6;
  EXPECT_FALSE(a == b);
  b = a;
  b.fragment_offset = 6;
  EXPECT_FALSE(a == b);
  b = a;
  b.message_seq = 8;
  EXPECT_FALSE(a == b);
}

// Saved inputs begin with it.
TEST(MessageIdTest, NeverChanges) {
  EXPECT_EQ(HandshakeHeader::kInfo.id, 37);
  EXPECT_EQ(DtlsHandshakeHeader::kInfo.id, 38);
}

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
