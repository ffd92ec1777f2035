// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Rows beside classes of std::string. Both sides make a new object for each message, as a server
// does for each connection, and both encoders get objects that are made before.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/view.h"
#include "test/bench/operations.h"
#include "test/bench/peers/peer_rows.h"
#include "test/bench/peers/string_messages.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {
namespace {

constexpr tls::RecordContext kTls12 = tls::RecordContext::Plain(0x0303);

template <typename M>
Result Read(Bytes input, M* out) {
  return Decode(input, out);
}
Result Read(Bytes input, tls::RecordHeader* out) { return Decode(input, out, kTls12); }

template <typename M>
Result Write(const M& value, Span<uint8_t> room) {
  return Encode(value, room);
}
Result Write(const tls::RecordHeader& value, Span<uint8_t> room) {
  return Encode(value, room, kTls12);
}

std::string Text(Bytes octets) { return std::string(octets.begin(), octets.end()); }
bool Equal(string_view view, const std::string& text) {
  return view == string_view(text.data(), text.size());
}
bool SameHost(const socks::Address& address, const std::string& host) {
  return address.type() == socks::AddressType::kDomain ? Equal(address.domain(), host)
                                                       : Text(address.ip()) == host;
}

bool Same(const socks5::Greeting& codec, const string_peer::Socks5Greeting& peer) {
  return Text(codec.methods) == peer.methods;
}
bool SameMessage(uint8_t code, const socks::Address& address,
                 const string_peer::Socks5Message& peer) {
  return code == peer.code && static_cast<uint8_t>(address.type()) == peer.address_type &&
         SameHost(address, peer.host) && address.port() == peer.port;
}
bool Same(const socks5::Request& codec, const string_peer::Socks5Message& peer) {
  return SameMessage(static_cast<uint8_t>(codec.command), codec.address, peer);
}
bool Same(const socks5::Reply& codec, const string_peer::Socks5Message& peer) {
  return SameMessage(static_cast<uint8_t>(codec.code), codec.address, peer);
}
bool Same(const userpass::Request& codec, const string_peer::UserpassRequest& peer) {
  return Equal(codec.username, peer.username) && Equal(codec.password, peer.password);
}
bool Same(const socks4::Request& codec, const string_peer::Socks4Request& peer) {
  const bool named = codec.address.type() == socks::AddressType::kDomain;
  const std::string marker = {0, 0, 0, static_cast<char>(codec.marker)};
  return static_cast<uint8_t>(codec.command) == peer.command && codec.address.port() == peer.port &&
         Equal(codec.userid, peer.userid) &&
         peer.ip == (named ? marker : Text(codec.address.ip())) &&
         Equal(codec.address.domain(), peer.host);
}
bool Same(const tls::RecordHeader& codec, const string_peer::TlsRecordHeader& peer) {
  return static_cast<uint8_t>(codec.type) == peer.type && codec.version == peer.version &&
         codec.length == peer.length;
}

// A message of Hardwire and the class that stands beside it.
template <typename M, typename Peer>
struct Pair {
  static const Table& Messages() {
    static const Table* const table = [] {
      for (const Operation& operation : Operations()) {
        if (operation.name == std::string(M::kInfo.name) + " decode") return &operation.table();
      }
      abort();
    }();
    return *table;
  }

  // What the peer reads from.
  static const std::vector<std::string>& Strings() {
    static const auto* const strings = [] {
      auto* const all = new std::vector<std::string>;
      for (const Bytes message : Messages().messages) all->push_back(Text(message));
      return all;
    }();
    return *strings;
  }

  static const std::vector<M>& Values() {
    static const auto* const values = [] {
      auto* const all = new std::vector<M>(kMessagesPerPass);
      for (size_t i = 0; i < all->size(); ++i) {
        if (!Read(Messages().messages[i], &(*all)[i]).ok()) abort();
      }
      return all;
    }();
    return *values;
  }
  static const std::vector<Peer>& PeerValues() {
    static const auto* const values = [] {
      auto* const all = new std::vector<Peer>(kMessagesPerPass);
      for (size_t i = 0; i < all->size(); ++i) {
        if (!(*all)[i].Deserialize(Strings()[i])) abort();
      }
      return all;
    }();
    return *values;
  }

  static int DecodePass() {
    int accepted = 0;
    for (const Bytes message : Messages().messages) {
      M out;
      accepted += Read(message, &out).ok() ? 1 : 0;
      benchmark::DoNotOptimize(out);
    }
    return accepted;
  }
  static int PeerDecodePass() {
    int accepted = 0;
    for (const std::string& message : Strings()) {
      Peer out;
      accepted += out.Deserialize(message) ? 1 : 0;
      benchmark::DoNotOptimize(out);
    }
    return accepted;
  }
  static int EncodePass() {
    int accepted = 0;
    for (const M& value : Values()) {
      std::array<uint8_t, 520> room;
      accepted += Write(value, MakeSpan(room)).ok() ? 1 : 0;
      benchmark::DoNotOptimize(room);
    }
    return accepted;
  }
  static int PeerEncodePass() {
    int accepted = 0;
    for (const Peer& value : PeerValues()) {
      const std::string out = value.Serialize();
      accepted += out.empty() ? 0 : 1;
      benchmark::DoNotOptimize(out.data());
    }
    return accepted;
  }

  static bool DecodeAgrees() {
    for (size_t i = 0; i < kMessagesPerPass; ++i) {
      if (!Same(Values()[i], PeerValues()[i])) return false;
    }
    return true;
  }
  static bool EncodeAgrees() {
    for (size_t i = 0; i < kMessagesPerPass; ++i) {
      std::array<uint8_t, 520> room;
      const Result result = Write(Values()[i], MakeSpan(room));
      if (!result.ok()) return false;
      const std::string octets = Text(Bytes(room.data(), result.written()));
      if (octets != PeerValues()[i].Serialize() || octets != Strings()[i]) return false;
    }
    return true;
  }

  static void Append(const char* decode, const char* encode, const char* unchecked,
                     std::vector<PeerRow>* rows) {
    rows->push_back({decode, "std::string", unchecked, kMessagesPerPass, DecodePass, PeerDecodePass,
                     DecodeAgrees});
    rows->push_back({encode, "std::string", "anything", kMessagesPerPass, EncodePass,
                     PeerEncodePass, EncodeAgrees});
  }
};

}  // namespace

std::vector<PeerRow> PeerRows() {
  std::vector<PeerRow> rows;
  Pair<socks5::Greeting, string_peer::Socks5Greeting>::Append(
      "socks5_greeting decode", "socks5_greeting encode", "the methods", &rows);
  Pair<socks5::Request, string_peer::Socks5Message>::Append(
      "socks5_request decode", "socks5_request encode", "CMD, RSV, the octets of a name", &rows);
  Pair<socks5::Reply, string_peer::Socks5Message>::Append(
      "socks5_reply decode", "socks5_reply encode", "REP, RSV, the octets of a name", &rows);
  Pair<userpass::Request, string_peer::UserpassRequest>::Append(
      "socks5_userpass_request decode", "socks5_userpass_request encode", "empty texts", &rows);
  Pair<socks4::Request, string_peer::Socks4Request>::Append(
      "socks4_request decode", "socks4_request encode", "CD, lengths, the octets of a name", &rows);
  Pair<tls::RecordHeader, string_peer::TlsRecordHeader>::Append(
      "tls_record_header decode", "tls_record_header encode", "type, version, length", &rows);
  return rows;
}

}  // namespace bench
}  // namespace hardwire
