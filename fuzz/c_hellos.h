// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Hellos in C beside those of C++: the extensions of a ClientHello, HelloReader and what it keeps,
// host names, and Reassembly.

#ifndef HARDWIRE_FUZZ_C_HELLOS_H_
#define HARDWIRE_FUZZ_C_HELLOS_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "fuzz/c_messages.h"
#include "fuzz/laws.h"
#include "fuzz/model_values.h"
#include "hardwire/c/hardwire.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/hello_context.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/hello_view.h"
#include "hardwire/tls/host_name.h"
#include "hardwire/tls/reassembly.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

// Whether a value that was read of an extension is the same.
inline bool IsSameValue(const tls::ServerName& value, const hw_server_name& c) {
  return IsSame(value.host_name, c.host_name) && value.violations.bits() == c.violations;
}
inline bool IsSameValue(Bytes value, const hw_bytes& c) { return IsSame(value, c); }
inline bool IsSameValue(const tls::Numbers& value, const hw_numbers& c) {
  if (value.size() != hw_numbers_size(&c)) return false;
  for (size_t i = 0; i < value.size(); ++i) {
    uint16_t number = 0;
    if (hw_numbers_at(&c, i, &number) != 1 || number != value[i]) return false;
    if (hw_numbers_has(&c, number) != 1) return false;
  }
  uint16_t none = 0x1234;
  return hw_numbers_at(&c, value.size(), &none) == 0 && none == 0x1234 &&
         hw_numbers_has(&c, none) == (value.Has(none) ? 1 : 0);
}
inline bool IsSameValue(tls::ProtocolNames value, hw_protocol_names c) {
  string_view name;
  hw_text name_c = {nullptr, 0};
  while (value.Next(&name)) {
    if (hw_protocol_names_next(&c, &name_c) != 1 || !IsSame(name, name_c)) return false;
  }
  return hw_protocol_names_next(&c, &name_c) == 0;
}
inline bool IsSameValue(tls::KeyShares value, hw_key_shares c) {
  tls::KeyShare share;
  hw_key_share share_c = {};
  while (value.Next(&share)) {
    if (hw_key_shares_next(&c, &share_c) != 1 || share.group != share_c.group ||
        share.size != share_c.size || !IsSame(share.key_exchange, share_c.key_exchange)) {
      return false;
    }
  }
  return hw_key_shares_next(&c, &share_c) == 0;
}
inline bool IsSameValue(const tls::Ech& value, const hw_ech& c) {
  return IsSame(value.kind, c.kind) && value.kdf == c.kdf && value.aead == c.aead &&
         value.config_id == c.config_id && IsSame(value.enc, c.enc) &&
         IsSame(value.payload, c.payload);
}
inline bool IsSameValue(const tls::PreSharedKey& value, const hw_pre_shared_key& c) {
  return value.size == c.size && IsSame(value.identities, c.identities) &&
         IsSame(value.binders, c.binders);
}
inline bool IsSameValue(const tls::KeptExtension& value, const hw_kept_extension& c) {
  return value.type == c.type && value.size == c.size && IsSame(value.kept, c.kept);
}

// A struct of C that shows whether a call has set it.
template <typename Struct>
class Marked {
 public:
  Marked() {
    mark_.fill(0x5A);
    memcpy(&value, mark_.data(), mark_.size());
  }
  bool IsUnchanged() const { return memcmp(&value, mark_.data(), mark_.size()) == 0; }

  Struct value;

 private:
  std::array<uint8_t, sizeof(Struct)> mark_;
};

// The same question to both.
template <typename Value, typename ValueC, typename Call, typename CallC>
void SameFinding(Bytes input, Call call, CallC call_c) {
  Value value;
  Marked<ValueC> in_c;
  const tls::Finding found = call(&value);
  const hw_finding found_c = call_c(&in_c.value);
  Require(IsSame(found.presence, found_c.presence) && IsSame(found.result, found_c.result),
          "c: both find the same", input);
  const bool present = found.presence == tls::Presence::kPresent;
  Require(present ? IsSameValue(value, in_c.value) : in_c.IsUnchanged(),
          "c: both find the same value, or none", input);
}

// The same body to both.
template <typename Value, typename ValueC, typename Call, typename CallC>
void SameReading(Bytes input, Bytes body, Call call, CallC call_c) {
  Value value;
  Marked<ValueC> in_c;
  const Result result = call(body, &value);
  Require(IsSame(result, call_c(body.data(), body.size(), &in_c.value)),
          "c: both read a body with the same outcome", input);
  Require(result.ok() ? IsSameValue(value, in_c.value) : in_c.IsUnchanged(),
          "c: both read the same value, or none", input);
}

inline void CheckBodiesInC(Bytes body, Policy policy, Bytes input) {
  SameReading<tls::ServerName, hw_server_name>(
      input, body, [&](Bytes b, auto* v) { return tls::ReadServerName(b, v, policy); },
      [&](const uint8_t* b, size_t n, auto* v) {
        return hw_read_server_name(b, n, v, AsStruct(policy));
      });
  SameReading<tls::ProtocolNames, hw_protocol_names>(input, body, tls::ReadProtocolNames,
                                                     hw_read_protocol_names);
  SameReading<tls::Numbers, hw_numbers>(input, body, tls::ReadSupportedVersions,
                                        hw_read_supported_versions);
  SameReading<tls::Numbers, hw_numbers>(input, body, tls::ReadSupportedGroups,
                                        hw_read_supported_groups);
  SameReading<tls::KeyShares, hw_key_shares>(input, body, tls::ReadKeyShares, hw_read_key_shares);
  SameReading<tls::Ech, hw_ech>(input, body, tls::ReadEch, hw_read_ech);
  SameReading<tls::PreSharedKey, hw_pre_shared_key>(input, body, tls::ReadPreSharedKey,
                                                    hw_read_pre_shared_key);
}

// A question that a hello and a view answer alike.
template <typename Value, typename From, typename FromC, typename ValueC>
void SameAnswer(const From& from, const FromC& from_c,
                tls::Finding (*find)(const From& from, Value* value),
                hw_finding (*find_c)(const FromC* from, ValueC* value), Bytes input) {
  SameFinding<Value, ValueC>(
      input, [&](Value* value) { return find(from, value); },
      [&](ValueC* value) { return find_c(&from_c, value); });
}

inline void CheckHelloFindings(const tls::ClientHello& from, Policy policy, Bytes input) {
  const hw_client_hello from_c = AsStruct(from);
  SameFinding<tls::ServerName, hw_server_name>(
      input, [&](auto* value) { return FindServerName(from, value, policy); },
      [&](auto* value) { return hw_find_server_name(&from_c, value, AsStruct(policy)); });
  SameAnswer<tls::ProtocolNames>(from, from_c, tls::FindProtocolNames, hw_find_protocol_names,
                                 input);
  SameAnswer<tls::Numbers>(from, from_c, tls::FindSupportedVersions, hw_find_supported_versions,
                           input);
  SameAnswer<tls::Numbers>(from, from_c, tls::FindSupportedGroups, hw_find_supported_groups, input);
  SameAnswer<tls::Numbers>(from, from_c, tls::FindSignatureAlgorithms, hw_find_signature_algorithms,
                           input);
  SameAnswer<tls::KeyShares>(from, from_c, tls::FindKeyShares, hw_find_key_shares, input);
  SameAnswer<tls::Ech>(from, from_c, tls::FindEch, hw_find_ech, input);
  SameAnswer<tls::PreSharedKey>(from, from_c, tls::FindPreSharedKey, hw_find_pre_shared_key, input);
}

inline void CheckViewFindings(const tls::HelloView& from, const hw_hello_view& from_c,
                              Policy policy, Bytes input) {
  SameFinding<tls::ServerName, hw_server_name>(
      input, [&](auto* value) { return FindServerName(from, value, policy); },
      [&](auto* value) { return hw_view_find_server_name(&from_c, value, AsStruct(policy)); });
  SameAnswer<tls::ProtocolNames>(from, from_c, tls::FindProtocolNames, hw_view_find_protocol_names,
                                 input);
  SameAnswer<tls::Numbers>(from, from_c, tls::FindSupportedVersions,
                           hw_view_find_supported_versions, input);
  SameAnswer<tls::Numbers>(from, from_c, tls::FindSupportedGroups, hw_view_find_supported_groups,
                           input);
  SameAnswer<tls::Numbers>(from, from_c, tls::FindSignatureAlgorithms,
                           hw_view_find_signature_algorithms, input);
  SameAnswer<tls::KeyShares>(from, from_c, tls::FindKeyShares, hw_view_find_key_shares, input);
  SameAnswer<tls::Ech>(from, from_c, tls::FindEch, hw_view_find_ech, input);
}

// The extensions of a hello, one by one; each is asked for by its type and its body is read.
inline void CheckExtensionsInC(const tls::ClientHello& hello, Policy policy, Bytes input) {
  const hw_client_hello hello_c = AsStruct(hello);
  tls::ExtensionList list(hello);
  hw_extension_list list_c = hw_extension_list_of(&hello_c);
  for (tls::Extension extension; list.Next(&extension);) {
    hw_extension extension_c = {};
    Require(hw_extension_list_next(&list_c, &extension_c) == 1 &&
                extension.type == extension_c.type && IsSame(extension.body, extension_c.body),
            "c: both have the same extensions", input);
    SameFinding<Bytes, hw_bytes>(
        input,
        [&](Bytes* body) {
          return FindExtension(hello, static_cast<tls::ExtensionType>(extension.type), body);
        },
        [&](hw_bytes* body) { return hw_find_extension(&hello_c, extension.type, body); });
    CheckBodiesInC(extension.body, policy, input);
    const string_view name = Name(static_cast<tls::ExtensionType>(extension.type));
    Require(name == hw_extension_name(extension.type) &&
                hw_is_grease(extension.type) == (tls::IsGrease(extension.type) ? 1 : 0),
            "c: both name an extension alike", input);
  }
  hw_extension none = {};
  Require(hw_extension_list_next(&list_c, &none) == 0 &&
              hw_extension_list_empty(&list_c) == (list.empty() ? 1 : 0),
          "c: both lists end alike", input);
}

// The input as a hello, or as the extensions of one. The first octet is the policy.
inline void CheckHelloInC(Bytes input) {
  if (input.empty()) return;
  const Policy policy = kPolicies[input[0] % 3];
  Bytes octets = input;
  octets.remove_prefix(1);
  tls::ClientHello hello;
  if (!Decode(octets, &hello, tls::HelloContext::Tls(), policy).ok()) {
    hello.has_extensions = true;
    hello.extensions = octets;
  }
  CheckExtensionsInC(hello, policy, input);
  CheckHelloFindings(hello, policy, input);
  CheckBodiesInC(octets, policy, input);
}

inline bool IsSameView(const tls::HelloView& view, const hw_hello_view& c) {
  return view.legacy_version == c.legacy_version && IsSame(view.random, c.random) &&
         IsSame(view.session_id, c.session_id) && IsSame(view.cipher_suites, c.cipher_suites) &&
         IsSame(view.compression_methods, c.compression_methods) &&
         (view.has_extensions ? 1 : 0) == c.has_extensions &&
         IsSame(view.extensions, c.extensions) && view.violations.bits() == c.violations;
}

// A reader in both, each with memory of its own. Views are compared by their octets.
struct ReaderPair {
  ReaderPair(size_t size, tls::HelloLimits limits, tls::HelloKeep keep, Policy policy)
      : reader({memory.data(), size}, limits, keep, policy) {
    const hw_hello_limits limits_c = {limits.octets, limits.empty_records};
    const hw_hello_keep keep_c = {
        static_cast<uint8_t>(keep.keys), static_cast<uint8_t>(keep.tickets),
        static_cast<uint8_t>(keep.padding), static_cast<uint8_t>(keep.ech_payload)};
    hw_hello_reader_init(&reader_c, memory_c.data(), size, limits_c, keep_c, AsStruct(policy));
  }

  void Check(const tls::HelloStep& step, const hw_hello_step& step_c, Bytes input) const {
    Require(IsSame(step.outcome, step_c.outcome) && IsSame(step.result, step_c.result) &&
                Name(step.outcome) == hw_hello_outcome_name(step_c.outcome),
            "c: both readers have the same step", input);
    const tls::UnverifiedHello unverified = reader.unverified();
    const hw_unverified_hello unverified_c = hw_hello_reader_unverified(&reader_c);
    Require(reader.taken() == hw_hello_reader_taken(&reader_c) &&
                reader.records() == hw_hello_reader_records(&reader_c) &&
                reader.kept() == hw_hello_reader_kept(&reader_c) &&
                reader.sslv2_version() == hw_hello_reader_sslv2_version(&reader_c) &&
                unverified.legacy_version == unverified_c.legacy_version &&
                IsSame(unverified.server_name, unverified_c.server_name),
            "c: both readers have read the same", input);
  }

  void CheckView(Policy policy, Bytes input) const {
    hw_hello_view view_c = {};
    const bool complete = !reader.view().random.empty();
    Require(hw_hello_reader_view(&reader_c, &view_c) == (complete ? 1 : 0),
            "c: both readers have a view, or none", input);
    if (!complete) return;
    const tls::HelloView view = reader.view();
    Require(IsSameView(view, view_c), "c: both readers have the same view", input);
    tls::KeptExtensions list(view);
    hw_kept_extensions list_c = hw_kept_extensions_of(&view_c);
    hw_kept_extension kept_c = {};
    for (tls::KeptExtension kept; list.Next(&kept);) {
      Require(hw_kept_extensions_next(&list_c, &kept_c) == 1 && IsSameValue(kept, kept_c),
              "c: both keep the same", input);
      SameFinding<tls::KeptExtension, hw_kept_extension>(
          input,
          [&](tls::KeptExtension* out) {
            return FindExtension(view, static_cast<tls::ExtensionType>(kept.type), out);
          },
          [&](hw_kept_extension* out) { return hw_view_find_extension(&view_c, kept.type, out); });
    }
    Require(hw_kept_extensions_next(&list_c, &kept_c) == 0, "c: both keep as many", input);
    CheckViewFindings(view, view_c, policy, input);
  }

  std::array<uint8_t, 1024> memory = {};
  std::array<uint8_t, 1024> memory_c = {};
  tls::HelloReader reader;
  hw_hello_reader reader_c = {};
};

// The input as a stream. The first three octets choose the limits, what is kept, and the pieces.
inline void CheckReaderInC(Bytes input) {
  if (input.size() < 3) return;
  const uint8_t setup = input[0];
  const uint8_t keep = input[1];
  const Policy policy = kPolicies[setup % 3];
  const size_t room = (setup & 0x80) != 0 ? 64 : 1024;
  const tls::HelloLimits limits = {(setup & 0x40) != 0 ? 128u : 16384u,
                                   static_cast<uint16_t>((setup & 0x20) != 0 ? 0 : 32)};
  ReaderPair pair(room, limits,
                  {(keep & 1) != 0, (keep & 2) != 0, (keep & 4) != 0, (keep & 8) != 0}, policy);
  const size_t most = size_t{input[2]} + 1;
  Bytes stream = input;
  stream.remove_prefix(3);
  for (size_t at = 0; at < stream.size();) {
    const size_t size = std::min(stream.size() - at, most);
    const Bytes all = First(stream, at + size);
    const bool feeds = (keep & 0x10) != 0;
    const uint8_t* more = stream.data() + at;
    const tls::HelloStep step = feeds ? pair.reader.Feed({more, size}) : pair.reader.Read(all);
    const hw_hello_step step_c = feeds
                                     ? hw_hello_reader_feed(&pair.reader_c, more, size)
                                     : hw_hello_reader_read(&pair.reader_c, all.data(), all.size());
    pair.Check(step, step_c, input);
    at += size;
  }
  pair.CheckView(policy, input);
  pair.Check(pair.reader.End(), hw_hello_reader_end(&pair.reader_c), input);
  pair.CheckView(policy, input);
}

struct NamePair {
  NamePair(string_view text, Bytes input) {
    const Result result = tls::HostName::Parse(text, &name);
    Require(IsSame(result, hw_host_name_parse(text.data(), text.size(), &name_c)),
            "c: both parse a name with the same outcome", input);
    Require(name.text() == string_view(name_c.text, name_c.size), "c: both are the same name",
            input);
    const Result as_pattern = tls::HostPattern::Parse(text, &pattern);
    Require(IsSame(as_pattern, hw_host_pattern_parse(text.data(), text.size(), &pattern_c)),
            "c: both parse a pattern with the same outcome", input);
  }

  tls::HostName name;
  hw_host_name name_c = {};
  tls::HostPattern pattern;
  hw_host_pattern pattern_c = {};
};

// Two names. In C no name is equal to one that is none.
inline void CheckNamesInC(Bytes input) {
  Choices c(input);
  const NamePair a(c.Text(), input);
  const NamePair b(c.Text(), input);
  const bool equal = !a.name.text().empty() && a.name == b.name;
  Require(hw_host_name_equal(&a.name_c, &b.name_c) == (equal ? 1 : 0), "c: both are equal, or not",
          input);
  Require(hw_host_pattern_covers(&a.pattern_c, &b.name_c) == (a.pattern.Covers(b.name) ? 1 : 0) &&
              hw_host_pattern_covers(&b.pattern_c, &a.name_c) == (b.pattern.Covers(a.name) ? 1 : 0),
          "c: both patterns cover, or not", input);
}

// A message out of pieces: calls that the input chooses.
inline void CheckReassemblyInC(Bytes input) {
  Choices c(input);
  const size_t room = c.Octet();
  std::array<std::array<uint8_t, 256>, 2> octets = {};
  std::array<std::array<uint8_t, 32>, 2> bits = {};
  tls::Reassembly one({octets[0].data(), room}, MakeSpan(bits[0]));
  hw_reassembly other = {};
  hw_reassembly_init(&other, octets[1].data(), room, bits[1].data(), bits[1].size());
  for (int calls = 0; calls < 16; ++calls) {
    const uint8_t what = c.Octet() % 3;
    const uint32_t at = c.Octet();
    const Bytes piece = c.Some();
    tls::DtlsHandshakeHeader header;
    header.type = static_cast<tls::HandshakeType>(1);
    header.length = c.Octet();
    header.message_seq = c.Octet() & 1;
    header.fragment_offset = at;
    header.fragment_length = static_cast<uint32_t>(piece.size());
    const hw_dtls_handshake_header header_c = AsStruct(header);
    const hw_bytes piece_c = {piece.data(), piece.size()};
    const Result result = what == 0   ? one.SetLength(at)
                          : what == 1 ? one.Add(at, piece)
                                      : one.Add(header, piece);
    const hw_result result_c = what == 0 ? hw_reassembly_set_length(&other, at)
                               : what == 1
                                   ? hw_reassembly_add(&other, at, piece.data(), piece.size())
                                   : hw_reassembly_add_fragment(&other, &header_c, piece_c);
    Require(IsSame(result, result_c), "c: both put a piece with the same outcome", input);
    Require((one.complete() ? 1 : 0) == hw_reassembly_complete(&other) &&
                IsSame(one.message(), hw_reassembly_message(&other)) &&
                IsSame(one.front(), hw_reassembly_front(&other)),
            "c: both have the same message", input);
  }
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_C_HELLOS_H_
