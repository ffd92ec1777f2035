// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/bench/operations.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "absl/types/span.h"
#include "benchmark/benchmark.h"
#include "fuzz/random_message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/record.h"
#include "test/bench/floor.h"

namespace hardwire {
namespace bench {
namespace {

using Bytes = absl::Span<const uint8_t>;

constexpr tls::RecordContext kTls12 = {tls::Phase::kPlain, 0x0303, 0};

// Messages one behind the other, in one block, and where each lies.
struct Table {
  std::vector<uint8_t> block;
  std::vector<Bytes> messages;
};

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

void Append(fuzz::Random* random, size_t count, std::vector<uint8_t>* out) {
  for (size_t i = 0; i < count; ++i) out->push_back(static_cast<uint8_t>('a' + random->Below(26)));
}

// Addresses as proxies see them: four domains of 4 to 35 octets to four IPv4 to two IPv6.
void AppendAddress(fuzz::Random* random, std::vector<uint8_t>* out) {
  const size_t kind = random->Below(10);
  out->push_back(kind < 4 ? 3 : kind < 8 ? 1 : 4);
  size_t count = kind < 8 ? 4 : 16;
  if (kind < 4) {
    count = 4 + random->Below(32);
    out->push_back(static_cast<uint8_t>(count));
  }
  Append(random, count + 2, out);
}

const Table& Requests() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    *out = {5, static_cast<uint8_t>(1 + random->Below(3)), 0};
    AppendAddress(random, out);
  }));
  return *table;
}
const Table& Replies() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    *out = {5, static_cast<uint8_t>(random->Below(9)), 0};
    AppendAddress(random, out);
  }));
  return *table;
}
const Table& Greetings() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    *out = {5, static_cast<uint8_t>(1 + random->Below(4)), 0, 1, 2, 3};
    out->resize(2u + (*out)[1]);
  }));
  return *table;
}
const Table& Userpasses() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    *out = {1};
    for (int field = 0; field < 2; ++field) {
      const size_t count = 1 + random->Below(24);
      out->push_back(static_cast<uint8_t>(count));
      Append(random, count, out);
    }
  }));
  return *table;
}
const Table& Selections() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    *out = {5, static_cast<uint8_t>(random->Below(3))};
  }));
  return *table;
}
const Table& Statuses() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    *out = {1, static_cast<uint8_t>(random->Below(2))};
  }));
  return *table;
}
const Table& Records() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    *out = {static_cast<uint8_t>(21 + random->Below(3)), 3, 3,
            static_cast<uint8_t>(random->Below(64)), static_cast<uint8_t>(1 + random->Below(255))};
  }));
  return *table;
}

// One pass: `one` says of each message whether it was accepted.
template <typename One>
int Count(const Table& table, One one) {
  int accepted = 0;
  for (const Bytes message : table.messages) accepted += one(message) ? 1 : 0;
  return accepted;
}

template <typename M, const Table& (*kTable)()>
int DecodePass() {
  return Count(kTable(), [](Bytes message) {
    M out;
    const Result result = Decode(message, &out);
    benchmark::DoNotOptimize(out);
    return result.ok();
  });
}

// The decoded table, for encoders.
template <typename M, const Table& (*kTable)()>
const std::vector<M>& Values() {
  static const std::vector<M>* const values = [] {
    auto* const decoded = new std::vector<M>;
    for (const Bytes message : kTable().messages) {
      M out;
      if (!Decode(message, &out).ok()) abort();
      decoded->push_back(out);
    }
    return decoded;
  }();
  return *values;
}

template <typename Values, typename One>
int CountValues(const Values& values, One one) {
  int accepted = 0;
  for (const auto& value : values) {
    std::array<uint8_t, 520> room;
    accepted += one(value, absl::MakeSpan(room)) ? 1 : 0;
    benchmark::DoNotOptimize(room);
  }
  return accepted;
}

template <typename M, const Table& (*kTable)()>
int EncodePass() {
  return CountValues(Values<M, kTable>(), [](const M& value, absl::Span<uint8_t> room) {
    return Encode(value, room).ok();
  });
}

template <const Table& (*kTable)(), bool kReply>
int FloorMessagePass() {
  return Count(kTable(), [](Bytes message) {
    RawMessage out;
    size_t used = 0;
    const bool ok = FloorMessage(message.data(), message.size(), kReply, &out, &used);
    benchmark::DoNotOptimize(out);
    benchmark::DoNotOptimize(used);
    return ok;
  });
}
template <const Table& (*kTable)()>
int LimitMessagePass() {
  return Count(kTable(), [](Bytes message) {
    RawMessage out;
    const size_t used = LimitMessage(message.data(), &out);
    benchmark::DoNotOptimize(out);
    return used != 0;
  });
}

template <const Table& (*kTable)()>
const std::vector<RawMessage>& RawMessages() {
  static const std::vector<RawMessage>* const values = [] {
    auto* const raw = new std::vector<RawMessage>(kMessagesPerPass);
    for (size_t i = 0; i < raw->size(); ++i) LimitMessage(kTable().messages[i].data(), &(*raw)[i]);
    return raw;
  }();
  return *values;
}
template <const Table& (*kTable)(), bool kReply>
int FloorWritePass() {
  return CountValues(RawMessages<kTable>(), [](const RawMessage& m, absl::Span<uint8_t> room) {
    size_t used = 0;
    const bool ok = FloorWriteMessage(m, kReply, room.data(), room.size(), &used);
    benchmark::DoNotOptimize(used);
    return ok;
  });
}
template <const Table& (*kTable)()>
int LimitWritePass() {
  return CountValues(RawMessages<kTable>(), [](const RawMessage& m, absl::Span<uint8_t> room) {
    return LimitWriteMessage(m, room.data()) != 0;
  });
}

int FloorGreetingPass() {
  return Count(Greetings(), [](Bytes message) {
    RawGreeting out;
    size_t used = 0;
    const bool ok = FloorGreeting(message.data(), message.size(), &out, &used);
    benchmark::DoNotOptimize(out);
    benchmark::DoNotOptimize(used);
    return ok;
  });
}
int LimitGreetingPass() {
  return Count(Greetings(), [](Bytes message) {
    RawGreeting out;
    const size_t used = LimitGreeting(message.data(), &out);
    benchmark::DoNotOptimize(out);
    return used != 0;
  });
}
int FloorUserpassPass() {
  return Count(Userpasses(), [](Bytes message) {
    RawUserpass out;
    size_t used = 0;
    const bool ok = FloorUserpass(message.data(), message.size(), &out, &used);
    benchmark::DoNotOptimize(out);
    benchmark::DoNotOptimize(used);
    return ok;
  });
}
int LimitUserpassPass() {
  return Count(Userpasses(), [](Bytes message) {
    RawUserpass out;
    const size_t used = LimitUserpass(message.data(), &out);
    benchmark::DoNotOptimize(out);
    return used != 0;
  });
}
template <const Table& (*kTable)(), uint8_t kVersion>
int FloorPairPass() {
  return Count(kTable(), [](Bytes message) {
    uint8_t out = 0;
    const bool ok = FloorPair(message.data(), message.size(), kVersion, &out);
    benchmark::DoNotOptimize(out);
    return ok;
  });
}
template <const Table& (*kTable)()>
int LimitPairPass() {
  return Count(kTable(), [](Bytes message) {
    uint8_t out = message.data()[1];
    benchmark::DoNotOptimize(out);
    return true;
  });
}
int RecordPass() {
  return Count(Records(), [](Bytes message) {
    tls::RecordHeader out;
    const Result result = Decode(message, &out, kTls12);
    benchmark::DoNotOptimize(out);
    return result.ok();
  });
}
int FloorRecordPass() {
  return Count(Records(), [](Bytes message) {
    RawRecord out;
    const bool ok = FloorRecord(message.data(), message.size(), &out);
    benchmark::DoNotOptimize(out);
    return ok;
  });
}
int LimitRecordPass() {
  return Count(Records(), [](Bytes message) {
    RawRecord out;
    const size_t used = LimitRecord(message.data(), &out);
    benchmark::DoNotOptimize(out);
    return used != 0;
  });
}

}  // namespace

int EmptyPass() {
  return Count(Requests(), [](Bytes message) {
    benchmark::DoNotOptimize(message);
    return true;
  });
}

const std::vector<Operation>& Operations() {
  static const std::vector<Operation>* const operations = new std::vector<Operation>{
      {"socks5_greeting decode", DecodePass<socks5::Greeting, Greetings>, FloorGreetingPass,
       LimitGreetingPass},
      {"socks5_method_selection decode", DecodePass<socks5::MethodSelection, Selections>,
       FloorPairPass<Selections, 5>, LimitPairPass<Selections>},
      {"socks5_userpass_request decode", DecodePass<userpass::Request, Userpasses>,
       FloorUserpassPass, LimitUserpassPass},
      {"socks5_userpass_reply decode", DecodePass<userpass::Reply, Statuses>,
       FloorPairPass<Statuses, 1>, LimitPairPass<Statuses>},
      {"socks5_request decode", DecodePass<socks5::Request, Requests>,
       FloorMessagePass<Requests, false>, LimitMessagePass<Requests>},
      {"socks5_reply decode", DecodePass<socks5::Reply, Replies>, FloorMessagePass<Replies, true>,
       LimitMessagePass<Replies>},
      {"tls_record_header decode", RecordPass, FloorRecordPass, LimitRecordPass},
      {"socks5_request encode", EncodePass<socks5::Request, Requests>,
       FloorWritePass<Requests, false>, LimitWritePass<Requests>},
      {"socks5_reply encode", EncodePass<socks5::Reply, Replies>, FloorWritePass<Replies, true>,
       LimitWritePass<Replies>},
  };
  return *operations;
}

}  // namespace bench
}  // namespace hardwire
