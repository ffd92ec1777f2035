// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/dtls_record.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

static_assert(std::is_trivially_copyable<DtlsDatagram>::value, "a copy reads on from here");
static_assert(sizeof(DtlsStep) <= 16, "a step travels in two registers");

constexpr DtlsContext k12 = DtlsContext::Initial();
constexpr DtlsContext k12Cid = DtlsContext::Dtls12().WithCid(2);
constexpr DtlsContext k13 = DtlsContext::Dtls13();
constexpr DtlsContext k13Cid = DtlsContext::Dtls13().WithCid(2);
constexpr char kSixteen[] = "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf";

Result Bad(Detail detail, uint32_t n, uint8_t octet = 0, Code code = Code::kDeserialization) {
  return Result::Error(code, detail, n, octet, Layer::kDtls);
}

// The steps over a datagram.
class Steps {
 public:
  explicit Steps(const std::string& hex, Policy policy = Policy::Interop())
      : bytes_(Hex(hex)), rest_(bytes_), policy_(policy) {}

  // The ids of the association, each in hexadecimal.
  Steps(const std::string& hex, const std::vector<std::string>& cids,
        Policy policy = Policy::Interop())
      : Steps(hex, policy) {
    for (const std::string& cid : cids) octets_.push_back(Hex(cid));
    for (const std::vector<uint8_t>& cid : octets_) cids_.emplace_back(cid);
    rest_.cids = cids_;
  }

  // Whether the next step gives the record at `offset` whose fragment is `fragment`.
  testing::AssertionResult Record(const DtlsContext& context, uint32_t offset,
                                  const std::string& fragment) {
    const DtlsStep step = Next(&rest_, &record_, context, policy_);
    const std::vector<uint8_t> expected = Hex(fragment);
    if (step.event != DtlsEvent::kRecord || step.offset != offset ||
        step.result != Result::Ok(static_cast<uint32_t>(rest_.next - offset), Layer::kDtls) ||
        record_.fragment != MakeConstSpan(expected) ||
        record_.header.length != record_.fragment.size() ||
        record_.header_octets.data() != bytes_.data() + offset ||
        record_.header_octets.size() + record_.fragment.size() != step.result.consumed()) {
      return testing::AssertionFailure()
             << static_cast<int>(step.event) << " at " << step.offset << ": "
             << Name(step.result.detail()) << " " << step.result.offset();
    }
    return testing::AssertionSuccess();
  }

  testing::AssertionResult Drops(DtlsEvent event, const DtlsContext& context, uint32_t offset,
                                 Result result) {
    const DtlsRecord before = record_;
    const DtlsStep step = Next(&rest_, &record_, context, policy_);
    const bool unchanged =
        before.fragment.data() == record_.fragment.data() && before.header == record_.header;
    if (step.event == event && step.offset == offset && step.result == result && unchanged) {
      return testing::AssertionSuccess();
    }
    return testing::AssertionFailure()
           << static_cast<int>(step.event) << " at " << step.offset << ": "
           << Name(step.result.detail()) << " " << step.result.offset();
  }

  bool AtEnd() {
    const DtlsStep step = Next(&rest_, &record_, k12, policy_);
    return step.event == DtlsEvent::kEnd && step.offset == bytes_.size() &&
           step.result == Result::Ok(0, Layer::kDtls);
  }

  const DtlsHeader& header() const { return record_.header; }
  void SetCids(DtlsDatagram::Cids cids) { rest_.cids = cids; }

 private:
  std::vector<std::vector<uint8_t>> octets_;
  std::vector<Span<const uint8_t>> cids_;
  std::vector<uint8_t> bytes_;
  DtlsDatagram rest_;
  DtlsRecord record_;
  Policy policy_;
};

constexpr DtlsEvent kDropRecord = DtlsEvent::kDropRecord;
constexpr DtlsEvent kDropRest = DtlsEvent::kDropRest;

TEST(DtlsDatagramTest, Nothing) {
  EXPECT_TRUE(Steps("").AtEnd());
  DtlsDatagram none;
  DtlsRecord record;
  EXPECT_EQ(Next(&none, &record, k12).event, DtlsEvent::kEnd);
}

TEST(DtlsDatagramTest, SeveralRecords) {
  Steps steps(
      "14 fefd 0000 000000000012 0001 01"
      "17 fefd 0001 000000000000 0003 aabbcc"
      "17 fefd 0001 000000000001 0000",
      Policy::Strict());
  EXPECT_TRUE(steps.Record(k12, 0, "01"));
  EXPECT_EQ(steps.header().sequence, 0x12u);
  EXPECT_TRUE(steps.Record(k12, 14, "aa bb cc"));
  EXPECT_TRUE(steps.Record(k12, 30, ""));
  EXPECT_TRUE(steps.AtEnd());
  EXPECT_TRUE(steps.AtEnd());
}

TEST(DtlsDatagramTest, ATruncatedRecordKeepsThoseBeforeIt) {
  for (const char* cut :
       {"16", "16 fefd", "16 fefd 0000 000000000000 00", "16 fefd 0000 000000000000 0002 aa"}) {
    Steps steps(std::string("14 fefd 0000 000000000012 0001 01") + cut);
    EXPECT_TRUE(steps.Record(k12, 0, "01"));
    const uint32_t size = 14 + static_cast<uint32_t>(Hex(cut).size());
    EXPECT_TRUE(steps.Drops(kDropRest, k12, 14, Bad(Detail::kTruncated, size)));
    EXPECT_TRUE(steps.AtEnd());
  }
}

TEST(DtlsDatagramTest, ARecordThatIsWrongInItselfIsDroppedAlone) {
  struct {
    const char* hex;
    Result result;
  } const cases[] = {
      {"16 fefe 0000 000000000000 0001 aa", Bad(Detail::kRecordVersion, 15, 0xFE)},
      {"16 fefd 0000 000000000000 0000", Bad(Detail::kEmptyFragment, 25)},
  };
  for (const auto& c : cases) {
    Steps steps(std::string("14 fefd 0000 000000000012 0001 01") + c.hex +
                    "15 fefd 0000 000000000013 0002 0228",
                Policy::Strict());
    EXPECT_TRUE(steps.Record(k12, 0, "01"));
    EXPECT_TRUE(steps.Drops(kDropRecord, k12, 14, c.result));
    EXPECT_TRUE(steps.Record(k12, 14 + static_cast<uint32_t>(Hex(c.hex).size()), "02 28"));
    EXPECT_TRUE(steps.AtEnd());
  }
}

TEST(DtlsDatagramTest, OverTheLimit) {
  const DtlsContext small = k12.WithLimit({2});
  const std::string record = "17 fefd 0001 000000000000 0003 aabbcc";
  Steps steps(record + "17 fefd 0001 000000000000 0002 ddee");
  EXPECT_TRUE(steps.Drops(kDropRecord, small, 0, Bad(Detail::kRecordOverflow, 11)));
  EXPECT_TRUE(steps.Record(small, 16, "dd ee"));
  EXPECT_TRUE(steps.AtEnd());
  // Cut short as well: the next one is not found.
  Steps cut("17 fefd 0001 000000000000 0003 aabb");
  EXPECT_TRUE(cut.Drops(kDropRest, small, 0, Bad(Detail::kRecordOverflow, 11)));
  EXPECT_TRUE(cut.AtEnd());
}

TEST(DtlsDatagramTest, WhatIsLaidOutOtherwiseTakesTheRestWithIt) {
  struct {
    const char* hex;
    Result result;
  } const cases[] = {
      {"40 fefd 0000 000000000000 0000", Bad(Detail::kNotDtls, 14, 0x40)},
      {"16 0303 0000 000000000000 0000", Bad(Detail::kRecordMajorVersion, 15, 3)},
      {"19 fefd 0001 000000000000 0000", Bad(Detail::kCidNotNegotiated, 14, 25)},
      {"1c fefd 0001 000000000000 0000", Bad(Detail::kUnknownContentType, 14, 28)},
  };
  for (const auto& c : cases) {
    Steps steps(std::string("14 fefd 0000 000000000012 0001 01") + c.hex +
                "15 fefd 0000 000000000013 0002 0228");
    EXPECT_TRUE(steps.Record(k12, 0, "01"));
    EXPECT_TRUE(steps.Drops(kDropRest, k12, 14, c.result));
    EXPECT_TRUE(steps.AtEnd());
  }
}

TEST(DtlsDatagramTest, ViolationsAreKept) {
  Steps steps("16 fefe 0000 000000000000 0000", Policy::Lenient());
  EXPECT_TRUE(steps.Record(k12, 0, ""));
  EXPECT_TRUE(steps.header().violations.Has(Violation::kRecordVersion));
  EXPECT_TRUE(steps.header().violations.Has(Violation::kEmptyFragment));
}

TEST(DtlsDatagramTest, UnifiedRecords) {
  Steps steps(std::string("2c 0001 0010") + kSixteen + "2d 0002 0011" + kSixteen + "ff 29 0003" +
              kSixteen + "0000");
  EXPECT_TRUE(steps.Record(k13, 0, kSixteen));
  EXPECT_TRUE(steps.Record(k13, 21, std::string(kSixteen) + "ff"));
  EXPECT_EQ(steps.header().epoch, 1);
  EXPECT_TRUE(steps.Record(k13, 43, std::string(kSixteen) + "0000"));  // to the end
  EXPECT_FALSE(steps.header().has_length);
  EXPECT_TRUE(steps.AtEnd());
}

TEST(DtlsDatagramTest, TheContextMayChangeBehindARecord) {
  const std::string hex = std::string("16 fefd 0000 000000000000 0001 02 2e 0000 0010") + kSixteen;
  Steps steps(hex);
  EXPECT_TRUE(steps.Record(k12, 0, "02"));
  EXPECT_TRUE(steps.Record(k13, 14, kSixteen));
  EXPECT_TRUE(steps.AtEnd());
  Steps too_late(hex);
  EXPECT_TRUE(too_late.Record(k12, 0, "02"));
  EXPECT_TRUE(too_late.Drops(kDropRest, k12, 14, Bad(Detail::kNotDtls, 14, 0x2E)));
}

TEST(DtlsDatagramTest, ShortCiphertexts) {
  Steps steps(std::string("2c 0001 000f a0a1a2a3a4a5a6a7a8a9aaabacadae 2c 0002 0010") + kSixteen);
  EXPECT_TRUE(steps.Drops(kDropRecord, k13, 0, Bad(Detail::kShortCiphertext, 3)));
  EXPECT_TRUE(steps.Record(k13, 20, kSixteen));
  EXPECT_TRUE(steps.AtEnd());
  Steps none("20 42");
  EXPECT_TRUE(none.Drops(kDropRecord, k13, 0, Bad(Detail::kShortCiphertext, 0)));
  EXPECT_TRUE(none.AtEnd());
}

TEST(DtlsDatagramTest, WithoutALengthTheLimitHoldsAllTheSame) {
  std::string hex = "28 0001";
  for (int i = 0; i < 16641; ++i) hex += "00";
  Steps steps(hex);
  EXPECT_TRUE(steps.Drops(kDropRecord, k13, 0, Bad(Detail::kRecordOverflow, 0)));
  EXPECT_TRUE(steps.AtEnd());
  Steps exact(hex.substr(0, hex.size() - 2));
  EXPECT_TRUE(exact.Record(k13, 0, hex.substr(7, 2 * 16640)));
}

TEST(DtlsDatagramTest, ConnectionIds) {
  const std::string first = std::string("3c c1c2 0001 0010") + kSixteen;
  const std::string other = std::string("3c c1c3 0002 0010") + kSixteen;
  const std::string without = std::string("2c 0002 0010") + kSixteen;
  Steps same(first + without + first + without);
  for (const uint32_t offset : {0u, 23u, 44u, 67u})
    EXPECT_TRUE(same.Record(k13Cid, offset, kSixteen));
  EXPECT_TRUE(same.AtEnd());
  Steps steps(first + without + other + first);
  EXPECT_TRUE(steps.Record(k13Cid, 0, kSixteen));
  EXPECT_TRUE(steps.Record(k13Cid, 23, kSixteen));
  EXPECT_TRUE(steps.Drops(kDropRest, k13Cid, 44, Bad(Detail::kCidMismatch, 45)));
  EXPECT_TRUE(steps.AtEnd());
  // A record that is dropped alone has named the association all the same.
  Steps dropped("3c c1c2 0001 0001 aa" + other);
  EXPECT_TRUE(dropped.Drops(kDropRecord, k13Cid, 0, Bad(Detail::kShortCiphertext, 5)));
  EXPECT_TRUE(dropped.Drops(kDropRest, k13Cid, 8, Bad(Detail::kCidMismatch, 9)));
}

TEST(DtlsDatagramTest, ConnectionIdsOfDtls12) {
  Steps steps("19 fefd 0001 000000000001 c1c2 0001 aa 19 fefd 0001 000000000002 c2c2 0001 bb");
  EXPECT_TRUE(steps.Record(k12Cid, 0, "aa"));
  EXPECT_EQ(steps.header().form, DtlsForm::kCid);
  EXPECT_TRUE(steps.Drops(kDropRest, k12Cid, 16, Bad(Detail::kCidMismatch, 27)));
  EXPECT_TRUE(steps.AtEnd());
}

// RFC 9147 section 4: a negotiated id must be in all datagrams; records behind the first may leave
// it out. Plaintext records have none.
TEST(DtlsDatagramTest, TheFirstCiphertextOfADatagramHasTheNegotiatedCid) {
  const std::string with = std::string("3c c1c2 0001 0010") + kSixteen;
  const std::string without = std::string("2c 0002 0010") + kSixteen;
  const std::string hello = "16 fefd 0000 000000000000 0001 02";
  for (const Policy policy : {Policy::Strict(), Policy::Interop()}) {
    Steps missing(without + with, policy);
    EXPECT_TRUE(missing.Drops(kDropRest, k13Cid, 0, Bad(Detail::kCidMissing, 0, 0x2C)));
    EXPECT_TRUE(missing.AtEnd());
    Steps behind(hello + without + with, policy);
    EXPECT_TRUE(behind.Record(k13Cid, 0, "02"));
    EXPECT_TRUE(behind.Drops(kDropRest, k13Cid, 14, Bad(Detail::kCidMissing, 14, 0x2C)));
    Steps later(hello + with + without + hello + without, policy);
    EXPECT_TRUE(later.Record(k13Cid, 0, "02"));
    EXPECT_TRUE(later.Record(k13Cid, 14, kSixteen));
    EXPECT_TRUE(later.Record(k13Cid, 37, kSixteen));
    EXPECT_TRUE(later.Record(k13Cid, 58, "02"));
    EXPECT_TRUE(later.Record(k13Cid, 72, kSixteen));
    EXPECT_TRUE(later.header().violations.empty());
    // One that is dropped alone has had the id all the same.
    Steps dropped("3c c1c2 0001 0001 aa" + without, policy);
    EXPECT_TRUE(dropped.Drops(kDropRecord, k13Cid, 0, Bad(Detail::kShortCiphertext, 5)));
    EXPECT_TRUE(dropped.Record(k13Cid, 8, kSixteen));
    Steps none_negotiated(without + without, policy);
    EXPECT_TRUE(none_negotiated.Record(k13, 0, kSixteen));
  }
  Steps accepted(without + without, Policy::Lenient());
  EXPECT_TRUE(accepted.Record(k13Cid, 0, kSixteen));
  EXPECT_TRUE(accepted.header().violations.Has(Violation::kCidMissing));
  EXPECT_TRUE(accepted.Record(k13Cid, 21, kSixteen));
  EXPECT_FALSE(accepted.header().violations.Has(Violation::kCidMissing));
}

// RFC 9146 section 3.
TEST(DtlsDatagramTest, EveryProtectedRecordOfDtls12HasTheNegotiatedCid) {
  const std::string clear = "16 fefd 0000 000000000000 0001 02";
  const std::string with = "19 fefd 0001 000000000001 c1c2 0001 aa";
  const std::string without = "17 fefd 0001 000000000002 0001 bb";
  for (const Policy policy : {Policy::Strict(), Policy::Interop()}) {
    Steps steps(clear + with + without + with, policy);
    EXPECT_TRUE(steps.Record(k12Cid, 0, "02"));
    EXPECT_TRUE(steps.Record(k12Cid, 14, "aa"));
    EXPECT_TRUE(steps.Drops(kDropRest, k12Cid, 30, Bad(Detail::kCidMissing, 33)));
    EXPECT_TRUE(steps.AtEnd());
  }
  Steps accepted(without + without, Policy::Lenient());
  for (const uint32_t offset : {0u, 14u}) {
    EXPECT_TRUE(accepted.Record(k12Cid, offset, "bb"));
    EXPECT_TRUE(accepted.header().violations.Has(Violation::kCidMissing));
  }
}

// RFC 9147 section 4 discards the rest behind a record of another association, not behind another
// id of the same one.
TEST(DtlsDatagramTest, SeveralIdsOfOneAssociation) {
  const std::string sixteen = kSixteen;
  const std::string hex = "3c c1c2 0001 0010" + sixteen + "3c d0d1d2 0002 0010" + sixteen +
                          "2c 0003 0010" + sixteen + "3c c1c2 0004 0010" + sixteen +
                          "3c c1c3 0005 0010" + sixteen + "3c c1c2 0006 0010" + sixteen;
  // The context's length is not looked at.
  for (const DtlsContext& context : {k13Cid, k13, k13.WithCid(9)}) {
    Steps steps(hex, {"d0d1d2", "c1c2"}, Policy::Strict());
    EXPECT_TRUE(steps.Record(context, 0, kSixteen));
    EXPECT_EQ(steps.header().cid.size(), 2u);
    EXPECT_TRUE(steps.Record(context, 23, kSixteen));
    EXPECT_EQ(steps.header().cid.size(), 3u);
    EXPECT_TRUE(steps.Record(context, 47, kSixteen));
    EXPECT_TRUE(steps.header().cid.empty());
    EXPECT_TRUE(steps.Record(context, 68, kSixteen));
    EXPECT_TRUE(steps.Drops(kDropRest, context, 91, Bad(Detail::kCidMismatch, 92)));
    EXPECT_TRUE(steps.AtEnd());
  }
  Steps twelve(
      "19 fefd 0001 000000000001 c1c2 0001 aa 19 fefd 0001 000000000002 d1 0001 bb"
      "19 fefd 0001 000000000003 d2 0001 cc",
      {"d1", "c1c2"}, Policy::Strict());
  EXPECT_TRUE(twelve.Record(k12, 0, "aa"));
  EXPECT_TRUE(twelve.Record(k12, 16, "bb"));
  EXPECT_TRUE(twelve.Drops(kDropRest, k12, 31, Bad(Detail::kCidMismatch, 42)));
  // A list is a negotiation: the id may not be left out.
  Steps missing("2c 0003 0010" + sixteen, {"c1c2"});
  EXPECT_TRUE(missing.Drops(kDropRest, k13, 0, Bad(Detail::kCidMissing, 0, 0x2C)));
  Steps bare("17 fefd 0001 000000000002 0001 bb", {"c1c2"});
  EXPECT_TRUE(bare.Drops(kDropRest, k12, 0, Bad(Detail::kCidMissing, 3)));
}

TEST(DtlsDatagramTest, TheListMayComeBehindTheFirstRecord) {
  const std::string sixteen = kSixteen;
  Steps steps("3c c1c2 0001 0010" + sixteen + "3c d1 0002 0010" + sixteen, Policy::Strict());
  EXPECT_TRUE(steps.Record(k13Cid, 0, kSixteen));
  const std::vector<uint8_t> one = Hex("c1c2");
  const std::vector<uint8_t> other = Hex("d1");
  const std::vector<Span<const uint8_t>> cids = {one, other};
  steps.SetCids(cids);
  EXPECT_TRUE(steps.Record(k13Cid, 23, kSixteen));
  EXPECT_TRUE(steps.AtEnd());
}

// Ids of which one begins another cannot be told apart: the longer is never taken, the shorter not
// where what follows it looks like the longer.
TEST(DtlsDatagramTest, AnIdThatBeginsAnotherIsNotTaken) {
  const std::string sixteen = kSixteen;
  for (const std::vector<std::string>& cids :
       {std::vector<std::string>{"c1", "c1c2"}, std::vector<std::string>{"c1c2", "c1"},
        std::vector<std::string>{"c1c2", "d1", "c1", "c1"}}) {
    Steps longer("3c c1c2 0001 0010" + sixteen, cids);
    EXPECT_TRUE(longer.Drops(kDropRest, k13, 0, Bad(Detail::kCidMismatch, 1)));
    Steps shorter("3c c1 0001 0010" + sixteen + "3c c1 c201 0010" + sixteen, cids);
    EXPECT_TRUE(shorter.Record(k13, 0, kSixteen));
    EXPECT_TRUE(shorter.Drops(kDropRest, k13, 22, Bad(Detail::kCidMismatch, 23)));
  }
  // What is on no list is read as if it had the shortest length: the id is at fault, not the end.
  for (const std::vector<std::string>& cids :
       {std::vector<std::string>{"d1d2d3d4d5d6d7d8", "d1"},
        std::vector<std::string>{"d1", "d1d2d3d4d5d6d7d8"}}) {
    Steps unknown("3c c1 0001 0010", cids);
    EXPECT_TRUE(unknown.Drops(kDropRest, k13, 0, Bad(Detail::kCidMismatch, 1)));
  }
  // Two that agree count as none, in either order.
  for (const std::vector<std::string>& cids :
       {std::vector<std::string>{"c1", "c1c2"}, std::vector<std::string>{"c1c2", "c1"}}) {
    Steps between("3c c1c2 0001 00", cids);
    EXPECT_TRUE(between.Drops(kDropRest, k13, 0, Bad(Detail::kCidMismatch, 1)));
  }
  // The same id twice is one id.
  Steps twice("3c c1c2 0001 0010" + sixteen, {"c1c2", "c1c2"});
  EXPECT_TRUE(twice.Record(k13, 0, kSixteen));
}

TEST(DtlsDatagramTest, IdsOfEveryLength) {
  for (size_t length = 0; length <= 256; ++length) {
    std::string cid;
    for (size_t i = 0; i < length; ++i) cid += i == 0 ? "c1" : "a5";
    const std::string record = "3c" + cid + "0001 0010" + kSixteen;
    const uint32_t size = static_cast<uint32_t>(5 + length + 16);
    Steps steps(record + record, {"b1b2", cid}, Policy::Strict());
    if (length == 0 || length == 256) {
      // No id may have this length: it counts for nothing.
      EXPECT_TRUE(steps.Drops(kDropRest, k13, 0, Bad(Detail::kCidMismatch, 1))) << length;
      Steps alone(record, {cid});
      EXPECT_TRUE(alone.Drops(kDropRest, k13, 0, Bad(Detail::kCidNotNegotiated, 0, 0x3C)));
      continue;
    }
    EXPECT_TRUE(steps.Record(k13, 0, kSixteen)) << length;
    EXPECT_EQ(steps.header().cid.size(), length);
    EXPECT_TRUE(steps.Record(k13, size, kSixteen)) << length;
    const std::string typed = "19 fefd 0001 000000000001" + cid + "0001 aa";
    Steps twelve(typed, {"b1b2", cid}, Policy::Strict());
    EXPECT_TRUE(twelve.Record(k12, 0, "aa")) << length;
    // Cut inside the id.
    const std::string cut = "3c" + cid.substr(0, 2 * (length - 1));
    Steps half(cut, {cid});
    EXPECT_TRUE(
        half.Drops(kDropRest, k13, 0, Bad(Detail::kTruncated, static_cast<uint32_t>(length))));
  }
}

// Each rule of a header holds behind an id of every length, whether it is listed or negotiated.
TEST(DtlsDatagramTest, RulesBehindIdsOfEveryLength) {
  for (uint32_t length = 1; length <= 255; ++length) {
    const std::string cid(2 * length, 'c');
    const DtlsContext with_cid = DtlsContext::Dtls12().WithCid(static_cast<uint8_t>(length));
    const std::string version = "19 fefe 0001 000000000001" + cid + "0001 aa";
    const std::string overflow = "19 fefd 0001 000000000001" + cid + "ffff aa";
    const auto drops = [&](const std::string& record, Detail detail, uint32_t at, uint8_t octet) {
      const DtlsEvent event = detail == Detail::kRecordOverflow ? kDropRest : kDropRecord;
      Steps listed(record, std::vector<std::string>{cid}, Policy::Strict());
      EXPECT_TRUE(listed.Drops(event, k12, 0, Bad(detail, at, octet))) << length;
      Steps negotiated(record, Policy::Strict());
      EXPECT_TRUE(negotiated.Drops(event, with_cid, 0, Bad(detail, at, octet))) << length;
    };
    drops(version, Detail::kRecordVersion, 1, 0xFE);
    drops(overflow, Detail::kRecordOverflow, 11 + length, 0);
  }
}

// An id that is on no list is read as one of the shortest length that is. Where the datagram ends
// inside it, so many octets are missing.
TEST(DtlsDatagramTest, AnUnknownIdHasTheShortestLengthOfTheList) {
  for (uint32_t shortest = 1; shortest <= 255; ++shortest) {
    std::vector<std::string> cids = {std::string(2 * 255, 'd'), std::string(2 * shortest, 'b'),
                                     std::string(2 * 254, 'e')};
    const std::string other(2 * shortest, 'c');
    Steps whole("3c" + other + "0001 0010" + kSixteen, cids);
    EXPECT_TRUE(whole.Drops(kDropRest, k13, 0, Bad(Detail::kCidMismatch, 1))) << shortest;
    Steps cut("3c" + other.substr(2), cids);
    EXPECT_TRUE(cut.Drops(kDropRest, k13, 0, Bad(Detail::kTruncated, shortest))) << shortest;
  }
}

TEST(DtlsDatagramTest, WhatStandsInFrontOfTheIdIsJudgedFirst) {
  Steps stun("00 01 00 00", {"c1"});
  EXPECT_TRUE(stun.Drops(kDropRest, k13, 0, Bad(Detail::kNotDtls, 0, 0)));
  Steps unified("3c c1 0001 0010", {"c1"});
  EXPECT_TRUE(unified.Drops(kDropRest, k12, 0, Bad(Detail::kNotDtls, 0, 0x3C)));
  Steps major("19 0303 0001 000000000001 c2 0001 aa", {"c1"});
  EXPECT_TRUE(major.Drops(kDropRest, k12, 0, Bad(Detail::kRecordMajorVersion, 1, 3)));
  Steps short_header("19 fefd 0001", {"c1"});
  EXPECT_TRUE(short_header.Drops(kDropRest, k12, 0, Bad(Detail::kTruncated, 5)));
  Steps first_octet("3c", {"c1"});
  EXPECT_TRUE(first_octet.Drops(kDropRest, k13, 0, Bad(Detail::kTruncated, 1)));
}

TEST(DtlsDatagramTest, WhoseARecordIsComesBeforeWhatIsWrongWithIt) {
  const std::string first = "19 fefd 0001 000000000001 c1c2 0001 aa";
  for (const char* other :
       {"19 fefe 0001 000000000002 c1c3 0001 bb", "19 fefd 0001 000000000002 c1c3 ffff bb"}) {
    Steps steps(first + other, Policy::Strict());
    EXPECT_TRUE(steps.Record(k12Cid, 0, "aa"));
    EXPECT_TRUE(steps.Drops(kDropRest, k12Cid, 16, Bad(Detail::kCidMismatch, 27)));
  }
  for (const char* bare : {"17 fefe 0001 000000000002 0001 bb", "1c fefd 0001 000000000002 0001 bb",
                           "1a fefd 0001 000000000002 0001 bb"}) {
    Steps steps(bare + first, Policy::Strict());
    EXPECT_TRUE(steps.Drops(kDropRest, k12Cid, 0, Bad(Detail::kCidMissing, 3)));
  }
}

TEST(DtlsDatagramTest, EveryOctetOfTheLongestIdsCounts) {
  const auto record = [](const std::string& cid) { return "3c" + cid + "0001 0010" + kSixteen; };
  const std::string id(2 * 255, 'c');
  for (const size_t at : {size_t{0}, size_t{254}, id.size() - 1}) {
    std::string other = id;
    other[at] = 'd';
    Steps listed(record(id) + record(other), std::vector<std::string>{id});
    EXPECT_TRUE(listed.Record(k13, 0, kSixteen));
    EXPECT_TRUE(listed.Drops(kDropRest, k13, 276, Bad(Detail::kCidMismatch, 277)));
    Steps both(record(id) + record(other), {id, other});
    EXPECT_TRUE(both.Record(k13, 0, kSixteen));
    EXPECT_TRUE(both.Record(k13, 276, kSixteen));
    constexpr DtlsContext k255 = DtlsContext::Dtls13().WithCid(255);
    Steps first(record(id) + record(other));
    EXPECT_TRUE(first.Record(k255, 0, kSixteen));
    EXPECT_TRUE(first.Drops(kDropRest, k255, 276, Bad(Detail::kCidMismatch, 277)));
  }
}

TEST(EncodeRecordTest, HeaderAndFragment) {
  DtlsHeader header;
  header.length = 999;  // not looked at
  const std::vector<uint8_t> fragment = Hex("aa bb cc");
  std::vector<uint8_t> room(17, 0x5A);
  EXPECT_EQ(EncodeRecord(header, fragment, MakeSpan(room.data(), 15), k12),
            Bad(Detail::kOutputTooSmall, 16, 0, Code::kSerialization));
  header.version = 0x0303;
  EXPECT_EQ(EncodeRecord(header, fragment, MakeSpan(room), k12),
            Bad(Detail::kRecordMajorVersion, 1, 3, Code::kSerialization));
  header.version = 0xFEFD;
  EXPECT_EQ(EncodeRecord(header, {}, MakeSpan(room), k12),
            Bad(Detail::kEmptyFragment, 11, 0, Code::kSerialization));
  EXPECT_EQ(room, std::vector<uint8_t>(17, 0x5A));
  EXPECT_EQ(EncodeRecord(header, fragment, MakeSpan(room), k12), Result::Ok(16, Layer::kDtls));
  EXPECT_EQ(room, Hex("16 fefd 0000 000000000000 0003 aabbcc 5a"));
  EXPECT_EQ(EncodeRecord(header, fragment, MakeSpan(room.data(), 16), k12),
            Result::Ok(16, Layer::kDtls));
}

TEST(EncodeRecordTest, IdsOfEveryLength) {
  for (size_t length = 1; length <= 255; ++length) {
    std::vector<uint8_t> cid(length);
    for (size_t i = 0; i < length; ++i) cid[i] = static_cast<uint8_t>(i * 7 + length);
    DtlsHeader header;
    header.form = DtlsForm::kCid;
    header.type = ContentType::kTls12Cid;
    header.epoch = 1;
    header.sequence = 1;
    header.cid = cid;
    const std::vector<uint8_t> expected = Hex("19 fefd 0001 000000000001") + cid + Hex("0001 aa");
    std::vector<uint8_t> room(expected.size());
    const DtlsContext context = k12.WithCid(static_cast<uint8_t>(length));
    ASSERT_EQ(EncodeRecord(header, Hex("aa"), MakeSpan(room), context),
              Result::Ok(static_cast<uint32_t>(room.size()), Layer::kDtls));
    EXPECT_EQ(room, expected) << length;
  }
}

TEST(EncodeRecordTest, FragmentsOverTheLimit) {
  const std::vector<uint8_t> fragment(0x10001);
  std::vector<uint8_t> room(0x10020);
  DtlsHeader header;
  for (const size_t size : {size_t{16385}, size_t{0x10001}}) {
    EXPECT_EQ(EncodeRecord(header, MakeConstSpan(fragment.data(), size), MakeSpan(room), k12),
              Bad(Detail::kRecordOverflow, 11, 0, Code::kSerialization));
  }
  EXPECT_EQ(EncodeRecord(header, MakeConstSpan(fragment.data(), 16384), MakeSpan(room), k12),
            Result::Ok(16397, Layer::kDtls));
  header.form = DtlsForm::kUnified;
  header.has_length = false;
  EXPECT_EQ(EncodeRecord(header, MakeConstSpan(fragment.data(), 16641), MakeSpan(room), k13),
            Bad(Detail::kRecordOverflow, 0, 0, Code::kSerialization));
  EXPECT_EQ(EncodeRecord(header, MakeConstSpan(fragment.data(), 15), MakeSpan(room), k13),
            Bad(Detail::kShortCiphertext, 0, 0, Code::kSerialization));
  EXPECT_EQ(EncodeRecord(header, MakeConstSpan(fragment.data(), 16), MakeSpan(room), k13),
            Result::Ok(19, Layer::kDtls));
}

TEST(EncodeRecordTest, WhatNoHeaderMayHave) {
  const std::vector<uint8_t> cid = Hex("c1c2");
  const std::vector<uint8_t> short_cid = Hex("c1");
  const std::vector<uint8_t> fragment = Hex(kSixteen);
  std::vector<uint8_t> room(40, 0x5A);
  const auto refused = [&](const DtlsHeader& header, const DtlsContext& context, Detail detail,
                           uint32_t offset, uint8_t octet = 0) {
    const Result expected = Bad(detail, offset, octet, Code::kSerialization);
    return EncodeRecord(header, fragment, MakeSpan(room), context) == expected &&
           room == std::vector<uint8_t>(40, 0x5A);
  };
  DtlsHeader plain;
  plain.sequence = kMaxDtlsSequence + 1;
  EXPECT_TRUE(refused(plain, k12, Detail::kRecordNumber, 5));
  plain.sequence = 0;
  plain.cid = cid;
  EXPECT_TRUE(refused(plain, k12, Detail::kCidMismatch, 11));
  DtlsHeader unified;
  unified.form = DtlsForm::kUnified;
  unified.sequence = kMaxDtlsSequence + 1;
  EXPECT_TRUE(refused(unified, k13, Detail::kRecordNumber, 1));
  unified.cid = cid;
  EXPECT_TRUE(refused(unified, k13Cid, Detail::kRecordNumber, 3));
  unified.sequence = 0;
  EXPECT_TRUE(refused(unified, k12, Detail::kNotDtls, 0, 0x3c));
  EXPECT_TRUE(refused(unified, k13, Detail::kCidNotNegotiated, 0, 0x3c));
  unified.cid = short_cid;
  EXPECT_TRUE(refused(unified, k13Cid, Detail::kCidMismatch, 1));
}

TEST(EncodeRecordTest, WhetherTheIdMayBeLeftOutTheCallerKnows) {
  DtlsHeader header;
  header.form = DtlsForm::kUnified;
  const std::vector<uint8_t> fragment = Hex(kSixteen);
  std::vector<uint8_t> room(21);
  EXPECT_EQ(EncodeRecord(header, fragment, MakeSpan(room), k13Cid), Result::Ok(21, Layer::kDtls));
  const std::string record = "2c 0000 0010" + std::string(kSixteen);
  EXPECT_EQ(room, Hex(record));
  Steps alone(record, Policy::Strict());
  EXPECT_TRUE(alone.Drops(DtlsEvent::kDropRest, k13Cid, 0, Bad(Detail::kCidMissing, 0, 0x2c)));
  Steps later("3c c1c2 0000 0010" + std::string(kSixteen) + record, Policy::Strict());
  EXPECT_TRUE(later.Record(k13Cid, 0, kSixteen));
  EXPECT_TRUE(later.Record(k13Cid, 23, kSixteen));
}

// The order of an association's two ids does not matter, whatever their lengths. A record has one
// of them or another id, and some datagrams end inside it.
TEST(DtlsRecordTest, TheOrderOfIdsDoesNotMatter) {
  for (size_t size = 1; size <= 60; ++size) {
    for (size_t other = 1; other <= 60; ++other) {
      const std::vector<uint8_t> a(size, 0xC1);
      const std::vector<uint8_t> b(other, 0xC2);
      const std::vector<Span<const uint8_t>> one_way = {a, b};
      const std::vector<Span<const uint8_t>> other_way = {b, a};
      const size_t shorter = std::min(size, other);
      const size_t longer = std::max(size, other);
      for (const uint8_t octet : Hex("c1 c2 dd")) {
        for (const size_t length : {shorter - 1, shorter, longer - 1, size_t{90}}) {
          const std::vector<uint8_t> octets = Hex("3c") + std::vector<uint8_t>(length, octet);
          DtlsDatagram first{octets};
          DtlsDatagram second{octets};
          first.cids = one_way;
          second.cids = other_way;
          DtlsRecord record;
          const DtlsStep step = Next(&first, &record, k13, Policy::Interop());
          const DtlsStep same = Next(&second, &record, k13, Policy::Interop());
          ASSERT_EQ(step.event, same.event) << size << " " << other << " " << length;
          ASSERT_EQ(step.result, same.result) << size << " " << other << " " << length;
          ASSERT_EQ(first.next, second.next);
        }
      }
    }
  }
}

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
