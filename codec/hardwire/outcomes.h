// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The table of outcomes: one row a Detail, in the order of the enumeration. Everything that the
// library says of a Detail is derived from its row: its name, its sentence, its violation, its
// number on each platform. For the library's own use; callers have result.h and platform/.

#ifndef HARDWIRE_OUTCOMES_H_
#define HARDWIRE_OUTCOMES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "hardwire/outcome_row.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

// Short names, so that a row of the table can be read by column.
namespace grid {

using D = Detail;
using C = Condition;

constexpr Code kOk = Code::kOk;
constexpr Code kDec = Code::kDeserialization;
constexpr Code kEnc = Code::kSerialization;
constexpr Code kAdr = Code::kBadAddress;
constexpr Code kRef = Code::kPeerRefused;
constexpr Layer kS = Layer::kSocks;
constexpr Layer kT = Layer::kTls;
constexpr uint8_t kNa = kNoViolation;
constexpr int16_t kAs = kAsCode;
constexpr int16_t kNo = kNone;
constexpr int16_t kOct = kSameOctet;
constexpr int16_t kVer = kCfVersionCode;
constexpr int16_t kS4 = kCfSocks4Response;
constexpr int16_t kUsr = kCfUserPass;
constexpr int16_t kMet = kCfMethod;
constexpr int16_t kS5 = kCfSocks5Response;

// SOCKS4: CD. SOCKS5: REP, METHOD (FF: none), STATUS or MTYP (FF: abort). Alerts: RFC 8446 section
// 6, 0 close_notify, 10 unexpected_message, 22 record_overflow, 47 illegal_parameter, 50
// decode_error, 70 protocol_version, 80 internal_error.
//
// clang-format off
inline constexpr std::array<Outcome, kDetailCount> kOutcomes = {{
    // detail                  code  layer   CF    Open     Secure SOCKS4      alert
    //                                  rule       Harmony  Transport   SOCKS5     condition
    {D::kNone,                 kOk,  kS, kNa, kAs,  kAs,     kAs,   kAs,  kAs,  kAs, C::kByCode,
     "none", ""},
    {D::kReservedNonzero,      kDec, kS, 0,   kAs,  kAs,     kAs,   kAs,  kAs,  kNo, C::kByCode,
     "reserved_nonzero", "a reserved octet is not zero"},
    {D::kNoMethods,            kDec, kS, 1,   kAs,  kAs,     kAs,   kNo,  0xFF, kNo, C::kByCode,
     "no_methods", "the client offers no authentication method"},
    {D::kMethodFfOffered,      kDec, kS, 2,   kAs,  kAs,     kAs,   kNo,  0xFF, kNo, C::kByCode,
     "method_ff_offered", "the client offers method FF, which only a server may send"},
    {D::kEmptyDomain,          kDec, kS, 3,   kAs,  kAs,     kAs,   kAs,  kAs,  kNo, C::kByCode,
     "empty_domain", "the domain name is empty"},
    {D::kEmptyDomainInReply,   kDec, kS, 4,   kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "empty_domain_in_reply", "the domain name in the reply is empty"},
    {D::kNulInDomain,          kDec, kS, 5,   kAs,  kAs,     kAs,   kAs,  kAs,  kNo, C::kByCode,
     "nul_in_domain", "the domain name holds a NUL octet"},
    {D::kControlInDomain,      kDec, kS, 6,   kAs,  kAs,     kAs,   kAs,  kAs,  kNo, C::kByCode,
     "control_in_domain", "the domain name holds a control character"},
    {D::kNonLdhDomain,         kDec, kS, 7,   kAs,  kAs,     kAs,   kAs,  kAs,  kNo, C::kByCode,
     "non_ldh_domain",
     "the domain name holds an octet that is no letter, digit, hyphen, dot or underscore"},
    {D::kEmptyUsername,        kDec, kS, 8,   kAs,  kAs,     kAs,   kNo,  1,    kNo, C::kByCode,
     "empty_username", "the user name is empty"},
    {D::kEmptyPassword,        kDec, kS, 9,   kAs,  kAs,     kAs,   kNo,  1,    kNo, C::kByCode,
     "empty_password", "the password is empty"},
    {D::kAuthVersion,          kDec, kS, 10,  kVer, kAs,     kAs,   kNo,  1,    kNo, C::kOddVersion,
     "auth_version", "the user name and password request does not say version 1"},
    {D::kReplyVersion,         kDec, kS, 11,  kVer, kAs,     kAs,   kNo,  kNo,  kNo, C::kOddVersion,
     "reply_version", "the reply says a version that its protocol does not have"},
    {D::kUnknownCommand,       kDec, kS, 12,  kAs,  kAs,     kAs,   91,   7,    kNo, C::kOddCommand,
     "unknown_command", "the command is none that the RFC defines"},
    {D::kUnknownReply,         kDec, kS, 13,  kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "unknown_reply", "the reply code is none that the RFC defines"},
    {D::kFragment,             kDec, kS, 14,  kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "fragment", "the datagram is a fragment of a larger one"},
    {D::kUnspecifiedAddress,   kDec, kS, 15,  kAs,  kAs,     kAs,   91,   kNo,  kNo, C::kByCode,
     "unspecified_address", "the destination is 0.0.0.0"},
    {D::kUnknownContentType,   kDec, kT, 16,  kAs,  kAs,     kAs,   kNo,  kNo,  10,  C::kByCode,
     "unknown_content_type", "the first octet is no content type of TLS"},
    {D::kRecordVersion,        kDec, kT, 17,  kAs,  kAs,     kAs,   kNo,  kNo,  70,  C::kOddVersion,
     "record_version", "the record's version is not the one that this connection uses"},
    {D::kEmptyFragment,        kDec, kT, 18,  kAs,  kAs,     kAs,   kNo,  kNo,  10,  C::kByCode,
     "empty_fragment", "the record is empty, which its content type does not allow here"},
    {D::kCcsValue,             kDec, kT, 19,  kAs,  kAs,     kAs,   kNo,  kNo,  10,  C::kByCode,
     "ccs_value", "the change_cipher_spec message is not the single octet 01"},
    {D::kAlertLevel,           kDec, kT, 20,  kAs,  kAs,     kAs,   kNo,  kNo,  47,  C::kByCode,
     "alert_level", "the alert level is neither warning nor fatal"},
    {D::kAlertSize,            kDec, kT, 21,  kAs,  kAs,     kAs,   kNo,  kNo,  50,  C::kByCode,
     "alert_size", "the alert is not two octets long"},
    {D::kOutputTooSmall,       kEnc, kS, kNa, kAs,  kAs,     -9817, kNo,  kNo,  kNo, C::kNoRoom,
     "output_too_small", "the output buffer is too small for the message"},
    {D::kSocksVersion,         kDec, kS, kNa, kVer, kAs,     kAs,   kNo,  kNo,  kNo, C::kOddVersion,
     "socks_version", "the version octet is not the one that this message begins with"},
    {D::kUnknownAddressType,   kAdr, kS, kNa, kAs,  kAs,     kAs,   91,   8,    kNo, C::kByCode,
     "unknown_address_type", "the address type is not IPv4 (1), domain name (3) or IPv6 (4)"},
    {D::kDomainTooLong,        kDec, kS, kNa, kAs,  kAs,     kAs,   kAs,  kAs,  kNo, C::kTooLong,
     "domain_too_long", "the domain name is longer than 255 bytes"},
    {D::kUsernameTooLong,      kEnc, kS, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kTooLong,
     "username_too_long", "the user name is longer than 255 bytes"},
    {D::kPasswordTooLong,      kEnc, kS, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kTooLong,
     "password_too_long", "the password is longer than 255 bytes"},
    {D::kTooManyMethods,       kEnc, kS, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kTooLong,
     "too_many_methods", "there are more than 255 authentication methods"},
    {D::kNotTlsText,           kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  10,  C::kByCode,
     "not_tls_text", "these bytes are text, such as an HTTP request, not a TLS record"},
    {D::kNotTlsSocks,          kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  10,  C::kByCode,
     "not_tls_socks", "these bytes begin like a SOCKS message, not a TLS record"},
    {D::kNotTlsSslv2,          kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  10,  C::kByCode,
     "not_tls_sslv2", "these bytes begin like an SSLv2 header, not a TLS record"},
    {D::kRecordMajorVersion,   kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  70,  C::kOddVersion,
     "record_major_version", "the first octet of the record's version is not 3 (in DTLS: FE)"},
    {D::kUnexpectedContentType,kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  10,  C::kByCode,
     "unexpected_content_type", "no record of this content type is allowed at this point"},
    {D::kRecordOverflow,       kDec, kT, kNa, kAs,  kAs,     -9847, kNo,  kNo,  22,  C::kByCode,
     "record_overflow", "the record is longer than this context allows"},
    {D::kNoAcceptableMethod,   kRef, kS, kNa, kMet, 2301209, kNo,   91,   0xFF, kNo, C::kNoAuth,
     "no_acceptable_method", "the server accepts none of the offered authentication methods"},
    {D::kCredentialsRejected,  kRef, kS, kNa, kUsr, 2301207, kNo,   93,   1,    kNo, C::kNoAuth,
     "credentials_rejected", "the server rejects the user name or password"},
    {D::kSocks5Refused,        kRef, kS, kNa, kS5,  2301208, kNo,   91,   kOct, kNo, C::kByCode,
     "socks5_refused", "the SOCKS5 server refuses the request"},
    {D::kTruncated,            kDec, kS, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  50,  C::kByCode,
     "truncated", "the datagram ends inside the message"},
    {D::kUseridTooLong,        kDec, kS, kNa, kAs,  kAs,     kAs,   91,   kNo,  kNo, C::kTooLong,
     "userid_too_long", "the user id is longer than 255 bytes"},
    {D::kNulInUserid,          kEnc, kS, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "nul_in_userid", "the user id holds a NUL octet, which would end it"},
    {D::kNotIpv4,              kEnc, kS, kNa, kAs,  kAs,     kAs,   91,   kNo,  kNo, C::kByCode,
     "not_ipv4", "SOCKS4 carries no IPv6 address, and in a reply no domain name"},
    {D::kSocks4aMarker,        kEnc, kS, kNa, kAs,  kAs,     kAs,   91,   kNo,  kNo, C::kByCode,
     "socks4a_marker", "SOCKS4a sends 0.0.0.x, x not 0, exactly where a host name follows"},
    {D::kSocks4Refused,        kRef, kS, kNa, kS4,  2301208, kNo,   kOct, 1,    kNo, C::kByCode,
     "socks4_refused", "the SOCKS4 server refuses the request"},
    {D::kGssapiType,           kDec, kS, kNa, kAs,  kAs,     kAs,   kNo,  0xFF, kNo, C::kByCode,
     "gssapi_type", "the GSSAPI message type is none that RFC 1961 defines"},
    {D::kTokenTooLong,         kEnc, kS, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kTooLong,
     "token_too_long", "the GSSAPI token is longer than 65,535 bytes"},
    {D::kTokenInAbort,         kEnc, kS, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "token_in_abort", "a GSSAPI message that aborts carries no token"},
    {D::kGssapiAborted,        kRef, kS, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kNoAuth,
     "gssapi_aborted", "the peer aborts the GSSAPI authentication"},
    {D::kAddressText,          kEnc, kS, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "address_text",
     "the host is neither an IPv4 address, an IPv6 address in brackets nor a domain name"},
    {D::kPortText,             kEnc, kS, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "port_text", "no colon and port from 0 to 65535 follow the host"},
    {D::kFatalAlert,           kRef, kT, kNa, kAs,  2303501, kAs,   kNo,  kNo,  kNo, C::kByCode,
     "fatal_alert", "the peer ends the connection with a fatal alert"},
    {D::kCloseNotify,          kRef, kT, kNa, kAs,  2303506, -9805, kNo,  kNo,  0,   C::kClosed,
     "close_notify", "the peer closes its side of the connection"},
    {D::kNoContentType,        kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  10,  C::kByCode,
     "no_content_type", "the protected plaintext is nothing but padding"},
    {D::kSslv2Length,          kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kAs, C::kByCode,
     "sslv2_length", "the length is none that an SSLv2-style ClientHello has"},
    {D::kSslv2MessageType,     kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  10,  C::kByCode,
     "sslv2_message_type", "the SSLv2-style message is no ClientHello"},
    {D::kSslv2CipherSpecs,     kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kAs, C::kByCode,
     "sslv2_cipher_specs", "the cipher specs are not one or more of three octets each"},
    {D::kSslv2SessionId,       kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  47,  C::kByCode,
     "sslv2_session_id", "the session id is not empty"},
    {D::kSslv2Challenge,       kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kAs, C::kByCode,
     "sslv2_challenge",
     "the challenge is not 16 to 32 octets, or not what the length leaves for it"},
    {D::kNotDtls,              kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "not_dtls", "the first octet begins no DTLS record that can come here"},
    {D::kCidNotNegotiated,     kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "cid_not_negotiated", "the record has a connection id and none was negotiated"},
    {D::kCidMismatch,          kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "cid_mismatch", "the connection id is another than that of the datagram's first record"},
    {D::kShortCiphertext,      kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "short_ciphertext", "the protected record has fewer than 16 octets"},
    {D::kHandshakeFragment,    kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  47,  C::kByCode,
     "handshake_fragment", "the fragment reaches beyond its handshake message"},
    {D::kHandshakeTooLong,     kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  47,  C::kByCode,
     "handshake_too_long", "the handshake message is longer than the limit"},
    {D::kTooManyEmptyRecords,  kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  10,  C::kByCode,
     "too_many_empty_records", "too many empty records in a row"},
    {D::kTooManyWarningAlerts, kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  10,  C::kByCode,
     "too_many_warning_alerts", "too many warning alerts"},
    {D::kTooManyCcs,           kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  10,  C::kByCode,
     "too_many_ccs", "too many change_cipher_spec records"},
    {D::kClosedNoNotify,       kDec, kT, kNa, kAs,  kAs,     -9816, kNo,  kNo,  kNo, C::kClosed,
     "closed_no_notify", "the stream ends between two records, without close_notify"},
    {D::kClosedInsideRecord,   kDec, kT, kNa, kAs,  kAs,     -9806, kNo,  kNo,  kNo, C::kPeerFailed,
     "closed_inside_record", "the stream ends inside a record"},
    {D::kClosedAlertUnread,    kDec, kT, kNa, kAs,  kNo,     kNo,   kNo,  kNo,  kNo, C::kClosed,
     "closed_alert_unread",
     "the stream ends behind an encrypted alert, which may have been close_notify"},
    {D::kRecordNumber,         kEnc, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "record_number", "the sequence number has more than 48 bits"},
    {D::kMethodNotOffered,     kDec, kS, kNa, kMet, 2301209, kNo,   kNo,  kNo,  kNo, C::kNoAuth,
     "method_not_offered",
     "the server selects an authentication method that the client did not offer"},
    {D::kClosedBetweenMessages,kDec, kS, kNa, kAs,  2301211, kNo,   kNo,  kNo,  kNo, C::kClosed,
     "closed_between_messages", "the peer closes the connection where its next message is due"},
    {D::kClosedInsideMessage,  kDec, kS, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kPeerFailed,
     "closed_inside_message", "the peer closes the connection inside a message"},
    {D::kCidMissing,           kDec, kT, 22,  kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "cid_missing", "the record has no connection id and one was negotiated"},
    {D::kNonAsciiText,         kEnc, kS, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "non_ascii_text", "the host holds an octet that is not ASCII"},
    {D::kSurplus,              kDec, kS, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "surplus", "bytes follow the server's success reply before the client has spoken"},
    {D::kAckLength,            kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  50,  C::kByCode,
     "ack_length", "the length of the ACK is no multiple of 16"},
    {D::kNotClientHello,       kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  10,  C::kByCode,
     "not_client_hello", "the handshake message is no ClientHello"},
    {D::kHelloLength,          kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  50,  C::kByCode,
     "hello_length", "a length inside the ClientHello does not fit what is around it"},
    {D::kSessionIdTooLong,     kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  50,  C::kByCode,
     "session_id_too_long", "the session id is longer than 32 bytes"},
    {D::kCipherSuites,         kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  50,  C::kByCode,
     "cipher_suites", "the cipher suites are none, or end in half of one"},
    {D::kNoCompression,        kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  50,  C::kByCode,
     "no_compression", "there is no compression method, not even null"},
    {D::kHelloFragment,        kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  kNo, C::kByCode,
     "hello_fragment", "the header is that of a part of the ClientHello"},
    {D::kHelloVersion,         kDec, kT, 23,  kAs,  kAs,     kAs,   kNo,  kNo,  70,  C::kOddVersion,
     "hello_version", "the legacy version of the ClientHello is none that a client may send"},
    {D::kDuplicateExtension,   kDec, kT, 24,  kAs,  kAs,     kAs,   kNo,  kNo,  47,  C::kByCode,
     "duplicate_extension", "two extensions of the ClientHello have the same type"},
    {D::kPreSharedKeyNotLast,  kDec, kT, 25,  kAs,  kAs,     kAs,   kNo,  kNo,  47,  C::kByCode,
     "pre_shared_key_not_last", "an extension follows pre_shared_key"},
    {D::kHelloCompression,     kDec, kT, 26,  kAs,  kAs,     kAs,   kNo,  kNo,  47,  C::kByCode,
     "hello_compression", "a ClientHello of TLS 1.3 offers compression"},
    {D::kHelloCookie,          kDec, kT, 27,  kAs,  kAs,     kAs,   kNo,  kNo,  47,  C::kByCode,
     "hello_cookie", "a ClientHello of DTLS 1.3 has a legacy cookie"},
    {D::kExtensionBody,        kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  50,  C::kByCode,
     "extension_body", "the body of the extension is not what its RFC says"},
    {D::kTrailingDot,          kDec, kT, 28,  kAs,  kAs,     kAs,   kNo,  kNo,  47,  C::kByCode,
     "trailing_dot", "the server name ends in a dot"},
    {D::kIpLiteral,            kDec, kT, 29,  kAs,  kAs,     kAs,   kNo,  kNo,  47,  C::kByCode,
     "ip_literal", "the server name is an IP address"},
    {D::kHostNameOctet,        kDec, kT, 30,  kAs,  kAs,     kAs,   kNo,  kNo,  47,  C::kByCode,
     "host_name_octet", "the server name holds an octet that no host name has"},
    {D::kHostNameLength,       kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  47,  C::kByCode,
     "host_name_length", "the host name or one of its labels is empty or too long"},
    {D::kMessageBehindHello,   kDec, kT, 31,  kAs,  kAs,     kAs,   kNo,  kNo,  10,  C::kByCode,
     "message_behind_hello", "the record holds more than the ClientHello"},
    {D::kFragmentMismatch,     kDec, kT, kNa, kAs,  kAs,     kAs,   kNo,  kNo,  47,  C::kByCode,
     "fragment_mismatch", "the piece of the message contradicts an earlier one"},
}};

// One row a Code, in order. OpenHarmony and Secure Transport: SOCKS, then TLS.
inline constexpr std::array<CodeRow, 7> kCodeRows = {{
    // code                 CF   OpenHarmony       Secure Transport SOCKS4 5  alert condition
    {Code::kOk,             0,   0,       0,       0,     0,     kNo, kNo, kNo, C::kFine,
     "ok", "the message is complete"},
    {Code::kNeedMore,       kNo, kNo,     2303502, -9803, -9803, kNo, kNo, kNo, C::kAgain,
     "need_more", "the message is not complete yet"},
    {Code::kSerialization,  kNo, 2301212, 2301212, -9810, -9810, 91,  1,   80,  C::kUnsendable,
     "serialization", "this value cannot be sent"},
    {Code::kDeserialization, kNo, 2301213, 2303501, kNo,  -9800, 91,  1,   50,  C::kMalformed,
     "deserialization", "these bytes are no such message"},
    {Code::kBadAddress,     1,   2301213, 2301213, kNo,   kNo,   91,  8,   kNo, C::kOddAddress,
     "bad_address", "the address is of no known type"},
    {Code::kBadState,       2,   2300002, 2300002, -9810, -9810, 91,  1,   80,  C::kMisuse,
     "bad_state", "the call is not allowed in this state"},
    {Code::kPeerRefused,    kNo, kNo,     kNo,     kNo,   kNo,   kNo, kNo, kNo, C::kPeerFailed,
     "peer_refused", "the peer refuses"},
}};
// clang-format on

}  // namespace grid

using grid::kCodeRows;
using grid::kOutcomes;

constexpr bool OutcomesInOrder() {
  for (size_t i = 0; i < kOutcomes.size(); ++i) {
    if (static_cast<size_t>(kOutcomes[i].detail) != i) return false;
  }
  return true;
}
static_assert(OutcomesInOrder(), "kOutcomes is indexed by Detail");
static_assert(static_cast<int>(Detail::kFragmentMismatch) == kDetailCount - 1,
              "every Detail has a row");

// The row of `detail`. A number that is no enumerator has the row of kNone.
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

constexpr bool CodeRowsInOrder() {
  for (size_t i = 0; i < kCodeRows.size(); ++i) {
    if (static_cast<size_t>(kCodeRows[i].code) != i) return false;
  }
  return true;
}
static_assert(CodeRowsInOrder(), "kCodeRows is indexed by Code");

// The row of `code`. A number that is no enumerator has the row of kOk.
constexpr const CodeRow& RowOf(Code code) {
  const size_t i = static_cast<size_t>(code);
  return kCodeRows[i < kCodeRows.size() ? i : 0];
}

// Whether `result` is the failure of an encoder. The numbers in a detail's row are those of
// decoders, so such a result has the numbers of its code. Only encoders give kOutputTooSmall, so
// its row holds.
constexpr bool IsUnsendable(Result result) {
  return result.code() == Code::kSerialization && result.detail() != Detail::kOutputTooSmall;
}

// The number in a platform's column: `own`, of the detail's row, or else `socks` or `tls`, of the
// code's row. Empty: there is none.
constexpr std::optional<int32_t> NumberFor(Result result, int32_t own, int32_t socks, int32_t tls) {
  const int32_t as_code = result.layer() == Layer::kSocks ? socks : tls;
  const int32_t number = own == kAsCode || IsUnsendable(result) ? as_code : own;
  if (number == kNone) return std::nullopt;
  return number;
}

// The octet in a column of answers: `own`, of the detail's row, or else `as_code`, of the code's
// row. Empty: nothing is sent.
constexpr std::optional<uint8_t> AnswerFor(Result result, Answer own, Answer as_code) {
  const bool unsendable = IsUnsendable(result) && own != kNone;
  const Answer answer = own == kAsCode || unsendable ? as_code : own;
  if (answer == kNone) return std::nullopt;
  return answer == kSameOctet ? result.octet() : static_cast<uint8_t>(answer);
}

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_OUTCOMES_H_
