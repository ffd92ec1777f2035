// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Law 9: every octet of a message is loaded at most once, those of a domain name at most twice.
// Built with --config=loads, where ByteReader counts.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "fuzz/random_message.h"
#include "gtest/gtest.h"
#include "hardwire/internal/byte_reader.h"
#include "test/laws/name_of.h"

#ifndef HARDWIRE_COUNT_LOADS
#error "build this test with --config=loads"
#endif

namespace hardwire {
namespace fuzz {
namespace {

template <typename M>
class Loads : public testing::Test {};

TYPED_TEST_SUITE(Loads, EveryMessage<testing::Types>, NameOf);

// From where on a message may hold a domain name.
template <typename M>
constexpr size_t kDomainFrom = SIZE_MAX;
template <>
constexpr size_t kDomainFrom<In<socks5::Request>> = 5;
template <>
constexpr size_t kDomainFrom<In<socks5::Reply>> = 5;
template <>
constexpr size_t kDomainFrom<In<udp::Header>> = 5;
template <>
constexpr size_t kDomainFrom<In<socks4::Request>> = 9;

// How often an octet was loaded at most: in front of the domain name, and in it.
struct Most {
  uint8_t fixed = 0;
  uint8_t text = 0;
};

template <typename M>
Most MostLoads(const std::vector<uint8_t>& input, Policy policy) {
  std::vector<uint8_t> counts(input.size());
  internal::load_counts = counts.data();
  typename M::Message message;
  const Result result = M::Read(input, &message, policy);
  internal::load_counts = nullptr;
  static_cast<void>(result);
  const auto from =
      counts.begin() + static_cast<std::ptrdiff_t>(std::min(kDomainFrom<M>, counts.size()));
  Most most;
  if (from != counts.begin()) most.fixed = *std::max_element(counts.begin(), from);
  if (from != counts.end()) most.text = *std::max_element(from, counts.end());
  return most;
}

TYPED_TEST(Loads, EachOctetOnceAndTextTwice) {
  Random random(7);
  size_t seen = 0;
  for (int i = 0; i < 4000; ++i) {
    std::vector<uint8_t> input(kMaxRandomMessage);
    input.resize(RandomMessage<TypeParam>(&random, input.data()));
    if (i % 3 == 0) input[random.Below(input.size())] = random.Octet();
    if (i % 5 == 0) input.resize(random.Below(input.size() + 1));
    for (const Policy policy : kPolicies) {
      const Most most = MostLoads<TypeParam>(input, policy);
      ASSERT_LE(most.fixed, 1u);
      ASSERT_LE(most.text, 2u);
      seen += most.fixed;
    }
  }
  EXPECT_GT(seen, 0u) << "the counter does not count";
}

}  // namespace
}  // namespace fuzz
}  // namespace hardwire
