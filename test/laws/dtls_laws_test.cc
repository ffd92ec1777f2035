// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The laws of fuzz/dtls_laws.h over random datagrams, and that they see what breaks them.

#include "fuzz/dtls_laws.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "fuzz/random_message.h"
#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/version.h"

namespace hardwire {
namespace fuzz {
namespace {

constexpr int kDatagrams = 2000;

// Records of random octets, each in a form that `context` knows, one octet in three cases changed.
std::vector<uint8_t> RandomDatagram(Random* random, const tls::DtlsContext& context) {
  std::vector<uint8_t> datagram;
  for (size_t count = 1 + random->Below(4); count > 0; --count) {
    const std::vector<uint8_t> fragment(16 + random->Below(20), random->Octet());
    const std::vector<uint8_t> cid(context.cid_length(), 0xC1);
    tls::DtlsHeader header;
    if (context.version() == tls::kDtls13 && random->Below(3) != 0) {
      header.form = tls::DtlsForm::kUnified;
      header.epoch = random->Octet();
      header.long_sequence = random->Below(2) == 0;
      header.has_length = random->Below(4) != 0;
      if (datagram.empty() || random->Below(2) == 0) header.cid = cid;
    } else if (context.version() != tls::kDtls13 && context.cid_length() != 0) {
      header.form = tls::DtlsForm::kCid;
      header.type = tls::ContentType::kTls12Cid;
      header.cid = cid;
    } else if (random->Below(2) == 0) {
      header.type = tls::ContentType::kAlert;
    }
    header.sequence = random->Next();
    std::vector<uint8_t> record(600);
    const Result size = EncodeRecord(header, fragment, MakeSpan(record), context);
    EXPECT_TRUE(size.ok()) << Name(size.detail());
    datagram.insert(datagram.end(), record.begin(), record.begin() + size.written());
  }
  if (random->Below(3) == 0) datagram[random->Below(datagram.size())] = random->InterestingOctet();
  return datagram;
}

TEST(DtlsLaws, HoldForRandomDatagramsAtEveryPrefix) {
  Random random(20260901);
  size_t records = 0;
  for (const tls::DtlsContext& context : Contexts<tls::DtlsHeader>::kAll) {
    for (int i = 0; i < kDatagrams; ++i) {
      const std::vector<uint8_t> datagram = RandomDatagram(&random, context);
      for (const Policy policy : kPolicies) {
        records += CheckDatagram(datagram, context, policy);
        CheckListed(datagram, context, policy);
      }
      const Block prefix(First(datagram, random.Below(datagram.size())));
      CheckDatagram(prefix.bytes(), context, Policy::Interop());
      CheckRecordNumbers(datagram);
    }
  }
  EXPECT_GT(records, 4u * 3 * kDatagrams);
}

// Two ids of an association, of any lengths, in the order of chance: every record is kept.
TEST(DtlsLaws, HoldForEveryPairOfIds) {
  Random random(20261125);
  for (size_t length = 1; length < 256; ++length) {
    const std::vector<uint8_t> one(length, 0xA1);
    const std::vector<uint8_t> other(1 + random.Below(255), 0xB1);
    const std::vector<uint8_t> fragment(16 + random.Below(20), random.Octet());
    for (const uint16_t version : {tls::kDtls13, tls::kDtls12}) {
      std::vector<uint8_t> datagram;
      for (const auto& cid : {one, other, one, other}) {
        tls::DtlsHeader header;
        header.form = version == tls::kDtls13 ? tls::DtlsForm::kUnified : tls::DtlsForm::kCid;
        header.type = tls::ContentType::kTls12Cid;
        header.epoch = 3;
        header.sequence = random.Next();
        header.cid = cid;
        std::vector<uint8_t> record(600);
        const Result size =
            EncodeRecord(header, fragment, MakeSpan(record),
                         tls::DtlsContext::Of(version).WithCid(static_cast<uint8_t>(cid.size())));
        ASSERT_TRUE(size.ok()) << Name(size.detail());
        datagram.insert(datagram.end(), record.begin(), record.begin() + size.written());
      }
      const Bytes list[] = {other, one};
      const tls::DtlsContext context = tls::DtlsContext::Of(version);
      EXPECT_EQ(CheckDatagram(datagram, context, Policy::Strict(), list), 4u);
      const Bytes half[] = {one};
      EXPECT_EQ(CheckDatagram(datagram, context, Policy::Strict(), half), 1u);
    }
  }
}

TEST(DtlsLaws, HoldForRandomHandshakeFragments) {
  Random random(20260902);
  size_t whole = 0;
  for (int i = 0; i < 20000; ++i) {
    std::vector<uint8_t> fragment(12 + random.Below(20));
    fragment[3] = static_cast<uint8_t>(random.Below(24));
    fragment[8] = static_cast<uint8_t>(random.Below(8));
    fragment[11] = static_cast<uint8_t>(random.Below(12));
    if (random.Below(4) == 0) fragment[random.Below(12)] = random.InterestingOctet();
    CheckDtlsHandshake(fragment, {300});
    CheckDtlsHandshake(fragment, {UINT32_MAX});
    tls::DtlsHandshakeHeader header;
    Bytes behind;
    if (Decode(fragment, &header).ok() && FragmentBehind(fragment, header, &behind).ok()) ++whole;
  }
  EXPECT_GT(whole, 5000u);
}

TEST(DtlsLaws, HoldForRandomAcks) {
  Random random(20260903);
  for (int i = 0; i < 2000; ++i) {
    std::vector<uint8_t> body(2 + 16 * random.Below(5) + random.Below(3), random.Octet());
    body[0] = 0;
    body[1] = static_cast<uint8_t>(16 * random.Below(5) + (random.Below(5) == 0 ? 1 : 0));
    CheckAckNumbers(body);
  }
}

TEST(DtlsLawsAreNoDecoration, WrongRecordsAreSeen) {
  const std::vector<uint8_t> datagram = {22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 7};
  const tls::DtlsContext context = Contexts<tls::DtlsHeader>::kAll[0];
  tls::DtlsDatagram state{Bytes(datagram)};
  tls::DtlsRecord record;
  const tls::DtlsStep step = Next(&state, &record, context);
  ASSERT_EQ(step.event, tls::DtlsEvent::kRecord);
  const auto check = [&](const tls::DtlsRecord& r) {
    CheckRecord(datagram, r, step, context, Policy::Interop());
  };
  check(record);
  tls::DtlsRecord wrong = record;
  wrong.header.sequence = 1;
  EXPECT_DEATH(check(wrong), "6: the encoder writes the octets that were framed");
  wrong = record;
  wrong.fragment = Bytes(datagram.data() + 12, 1);
  EXPECT_DEATH(check(wrong), "4: header and fragment lie side by side");
  wrong = record;
  wrong.header.violations.Add(Violation::kUnknownContentType);
  EXPECT_DEATH(check(wrong), "1: an accepted record breaks no rule");
  EXPECT_DEATH(
      CheckDtlsError(Result::Error(Code::kDeserialization, Detail::kNotDtls, 14, 0, Layer::kDtls),
                     datagram),
      "1: an error points at a byte that is there");
}

}  // namespace
}  // namespace fuzz
}  // namespace hardwire
