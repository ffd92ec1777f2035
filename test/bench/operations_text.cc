// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Addresses as text: "192.0.2.1:80", "[2001:db8::1]:443", "example.com:443".

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "absl/base/attributes.h"
#include "fuzz/random_message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/view.h"
#include "test/bench/floor.h"
#include "test/bench/operations.h"
#include "test/bench/passes.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {

enum class HostKind : uint8_t { kIpv4, kIpv6, kName };

struct RawEndpoint {
  HostKind kind;
  uint8_t ip[16];
  Text name;
  uint16_t port;
};

inline uint32_t DigitOf(uint8_t octet) { return octet - uint32_t{'0'}; }
// 16 or more if it is none.
inline uint32_t HexDigitOf(uint8_t octet) {
  const uint32_t digit = DigitOf(octet);
  if (digit < 10) return digit;
  const uint32_t letter = (octet | 0x20u) - uint32_t{'a'};
  return letter < 6 ? letter + 10 : 16;
}
inline bool IsDigits(const uint8_t* p, size_t size) {
  for (size_t i = 0; i < size; ++i) {
    if (DigitOf(p[i]) > 9) return false;
  }
  return true;
}

inline bool FloorDecimal(const uint8_t* p, size_t size, uint32_t most, uint32_t* value) {
  if (size == 0 || size > 5 || (size > 1 && p[0] == '0')) return false;
  uint32_t sum = 0;
  for (size_t i = 0; i < size; ++i) {
    if (DigitOf(p[i]) > 9) return false;
    sum = sum * 10 + DigitOf(p[i]);
  }
  *value = sum;
  return sum <= most;
}

inline bool FloorIpv4(const uint8_t* p, size_t size, uint8_t* ip) {
  size_t at = 0;
  for (int part = 0; part < 4; ++part) {
    size_t end = at;
    while (end < size && p[end] != '.') ++end;
    if ((end == size) != (part == 3)) return false;
    uint32_t value = 0;
    if (!FloorDecimal(p + at, end - at, 255, &value)) return false;
    ip[part] = static_cast<uint8_t>(value);
    at = end + 1;
  }
  return true;
}

// `count` octets were read, of which those from `gap` on belong to the end.
inline void MoveToTheEnd(uint8_t* ip, size_t gap, size_t count) {
  memmove(ip + 16 - (count - gap), ip + gap, count - gap);
  memset(ip + gap, 0, 16 - count);
}

inline bool FloorIpv6(const uint8_t* p, size_t size, uint8_t* ip) {
  size_t count = 0;
  size_t gap = 16;
  size_t at = 0;
  if (size >= 2 && p[0] == ':' && p[1] == ':') {
    gap = 0;
    at = 2;
  } else if (size == 0) {
    return false;
  }
  while (at < size) {
    uint32_t value = 0;
    size_t end = at;
    for (; end < size && HexDigitOf(p[end]) < 16; ++end) value = value << 4 | HexDigitOf(p[end]);
    if (end < size && p[end] == '.') {
      if (count > 12 || !FloorIpv4(p + at, size - at, ip + count)) return false;
      count += 4;
      break;
    }
    if (end == at || end - at > 4 || count > 14) return false;
    ip[count] = static_cast<uint8_t>(value >> 8);
    ip[count + 1] = static_cast<uint8_t>(value & 0xFF);
    count += 2;
    if (end == size) break;
    at = end + 1;
    if (p[end] != ':' || at == size) return false;
    if (p[at] != ':') continue;
    if (gap != 16) return false;
    gap = count;
    ++at;
  }
  if (gap == 16) return count == 16;
  if (count > 14) return false;
  MoveToTheEnd(ip, gap, count);
  return true;
}

inline bool IsLabelOctet(uint8_t octet) {
  return DigitOf(octet) < 10 || (octet | 0x20u) - uint32_t{'a'} < 26 || octet == '-' ||
         octet == '.' || octet == '_';
}

// A name whose last label is no number.
inline bool FloorName(const uint8_t* p, size_t size) {
  if (size == 0 || size > 255) return false;
  for (size_t i = 0; i < size; ++i) {
    if (!IsLabelOctet(p[i])) return false;
  }
  if (p[size - 1] == '.') --size;
  size_t begin = size;
  while (begin > 0 && p[begin - 1] != '.') --begin;
  const uint8_t* const label = p + begin;
  const size_t count = size - begin;
  if (count == 0) return true;
  if (DigitOf(label[0]) > 9) return true;
  if (IsDigits(label, count)) return false;
  if (count < 2 || label[0] != '0' || (label[1] | 0x20) != 'x') return true;
  for (size_t i = 2; i < count; ++i) {
    if (HexDigitOf(label[i]) > 15) return true;
  }
  return false;
}

ABSL_ATTRIBUTE_NOINLINE inline bool FloorEndpoint(const uint8_t* p, size_t size, RawEndpoint* m,
                                                  size_t* used) {
  size_t port_at = size;
  while (port_at > 0 && p[port_at - 1] != ':') --port_at;
  uint32_t port = 0;
  if (port_at == 0 || !FloorDecimal(p + port_at, size - port_at, 65535, &port)) return false;
  const size_t host = port_at - 1;
  m->port = static_cast<uint16_t>(port);
  *used = size;
  if (host != 0 && p[0] == '[') {
    m->kind = HostKind::kIpv6;
    return host > 1 && p[host - 1] == ']' && FloorIpv6(p + 1, host - 2, m->ip);
  }
  m->kind = HostKind::kIpv4;
  if (FloorIpv4(p, host, m->ip)) return true;
  m->kind = HostKind::kName;
  m->name = {p, host};
  return FloorName(p, host);
}

// Reads every octet and keeps what it says.
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitEndpoint(const uint8_t* p, size_t size, RawEndpoint* m) {
  uint32_t sum = 0;
  for (size_t i = 0; i < size; ++i) sum = sum * 10 + DigitOf(p[i]);
  m->port = static_cast<uint16_t>(sum & 0xFFFF);
  m->name = {p, size};
  return size;
}

inline uint8_t* PutDecimal(uint32_t value, uint8_t* out) {
  uint8_t digits[5];
  size_t count = 0;
  do {
    digits[count++] = static_cast<uint8_t>('0' + value % 10);
    value /= 10;
  } while (value != 0);
  while (count != 0) *out++ = digits[--count];
  return out;
}
inline uint8_t* PutHex(uint32_t value, uint8_t* out) {
  constexpr char kDigits[] = "0123456789abcdef";
  int shift = 12;
  while (shift > 0 && value >> shift == 0) shift -= 4;
  for (; shift >= 0; shift -= 4) *out++ = static_cast<uint8_t>(kDigits[value >> shift & 15]);
  return out;
}
inline uint8_t* PutIpv4(const uint8_t* ip, uint8_t* out) {
  for (int i = 0; i < 4; ++i) {
    if (i != 0) *out++ = '.';
    out = PutDecimal(ip[i], out);
  }
  return out;
}
// RFC 5952 section 4: the first of the longest runs of two zeros or more is left out.
inline uint8_t* PutIpv6(const uint8_t* ip, uint8_t* out) {
  int best = 8;
  int longest = 1;
  for (int i = 0; i < 8; ++i) {
    const int begin = i;
    while (i < 8 && Load16(ip + 2 * i) == 0) ++i;
    if (i - begin > longest) {
      best = begin;
      longest = i - begin;
    }
  }
  for (int i = 0; i < 8; ++i) {
    if (i == best) {
      *out++ = ':';
      if (i + longest == 8) *out++ = ':';
      i += longest - 1;
      continue;
    }
    if (i != 0) *out++ = ':';
    out = PutHex(Load16(ip + 2 * i), out);
  }
  return out;
}

ABSL_ATTRIBUTE_NOINLINE inline size_t LimitFormat(const RawEndpoint& m, uint8_t* out) {
  uint8_t* p = out;
  if (m.kind == HostKind::kName) {
    memcpy(p, m.name.data, m.name.size);
    p += m.name.size;
  } else {
    p = m.kind == HostKind::kIpv4 ? PutIpv4(m.ip, p) : PutIpv6(m.ip, p);
  }
  return static_cast<size_t>(PutDecimal(m.port, p) - out);
}

ABSL_ATTRIBUTE_NOINLINE inline bool FloorFormat(const RawEndpoint& m, uint8_t* out, size_t room,
                                                size_t* used) {
  uint8_t text[48];  // all but a name
  uint8_t* p = text;
  const size_t name = m.kind == HostKind::kName ? m.name.size : 0;
  if (m.kind == HostKind::kName) {
    if (name == 0 || name > 255) return false;
    for (size_t i = 0; i < name; ++i) {
      if (m.name.data[i] < 0x80 && !IsLabelOctet(m.name.data[i])) return false;
    }
  } else if (m.kind == HostKind::kIpv4) {
    p = PutIpv4(m.ip, p);
  } else {
    *p++ = '[';
    p = PutIpv6(m.ip, p);
    *p++ = ']';
  }
  *p++ = ':';
  p = PutDecimal(m.port, p);
  const size_t rest = static_cast<size_t>(p - text);
  if (room < name + rest) return false;
  if (name != 0) memcpy(out, m.name.data, name);
  memcpy(out + name, text, rest);
  *used = name + rest;
  return true;
}

namespace {

// What is to be written, read by the floor.
size_t RawEndpointOf(const uint8_t* p, size_t size, RawEndpoint* m) {
  size_t used = 0;
  return FloorEndpoint(p, size, m, &used) ? used : 0;
}

Result WriteEndpoint(const socks::Address& value, Span<uint8_t> room) {
  return socks::Format(value, Span<char>(reinterpret_cast<char*>(room.data()), room.size()));
}

Result ReadEndpoint(Bytes input, socks::Address* out, Policy /*policy*/) {
  return socks::Parse(string_view(reinterpret_cast<const char*>(input.data()), input.size()), out);
}

std::string Group(fuzz::Random* random) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string group;
  for (size_t i = 1 + random->Below(4); i > 0; --i) group += kDigits[random->Below(16)];
  return group;
}

std::string HostText(fuzz::Random* random) {
  switch (random->Below(5)) {
    case 0:
      return "[2001:db8:" + Group(random) + "::" + Group(random) + "]";
    case 1:
    case 2: {
      std::string text;
      for (int i = 0; i < 4; ++i) text += (i == 0 ? "" : ".") + std::to_string(random->Below(256));
      return text;
    }
    default:
      return std::string(1 + random->Below(31), 'n') + ".com";
  }
}

// Of ten four domain names, four IPv4 and two IPv6 addresses.
const Table& Endpoints() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    const std::string text = HostText(random) + ":" + std::to_string(random->Below(65536));
    out->assign(text.begin(), text.end());
  }));
  return *table;
}

}  // namespace

std::vector<Operation> TextOperations() {
  return {
      DecodeRow<socks::Address, RawEndpoint, Endpoints, FloorEndpoint, LimitEndpoint, ReadEndpoint>(
          "address_text parse"),
      EncodeRow<socks::Address, RawEndpoint, Endpoints, RawEndpointOf, FloorFormat, LimitFormat,
                ReadEndpoint, WriteEndpoint>("address_text format")};
}

}  // namespace bench
}  // namespace hardwire
