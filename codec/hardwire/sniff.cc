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
  constexpr ProtocolOpening(string_view text, Protocol is)
      : octets(), size(static_cast<uint8_t>(text.size())), protocol(is) {
    for (size_t i = 0; i < text.size(); ++i) octets[i] = static_cast<uint8_t>(text[i]);
  }
  std::array<uint8_t, 14> octets;
  uint8_t size;
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

constexpr uint8_t FirstOf(const ProtocolOpening& opening) { return opening.octets[0]; }
constexpr size_t kOpenings = kProtocolOpenings.size();

// Which openings have each first octet: from `begin` to `end`, which is behind them.
struct OpeningRange {
  uint8_t begin = 0;
  uint8_t end = 0;
};
struct OpeningIndex {
  constexpr OpeningIndex() : ranges() {
    for (size_t i = 0; i < kOpenings; ++i) {
      OpeningRange& range = ranges[FirstOf(kProtocolOpenings[i])];
      if (range.end == 0) range.begin = static_cast<uint8_t>(i);
      range.end = static_cast<uint8_t>(i + 1);
    }
  }
  std::array<OpeningRange, 0x80> ranges;
};
constexpr OpeningIndex kOpeningIndex;

// Whether each range has no others.
constexpr bool StandTogether() {
  for (size_t first = 0; first < 0x80; ++first) {
    const OpeningRange range = kOpeningIndex.ranges[first];
    for (size_t i = range.begin; i < range.end; ++i) {
      if (FirstOf(kProtocolOpenings[i]) != first) return false;
    }
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

// How many octets of `opening` `in` begins with, which has the first of them.
size_t CommonOctets(ByteReader in, const ProtocolOpening& opening) {
  const size_t most = in.size() < opening.size ? in.size() : opening.size;
  size_t i = 1;
  while (i < most && in.U8(i) == opening.octets[i]) ++i;
  return i;
}

}  // namespace

Result Sniff(Span<const uint8_t> input, Protocol* protocol) {
  const ByteReader in(input);
  if (in.size() == 0) return Result::NeedMore(1);
  const uint8_t first = in.U8(0);
  if (first >= 0x80) return SniffSslv2(in, protocol);
  size_t longest = 0;  // octets that some opening has in common with the input
  const OpeningRange range = kOpeningIndex.ranges[first];
  for (size_t i = range.begin; i != range.end; ++i) {
    const ProtocolOpening& opening = kProtocolOpenings[i];
    const size_t common = CommonOctets(in, opening);
    if (common == opening.size) return SniffedAs(opening.protocol, common, protocol);
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
