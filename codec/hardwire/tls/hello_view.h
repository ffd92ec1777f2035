// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// HelloView: what HelloReader has kept of a ClientHello. It is no message: parts of it may be
// missing, so it cannot be encoded, compared or hashed as one.

#ifndef HARDWIRE_TLS_HELLO_VIEW_H_
#define HARDWIRE_TLS_HELLO_VIEW_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// Which bodies of extensions are kept whole. Of those that are not:
//   keys         Of key_share each entry is kept up to its key: group and length.
//   tickets      Nothing is kept of pre_shared_key and session_ticket.
//   padding      Nothing is kept of padding.
//   ech_payload  encrypted_client_hello is kept up to its payload.
// All others are kept.
struct HelloKeep {
  bool keys = false;
  bool tickets = false;
  bool padding = false;
  bool ech_payload = false;
};

// An extension: what it had on the wire, and what was kept of it.
struct KeptExtension {
  uint16_t type = 0;
  uint16_t size = 0;  // of the body on the wire, in octets
  Span<const uint8_t> kept;

  bool IsWhole() const { return kept.size() == size; }
};

// Views of the memory that HelloReader was given.
struct HelloView {
  uint16_t legacy_version = 0;
  Span<const uint8_t> random;  // 32 octets
  Span<const uint8_t> session_id;
  Span<const uint8_t> cipher_suites;  // two octets each
  Span<const uint8_t> compression_methods;
  bool has_extensions = false;
  Span<const uint8_t> extensions;  // as HelloReader keeps them; KeptExtensions reads it
  Violations violations;
};

// The extensions of a view, in order.
class KeptExtensions {
 public:
  explicit KeptExtensions(const HelloView& view) : rest_(view.extensions) {}

  // Sets `*extension` to the next one. False behind the last, and `*extension` is unchanged.
  bool Next(KeptExtension* extension);

 private:
  Span<const uint8_t> rest_;
};

// These are the functions of hardwire/tls/hello_extensions.h for a view, and give the same answers.
Finding FindServerName(const HelloView& view, ServerName* out, Policy policy = Policy::Interop());
Finding FindProtocolNames(const HelloView& view, ProtocolNames* out);
Finding FindSupportedVersions(const HelloView& view, Numbers* out);
Finding FindSupportedGroups(const HelloView& view, Numbers* out);
Finding FindSignatureAlgorithms(const HelloView& view, Numbers* out);

// The groups of key_share, in order. `key_exchange` is empty if keys were not kept.
Finding FindKeyShares(const HelloView& view, KeyShares* out);

// `payload` is empty if it was not kept.
Finding FindEch(const HelloView& view, Ech* out);

// Finds the only extension of `type`, however much of it was kept.
Finding FindExtension(const HelloView& view, ExtensionType type, KeptExtension* out);

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_HELLO_VIEW_H_
