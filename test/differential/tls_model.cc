// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/differential/tls_model.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace hardwire {
namespace tls_model {
namespace {

// Content types: RFC 8446 section 5.1, RFC 6520, RFC 9146, RFC 9147, RFC 9853.
constexpr unsigned kCcs = 20;
constexpr unsigned kAlertType = 21;
constexpr unsigned kHandshakeType = 22;
constexpr unsigned kData = 23;
constexpr unsigned kTls13Version = 0x0304;

using Set = std::set<unsigned>;
const Set kTypesOfTls = {20, 21, 22, 23, 24};
const Set kTypesOfDtls = {20, 21, 22, 23, 24, 25, 26, 27};

std::string Text(uint64_t number) { return std::to_string(number); }
std::string Text(const Octets& octets) { return std::string(octets.begin(), octets.end()); }

// One message before its judge.
class Trial {
 public:
  // `error`: the code of what is wrong, "deserialization" or "serialization".
  Trial(const std::string& error, const Names& rejected, const std::string& layer = "tls")
      : error_(error), rejected_(rejected) {
    opinion_.layer = layer;
  }

  // What no policy accepts. True, so that a rule can end with it.
  bool Fault(const std::string& detail, uint64_t n, unsigned octet = 0) {
    opinion_.code = error_;
    opinion_.detail = detail;
    opinion_.n = n;
    opinion_.octet = octet;
    return true;
  }

  // A rule that a policy judges. True: it is rejected, under `name` or under `detail`.
  bool Breaks(const std::string& name, uint64_t n, unsigned octet = 0,
              const std::string& detail = "") {
    if (rejected_.count(name) != 0) return Fault(detail.empty() ? name : detail, n, octet);
    violations_.insert(name);
    return false;
  }

  const Names& violations() const { return violations_; }
  Opinion Failed() const { return opinion_; }
  Opinion NeedMore(uint64_t n) { return Plain("need_more", n); }

  Opinion Read(uint64_t n, const std::vector<std::string>& fields) {
    Plain("ok", n);
    opinion_.violations = violations_;
    opinion_.fields = fields;
    return opinion_;
  }

  Opinion Write(const Octets& octets, uint64_t room) {
    if (room < octets.size()) {
      Fault("output_too_small", octets.size());
      return opinion_;
    }
    Plain("ok", octets.size());
    opinion_.fields = {Text(octets)};
    return opinion_;
  }

 private:
  Opinion Plain(const std::string& code, uint64_t n) {
    opinion_.code = code;
    opinion_.n = n;
    return opinion_;
  }

  std::string error_;
  const Names& rejected_;
  Names violations_;
  Opinion opinion_;
};

const char kReading[] = "deserialization";
const char kWriting[] = "serialization";
const Names kNothing;

void Append(uint64_t number, int octets, Octets* out) {
  for (int i = octets - 1; i >= 0; --i) out->push_back(static_cast<uint8_t>(number >> (8 * i)));
}

void Append(const Octets& more, Octets* out) { out->insert(out->end(), more.begin(), more.end()); }

Octets Part(const Octets& octets, size_t from, size_t to) {
  return Octets(octets.begin() + static_cast<std::ptrdiff_t>(from),
                octets.begin() + static_cast<std::ptrdiff_t>(to));
}

unsigned Two(const Octets& octets, size_t at) {
  return static_cast<unsigned>(octets[at]) * 256 + octets[at + 1];
}

// Whether nobody may send records: the context is of a version that TLS does not have.
bool IsNowhere(const Place& place) {
  if (place.phase != "plain" && place.phase != "protected") return false;
  return place.version != 0 && (place.version < 0x0300 || place.version > kTls13Version);
}

bool Is(const Place& place, const std::string& phase, bool tls13) {
  return place.phase == phase && (place.version == kTls13Version) == tls13;
}

// What the first octet looks like where it is no content type.
std::string WhatBegins(unsigned octet) {
  if ((octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z') || octet == '\r') {
    return "not_tls_text";
  }
  if (octet == 4 || octet == 5) return "not_tls_socks";
  return octet >= 0x80 ? "not_tls_sslv2" : "unknown_content_type";
}

// RFC 8446 section 5. Rules return true where the message is refused.
bool RefusesType(unsigned type, const Place& place, Trial* trial) {
  if (IsNowhere(place)) return trial->Fault("unexpected_content_type", 0, type);
  if (kTypesOfTls.count(type) == 0) {
    return trial->Breaks("unknown_content_type", 0, type, WhatBegins(type));
  }
  Set allowed = kTypesOfTls;
  if (place.phase == "initial") allowed = {kAlertType, kHandshakeType};
  if (Is(place, "protected", true)) allowed = {kCcs, kData};
  return allowed.count(type) == 0 && trial->Fault("unexpected_content_type", 0, type);
}

// RFC 8446 sections 5.1 and 5.2, RFC 5246 section 6.2.1 and appendix E.1.
bool RefusesMajor(unsigned major, const Place& place, Trial* trial) {
  if (Is(place, "plain", true)) return false;
  return major != 3 && trial->Fault("record_major_version", 1, major);
}
bool RefusesMinor(unsigned minor, const Place& place, Trial* trial) {
  if (Is(place, "plain", true) || place.phase == "relay") return false;
  Set expected;
  if (place.phase == "initial") {
    expected = {0, 1, 2, 3, 4};
  } else if (place.version == 0) {
    expected = {0, 1, 2, 3};
  } else if (place.version == kTls13Version) {
    expected = {3};
  } else {
    expected = {place.version & 0xFF};
  }
  return expected.count(minor) == 0 && trial->Breaks("record_version", 1, minor);
}

bool MayBeEmpty(unsigned type, const Place& place) {
  if (place.phase == "relay") return true;
  if (Is(place, "protected", true)) return false;
  return type != kCcs && type != kAlertType && type != kHandshakeType;
}

// Whether alerts and change_cipher_spec are in the clear, as far as the context knows.
bool IsClear(const Place& place) {
  return place.phase == "initial" || place.phase == "plain" || Is(place, "protected", true);
}

bool RefusesLength(unsigned type, uint64_t length, const Place& place, Trial* trial) {
  if (length > LongestRecord(place)) return trial->Fault("record_overflow", 3);
  if (length == 0 && !MayBeEmpty(type, place)) return trial->Breaks("empty_fragment", 3);
  return type == kCcs && length > 1 && IsClear(place) && trial->Breaks("ccs_value", 3);
}

// The header as far as it is there, in the order of the wire.
bool RefusesHeader(const Header& header, const Place& place, Trial* trial) {
  if (header.have >= 1 && RefusesType(header.type, place, trial)) return true;
  if (header.have >= 2 && RefusesMajor(header.version >> 8, place, trial)) return true;
  if (header.have >= 3 && RefusesMinor(header.version & 0xFF, place, trial)) return true;
  return header.have >= 5 && RefusesLength(header.type, header.length, place, trial);
}

// The fragment of a whole record, of which `fragment` has the first octets.
bool RefusesFragment(const Header& header, const Octets& fragment, const Place& place,
                     Trial* trial) {
  if (!IsClear(place)) return false;
  const bool first = !fragment.empty();
  if (header.type == kAlertType && header.length != 0 && header.length != 2) {
    return trial->Breaks("alert_size", 3);
  }
  if (header.type == kAlertType && first && !LevelIsKnown(fragment[0])) {
    return trial->Breaks("alert_level", 5, fragment[0]);
  }
  if (header.type == kCcs && header.length == 1 && first && fragment[0] != 1) {
    return trial->Breaks("ccs_value", 5, fragment[0]);
  }
  return false;
}

Octets HeaderOctets(const Header& header, const Place& place) {
  Octets octets;
  Append(header.type, 1, &octets);
  Append(Is(place, "plain", true) ? 0x0303 : header.version, 2, &octets);
  Append(header.length, 2, &octets);
  return octets;
}

// The length of the shortest record whose length begins with `high`; of the longest there may be
// where none does: what is wrong with a number is said when it is complete.
uint64_t ShortestBehind(unsigned high, const Place& place) {
  return std::min<uint64_t>(uint64_t{high} * 256, LongestRecord(place));
}

}  // namespace

unsigned LongestRecord(const Place& place) {
  unsigned own = 16384;  // RFC 8446 section 5.1, RFC 5246 section 6.2.1
  if (place.phase == "relay") own = 18432;
  if (place.phase == "protected") own = place.version == kTls13Version ? 16640 : 18432;
  if (IsNowhere(place)) own = 0;
  return std::min(own, place.limit);
}

Header HeaderOf(const Octets& octets) {
  Header header;
  header.have = static_cast<unsigned>(std::min<size_t>(octets.size(), 5));
  if (header.have >= 1) header.type = octets[0];
  if (header.have >= 2) header.version = octets[1] * 256U;
  if (header.have >= 3) header.version += octets[2];
  if (header.have >= 4) header.length = octets[3] * 256U;
  if (header.have >= 5) header.length += octets[4];
  return header;
}

Opinion ReadHeader(const Octets& octets, const Place& place, const Names& rejected) {
  Trial trial(kReading, rejected);
  const Header header = HeaderOf(octets);
  if (RefusesHeader(header, place, &trial)) return trial.Failed();
  if (header.have < 5) return trial.NeedMore(5);
  return trial.Read(5, {Text(header.type), Text(header.version), Text(header.length)});
}

Opinion WriteHeader(Header header, const Place& place, const Names& rejected, uint64_t room) {
  Trial trial(kWriting, rejected);
  header.have = 5;
  if (RefusesHeader(header, place, &trial)) return trial.Failed();
  return trial.Write(HeaderOctets(header, place), room);
}

Opinion ReadRecord(const Octets& octets, const Place& place, const Names& rejected) {
  Trial trial(kReading, rejected);
  const Header header = HeaderOf(octets);
  if (RefusesHeader(header, place, &trial)) return trial.Failed();
  if (header.have < 4) return trial.NeedMore(5);
  if (header.have < 5) return trial.NeedMore(5 + ShortestBehind(octets[3], place));
  const size_t end = std::min<size_t>(octets.size(), 5 + header.length);
  const Octets fragment = Part(octets, 5, end);
  if (RefusesFragment(header, fragment, place, &trial)) return trial.Failed();
  if (fragment.size() < header.length) return trial.NeedMore(5 + header.length);
  return trial.Read(end, {Text(header.type), Text(header.version), Text(fragment)});
}

Opinion WriteRecord(Header header, const Octets& fragment, const Place& place,
                    const Names& rejected, uint64_t room) {
  Trial trial(kWriting, rejected);
  header.have = 5;
  header.length = fragment.size();
  if (RefusesHeader(header, place, &trial)) return trial.Failed();
  if (RefusesFragment(header, fragment, place, &trial)) return trial.Failed();
  Octets octets = HeaderOctets(header, place);
  Append(fragment, &octets);
  return trial.Write(octets, room);
}

namespace {

struct Protocol {
  std::string layer;
  Set known;
  Set allowed;
  unsigned most;
};

const Protocol& ProtocolOf(const std::string& name) {
  static const std::map<std::string, Protocol> kProtocols = {
      {"tls13", {"tls", kTypesOfTls, {21, 22, 23, 24}, 16385}},
      {"dtls13", {"dtls", kTypesOfDtls, {21, 22, 23, 24, 26, 27}, 16385}},
      {"dtls12", {"dtls", kTypesOfDtls, {20, 21, 22, 23, 24, 27}, 16384}},
  };
  return kProtocols.at(name);
}

// RFC 8446 sections 5.1 and 5.4, RFC 5246 sections 6.2.1 and 7.1.
bool RefusesContent(unsigned type, const Octets& content, Trial* trial) {
  if (content.empty()) {
    const bool messages = type == kCcs || type == kAlertType || type == kHandshakeType;
    return messages && trial->Breaks("empty_fragment", 0);
  }
  if (type == kAlertType) {
    if (content.size() != 2) return trial->Breaks("alert_size", 0);
    return !LevelIsKnown(content[0]) && trial->Breaks("alert_level", 0, content[0]);
  }
  if (type != kCcs) return false;
  if (content.size() > 1) return trial->Breaks("ccs_value", 0);
  return content[0] != 1 && trial->Breaks("ccs_value", 0, content[0]);
}

bool RefusesInner(unsigned type, const Octets& content, const Protocol& protocol, Trial* trial) {
  const size_t at = content.size();
  if (protocol.known.count(type) == 0) {
    if (trial->Breaks("unknown_content_type", at, type)) return true;
  } else if (protocol.allowed.count(type) == 0) {
    return trial->Fault("unexpected_content_type", at, type);
  }
  return RefusesContent(type, content, trial);
}

}  // namespace

Opinion ReadInner(const Octets& octets, const std::string& name, unsigned limit,
                  const Names& rejected) {
  const Protocol& protocol = ProtocolOf(name);
  Trial trial(kReading, rejected, protocol.layer);
  if (octets.empty()) return trial.Fault("truncated", 0), trial.Failed();
  if (octets.size() > std::min(protocol.most, limit)) {
    return trial.Fault("record_overflow", 0), trial.Failed();
  }
  size_t at = octets.size();
  while (at > 0 && octets[at - 1] == 0) --at;
  if (at == 0) return trial.Fault("no_content_type", 0), trial.Failed();
  const unsigned type = octets[at - 1];
  const Octets content = Part(octets, 0, at - 1);
  if (RefusesInner(type, content, protocol, &trial)) return trial.Failed();
  return trial.Read(octets.size(), {Text(type), Text(content), Text(octets.size() - at)});
}

Opinion WriteInner(unsigned type, const Octets& content, uint64_t padding, const std::string& name,
                   unsigned limit, const Names& rejected, uint64_t room) {
  const Protocol& protocol = ProtocolOf(name);
  Trial trial(kWriting, rejected, protocol.layer);
  const uint64_t most = std::min(protocol.most, limit);
  if (content.size() + 1 > most || padding > most - content.size() - 1) {
    return trial.Fault("record_overflow", 0), trial.Failed();
  }
  if (type == 0) return trial.Fault("no_content_type", content.size()), trial.Failed();
  if (RefusesInner(type, content, protocol, &trial)) return trial.Failed();
  Octets octets = content;
  Append(type, 1, &octets);
  octets.resize(octets.size() + static_cast<size_t>(padding));
  return trial.Write(octets, room);
}

bool LevelIsKnown(unsigned level) { return level == 1 || level == 2; }

Opinion ReadAlert(const Octets& octets, const Names& rejected) {
  Trial trial(kReading, rejected);
  if (octets.size() < 2) return trial.Fault("truncated", octets.size()), trial.Failed();
  if (!LevelIsKnown(octets[0]) && trial.Breaks("alert_level", 0, octets[0])) return trial.Failed();
  if (octets.size() > 2 && trial.Breaks("alert_size", 2)) return trial.Failed();
  return trial.Read(2, {Text(octets[0]), Text(octets[1])});
}

Opinion WriteAlert(unsigned level, unsigned description, const Names& rejected, uint64_t room) {
  Trial trial(kWriting, rejected);
  if (!LevelIsKnown(level) && trial.Breaks("alert_level", 0, level)) return trial.Failed();
  return trial.Write({static_cast<uint8_t>(level), static_cast<uint8_t>(description)}, room);
}

bool IsFatal(unsigned level, unsigned description, unsigned version) {
  // RFC 8446 section 6, which RFC 9147 takes over: close_notify and user_canceled.
  if (version == kTls13Version || version == 0xFEFC) return description != 0 && description != 90;
  return level != 1;  // RFC 5246 section 7.2
}

Opinion Verdict(unsigned level, unsigned description, unsigned version) {
  Opinion opinion;
  opinion.code = "ok";
  if (description == 0) {
    opinion.detail = "close_notify";
  } else if (IsFatal(level, description, version)) {
    opinion.detail = "fatal_alert";
  } else {
    return opinion;
  }
  opinion.code = "peer_refused";
  opinion.n = 1;
  opinion.octet = description;
  return opinion;
}

std::vector<std::string> JoinAlerts(const Octets& octets) {
  std::vector<std::string> alerts;
  for (size_t i = 0; i + 2 <= octets.size(); i += 2) {
    alerts.push_back(Text(octets[i]) + " " + Text(octets[i + 1]));
  }
  return alerts;
}

int AnswerTo(const Opinion& opinion) {
  if (opinion.layer != "tls" || opinion.code == "ok" || opinion.code == "need_more") return -1;
  if (opinion.detail == "output_too_small") return -1;
  if (opinion.code == "peer_refused") return opinion.detail == "close_notify" ? 0 : -1;
  if (opinion.detail.rfind("closed_", 0) == 0) return -1;
  // Nothing at all: an alert or an inner plaintext of no octets (RFC 8446 section 5.4).
  if (opinion.detail == "truncated" && opinion.n == 0) return 10;
  // What was not sent for a fault of one's own: internal_error.
  if (opinion.code != "deserialization") return 80;
  static const std::map<std::string, int> kOthers = {
      {"record_version", 70},     {"record_major_version", 70},
      {"record_overflow", 22},    {"alert_level", 47},
      {"sslv2_session_id", 47},   {"handshake_too_long", 47},
      {"alert_size", 50},         {"sslv2_length", 50},
      {"sslv2_cipher_specs", 50}, {"sslv2_challenge", 50},
      {"truncated", 50},
  };
  const auto found = kOthers.find(opinion.detail);
  return found == kOthers.end() ? 10 : found->second;  // unexpected_message
}

// RFC 5246 appendix E.2: length, msg_type, version, cipher_spec_length, session_id_length,
// challenge_length; the cipher specs, no session id, the challenge.
Opinion ReadSslv2Hello(const Octets& octets) {
  Trial trial(kReading, kNothing);
  const size_t have = octets.size();
  const auto fault = [&](const char* detail, uint64_t n, unsigned octet = 0) {
    trial.Fault(detail, n, octet);
    return trial.Failed();
  };
  constexpr unsigned kShortest = 9 + 3 + 16;
  if (have == 0) return trial.NeedMore(2 + kShortest);
  // The first octet decides alone where no length that can be begins with it.
  const unsigned least = (octets[0] & 0x7FU) * 256;
  if (octets[0] < 0x80 || least > 4096) return fault("sslv2_length", 0, octets[0]);
  if (have == 1) return trial.NeedMore(2 + std::max(kShortest, least));
  const unsigned length = Two(octets, 0) - 0x8000U;
  if (length < kShortest || length > 4096) return fault("sslv2_length", 0);
  if (have >= 3 && octets[2] != 1) return fault("sslv2_message_type", 2, octets[2]);
  if (have >= 4 && octets[3] != 3) return fault("record_major_version", 3, octets[3]);
  if (have >= 7) {
    const unsigned specs = Two(octets, 5);
    if (specs == 0 || specs % 3 != 0) return fault("sslv2_cipher_specs", 5);
    if (specs + 9 + 16 > length || specs + 9 + 32 < length) return fault("sslv2_challenge", 5);
    if (have >= 9 && Two(octets, 7) != 0) return fault("sslv2_session_id", 7);
    if (have >= 11 && Two(octets, 9) != length - 9 - specs) return fault("sslv2_challenge", 9);
  }
  if (have < 2 + length) return trial.NeedMore(2 + length);
  const size_t middle = 11 + Two(octets, 5);
  return trial.Read(2 + length, {Text(Two(octets, 3)), Text(Part(octets, 11, middle)),
                                 Text(Part(octets, middle, 2 + length))});
}

Opinion WriteSslv2Hello(unsigned version, const Octets& cipher_specs, const Octets& challenge,
                        uint64_t room) {
  Trial trial(kWriting, kNothing);
  const auto fault = [&](const char* detail, uint64_t n, unsigned octet = 0) {
    trial.Fault(detail, n, octet);
    return trial.Failed();
  };
  const uint64_t length = 9 + cipher_specs.size() + challenge.size();
  if (length < 28 || length > 4096) return fault("sslv2_length", 0);
  if (version >> 8 != 3) return fault("record_major_version", 3, version >> 8);
  if (cipher_specs.empty() || cipher_specs.size() % 3 != 0) return fault("sslv2_cipher_specs", 5);
  if (challenge.size() < 16 || challenge.size() > 32) return fault("sslv2_challenge", 5);
  Octets octets;
  Append(0x8000 + length, 2, &octets);
  Append(1, 1, &octets);
  Append(version, 2, &octets);
  Append(cipher_specs.size(), 2, &octets);
  Append(0, 2, &octets);
  Append(challenge.size(), 2, &octets);
  Append(cipher_specs, &octets);
  Append(challenge, &octets);
  return trial.Write(octets, room);
}

Opinion ReadHandshakeHeader(const Octets& octets, uint64_t limit) {
  Trial trial(kReading, kNothing);
  uint64_t least = 0;
  for (size_t i = 1; i < 4; ++i) least = least * 256 + (i < octets.size() ? octets[i] : 0);
  if (least > limit) return trial.Fault("handshake_too_long", 1), trial.Failed();
  if (octets.size() < 4) return trial.NeedMore(4);
  return trial.Read(4, {Text(octets[0]), Text(least)});
}

Opinion WriteHandshakeHeader(unsigned type, uint64_t length, uint64_t limit, uint64_t room) {
  Trial trial(kWriting, kNothing);
  if (length > limit || length >= 1U << 24) {
    return trial.Fault("handshake_too_long", 1), trial.Failed();
  }
  Octets octets;
  Append(type, 1, &octets);
  Append(length, 3, &octets);
  return trial.Write(octets, room);
}

uint64_t RecordCount(uint64_t size, const Place& place) {
  const uint64_t most = LongestRecord(place);
  if (size == 0) return 1;
  if (most == 0) return UINT64_MAX;
  return size / most + (size % most == 0 ? 0 : 1);
}

uint64_t SplitSize(uint64_t size, const Place& place) {
  const uint64_t count = RecordCount(size, place);
  if (count > (UINT64_MAX - size) / 5) return UINT64_MAX;
  return size + 5 * count;
}

Opinion WriteSplit(Header header, const Octets& content, uint64_t size, const Place& place,
                   const Names& rejected, uint64_t room) {
  Trial trial(kWriting, rejected);
  const uint64_t most = LongestRecord(place);
  const uint64_t total = SplitSize(size, place);
  header.have = 5;
  header.length = std::min(size, most);
  const Octets first = Part(content, 0, std::min<size_t>(content.size(), header.length));
  if (total > UINT32_MAX) return trial.Fault("record_overflow", 3), trial.Failed();
  // Messages of so few octets are never cut.
  if (size > most && (header.type == kAlertType || header.type == kCcs)) {
    const std::string detail = header.type == kCcs ? "ccs_value" : "alert_size";
    return trial.Fault(detail, 3), trial.Failed();
  }
  if (RefusesHeader(header, place, &trial)) return trial.Failed();
  if (RefusesFragment(header, first, place, &trial)) return trial.Failed();
  if (room < total) return trial.Fault("output_too_small", total), trial.Failed();
  Octets octets;
  size_t at = 0;
  for (uint64_t left = RecordCount(size, place); left > 0; --left) {
    const size_t end = std::min<size_t>(content.size(), at + static_cast<size_t>(most));
    header.length = end - at;
    Append(HeaderOctets(header, place), &octets);
    Append(Part(content, at, end), &octets);
    at = end;
  }
  return trial.Write(octets, room);
}

}  // namespace tls_model
}  // namespace hardwire
