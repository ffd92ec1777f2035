// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// One message of any kind, decoded and explained: what inspect prints, and what the recorder shows.

#ifndef HARDWIRE_EXAMPLES_INSPECT_INSPECTION_H_
#define HARDWIRE_EXAMPLES_INSPECT_INSPECTION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/record.h"
#include "hardwire/view.h"
#include "nlohmann/json.hpp"

namespace hardwire {
namespace inspect {

using Bytes = Span<const uint8_t>;

// A field as people see it, or bytes that are none.
struct Part {
  size_t offset;
  size_t size;
  std::string field;    // the RFC's name; empty where the bytes are no field
  std::string meaning;  // its value in words, or why it has none
};

struct Inspection {
  std::string kind;
  Result result;          // Decode's
  Result verdict;         // Verdict's, where the message refuses; else the same as `result`
  Violations violations;  // of an accepted message
  nlohmann::ordered_json fields = nlohmann::ordered_json::object();
  // In the order of the wire, without gaps. Of an accepted message: it, and for a whole unit all
  // that is behind it. Otherwise all of the input: first the fields in front of the fault, or those
  // that are complete.
  std::vector<Part> parts;
  std::optional<std::vector<uint8_t>> encoded;  // the message encoded again, leniently
};

// What decides besides the bytes.
struct Settings {
  Policy policy = Policy::Interop();
  tls::Phase phase = tls::Phase::kInitial;
  uint16_t version = 0;
  uint16_t limit = UINT16_MAX;  // none
  uint8_t cid_length = 0;
};

// The kinds that there are, in alphabetical order.
std::vector<std::string> Kinds();

bool IsKind(const std::string& kind);

// Which contexts, and with them which keys, a kind takes.
enum class Family {
  kNone,   // no key
  kTls,    // ctx, version, limit
  kDtls,   // these, and cid_len
  kInner,  // as kTls, the contexts of both protocols
  kAlert,  // ctx, version
  kHello,  // ctx
};
Family FamilyOf(const std::string& kind);

// A named context of a family.
struct NamedContext {
  const char* name;
  Family family;
  tls::Phase phase;
  uint16_t version;
};
const std::vector<NamedContext>& Contexts();

// The context of a kind that is given none: null for a kind that takes none.
const NamedContext* DefaultContext(const std::string& kind);

// Decodes `input` as `kind`, which must be one of Kinds().
Inspection Inspect(const std::string& kind, Bytes input, const Settings& settings);

inline std::string Str(string_view text) { return std::string(text.data(), text.size()); }

// Two lower-case digits a byte.
std::string HexOf(Bytes bytes);

// The JSON object of the batch contract.
nlohmann::ordered_json ToJson(const Inspection& inspection);

// An annotated hexdump, with the field at fault marked.
std::string PartsText(const Inspection& inspection, Bytes input, bool colour);

// The same, with the outcome in words and the platforms' numbers.
std::string ToText(const Inspection& inspection, Bytes input, bool colour);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_INSPECTION_H_
