// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Tables of messages: what is measured.

#ifndef HARDWIRE_TEST_BENCH_TABLES_H_
#define HARDWIRE_TEST_BENCH_TABLES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "fuzz/random_message.h"
#include "hardwire/view.h"

namespace hardwire {
namespace bench {

constexpr int kMessagesPerPass = 1000;

using Bytes = Span<const uint8_t>;

// Messages one behind the other, in one block, and where each lies.
struct Table {
  std::vector<uint8_t> block;
  std::vector<Bytes> messages;
};
using TableOf = const Table& (*)();

// 1,000 messages that `make` appends to a vector, varied by a random number generator.
template <typename Make>
Table MakeTable(Make make) {
  fuzz::Random random(42);
  std::vector<std::vector<uint8_t>> messages(kMessagesPerPass);
  Table table;
  for (auto& message : messages) {
    make(&random, &message);
    table.block.insert(table.block.end(), message.begin(), message.end());
  }
  size_t at = 0;
  for (const auto& message : messages) {
    table.messages.emplace_back(table.block.data() + at, message.size());
    at += message.size();
  }
  return table;
}

inline void Append(fuzz::Random* random, size_t count, std::vector<uint8_t>* out) {
  for (size_t i = 0; i < count; ++i) out->push_back(static_cast<uint8_t>('a' + random->Below(26)));
}

inline void Append16(size_t value, std::vector<uint8_t>* out) {
  out->push_back(static_cast<uint8_t>(value >> 8));
  out->push_back(static_cast<uint8_t>(value));
}

// Addresses as proxies see them: four domains of 4 to 35 octets to four IPv4 to two IPv6.
inline void AppendAddress(fuzz::Random* random, std::vector<uint8_t>* out) {
  const size_t kind = random->Below(10);
  out->push_back(kind < 4 ? 3 : kind < 8 ? 1 : 4);
  size_t count = kind < 8 ? 4 : 16;
  if (kind < 4) {
    count = 4 + random->Below(32);
    out->push_back(static_cast<uint8_t>(count));
  }
  Append(random, count + 2, out);
}

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_TABLES_H_
