// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Law 9 for text that ends in NUL: what has no NUL costs no more than the longest text that has
// one, however much of it there is. Built with --config=loads, where ByteReader counts.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/result.h"
#include "hardwire/socks/socks4.h"
#include "test/bytes.h"

#ifndef HARDWIRE_COUNT_LOADS
#error "build this test with --config=loads"
#endif

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks4 {
namespace {

// The offset behind the last octet that Decode looks at, of `head` and 10,000 letters.
size_t Seen(const std::vector<uint8_t>& head, Detail expected) {
  const std::vector<uint8_t> input = head + std::vector<uint8_t>(10000, 'a');
  std::vector<uint8_t> counts(input.size());
  Request request;
  internal::load_counts = counts.data();
  const Result result = Decode(input, &request);
  internal::load_counts = nullptr;
  EXPECT_EQ(result.detail(), expected);
  size_t seen = counts.size();
  while (seen > 0 && counts[seen - 1] == 0) --seen;
  return seen;
}

TEST(EndlessText, UserId) {
  EXPECT_EQ(Seen(Hex("04 01 00 50 c0 00 02 01"), Detail::kUseridTooLong), 8 + kMaxTextSize + 1);
}

TEST(EndlessText, Host) {
  EXPECT_EQ(Seen(Hex("04 01 00 50 00 00 00 01 00"), Detail::kDomainTooLong), 9 + kMaxTextSize + 1);
}

}  // namespace
}  // namespace socks4
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
