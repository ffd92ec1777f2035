// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What every message says of itself.

#include "hardwire/messages.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <type_traits>
#include <utility>

#include "gtest/gtest.h"
#include "hardwire/message.h"

namespace hardwire {
namespace {

// The name of each id, written out a second time: an id never changes.
const std::map<int, std::string> kIds = {
    {1, "socks4_request"},
    {2, "socks4_reply"},
    {3, "socks5_greeting"},
    {4, "socks5_method_selection"},
    {5, "socks5_userpass_request"},
    {6, "socks5_userpass_reply"},
    {7, "socks5_request"},
    {8, "socks5_reply"},
    {9, "socks5_gssapi"},
    {10, "socks5_udp"},
    {32, "tls_record_header"},
    {33, "tls_record"},
    {34, "tls_inner"},
    {35, "alert"},
    {36, "sslv2_hello"},
    {37, "tls_handshake_header"},
    {38, "dtls_handshake_header"},
    {39, "dtls_record"},
    {40, "dtls_ack"},
};

template <typename... Message>
struct Infos {
  static std::map<int, std::string> ById() {
    std::map<int, std::string> names;
    for (const MessageInfo& info : {Message::kInfo...}) {
      EXPECT_TRUE(names.emplace(info.id, std::string(info.name.data(), info.name.size())).second);
    }
    return names;
  }
};

TEST(MessagesTest, IdsNeverChange) { EXPECT_EQ(EveryMessage<Infos>::ById(), kIds); }

TEST(MessagesTest, NamesAreDifferent) {
  std::set<std::string> names;
  for (const auto& [id, name] : EveryMessage<Infos>::ById()) EXPECT_TRUE(names.insert(name).second);
}

// Stands for a value of any type.
struct Any {
  template <typename T>
  operator T() const;  // NOLINT(google-explicit-constructor)
};

// Whether a message can be made of as many values as there are indices.
template <typename Message, typename Indices, typename = void>
struct Takes : std::false_type {};
template <typename Message, size_t... kIndex>
struct Takes<Message, std::index_sequence<kIndex...>,
             std::void_t<decltype(Message{(static_cast<void>(kIndex), Any())...})>>
    : std::true_type {};

// How many members a message has.
template <typename Message, size_t kCount = 1>
constexpr size_t Members() {
  if constexpr (Takes<Message, std::make_index_sequence<kCount + 1>>::value) {
    return Members<Message, kCount + 1>();
  } else {
    return kCount;
  }
}

template <typename Message>
void EachMemberIsVisited() {
  size_t visited = 0;
  std::set<std::string> names;
  const Message message = {};
  Message::VisitFields(
      [&](auto name, const auto& field) {
        ++visited;
        names.emplace(name);
        EXPECT_GE(reinterpret_cast<const char*>(&field), reinterpret_cast<const char*>(&message));
        EXPECT_LT(reinterpret_cast<const char*>(&field),
                  reinterpret_cast<const char*>(&message + 1));
      },
      message);
  // All but `violations`, where there are some.
  EXPECT_EQ(visited, Members<Message>() - (kBreaksRules<Message> ? 1 : 0))
      << Message::kInfo.name.data();
  EXPECT_EQ(names.size(), visited) << Message::kInfo.name.data();
}

template <typename... Message>
struct Visits {
  static void All() { (EachMemberIsVisited<Message>(), ...); }
};

TEST(MessagesTest, EachMemberIsVisited) { EveryMessage<Visits>::All(); }

}  // namespace
}  // namespace hardwire
