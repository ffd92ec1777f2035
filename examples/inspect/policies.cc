// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/policies.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "examples/inspect/inspection.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"

namespace hardwire {
namespace inspect {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<const char*, 3> kNames = {"strict", "interop", "lenient"};

// One line of the table: what it says, and the value under each policy.
struct Row {
  std::string name;
  std::array<std::string, 3> values;
};

std::string Shown(const Json& json) {
  if (json.is_null()) return "-";
  return json.is_string() ? json.get<std::string>() : json.dump();
}

std::string Joined(const Json& names) {
  std::string text;
  for (const Json& name : names) text += (text.empty() ? "" : ", ") + name.get<std::string>();
  return text.empty() ? "-" : text;
}

// What `n` counts says its name, so that the three rows are one.
std::string Position(const Json& json) {
  const std::string code = json["code"];
  const std::string n = json["n"].dump();
  if (code == "ok") return n + " bytes";
  return code == "need_more" ? n + " needed" : "offset " + n;
}

std::vector<Row> RowsOf(const Verdicts& verdicts) {
  std::vector<Row> rows = {{"code", {}},
                           {"detail", {}},
                           {"where", {}},
                           {"violations", {}},
                           {"cfnetwork", {}},
                           {"openharmony", {}},
                           {"secure_transport", {}},
                           {"socks_reply", {}},
                           {"tls_alert", {}}};
  for (size_t i = 0; i < verdicts.size(); ++i) {
    const Json json = ToJson(verdicts[i]);
    for (Row& row : rows) {
      std::string& value = row.values[i];
      if (row.name == "where") {
        value = Position(json);
      } else if (row.name == "violations") {
        value = Joined(json[row.name]);
      } else if (row.name == "cfnetwork" && !json[row.name].is_null()) {
        value = Shown(json[row.name]["packed"]);
      } else {
        value = Shown(json[row.name]);
      }
    }
  }
  return rows;
}

// A value that differs from the one of the next policy is what the table is read for.
std::string ToLine(const Row& row, const std::array<size_t, 3>& widths, bool colour) {
  std::string line = row.name + std::string(18 - row.name.size(), ' ');
  const bool differs = row.values[0] != row.values[1] || row.values[1] != row.values[2];
  if (colour && differs) line += "\033[1m";
  for (size_t i = 0; i < row.values.size(); ++i) {
    line += row.values[i];
    if (i + 1 < row.values.size()) line += std::string(widths[i] - row.values[i].size() + 2, ' ');
  }
  if (colour && differs) line += "\033[0m";
  return line + "\n";
}

std::string Table(std::vector<Row> rows, bool colour) {
  rows.insert(rows.begin(), {"", {kNames[0], kNames[1], kNames[2]}});
  std::array<size_t, 3> widths = {};
  for (const Row& row : rows) {
    for (size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max(widths[i], row.values[i].size());
  }
  std::string text = ToLine(rows[0], widths, false);
  for (size_t i = 1; i < rows.size(); ++i) text += ToLine(rows[i], widths, colour);
  return text;
}

}  // namespace

Verdicts InspectUnderEach(const std::string& kind, Bytes input, Settings settings) {
  Verdicts verdicts;
  const std::array<Policy, 3> policies = {Policy::Strict(), Policy::Interop(), Policy::Lenient()};
  for (size_t i = 0; i < policies.size(); ++i) {
    settings.policy = policies[i];
    verdicts[i] = Inspect(kind, input, settings);
  }
  return verdicts;
}

bool EachAccepts(const Verdicts& verdicts) {
  return std::all_of(verdicts.begin(), verdicts.end(),
                     [](const Inspection& inspection) { return inspection.result.ok(); });
}

Json ToJson(const Verdicts& verdicts) {
  Json json;
  for (size_t i = 0; i < verdicts.size(); ++i) json[kNames[i]] = ToJson(verdicts[i]);
  return json;
}

std::string ToText(const Verdicts& verdicts, Bytes input, bool colour) {
  return PartsText(verdicts[0], input, colour) + Table(RowsOf(verdicts), colour);
}

}  // namespace inspect
}  // namespace hardwire
