// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// HOST:PORT, addresses and first bytes out of the choices of a unit: random ones, valid ones, and
// valid ones with up to three changes.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_TEXT_INPUTS_H_
#define HARDWIRE_TEST_DIFFERENTIAL_TEXT_INPUTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "fuzz/model_values.h"
#include "test/differential/text_model.h"

namespace hardwire {
namespace differential {

using fuzz::Choices;

// One of a few texts.
template <size_t kSize>
std::string TextOf(Choices* choices, const char* const (&texts)[kSize]) {
  return texts[choices->Octet() % kSize];
}

inline std::string ChoosePort(Choices* choices) {
  constexpr const char* kPorts[] = {"0",      "1",     "80",  "443",  "65535", "65536",
                                    "65540",  "00",    "080", "",     "x",     "+1",
                                    "-1",     " 80",   "80 ", "0x50", "99999", "100000",
                                    "655350", "8\xB9", "9",   "10",   "6553",  "4294967376"};
  if (choices->Octet() % 12 == 0) return TextOf(choices, kPorts);
  return std::to_string(choices->Short());
}

// A part of an IPv4 address: in most cases a number that may stand there.
inline std::string ChooseNumber(Choices* choices) {
  constexpr const char* kNumbers[] = {
      "0",   "1",   "9",   "10", "99", "100",  "199", "200", "249", "250",  "255", "256",
      "260", "300", "999", "00", "01", "1000", "",    "0x1", "0x",  "0X7f", "08",  "4294967296"};
  if (choices->Octet() % 8 == 0) return TextOf(choices, kNumbers);
  return std::to_string(choices->Octet());
}

inline std::string ChooseDotted(Choices* choices) {
  const uint8_t how = choices->Octet();
  const size_t count = how % 8 == 0 ? how / 8 % 6 : 4;
  std::string text;
  for (size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ".") + ChooseNumber(choices);
  return how >= 250 ? text + "." : text;
}

// Up to nine groups, with a gap, and an IPv4 address behind them.
inline std::string ChooseGroups(Choices* choices) {
  constexpr const char* kGroups[] = {"0",    "1",    "f",     "ffff", "FFFF",
                                     "0000", "00ab", "12345", "g",    ""};
  const size_t gap = choices->Octet() % 12;
  const size_t count = choices->Octet() % 8 != 0 && gap > 8 ? 8 : choices->Octet() % 10;
  std::string text;
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) text += i == gap ? "::" : ":";
    if (i == 0 && gap == 0) text += "::";
    const bool plain = choices->Octet() % 16 != 0;
    const uint8_t digits = choices->Octet();
    text += !plain         ? TextOf(choices, kGroups)
            : digits < 128 ? std::string(1, "0123456789abcdef"[digits % 16])
                           : "2b" + std::to_string(digits % 100);
  }
  if (count == gap) text += "::";
  const uint8_t end = choices->Octet();
  if (end % 4 == 0) text += (text.empty() || text.back() == ':' ? "" : ":") + ChooseDotted(choices);
  if (end == 1) text += "%eth0";
  return text;
}

// A name of labels; sizes near 255 come up, and any up to 700.
inline std::string ChooseName(Choices* choices) {
  constexpr const char* kLabels[] = {"a",   "example", "com",   "1",    "0x1",  "0x",
                                     "0xg", "0Xab",    "-",     "_sip", "1a",   "",
                                     "9",   "0y1",     "xn--a", "f00",  "0x7f", "x"};
  std::string name;
  for (size_t labels = 1 + choices->Octet() % 4; labels > 0; --labels) {
    name += TextOf(choices, kLabels) + (labels > 1 ? "." : "");
  }
  const uint8_t end = choices->Octet();
  if (end % 16 == 0) name += ".";
  if (end % 16 == 1) name.insert(0, 250 + end / 16 - name.size() % 250, 'n');
  if (end % 16 == 2) name.insert(0, choices->Short() % 700, 'n');
  return name;
}

inline std::string ChooseHost(Choices* choices) {
  switch (choices->Octet() % 8) {
    case 0:
    case 1:
    case 2:
      return "[" + ChooseGroups(choices) + "]";
    case 3:
    case 4:
      return ChooseDotted(choices);
    default:
      return ChooseName(choices);
  }
}

inline char ChooseCharacter(Choices* choices) {
  constexpr char kCharacters[] = "0123456789abcfgx.::[]-_ %/@\0\x7F\x80\xC3\xFF\n";
  const uint8_t which = choices->Octet();
  if (which >= 224) return static_cast<char>(choices->Octet());
  return kCharacters[which % (sizeof(kCharacters) - 1)];
}

// Up to three characters changed, put in or taken out.
inline void ChangeText(Choices* choices, std::string* text) {
  for (size_t changes = choices->Octet() % 4; changes > 0; --changes) {
    const size_t at =
        (text->size() > UINT8_MAX ? choices->Short() : choices->Octet()) % (text->size() + 1);
    const char character = ChooseCharacter(choices);
    const uint8_t how = choices->Octet() % 4;
    if (how == 0) text->insert(at, 1, character);
    if (how == 1) text->erase(at, 1);
    if (how == 2 && choices->Octet() < 64) text->resize(at);
    if (how >= 2 && at < text->size()) (*text)[at] = character;
  }
}

inline std::string ChooseText(Choices* choices) {
  std::string text;
  if (choices->Octet() % 8 == 0) {
    for (size_t size = choices->Octet() % 24; size > 0; --size) text += ChooseCharacter(choices);
    return text;
  }
  text = ChooseHost(choices) + ":" + ChoosePort(choices);
  if (choices->Flag()) ChangeText(choices, &text);
  return text;
}

// Any that Format may be asked for.
inline text_model::Address ChooseAddress(Choices* choices) {
  text_model::Address address;
  address.port = choices->Octet() % 4 == 0 ? choices->Octet() % 12 : choices->Short();
  const uint8_t how = choices->Octet();
  if (how % 4 == 0) {
    address.type = "domain";
    address.name = ChooseHost(choices);
    ChangeText(choices, &address.name);
    if (how % 32 == 4) address.name = std::string(254 + how / 32 % 3, 'a');
    return address;
  }
  address.type = how % 4 == 1 ? "ipv4" : "ipv6";
  const uint8_t zeros = choices->Octet();  // groups that are 0
  for (size_t i = 0; i < (how % 4 == 1 ? 4U : 16U); ++i) {
    const uint8_t octet = choices->Octet();
    const bool zero = (zeros >> i / 2 & 1) != 0;
    address.octets.push_back(zero || octet % 8 == 0 ? 0 : octet);
  }
  return address;
}

// The first bytes of a connection, and what may follow.
inline std::vector<uint8_t> ChooseOpening(Choices* choices) {
  const std::string kOpenings[] = {"\x04\x01",
                                   "\x05\x01",
                                   "\x14\x03",
                                   "\x15\x03",
                                   "\x16\x03\x01",
                                   "\x17\x03",
                                   "\x18\x03",
                                   "\x16\xFE\xFD",
                                   std::string("\x80\x2E\x01\x03", 4),
                                   std::string("\x9F\x2E\x01\x00\x02", 5),
                                   std::string("\xFF\x00\x01\x02", 4),
                                   "GET /",
                                   "HEAD /",
                                   "POST /",
                                   "PUT /",
                                   "DELETE /",
                                   "OPTIONS *",
                                   "TRACE /",
                                   "PATCH /",
                                   "PRI * HTTP/2.0",
                                   "CONNECT a:1",
                                   "SSH-2.0",
                                   "PROXY TCP4",
                                   std::string("\r\n\r\n\0\r\nQUIT\n!", 13),
                                   "PUSH ",
                                   "CONNECTED",
                                   "get /",
                                   "PASS x",
                                   "HELO"};
  std::string text = kOpenings[choices->Octet() % 29];
  if (choices->Octet() % 8 == 0) text.clear();
  for (size_t more = choices->Octet() % 4; more > 0; --more) text += ChooseCharacter(choices);
  if (choices->Flag()) ChangeText(choices, &text);
  return {text.begin(), text.end()};
}

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_TEXT_INPUTS_H_
