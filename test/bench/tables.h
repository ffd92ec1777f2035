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

// A hello of a name of 8 to 23 octets, an offer of TLS 1.3 and nine other extensions.
inline void AppendHello(fuzz::Random* random, std::vector<uint8_t>* out) {
  std::vector<uint8_t> block;
  const size_t name = 8 + random->Below(16);
  for (const size_t length : {size_t{0}, name + 5, name + 3}) Append16(length, &block);
  block.push_back(0);
  Append16(name, &block);
  Append(random, name, &block);
  block.insert(block.end(), {0, 43, 0, 5, 4, 3, 4, 3, 3});
  for (const size_t type : {5u, 10u, 11u, 13u, 16u, 23u, 35u, 45u, 51u}) {
    const size_t count = random->Below(16);
    Append16(type, &block);
    Append16(count, &block);
    Append(random, count, &block);
  }
  const size_t suites = 2 * (1 + random->Below(12));
  out->insert(out->end(), {1, 0});
  Append16(2 + 32 + 33 + 2 + suites + 2 + 2 + block.size(), out);
  Append16(0x0303, out);
  Append(random, 32, out);
  out->push_back(32);
  Append(random, 32, out);
  Append16(suites, out);
  Append(random, suites, out);
  out->insert(out->end(), {1, 0});
  Append16(block.size(), out);
  out->insert(out->end(), block.begin(), block.end());
}

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_TABLES_H_
