// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/words.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>

#include "examples/inspect/inspection.h"
#include "hardwire/policy.h"
#include "hardwire/tls/version.h"

namespace hardwire {
namespace inspect {
namespace {

using Json = nlohmann::ordered_json;

bool IsShown(const std::string& key) {
  for (const char* const hidden : {"atyp", "addr_len", "userid_len", "host_len", "v4a", "ulen"}) {
    if (key == hidden) return false;
  }
  return key.size() < 5 || key.compare(key.size() - 5, 5, "_name") != 0;
}

std::string ValueOf(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// "versions 0x0304 0x0303", behind a semicolon; "" if the field is absent.
std::string NumberList(const Json& fields, const char* key) {
  const auto found = fields.find(key);
  if (found == fields.end() || !found->is_array()) return "";
  std::string text = std::string("; ") + key;
  for (const Json& number : *found) text += " " + Hexadecimal16(number.get<uint16_t>());
  return text;
}

std::string TextField(const Json& fields, const char* key) {
  const auto found = fields.find(key);
  if (found == fields.end() || found->is_null()) return "";
  std::string text = std::string("; ") + key;
  if (!found->is_array()) return text + " " + ValueOf(*found);
  for (const Json& name : *found) text += " " + ValueOf(name);
  return text;
}

}  // namespace

std::string SummaryOf(const Json& fields) {
  std::string text;
  for (const auto& [key, value] : fields.items()) {
    if (!IsShown(key)) continue;
    const auto name = fields.find(key + "_name");
    const std::string shown = name == fields.end() ? ValueOf(value) : ValueOf(*name);
    text += (text.empty() ? "" : ", ") + key + " ";
    text += shown == "unassigned" ? ValueOf(value) : shown;
  }
  return text;
}

std::string SummaryOfHello(const Json& fields) {
  const auto count = [&fields](const char* key, const char* what) {
    const auto found = fields.find(key);
    const size_t size = found == fields.end() ? 0 : found->size();
    return "; " + std::to_string(size) + " " + what + (size == 1 ? "" : "s");
  };
  std::string text = TextField(fields, "sni") + TextField(fields, "alpn") +
                     NumberList(fields, "versions") + NumberList(fields, "key_shares") +
                     TextField(fields, "ech");
  text += count("cipher_suites", "cipher suite") + count("extensions", "extension");
  const auto malformed = fields.find("malformed");
  if (malformed != fields.end() && !malformed->empty()) text += TextField(fields, "malformed");
  return text.substr(2);
}

std::string Hexadecimal16(uint16_t value) {
  std::string text = "0x";
  for (unsigned shift = 16; shift != 0; shift -= 4) {
    text += "0123456789abcdef"[(value >> (shift - 4)) & 0xF];
  }
  return text;
}

std::string VersionName(uint16_t version) {
  switch (version) {
    case tls::kSsl30:
      return "SSL 3.0";
    case 0x0301:
      return "TLS 1.0";
    case 0x0302:
      return "TLS 1.1";
    case tls::kTls12:
      return "TLS 1.2";
    case tls::kTls13:
      return "TLS 1.3";
    case tls::kDtls10:
      return "DTLS 1.0";
    case tls::kDtls12:
      return "DTLS 1.2";
    case tls::kDtls13:
      return "DTLS 1.3";
    default:
      return "version " + Hexadecimal16(version);
  }
}

std::string SizeName(uint64_t octets) {
  static constexpr std::array<const char*, 5> kUnits = {"bytes", "kB", "MB", "GB", "TB"};
  uint64_t tenths = octets * 10;
  size_t unit = 0;
  while (tenths >= 10000 && unit + 1 < kUnits.size()) {
    tenths /= 1000;
    ++unit;
  }
  std::string text = std::to_string(tenths / 10);
  if (unit != 0) text += "." + std::to_string(tenths % 10);
  return text + " " + (octets == 1 ? "byte" : kUnits[unit]);
}

std::string SecondsName(uint64_t microseconds) {
  const std::string rest = std::to_string(microseconds % 1000000);
  return std::to_string(microseconds / 1000000) + "." + std::string(6 - rest.size(), '0') + rest;
}

Json NamesOf(Violations violations) {
  Json names = Json::array();
  for (int i = 0; i < kViolationCount; ++i) {
    const Violation violation = static_cast<Violation>(i);
    if (violations.Has(violation)) names.push_back(Str(Name(violation)));
  }
  return names;
}

}  // namespace inspect
}  // namespace hardwire
