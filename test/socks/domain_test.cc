// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/domain.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/policy.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {
namespace {

TEST(DomainTest, TheTableIsWhatTheRuleSays) {
  EXPECT_EQ(JudgeEveryOctet(), kDomainOctets);
  for (int octet = 0; octet < 256; ++octet) {
    const Violations found = JudgeDomainOctet(static_cast<uint8_t>(octet));
    EXPECT_EQ(found.bits(), kDomainOctets[static_cast<size_t>(octet)]);
    EXPECT_EQ(found.bits() & (found.bits() - 1), 0u) << "one octet sets one bit";
  }
}

Violations Only(Violation violation) {
  Violations one;
  one.Add(violation);
  return one;
}

// What a name breaks, behind `front` octets `before`, of which octet `at` is `odd`.
Violations Judged(size_t front, uint8_t before, size_t size, size_t at, uint8_t odd) {
  std::vector<uint8_t> octets(front, before);
  octets.resize(front + size, 'a');
  if (at < size) octets[front + at] = odd;
  octets.push_back(0);  // is none of the name
  return JudgeDomain(ByteReader(octets), front, front + size, Violation::kEmptyDomain);
}

TEST(DomainTest, OneOddOctetInNamesOfEverySize) {
  EXPECT_EQ(Judged(3, 0, 0, 0, 0), Only(Violation::kEmptyDomain));
  for (size_t front = 0; front < 3; ++front) {
    for (size_t size = 1; size <= 300; ++size) {
      ASSERT_EQ(Judged(front, 0, size, size, 0), Violations()) << size;
      for (size_t at = 0; at < size; ++at) {
        ASSERT_EQ(Judged(front, 0, size, at, 0), Only(Violation::kNulInDomain));
        ASSERT_EQ(Judged(front, 0, size, at, 7), Only(Violation::kControlInDomain));
        ASSERT_EQ(Judged(front, 0, size, at, '!'), Only(Violation::kNonLdhDomain));
      }
    }
  }
}

TEST(DomainTest, WhatIsInFrontOfANameIsNotJudged) {
  for (unsigned before = 0; before < 256; ++before) {
    for (size_t at = 0; at <= 9; ++at) {
      const Violations found = Judged(4, static_cast<uint8_t>(before), 9, at, '!');
      ASSERT_EQ(found, at < 9 ? Only(Violation::kNonLdhDomain) : Violations());
    }
  }
}

}  // namespace
}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
