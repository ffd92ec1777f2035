// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// An inspection as JSON for machines and as an annotated hexdump for people.

#include <algorithm>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>

#include "absl/base/attributes.h"
#include "examples/inspect/inspection.h"
#include "examples/inspect/words.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/platform/secure_transport.h"
#include "hardwire/socks/reply_for.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_for.h"
#include "hardwire/view.h"

namespace hardwire {
namespace inspect {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kBytesPerLine = 8;
constexpr size_t kMostLines = 64;  // of one field or of a dump

ABSL_PRINTF_ATTRIBUTE(1, 2) std::string Printf(const char* format, ...) {
  char text[256];
  va_list arguments;
  va_start(arguments, format);
  // NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start is one line above
  const int size = vsnprintf(text, sizeof(text), format, arguments);
  va_end(arguments);
  return size < 0 ? "" : std::string(text, std::min(sizeof(text) - 1, static_cast<size_t>(size)));
}

// What a server of the message's protocol replies.
std::optional<int32_t> SocksReply(const Inspection& inspection) {
  if (inspection.kind == "sniff") return std::nullopt;
  const bool socks4 = inspection.kind.rfind("socks4_", 0) == 0;
  return socks4 ? socks4::ReplyFor(inspection.verdict) : socks5::ReplyFor(inspection.verdict);
}

std::optional<int32_t> TlsAlert(const Inspection& inspection) {
  const std::optional<tls::AlertDescription> alert = tls::AlertFor(inspection.verdict);
  if (!alert) return std::nullopt;
  return static_cast<int32_t>(*alert);
}

// The key "n": what `result` counts, whichever of its readers says it.
uint32_t NumberOf(Result result) { return result.consumed() + result.needed() + result.offset(); }

Json OrNull(std::optional<int32_t> number) { return number ? Json(*number) : Json(nullptr); }

Json CfNetwork(Result result) {
  const std::optional<cfnetwork::StreamError> error = cfnetwork::FromResult(result);
  if (!error) return nullptr;
  return {{"domain", cfnetwork::kDomainSocks},
          {"subdomain", error->subdomain},
          {"code", error->code},
          {"packed", error->packed()}};
}

Json PartsOf(const Inspection& inspection) {
  Json parts = Json::array();
  for (const Part& part : inspection.parts) {
    if (part.field.empty() && part.size == 0) continue;
    parts.push_back({{"offset", part.offset},
                     {"size", part.size},
                     {"field", part.field},
                     {"meaning", part.meaning}});
  }
  return parts;
}

// ANSI colours, or nothing.
struct Palette {
  const char* bytes = "";
  const char* field = "";
  const char* bad = "";
  const char* good = "";
  const char* off = "";
};
constexpr Palette kColour = {"\033[36m", "\033[1m", "\033[1;31m", "\033[32m", "\033[0m"};

std::string Spaced(Bytes input, size_t offset, size_t size) {
  std::string text;
  for (size_t i = offset; i < offset + size; ++i) {
    text += Printf(i == offset ? "%02x" : " %02x", static_cast<unsigned>(input[i]));
  }
  return text;
}

std::string Line(size_t offset, const std::string& hex, const std::string& field,
                 const std::string& meaning, const Palette& palette) {
  if (field.empty() && meaning.empty()) {
    return Printf("%06zx  %s%s%s\n", offset, palette.bytes, hex.c_str(), palette.off);
  }
  return Printf("%06zx  %s%-23s%s  %s%-9s%s  ", offset, palette.bytes, hex.c_str(), palette.off,
                palette.field, field.c_str(), palette.off) +
         meaning + "\n";
}

// One part, eight bytes a line. `mark` stands behind its meaning.
std::string Annotated(const Part& part, Bytes input, const std::string& mark,
                      const Palette& palette) {
  std::string text;
  size_t offset = part.offset;
  const size_t end = part.offset + part.size;
  for (size_t line = 0; line == 0 || (offset < end && line < kMostLines); ++line) {
    const size_t size = std::min(kBytesPerLine, end - offset);
    text += Line(offset, Spaced(input, offset, size), line == 0 ? part.field : "",
                 line == 0 ? part.meaning + mark : "", palette);
    offset += size;
  }
  if (offset < end) text += Printf("        ... %zu more bytes\n", end - offset);
  return text;
}

// All parts. `bad`: the offset of the field at fault, if any.
std::string Annotated(const std::vector<Part>& parts, Bytes input, std::optional<size_t> bad,
                      const Palette& palette) {
  std::string text;
  for (const Part& part : parts) {
    if (part.field.empty() && part.size == 0) continue;
    const bool here = bad && *bad >= part.offset && *bad - part.offset < part.size;
    const std::string mark = here ? Str(palette.bad) + "  <-- at fault" + Str(palette.off) : "";
    text += Annotated(part, input, mark, palette);
  }
  return text;
}

std::string Outcome(const Inspection& inspection, Bytes input, const Palette& palette) {
  const Result r = inspection.result;
  std::string text = r.ok() ? palette.good : palette.bad;
  text += Str(Name(r.code()));
  if (r.detail() != Detail::kNone) text += " / " + Str(Name(r.detail()));
  text += palette.off;
  if (r.ok()) {
    text += Printf(": %u bytes", r.consumed());
    if (r.consumed() < input.size())
      text += Printf("; %zu more follow", input.size() - r.consumed());
  } else if (r.code() == Code::kNeedMore) {
    text += Printf(": %s; %zu bytes are there, at least %u are needed", Str(Sentence(r)).c_str(),
                   input.size(), r.needed());
  } else {
    text += Printf(" at offset %u", r.offset());
    if (r.octet() != 0) text += Printf(" (octet %02x)", static_cast<unsigned>(r.octet()));
    text += ": " + Str(Sentence(r));
  }
  text += "\n";
  if (!inspection.violations.empty()) {
    text += "accepted all the same:";
    for (const Json& name : NamesOf(inspection.violations)) text += " " + name.get<std::string>();
    text += "\n";
  }
  if (inspection.verdict != r) {
    const Result verdict = inspection.verdict;
    text += Str(palette.bad) + Str(Name(verdict.code())) + " / " + Str(Name(verdict.detail())) +
            Str(palette.off) + Printf(" (octet %02x): ", static_cast<unsigned>(verdict.octet())) +
            Str(Sentence(verdict)) + "\n";
  }
  return text;
}

std::string Platforms(const Inspection& inspection) {
  const Result result = inspection.verdict;
  if (result.ok()) return "";
  const auto cf = cfnetwork::FromResult(result);
  const auto oh = openharmony::FromResult(result);
  const auto st = secure_transport::FromResult(result);
  std::string text = "CFNetwork ";
  text += cf ? Printf("subdomain %u, code %u (0x%08x)", static_cast<unsigned>(cf->subdomain),
                      static_cast<unsigned>(cf->code), static_cast<unsigned>(cf->packed()))
             : "has no number";
  text += "; OpenHarmony " + (oh ? std::to_string(*oh) : "has none");
  text += "; Secure Transport " + (st ? std::to_string(*st) : "has none");
  text += "\n";
  const std::optional<int32_t> reply = SocksReply(inspection);
  if (reply)
    text += Printf("a server answers with the octet %02x\n", static_cast<unsigned>(*reply));
  const std::optional<tls::AlertDescription> alert = tls::AlertFor(result);
  if (alert) {
    text += "the alert to send is " + std::to_string(static_cast<int>(*alert)) + ", " +
            Str(Name(*alert)) + "\n";
  }
  return text;
}

}  // namespace

std::string HexOf(Bytes bytes) {
  std::string hex;
  for (const uint8_t octet : bytes) {
    hex += "0123456789abcdef"[octet >> 4];
    hex += "0123456789abcdef"[octet & 0xF];
  }
  return hex;
}

Json ToJson(const Inspection& inspection) {
  const Result r = inspection.result;
  const Result verdict = inspection.verdict;
  Json json;
  json["code"] = Str(Name(r.code()));
  json["detail"] = Str(Name(r.detail()));
  json["n"] = NumberOf(r);
  json["octet"] = r.octet();
  json["violations"] = NamesOf(inspection.violations);
  json["fields"] = inspection.fields;
  json["encoded"] = inspection.encoded ? Json(HexOf(*inspection.encoded)) : Json(nullptr);
  json["cfnetwork"] = CfNetwork(verdict);
  json["openharmony"] = OrNull(openharmony::FromResult(verdict));
  json["secure_transport"] = OrNull(secure_transport::FromResult(verdict));
  json["socks_reply"] = OrNull(SocksReply(inspection));
  json["tls_alert"] = OrNull(TlsAlert(inspection));
  json["parts"] = PartsOf(inspection);
  return json;
}

std::string PartsText(const Inspection& inspection, Bytes input, bool colour) {
  const Result r = inspection.result;
  std::optional<size_t> bad;
  if (!r.ok() && r.code() != Code::kNeedMore) bad = r.offset();
  return Annotated(inspection.parts, input, bad, colour ? kColour : Palette());
}

std::string ToText(const Inspection& inspection, Bytes input, bool colour) {
  return PartsText(inspection, input, colour) +
         Outcome(inspection, input, colour ? kColour : Palette()) + Platforms(inspection);
}

}  // namespace inspect
}  // namespace hardwire
