// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/platform/cfnetwork.h"

#include <cstdint>
#include <optional>

#include "hardwire/outcomes.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace cfnetwork {
namespace {

constexpr Symbol kDomains[] = {
    {kDomainPosix, "kCFStreamErrorDomainPOSIX", "the error is a POSIX errno"},
    {kDomainSocks, "kCFStreamErrorDomainSOCKS", "the error packs a subdomain and a code of SOCKS"},
};

// By value.
constexpr Symbol kSubdomains[] = {
    {internal::kCfNone, "kCFStreamErrorSOCKSSubDomainNone",
     "general SOCKS error; the code is one of the three general codes"},
    {internal::kCfVersionCode, "kCFStreamErrorSOCKSSubDomainVersionCode",
     "the code is the SOCKS version the server wants"},
    {internal::kCfSocks4Response, "kCFStreamErrorSOCKS4SubDomainResponse",
     "the code is the SOCKS4 reply status"},
    {internal::kCfUserPass, "kCFStreamErrorSOCKS5SubDomainUserPass",
     "the code is the RFC 1929 status byte"},
    {internal::kCfMethod, "kCFStreamErrorSOCKS5SubDomainMethod",
     "the code is the method the server selected"},
    {internal::kCfSocks5Response, "kCFStreamErrorSOCKS5SubDomainResponse",
     "the code is the SOCKS5 REP byte"},
};

constexpr Symbol kGeneralCodes[] = {
    {1, "kCFStreamErrorSOCKS5BadResponseAddr", "the address returned is of no known type"},
    {2, "kCFStreamErrorSOCKS5BadState", "the stream is in no state that allows the operation"},
    {3, "kCFStreamErrorSOCKSUnknownClientVersion", "the server refuses this SOCKS client version"},
};
constexpr Symbol kSocks4Codes[] = {
    {91, "kCFStreamErrorSOCKS4RequestFailed", "request rejected or failed"},
    {92, "kCFStreamErrorSOCKS4IdentdFailed", "server cannot reach identd on the client"},
    {93, "kCFStreamErrorSOCKS4IdConflict", "client program and identd report different user ids"},
};
constexpr Symbol kMethodCodes[] = {
    {255, "kSOCKS5NoAcceptableMethod", "no mutually acceptable authentication method"},
};

constexpr Symbol kCfErrors[] = {
    {100, "kCFSOCKSErrorUnknownClientVersion", "the server refuses the client's version of SOCKS"},
    {101, "kCFSOCKSErrorUnsupportedServerVersion", "the server wants another version of SOCKS"},
    {110, "kCFSOCKS4ErrorRequestFailed", "the request is rejected or failed"},
    {111, "kCFSOCKS4ErrorIdentdFailed", "the server cannot reach identd on the client"},
    {112, "kCFSOCKS4ErrorIdConflict", "the client program and identd report different user ids"},
    {113, "kCFSOCKS4ErrorUnknownStatusCode", "the SOCKS4 reply's CD is none that is known"},
    {120, "kCFSOCKS5ErrorBadState", "the stream is in no state that allows the operation"},
    {121, "kCFSOCKS5ErrorBadResponseAddr", "the address returned is of no known type"},
    {122, "kCFSOCKS5ErrorBadCredentials", "the server rejects the user name or password"},
    {123, "kCFSOCKS5ErrorUnsupportedNegotiationMethod",
     "the server selects a method that the client does not have"},
    {124, "kCFSOCKS5ErrorNoAcceptableMethod", "no authentication method suits both sides"},
};

// What the RFC calls the octet that `error` carries.
string_view OctetName(StreamError error) {
  if (error.code > 0xFF) return "";
  const uint8_t octet = static_cast<uint8_t>(error.code);
  switch (error.subdomain) {
    case internal::kCfSocks4Response:
      return Name(static_cast<socks4::ReplyCode>(octet));
    case internal::kCfMethod:
      return Name(static_cast<socks5::Method>(octet));
    case internal::kCfSocks5Response:
      return Name(static_cast<socks5::ReplyCode>(octet));
    default:
      return "";
  }
}

}  // namespace

std::optional<StreamError> FromResult(Result result) {
  if (result.layer() != Layer::kSocks) return std::nullopt;  // stream errors speak of SOCKS alone
  const int16_t subdomain = internal::RowOf(result.detail()).cfnetwork;
  if (subdomain != internal::kAsCode && !internal::IsUnsendable(result)) {
    return StreamError{static_cast<uint16_t>(subdomain), result.octet()};
  }
  const int16_t code = internal::RowOf(result.code()).cfnetwork;
  if (code == internal::kNone) return std::nullopt;
  return StreamError{static_cast<uint16_t>(internal::kCfNone), static_cast<uint16_t>(code)};
}

Span<const Symbol> Domains() { return kDomains; }

Span<const Symbol> Subdomains() { return kSubdomains; }

Span<const Symbol> CfErrors() { return kCfErrors; }

Span<const Symbol> Codes(uint16_t subdomain) {
  if (subdomain == internal::kCfNone) return kGeneralCodes;
  if (subdomain == internal::kCfSocks4Response) return kSocks4Codes;
  if (subdomain == internal::kCfMethod) return kMethodCodes;
  return {};
}

Description Describe(int32_t packed) {
  Description what;
  what.error = Unpack(packed);
  what.octet = OctetName(what.error);
  if (packed == 0) {
    what.sentence = "no error";
    return what;
  }
  const Symbol* subdomain = FindValue(kSubdomains, what.error.subdomain);
  if (subdomain == nullptr) {
    what.sentence = "the subdomain is none of CFNetwork's";
    return what;
  }
  what.subdomain = subdomain->name;
  what.sentence = subdomain->message;
  const Symbol* code = FindValue(Codes(what.error.subdomain), what.error.code);
  if (code != nullptr) {
    what.code = code->name;
    what.sentence = code->message;
  }
  return what;
}

}  // namespace cfnetwork
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
