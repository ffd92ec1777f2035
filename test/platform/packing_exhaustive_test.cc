// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Every one of the 2^32 packed stream errors, taken apart and put together again.

#include <cstdint>
#include <iostream>

#include "gtest/gtest.h"
#include "hardwire/platform/cfnetwork.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace cfnetwork {
namespace {

int32_t Pack(StreamError error) { return error.packed(); }

TEST(Packing, RoundTripsEveryValue) {
  // Called through pointers that the compiler cannot see through, or it proves the loop away.
  StreamError (*volatile unpack)(int32_t) = Unpack;
  int32_t (*volatile pack)(StreamError) = Pack;
  uint32_t bits = 0;
  uint64_t count = 0;
  do {
    const int32_t packed = static_cast<int32_t>(bits);
    const StreamError error = unpack(packed);
    // The getters divide; the codec shifts.
    if (pack(error) != packed || error.subdomain != bits / 65536 || error.code != bits % 65536) {
      FAIL() << packed;
    }
    ++count;
  } while (++bits != 0);
  std::cout << count << " values\n";
  EXPECT_EQ(count, uint64_t{1} << 32);
}

}  // namespace
}  // namespace cfnetwork
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
