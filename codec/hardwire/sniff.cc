// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/sniff.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/names.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace {

using internal::ByteReader;

// Octets that a protocol begins with. None is the beginning of another. Those with the same first
// octet, which is below 0x80, stand together.
struct ProtocolOpening {
  string_view octets;
  Protocol protocol;
};
constexpr std::array<ProtocolOpening, 20> kProtocolOpenings = {{
    // clang-format off
    {"\x04", Protocol::kSocks4},
    {"\x05", Protocol::kSocks5},
    {"\x14\x03", Protocol::kTls},
    {"\x15\x03", Protocol::kTls},
    {"\x16\x03", Protocol::kTls},
    {"\x17\x03", Protocol::kTls},
    {"\x18\x03", Protocol::kTls},
    {"GET ", Protocol::kHttp},
    {"HEAD ", Protocol::kHttp},
    {"POST ", Protocol::kHttp},
    {"PUT ", Protocol::kHttp},
    {"PATCH ", Protocol::kHttp},
    {"PRI ", Protocol::kHttp},
    {"PROXY ", Protocol::kProxyV1},
    {"DELETE ", Protocol::kHttp},
    {"OPTIONS ", Protocol::kHttp},
    {"TRACE ", Protocol::kHttp},
    {"CONNECT ", Protocol::kHttpConnect},
    {"SSH-", Protocol::kSsh},
    {{"\r\n\r\n\0\r\nQUIT\n", 12}, Protocol::kProxyV2},
    // clang-format on
}};

constexpr uint8_t FirstOf(const ProtocolOpening& opening) {
  return static_cast<uint8_t>(opening.octets[0]);
}
constexpr size_t kOpenings = kProtocolOpenings.size();

// Where the openings with each first octet begin; kOpenings if there are none.
struct OpeningIndex {
  constexpr OpeningIndex() : begin() {
    for (uint8_t& own : begin) own = kOpenings;
    for (size_t i = kOpenings; i != 0; --i) {
      begin[FirstOf(kProtocolOpenings[i - 1])] = static_cast<uint8_t>(i - 1);
    }
  }
  std::array<uint8_t, 0x80> begin;
};
constexpr OpeningIndex kOpeningIndex;

// Whether the index leads to all of them.
constexpr bool StandTogether() {
  for (size_t i = 1; i < kOpenings; ++i) {
    const uint8_t first = FirstOf(kProtocolOpenings[i]);
    if (first != FirstOf(kProtocolOpenings[i - 1]) && kOpeningIndex.begin[first] != i) return false;
  }
  return true;
}
static_assert(StandTogether(), "openings with the same first octet are apart");

constexpr internal::Named<Protocol> kProtocolNames[] = {
    {Protocol::kOther, "other"},
    {Protocol::kSocks4, "socks4"},
    {Protocol::kSocks5, "socks5"},
    {Protocol::kTls, "tls"},
    {Protocol::kSslv2, "sslv2"},
    {Protocol::kHttp, "http"},
    {Protocol::kHttpConnect, "http_connect"},
    {Protocol::kSsh, "ssh"},
    {Protocol::kProxyV1, "proxy_v1"},
    {Protocol::kProxyV2, "proxy_v2"},
};

Result SniffedAs(Protocol is, size_t n, Protocol* protocol) {
  *protocol = is;
  return Result::Ok(static_cast<uint32_t>(n));
}

// The high bit, a 15-bit length, message type 1, version 00xx (SSLv2) or 03xx (RFC 5246 appendix
// E.2).
Result SniffSslv2(ByteReader in, Protocol* protocol) {
  if (in.size() < 3) return Result::NeedMore(3);
  if (in.U8(2) != 1) return SniffedAs(Protocol::kOther, 3, protocol);
  if (in.size() < 4) return Result::NeedMore(4);
  const uint8_t major = in.U8(3);
  return SniffedAs(major == 0 || major == 3 ? Protocol::kSslv2 : Protocol::kOther, 4, protocol);
}

// How many octets of `octets` `in` begins with, which has the first of them.
size_t CommonOctets(ByteReader in, string_view octets) {
  const ByteReader opening(octets);
  const size_t most = in.size() < octets.size() ? in.size() : octets.size();
  size_t i = 1;
  while (i < most && in.U8(i) == opening.U8(i)) ++i;
  return i;
}

}  // namespace

Result Sniff(Span<const uint8_t> input, Protocol* protocol) {
  const ByteReader in(input);
  if (in.size() == 0) return Result::NeedMore(1);
  const uint8_t first = in.U8(0);
  if (first >= 0x80) return SniffSslv2(in, protocol);
  size_t longest = 0;  // octets that some opening has in common with the input
  for (size_t i = kOpeningIndex.begin[first]; i < kOpenings; ++i) {
    const ProtocolOpening& opening = kProtocolOpenings[i];
    if (FirstOf(opening) != first) break;
    const size_t common = CommonOctets(in, opening.octets);
    if (common == opening.octets.size()) return SniffedAs(opening.protocol, common, protocol);
    if (common > longest) longest = common;
  }
  // Octet `longest` decides: it is no opening's, or has not arrived.
  const uint32_t deciding = static_cast<uint32_t>(longest + 1);
  if (longest == in.size()) return Result::NeedMore(deciding);
  return SniffedAs(Protocol::kOther, deciding, protocol);
}

string_view Name(Protocol protocol) { return internal::NameIn(kProtocolNames, protocol); }

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
