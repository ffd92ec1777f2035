// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/arguments.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <system_error>
#include <vector>

#include "examples/inspect/forms.h"
#include "hardwire/policy.h"
#include "hardwire/tls/record.h"

namespace hardwire {
namespace inspect {
namespace {

// The whole of `text`, decimal or hexadecimal behind 0x.
bool ParseInteger(const std::string& text, int64_t* number) {
  const bool hex = text.rfind("0x", 0) == 0 || text.rfind("0X", 0) == 0;
  if (hex && text.size() > 2 && text[2] == '-') return false;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] =
      std::from_chars(text.data() + (hex ? 2 : 0), end, *number, hex ? 16 : 10);
  return error == std::errc() && stopped == end;
}

std::string ParseUpTo(const std::string& key, const std::string& value, int64_t most,
                      int64_t* number) {
  if (ParseInteger(value, number) && *number >= 0 && *number <= most) return "";
  return key + " is " + Quoted(value) + ", expected a number from 0 to " + std::to_string(most);
}

std::string ParseU16(const std::string& key, const std::string& value, uint16_t* number) {
  int64_t parsed = 0;
  std::string error = ParseUpTo(key, value, UINT16_MAX, &parsed);
  if (error.empty()) *number = static_cast<uint16_t>(parsed);
  return error;
}

std::string ParseU8(const std::string& key, const std::string& value, uint8_t* number) {
  int64_t parsed = 0;
  std::string error = ParseUpTo(key, value, UINT8_MAX, &parsed);
  if (error.empty()) *number = static_cast<uint8_t>(parsed);
  return error;
}

// "a, b or c".
std::string OneOf(const std::vector<std::string>& words) {
  std::string text;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i != 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

std::string ParseContext(const std::string& value, Family family, Settings* settings) {
  for (const NamedContext& named : Contexts()) {
    // No TLS but 1.3 has an inner plaintext, so that every context of TLS means that one.
    const bool also = family == Family::kInner && named.family == Family::kTls;
    if (named.family != family && !also) continue;
    if (value != named.name) continue;
    settings->phase = named.phase;
    settings->version = named.version;
    return "";
  }
  return "ctx is " + Quoted(value) + ", expected " + OneOf(ContextsOf(family));
}

std::string ParseKey(const std::string& key, const std::string& value, Request* request) {
  Settings* const settings = &request->settings;
  const Family family = FamilyOf(request->kind);
  const std::vector<std::string> keys = KeysOf(family);
  if (keys.empty()) return request->kind + " takes no key, found " + Quoted(key);
  if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
    return "unknown key " + Quoted(key) + ", expected " + OneOf(keys);
  }
  if (key == "version") return ParseU16(key, value, &settings->version);
  if (key == "limit") return ParseU16(key, value, &settings->limit);
  if (key == "cid_len") return ParseU8(key, value, &settings->cid_length);
  return ParseContext(value, family, settings);
}

bool ReadPolicy(const std::string& word, Policy* policy) {
  if (word == "strict") {
    *policy = Policy::Strict();
  } else if (word == "interop") {
    *policy = Policy::Interop();
  } else if (word == "lenient") {
    *policy = Policy::Lenient();
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::vector<std::string> KeysOf(Family family) {
  if (family == Family::kNone) return {};
  if (family == Family::kHello) return {"ctx"};
  std::vector<std::string> keys = {"ctx", "version"};
  if (family != Family::kAlert) keys.emplace_back("limit");
  if (family == Family::kDtls) keys.emplace_back("cid_len");
  return keys;
}

std::vector<std::string> ContextsOf(Family family) {
  std::vector<std::string> names;
  for (const NamedContext& named : Contexts()) {
    if (named.family == family) names.emplace_back(named.name);
  }
  return names;
}

std::string ParseKind(const std::string& word, Request* request) {
  if (IsKind(word)) {
    request->kind = word;
    return "";
  }
  std::string error = "unknown kind " + Quoted(word) + ", expected one of";
  for (const std::string& kind : Kinds()) error += " " + kind;
  return error;
}

std::string ParseNumber(const std::string& text, int32_t* number) {
  int64_t parsed = 0;
  if (!ParseInteger(text, &parsed) || parsed < INT32_MIN || parsed > int64_t{UINT32_MAX}) {
    return "the number is " + Quoted(text) +
           ", expected 32 bits in decimal, or in hexadecimal behind 0x";
  }
  *number = static_cast<int32_t>(static_cast<uint32_t>(parsed));
  return "";
}

std::string ParsePolicy(const std::string& word, Policy* policy) {
  if (ReadPolicy(word, policy)) return "";
  return "unknown word " + Quoted(word) + ", expected strict, interop or lenient";
}

std::string ParseMemory(const std::string& text, size_t* octets) {
  constexpr int64_t kMost = 65536;
  int64_t parsed = 0;
  if (!ParseInteger(text, &parsed) || parsed < 1 || parsed > kMost) {
    return "--memory is " + Quoted(text) + ", expected a number of MiB from 1 to 65536";
  }
  *octets = static_cast<size_t>(parsed) << 20;
  return "";
}

std::string ParseSettings(const std::vector<std::string>& words, Request* request) {
  const NamedContext* const usual = DefaultContext(request->kind);
  if (usual != nullptr) {
    request->settings.phase = usual->phase;
    request->settings.version = usual->version;
  }
  // A key may refine what ctx sets, wherever ctx stands: ctx first.
  std::vector<std::string> later;
  bool first = true;
  for (const std::string& word : words) {
    const size_t equals = word.find('=');
    if (equals == std::string::npos) {
      if (!first || !ReadPolicy(word, &request->settings.policy)) {
        return "unknown word " + Quoted(word) +
               ", expected strict, interop or lenient and then KEY=VALUE";
      }
    } else if (word.compare(0, equals, "ctx") == 0) {
      std::string error = ParseKey("ctx", word.substr(equals + 1), request);
      if (!error.empty()) return error;
    } else {
      later.push_back(word);
    }
    first = false;
  }
  for (const std::string& word : later) {
    const size_t equals = word.find('=');
    std::string error = ParseKey(word.substr(0, equals), word.substr(equals + 1), request);
    if (!error.empty()) return error;
  }
  return "";
}

}  // namespace inspect
}  // namespace hardwire
