// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The table of outcomes: one row a Detail, in the order of the enumeration. Everything that the
// library says of a cause is derived from its row: its name and sentence, the violation behind it,
// its number on each platform. For the library's own use; callers have result.h and platform/.

#ifndef HARDWIRE_OUTCOMES_H_
#define HARDWIRE_OUTCOMES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"

namespace hardwire {
namespace internal {

// A CFNetwork stream error of the SOCKS domain: (subdomain, code).
struct CfNumber {
  enum class Kind : uint8_t { kByCode, kFixed, kOctet };
  Kind kind = Kind::kByCode;  // kByCode: kCoarse below says. kOctet: the code is Result::octet().
  uint16_t subdomain = 0;
  uint16_t code = 0;
};

constexpr CfNumber CfOctet(uint16_t subdomain) { return {CfNumber::Kind::kOctet, subdomain, 0}; }
constexpr CfNumber CfFixed(uint16_t subdomain, uint16_t code) {
  return {CfNumber::Kind::kFixed, subdomain, code};
}

// In a platform column: kByCode, look in kCoarse; kNoNumber, the platform has no number for this.
constexpr int32_t kByCode = 1;
constexpr int32_t kNoNumber = 0;

// No violation stands behind this detail.
constexpr uint8_t kNoViolation = 0xFF;

struct Outcome {
  Detail detail;
  uint8_t violation;  // its bit, or kNoViolation
  absl::string_view name;
  absl::string_view sentence;
  CfNumber cfnetwork = {};
  int32_t openharmony = kByCode;
  int32_t secure_transport = kByCode;
};

constexpr uint8_t Bit(Violation v) { return static_cast<uint8_t>(v); }

// CFNetwork subdomains.
constexpr uint16_t kCfNone = 0;
constexpr uint16_t kCfVersionCode = 1;
constexpr uint16_t kCfSocks4Response = 2;
constexpr uint16_t kCfUserPass = 3;
constexpr uint16_t kCfMethod = 4;
constexpr uint16_t kCfSocks5Response = 5;

constexpr std::array<Outcome, 51> kOutcomes = {{
    {Detail::kNone, kNoViolation, "none", ""},
    {Detail::kReservedNonzero, Bit(Violation::kReservedNonzero), "reserved_nonzero",
     "a reserved octet is not zero"},
    {Detail::kNoMethods, Bit(Violation::kNoMethods), "no_methods",
     "the client offers no authentication method"},
    {Detail::kMethodFfOffered, Bit(Violation::kMethodFfOffered), "method_ff_offered",
     "the client offers method FF, which only a server may send"},
    {Detail::kEmptyDomain, Bit(Violation::kEmptyDomain), "empty_domain",
     "the domain name is empty"},
    {Detail::kEmptyDomainInReply, Bit(Violation::kEmptyDomainInReply), "empty_domain_in_reply",
     "the domain name in the reply is empty"},
    {Detail::kNulInDomain, Bit(Violation::kNulInDomain), "nul_in_domain",
     "the domain name holds a NUL octet"},
    {Detail::kControlInDomain, Bit(Violation::kControlInDomain), "control_in_domain",
     "the domain name holds a control character"},
    {Detail::kNonLdhDomain, Bit(Violation::kNonLdhDomain), "non_ldh_domain",
     "the domain name holds an octet that is no letter, digit, hyphen, dot or underscore"},
    {Detail::kEmptyUsername, Bit(Violation::kEmptyUsername), "empty_username",
     "the user name is empty"},
    {Detail::kEmptyPassword, Bit(Violation::kEmptyPassword), "empty_password",
     "the password is empty"},
    {Detail::kAuthVersion, Bit(Violation::kAuthVersion), "auth_version",
     "the user name and password request does not say version 1", CfOctet(kCfVersionCode)},
    {Detail::kReplyVersion, Bit(Violation::kReplyVersion), "reply_version",
     "the reply says a version that its protocol does not have", CfOctet(kCfVersionCode)},
    {Detail::kUnknownCommand, Bit(Violation::kUnknownCommand), "unknown_command",
     "the command is none that the RFC defines"},
    {Detail::kUnknownReply, Bit(Violation::kUnknownReply), "unknown_reply",
     "the reply code is none that the RFC defines"},
    {Detail::kFragment, Bit(Violation::kFragment), "fragment",
     "the datagram is a fragment of a larger one"},
    {Detail::kUnspecifiedAddress, Bit(Violation::kUnspecifiedAddress), "unspecified_address",
     "the destination is 0.0.0.0"},
    {Detail::kUnknownContentType, Bit(Violation::kUnknownContentType), "unknown_content_type",
     "the first octet is no content type of TLS"},
    {Detail::kRecordVersion, Bit(Violation::kRecordVersion), "record_version",
     "the record's version is not the one that this connection uses"},
    {Detail::kEmptyFragment, Bit(Violation::kEmptyFragment), "empty_fragment",
     "the record is empty, which its content type does not allow here"},
    {Detail::kCcsValue, Bit(Violation::kCcsValue), "ccs_value",
     "the change_cipher_spec message is not the single octet 01"},
    {Detail::kAlertLevel, Bit(Violation::kAlertLevel), "alert_level",
     "the alert level is neither warning nor fatal"},
    {Detail::kAlertSize, Bit(Violation::kAlertSize), "alert_size",
     "the alert is not two octets long"},
    {Detail::kOutputTooSmall,
     kNoViolation,
     "output_too_small",
     "the output buffer is too small for the message",
     {},
     kByCode,
     -9817},
    {Detail::kSocksVersion, kNoViolation, "socks_version",
     "the version octet is not the one that this message begins with", CfOctet(kCfVersionCode)},
    {Detail::kUnknownAddressType, kNoViolation, "unknown_address_type",
     "the address type is not IPv4 (1), domain name (3) or IPv6 (4)"},
    {Detail::kDomainTooLong, kNoViolation, "domain_too_long",
     "the domain name is longer than 255 bytes"},
    {Detail::kUsernameTooLong, kNoViolation, "username_too_long",
     "the user name is longer than 255 bytes"},
    {Detail::kPasswordTooLong, kNoViolation, "password_too_long",
     "the password is longer than 255 bytes"},
    {Detail::kTooManyMethods, kNoViolation, "too_many_methods",
     "there are more than 255 authentication methods"},
    {Detail::kNotTlsText, kNoViolation, "not_tls_text",
     "these bytes are text, such as an HTTP request, not a TLS record"},
    {Detail::kNotTlsSocks, kNoViolation, "not_tls_socks",
     "these bytes begin like a SOCKS message, not a TLS record"},
    {Detail::kNotTlsSslv2, kNoViolation, "not_tls_sslv2",
     "these bytes begin like an SSLv2 header, not a TLS record"},
    {Detail::kRecordMajorVersion, kNoViolation, "record_major_version",
     "the first octet of the record's version is not 3"},
    {Detail::kUnexpectedContentType, kNoViolation, "unexpected_content_type",
     "no record of this content type is allowed at this point"},
    {Detail::kRecordOverflow,
     kNoViolation,
     "record_overflow",
     "the record is longer than this context allows",
     {},
     kByCode,
     -9847},
    {Detail::kNoAcceptableMethod, kNoViolation, "no_acceptable_method",
     "the server accepts none of the offered authentication methods", CfOctet(kCfMethod), 2301209,
     kNoNumber},
    {Detail::kCredentialsRejected, kNoViolation, "credentials_rejected",
     "the server rejects the user name or password", CfOctet(kCfUserPass), 2301207, kNoNumber},
    {Detail::kSocks5Refused, kNoViolation, "socks5_refused",
     "the SOCKS5 server refuses the request", CfOctet(kCfSocks5Response), 2301208, kNoNumber},
    {Detail::kTruncated, kNoViolation, "truncated", "the datagram ends inside the message"},
    {Detail::kUseridTooLong, kNoViolation, "userid_too_long",
     "the user id is longer than 255 bytes"},
    {Detail::kNulInUserid, kNoViolation, "nul_in_userid",
     "the user id holds a NUL octet, which would end it"},
    {Detail::kNotIpv4, kNoViolation, "not_ipv4",
     "SOCKS4 carries no IPv6 address, and in a reply no domain name"},
    {Detail::kSocks4aMarker, kNoViolation, "socks4a_marker",
     "SOCKS4a sends 0.0.0.x, x not 0, exactly where a host name follows"},
    {Detail::kSocks4Refused, kNoViolation, "socks4_refused",
     "the SOCKS4 server refuses the request", CfOctet(kCfSocks4Response), 2301208, kNoNumber},
    {Detail::kGssapiType, kNoViolation, "gssapi_type",
     "the GSSAPI message type is none that RFC 1961 defines"},
    {Detail::kTokenTooLong, kNoViolation, "token_too_long",
     "the GSSAPI token is longer than 65,535 bytes"},
    {Detail::kTokenInAbort, kNoViolation, "token_in_abort",
     "a GSSAPI message that aborts carries no token"},
    {Detail::kGssapiAborted, kNoViolation, "gssapi_aborted",
     "the peer aborts the GSSAPI authentication"},
    {Detail::kAddressText, kNoViolation, "address_text",
     "the host is neither an IPv4 address, an IPv6 address in brackets nor a domain name"},
    {Detail::kPortText, kNoViolation, "port_text",
     "no colon and port from 0 to 65535 follow the host"},
}};

constexpr bool OutcomesInOrder() {
  for (size_t i = 0; i < kOutcomes.size(); ++i) {
    if (static_cast<size_t>(kOutcomes[i].detail) != i) return false;
  }
  return true;
}
static_assert(OutcomesInOrder(), "kOutcomes is indexed by Detail");

// The row of `detail`; that of kNone for a number that is no enumerator.
constexpr const Outcome& RowOf(Detail detail) {
  const size_t i = static_cast<size_t>(detail);
  return kOutcomes[i < kOutcomes.size() ? i : 0];
}

constexpr std::array<Detail, kViolationCount> DetailsOfViolations() {
  std::array<Detail, kViolationCount> details = {};
  for (const Outcome& row : kOutcomes) {
    if (row.violation != kNoViolation) details[row.violation] = row.detail;
  }
  return details;
}
constexpr std::array<Detail, kViolationCount> kDetailOfViolation = DetailsOfViolations();

// What holds where a row says kByCode: one row a Code, in order. An entry that differs between the
// two families has one number each.
struct Coarse {
  Code code;
  absl::string_view name;
  absl::string_view sentence;
  CfNumber cfnetwork_socks;  // kByCode: no number. TLS has none at all.
  int32_t openharmony_socks;
  int32_t openharmony_tls;
  int32_t secure_transport_socks;
  int32_t secure_transport_tls;
};

constexpr std::array<Coarse, 7> kCoarse = {{
    {Code::kOk, "ok", "the message is complete", CfFixed(kCfNone, 0), 0, 0, 0, 0},
    {Code::kNeedMore,
     "need_more",
     "the message is not complete yet",
     {},
     kNoNumber,
     2303502,
     -9803,
     -9803},
    {Code::kSerialization,
     "serialization",
     "this value cannot be sent",
     {},
     2301212,
     2301212,
     -9810,
     -9810},
    {Code::kDeserialization,
     "deserialization",
     "these bytes are no such message",
     {},
     2301213,
     2303501,
     kNoNumber,
     -9800},
    {Code::kBadAddress, "bad_address", "the address is of no known type", CfFixed(kCfNone, 1),
     2301213, 2301213, kNoNumber, kNoNumber},
    {Code::kBadState, "bad_state", "the call is not allowed in this state", CfFixed(kCfNone, 2),
     2300002, 2300002, -9810, -9810},
    {Code::kPeerRefused,
     "peer_refused",
     "the peer refuses",
     {},
     kNoNumber,
     kNoNumber,
     kNoNumber,
     kNoNumber},
}};

// The row of `code`; that of kOk for a number that is no enumerator.
constexpr const Coarse& RowOf(Code code) {
  const size_t i = static_cast<size_t>(code);
  return kCoarse[i < kCoarse.size() ? i : 0];
}

// The number in a platform's column: its own in the detail's row, `socks` or `tls` of the code's
// row otherwise. Empty: there is none.
constexpr std::optional<int32_t> NumberFor(Result result, int32_t own, int32_t socks, int32_t tls) {
  const int32_t by_code = result.layer() == Layer::kTls ? tls : socks;
  // Details that both directions share speak of decoding; sending has one of its own.
  const bool sending =
      result.code() == Code::kSerialization && result.detail() != Detail::kOutputTooSmall;
  const int32_t number = own == kByCode || sending ? by_code : own;
  if (number == kNoNumber && !result.ok()) return std::nullopt;
  return number;
}

}  // namespace internal
}  // namespace hardwire

#endif  // HARDWIRE_OUTCOMES_H_
