// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Two messages that differ in one field are not equal: whichever field it is, and in a view of any
// size whichever octet.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/message.h"
#include "hardwire/messages.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/udp.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/view.h"

namespace hardwire {
namespace {

// Memory that two messages look at, and every value that a field may get from it.
constexpr size_t kMost = 300;
std::vector<uint8_t> one(kMost, 'a');
std::vector<uint8_t> other(kMost, 'a');

Span<const uint8_t> Octets(const std::vector<uint8_t>& octets, size_t size) {
  return Span<const uint8_t>(octets.data(), size);
}
string_view Text(const std::vector<uint8_t>& octets, size_t size) {
  return string_view(reinterpret_cast<const char*>(octets.data()), size);
}

// Every size of a view, and at each size every octet. Look makes a view of the first octets.
template <typename View, typename Look, typename Check>
void ForEachDifferentView(View* a, View* b, Look look, Check check) {
  for (size_t size = 0; size < kMost; ++size) {
    *a = look(one, size);
    *b = look(one, size + 1);
    check(false);
    *b = look(other, size);
    check(true);
    for (size_t at = 0; at < size; ++at) {
      other[at] = 'b';
      check(false);
      other[at] = 'a';
    }
  }
}

template <typename Check>
void ForEachDifference(Span<const uint8_t>* a, Span<const uint8_t>* b, Check check) {
  ForEachDifferentView(a, b, Octets, check);
}

template <typename Check>
void ForEachDifference(string_view* a, string_view* b, Check check) {
  ForEachDifferentView(a, b, Text, check);
}

template <size_t kSize, typename Check>
void ForEachDifference(std::array<uint8_t, kSize>* a, std::array<uint8_t, kSize>* b, Check check) {
  for (size_t at = 0; at < kSize; ++at) {
    (*b)[at] = static_cast<uint8_t>((*a)[at] + 1);
    check(false);
    (*b)[at] = (*a)[at];
    check(true);
  }
}

template <typename Check>
void ForEachDifference(socks::Address* a, socks::Address* b, Check check) {
  string_view names[2];
  ForEachDifference(&names[0], &names[1], [&](bool same) {
    a->AssignDomain(names[0], 80);
    b->AssignDomain(names[1], 80);
    check(same);
  });
  for (size_t at = 0; at < 16; ++at) {
    std::array<uint8_t, 16> ip = {};
    a->AssignIpv6(ip, 80);
    ip[at] = 1;
    b->AssignIpv6(ip, 80);
    check(false);
    if (at >= 4) continue;
    std::array<uint8_t, 4> short_ip = {};
    a->AssignIpv4(short_ip, 80);
    short_ip[at] = 1;
    b->AssignIpv4(short_ip, 80);
    check(false);
  }
  for (uint16_t bit = 0; bit < 16; ++bit) {
    a->AssignIpv4({}, 0);
    b->AssignIpv4({}, static_cast<uint16_t>(1 << bit));
    check(false);
  }
}

// Numbers, enumerators and flags.
template <typename Field, typename Check>
std::enable_if_t<std::is_integral_v<Field> || std::is_enum_v<Field>> ForEachDifference(
    Field* a, Field* b, Check check) {
  const int bits = std::is_same_v<Field, bool> ? 1 : static_cast<int>(8 * sizeof(Field));
  for (int bit = 0; bit < bits; ++bit) {
    *a = static_cast<Field>(0);
    *b = static_cast<Field>(uint64_t{1} << bit);
    check(false);
    *a = *b;
    check(true);
  }
}

// Sets a number, an enumerator or a flag. Any other field stays as it is.
template <typename Field>
std::enable_if_t<std::is_integral_v<Field> || std::is_enum_v<Field>> SetAny(uint64_t value,
                                                                            Field* field) {
  *field = static_cast<Field>(std::is_same_v<Field, bool> ? value & 1 : value);
}
template <typename Field>
std::enable_if_t<!std::is_integral_v<Field> && !std::is_enum_v<Field>> SetAny(uint64_t, Field*) {}

template <typename Message>
class Equality : public testing::Test {};

// Not compared: the marker of a SOCKS4 request without a name (socks4_test), the payload behind a
// UDP header, which is no part of it. A DTLS header compares what its form has on the wire
// (dtls_header_test).
template <typename Message>
bool CountsAlways(string_view field) {
  if (std::is_same_v<Message, socks4::Request>) return field != "marker";
  return !std::is_same_v<Message, udp::Header> || field != "payload";
}

template <typename... Message>
using AllTypes = testing::Types<Message...>;
struct NameOfMessage {
  template <typename Message>
  static std::string GetName(int) {
    return std::string(Message::kInfo.name.data(), Message::kInfo.name.size());
  }
};
TYPED_TEST_SUITE(Equality, EveryMessage<AllTypes>, NameOfMessage);

TYPED_TEST(Equality, EveryFieldCounts) {
  if (std::is_same_v<TypeParam, tls::DtlsHeader>) return;
  TypeParam a;
  TypeParam b;
  TypeParam::VisitFields(
      [&](string_view name, auto& x, auto& y) {
        if (!CountsAlways<TypeParam>(name)) return;
        const auto before = x;
        ForEachDifference(&x, &y, [&](bool same) {
          ASSERT_EQ(a == b, same) << name.data();
          ASSERT_EQ(b == a, same) << name.data();
        });
        x = before;
        y = before;
      },
      a, b);
}

// The same, whatever the other fields are: they go through all values of 16 bits.
TYPED_TEST(Equality, WhateverTheOthersAre) {
  if (std::is_same_v<TypeParam, tls::DtlsHeader>) return;
  for (uint64_t value = 0; value < 65536; ++value) {
    TypeParam a;
    TypeParam::VisitFields([&](string_view, auto& x) { SetAny(value, &x); }, a);
    TypeParam b = a;
    ASSERT_TRUE(a == b) << value;
    TypeParam::VisitFields(
        [&](string_view name, auto& x, auto& y) {
          SetAny(value + 1, &y);
          if (CountsAlways<TypeParam>(name)) {
            ASSERT_EQ(a == b, x == y) << name.data() << " " << value;
          }
          y = x;
        },
        a, b);
  }
}

TEST(EqualityOfDtlsHeaders, EveryOctetOfAConnectionIdCounts) {
  for (const tls::DtlsForm form : {tls::DtlsForm::kCid, tls::DtlsForm::kUnified}) {
    tls::DtlsHeader a;
    a.form = form;
    tls::DtlsHeader b = a;
    ForEachDifference(&a.cid, &b.cid, [&](bool same) { ASSERT_EQ(a == b, same); });
  }
}

}  // namespace
}  // namespace hardwire
