// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/hello_extensions.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/judge.h"
#include "hardwire/internal/names.h"
#include "hardwire/tls/host_name_rules.h"
#include "hardwire/tls/nest.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using internal::ByteReader;
using internal::Judge;

constexpr internal::Named<ExtensionType> kExtensionTypes[] = {
    {ExtensionType::kServerName, "server_name"},
    {ExtensionType::kMaxFragmentLength, "max_fragment_length"},
    {ExtensionType::kStatusRequest, "status_request"},
    {ExtensionType::kSupportedGroups, "supported_groups"},
    {ExtensionType::kEcPointFormats, "ec_point_formats"},
    {ExtensionType::kSignatureAlgorithms, "signature_algorithms"},
    {ExtensionType::kUseSrtp, "use_srtp"},
    {ExtensionType::kHeartbeat, "heartbeat"},
    {ExtensionType::kApplicationLayerProtocolNegotiation, "application_layer_protocol_negotiation"},
    {ExtensionType::kSignedCertificateTimestamp, "signed_certificate_timestamp"},
    {ExtensionType::kClientCertificateType, "client_certificate_type"},
    {ExtensionType::kServerCertificateType, "server_certificate_type"},
    {ExtensionType::kPadding, "padding"},
    {ExtensionType::kEncryptThenMac, "encrypt_then_mac"},
    {ExtensionType::kExtendedMasterSecret, "extended_master_secret"},
    {ExtensionType::kCompressCertificate, "compress_certificate"},
    {ExtensionType::kRecordSizeLimit, "record_size_limit"},
    {ExtensionType::kSessionTicket, "session_ticket"},
    {ExtensionType::kPreSharedKey, "pre_shared_key"},
    {ExtensionType::kEarlyData, "early_data"},
    {ExtensionType::kSupportedVersions, "supported_versions"},
    {ExtensionType::kCookie, "cookie"},
    {ExtensionType::kPskKeyExchangeModes, "psk_key_exchange_modes"},
    {ExtensionType::kCertificateAuthorities, "certificate_authorities"},
    {ExtensionType::kOidFilters, "oid_filters"},
    {ExtensionType::kPostHandshakeAuth, "post_handshake_auth"},
    {ExtensionType::kSignatureAlgorithmsCert, "signature_algorithms_cert"},
    {ExtensionType::kKeyShare, "key_share"},
    {ExtensionType::kConnectionId, "connection_id"},
    {ExtensionType::kQuicTransportParameters, "quic_transport_parameters"},
    {ExtensionType::kEchOuterExtensions, "ech_outer_extensions"},
    {ExtensionType::kEncryptedClientHello, "encrypted_client_hello"},
    {ExtensionType::kRenegotiationInfo, "renegotiation_info"},
};

constexpr size_t kMaxHostName = 255;   // RFC 1035 section 3.1
constexpr size_t kServerNameHead = 5;  // the length of the list, the type and length of the name
constexpr uint8_t kHostNameType = 0;
constexpr size_t kMinBinder = 32;

// The only vector of a body, which fills it.
bool OnlyVector8(Nest* nest, Span<const uint8_t>* octets) {
  return nest->Vector8(octets) && nest->left() == 0;
}
bool OnlyVector16(Nest* nest, Span<const uint8_t>* octets) {
  return nest->Vector16(octets) && nest->left() == 0;
}

constexpr Judge kBodyJudge = Judge::Decoder(Layer::kTls);

Result WrongBody(const Nest& nest) { return kBodyJudge.Fault(Detail::kExtensionBody, nest.at()); }

// Judges the octets of a name without the dot behind it. A colon makes it an IP address, which was
// judged before.
Result JudgeLabels(ByteReader in, size_t size, Judge* judge) {
  bool in_label = false;
  for (size_t i = 0; i <= size; ++i) {
    const uint8_t octet = i < size ? in.U8(i) : uint8_t{'.'};
    const bool fine = octet == '.' ? in_label : IsInLabel(octet) || octet == ':';
    if (!fine) return judge->Breaks(Violation::kHostNameOctet, kServerNameHead, octet);
    in_label = octet != '.';
  }
  return judge->Ok();
}

// The rules of RFC 6066 section 3 for the text of a name, which is not empty.
Result JudgeHostName(string_view name, Judge* judge) {
  const ByteReader in(name);
  size_t size = in.size();
  if (in.U8(size - 1) == '.') {
    size -= 1;
    const Result result = judge->Breaks(Violation::kTrailingDot, kServerNameHead);
    if (!result.ok()) return result;
  }
  if (IsIpAddress(in, size)) {
    const Result result = judge->Breaks(Violation::kIpLiteral, kServerNameHead);
    if (!result.ok()) return result;
  }
  return JudgeLabels(in, size, judge);
}

// A list of numbers of two octets, not empty, which `filled` has found to fill its body.
Result ReadNumbers(bool filled, const Nest& nest, Span<const uint8_t> list, Numbers* out) {
  if (!filled || list.empty() || list.size() % 2 != 0) return WrongBody(nest);
  *out = Numbers(list);
  return kBodyJudge.Ok(nest.at());
}

// The finding of an extension whose body is there and was read.
Finding Read(Result result) {
  return {result.ok() ? Presence::kPresent : Presence::kMalformed, result};
}

// Finds the extension of `type`, and reads it by read(body, out).
template <typename Value>
Finding FindAs(const ClientHello& hello, ExtensionType type,
               Result (*read)(Span<const uint8_t> body, Value* out), Value* out) {
  Span<const uint8_t> body;
  const Finding finding = FindExtension(hello, type, &body);
  return finding.presence == Presence::kPresent ? Read(read(body, out)) : finding;
}

}  // namespace

string_view Name(ExtensionType type) { return internal::NameIn(kExtensionTypes, type); }

bool ExtensionList::Next(Extension* extension) {
  Nest nest(rest_);
  Extension next;
  if (!nest.U16(&next.type) || !nest.Vector16(&next.body)) return false;
  rest_ = nest.Rest();
  *extension = next;
  return true;
}

Finding FindExtension(const ClientHello& hello, ExtensionType type, Span<const uint8_t>* body) {
  ExtensionList list(hello);
  Extension found;
  size_t count = 0;
  for (Extension extension; list.Next(&extension);) {
    if (extension.type != static_cast<uint16_t>(type)) continue;
    found = extension;
    ++count;
  }
  if (!list.empty()) return Read(kBodyJudge.Fault(Detail::kHelloLength, 0));
  if (count > 1) return Read(kBodyJudge.Fault(Detail::kDuplicateExtension, 0));
  if (count == 0) return {Presence::kAbsent, kBodyJudge.Ok()};
  *body = found.body;
  return Read(kBodyJudge.Ok());
}

uint16_t Numbers::operator[](size_t i) const { return ByteReader(octets_).U16(2 * i); }

bool Numbers::Has(uint16_t value) const {
  for (size_t i = 0; i < size(); ++i) {
    if ((*this)[i] == value) return true;
  }
  return false;
}

bool ProtocolNames::Next(string_view* name) {
  Nest nest(rest_);
  Span<const uint8_t> octets;
  if (!nest.Vector8(&octets)) return false;
  *name = ByteReader(rest_).Text(1, octets.size());
  rest_ = nest.Rest();
  return true;
}

bool KeyShares::Next(KeyShare* share) {
  Nest nest(rest_);
  KeyShare next;
  if (!nest.U16(&next.group) || !nest.U16(&next.size)) return false;
  if (keys_ && !nest.Octets(next.size, &next.key_exchange)) return false;
  rest_ = nest.Rest();
  *share = next;
  return true;
}

// There are no types but host_name, so what an entry of another type looks like is not known.
Result ReadServerName(Span<const uint8_t> body, ServerName* out, Policy policy) {
  Nest nest(body);
  uint16_t list = 0;
  uint8_t type = 0;
  Span<const uint8_t> name;
  const bool only = nest.U16(&list) && list == nest.left() && nest.U8(&type) &&
                    type == kHostNameType && OnlyVector16(&nest, &name);
  if (!only || name.empty() || name.size() > kMaxHostName) return WrongBody(nest);
  const string_view text = ByteReader(body).Text(kServerNameHead, name.size());
  Judge judge = Judge::Decoder(Layer::kTls, policy);
  const Result result = JudgeHostName(text, &judge);
  if (!result.ok()) return result;
  *out = {text, judge.found()};
  return judge.Ok(nest.at());
}

Result ReadProtocolNames(Span<const uint8_t> body, ProtocolNames* out) {
  Nest nest(body);
  Span<const uint8_t> list;
  if (!OnlyVector16(&nest, &list) || list.empty()) return WrongBody(nest);
  Nest names(list);
  for (Span<const uint8_t> name; names.left() != 0;) {
    if (!names.Vector8(&name) || name.empty()) return WrongBody(nest);
  }
  *out = ProtocolNames(list);
  return kBodyJudge.Ok(nest.at());
}

Result ReadSupportedVersions(Span<const uint8_t> body, Numbers* out) {
  Nest nest(body);
  Span<const uint8_t> list;
  const bool filled = OnlyVector8(&nest, &list);
  return ReadNumbers(filled, nest, list, out);
}

Result ReadSupportedGroups(Span<const uint8_t> body, Numbers* out) {
  Nest nest(body);
  Span<const uint8_t> list;
  const bool filled = OnlyVector16(&nest, &list);
  return ReadNumbers(filled, nest, list, out);
}

// A list without entries asks for a HelloRetryRequest (RFC 8446 section 4.2.8).
Result ReadKeyShares(Span<const uint8_t> body, KeyShares* out) {
  Nest nest(body);
  Span<const uint8_t> list;
  if (!OnlyVector16(&nest, &list)) return WrongBody(nest);
  Nest entries(list);
  uint16_t group = 0;
  for (Span<const uint8_t> key; entries.left() != 0;) {
    if (!entries.U16(&group) || !entries.Vector16(&key) || key.empty()) return WrongBody(nest);
  }
  *out = KeyShares(list);
  return kBodyJudge.Ok(nest.at());
}

Result ReadEch(Span<const uint8_t> body, Ech* out) {
  Nest nest(body);
  Ech ech;
  uint8_t kind = 0;
  if (!nest.U8(&kind) || kind > static_cast<uint8_t>(EchKind::kInner)) return WrongBody(nest);
  ech.kind = static_cast<EchKind>(kind);
  if (ech.kind == EchKind::kOuter) {
    const bool whole = nest.U16(&ech.kdf) && nest.U16(&ech.aead) && nest.U8(&ech.config_id) &&
                       nest.Vector16(&ech.enc) && nest.Vector16(&ech.payload);
    if (!whole || ech.payload.empty()) return WrongBody(nest);
  }
  if (nest.left() != 0) return WrongBody(nest);
  *out = ech;
  return kBodyJudge.Ok(nest.at());
}

Result ReadPreSharedKey(Span<const uint8_t> body, PreSharedKey* out) {
  Nest nest(body);
  PreSharedKey key;
  const bool whole =
      nest.Vector16(&key.identities) && nest.Vector16(&key.binders) && nest.left() == 0;
  if (!whole || key.identities.empty()) return WrongBody(nest);
  Nest identities(key.identities);
  Nest binders(key.binders);
  constexpr size_t kTicketAge = 4;
  for (Span<const uint8_t> octets; identities.left() != 0; ++key.size) {
    const bool identity = identities.Vector16(&octets) && !octets.empty();
    if (!identity || !identities.Skip(kTicketAge)) return WrongBody(nest);
    if (!binders.Vector8(&octets) || octets.size() < kMinBinder) return WrongBody(nest);
  }
  if (binders.left() != 0) return WrongBody(nest);
  *out = key;
  return kBodyJudge.Ok(nest.at());
}

Finding FindServerName(const ClientHello& hello, ServerName* out, Policy policy) {
  Span<const uint8_t> body;
  const Finding finding = FindExtension(hello, ExtensionType::kServerName, &body);
  if (finding.presence != Presence::kPresent) return finding;
  return Read(ReadServerName(body, out, policy));
}

Finding FindProtocolNames(const ClientHello& hello, ProtocolNames* out) {
  return FindAs(hello, ExtensionType::kApplicationLayerProtocolNegotiation, ReadProtocolNames, out);
}

Finding FindSupportedVersions(const ClientHello& hello, Numbers* out) {
  return FindAs(hello, ExtensionType::kSupportedVersions, ReadSupportedVersions, out);
}

Finding FindSupportedGroups(const ClientHello& hello, Numbers* out) {
  return FindAs(hello, ExtensionType::kSupportedGroups, ReadSupportedGroups, out);
}

Finding FindSignatureAlgorithms(const ClientHello& hello, Numbers* out) {
  return FindAs(hello, ExtensionType::kSignatureAlgorithms, ReadSupportedGroups, out);
}

Finding FindKeyShares(const ClientHello& hello, KeyShares* out) {
  return FindAs(hello, ExtensionType::kKeyShare, ReadKeyShares, out);
}

Finding FindEch(const ClientHello& hello, Ech* out) {
  return FindAs(hello, ExtensionType::kEncryptedClientHello, ReadEch, out);
}

Finding FindPreSharedKey(const ClientHello& hello, PreSharedKey* out) {
  return FindAs(hello, ExtensionType::kPreSharedKey, ReadPreSharedKey, out);
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
