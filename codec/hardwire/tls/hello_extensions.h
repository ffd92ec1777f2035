// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What the extensions of a ClientHello say. Each is judged on its own, when somebody asks for it: a
// hello may be well-formed and one of its extensions not.
//
// The bodies are views of the hello and live as long as the memory that it shows. Nothing is
// allocated, and nothing is left out: GREASE and values that no RFC assigns are among the others.

#ifndef HARDWIRE_TLS_HELLO_EXTENSIONS_H_
#define HARDWIRE_TLS_HELLO_EXTENSIONS_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// RFC 8446 section 4.2 has those without a comment. A hello may have any other value.
enum class ExtensionType : uint16_t {
  kServerName = 0,
  kMaxFragmentLength = 1,
  kStatusRequest = 5,
  kSupportedGroups = 10,
  kEcPointFormats = 11,  // RFC 8422
  kSignatureAlgorithms = 13,
  kUseSrtp = 14,
  kHeartbeat = 15,
  kApplicationLayerProtocolNegotiation = 16,
  kSignedCertificateTimestamp = 18,
  kClientCertificateType = 19,
  kServerCertificateType = 20,
  kPadding = 21,
  kEncryptThenMac = 22,        // RFC 7366
  kExtendedMasterSecret = 23,  // RFC 7627
  kCompressCertificate = 27,   // RFC 8879
  kRecordSizeLimit = 28,       // RFC 8449
  kSessionTicket = 35,         // RFC 5077
  kPreSharedKey = 41,
  kEarlyData = 42,
  kSupportedVersions = 43,
  kCookie = 44,
  kPskKeyExchangeModes = 45,
  kCertificateAuthorities = 47,
  kOidFilters = 48,
  kPostHandshakeAuth = 49,
  kSignatureAlgorithmsCert = 50,
  kKeyShare = 51,
  kConnectionId = 54,              // RFC 9146
  kQuicTransportParameters = 57,   // RFC 9001
  kEchOuterExtensions = 0xFD00,    // RFC 9849
  kEncryptedClientHello = 0xFE0D,  // RFC 9849
  kRenegotiationInfo = 0xFF01,     // RFC 5746
};

// The names of the RFCs: "server_name". "unassigned" for a value that has none. Static storage.
string_view Name(ExtensionType type);

// Whether `value` is one of the sixteen that RFC 8701 section 2 reserves among cipher suites,
// extension types, groups, signature algorithms and versions: 0A0A, 1A1A, to FAFA. A client sends
// them so that servers stay used to unknown values. They say nothing of the client.
constexpr bool IsGrease(uint16_t value) {
  return (value & 0x0F0F) == 0x0A0A && value >> 8 == (value & 0xFF);
}

// One extension.
struct Extension {
  uint16_t type = 0;  // an ExtensionType or any other
  Span<const uint8_t> body;
};

// The extensions of a hello, in order.
//   tls::ExtensionList list(hello);
//   for (tls::Extension extension; list.Next(&extension);) ...
class ExtensionList {
 public:
  explicit ExtensionList(const ClientHello& hello) : rest_(hello.extensions) {}

  // Sets `*extension` to the next one. False at the end of the list, and where the rest of a hello
  // that Decode has not given is no list of extensions; `*extension` is then unchanged.
  bool Next(Extension* extension);

  // Whether nothing is left. Behind the last Next of a well-formed list it is true.
  bool empty() const { return rest_.empty(); }

 private:
  Span<const uint8_t> rest_;
};

// What was found of an extension. Malformed comes first: an answer that nobody has set is none that
// lets anything pass.
enum class Presence : uint8_t { kMalformed = 0, kAbsent = 1, kPresent = 2 };

struct Finding {
  Presence presence = Presence::kMalformed;

  // Ok, unless it is malformed. Then: kDuplicateExtension, there are two of this type, or
  // kHelloLength, the extensions are no list; offset() is 0. Otherwise it is the failure of the
  // function that reads the body.
  Result result;
};

// Finds the body of the only extension of `type`. `*body` is set if it is present, otherwise
// unchanged.
Finding FindExtension(const ClientHello& hello, ExtensionType type, Span<const uint8_t>* body);

// The values of a list, two octets each.
class Numbers {
 public:
  Numbers() = default;
  explicit Numbers(Span<const uint8_t> octets) : octets_(octets) {}

  size_t size() const { return octets_.size() / 2; }
  uint16_t operator[](size_t i) const;  // `i` must be below size()
  bool Has(uint16_t value) const;

 private:
  Span<const uint8_t> octets_;
};

// server_name (RFC 6066 section 3): the only name of its list, of type host_name, of 1 to 255
// octets.
struct ServerName {
  string_view host_name;
  Violations violations;
};

// The names of application_layer_protocol_negotiation, in order (RFC 7301 section 3.1).
class ProtocolNames {
 public:
  ProtocolNames() = default;
  explicit ProtocolNames(Span<const uint8_t> list) : rest_(list) {}

  // Sets `*name` to the next name, which may hold any octets. False if there is none.
  bool Next(string_view* name);

 private:
  Span<const uint8_t> rest_;
};

// The entries of key_share, in order (RFC 8446 section 4.2.8). Nobody looks whether a group is
// there twice.
struct KeyShare {
  uint16_t group = 0;
  uint16_t size = 0;  // of the key on the wire, in octets
  Span<const uint8_t> key_exchange;
};
class KeyShares {
 public:
  KeyShares() = default;
  // `keys`: whether the keys are in the list, which is otherwise that of a HelloView.
  explicit KeyShares(Span<const uint8_t> list, bool keys = true) : rest_(list), keys_(keys) {}

  // Sets `*share` to the next entry. False if there is none.
  bool Next(KeyShare* share);

 private:
  Span<const uint8_t> rest_;
  bool keys_ = true;
};

// encrypted_client_hello (RFC 9849 section 5). The fields behind `kind` are those of an outer
// hello. A hello with GREASE in place of ECH looks alike.
enum class EchKind : uint8_t { kOuter = 0, kInner = 1 };
struct Ech {
  EchKind kind = EchKind::kOuter;
  uint16_t kdf = 0;
  uint16_t aead = 0;
  uint8_t config_id = 0;
  Span<const uint8_t> enc;  // empty in the hello behind a HelloRetryRequest
  Span<const uint8_t> payload;
};

// pre_shared_key (RFC 8446 section 4.2.11): a binder for each identity. The lists are as on the
// wire: an identity has its length in front and its age behind it, a binder its length.
struct PreSharedKey {
  size_t size = 0;  // how many identities
  Span<const uint8_t> identities;
  Span<const uint8_t> binders;
};

// Each reads the body of one extension, all of it. kOk, and `*out` is set; or kDeserialization, and
// it is unchanged. kExtensionBody: the body is not what the RFC says; offset() is how far it was
// read, counted from its first octet.
//
// Of a server name also the Violations kTrailingDot, kIpLiteral and kHostNameOctet, with offset()
// that of the name. A name whose last label is a number, or that holds a colon, is an IP address.
Result ReadServerName(Span<const uint8_t> body HARDWIRE_LIFETIME_BOUND, ServerName* out,
                      Policy policy = Policy::Interop());
Result ReadProtocolNames(Span<const uint8_t> body HARDWIRE_LIFETIME_BOUND, ProtocolNames* out);
Result ReadSupportedVersions(Span<const uint8_t> body HARDWIRE_LIFETIME_BOUND, Numbers* out);
// Also signature_algorithms.
Result ReadSupportedGroups(Span<const uint8_t> body HARDWIRE_LIFETIME_BOUND, Numbers* out);
Result ReadKeyShares(Span<const uint8_t> body HARDWIRE_LIFETIME_BOUND, KeyShares* out);
Result ReadEch(Span<const uint8_t> body HARDWIRE_LIFETIME_BOUND, Ech* out);
Result ReadPreSharedKey(Span<const uint8_t> body HARDWIRE_LIFETIME_BOUND, PreSharedKey* out);

// Each finds an extension of a hello and reads it. `*out` is set if it is present, otherwise
// unchanged.
Finding FindServerName(const ClientHello& hello, ServerName* out,
                       Policy policy = Policy::Interop());
Finding FindProtocolNames(const ClientHello& hello, ProtocolNames* out);
Finding FindSupportedVersions(const ClientHello& hello, Numbers* out);
Finding FindSupportedGroups(const ClientHello& hello, Numbers* out);
Finding FindSignatureAlgorithms(const ClientHello& hello, Numbers* out);
Finding FindKeyShares(const ClientHello& hello, KeyShares* out);
Finding FindEch(const ClientHello& hello, Ech* out);
Finding FindPreSharedKey(const ClientHello& hello, PreSharedKey* out);

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_HELLO_EXTENSIONS_H_
