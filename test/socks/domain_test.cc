// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/domain.h"

#include "gtest/gtest.h"
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

}  // namespace
}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
