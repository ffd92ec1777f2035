// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/result.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <type_traits>

#include "gtest/gtest.h"
#include "hardwire/outcomes.h"
#include "hardwire/policy.h"
#include "hardwire/view.h"

namespace hardwire {
namespace {

std::string Str(string_view text) { return std::string(text.data(), text.size()); }

TEST(ResultTest, IsEightBytesThatCopyFreely) {
  EXPECT_EQ(sizeof(Result), 8u);
  EXPECT_TRUE(std::is_trivially_copyable<Result>::value);
}

TEST(ResultTest, KeepsEveryFieldApart) {
  const Result r =
      Result::Error(Code::kPeerRefused, Detail::kSocks5Refused, 0xFFFFFFFF, 0xFE, Layer::kTls);
  EXPECT_EQ(r.code(), Code::kPeerRefused);
  EXPECT_EQ(r.detail(), Detail::kSocks5Refused);
  EXPECT_EQ(r.octet(), 0xFE);
  EXPECT_EQ(r.layer(), Layer::kTls);
  EXPECT_EQ(r.offset(), 0xFFFFFFFFu);
  EXPECT_FALSE(r.ok());
}

TEST(ResultTest, OkAndNeedMoreHaveNoDetail) {
  EXPECT_TRUE(Result::Ok(7).ok());
  EXPECT_EQ(Result::Ok(7).consumed(), 7u);
  EXPECT_EQ(Result::Ok(7).detail(), Detail::kNone);
  EXPECT_EQ(Result::NeedMore(18).code(), Code::kNeedMore);
  EXPECT_EQ(Result::NeedMore(18).needed(), 18u);
  EXPECT_NE(Result::Ok(0), Result::NeedMore(0));
}

// What each reader that names an outcome says of it.
struct Readings {
  uint32_t ok = 0;
  uint32_t needed = 0;
  uint32_t offset = 0;
};

void ExpectReadings(Result result, Readings expected) {
  EXPECT_EQ(result.consumed(), expected.ok) << Name(result.code());
  EXPECT_EQ(result.written(), expected.ok) << Name(result.code());
  EXPECT_EQ(result.needed(), expected.needed) << Name(result.code());
  EXPECT_EQ(result.missing(0), expected.needed) << Name(result.code());
  EXPECT_EQ(result.offset(), expected.offset) << Name(result.code());
}

TEST(ResultTest, OfOkBytesAreConsumedOrWritten) {
  ExpectReadings(Result::Ok(0), {});
  for (const uint32_t n : {1u, 7u, UINT32_MAX}) {
    ExpectReadings(Result::Ok(n), {n, 0, 0});
    ExpectReadings(Result::Ok(n, Layer::kDtls), {n, 0, 0});
  }
}

TEST(ResultTest, OfWhatIsTooShortBytesAreNeeded) {
  for (const uint32_t n : {1u, 18u, UINT32_MAX}) {
    ExpectReadings(Result::NeedMore(n, Layer::kTls), {0, n, 0});
    ExpectReadings(Result::Error(Code::kSerialization, Detail::kOutputTooSmall, n), {0, n, 0});
  }
}

TEST(ResultTest, OfAnyOtherOutcomeThereIsAnOffset) {
  ExpectReadings(Result(), {});
  for (const Code code : {Code::kSerialization, Code::kDeserialization, Code::kBadAddress,
                          Code::kBadState, Code::kPeerRefused}) {
    for (const internal::Outcome& row : internal::kOutcomes) {
      if (row.detail == Detail::kOutputTooSmall) continue;
      for (const uint32_t n : {0u, 3u, UINT32_MAX}) {
        ExpectReadings(Result::Error(code, row.detail, n, 0xFF, Layer::kTls), {0, 0, n});
      }
    }
  }
}

TEST(ResultTest, WhatIsMissingIsNeverBelowZero) {
  for (const Result result :
       {Result::NeedMore(18), Result::Error(Code::kSerialization, Detail::kOutputTooSmall, 18)}) {
    EXPECT_EQ(result.missing(0), 18u);
    EXPECT_EQ(result.missing(1), 17u);
    EXPECT_EQ(result.missing(17), 1u);
    EXPECT_EQ(result.missing(18), 0u);
    EXPECT_EQ(result.missing(19), 0u);
    EXPECT_EQ(result.missing(SIZE_MAX), 0u);
  }
  EXPECT_EQ(Result::NeedMore(UINT32_MAX).missing(1), UINT32_MAX - 1);
  EXPECT_EQ(Result::NeedMore(UINT32_MAX).missing(UINT32_MAX), 0u);
  if constexpr (SIZE_MAX > UINT32_MAX) {
    // A size whose low half alone is below what is needed.
    EXPECT_EQ(Result::NeedMore(18).missing(SIZE_MAX - UINT32_MAX + 1), 0u);
  }
}

TEST(ResultTest, NothingIsMissingWhereNothingIsNeeded) {
  for (const size_t have : {size_t{0}, size_t{7}, SIZE_MAX}) {
    EXPECT_EQ(Result::Ok(18).missing(have), 0u);
    EXPECT_EQ(Result::Error(Code::kDeserialization, Detail::kTruncated, 18).missing(have), 0u);
    EXPECT_EQ(Result().missing(have), 0u);
  }
}

// They are as many octets as there are: the place of the first that is missing.
TEST(ResultTest, WhatEndsTooEarlyHasTheOffsetOfItsEnd) {
  for (const Detail detail :
       {Detail::kTruncated, Detail::kClosedInsideMessage, Detail::kClosedInsideRecord}) {
    ExpectReadings(Result::Error(Code::kDeserialization, detail, 5), {0, 0, 5});
  }
}

TEST(ResultTest, NothingDecidedIsNotOk) {
  EXPECT_FALSE(Result().ok());
  EXPECT_EQ(Result(), Result::Error(Code::kBadState, Detail::kNone, 0));
}

TEST(ResultTest, ComparesEverything) {
  const Result r = Result::Error(Code::kDeserialization, Detail::kSocksVersion, 3, 4);
  EXPECT_EQ(r, Result::Error(Code::kDeserialization, Detail::kSocksVersion, 3, 4));
  EXPECT_NE(r, Result::Error(Code::kSerialization, Detail::kSocksVersion, 3, 4));
  EXPECT_NE(r, Result::Error(Code::kDeserialization, Detail::kDomainTooLong, 3, 4));
  EXPECT_NE(r, Result::Error(Code::kDeserialization, Detail::kSocksVersion, 2, 4));
  EXPECT_NE(r, Result::Error(Code::kDeserialization, Detail::kSocksVersion, 3, 5));
  EXPECT_NE(r, Result::Error(Code::kDeserialization, Detail::kSocksVersion, 3, 4, Layer::kTls));
}

TEST(ResultTest, EveryDetailHasANameAndASentenceOfItsOwn) {
  std::set<std::string> names;
  std::set<std::string> sentences;
  for (const internal::Outcome& row : internal::kOutcomes) {
    EXPECT_TRUE(names.insert(Str(Name(row.detail))).second) << row.name;
    const Result r = Result::Error(Code::kDeserialization, row.detail, 0);
    EXPECT_TRUE(sentences.insert(Str(Sentence(r))).second) << row.name;
    EXPECT_FALSE(Sentence(r).empty());
    EXPECT_NE(Sentence(r).back(), '.');
  }
  EXPECT_EQ(Name(Detail::kUnknownAddressType), "unknown_address_type");
  EXPECT_EQ(Name(static_cast<Detail>(internal::kOutcomes.size())), "unassigned");
  EXPECT_EQ(Name(static_cast<Detail>(255)), "unassigned");
}

TEST(ResultTest, ANumberWithoutARowHasThatOfOk) {
  EXPECT_EQ(&internal::RowOf(static_cast<Detail>(kDetailCount - 1)), &internal::kOutcomes.back());
  EXPECT_EQ(&internal::RowOf(static_cast<Detail>(kDetailCount)), &internal::kOutcomes.front());
  EXPECT_EQ(&internal::RowOf(static_cast<Detail>(255)), &internal::kOutcomes.front());
  EXPECT_EQ(&internal::RowOf(Code::kPeerRefused), &internal::kCodeRows.back());
  EXPECT_EQ(&internal::RowOf(static_cast<Code>(7)), &internal::kCodeRows.front());
}

TEST(ResultTest, EveryCodeHasAName) {
  EXPECT_EQ(Name(Code::kOk), "ok");
  EXPECT_EQ(Name(Code::kNeedMore), "need_more");
  EXPECT_EQ(Name(Code::kSerialization), "serialization");
  EXPECT_EQ(Name(Code::kDeserialization), "deserialization");
  EXPECT_EQ(Name(Code::kBadAddress), "bad_address");
  EXPECT_EQ(Name(Code::kBadState), "bad_state");
  EXPECT_EQ(Name(Code::kPeerRefused), "peer_refused");
  EXPECT_EQ(Name(static_cast<Code>(7)), "unassigned");
  for (size_t i = 0; i < internal::kCodeRows.size(); ++i) {
    EXPECT_EQ(static_cast<size_t>(internal::kCodeRows[i].code), i);
  }
}

TEST(ResultTest, SentenceFallsBackToTheCode) {
  EXPECT_EQ(Sentence(Result::NeedMore(5)), "the message is not complete yet");
  EXPECT_EQ(Sentence(Result::Ok(5)), "the message is complete");
}

TEST(PolicyTest, StrictRejectsEverythingLenientNothing) {
  for (int i = 0; i < kViolationCount; ++i) {
    const Violation v = static_cast<Violation>(i);
    EXPECT_TRUE(Policy::Strict().Rejects(v)) << i;
    EXPECT_FALSE(Policy::Lenient().Rejects(v)) << i;
  }
}

TEST(PolicyTest, StrictIsEveryViolationAndNoMore) {
  Policy all = Policy::Lenient();
  for (int i = 0; i < kViolationCount; ++i) all = all.Rejecting(static_cast<Violation>(i));
  EXPECT_EQ(all, Policy::Strict());
}

TEST(PolicyTest, InteropRejectsWhatHonestPeersNeverSend) {
  const std::set<Violation> rejected = {
      Violation::kNoMethods,          Violation::kMethodFfOffered,     Violation::kEmptyDomain,
      Violation::kNulInDomain,        Violation::kControlInDomain,     Violation::kEmptyUsername,
      Violation::kAuthVersion,        Violation::kUnknownContentType,  Violation::kCcsValue,
      Violation::kAlertLevel,         Violation::kAlertSize,           Violation::kCidMissing,
      Violation::kDuplicateExtension, Violation::kPreSharedKeyNotLast, Violation::kHelloCompression,
      Violation::kHostNameOctet,      Violation::kMessageBehindHello};
  for (int i = 0; i < kViolationCount; ++i) {
    const Violation v = static_cast<Violation>(i);
    EXPECT_EQ(Policy::Interop().Rejects(v), rejected.count(v) == 1) << Name(v);
  }
}

TEST(PolicyTest, AddsAndRemovesSingleViolations) {
  const Policy p = Policy::Lenient().Rejecting(Violation::kFragment);
  EXPECT_TRUE(p.Rejects(Violation::kFragment));
  EXPECT_FALSE(p.Rejects(Violation::kEmptyDomain));
  EXPECT_EQ(p.Accepting(Violation::kFragment), Policy::Lenient());
  EXPECT_NE(p, Policy::Lenient());
  Violations found;
  EXPECT_FALSE(p.RejectsAny(found));
  found.Add(Violation::kEmptyDomain);
  EXPECT_FALSE(p.RejectsAny(found));
  found.Add(Violation::kFragment);
  EXPECT_TRUE(p.RejectsAny(found));
}

TEST(PolicyTest, NamesAreThoseOfTheDetails) {
  EXPECT_EQ(Name(Violation::kReservedNonzero), "reserved_nonzero");
  EXPECT_EQ(Name(Violation::kAlertSize), "alert_size");
  EXPECT_EQ(Name(static_cast<Violation>(kViolationCount)), "unassigned");
  for (int i = 0; i < kViolationCount; ++i) {
    const Violation v = static_cast<Violation>(i);
    EXPECT_EQ(Name(v), Name(internal::kDetailOfViolation[static_cast<size_t>(i)]));
  }
}

// What the compiler evaluates, evaluated again.
TEST(OutcomesTest, TheTableIsRight) {
  EXPECT_TRUE(internal::OutcomesInOrder());
  EXPECT_EQ(internal::DetailsOfViolations(), internal::kDetailOfViolation);
  EXPECT_EQ(&internal::RowOf(static_cast<Detail>(255)), &internal::RowOf(Detail::kNone));
  EXPECT_EQ(&internal::RowOf(static_cast<Code>(255)), &internal::RowOf(Code::kOk));
}

TEST(ViolationsTest, IsASet) {
  Violations v;
  EXPECT_TRUE(v.empty());
  v.AddIf(false, Violation::kFragment);
  EXPECT_TRUE(v.empty());
  v.AddIf(true, Violation::kFragment);
  EXPECT_TRUE(v.Has(Violation::kFragment));
  EXPECT_FALSE(v.Has(Violation::kEmptyDomain));
  Violations other;
  other.Add(Violation::kEmptyDomain);
  v.Add(other);
  EXPECT_EQ(v.bits(), uint64_t{1} << 14 | uint64_t{1} << 3);
  EXPECT_NE(v, other);
}

}  // namespace
}  // namespace hardwire
