// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What JA3 and JA4 are hashes of, from what HelloReader keeps in 1 KiB.
//
//   fingerprints
//
// Standard input: a stream a line, in hexadecimal. Standard output, a line each, fields between
// tabs:
//   JA3     the text that is hashed: version, cipher suites, extensions, groups, point formats
//   JA4     three: what is not hashed; the cipher suites; extensions and signature algorithms
//   kept    octets of the memory, and records of the stream
// or the outcome of the reader if that is not complete. Exits with 1 if a line is no hexadecimal.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/hello_view.h"
#include "hardwire/view.h"
#include "test/interop/hex_lines.h"

namespace hardwire {
namespace {

using Values = std::vector<uint16_t>;

// What both leave out of every list.
Values WithoutGrease(const tls::Numbers& numbers) {
  Values values;
  for (size_t i = 0; i < numbers.size(); ++i) {
    if (!tls::IsGrease(numbers[i])) values.push_back(numbers[i]);
  }
  return values;
}

Values ExtensionsOf(const tls::HelloView& hello) {
  Values types;
  tls::KeptExtensions list(hello);
  for (tls::KeptExtension extension; list.Next(&extension);) {
    if (!tls::IsGrease(extension.type)) types.push_back(extension.type);
  }
  return types;
}

std::string Decimal(uint16_t value) { return std::to_string(value); }

// Four digits.
std::string Hex(uint16_t value) {
  const std::array<uint8_t, 2> octets = {static_cast<uint8_t>(value >> 8),
                                         static_cast<uint8_t>(value)};
  return ToHex(octets);
}

std::string Join(const Values& values, std::string (*print)(uint16_t), char between) {
  std::string text;
  for (const uint16_t value : values) {
    if (!text.empty()) text += between;
    text += print(value);
  }
  return text;
}

// What is absent or malformed has no values.
Values GroupsOf(const tls::HelloView& hello) {
  tls::Numbers numbers;
  (void)FindSupportedGroups(hello, &numbers);
  return WithoutGrease(numbers);
}

Values AlgorithmsOf(const tls::HelloView& hello) {
  tls::Numbers numbers;
  (void)FindSignatureAlgorithms(hello, &numbers);
  return WithoutGrease(numbers);
}

// The list of RFC 8422 section 5.1.2, behind its length.
Values PointFormatsOf(const tls::HelloView& hello) {
  tls::KeptExtension found;
  (void)FindExtension(hello, tls::ExtensionType::kEcPointFormats, &found);
  Values values;
  for (size_t i = 1; i < found.kept.size(); ++i) values.push_back(found.kept[i]);
  return values;
}

std::string Ja3(const tls::HelloView& hello) {
  return std::to_string(hello.legacy_version) + "," +
         Join(WithoutGrease(tls::Numbers(hello.cipher_suites)), Decimal, '-') + "," +
         Join(ExtensionsOf(hello), Decimal, '-') + "," + Join(GroupsOf(hello), Decimal, '-') + "," +
         Join(PointFormatsOf(hello), Decimal, '-');
}

std::string Ja4Version(const tls::HelloView& hello) {
  tls::Numbers versions;
  uint16_t version = hello.legacy_version;
  if (FindSupportedVersions(hello, &versions).presence == tls::Presence::kPresent) {
    const Values offered = WithoutGrease(versions);
    if (!offered.empty()) version = *std::max_element(offered.begin(), offered.end());
  }
  if (version == 0x0300) return "s3";
  return version > 0x0300 && version <= 0x0304 ? "1" + std::to_string(version - 0x0301) : "00";
}

// The first and the last octet of the first name; of their hexadecimal form if one is no letter and
// no digit.
std::string Ja4Alpn(const tls::HelloView& hello) {
  tls::ProtocolNames names;
  string_view name;
  if (FindProtocolNames(hello, &names).presence != tls::Presence::kPresent) return "00";
  if (!names.Next(&name)) return "00";
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  };
  if (is_plain(name.front()) && is_plain(name.back())) return {name.front(), name.back()};
  return {Hex(static_cast<uint8_t>(name.front()))[2], Hex(static_cast<uint8_t>(name.back()))[3]};
}

std::string Ja4(const tls::HelloView& hello) {
  tls::ServerName name;
  Values suites = WithoutGrease(tls::Numbers(hello.cipher_suites));
  Values types = ExtensionsOf(hello);
  const bool has_name = FindServerName(hello, &name).presence != tls::Presence::kAbsent;
  const auto count = [](const Values& values) {  // two digits
    return std::to_string(100 + std::min<size_t>(values.size(), 99)).substr(1);
  };
  std::string text = "t" + Ja4Version(hello) + (has_name ? "d" : "i") + count(suites) +
                     count(types) + Ja4Alpn(hello) + "\t";
  std::sort(suites.begin(), suites.end());
  std::sort(types.begin(), types.end());
  const auto is_left_out = [](uint16_t type) {
    return type == static_cast<uint16_t>(tls::ExtensionType::kServerName) ||
           type == static_cast<uint16_t>(tls::ExtensionType::kApplicationLayerProtocolNegotiation);
  };
  types.erase(std::remove_if(types.begin(), types.end(), is_left_out), types.end());
  const std::string algorithms = Join(AlgorithmsOf(hello), Hex, ',');
  text += Join(suites, Hex, ',') + "\t" + Join(types, Hex, ',');
  return algorithms.empty() ? text : text + "_" + algorithms;
}

// Of one stream, fed octet by octet.
void PrintLine(const std::vector<uint8_t>& stream) {
  std::array<uint8_t, 1024> memory;
  tls::HelloReader reader(MakeSpan(memory));
  tls::HelloStep step;
  for (const uint8_t octet : stream) step = reader.Feed(MakeConstSpan(&octet, 1));
  if (step.outcome != tls::HelloOutcome::kComplete) {
    std::cout << Name(step.outcome) << "\n";
    return;
  }
  const tls::HelloView hello = reader.view();
  std::cout << Ja3(hello) << "\t" << Ja4(hello) << "\t" << reader.kept() << " " << reader.records()
            << "\n";
}

int Main() {
  std::string line;
  while (std::getline(std::cin, line)) {
    std::vector<uint8_t> stream;
    if (!ReadHex(line, &stream)) return 1;
    PrintLine(stream);
  }
  return 0;
}

}  // namespace
}  // namespace hardwire

int main() { return hardwire::Main(); }
