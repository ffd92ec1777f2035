// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/playground/playground.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "examples/inspect/arguments.h"
#include "examples/inspect/forms.h"
#include "examples/inspect/inspection.h"
#include "hardwire/version.h"
#include "nlohmann/json.hpp"

namespace hardwire {
namespace playground {
namespace {

using Json = nlohmann::ordered_json;

// In ASCII, on one line: bytes that are no UTF-8 are replaced, as inspect does.
std::string Dump(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

// Reads `words`; returns what is wrong with them, or "".
std::string Parse(const std::vector<std::string>& words, inspect::Request* request) {
  if (words.size() < 2) return "KIND HEX is expected";
  std::string error = inspect::ParseKind(words[0], request);
  if (!error.empty()) return error;
  inspect::Reading reading = inspect::ReadHex(words[1]);
  if (!reading.error.empty()) return reading.error;
  request->bytes = std::move(reading.bytes);
  return inspect::ParseSettings({words.begin() + 2, words.end()}, request);
}

}  // namespace

std::string Choices() {
  Json kinds = Json::array();
  for (const std::string& name : inspect::Kinds()) {
    const inspect::Family family = inspect::FamilyOf(name);
    const inspect::NamedContext* const usual = inspect::DefaultContext(name);
    kinds.push_back({{"name", name},
                     {"keys", inspect::KeysOf(family)},
                     {"contexts", inspect::ContextsOf(family)},
                     {"usual", usual == nullptr ? "" : usual->name}});
  }
  Json choices;
  choices["version"] = HARDWIRE_VERSION;
  choices["policies"] = {"strict", "interop", "lenient"};
  choices["kinds"] = std::move(kinds);
  return Dump(choices);
}

std::string Read(const std::string& content, inspect::Form form, const std::string& kind) {
  const inspect::Reading reading = inspect::ReadContent(content, form, kind);
  if (!reading.error.empty()) return Dump({{"error", reading.error}});
  return Dump({{"hex", inspect::HexOf(reading.bytes)}, {"note", reading.note}});
}

std::string Answer(const std::vector<std::string>& words) {
  inspect::Request request;
  const std::string error = Parse(words, &request);
  if (!error.empty()) return Dump({{"error", error}}) + "\n";
  inspect::Inspection found = Inspect(request.kind, request.bytes, request.settings);
  const std::string json = Dump(ToJson(found));
  found.parts.clear();
  return json + "\n" + ToText(found, request.bytes, false);
}

}  // namespace playground
}  // namespace hardwire
