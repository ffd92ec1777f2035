// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The messages of SOCKS.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "benchmark/benchmark.h"
#include "fuzz/random_message.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/socks/userpass.h"
#include "test/bench/floor_address.h"
#include "test/bench/floor_socks4.h"
#include "test/bench/floor_socks5.h"
#include "test/bench/operations.h"
#include "test/bench/passes.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {
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
