// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A record of a datagram is the same whether the object was used before or not, and whichever
// record it held.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
namespace tls {
namespace {

using Octets = std::vector<uint8_t>;

struct Sample {
  Octets datagram;
  DtlsContext context;
};

Octets Plaintext(uint8_t type, const std::string& version_and_epoch, uint8_t sequence) {
  return Octets{type} + Hex(version_and_epoch) + Octets{0, 0, 0, 0, 0, sequence} +
         Hex("0011 0101010101010101010101010101010101");
}

std::vector<Sample> Samples() {
  std::vector<Sample> samples;
  for (const DtlsContext& context :
       {DtlsContext::Initial(), DtlsContext::Dtls12(), DtlsContext::Dtls13()}) {
    for (const uint8_t type : {uint8_t{20}, uint8_t{22}, uint8_t{23}, uint8_t{26}}) {
      for (const char* version : {"feff 0000", "fefd 0000", "fefd 0001", "fefc 0003"}) {
        samples.push_back({Plaintext(type, version, type), context});
      }
    }
  }
  for (const size_t size : {size_t{1}, size_t{2}, size_t{20}, size_t{173}, size_t{255}}) {
    const Octets cid(size, static_cast<uint8_t>(size));
    const auto length = static_cast<uint8_t>(size);
    samples.push_back({Hex("19 fefd 0001 000000000007") + cid + Hex("0002 0102"),
                       DtlsContext::Dtls12().WithCid(length)});
  }
  for (size_t size = 0; size <= 255; size = size < 3 ? size + 1 : size + 17) {
    const Octets cid(size, static_cast<uint8_t>(size));
    const auto length = static_cast<uint8_t>(size);
    for (const uint8_t bits : {uint8_t{0}, uint8_t{4}, uint8_t{8}, uint8_t{15}}) {
      const bool is_long = (bits & 8) != 0;
      const auto first = static_cast<uint8_t>(0x20 | bits | (size != 0 ? 0x10 : 0));
      samples.push_back({Octets{first} + cid + Hex(is_long ? "0102" : "01") +
                             ((bits & 4) != 0 ? Octets{0, 17} : Octets{}) + Octets(17, 0xEE),
                         DtlsContext::Dtls13().WithCid(length)});
    }
  }
  return samples;
}

void ExpectSame(const DtlsRecord& fresh, const DtlsRecord& used) {
  DtlsHeader::VisitFields(
      [](string_view name, const auto& a, const auto& b) { EXPECT_EQ(a, b) << name; }, fresh.header,
      used.header);
  EXPECT_EQ(fresh.header.violations, used.header.violations);
  EXPECT_EQ(fresh.header_octets, used.header_octets);
  EXPECT_EQ(fresh.fragment, used.fragment);
}

TEST(DtlsReuseTest, ARecordDoesNotDependOnTheOneBefore) {
  const std::vector<Sample> samples = Samples();
  const std::vector<Octets> ids = {Hex("aa"), Hex("bbbb")};
  int records = 0;
  for (const Sample& before : samples) {
    for (const Sample& sample : samples) {
      for (const bool listed : {false, true}) {
        const std::vector<Span<const uint8_t>> cids(ids.begin(), ids.end());
        DtlsRecord used;
        DtlsDatagram first(before.datagram);
        (void)Next(&first, &used, before.context, Policy::Lenient());
        DtlsRecord fresh;
        DtlsDatagram one(sample.datagram);
        DtlsDatagram other(sample.datagram);
        if (listed) one.cids = other.cids = cids;
        const DtlsStep step = Next(&one, &fresh, sample.context, Policy::Lenient());
        const DtlsStep again = Next(&other, &used, sample.context, Policy::Lenient());
        ASSERT_EQ(step.event, again.event);
        ASSERT_EQ(step.result, again.result);
        if (step.event != DtlsEvent::kRecord) continue;
        ++records;
        ExpectSame(fresh, used);
        if (HasFailure()) FAIL() << testing::PrintToString(sample.datagram);
      }
    }
  }
  EXPECT_GT(records, 10000);
}

}  // namespace
}  // namespace tls
}  // namespace hardwire
