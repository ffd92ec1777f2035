// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/bench/edges.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "test/bench/tables.h"

namespace hardwire {
namespace bench {
namespace {

using Message = std::vector<uint8_t>;

Message Repeat(const Message& message, int times) {
  Message all;
  for (int i = 0; i < times; ++i) all.insert(all.end(), message.begin(), message.end());
  return all;
}

// `head`, `count` in two octets, `count` times `octet`.
Message WithLength(const Message& head, size_t count, uint8_t octet) {
  Message message = head;
  Append16(count, &message);
  message.resize(message.size() + count, octet);
  return message;
}

Message Sslv2(size_t specs, size_t challenge) {
  Message message;
  Append16(0x8000 + 9 + specs + challenge, &message);
  message.insert(message.end(), {1, 3, 1});
  for (const size_t length : {specs, size_t{0}, challenge}) Append16(length, &message);
  message.resize(message.size() + specs + challenge, 'a');
  return message;
}

void AddSslv2(std::vector<Message>* out) {
  for (const size_t specs : {0u, 1u, 3u, 4u, 6u, 4071u}) {
    for (const size_t challenge : {15u, 16u, 17u, 32u, 33u})
      out->push_back(Sslv2(specs, challenge));
  }
}

void AddLengths(std::vector<Message>* out) {
  for (uint8_t low = 0x43; low <= 0x45; ++low) {  // 131,396 is 020144
    out->push_back({1, 2, 1, low});
    out->push_back({1, 2, 1, low, 0, 0, 0, 0, 0, 0, 0, 0});
  }
  for (const size_t limit : {16384u, 16640u, 18432u}) {
    for (const size_t count : {limit, limit + 1}) {
      out->push_back(WithLength({23, 3, 3}, count, 'a'));
      out->push_back(WithLength({0x2C, 0, 0}, count, 'a'));
      for (uint8_t epoch = 0; epoch <= 1; ++epoch) {
        out->push_back(WithLength({22, 0xFE, 0xFD, 0, epoch, 0, 0, 0, 0, 0, 0}, count, 'a'));
      }
    }
  }
  for (const size_t size : {16385u, 16386u}) out->push_back(Message(size, 23));
}

// One after the other, in the clear and not.
void AddStreams(std::vector<Message>* out) {
  const Message warning = {21, 3, 3, 0, 2, 1, 100};
  const Message empty = {23, 3, 3, 0, 0};
  for (const int count : {4, 5, 6}) out->push_back(Repeat(warning, count));
  for (const int count : {32, 33, 34}) out->push_back(Repeat(empty, count));
  out->push_back(Repeat({21, 3, 3, 0, 1, 1}, 5));
  const Message refused = Repeat(warning, 6);
  for (const Message& first : {Message{20, 3, 3, 0, 1, 1}, Message{22, 3, 3, 0, 1, 1}, empty,
                               WithLength({21, 3, 3}, 10, 1), WithLength({21, 3, 3}, 11, 1),
                               WithLength({21, 3, 3}, 0, 1)}) {
    out->push_back(first);
    out->back().insert(out->back().end(), refused.begin(), refused.end());
  }
}

// Content behind a type and a version: what is never cut, and sizes at a limit of 64.
void AddContents(std::vector<Message>* out) {
  for (const Message& content : {Message{0}, Message{1}, Message{2}, Message{1, 100},
                                 Message{2, 40}, Message{3, 1}, Message{0, 1}, Message{}}) {
    for (uint8_t type = 19; type <= 25; ++type) {
      out->push_back({type, 3, 3});
      out->back().insert(out->back().end(), content.begin(), content.end());
    }
  }
  for (const size_t size : {63u, 64u, 65u, 128u, 129u}) {
    for (uint8_t type = 20; type <= 23; ++type) {
      out->push_back({type, 3, 3});
      out->back().resize(3 + size, 1);
    }
  }
}

}  // namespace

const std::vector<Message>& Edges() {
  static const std::vector<Message>* const edges = [] {
    auto* const all = new std::vector<Message>;
    AddSslv2(all);
    AddLengths(all);
    AddStreams(all);
    AddContents(all);
    return all;
  }();
  return *edges;
}

}  // namespace bench
}  // namespace hardwire
