// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Every SOCKS decoder against the reference, under random policies: all inputs of up to two octets,
// then random octets, random messages, and random messages with octets changed, cut or repeated.
//
//   socks_differential [INPUTS]     for each message; 20,000 unless told otherwise
//
// Prints how many inputs agreed. Exits with 1 at the first difference, which it shows.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "fuzz/messages.h"
#include "fuzz/random_message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "test/differential/reference.h"

namespace hardwire {
namespace {

using fuzz::Random;
using reference::Bytes;
using reference::Outcome;
using reference::Rejected;
using Fields = std::vector<std::string>;

std::string Str(absl::string_view text) { return std::string(text.data(), text.size()); }
std::string Str(absl::Span<const uint8_t> octets) {
  return std::string(octets.begin(), octets.end());
}
template <typename E>
std::string Num(E value) {
  return std::to_string(static_cast<unsigned>(value));
}

void Append(const socks::Address& address, Fields* fields) {
  const bool domain = address.type() == socks::AddressType::kDomain;
  fields->push_back(Num(address.type()));
  fields->push_back(domain ? Str(address.domain()) : Str(address.ip()));
  fields->push_back(Num(address.port()));
}

// The fields of each message in the reference's order.
Fields FieldsOf(const socks4::Request& m) {
  Fields fields = {Num(m.command), Num(m.address.port())};
  const bool domain = m.address.type() == socks::AddressType::kDomain;
  fields.push_back(domain ? std::string(3, '\0') + static_cast<char>(m.marker)
                          : Str(m.address.ip()));
  fields.push_back(Str(m.userid));
  if (domain) fields.push_back(Str(m.address.domain()));
  return fields;
}
Fields FieldsOf(const socks4::Reply& m) {
  return {Num(m.code), Num(m.address.port()), Str(m.address.ip())};
}
Fields FieldsOf(const socks5::Greeting& m) { return {Str(m.methods)}; }
Fields FieldsOf(const socks5::MethodSelection& m) { return {Num(m.method)}; }
Fields FieldsOf(const socks5::Request& m) {
  Fields fields = {Num(m.command)};
  Append(m.address, &fields);
  return fields;
}
Fields FieldsOf(const socks5::Reply& m) {
  Fields fields = {Num(m.code)};
  Append(m.address, &fields);
  return fields;
}
Fields FieldsOf(const userpass::Request& m) { return {Str(m.username), Str(m.password)}; }
Fields FieldsOf(const userpass::Reply& m) { return {Num(m.status)}; }
Fields FieldsOf(const gssapi::Frame& m) {
  if (m.type == gssapi::Type::kAbort) return {Num(m.type)};
  return {Num(m.type), Str(m.token)};
}
Fields FieldsOf(const udp::Header& m) {
  Fields fields = {Num(m.fragment)};
  Append(m.address, &fields);
  return fields;
}

std::set<std::string> NamesOf(Violations violations) {
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
  typename M::Message message;
  const Result r = M::Read(bytes, &message, policy);
  Outcome outcome = {Str(Name(r.code())), Str(Name(r.detail())), r.n(), r.octet(), {}, {}};
  if (r.ok()) {
    outcome.violations = NamesOf(message.violations);
    outcome.fields = FieldsOf(message);
  }
  return outcome;
}

bool operator==(const Outcome& a, const Outcome& b) {
  return a.code == b.code && a.detail == b.detail && a.n == b.n && a.octet == b.octet &&
         a.violations == b.violations && a.fields == b.fields;
}

void Show(const char* who, const Outcome& outcome) {
  fprintf(stderr, "%s: %s %s n=%u octet=%02x\n", who, outcome.code.c_str(), outcome.detail.c_str(),
          outcome.n, outcome.octet);
}

// A policy, and the names of what it rejects.
struct NamedPolicy {
  Policy policy;
  Rejected rejected;
};

// One of the three in three cases of four, else any.
NamedPolicy RandomPolicy(Random* random) {
  Policy policy = Policy::Lenient();
  switch (random->Below(4)) {
    case 0:
      break;
    case 1:
      policy = Policy::Interop();
      break;
    case 2:
      policy = Policy::Strict();
      break;
    default:
      for (int i = 0; i < kViolationCount; ++i) {
        if (random->Below(2) == 0) policy = policy.Rejecting(static_cast<Violation>(i));
      }
  }
  NamedPolicy named = {policy, {}};
  for (int i = 0; i < kViolationCount; ++i) {
    if (policy.Rejects(static_cast<Violation>(i))) {
      named.rejected.insert(Str(Name(static_cast<Violation>(i))));
    }
  }
  return named;
}

template <typename M>
void Compare(Outcome (*reference)(const Bytes&, const Rejected&), const Bytes& bytes,
             const NamedPolicy& policy) {
  const Outcome ours = OursOf<M>(bytes, policy.policy);
  const Outcome theirs = reference(bytes, policy.rejected);
  if (ours == theirs) return;
  fprintf(stderr, "%s differs on ", M::kName);
  for (const uint8_t octet : bytes) fprintf(stderr, "%02x", octet);
  fprintf(stderr, "\n");
  Show("codec", ours);
  Show("reference", theirs);
  exit(1);
}

template <typename M>
Bytes RandomInput(Random* random) {
  Bytes bytes(fuzz::kMaxRandomMessage);
  if (random->Below(4) == 0) {
    bytes.resize(random->Below(32));
    for (uint8_t& octet : bytes) octet = random->InterestingOctet();
    return bytes;
  }
  bytes.resize(fuzz::RandomMessage<M>(random, bytes.data()));
  for (size_t changes = random->Below(4); changes > 0; --changes) {
    const size_t at = random->Below(bytes.size() + 1);
    switch (random->Below(4)) {
      case 0:
        bytes.resize(at);
        break;
      case 1:
        bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at), random->InterestingOctet());
        break;
      case 2:
        bytes.push_back(random->Octet());
        break;
      default:
        if (at < bytes.size()) bytes[at] = random->InterestingOctet();
    }
  }
  return bytes;
}

template <typename M>
void CompareMany(Outcome (*reference)(const Bytes&, const Rejected&), unsigned long inputs) {
  Random random(inputs * 2 + 1);
  std::vector<NamedPolicy> policies;
  for (int i = 0; i < 256; ++i) policies.push_back(RandomPolicy(&random));
  unsigned long compared = 0;
  for (unsigned value = 0; value < 65536; ++value, ++compared) {
    const Bytes two = {static_cast<uint8_t>(value >> 8), static_cast<uint8_t>(value)};
    Compare<M>(reference, two, policies[random.Below(policies.size())]);
  }
  for (; compared < 65536 + inputs; ++compared) {
    Compare<M>(reference, RandomInput<M>(&random), policies[random.Below(policies.size())]);
  }
  printf("%s: %lu inputs agree\n", M::kName, compared);
  fflush(stdout);
}

}  // namespace
}  // namespace hardwire

int main(int argc, char** argv) {
  using namespace hardwire;  // NOLINT(google-build-using-namespace): one screen of a test
  const unsigned long inputs = argc > 1 ? strtoul(argv[1], nullptr, 10) : 20000;
  CompareMany<fuzz::Socks4Request>(reference::Socks4Request, inputs);
  CompareMany<fuzz::Socks4Reply>(reference::Socks4Reply, inputs);
  CompareMany<fuzz::Socks5Greeting>(reference::Socks5Greeting, inputs);
  CompareMany<fuzz::Socks5MethodSelection>(reference::Socks5MethodSelection, inputs);
  CompareMany<fuzz::Socks5Request>(reference::Socks5Request, inputs);
  CompareMany<fuzz::Socks5Reply>(reference::Socks5Reply, inputs);
  CompareMany<fuzz::UserpassRequest>(reference::UserpassRequest, inputs);
  CompareMany<fuzz::UserpassReply>(reference::UserpassReply, inputs);
  CompareMany<fuzz::GssapiFrame>(reference::GssapiFrame, inputs);
  CompareMany<fuzz::UdpHeader>(reference::UdpHeader, inputs);
  return 0;
}
