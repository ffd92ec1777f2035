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

namespace hardwire {
namespace differential {

using reference::Bytes;
using reference::Outcome;
using reference::Rejected;
using Fields = std::vector<std::string>;

inline std::string Str(string_view text) { return std::string(text.data(), text.size()); }
inline std::string Str(Span<const uint8_t> octets) {
  return std::string(octets.begin(), octets.end());
}
template <typename E>
std::string Num(E value) {
  return std::to_string(static_cast<unsigned>(value));
}

inline void Append(const socks::Address& address, Fields* fields) {
  const bool domain = address.type() == socks::AddressType::kDomain;
  fields->push_back(Num(address.type()));
  fields->push_back(domain ? Str(address.domain()) : Str(address.ip()));
  fields->push_back(Num(address.port()));
}

// The fields of each message in the reference's order.
inline Fields FieldsOf(const socks4::Request& m) {
  Fields fields = {Num(m.command), Num(m.address.port())};
  const bool domain = m.address.type() == socks::AddressType::kDomain;
  fields.push_back(domain ? std::string(3, '\0') + static_cast<char>(m.marker)
                          : Str(m.address.ip()));
  fields.push_back(Str(m.userid));
  if (domain) fields.push_back(Str(m.address.domain()));
  return fields;
}
inline Fields FieldsOf(const socks4::Reply& m) {
  return {Num(m.code), Num(m.address.port()), Str(m.address.ip())};
}
inline Fields FieldsOf(const socks5::Greeting& m) { return {Str(m.methods)}; }
inline Fields FieldsOf(const socks5::MethodSelection& m) { return {Num(m.method)}; }
inline Fields FieldsOf(const socks5::Request& m) {
  Fields fields = {Num(m.command)};
  Append(m.address, &fields);
  return fields;
}
inline Fields FieldsOf(const socks5::Reply& m) {
  Fields fields = {Num(m.code)};
  Append(m.address, &fields);
  return fields;
}
inline Fields FieldsOf(const userpass::Request& m) { return {Str(m.username), Str(m.password)}; }
inline Fields FieldsOf(const userpass::Reply& m) { return {Num(m.status)}; }
inline Fields FieldsOf(const gssapi::Frame& m) {
  if (m.type == gssapi::Type::kAbort) return {Num(m.type)};
  return {Num(m.type), Str(m.token)};
}
inline Fields FieldsOf(const udp::Header& m) {
  Fields fields = {Num(m.fragment)};
  Append(m.address, &fields);
  return fields;
}

inline std::set<std::string> NamesOf(Violations violations) {
  std::set<std::string> names;
  for (int i = 0; i < kViolationCount; ++i) {
    if (violations.Has(static_cast<Violation>(i))) {
      names.insert(Str(Name(static_cast<Violation>(i))));
    }
  }
  return names;
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

// A policy, and the names of what it rejects.
struct NamedPolicy {
  explicit NamedPolicy(Policy chosen) : policy(chosen) {
    for (int i = 0; i < kViolationCount; ++i) {
      const Violation violation = static_cast<Violation>(i);
      if (policy.Rejects(violation)) rejected.insert(Str(Name(violation)));
    }
  }
  Policy policy;
  Rejected rejected;
};

// A message and its decoder in the reference.
template <typename M, Outcome (*kReference)(const Bytes&, const Rejected&)>
struct Pair {
  using Message = M;

  // False, and the difference on standard error, where the two differ on `bytes`.
  static bool Agree(const Bytes& bytes, const NamedPolicy& policy) {
    const Outcome ours = OursOf<M>(bytes, policy.policy);
    const Outcome theirs = kReference(bytes, policy.rejected);
    if (ours == theirs) return true;
    fprintf(stderr, "%s differs on ", M::kInfo.name.data());
    for (const uint8_t octet : bytes) fprintf(stderr, "%02x", octet);
    fprintf(stderr, "\n");
    Show("codec", ours);
    Show("reference", theirs);
    return false;
  }
};

template <template <typename...> class List>
using EveryPair = List<Pair<fuzz::In<socks4::Request>, reference::Socks4Request>,
                       Pair<fuzz::In<socks4::Reply>, reference::Socks4Reply>,
                       Pair<fuzz::In<socks5::Greeting>, reference::Socks5Greeting>,
                       Pair<fuzz::In<socks5::MethodSelection>, reference::Socks5MethodSelection>,
                       Pair<fuzz::In<socks5::Request>, reference::Socks5Request>,
                       Pair<fuzz::In<socks5::Reply>, reference::Socks5Reply>,
                       Pair<fuzz::In<userpass::Request>, reference::UserpassRequest>,
                       Pair<fuzz::In<userpass::Reply>, reference::UserpassReply>,
                       Pair<fuzz::In<gssapi::Frame>, reference::GssapiFrame>,
                       Pair<fuzz::In<udp::Header>, reference::UdpHeader>>;

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_COMPARE_H_
