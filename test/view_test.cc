// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Span and string_view, whichever types they are: without_abseil.py runs this test a second time.

#include "hardwire/view.h"

#include <array>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/version.h"

namespace hardwire {
namespace {

using Octets = Span<const uint8_t>;

TEST(ViewTest, IsMadeOfWhatHoldsOctets) {
  const std::array<uint8_t, 3> array = {1, 2, 3};
  const std::vector<uint8_t> vector = {1, 2, 3};
  const uint8_t octets[] = {1, 2, 3};
  for (const Octets span :
       {Octets(array), Octets(vector), Octets(octets), Octets(octets, 3), MakeConstSpan(array),
        MakeConstSpan(octets), MakeConstSpan(octets, 3)}) {
    ASSERT_EQ(span.size(), 3u);
    EXPECT_EQ(span[0], 1);
    EXPECT_EQ(span.front(), 1);
    EXPECT_EQ(span.back(), 3);
  }
  EXPECT_EQ(Octets(array).data(), array.data());
  EXPECT_TRUE(Octets().empty());
  EXPECT_EQ(Octets().data(), nullptr);
}

TEST(ViewTest, IsWrittenThroughOnlyIfItWasAskedFor) {
  std::array<uint8_t, 3> array = {1, 2, 3};
  const Span<uint8_t> span = MakeSpan(array);
  span[1] = 7;
  EXPECT_EQ(array[1], 7);
  const Octets read = span;
  EXPECT_EQ(read.data(), span.data());
  EXPECT_EQ(read.size(), span.size());
  static_assert(!std::is_convertible_v<std::array<uint8_t, 3>&, Span<uint8_t>>);
  static_assert(!std::is_constructible_v<Span<uint8_t>, const std::array<uint8_t, 3>&>);
  static_assert(!std::is_constructible_v<Span<uint8_t>, Octets>);
  static_assert(!std::is_convertible_v<std::vector<uint16_t>, Octets>);
  static_assert(!std::is_convertible_v<std::string, Octets>);
  static_assert(std::is_trivially_copyable_v<Octets>);
}

TEST(ViewTest, EqualsByItsElements) {
  const std::array<uint8_t, 3> one = {1, 2, 3};
  const std::array<uint8_t, 4> other = {1, 2, 3, 4};
  EXPECT_EQ(Octets(one), Octets(other).first(3));
  EXPECT_NE(Octets(one), Octets(other));
  EXPECT_NE(Octets(one), Octets(other).last(3));
  EXPECT_EQ(Octets(), Octets(other).first(0));
}

TEST(ViewTest, GivesItsParts) {
  const std::array<uint8_t, 5> array = {1, 2, 3, 4, 5};
  Octets span = array;
  EXPECT_EQ(span.subspan(2), Octets(array.data() + 2, 3));
  EXPECT_EQ(span.subspan(2, 2), Octets(array.data() + 2, 2));
  EXPECT_EQ(span.subspan(2, 9), Octets(array.data() + 2, 3));
  EXPECT_TRUE(span.subspan(5).empty());
  EXPECT_EQ(span.last(2), Octets(array.data() + 3, 2));
  span.remove_prefix(1);
  span.remove_suffix(2);
  EXPECT_EQ(span, Octets(array.data() + 1, 2));
  EXPECT_EQ(std::vector<uint8_t>(span.begin(), span.end()), (std::vector<uint8_t>{2, 3}));
}

#ifdef HARDWIRE_WITHOUT_ABSEIL
TEST(ViewDeathTest, StopsAtAPartThatIsNotThere) {
  const std::array<uint8_t, 2> array = {1, 2};
  const Octets span = array;
  EXPECT_DEATH((void)span.subspan(3), "");
  EXPECT_DEATH((void)span.first(3), "");
  EXPECT_DEATH((void)span.last(3), "");
}

TEST(ViewTest, IsStandardText) { static_assert(std::is_same_v<string_view, std::string_view>); }
#endif

TEST(VersionTest, IsThatOfTheHeader) { EXPECT_EQ(Version(), HARDWIRE_VERSION); }

}  // namespace
}  // namespace hardwire
