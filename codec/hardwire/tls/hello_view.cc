// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/hello_view.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/judge.h"
#include "hardwire/tls/nest.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using internal::Judge;

constexpr Judge kViewJudge = Judge::Decoder(Layer::kTls);

Result WrongKept(const Nest& nest) { return kViewJudge.Fault(Detail::kExtensionBody, nest.at()); }

Finding FoundIn(Result result) {
  return {result.ok() ? Presence::kPresent : Presence::kMalformed, result};
}

// The shares of a body of `size` octets, of which the keys were left out.
Result ReadKeptShares(Span<const uint8_t> kept, size_t size, KeyShares* out) {
  Nest nest(kept);
  uint16_t list = 0;
  if (!nest.U16(&list) || list + size_t{2} != size) return WrongKept(nest);
  const Span<const uint8_t> heads = nest.Rest();
  size_t left = list;
  while (nest.left() != 0) {
    uint16_t group = 0;
    uint16_t key = 0;
    const bool head = nest.U16(&group) && nest.U16(&key);
    if (!head || key == 0 || left < size_t{4} + key) return WrongKept(nest);
    left -= size_t{4} + key;
  }
  *out = KeyShares(heads, /*keys=*/false);
  return kViewJudge.Ok(size);
}

// What was read in front of the payload of a body of `size` octets.
Result ReadKeptEch(Span<const uint8_t> kept, size_t size, Ech* out) {
  Nest nest(kept);
  Ech ech;
  uint8_t kind = 0;
  uint16_t payload = 0;
  const bool outer = nest.U8(&kind) && kind == static_cast<uint8_t>(EchKind::kOuter) &&
                     nest.U16(&ech.kdf) && nest.U16(&ech.aead) && nest.U8(&ech.config_id) &&
                     nest.Vector16(&ech.enc) && nest.U16(&payload);
  const bool fills = nest.at() + payload == size;  // and it is not empty, since it was left out
  if (!outer || !fills) return WrongKept(nest);
  *out = ech;
  return kViewJudge.Ok(size);
}

// Finds the extension of `type`, and reads it by read(body, out). All of it was kept.
template <typename Value>
Finding FindKept(const HelloView& view, ExtensionType type,
                 Result (*read)(Span<const uint8_t> body, Value* out), Value* out) {
  KeptExtension extension;
  const Finding finding = FindExtension(view, type, &extension);
  if (finding.presence != Presence::kPresent) return finding;
  return FoundIn(read(extension.kept, out));
}

}  // namespace

bool KeptExtensions::Next(KeptExtension* extension) {
  Nest nest(rest_);
  KeptExtension next;
  if (!nest.U16(&next.type) || !nest.U16(&next.size) || !nest.Vector16(&next.kept)) return false;
  rest_ = nest.Rest();
  *extension = next;
  return true;
}

Finding FindExtension(const HelloView& view, ExtensionType type, KeptExtension* out) {
  KeptExtensions list(view);
  KeptExtension found;
  size_t count = 0;
  for (KeptExtension extension; list.Next(&extension);) {
    if (extension.type != static_cast<uint16_t>(type)) continue;
    found = extension;
    ++count;
  }
  if (count > 1) return FoundIn(kViewJudge.Fault(Detail::kDuplicateExtension, 0));
  if (count == 0) return {Presence::kAbsent, kViewJudge.Ok()};
  *out = found;
  return FoundIn(kViewJudge.Ok());
}

Finding FindServerName(const HelloView& view, ServerName* out, Policy policy) {
  KeptExtension extension;
  const Finding finding = FindExtension(view, ExtensionType::kServerName, &extension);
  if (finding.presence != Presence::kPresent) return finding;
  return FoundIn(ReadServerName(extension.kept, out, policy));
}

Finding FindProtocolNames(const HelloView& view, ProtocolNames* out) {
  return FindKept(view, ExtensionType::kApplicationLayerProtocolNegotiation, ReadProtocolNames,
                  out);
}

Finding FindSupportedVersions(const HelloView& view, Numbers* out) {
  return FindKept(view, ExtensionType::kSupportedVersions, ReadSupportedVersions, out);
}

Finding FindSupportedGroups(const HelloView& view, Numbers* out) {
  return FindKept(view, ExtensionType::kSupportedGroups, ReadSupportedGroups, out);
}

Finding FindSignatureAlgorithms(const HelloView& view, Numbers* out) {
  return FindKept(view, ExtensionType::kSignatureAlgorithms, ReadSupportedGroups, out);
}

Finding FindKeyShares(const HelloView& view, KeyShares* out) {
  KeptExtension extension;
  const Finding finding = FindExtension(view, ExtensionType::kKeyShare, &extension);
  if (finding.presence != Presence::kPresent) return finding;
  if (extension.IsWhole()) return FoundIn(ReadKeyShares(extension.kept, out));
  return FoundIn(ReadKeptShares(extension.kept, extension.size, out));
}

Finding FindEch(const HelloView& view, Ech* out) {
  KeptExtension extension;
  const Finding finding = FindExtension(view, ExtensionType::kEncryptedClientHello, &extension);
  if (finding.presence != Presence::kPresent) return finding;
  if (extension.IsWhole()) return FoundIn(ReadEch(extension.kept, out));
  return FoundIn(ReadKeptEch(extension.kept, extension.size, out));
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
