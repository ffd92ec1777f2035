// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The headers can stand behind <windows.h>, which defines min and max as macros. Abseil, if there
// is any, is read before.

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "gtest/gtest.h"
#include "hardwire/view.h"

// NOLINTBEGIN(cppcoreguidelines-macro-usage)
#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
// NOLINTEND(cppcoreguidelines-macro-usage)

#include "hardwire/messages.h"
#include "hardwire/span.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/record_stream.h"

namespace hardwire {
namespace {

TEST(MacrosTest, MinAndMaxDoNotMatter) {
  const std::array<uint8_t, 3> octets = {1, 2, 3};
  const without_abseil::Span<const uint8_t> all(octets.data(), octets.size());
  EXPECT_EQ(all.subspan(1, 9).size(), 2u);
  EXPECT_EQ(all.subspan(1, 1).size(), 1u);
}

}  // namespace
}  // namespace hardwire
