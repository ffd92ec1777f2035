// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/differential/text_model.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hardwire {
namespace text_model {
namespace {

const std::string kDigits = "0123456789";
const std::string kHexDigits = "0123456789abcdefABCDEF";
const std::string kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool IsMadeOf(const std::string& text, const std::string& characters) {
  return text.find_first_not_of(characters) == std::string::npos;
}

std::vector<std::string> Split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == at) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

// A decimal number up to `most` without leading zeros.
std::optional<unsigned> Decimal(const std::string& text, unsigned most) {
  if (text.empty() || text.size() > 5 || !IsMadeOf(text, kDigits)) return std::nullopt;
  if (text.size() > 1 && text[0] == '0') return std::nullopt;
  const unsigned number = static_cast<unsigned>(std::stoul(text));
  if (number > most) return std::nullopt;
  return number;
}

std::optional<Octets> Ipv4(const std::string& text) {
  Octets octets;
  for (const std::string& part : Split(text, '.')) {
    const std::optional<unsigned> number = Decimal(part, 255);
    if (!number) return std::nullopt;
    octets.push_back(static_cast<uint8_t>(*number));
  }
  if (octets.size() != 4) return std::nullopt;
  return octets;
}

// The octets of groups with colons between them, of which the last may be an IPv4 address.
std::optional<Octets> Groups(const std::string& text, bool may_end_in_ipv4) {
  Octets octets;
  if (text.empty()) return octets;
  const std::vector<std::string> groups = Split(text, ':');
  for (size_t i = 0; i < groups.size(); ++i) {
    const std::string& group = groups[i];
    if (may_end_in_ipv4 && i + 1 == groups.size() && group.find('.') != std::string::npos) {
      const std::optional<Octets> ipv4 = Ipv4(group);
      if (!ipv4) return std::nullopt;
      octets.insert(octets.end(), ipv4->begin(), ipv4->end());
      continue;
    }
    if (group.empty() || group.size() > 4 || !IsMadeOf(group, kHexDigits)) return std::nullopt;
    const uint64_t number = std::stoul(group, nullptr, 16);
    octets.push_back(static_cast<uint8_t>(number >> 8));
    octets.push_back(static_cast<uint8_t>(number & 0xFF));
  }
  return octets;
}

// RFC 4291 section 2.2: "::" stands for one or more groups of zeros, and comes once.
std::optional<Octets> Ipv6(const std::string& text) {
  const size_t gap = text.find("::");
  if (gap == std::string::npos) {
    std::optional<Octets> octets = Groups(text, true);
    if (!octets || octets->size() != 16) return std::nullopt;
    return octets;
  }
  const std::optional<Octets> front = Groups(text.substr(0, gap), false);
  const std::optional<Octets> back = Groups(text.substr(gap + 2), true);
  if (!front || !back || front->size() + back->size() > 14) return std::nullopt;
  Octets octets = *front;
  octets.resize(16 - back->size());
  octets.insert(octets.end(), back->begin(), back->end());
  return octets;
}

// Whether the last label is a number: a resolver may take the whole for an IPv4 address. One dot at
// the end is the root's.
bool EndsInANumber(std::string name) {
  if (!name.empty() && name.back() == '.') name.pop_back();
  const std::string last = Split(name, '.').back();
  if (last.empty()) return false;
  if (IsMadeOf(last, kDigits)) return true;
  const std::string prefix = last.substr(0, 2);
  return (prefix == "0x" || prefix == "0X") && IsMadeOf(last.substr(2), kHexDigits);
}

bool IsName(const std::string& host) {
  return !host.empty() && host.size() <= 255 && IsMadeOf(host, kLetters + kDigits + "-._");
}

bool IsAscii(char c) { return static_cast<uint8_t>(c) < 128; }

// Where the port begins: behind the last colon. A text that ends in a bracket has none.
std::optional<size_t> PortOf(const std::string& text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  if (text.back() == ']') return std::nullopt;
  return colon + 1;
}

Outcome Unsendable(const std::string& detail, uint64_t n, unsigned octet = 0) {
  return {"serialization", detail, n, octet};
}

bool SetHost(const std::string& host, Address* address) {
  std::optional<Octets> octets;
  if (!host.empty() && host[0] == '[') {
    if (host.back() == ']') octets = Ipv6(host.substr(1, host.size() - 2));
    address->type = "ipv6";
  } else if (octets = Ipv4(host); octets) {
    address->type = "ipv4";
  } else {
    address->type = "domain";
    address->name = host;
    return IsName(host) && !EndsInANumber(host);
  }
  if (octets) address->octets = *octets;
  return octets.has_value();
}

std::string Hex(unsigned number) {
  std::string text;
  do {
    text = kHexDigits[number % 16] + text;
    number /= 16;
  } while (number > 0);
  return text;
}

std::string Ipv4Text(const Octets& octets) {
  std::string text;
  for (size_t i = 0; i < 4; ++i) text += (i == 0 ? "" : ".") + std::to_string(octets[i]);
  return text;
}

// RFC 5952 section 4: the first of the longest runs of two zeros or more is left out.
std::string Ipv6Text(const Octets& octets) {
  std::vector<unsigned> groups;
  for (size_t i = 0; i < 16; i += 2) groups.push_back(octets[i] * 256U + octets[i + 1]);
  size_t best = 0;
  size_t longest = 1;
  for (size_t i = 0; i < 8; ++i) {
    size_t run = 0;
    while (i + run < 8 && groups[i + run] == 0) ++run;
    if (run > longest) best = i;
    longest = std::max(longest, run);
  }
  const auto join = [&groups](size_t from, size_t to) {
    std::string text;
    for (size_t i = from; i < to; ++i) text += (i == from ? "" : ":") + Hex(groups[i]);
    return text;
  };
  if (longest < 2) return join(0, 8);
  return join(0, best) + "::" + join(best + longest, 8);
}

Outcome Write(const std::string& written, size_t room, std::string* text) {
  if (written.size() > room) return Unsendable("output_too_small", written.size());
  *text = written;
  return {"ok", "none", written.size(), 0};
}

// A name that can be shown: octets above 7F as they are.
bool CanBeShown(const std::string& name) {
  std::string ascii;
  for (const char c : name) ascii += IsAscii(c) ? c : 'a';
  return IsName(ascii);
}

}  // namespace

std::string HostOf(const std::string& text) {
  const std::optional<size_t> port = PortOf(text);
  return port ? text.substr(0, *port - 1) : "";
}

Outcome Parse(const std::string& text, Address* address) {
  const std::optional<size_t> begin = PortOf(text);
  if (!begin) return Unsendable("port_text", text.size());
  const std::optional<unsigned> port = Decimal(text.substr(*begin), 65535);
  if (!port) return Unsendable("port_text", *begin);
  const std::string host = HostOf(text);
  const auto strange = std::find_if_not(host.begin(), host.end(), IsAscii);
  if (strange != host.end()) {
    return Unsendable("non_ascii_text", static_cast<uint64_t>(strange - host.begin()),
                      static_cast<uint8_t>(*strange));
  }
  Address read;
  read.port = *port;
  if (!SetHost(host, &read)) return Unsendable("address_text", 0);
  *address = read;
  return {"ok", "none", text.size(), 0};
}

Outcome Format(const Address& address, size_t room, std::string* text) {
  const std::string port = ":" + std::to_string(address.port);
  if (address.type == "ipv4") return Write(Ipv4Text(address.octets) + port, room, text);
  if (address.type == "ipv6") return Write("[" + Ipv6Text(address.octets) + "]" + port, room, text);
  if (!CanBeShown(address.name)) return Unsendable("address_text", 0);
  return Write(address.name + port, room, text);
}

Outcome FormatIp(const Address& address, size_t room, std::string* text) {
  if (address.type == "ipv4") return Write(Ipv4Text(address.octets), room, text);
  if (address.type == "ipv6") return Write(Ipv6Text(address.octets), room, text);
  return Unsendable("address_text", 0);
}

namespace {

// An opening: the octets that may stand at each place, and whose it is.
struct Opening {
  std::vector<std::set<uint8_t>> places;
  std::string protocol;
};

std::set<uint8_t> Range(unsigned first, unsigned last) {
  std::set<uint8_t> octets;
  for (unsigned octet = first; octet <= last; ++octet) octets.insert(static_cast<uint8_t>(octet));
  return octets;
}

Opening Exactly(const std::string& text, const std::string& protocol) {
  Opening opening;
  for (const char c : text) opening.places.push_back({static_cast<uint8_t>(c)});
  opening.protocol = protocol;
  return opening;
}

std::vector<Opening> Openings() {
  std::vector<Opening> all = {
      {{{4}}, "socks4"},
      {{{5}}, "socks5"},
      {{Range(20, 24), {3}}, "tls"},
      // Length, CLIENT-HELLO, the first octet of 03xx or of 0002: RFC 5246 appendix E.2.
      {{Range(0x80, 0xFF), Range(0, 0xFF), {1}, {0, 3}}, "sslv2"},
      Exactly("CONNECT ", "http_connect"),
      Exactly("SSH-", "ssh"),
      Exactly("PROXY ", "proxy_v1"),
      Exactly(std::string("\r\n\r\n\0\r\nQUIT\n", 12), "proxy_v2"),
  };
  // RFC 9110 section 9, RFC 5789, RFC 9113 section 3.4.
  for (const char* method :
       {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "PRI"}) {
    all.push_back(Exactly(std::string(method) + " ", "http"));
  }
  return all;
}

// The openings that begin like `input`, or with which it begins.
std::vector<const Opening*> Alive(const Octets& input) {
  static const std::vector<Opening> kAll = Openings();
  std::vector<const Opening*> alive;
  for (const Opening& opening : kAll) {
    bool fits = true;
    for (size_t i = 0; fits && i < std::min(input.size(), opening.places.size()); ++i) {
      fits = opening.places[i].count(input[i]) != 0;
    }
    if (fits) alive.push_back(&opening);
  }
  return alive;
}

// What octets decide; empty while they do not. No opening begins another.
std::string Decided(const Octets& input) {
  const std::vector<const Opening*> alive = Alive(input);
  if (alive.empty()) return "other";
  return alive[0]->places.size() <= input.size() ? alive[0]->protocol : "";
}

// The size of the shortest input that begins with this undecided one and decides. If no octet
// decides, all go on alike.
size_t Earliest(Octets input) {
  input.push_back(0);
  for (unsigned octet = 0; octet < 256; ++octet) {
    input.back() = static_cast<uint8_t>(octet);
    if (!Decided(input).empty()) return input.size();
  }
  return Earliest(input);
}

}  // namespace

Outcome Sniff(const Octets& input, std::string* protocol) {
  Octets read;
  for (const uint8_t octet : input) {
    read.push_back(octet);
    const std::string decided = Decided(read);
    if (decided.empty()) continue;
    *protocol = decided;
    return {"ok", "none", read.size(), 0};
  }
  return {"need_more", "none", Earliest(input), 0};
}

std::string ProtocolOfDatagram(unsigned first_octet) {
  const std::map<unsigned, std::string> begins = {{0, "stun"},  {4, "other"},         {16, "zrtp"},
                                                  {20, "dtls"}, {64, "turn_channel"}, {80, "quic"},
                                                  {128, "rtp"}, {192, "quic"}};
  return (--begins.upper_bound(first_octet))->second;
}

}  // namespace text_model
}  // namespace hardwire
