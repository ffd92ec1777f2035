// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What every message says of itself.

#include "hardwire/messages.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/message.h"

namespace hardwire {
namespace {

template <typename... Message>
struct Infos {
  static std::vector<MessageInfo> All() { return {Message::kInfo...}; }
};

TEST(MessagesTest, IdsAndNamesAreDifferent) {
  std::set<int> ids = {0};
  std::set<std::string> names;
  for (const MessageInfo& info : EveryMessage<Infos>::All()) {
    EXPECT_TRUE(ids.insert(info.id).second) << info.name;
    EXPECT_TRUE(names.emplace(info.name.data(), info.name.size()).second) << info.name;
    EXPECT_GT(info.most, 0u);
  }
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
