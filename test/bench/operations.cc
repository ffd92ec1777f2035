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
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
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

const Table& WholeRecords() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    const size_t count = 1 + random->Below(255);
    *out = {static_cast<uint8_t>(22 + random->Below(2)), 3, 3, 0, static_cast<uint8_t>(count)};
    Append(random, count, out);
  }));
  return *table;
}

const Table& Socks4Requests() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    const bool host = random->Below(2) == 0;
    *out = {4, static_cast<uint8_t>(1 + random->Below(2)), 0, 80, 0, 0, 0, 1};
    if (!host) (*out)[4] = 192;
    Append(random, random->Below(12), out);
    out->push_back(0);
    if (!host) return;
    Append(random, 4 + random->Below(32), out);
    out->push_back(0);
  }));
  return *table;
}
const Table& Socks4Replies() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    *out = {0, static_cast<uint8_t>(90 + random->Below(4))};
    Append(random, 6, out);
  }));
  return *table;
}
const Table& Frames() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    const size_t count = random->Below(200);
    *out = {1, static_cast<uint8_t>(1 + random->Below(3)), 0, static_cast<uint8_t>(count)};
    Append(random, count, out);
  }));
  return *table;
}
const Table& Datagrams() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    *out = {0, 0, 0};
    AppendAddress(random, out);
    Append(random, random->Below(40), out);
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

// Decoders by hand for one kind of message.
template <typename Raw, const Table& (*kTable)(), typename One>
int CountRaw(One one) {
  return Count(kTable(), [one](Bytes message) {
    Raw out;
    size_t used = 0;
    const bool ok = one(message.data(), message.size(), &out, &used);
    benchmark::DoNotOptimize(out);
    benchmark::DoNotOptimize(used);
    return ok;
  });
}
template <typename Raw, const Table& (*kTable)(),
          bool (*kDecode)(const uint8_t*, size_t, Raw*, size_t*)>
int FloorPass() {
  return CountRaw<Raw, kTable>(kDecode);
}
template <typename Raw, const Table& (*kTable)(), size_t (*kDecode)(const uint8_t*, Raw*)>
int LimitPass() {
  return CountRaw<Raw, kTable>([](const uint8_t* p, size_t, Raw* out, size_t* used) {
    *used = kDecode(p, out);
    return true;
  });
}

// Encoders by hand, from what the limit decoded.
template <typename Raw, const Table& (*kTable)(), size_t (*kDecode)(const uint8_t*, Raw*)>
const std::vector<Raw>& RawValues() {
  static const std::vector<Raw>* const values = [] {
    auto* const raw = new std::vector<Raw>(kMessagesPerPass);
    for (size_t i = 0; i < raw->size(); ++i) kDecode(kTable().messages[i].data(), &(*raw)[i]);
    return raw;
  }();
  return *values;
}
template <typename Raw, const Table& (*kTable)(), size_t (*kDecode)(const uint8_t*, Raw*),
          bool (*kEncode)(const Raw&, uint8_t*, size_t, size_t*)>
int FloorEncodePass() {
  return CountValues(RawValues<Raw, kTable, kDecode>(),
                     [](const Raw& value, absl::Span<uint8_t> room) {
                       size_t used = 0;
                       const bool ok = kEncode(value, room.data(), room.size(), &used);
                       benchmark::DoNotOptimize(used);
                       return ok;
                     });
}
template <typename Raw, const Table& (*kTable)(), size_t (*kDecode)(const uint8_t*, Raw*),
          size_t (*kEncode)(const Raw&, uint8_t*)>
int LimitEncodePass() {
  return CountValues(
      RawValues<Raw, kTable, kDecode>(),
      [](const Raw& value, absl::Span<uint8_t> room) { return kEncode(value, room.data()) != 0; });
}

bool FloorSocks4ReplySized(const uint8_t* p, size_t size, RawSocks4Reply* out, size_t* used) {
  *used = 8;
  return FloorSocks4Reply(p, size, out);
}
int LimitUdpPass() {
  return CountRaw<RawUdp, Datagrams>([](const uint8_t* p, size_t size, RawUdp* out, size_t* used) {
    *used = LimitUdp(p, size, out);
    return true;
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

int WholeRecordPass() {
  return Count(WholeRecords(), [](Bytes message) {
    tls::Record out;
    const Result result = Decode(message, &out, kTls12);
    benchmark::DoNotOptimize(out);
    return result.ok();
  });
}

const std::vector<Operation>& Operations() {
  static const std::vector<Operation>* const operations = new std::vector<Operation>{
      {"socks4_request decode", DecodePass<socks4::Request, Socks4Requests>,
       FloorPass<RawSocks4, Socks4Requests, FloorSocks4>,
       LimitPass<RawSocks4, Socks4Requests, LimitSocks4>},
      {"socks4_reply decode", DecodePass<socks4::Reply, Socks4Replies>,
       FloorPass<RawSocks4Reply, Socks4Replies, FloorSocks4ReplySized>,
       LimitPass<RawSocks4Reply, Socks4Replies, LimitSocks4Reply>},
      {"socks5_gssapi decode", DecodePass<gssapi::Frame, Frames>,
       FloorPass<RawFrame, Frames, FloorFrame>, LimitPass<RawFrame, Frames, LimitFrame>},
      {"socks5_udp decode", DecodePass<udp::Header, Datagrams>,
       FloorPass<RawUdp, Datagrams, FloorUdp>, LimitUdpPass},
      {"socks5_greeting decode", DecodePass<socks5::Greeting, Greetings>,
       FloorPass<RawGreeting, Greetings, FloorGreeting>,
       LimitPass<RawGreeting, Greetings, LimitGreeting>},
      {"socks5_method_selection decode", DecodePass<socks5::MethodSelection, Selections>,
       FloorPairPass<Selections, 5>, LimitPairPass<Selections>},
      {"socks5_userpass_request decode", DecodePass<userpass::Request, Userpasses>,
       FloorPass<RawUserpass, Userpasses, FloorUserpass>,
       LimitPass<RawUserpass, Userpasses, LimitUserpass>},
      {"socks5_userpass_reply decode", DecodePass<userpass::Reply, Statuses>,
       FloorPairPass<Statuses, 1>, LimitPairPass<Statuses>},
      {"socks5_request decode", DecodePass<socks5::Request, Requests>,
       FloorMessagePass<Requests, false>, LimitMessagePass<Requests>},
      {"socks5_reply decode", DecodePass<socks5::Reply, Replies>, FloorMessagePass<Replies, true>,
       LimitMessagePass<Replies>},
      {"tls_record_header decode", RecordPass, FloorRecordPass, LimitRecordPass},
      {"tls_record decode", WholeRecordPass,
       FloorPass<RawWholeRecord, WholeRecords, FloorWholeRecord>,
       LimitPass<RawWholeRecord, WholeRecords, LimitWholeRecord>},
      {"socks4_request encode", EncodePass<socks4::Request, Socks4Requests>,
       FloorEncodePass<RawSocks4, Socks4Requests, LimitSocks4, FloorWriteSocks4>,
       LimitEncodePass<RawSocks4, Socks4Requests, LimitSocks4, LimitWriteSocks4>},
      {"socks5_greeting encode", EncodePass<socks5::Greeting, Greetings>,
       FloorEncodePass<RawGreeting, Greetings, LimitGreeting, FloorWriteGreeting>,
       LimitEncodePass<RawGreeting, Greetings, LimitGreeting, LimitWriteGreeting>},
      {"socks5_userpass_request encode", EncodePass<userpass::Request, Userpasses>,
       FloorEncodePass<RawUserpass, Userpasses, LimitUserpass, FloorWriteUserpass>,
       LimitEncodePass<RawUserpass, Userpasses, LimitUserpass, LimitWriteUserpass>},
      {"socks5_request encode", EncodePass<socks5::Request, Requests>,
       FloorWritePass<Requests, false>, LimitWritePass<Requests>},
      {"socks5_reply encode", EncodePass<socks5::Reply, Replies>, FloorWritePass<Replies, true>,
       LimitWritePass<Replies>},
  };
  return *operations;
}

}  // namespace bench
}  // namespace hardwire
