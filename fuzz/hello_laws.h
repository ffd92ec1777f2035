// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The laws of what a ClientHello says in its extensions, as plain functions.

#ifndef HARDWIRE_FUZZ_HELLO_LAWS_H_
#define HARDWIRE_FUZZ_HELLO_LAWS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "fuzz/allocations.h"
#include "fuzz/laws.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/hello_context.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/host_name.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

// Laws 1, 5 and 8 on one question to a hello, in which `count` extensions have the type. `find` is
// one of the Find functions. Returns what it found; a value that is present is in `*value`.
template <typename Value, typename Find>
tls::Finding Asked(const tls::ClientHello& hello, size_t count, Bytes input, Find find,
                   Value* value) {
  Value before;
  memset(static_cast<void*>(&before), 0xA5, sizeof(before));
  Value after;
  memcpy(static_cast<void*>(&after), static_cast<void*>(&before), sizeof(before));
  const uint64_t allocations = Allocations();
  const tls::Finding finding = find(hello, &after);
  Require(Allocations() == allocations, "8: reading an extension allocates nothing", input);
  const bool present = finding.presence == tls::Presence::kPresent;
  const bool absent = finding.presence == tls::Presence::kAbsent;
  Require(finding.result.ok() == (present || absent), "1: what is malformed says why", input);
  Require(absent == (count == 0), "1: an extension is absent if and only if it is not there",
          input);
  Require(!present || count == 1, "1: of two extensions of a type neither counts", input);
  if (present) {
    *value = after;
  } else {
    Require(memcmp(static_cast<void*>(&before), static_cast<void*>(&after), sizeof(after)) == 0,
            "5: nothing moves on failure", input);
  }
  return finding;
}

inline size_t CountOf(const tls::ClientHello& hello, tls::ExtensionType type) {
  size_t count = 0;
  tls::ExtensionList list(hello);
  for (tls::Extension one; list.Next(&one);) count += one.type == static_cast<uint16_t>(type);
  return count;
}

// A server name that a policy accepts breaks no rule that the policy rejects; a stricter policy
// accepts no other names.
inline void CheckServerName(const tls::ClientHello& hello, size_t count, Bytes input) {
  tls::ServerName lenient;
  const auto find = [](Policy policy) {
    return [policy](const tls::ClientHello& h, tls::ServerName* out) {
      return FindServerName(h, out, policy);
    };
  };
  const tls::Finding any = Asked(hello, count, input, find(Policy::Lenient()), &lenient);
  for (const Policy policy : kPolicies) {
    tls::ServerName name;
    const tls::Finding finding = Asked(hello, count, input, find(policy), &name);
    if (any.presence != tls::Presence::kPresent) {
      Require(finding.presence == any.presence, "policy: malformed under every policy", input);
      continue;
    }
    const bool accepted = !policy.RejectsAny(lenient.violations);
    Require((finding.presence == tls::Presence::kPresent) == accepted,
            "policy: accepts what breaks no rule that it rejects", input);
    if (!accepted) continue;
    Require(name.host_name == lenient.host_name && name.violations == lenient.violations,
            "policy: the same name", input);
    Require(!name.host_name.empty() && name.host_name.size() <= 255, "1: 1 to 255 octets", input);
  }
}

// What every extension of a hello says.
inline void CheckFindings(const tls::ClientHello& hello, Bytes input) {
  using Type = tls::ExtensionType;
  const auto count = [&](Type type) { return CountOf(hello, type); };
  CheckServerName(hello, count(Type::kServerName), input);
  tls::Numbers numbers;
  Asked(hello, count(Type::kSupportedVersions), input, tls::FindSupportedVersions, &numbers);
  Asked(hello, count(Type::kSupportedGroups), input, tls::FindSupportedGroups, &numbers);
  Asked(hello, count(Type::kSignatureAlgorithms), input, tls::FindSignatureAlgorithms, &numbers);
  for (size_t i = 0; i < numbers.size(); ++i) {
    Require(numbers.Has(numbers[i]), "1: a list has what it holds", input);
  }
  tls::ProtocolNames names;
  Asked(hello, count(Type::kApplicationLayerProtocolNegotiation), input, tls::FindProtocolNames,
        &names);
  for (string_view name; names.Next(&name);) Require(!name.empty(), "1: no empty name", input);
  tls::KeyShares shares;
  Asked(hello, count(Type::kKeyShare), input, tls::FindKeyShares, &shares);
  for (tls::KeyShare share; shares.Next(&share);) {
    Require(!share.key_exchange.empty(), "1: no empty key", input);
  }
  tls::Ech ech;
  Asked(hello, count(Type::kEncryptedClientHello), input, tls::FindEch, &ech);
  tls::PreSharedKey key;
  Asked(hello, count(Type::kPreSharedKey), input, tls::FindPreSharedKey, &key);
}

// What the extensions say of a hello that begins `input`, and of one whose extensions are all of
// `input`, which need not be a list.
inline void CheckExtensions(Bytes input) {
  tls::ClientHello hello;
  for (const tls::HelloContext& context : {tls::HelloContext::Tls(), tls::HelloContext::Dtls()}) {
    if (!Decode(input, &hello, context, Policy::Lenient()).ok()) continue;
    tls::ExtensionList list(hello);
    size_t size = 0;
    for (tls::Extension one; list.Next(&one);) size += 4 + one.body.size();
    Require(list.empty() && size == hello.extensions.size(), "1: the list is the block", input);
    CheckFindings(hello, input);
  }
  tls::ClientHello made;
  made.extensions = input;
  tls::ExtensionList list(made);
  for (tls::Extension one; list.Next(&one);) continue;
  if (list.empty()) CheckFindings(made, input);
}

// A name under any case, with and without a dot behind it, is one name; what is canonical stays as
// it is; the patterns made of a name cover what they must, and nothing else that is near.
inline void CheckHostName(Bytes input) {
  const string_view text(reinterpret_cast<const char*>(input.data()), input.size());
  tls::HostName name;
  const uint64_t allocations = Allocations();
  const Result result = tls::HostName::Parse(text, &name);
  Require(Allocations() == allocations, "8: a name allocates nothing", input);
  tls::HostPattern pattern;
  const Result as_pattern = tls::HostPattern::Parse(text, &pattern);
  if (!result.ok()) {
    Require(name == tls::HostName() && name.text().empty(), "5: nothing moves on failure", input);
    Require(result.offset() <= input.size(), "1: an error points into the text", input);
    Require(as_pattern.ok() == (input.size() > 2 && input[0] == '*' && as_pattern.ok()),
            "1: only a wildcard is a pattern and no name", input);
    return;
  }
  Require(result.consumed() == input.size() && as_pattern == result, "1: all of it", input);
  Require(pattern.Covers(name), "1: a name covers itself", input);
  const string_view canonical = name.text();
  Require(!canonical.empty() && canonical.size() <= tls::kMaxHostNameSize, "1: a size", input);
  tls::HostName again;
  Require(
      tls::HostName::Parse(canonical, &again).ok() && again == name && again.text() == canonical,
      "6: what is canonical stays as it is", input);
  Block other(canonical.size() + 2);
  const Span<uint8_t> octets = other.writable();
  octets[0] = '*';
  octets[1] = '.';
  for (size_t i = 0; i < canonical.size(); ++i) {
    const uint8_t octet = static_cast<uint8_t>(canonical[i]);
    octets[i + 2] = octet >= 'a' && octet <= 'z' ? octet ^ 0x20 : octet;
  }
  const string_view wild(reinterpret_cast<const char*>(octets.data()), octets.size());
  const string_view upper(wild.data() + 2, canonical.size());
  Require(tls::HostName::Parse(upper, &again).ok() && again == name, "1: case does not matter",
          input);
  tls::HostPattern wildcard;
  Require(tls::HostPattern::Parse(wild, &wildcard).ok() && !wildcard.Covers(name),
          "1: a wildcard does not cover its apex", input);
  octets[0] = 'x';
  tls::HostName below;
  if (!tls::HostName::Parse(wild, &below).ok()) return;  // too long
  Require(wildcard.Covers(below) && !pattern.Covers(below), "1: it covers one label more", input);
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_HELLO_LAWS_H_
