// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Rows beside tls-parser, a parser in Rust, which tls_parser/lib.rs gives to C.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/view.h"
#include "test/bench/operations.h"
#include "test/bench/peers/hello_rows.h"
#include "test/bench/peers/peer_rows.h"
#include "test/bench/tables.h"

extern "C" {
struct TlsParserHeader {
  uint8_t type;
  uint16_t version;
  uint16_t length;
};
bool tls_parser_record_header(const uint8_t* data, size_t size, TlsParserHeader* out);
bool tls_parser_server_name(const uint8_t* data, size_t size, const uint8_t** name,
                            size_t* name_size);
}

namespace hardwire {
namespace bench {
namespace {

constexpr tls::RecordContext kTls12 = tls::RecordContext::Plain(0x0303);

const Table& Headers() {
  static const Table* const table = [] {
    for (const Operation& operation : Operations()) {
      if (operation.name == std::string("tls_record_header decode")) return &operation.table();
    }
    abort();
  }();
  return *table;
}

int HeaderPass() {
  int accepted = 0;
  for (const Bytes message : Headers().messages) {
    tls::RecordHeader out;
    accepted += Decode(message, &out, kTls12).ok() ? 1 : 0;
    benchmark::DoNotOptimize(out);
  }
  return accepted;
}
int PeerHeaderPass() {
  int accepted = 0;
  for (const Bytes message : Headers().messages) {
    TlsParserHeader out;
    accepted += tls_parser_record_header(message.data(), message.size(), &out) ? 1 : 0;
    benchmark::DoNotOptimize(out);
  }
  return accepted;
}

bool HeadersAgree() {
  for (const Bytes message : Headers().messages) {
    tls::RecordHeader ours;
    TlsParserHeader theirs;
    if (!Decode(message, &ours, kTls12).ok()) return false;
    if (!tls_parser_record_header(message.data(), message.size(), &theirs)) return false;
    if (static_cast<uint8_t>(ours.type) != theirs.type || ours.version != theirs.version ||
        ours.length != theirs.length) {
      return false;
    }
  }
  return true;
}

// The name in a stream; empty if there is none.
string_view NameIn(const std::string& stream) {
  const uint8_t* name = nullptr;
  size_t size = 0;
  const auto* const data = reinterpret_cast<const uint8_t*>(stream.data());
  if (!tls_parser_server_name(data, stream.size(), &name, &size)) return {};
  return string_view(reinterpret_cast<const char*>(name), size);
}

int HelloPass(const std::vector<std::string>& hellos) {
  int accepted = 0;
  for (const std::string& hello : hellos) {
    const string_view name = NameIn(hello);
    accepted += name.empty() ? 0 : 1;
    benchmark::DoNotOptimize(name);
  }
  return accepted;
}
int SmallPeerPass() { return HelloPass(SmallHellos()); }
int LargePeerPass() { return HelloPass(LargeHellos()); }

bool Agree(const std::vector<std::string>& hellos) {
  for (const std::string& hello : hellos) {
    const std::string ours = ServerNameByHardwire(hello);
    if (ours.empty() || string_view(ours.data(), ours.size()) != NameIn(hello)) return false;
  }
  return true;
}
bool SmallAgree() { return Agree(SmallHellos()); }
bool LargeAgree() { return Agree(LargeHellos()); }

}  // namespace

std::vector<PeerRow> PeerRows() {
  static constexpr char kPeer[] = "tls-parser (Rust)";
  static constexpr char kUnchecked[] = "version, duplicate extensions, the octets of the name";
  return {
      {"tls_record_header decode", kPeer, "type, version, length", kMessagesPerPass, HeaderPass,
       PeerHeaderPass, HeadersAgree},
      {"hello of 212 octets", kPeer, kUnchecked, kHellosPerPass, SmallHelloPass, SmallPeerPass,
       SmallAgree},
      {"hello of 1,955 octets", kPeer, kUnchecked, kHellosPerPass, LargeHelloPass, LargePeerPass,
       LargeAgree},
  };
}

}  // namespace bench
}  // namespace hardwire
