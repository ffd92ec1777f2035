// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/explain.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "examples/inspect/codes.h"
#include "examples/inspect/inspection.h"
#include "examples/inspect/sections.h"
#include "hardwire/outcomes.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/platform/secure_transport.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/reply_for.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_for.h"
#include "hardwire/view.h"

namespace hardwire {
namespace inspect {
namespace {

// A name, and how what it stands for is explained.
struct Entry {
  std::string name;
  std::string text;
};
using Entries = std::vector<Entry>;

std::string OrNone(std::optional<int32_t> number) {
  return number ? std::to_string(*number) : "none";
}

std::string Line(const std::string& key, const std::string& value) {
  return "  " + key + std::string(key.size() < 12 ? 12 - key.size() : 1, ' ') + value + "\n";
}

// The outcome of a decoder with this detail; with octet() FF where a number depends on it.
Result ResultOf(Detail detail) {
  const internal::Outcome& row = internal::RowOf(detail);
  return Result::Error(row.code, detail, 0, 0xFF, row.layer);
}

std::string Verdicts(uint8_t bit) {
  const Violation violation = static_cast<Violation>(bit);
  const bool interop = Policy::Interop().Rejects(violation);
  return std::string("strict rejects, interop ") + (interop ? "rejects" : "accepts") +
         ", lenient accepts";
}

std::string Answers(Result result) {
  const auto cf = cfnetwork::FromResult(result);
  const internal::Outcome& row = internal::RowOf(result.detail());
  std::string cf_text = "none";
  if (cf) {
    cf_text = "subdomain " + std::to_string(cf->subdomain) + ", code " +
              (row.cfnetwork > 0 ? "the octet" : std::to_string(cf->code));
  }
  std::string text =
      Line("numbers", "CFNetwork " + cf_text + "; OpenHarmony " +
                          OrNone(openharmony::FromResult(result)) + "; Secure Transport " +
                          OrNone(secure_transport::FromResult(result)));
  const auto socks4 = socks4::ReplyFor(result);
  const auto socks5 = socks5::ReplyFor(result);
  const auto alert = tls::AlertFor(result);
  std::string answer;
  if (socks4) {
    answer +=
        "SOCKS4 " + (row.socks4 == internal::kSameOctet ? "the octet" : std::to_string(*socks4));
  }
  if (socks5) {
    answer += answer.empty() ? "" : ", ";
    answer +=
        "SOCKS5 " + (row.socks5 == internal::kSameOctet ? "the octet" : std::to_string(*socks5));
  }
  if (alert) {
    answer += "alert " + std::to_string(static_cast<int>(*alert)) + " " + Str(Name(*alert));
  }
  return text + Line("answer", answer.empty() ? "none" : answer);
}

// Of a rule also how a policy is made that accepts it.
std::string Advice(Detail detail) {
  const internal::Outcome& row = internal::RowOf(detail);
  if (row.violation == internal::kNoViolation) return AdviceFor(detail);
  std::string enumerator = "k";
  bool capital = true;
  for (const char c : Str(row.name)) {
    if (c != '_') enumerator += capital ? static_cast<char>(c - 'a' + 'A') : c;
    capital = c == '_';
  }
  const bool rejects = Policy::Interop().Rejects(static_cast<Violation>(row.violation));
  return AdviceFor(detail) + ": Policy::" + (rejects ? "Interop" : "Strict") +
         "().Accepting(Violation::" + enumerator + ")";
}

std::string DetailText(Detail detail) {
  const Result result = ResultOf(detail);
  const internal::Outcome& row = internal::RowOf(detail);
  std::string text = "detail " + Str(Name(detail)) + ": " + Str(Sentence(result)) + "\n";
  text += Line("section", SectionOf(detail));
  text += Line("code", Str(Name(row.code)));
  if (row.violation != internal::kNoViolation) text += Line("policy", Verdicts(row.violation));
  return text + Answers(result) + Line("what to do", Advice(detail));
}

// The details that have this number of a system, and what is done about them; "" if none has it.
std::string DetailsWith(const std::string& system, int32_t number) {
  constexpr size_t kMost = 8;
  std::vector<Detail> details;
  for (int i = 1; i < kDetailCount; ++i) {
    const Detail detail = static_cast<Detail>(i);
    const Result result = ResultOf(detail);
    std::optional<int32_t> own;
    if (system == "secure_transport") own = secure_transport::FromResult(result);
    if (system == "openharmony") own = openharmony::FromResult(result);
    if (own == number) details.push_back(detail);
  }
  if (details.empty()) return "";
  std::string names;
  for (size_t i = 0; i < std::min(kMost, details.size()); ++i) {
    names += (i == 0 ? "" : ", ") + Str(Name(details[i]));
  }
  if (details.size() > kMost) names += " and " + std::to_string(details.size() - kMost) + " more";
  const bool alike = std::all_of(details.begin(), details.end(), [&](Detail detail) {
    return AdviceFor(detail) == AdviceFor(details[0]);
  });
  return Line("details", names) +
         Line("what to do", alike ? AdviceFor(details[0]) : "It depends: explain the detail");
}

std::string SymbolText(const System& system, const Symbol& symbol) {
  return std::string(system.name) + ": " + Str(symbol.name) + " (" + std::to_string(symbol.value) +
         "): " + Str(symbol.message) + "\n" + Line("section", system.source) +
         DetailsWith(system.name, symbol.value);
}

std::string AlertText(tls::AlertDescription alert) {
  tls::Alert fatal;
  fatal.level = tls::AlertLevel::kFatal;
  fatal.description = alert;
  const Result verdict = Verdict(fatal, 0);
  return "TLS alert " + std::to_string(static_cast<int>(alert)) + ": " + Str(Name(alert)) + "\n" +
         Line("section", SectionOf(alert)) +
         Line("numbers", "OpenHarmony " + OrNone(openharmony::FromResult(verdict)) +
                             "; Secure Transport " +
                             OrNone(secure_transport::FromResult(verdict))) +
         Line("what to do", AdviceFor(alert));
}

std::string OctetText(const std::string& what, uint8_t octet, string_view name,
                      const std::string& section, const std::string& advice) {
  std::string text = what + " " + std::to_string(octet) + ": " + Str(name) + "\n";
  text += Line("section", section);
  return advice.empty() ? text : text + Line("what to do", advice);
}

void AddOctets(uint8_t octet, Entries* entries) {
  const auto add = [entries](string_view name, std::string text) {
    if (name != "unassigned") entries->push_back({Str(name), std::move(text)});
  };
  const string_view reply5 = Name(static_cast<socks5::ReplyCode>(octet));
  const string_view reply4 = Name(static_cast<socks4::ReplyCode>(octet));
  const string_view method = Name(static_cast<socks5::Method>(octet));
  const string_view command = Name(static_cast<socks5::Command>(octet));
  const tls::AlertDescription alert = static_cast<tls::AlertDescription>(octet);
  const bool tors = octet >= 0xF0;  // the RFC leaves these free
  add(reply4,
      OctetText("SOCKS4 reply", octet, reply4, "the text of SOCKS4", AdviceForSocks4(octet)));
  add(reply5,
      OctetText("SOCKS5 reply", octet, reply5,
                tors ? "an extension of Tor's" : "RFC 1928 section 6", AdviceForSocks5(octet)));
  add(method, OctetText("SOCKS5 method", octet, method, "RFC 1928 section 3", ""));
  add(command, OctetText("SOCKS5 command", octet, command,
                         tors ? "an extension of Tor's" : "RFC 1928 section 4", ""));
  add(Name(alert), AlertText(alert));
}

Entries MakeEntries() {
  Entries entries;
  for (int i = 1; i < kDetailCount; ++i) {
    const Detail detail = static_cast<Detail>(i);
    entries.push_back({Str(Name(detail)), DetailText(detail)});
  }
  for (const internal::CodeRow& row : internal::kCodeRows) {
    entries.push_back({Str(row.name), "code " + Str(row.name) + ": " + Str(row.sentence) + "\n" +
                                          Line("section", "hardwire/result.h")});
  }
  for (const System& system : Systems()) {
    for (const Symbol& symbol : system.symbols) {
      entries.push_back({Str(symbol.name), SymbolText(system, symbol)});
    }
  }
  for (int octet = 0; octet <= 0xFF; ++octet) AddOctets(static_cast<uint8_t>(octet), &entries);
  return entries;
}

const Entries& AllEntries() {
  static const Entries* const entries = new Entries(MakeEntries());
  return *entries;
}

// Without regard to case and to what joins words.
std::string Plain(const std::string& name) {
  std::string plain;
  for (const char c : name) {
    if (c == '_' || c == '-' || c == ' ') continue;
    plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return plain;
}

// How many characters have to be added, left out or changed to turn `a` into `b`.
size_t Distance(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t corner = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t changed = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string ExplainName(const std::string& name) {
  std::string text;
  for (const Entry& entry : AllEntries()) {
    if (entry.name == name) text += entry.text;
  }
  return text;
}

std::vector<std::string> NearestNames(const std::string& name) {
  constexpr size_t kMost = 3;
  constexpr size_t kLongest = 64;  // no name is longer
  const std::string asked = Plain(name.substr(0, kLongest));
  std::vector<std::pair<size_t, std::string>> found;
  for (const Entry& entry : AllEntries()) {
    const std::string plain = Plain(entry.name);
    // A part of a name is nearer than a name that is wrong in as many places.
    const bool part = asked.size() > 2 && plain.find(asked) != std::string::npos;
    found.emplace_back(part ? 1 : Distance(asked, plain), entry.name);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<std::string> names;
  for (size_t i = 0; i < std::min(kMost, found.size()); ++i) names.push_back(found[i].second);
  return names;
}

}  // namespace inspect
}  // namespace hardwire
