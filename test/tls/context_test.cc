// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What contexts of TLS and DTLS let through: nothing that nobody has decided.

#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/record_split.h"
#include "hardwire/tls/version.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

constexpr uint16_t kNoTlsVersions[] = {0x0001, 0x02FF, 0x0305, 0x7F1C, 0xFEFC, 0xFEFD, 0xFFFF};
constexpr uint16_t kNoDtlsVersions[] = {0x0303, 0x0304, 0xFEFE, 0xFEFB, 0x0100, 0xFFFF};

Detail DetailOf(const RecordContext& context, uint8_t type, uint8_t length) {
  const std::vector<uint8_t> octets = {type, 3, 3, 0, length};
  RecordHeader header;
  return Decode(octets, &header, context, Policy::Lenient()).detail();
}

TEST(RecordContextTest, AVersionThatIsNoneLetsNothingThrough) {
  for (const uint16_t version : kNoTlsVersions) {
    for (const Phase phase : {Phase::kPlain, Phase::kProtected}) {
      const RecordContext context = RecordContext::Of(phase, version);
      for (int type = 0; type < 256; ++type) {
        EXPECT_EQ(DetailOf(context, static_cast<uint8_t>(type), 0), Detail::kUnexpectedContentType)
            << version << " " << type;
      }
      EXPECT_EQ(context.limit(), 0);
    }
  }
}

// Whoever is to pass records on is told of versions that nobody knows, too.
TEST(RecordContextTest, ARelayPassesRecordsOfAnyVersionOn) {
  for (const uint16_t version : kNoTlsVersions) {
    EXPECT_EQ(DetailOf(RecordContext::Relay(version), 23, 5), Detail::kNone) << version;
    EXPECT_EQ(DetailOf(RecordContext::Of(Phase::kInitial, version), 22, 5), Detail::kNone);
  }
}

TEST(RecordContextTest, TheMakersAreOf) {
  const RecordContext pairs[][2] = {
      {RecordContext::Initial(), RecordContext::Of(Phase::kInitial, 0)},
      {RecordContext::Plain(kTls12), RecordContext::Of(Phase::kPlain, kTls12)},
      {RecordContext::Protected(kTls13, {80}), RecordContext::Of(Phase::kProtected, kTls13, {80})},
      {RecordContext::Relay(kTls13), RecordContext::Of(Phase::kRelay, kTls13)},
  };
  for (const auto& pair : pairs) {
    EXPECT_EQ(pair[0].phase(), pair[1].phase());
    EXPECT_EQ(pair[0].version(), pair[1].version());
    EXPECT_EQ(pair[0].limit(), pair[1].limit());
  }
}

// 0 is zero in every limit.
TEST(LimitTest, ZeroLetsNoOctetPass) {
  for (const Phase phase : {Phase::kInitial, Phase::kPlain, Phase::kProtected, Phase::kRelay}) {
    for (const uint16_t version : {uint16_t{0}, kTls12, kTls13}) {
      const RecordContext none = RecordContext::Of(phase, version, {0});
      const uint8_t type = phase == Phase::kInitial ? 22 : 23;
      EXPECT_EQ(none.limit(), 0);
      EXPECT_EQ(DetailOf(none, type, 0), Detail::kNone);
      EXPECT_EQ(DetailOf(none, type, 1), Detail::kRecordOverflow);
      EXPECT_EQ(RecordCount(1, none), SIZE_MAX);
      EXPECT_EQ(SplitSize(1, none), SIZE_MAX);
      EXPECT_EQ(RecordCount(0, none), 1u);
    }
  }
  const std::vector<uint8_t> content(1);
  EXPECT_EQ(EncodeSplit(ContentType::kApplicationData, kTls12, content, {},
                        RecordContext::Plain(kTls12, {0})),
            Result::Error(Code::kSerialization, Detail::kRecordOverflow, 3, 0, Layer::kTls));

  DtlsHeader dtls;
  const DtlsContext no_dtls = DtlsContext::Initial().WithLimit({0});
  EXPECT_TRUE(Decode(Hex("17 fefd 0000 000000000000 0000"), &dtls, no_dtls).ok());
  EXPECT_EQ(Decode(Hex("17 fefd 0000 000000000000 0001"), &dtls, no_dtls).detail(),
            Detail::kRecordOverflow);

  InnerPlaintext inner;
  for (const InnerContext& none :
       {InnerContext::Tls13({0}), InnerContext::Dtls13({0}), InnerContext::Dtls12({0})}) {
    EXPECT_EQ(Decode(Hex("17"), &inner, none).detail(), Detail::kRecordOverflow);
  }

  HandshakeHeader handshake;
  EXPECT_TRUE(Decode(Hex("0e 00 00 00"), &handshake, {0}).ok());
  EXPECT_EQ(Decode(Hex("0e 00 00 01"), &handshake, {0}).detail(), Detail::kHandshakeTooLong);
}

TEST(DtlsContextTest, AVersionThatIsNoneLetsNothingThrough) {
  for (const uint16_t version : kNoDtlsVersions) {
    const DtlsContext context = DtlsContext::Of(version).WithCid(1);
    for (int first = 0; first < 256; ++first) {
      std::vector<uint8_t> octets = Hex("00 fefd 0000 000000000000 00 0000");
      octets[0] = static_cast<uint8_t>(first);
      DtlsHeader header;
      EXPECT_EQ(Decode(octets, &header, context, Policy::Lenient()).detail(), Detail::kNotDtls)
          << version << " " << first;
    }
  }
}

TEST(DtlsContextTest, TheMakersAreOf) {
  EXPECT_EQ(DtlsContext::Initial().version(), 0);
  EXPECT_EQ(DtlsContext::Dtls10().version(), 0xFEFF);
  EXPECT_EQ(DtlsContext::Dtls12().version(), 0xFEFD);
  EXPECT_EQ(DtlsContext::Dtls13().version(), 0xFEFC);
}

TEST(DtlsContextTest, EachPartIsSetAlone) {
  const DtlsContext context = DtlsContext::Dtls13().WithLimit({100}).WithCid(7);
  EXPECT_EQ(context.version(), kDtls13);
  EXPECT_EQ(context.cid_length(), 7);
  for (const DtlsForm form : {DtlsForm::kPlaintext, DtlsForm::kCid, DtlsForm::kUnified}) {
    EXPECT_EQ(context.limit(form, 0), 100);
    EXPECT_EQ(context.limit(form, 1), 100);
  }
  // The last limit is the one that holds.
  EXPECT_EQ(context.WithLimit({200}).limit(DtlsForm::kUnified, 3), 200);
  EXPECT_EQ(context.WithLimit({}).limit(DtlsForm::kPlaintext, 0), 16384);
  EXPECT_EQ(context.WithLimit({}).limit(DtlsForm::kPlaintext, 1), 18432);
  EXPECT_EQ(context.WithLimit({}).limit(DtlsForm::kUnified, 3), 16640);
  EXPECT_EQ(context.WithLimit({200}).cid_length(), 7);
}

TEST(DtlsContextTest, NoLengthOfAnIdChangesALimit) {
  for (unsigned length = 0; length <= 255; ++length) {
    const uint8_t octets = static_cast<uint8_t>(length);
    for (const DtlsContext& context : {DtlsContext::Initial(), DtlsContext::Dtls10(),
                                       DtlsContext::Dtls12(), DtlsContext::Dtls13()}) {
      const DtlsContext with_cid = context.WithCid(octets);
      EXPECT_EQ(with_cid.cid_length(), length);
      for (const DtlsForm form : {DtlsForm::kPlaintext, DtlsForm::kCid}) {
        EXPECT_EQ(with_cid.limit(form, 0), 16384) << length;
        EXPECT_EQ(with_cid.limit(form, 1), 18432) << length;
        EXPECT_EQ(with_cid.WithLimit({octets}).limit(form, 0), length);
        EXPECT_EQ(with_cid.WithLimit({octets}).limit(form, 1), length);
      }
      EXPECT_EQ(with_cid.limit(DtlsForm::kUnified, 3), 16640) << length;
    }
  }
}

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
