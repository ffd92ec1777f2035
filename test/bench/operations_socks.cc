// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The messages of SOCKS.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "absl/base/attributes.h"
#include "benchmark/benchmark.h"
#include "fuzz/random_message.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/socks/userpass.h"
#include "test/bench/floor.h"
#include "test/bench/floor_address.h"
#include "test/bench/floor_socks5.h"
#include "test/bench/operations.h"
#include "test/bench/passes.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {

struct RawSocks4 {
  uint8_t command;
  uint8_t ip[4];
  uint16_t port;
  Text userid;
  Text host;  // of SOCKS4a
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitSocks4(const uint8_t* p, RawSocks4* m) {
  m->command = p[1];
  m->port = Load16(p + 2);
  memcpy(m->ip, p + 4, 4);
  size_t end = 8;
  while (p[end] != 0) ++end;
  m->userid = {p + 8, end - 8};
  m->host = {nullptr, 0};
  if (p[4] == 0 && p[5] == 0 && p[6] == 0 && p[7] != 0) {
    const size_t begin = ++end;
    while (p[end] != 0) ++end;
    m->host = {p + begin, end - begin};
  }
  return end + 1;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorSocks4(const uint8_t* p, size_t size, RawSocks4* m,
                                                size_t* used) {
  if (size < 9 || p[0] != 4) return false;
  size_t end = 8;
  while (end < size && p[end] != 0) ++end;
  if (end == size || end - 8 > 255) return false;
  m->userid = {p + 8, end - 8};
  m->host = {nullptr, 0};
  if (p[4] == 0 && p[5] == 0 && p[6] == 0 && p[7] != 0) {
    const size_t begin = ++end;
    for (; end < size && p[end] != 0; ++end) {
      if (p[end] < 0x20 || p[end] == 0x7F) return false;
    }
    if (end == size || end == begin || end - begin > 255) return false;
    m->host = {p + begin, end - begin};
  }
  m->command = p[1];
  m->port = Load16(p + 2);
  memcpy(m->ip, p + 4, 4);
  *used = end + 1;
  return true;
}
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteSocks4(const RawSocks4& m, uint8_t* p) {
  p[0] = 4;
  p[1] = m.command;
  Store16(m.port, p + 2);
  memcpy(p + 4, m.ip, 4);
  memcpy(p + 8, m.userid.data, m.userid.size);
  size_t end = 8 + m.userid.size;
  p[end++] = 0;
  if (m.host.data != nullptr) {
    memcpy(p + end, m.host.data, m.host.size);
    end += m.host.size;
    p[end++] = 0;
  }
  return end;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteSocks4(const RawSocks4& m, uint8_t* p, size_t room,
                                                     size_t* used) {
  if (m.command != 1 && m.command != 2) return false;
  if (m.userid.size > 255) return false;
  for (size_t i = 0; i < m.userid.size; ++i) {
    if (m.userid.data[i] == 0) return false;
  }
  size_t size = 9 + m.userid.size;
  const bool marker = m.ip[0] == 0 && m.ip[1] == 0 && m.ip[2] == 0;
  if (marker != (m.host.data != nullptr)) return false;
  if (m.host.data != nullptr) {
    if (m.host.size == 0 || m.host.size > 255) return false;
    for (size_t i = 0; i < m.host.size; ++i) {
      if (!IsLdh(m.host.data[i])) return false;
    }
    size += m.host.size + 1;
  }
  if (room < size) return false;
  *used = LimitWriteSocks4(m, p);
  return true;
}

struct RawSocks4Reply {
  uint8_t code;
  uint8_t ip[4];
  uint16_t port;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitSocks4Reply(const uint8_t* p, RawSocks4Reply* m) {
  m->code = p[1];
  m->port = Load16(p + 2);
  memcpy(m->ip, p + 4, 4);
  return 8;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorSocks4Reply(const uint8_t* p, size_t size,
                                                     RawSocks4Reply* m, size_t* used) {
  if (size < 8 || (p[0] != 0 && p[0] != 4)) return false;
  *used = LimitSocks4Reply(p, m);
  return true;
}
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteSocks4Reply(const RawSocks4Reply& m, uint8_t* p) {
  p[0] = 0;
  p[1] = m.code;
  Store16(m.port, p + 2);
  memcpy(p + 4, m.ip, 4);
  return 8;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteSocks4Reply(const RawSocks4Reply& m, uint8_t* p,
                                                          size_t room, size_t* used) {
  if (m.code < 90 || m.code > 93 || room < 8) return false;
  *used = LimitWriteSocks4Reply(m, p);
  return true;
}

namespace {

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

}  // namespace

int EmptyPass() {
  return Count(Requests(), [](Bytes message) {
    benchmark::DoNotOptimize(message);
    return true;
  });
}

std::vector<Operation> SocksOperations() {
  return {
      DecodeRow<socks4::Request, RawSocks4, Socks4Requests, FloorSocks4, LimitSocks4>(
          "socks4_request decode"),
      DecodeRow<socks4::Reply, RawSocks4Reply, Socks4Replies, FloorSocks4Reply, LimitSocks4Reply>(
          "socks4_reply decode"),
      DecodeRow<gssapi::Frame, RawFrame, Frames, FloorFrame, LimitFrame>("socks5_gssapi decode"),
      DecodeRow<udp::Header, RawUdp, Datagrams, FloorUdp, LimitUdp>("socks5_udp decode"),
      DecodeRow<socks5::Greeting, RawGreeting, Greetings, FloorGreeting, LimitGreeting>(
          "socks5_greeting decode"),
      DecodeRow<socks5::MethodSelection, RawPair, Selections, FloorPair<5>, LimitPair>(
          "socks5_method_selection decode"),
      DecodeRow<userpass::Request, RawUserpass, Userpasses, FloorUserpass, LimitUserpass>(
          "socks5_userpass_request decode"),
      DecodeRow<userpass::Reply, RawPair, Statuses, FloorPair<1>, LimitPair>(
          "socks5_userpass_reply decode"),
      DecodeRow<socks5::Request, RawMessage, Requests, FloorMessage<false>, LimitMessage>(
          "socks5_request decode"),
      DecodeRow<socks5::Reply, RawMessage, Replies, FloorMessage<true>, LimitMessage>(
          "socks5_reply decode"),
      EncodeRow<socks4::Request, RawSocks4, Socks4Requests, LimitSocks4, FloorWriteSocks4,
                LimitWriteSocks4>("socks4_request encode"),
      EncodeRow<socks4::Reply, RawSocks4Reply, Socks4Replies, LimitSocks4Reply,
                FloorWriteSocks4Reply, LimitWriteSocks4Reply>("socks4_reply encode"),
      EncodeRow<gssapi::Frame, RawFrame, Frames, LimitFrame, FloorWriteFrame, LimitWriteFrame>(
          "socks5_gssapi encode"),
      EncodeRow<udp::Header, RawUdp, Datagrams, LimitUdp, FloorWriteUdp, LimitWriteUdp>(
          "socks5_udp encode"),
      EncodeRow<socks5::Greeting, RawGreeting, Greetings, LimitGreeting, FloorWriteGreeting,
                LimitWriteGreeting>("socks5_greeting encode"),
      EncodeRow<socks5::MethodSelection, RawPair, Selections, LimitPair, FloorWritePair<5>,
                LimitWritePair<5>>("socks5_method_selection encode"),
      EncodeRow<userpass::Request, RawUserpass, Userpasses, LimitUserpass, FloorWriteUserpass,
                LimitWriteUserpass>("socks5_userpass_request encode"),
      EncodeRow<userpass::Reply, RawPair, Statuses, LimitPair, FloorWritePair<1>,
                LimitWritePair<1>>("socks5_userpass_reply encode"),
      EncodeRow<socks5::Request, RawMessage, Requests, LimitMessage, FloorWriteMessage<false>,
                LimitWriteMessage>("socks5_request encode"),
      EncodeRow<socks5::Reply, RawMessage, Replies, LimitMessage, FloorWriteMessage<true>,
                LimitWriteMessage>("socks5_reply encode"),
  };
}

}  // namespace bench
}  // namespace hardwire
