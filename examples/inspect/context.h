// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The contexts of the library, out of the keys of a call.

#ifndef HARDWIRE_EXAMPLES_INSPECT_CONTEXT_H_
#define HARDWIRE_EXAMPLES_INSPECT_CONTEXT_H_

#include "examples/inspect/inspection.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/hello_context.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/version.h"

namespace hardwire {
namespace inspect {

// Also NoContext and HandshakeLimit, which no key changes.
template <typename Context>
Context ContextOf(const Settings& /*settings*/) {
  return Context();
}
template <>
inline tls::RecordContext ContextOf(const Settings& settings) {
  return tls::RecordContext::Of(settings.phase, settings.version, {settings.limit});
}
template <>
inline tls::DtlsContext ContextOf(const Settings& settings) {
  return tls::DtlsContext::Of(settings.version)
      .WithCid(settings.cid_length)
      .WithLimit({settings.limit});
}
// No TLS but 1.3 has an inner plaintext.
template <>
inline tls::InnerContext ContextOf(const Settings& settings) {
  const tls::RecordSizeLimit limit = {settings.limit};
  if (settings.version < tls::kDtls13) return tls::InnerContext::Tls13(limit);
  return settings.version == tls::kDtls13 ? tls::InnerContext::Dtls13(limit)
                                          : tls::InnerContext::Dtls12(limit);
}
template <>
inline tls::HelloContext ContextOf(const Settings& settings) {
  return settings.version == tls::kDtls12 ? tls::HelloContext::Dtls() : tls::HelloContext::Tls();
}

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_CONTEXT_H_
