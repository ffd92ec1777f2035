// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What the comparisons of the TLS record layer and of RecordStream share: choices, and outcomes as
// opinions.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_TLS_UNIT_H_
#define HARDWIRE_TEST_DIFFERENTIAL_TLS_UNIT_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <initializer_list>
#include <string>
#include <vector>

#include "fuzz/laws.h"
#include "fuzz/model_values.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"
#include "test/differential/tls_model.h"
#include "test/differential/units.h"

namespace hardwire {
namespace differential {

using fuzz::Choices;
using tls_model::Names;
using tls_model::Octets;
using tls_model::Opinion;

template <typename Number>
std::string Num(Number value) {
  return std::to_string(static_cast<unsigned long long>(value));
}

// One of `values`.
template <typename T>
T Pick(Choices* c, std::initializer_list<T> values) {
  return *(values.begin() + c->Octet() % values.size());
}
inline bool OneIn(Choices* c, unsigned n) { return c->Octet() % n == n - 1; }

// Octets of which the first two are chosen and the others follow from them.
inline Octets Filled(Choices* c, size_t size) {
  Octets octets(size);
  uint8_t value = 0;
  for (size_t i = 0; i < size; ++i)
    octets[i] = value = static_cast<uint8_t>(i < 2 ? c->Octet() : value + 59);
  return octets;
}

// Up to three changes, in one of four cases.
inline void Damage(Choices* c, Octets* octets) {
  if (!OneIn(c, 4)) return;
  for (unsigned changes = 1 + c->Octet() % 3; changes > 0; --changes) {
    const size_t at = c->Short() % (octets->size() + 1);
    const auto place = octets->begin() + static_cast<std::ptrdiff_t>(at);
    if (at == octets->size() || OneIn(c, 4)) {
      octets->insert(place, c->Octet());
    } else if (OneIn(c, 4)) {
      octets->erase(place);
    } else {
      *place = OneIn(c, 2) ? c->Octet() : static_cast<uint8_t>(*place ^ 1U << c->Octet() % 8);
    }
  }
}

inline Opinion OpinionOf(Result r) {
  Opinion opinion;
  opinion.code = Str(Name(r.code()));
  opinion.detail = Str(Name(r.detail()));
  opinion.n = fuzz::NumberOf(r);
  opinion.octet = r.octet();
  opinion.layer = r.layer() == Layer::kTls ? "tls" : r.layer() == Layer::kDtls ? "dtls" : "socks";
  return opinion;
}

inline bool Same(const Opinion& a, const Opinion& b) {
  return a.code == b.code && a.detail == b.detail && a.n == b.n && a.octet == b.octet &&
         a.layer == b.layer && a.violations == b.violations && a.fields == b.fields;
}

inline void Show(const char* who, const std::string& text) {
  fprintf(stderr, "%s:", who);
  for (const char octet : text) {
    if (octet >= ' ' && octet <= '~') {
      fputc(octet, stderr);
    } else {
      fprintf(stderr, "\\%02x", static_cast<uint8_t>(octet));
    }
  }
  fprintf(stderr, "\n");
}
inline void Show(const char* who, const Opinion& opinion) {
  std::string text = " " + opinion.code + " " + opinion.detail + " n=" + Num(opinion.n) +
                     " octet=" + Num(opinion.octet) + " " + opinion.layer;
  for (const std::string& name : opinion.violations) text += " !" + name;
  for (const std::string& field : opinion.fields) text += " [" + field + "]";
  Show(who, text);
}

// What one Decode says, from a heap block of its own. `read(bytes, message)` calls it,
// `fields(message)` are the fields as text. Where it fails nothing moves.
template <typename M, typename Read, typename Fields>
Opinion Reading(const Octets& octets, Read read, Fields fields) {
  const fuzz::Block block{fuzz::Bytes(octets)};
  M before;
  memset(static_cast<void*>(&before), 0xA5, sizeof(before));
  M after;
  memcpy(static_cast<void*>(&after), static_cast<void*>(&before), sizeof(before));
  const Result result = read(block.bytes(), &after);
  Opinion opinion = OpinionOf(result);
  if (result.ok()) {
    opinion.violations = NamesOf(ViolationsOf(after));
    opinion.fields = fields(after);
  } else {
    fuzz::Require(memcmp(static_cast<void*>(&before), static_cast<void*>(&after), sizeof(M)) == 0,
                  "nothing moves on failure", block.bytes());
  }
  return opinion;
}

// What one Encode says, with `room` octets of output. `write(output)` calls it.
template <typename Write>
Opinion Writing(size_t room, Write write) {
  fuzz::Block output(room);
  output.Fill();
  const Result result = write(output.writable());
  Opinion opinion = OpinionOf(result);
  if (!result.ok()) {
    fuzz::Require(output.Untouched(), "a refused message writes nothing", output.bytes());
    return opinion;
  }
  opinion.fields = {Str(fuzz::First(output.bytes(), result.written()))};
  for (size_t i = result.written(); i < room; ++i) {
    fuzz::Require(output.bytes()[i] == 0x5A, "nothing is written behind the message",
                  output.bytes());
  }
  return opinion;
}

// The size of an output for a message of `size` octets: mostly as many.
inline size_t RoomFor(Choices* c, size_t size) {
  if (size > 1 << 20) return c->Octet() % 64;
  switch (c->Octet() % 8) {
    case 0:
      return 0;
    case 1:
      return size - 1;
    case 2:
      return size + 1;
    case 3:
      return c->Short() % (size + 8);
    default:
      return size;
  }
}

// Calls compare(prefix) with every prefix of a short input, and with some of a long one.
template <typename Compare>
void EachPrefix(Choices* c, const Octets& octets, Compare compare) {
  const auto first = [&octets](size_t size) {
    return Octets(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size));
  };
  constexpr size_t kAll = 48;
  for (size_t size = 0; size < octets.size() && size < kAll; ++size) compare(first(size));
  if (octets.size() > kAll) {
    for (int i = 0; i < 3; ++i) compare(first(c->Short() % octets.size()));
    compare(first(octets.size() - 1));
  }
  compare(octets);
}

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_TLS_UNIT_H_
