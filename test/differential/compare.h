// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What a SOCKS decoder says, in the reference's words, and whether the two agree.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_COMPARE_H_
#define HARDWIRE_TEST_DIFFERENTIAL_COMPARE_H_

#include <cstdint>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/view.h"
#include "test/differential/reference.h"
#include "test/differential/units.h"

namespace hardwire {
namespace differential {

using reference::Bytes;
using reference::Outcome;
using reference::Rejected;
using Fields = std::vector<std::string>;

// A field as the reference says it: numbers in decimal, octets as they are, an address as its type,
// its octets and its port.
template <typename Number>
void Append(Number value, Fields* fields) {
  fields->push_back(std::to_string(static_cast<unsigned>(value)));
}
inline void Append(string_view text, Fields* fields) { fields->push_back(Str(text)); }
inline void Append(Span<const uint8_t> octets, Fields* fields) { fields->push_back(Str(octets)); }
inline void Append(const socks::Address& address, Fields* fields) {
  const bool domain = address.type() == socks::AddressType::kDomain;
  Append(static_cast<uint8_t>(address.type()), fields);
  fields->push_back(domain ? Str(address.domain()) : Str(address.ip()));
  Append(address.port(), fields);
}

template <typename Message>
Fields FieldsOf(const Message& message) {
  Fields fields;
  Message::VisitFields([&](string_view, const auto& field) { Append(field, &fields); }, message);
  return fields;
}

template <typename M>
Outcome OursOf(const Bytes& bytes, Policy policy) {
  const fuzz::Decoded<M> decoded = fuzz::DecodeTwice<M>(bytes, policy);
  const Result r = decoded.result;
  Outcome outcome = {
      Str(Name(r.code())), Str(Name(r.detail())), fuzz::NumberOf(r), r.octet(), {}, {}};
  if (r.ok()) {
    outcome.violations = NamesOf(ViolationsOf(decoded.message));
    outcome.fields = FieldsOf(decoded.message);
  }
  return outcome;
}

inline bool operator==(const Outcome& a, const Outcome& b) {
  return a.code == b.code && a.detail == b.detail && a.n == b.n && a.octet == b.octet &&
         a.violations == b.violations && a.fields == b.fields;
}

inline void Show(const char* who, const Outcome& outcome) {
  fprintf(stderr, "%s: %s %s n=%u octet=%02x\n", who, outcome.code.c_str(), outcome.detail.c_str(),
          outcome.n, outcome.octet);
}

// A message, held against its decoder in the reference.
template <typename Message>
struct Compared {
  using M = fuzz::In<Message>;

  // False, and the difference on standard error, where the two differ on `bytes`.
  static bool Agree(const Bytes& bytes, const NamedPolicy& policy) {
    const Outcome ours = OursOf<M>(bytes, policy.policy);
    const Outcome theirs = reference::Decode(Str(M::kInfo.name), bytes, policy.rejected);
    if (ours == theirs) return true;
    fprintf(stderr, "%s differs on ", Str(M::kInfo.name).c_str());
    for (const uint8_t octet : bytes) fprintf(stderr, "%02x", octet);
    fprintf(stderr, "\n");
    Show("codec", ours);
    Show("reference", theirs);
    return false;
  }
};

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_COMPARE_H_
