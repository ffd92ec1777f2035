// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/c/platform.h"

#include <cstddef>
#include <cstdint>
#include <optional>

#include "hardwire/c/base.h"
#include "hardwire/c/convert.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/platform/secure_transport.h"
#include "hardwire/platform/symbol.h"
#include "hardwire/tls/alert.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

namespace {

// Whether a platform has a number.
int GiveNumber(std::optional<int32_t> number, int32_t* to) {
  if (number) *to = *number;
  return number ? 1 : 0;
}

// The symbol `i` of a list. Its texts are literals, which end in NUL.
int GiveSymbol(Span<const Symbol> symbols, size_t i, hw_symbol* to) {
  if (i >= symbols.size()) return 0;
  const Symbol& symbol = symbols[i];
  *to = {symbol.value, ToName(symbol.name), ToName(symbol.message)};
  return 1;
}

}  // namespace

extern "C" {

HW_API int hw_cfnetwork_from_result(hw_result result, int32_t* number) {
  const std::optional<cfnetwork::StreamError> error = cfnetwork::FromResult(FromC(result));
  if (error) *number = error->packed();
  return error ? 1 : 0;
}
HW_API hw_cfnetwork_description hw_cfnetwork_describe(int32_t number) {
  const cfnetwork::Description found = cfnetwork::Describe(number);
  return {found.error.subdomain, found.error.code,    ToName(found.subdomain),
          ToName(found.code),    ToName(found.octet), ToName(found.sentence)};
}

HW_API int hw_cfnetwork_domain_symbol(size_t i, hw_symbol* symbol) {
  return GiveSymbol(cfnetwork::Domains(), i, symbol);
}
HW_API int hw_cfnetwork_subdomain_symbol(size_t i, hw_symbol* symbol) {
  return GiveSymbol(cfnetwork::Subdomains(), i, symbol);
}
HW_API int hw_cfnetwork_code_symbol(uint16_t subdomain, size_t i, hw_symbol* symbol) {
  return GiveSymbol(cfnetwork::Codes(subdomain), i, symbol);
}
HW_API int hw_cfnetwork_cf_error_symbol(size_t i, hw_symbol* symbol) {
  return GiveSymbol(cfnetwork::CfErrors(), i, symbol);
}

HW_API int hw_openharmony_from_result(hw_result result, int32_t* number) {
  return GiveNumber(openharmony::FromResult(FromC(result)), number);
}
HW_API int hw_openharmony_from_errno(int32_t error, int32_t* number) {
  return GiveNumber(openharmony::FromErrno(error), number);
}
HW_API int hw_openharmony_from_tls_errno(int32_t error, int32_t* number) {
  return GiveNumber(openharmony::FromTlsErrno(error), number);
}
HW_API int hw_openharmony_from_ssl_error(int32_t error, int32_t* number) {
  return GiveNumber(openharmony::FromSslError(error), number);
}
HW_API const char* hw_openharmony_message(int32_t number) {
  return ToName(openharmony::Message(number));
}
HW_API hw_openharmony_description hw_openharmony_describe(int32_t number) {
  const openharmony::Decoded from = openharmony::Decode(number);
  return {from.rest, from.code, ToName(Sentence(from.base)), static_cast<uint8_t>(from.base),
          static_cast<uint8_t>(from.doubled ? 1 : 0)};
}
HW_API int hw_openharmony_symbol(size_t i, hw_symbol* symbol) {
  return GiveSymbol(openharmony::Symbols(), i, symbol);
}

HW_API int hw_secure_transport_from_result(hw_result result, int32_t* number) {
  return GiveNumber(secure_transport::FromResult(FromC(result)), number);
}
HW_API int32_t hw_secure_transport_from_received_alert(uint8_t level, uint8_t description) {
  return secure_transport::FromReceivedAlert(static_cast<tls::AlertLevel>(level),
                                             static_cast<tls::AlertDescription>(description));
}
HW_API int hw_secure_transport_from_sent_alert(uint8_t description, int32_t* number) {
  return GiveNumber(
      secure_transport::FromSentAlert(static_cast<tls::AlertDescription>(description)), number);
}
HW_API int hw_secure_transport_alert_for(int32_t status, uint8_t* description) {
  const std::optional<tls::AlertDescription> alert = secure_transport::AlertFor(status);
  if (alert) *description = static_cast<uint8_t>(*alert);
  return alert ? 1 : 0;
}
HW_API int hw_secure_transport_is_fatal_peer_error(int32_t status) {
  return secure_transport::IsFatalPeerError(status) ? 1 : 0;
}
HW_API int hw_secure_transport_symbol(size_t i, hw_symbol* symbol) {
  return GiveSymbol(secure_transport::Symbols(), i, symbol);
}
HW_API const char* hw_secure_transport_name(int32_t status) {
  return ToName(secure_transport::SymbolName(status));
}
HW_API const char* hw_secure_transport_message(int32_t status) {
  return ToName(secure_transport::Message(status));
}

}  // extern "C"

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
