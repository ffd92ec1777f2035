// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/address_text.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/socks/domain.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks {
namespace {

using internal::ByteReader;
using internal::ByteWriter;

constexpr internal::Judge kTextJudge = internal::Judge::Encoder(Layer::kSocks);

Result BadHost() { return kTextJudge.Fault(Detail::kAddressText, 0); }

// Reads text from front to back. Each call says whether the thing was there; nothing is taken if
// not.
class TextScanner {
 public:
  explicit TextScanner(ByteReader in) : in_(in) {}

  bool AtEnd() const { return at_ == in_.size(); }
  void GoTo(size_t at) { at_ = at; }

  bool Take(char c) {
    if (AtEnd() || in_.U8(at_) != static_cast<uint8_t>(c)) return false;
    ++at_;
    return true;
  }

  // A decimal number of at most `most`, without leading zeros.
  bool TakeDecimal(uint32_t most, uint32_t* value) {
    const size_t begin = at_;
    uint32_t number = 0;
    size_t i = begin;
    for (; i < in_.size() && in_.U8(i) >= '0' && in_.U8(i) <= '9'; ++i) {
      if (i > begin && number == 0) return false;
      number = number * 10 + (in_.U8(i) - uint32_t{'0'});
      if (number > most) return false;
    }
    if (i == begin) return false;
    at_ = i;
    *value = number;
    return true;
  }

  // One to four hexadecimal digits.
  bool TakeHex(uint16_t* value) {
    uint32_t number = 0;
    size_t i = at_;
    for (int digit; i < in_.size() && (digit = Digit(in_.U8(i))) >= 0; ++i) {
      if (i - at_ == 4) return false;
      number = number << 4 | static_cast<uint32_t>(digit);
    }
    if (i == at_) return false;
    at_ = i;
    *value = static_cast<uint16_t>(number);
    return true;
  }

  // Four decimal numbers with dots between them.
  bool TakeIpv4(Span<uint8_t> octets) {
    const size_t begin = at_;
    for (size_t i = 0; i < 4; ++i) {
      uint32_t number = 0;
      if ((i != 0 && !Take('.')) || !TakeDecimal(255, &number)) {
        at_ = begin;
        return false;
      }
      octets[i] = static_cast<uint8_t>(number);
    }
    return true;
  }

 private:
  static int Digit(uint8_t c) {
    if (c >= '0' && c <= '9') return c - '0';
    const int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  ByteReader in_;
  size_t at_ = 0;
};

// RFC 4291 section 2.2: up to eight groups, one "::" for the zeros that are left out, the last two
// groups possibly as an IPv4 address. Reads to the end of the scanner or to `]`. `*octets` is zero.
bool TakeIpv6(TextScanner* scanner, std::array<uint8_t, 16>* octets) {
  std::array<uint8_t, 16> given = {};
  size_t count = 0;  // octets given
  constexpr size_t kNowhere = 17;
  size_t gap = kNowhere;  // how many octets stand before "::"
  if (scanner->Take(':')) {
    if (!scanner->Take(':')) return false;
    gap = 0;
  }
  bool more = true;
  while (more) {
    uint16_t group = 0;
    if (count <= 12 && scanner->TakeIpv4(internal::Part(MakeSpan(given), count, 4))) {
      count += 4;
      break;
    }
    if (!scanner->TakeHex(&group)) {
      // Nothing may follow "::", and only that.
      if (gap != count) return false;
      break;
    }
    if (count == 16) return false;
    given[count] = static_cast<uint8_t>(group >> 8);
    given[count + 1] = static_cast<uint8_t>(group & 0xFF);
    count += 2;
    more = scanner->Take(':');
    if (more && scanner->Take(':')) {
      if (gap != kNowhere) return false;
      gap = count;
    }
  }
  // "::" stands for at least one group.
  if (gap == kNowhere ? count != 16 : count > 14) return false;
  for (size_t i = 0; i < count; ++i) (*octets)[i < gap ? i : 16 - count + i] = given[i];
  return true;
}

// Where the first octet above 7F stands; size() where there is none.
size_t FirstNonAscii(ByteReader in) {
  size_t i = 0;
  while (i < in.size() && in.U8(i) <= 0x7F) ++i;
  return i;
}

// Fit for a name in text.
bool IsNameOctet(uint8_t octet) { return octet > 0x7F || internal::kDomainOctets[octet] == 0; }

bool IsName(ByteReader name) {
  if (name.size() == 0 || name.size() > internal::kMaxDomainSize) return false;
  for (size_t i = 0; i < name.size(); ++i) {
    if (!IsNameOctet(name.U8(i))) return false;
  }
  return true;
}

// Whether the last label is a number, decimal or behind 0x, as in the IPv4 addresses that resolvers
// read: such a name is no domain name. `name` is not empty.
bool EndsInNumber(ByteReader name) {
  size_t end = name.size();
  if (name.U8(end - 1) == '.') --end;
  size_t begin = end;
  while (begin > 0 && name.U8(begin - 1) != '.') --begin;
  const bool hex = end - begin >= 2 && name.U8(begin) == '0' && (name.U8(begin + 1) | 0x20) == 'x';
  if (begin == end) return false;
  for (size_t i = hex ? begin + 2 : begin; i < end; ++i) {
    const uint8_t c = name.U8(i);
    const uint8_t lower = c | 0x20;
    const bool digit = (c >= '0' && c <= '9') || (hex && lower >= 'a' && lower <= 'f');
    if (!digit) return false;
  }
  return true;
}

// Text in memory of its own, so that nothing is written before its size is known.
class TextLine {
 public:
  void Put(char c) { text_[size_++] = static_cast<uint8_t>(c); }

  void Decimal(uint32_t value) {
    if (value >= 10) Decimal(value / 10);
    Put(static_cast<char>('0' + value % 10));
  }

  // Lower case, without leading zeros: RFC 5952 section 4.
  static constexpr string_view kHexDigits = "0123456789abcdef";
  void Hex(uint32_t value) {
    if (value >= 16) Hex(value >> 4);
    Put(kHexDigits[value & 0xF]);
  }

  string_view text() const {
    return ByteReader(Span<const uint8_t>(text_.data(), size_)).Text(0, size_);
  }

 private:
  std::array<uint8_t, kMaxIpText + 8> text_;
  size_t size_ = 0;
};

void PutIpv4(ByteReader ip, TextLine* line) {
  for (size_t i = 0; i < 4; ++i) {
    if (i != 0) line->Put('.');
    line->Decimal(ip.U8(i));
  }
}

// RFC 5952 section 4: the longest run of two or more zero groups, the first of equals, becomes
// "::".
void PutIpv6(ByteReader ip, TextLine* line) {
  size_t best = 8;
  size_t best_size = 1;
  for (size_t i = 0; i < 8;) {
    size_t end = i;
    while (end < 8 && ip.U16(2 * end) == 0) ++end;
    if (end - i > best_size) {
      best = i;
      best_size = end - i;
    }
    i = end + 1;
  }
  for (size_t i = 0; i < 8; ++i) {
    if (i == best) {
      line->Put(':');
      line->Put(':');
      i += best_size - 1;
      continue;
    }
    if (i != 0 && i != best + best_size) line->Put(':');
    line->Hex(ip.U16(2 * i));
  }
}

void PutIp(const Address& address, TextLine* line) {
  const ByteReader ip(address.ip());
  if (address.type() == AddressType::kIpv4) {
    PutIpv4(ip, line);
  } else {
    PutIpv6(ip, line);
  }
}

// `head` and `tail`, or nothing.
Result WriteTextLine(string_view head, string_view tail, Span<char> output) {
  const size_t size = head.size() + tail.size();
  if (output.size() < size) return kTextJudge.TooSmall(size);
  ByteWriter out(output);
  out.Text(head);
  out.Text(tail);
  return kTextJudge.Ok(size);
}

}  // namespace

Result Parse(string_view text, Address* address) {
  const ByteReader in(text);
  size_t colon = in.size();  // the last one
  while (colon > 0 && in.U8(colon - 1) != ':') --colon;
  const bool inside_brackets = in.size() > 0 && in.U8(in.size() - 1) == ']';
  if (colon == 0 || inside_brackets) {
    return kTextJudge.Fault(Detail::kPortText, in.size());
  }
  TextScanner port_scanner(in);
  port_scanner.GoTo(colon);
  uint32_t port = 0;
  if (!port_scanner.TakeDecimal(65535, &port) || !port_scanner.AtEnd()) {
    return kTextJudge.Fault(Detail::kPortText, colon);
  }
  const uint16_t number = static_cast<uint16_t>(port);
  const ByteReader host(in.Bytes(0, colon - 1));
  const size_t odd = FirstNonAscii(host);
  if (odd < host.size()) return kTextJudge.Fault(Detail::kNonAsciiText, odd, host.U8(odd));
  TextScanner scanner(host);
  std::array<uint8_t, 4> ipv4 = {};
  std::array<uint8_t, 16> ipv6 = {};
  if (scanner.Take('[')) {
    if (!TakeIpv6(&scanner, &ipv6) || !scanner.Take(']') || !scanner.AtEnd()) return BadHost();
    address->AssignIpv6(ipv6, number);
  } else if (scanner.TakeIpv4(MakeSpan(ipv4)) && scanner.AtEnd()) {
    address->AssignIpv4(ipv4, number);
  } else {
    if (!IsName(host) || EndsInNumber(host)) return BadHost();
    address->AssignDomain(in.Text(0, host.size()), number);
  }
  return kTextJudge.Ok(in.size());
}

Result Format(const Address& address, Span<char> output) {
  TextLine line;
  if (address.type() == AddressType::kDomain) {
    if (!IsName(ByteReader(address.domain()))) return BadHost();
    line.Put(':');
    line.Decimal(address.port());
    return WriteTextLine(address.domain(), line.text(), output);
  }
  const bool ipv6 = address.type() == AddressType::kIpv6;
  if (ipv6) line.Put('[');
  PutIp(address, &line);
  if (ipv6) line.Put(']');
  line.Put(':');
  line.Decimal(address.port());
  return WriteTextLine(line.text(), string_view(), output);
}

Result FormatIp(const Address& address, Span<char> output) {
  if (address.type() == AddressType::kDomain) return BadHost();
  TextLine line;
  PutIp(address, &line);
  return WriteTextLine(line.text(), string_view(), output);
}

}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
