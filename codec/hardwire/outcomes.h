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

#include "hardwire/outcome_row.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
namespace internal {

constexpr Code kSerialization = Code::kSerialization;
constexpr Code kDeserialization = Code::kDeserialization;
constexpr Code kPeerRefused = Code::kPeerRefused;

// SOCKS4 CD, SOCKS5 REP and METHOD, TLS alert descriptions.
constexpr Answer kRejected = 91;
constexpr Answer kRejectedUserId = 93;
constexpr Answer kGeneralFailure = 1;  // also the STATUS of RFC 1929 for failure
constexpr Answer kCommandNotSupported = 7;
constexpr Answer kAddressTypeNotSupported = 8;
constexpr Answer kNoMethod = 0xFF;  // also the MTYP of RFC 1961 that aborts
constexpr Answer kCloseNotify = 0;
constexpr Answer kUnexpectedMessage = 10;
constexpr Answer kRecordOverflow = 22;
constexpr Answer kIllegalParameter = 47;
constexpr Answer kDecodeError = 50;
constexpr Answer kProtocolVersion = 70;
constexpr Answer kInternalError = 80;

constexpr std::array<Outcome, kDetailCount> kOutcomes = {{
    Outcome{Detail::kNone, Code::kOk, Layer::kSocks, kNoViolation, "none", ""},
    Breaks(Violation::kReservedNonzero, Socks(Detail::kReservedNonzero, kDeserialization,
                                              "reserved_nonzero", "a reserved octet is not zero")),
    Breaks(Violation::kNoMethods, Socks(Detail::kNoMethods, kDeserialization, "no_methods",
                                        "the client offers no authentication method"))
        .WithReplies(kNoAnswer, kNoMethod),
    Breaks(Violation::kMethodFfOffered,
           Socks(Detail::kMethodFfOffered, kDeserialization, "method_ff_offered",
                 "the client offers method FF, which only a server may send"))
        .WithReplies(kNoAnswer, kNoMethod),
    Breaks(Violation::kEmptyDomain, Socks(Detail::kEmptyDomain, kDeserialization, "empty_domain",
                                          "the domain name is empty")),
    Breaks(Violation::kEmptyDomainInReply,
           Socks(Detail::kEmptyDomainInReply, kDeserialization, "empty_domain_in_reply",
                 "the domain name in the reply is empty"))
        .WithReplies(kNoAnswer, kNoAnswer),
    Breaks(Violation::kNulInDomain, Socks(Detail::kNulInDomain, kDeserialization, "nul_in_domain",
                                          "the domain name holds a NUL octet")),
    Breaks(Violation::kControlInDomain,
           Socks(Detail::kControlInDomain, kDeserialization, "control_in_domain",
                 "the domain name holds a control character")),
    Breaks(
        Violation::kNonLdhDomain,
        Socks(
            Detail::kNonLdhDomain, kDeserialization, "non_ldh_domain",
            "the domain name holds an octet that is no letter, digit, hyphen, dot or underscore")),
    Breaks(Violation::kEmptyUsername, Socks(Detail::kEmptyUsername, kDeserialization,
                                            "empty_username", "the user name is empty"))
        .WithReplies(kNoAnswer, kGeneralFailure),
    Breaks(Violation::kEmptyPassword, Socks(Detail::kEmptyPassword, kDeserialization,
                                            "empty_password", "the password is empty"))
        .WithReplies(kNoAnswer, kGeneralFailure),
    Breaks(Violation::kAuthVersion,
           Socks(Detail::kAuthVersion, kDeserialization, "auth_version",
                 "the user name and password request does not say version 1"))
        .WithCf(CfOctet(kCfVersionCode))
        .WithReplies(kNoAnswer, kGeneralFailure)
        .With(Condition::kOddVersion),
    Breaks(Violation::kReplyVersion,
           Socks(Detail::kReplyVersion, kDeserialization, "reply_version",
                 "the reply says a version that its protocol does not have"))
        .WithCf(CfOctet(kCfVersionCode))
        .WithReplies(kNoAnswer, kNoAnswer)
        .With(Condition::kOddVersion),
    Breaks(Violation::kUnknownCommand,
           Socks(Detail::kUnknownCommand, kDeserialization, "unknown_command",
                 "the command is none that the RFC defines"))
        .WithReplies(kRejected, kCommandNotSupported)
        .With(Condition::kOddCommand),
    Breaks(Violation::kUnknownReply, Socks(Detail::kUnknownReply, kDeserialization, "unknown_reply",
                                           "the reply code is none that the RFC defines"))
        .WithReplies(kNoAnswer, kNoAnswer),
    Breaks(Violation::kFragment, Socks(Detail::kFragment, kDeserialization, "fragment",
                                       "the datagram is a fragment of a larger one"))
        .WithReplies(kNoAnswer, kNoAnswer),
    Breaks(Violation::kUnspecifiedAddress,
           Socks(Detail::kUnspecifiedAddress, kDeserialization, "unspecified_address",
                 "the destination is 0.0.0.0"))
        .WithReplies(kRejected, kNoAnswer),
    Breaks(Violation::kUnknownContentType,
           Tls(Detail::kUnknownContentType, kDeserialization, "unknown_content_type",
               "the first octet is no content type of TLS"))
        .WithAlert(kUnexpectedMessage),
    Breaks(Violation::kRecordVersion,
           Tls(Detail::kRecordVersion, kDeserialization, "record_version",
               "the record's version is not the one that this connection uses"))
        .WithAlert(kProtocolVersion)
        .With(Condition::kOddVersion),
    Breaks(Violation::kEmptyFragment,
           Tls(Detail::kEmptyFragment, kDeserialization, "empty_fragment",
               "the record is empty, which its content type does not allow here"))
        .WithAlert(kUnexpectedMessage),
    Breaks(Violation::kCcsValue, Tls(Detail::kCcsValue, kDeserialization, "ccs_value",
                                     "the change_cipher_spec message is not the single octet 01"))
        .WithAlert(kUnexpectedMessage),
    Breaks(Violation::kAlertLevel, Tls(Detail::kAlertLevel, kDeserialization, "alert_level",
                                       "the alert level is neither warning nor fatal"))
        .WithAlert(kIllegalParameter),
    Breaks(Violation::kAlertSize, Tls(Detail::kAlertSize, kDeserialization, "alert_size",
                                      "the alert is not two octets long"))
        .WithAlert(kDecodeError),
    Socks(Detail::kOutputTooSmall, kSerialization, "output_too_small",
          "the output buffer is too small for the message")
        .WithNumbers(kNumberAsCode, -9817)
        .WithReplies(kNoAnswer, kNoAnswer)
        .With(Condition::kNoRoom),
    Socks(Detail::kSocksVersion, kDeserialization, "socks_version",
          "the version octet is not the one that this message begins with")
        .WithCf(CfOctet(kCfVersionCode))
        .WithReplies(kNoAnswer, kNoAnswer)
        .With(Condition::kOddVersion),
    Socks(Detail::kUnknownAddressType, Code::kBadAddress, "unknown_address_type",
          "the address type is not IPv4 (1), domain name (3) or IPv6 (4)")
        .WithReplies(kRejected, kAddressTypeNotSupported),
    Socks(Detail::kDomainTooLong, kDeserialization, "domain_too_long",
          "the domain name is longer than 255 bytes")
        .With(Condition::kTooLong),
    Socks(Detail::kUsernameTooLong, kSerialization, "username_too_long",
          "the user name is longer than 255 bytes")
        .WithReplies(kNoAnswer, kNoAnswer)
        .With(Condition::kTooLong),
    Socks(Detail::kPasswordTooLong, kSerialization, "password_too_long",
          "the password is longer than 255 bytes")
        .WithReplies(kNoAnswer, kNoAnswer)
        .With(Condition::kTooLong),
    Socks(Detail::kTooManyMethods, kSerialization, "too_many_methods",
          "there are more than 255 authentication methods")
        .WithReplies(kNoAnswer, kNoAnswer)
        .With(Condition::kTooLong),
    Tls(Detail::kNotTlsText, kDeserialization, "not_tls_text",
        "these bytes are text, such as an HTTP request, not a TLS record")
        .WithAlert(kUnexpectedMessage),
    Tls(Detail::kNotTlsSocks, kDeserialization, "not_tls_socks",
        "these bytes begin like a SOCKS message, not a TLS record")
        .WithAlert(kUnexpectedMessage),
    Tls(Detail::kNotTlsSslv2, kDeserialization, "not_tls_sslv2",
        "these bytes begin like an SSLv2 header, not a TLS record")
        .WithAlert(kUnexpectedMessage),
    Tls(Detail::kRecordMajorVersion, kDeserialization, "record_major_version",
        "the first octet of the record's version is not 3 (in DTLS: FE)")
        .WithAlert(kProtocolVersion)
        .With(Condition::kOddVersion),
    Tls(Detail::kUnexpectedContentType, kDeserialization, "unexpected_content_type",
        "no record of this content type is allowed at this point")
        .WithAlert(kUnexpectedMessage),
    Tls(Detail::kRecordOverflow, kDeserialization, "record_overflow",
        "the record is longer than this context allows")
        .WithNumbers(kNumberAsCode, -9847)
        .WithAlert(kRecordOverflow),
    Socks(Detail::kNoAcceptableMethod, kPeerRefused, "no_acceptable_method",
          "the server accepts none of the offered authentication methods")
        .WithCf(CfOctet(kCfMethod))
        .WithNumbers(2301209, kNoNumber)
        .WithReplies(kRejected, kNoMethod)
        .With(Condition::kUnauthenticated),
    Socks(Detail::kCredentialsRejected, kPeerRefused, "credentials_rejected",
          "the server rejects the user name or password")
        .WithCf(CfOctet(kCfUserPass))
        .WithNumbers(2301207, kNoNumber)
        .WithReplies(kRejectedUserId, kGeneralFailure)
        .With(Condition::kUnauthenticated),
    Socks(Detail::kSocks5Refused, kPeerRefused, "socks5_refused",
          "the SOCKS5 server refuses the request")
        .WithCf(CfOctet(kCfSocks5Response))
        .WithNumbers(2301208, kNoNumber)
        .WithReplies(kRejected, kSameOctet),
    Socks(Detail::kTruncated, kDeserialization, "truncated", "the datagram ends inside the message")
        .WithReplies(kNoAnswer, kNoAnswer),
    Socks(Detail::kUseridTooLong, kDeserialization, "userid_too_long",
          "the user id is longer than 255 bytes")
        .WithReplies(kRejected, kNoAnswer)
        .With(Condition::kTooLong),
    Socks(Detail::kNulInUserid, kSerialization, "nul_in_userid",
          "the user id holds a NUL octet, which would end it")
        .WithReplies(kNoAnswer, kNoAnswer),
    Socks(Detail::kNotIpv4, kSerialization, "not_ipv4",
          "SOCKS4 carries no IPv6 address, and in a reply no domain name")
        .WithReplies(kRejected, kNoAnswer),
    Socks(Detail::kSocks4aMarker, kSerialization, "socks4a_marker",
          "SOCKS4a sends 0.0.0.x, x not 0, exactly where a host name follows")
        .WithReplies(kRejected, kNoAnswer),
    Socks(Detail::kSocks4Refused, kPeerRefused, "socks4_refused",
          "the SOCKS4 server refuses the request")
        .WithCf(CfOctet(kCfSocks4Response))
        .WithNumbers(2301208, kNoNumber)
        .WithReplies(kSameOctet, kGeneralFailure),
    Socks(Detail::kGssapiType, kDeserialization, "gssapi_type",
          "the GSSAPI message type is none that RFC 1961 defines")
        .WithReplies(kNoAnswer, kNoMethod),
    Socks(Detail::kTokenTooLong, kSerialization, "token_too_long",
          "the GSSAPI token is longer than 65,535 bytes")
        .WithReplies(kNoAnswer, kNoAnswer)
        .With(Condition::kTooLong),
    Socks(Detail::kTokenInAbort, kSerialization, "token_in_abort",
          "a GSSAPI message that aborts carries no token")
        .WithReplies(kNoAnswer, kNoAnswer),
    Socks(Detail::kGssapiAborted, kPeerRefused, "gssapi_aborted",
          "the peer aborts the GSSAPI authentication")
        .WithReplies(kNoAnswer, kNoAnswer)
        .With(Condition::kUnauthenticated),
    Socks(Detail::kAddressText, kSerialization, "address_text",
          "the host is neither an IPv4 address, an IPv6 address in brackets nor a domain name")
        .WithReplies(kNoAnswer, kNoAnswer),
    Socks(Detail::kPortText, kSerialization, "port_text",
          "no colon and port from 0 to 65535 follow the host")
        .WithReplies(kNoAnswer, kNoAnswer),
    Tls(Detail::kFatalAlert, kPeerRefused, "fatal_alert",
        "the peer ends the connection with a fatal alert")
        .WithNumbers(2303501, kNumberAsCode)
        .WithAlert(kNoAnswer),
    Tls(Detail::kCloseNotify, kPeerRefused, "close_notify",
        "the peer closes its side of the connection")
        .WithNumbers(2303506, -9805)
        .WithAlert(kCloseNotify)
        .With(Condition::kClosed),
    Tls(Detail::kNoContentType, kDeserialization, "no_content_type",
        "the protected plaintext is nothing but padding")
        .WithAlert(kUnexpectedMessage),
    Tls(Detail::kSslv2Length, kDeserialization, "sslv2_length",
        "the length is none that an SSLv2-style ClientHello has"),
    Tls(Detail::kSslv2MessageType, kDeserialization, "sslv2_message_type",
        "the SSLv2-style message is no ClientHello")
        .WithAlert(kUnexpectedMessage),
    Tls(Detail::kSslv2CipherSpecs, kDeserialization, "sslv2_cipher_specs",
        "the cipher specs are not one or more of three octets each"),
    Tls(Detail::kSslv2SessionId, kDeserialization, "sslv2_session_id",
        "the session id is not empty")
        .WithAlert(kIllegalParameter),
    Tls(Detail::kSslv2Challenge, kDeserialization, "sslv2_challenge",
        "the challenge is not 16 to 32 octets, or not what the length leaves for it"),
    Tls(Detail::kNotDtls, kDeserialization, "not_dtls",
        "the first octet begins no DTLS record that can come here")
        .WithAlert(kNoAnswer),
    Tls(Detail::kCidNotNegotiated, kDeserialization, "cid_not_negotiated",
        "the record has a connection id and none was negotiated")
        .WithAlert(kNoAnswer),
    Tls(Detail::kCidMismatch, kDeserialization, "cid_mismatch",
        "the connection id is another than that of the datagram's first record")
        .WithAlert(kNoAnswer),
    Tls(Detail::kShortCiphertext, kDeserialization, "short_ciphertext",
        "the protected record has fewer than 16 octets")
        .WithAlert(kNoAnswer),
    Tls(Detail::kHandshakeFragment, kDeserialization, "handshake_fragment",
        "the fragment reaches beyond its handshake message")
        .WithAlert(kIllegalParameter),
    Tls(Detail::kHandshakeTooLong, kDeserialization, "handshake_too_long",
        "the handshake message is longer than the limit")
        .WithAlert(kIllegalParameter),
    Tls(Detail::kTooManyEmptyRecords, kDeserialization, "too_many_empty_records",
        "too many empty records in a row")
        .WithAlert(kUnexpectedMessage),
    Tls(Detail::kTooManyWarningAlerts, kDeserialization, "too_many_warning_alerts",
        "too many warning alerts")
        .WithAlert(kUnexpectedMessage),
    Tls(Detail::kTooManyCcs, kDeserialization, "too_many_ccs",
        "too many change_cipher_spec records")
        .WithAlert(kUnexpectedMessage),
    Tls(Detail::kClosedNoNotify, kDeserialization, "closed_no_notify",
        "the stream ends between two records, without close_notify")
        .WithNumbers(kNumberAsCode, -9816)
        .WithAlert(kNoAnswer)
        .With(Condition::kClosed),
    Tls(Detail::kClosedInsideRecord, kDeserialization, "closed_inside_record",
        "the stream ends inside a record")
        .WithNumbers(kNumberAsCode, -9806)
        .WithAlert(kNoAnswer)
        .With(Condition::kPeerFailed),
    Tls(Detail::kClosedAlertUnread, kDeserialization, "closed_alert_unread",
        "the stream ends behind an encrypted alert, which may have been close_notify")
        .WithNumbers(kNoNumber, kNoNumber)
        .WithAlert(kNoAnswer)
        .With(Condition::kClosed),
    Tls(Detail::kRecordNumber, kSerialization, "record_number",
        "the sequence number has more than 48 bits")
        .WithAlert(kNoAnswer),
    Socks(Detail::kMethodNotOffered, kDeserialization, "method_not_offered",
          "the server selects an authentication method that the client did not offer")
        .WithCf(CfOctet(kCfMethod))
        .WithNumbers(2301209, kNoNumber)
        .WithReplies(kNoAnswer, kNoAnswer)
        .With(Condition::kUnauthenticated),
    Socks(Detail::kClosedBetweenMessages, kDeserialization, "closed_between_messages",
          "the peer closes the connection where its next message is due")
        .WithNumbers(2301211, kNoNumber)
        .WithReplies(kNoAnswer, kNoAnswer)
        .With(Condition::kClosed),
    Socks(Detail::kClosedInsideMessage, kDeserialization, "closed_inside_message",
          "the peer closes the connection inside a message")
        .WithReplies(kNoAnswer, kNoAnswer)
        .With(Condition::kPeerFailed),
    Breaks(Violation::kCidMissing, Tls(Detail::kCidMissing, kDeserialization, "cid_missing",
                                       "the record has no connection id and one was negotiated"))
        .WithAlert(kNoAnswer),
    Socks(Detail::kNonAsciiText, kSerialization, "non_ascii_text",
          "the host holds an octet that is not ASCII")
        .WithReplies(kNoAnswer, kNoAnswer),
    Socks(Detail::kSurplus, kDeserialization, "surplus",
          "bytes follow the server's success reply before the client has spoken")
        .WithReplies(kNoAnswer, kNoAnswer),
}};

constexpr bool OutcomesInOrder() {
  for (size_t i = 0; i < kOutcomes.size(); ++i) {
    if (static_cast<size_t>(kOutcomes[i].detail) != i) return false;
  }
  return true;
}
static_assert(OutcomesInOrder(), "kOutcomes is indexed by Detail");
static_assert(static_cast<int>(Detail::kSurplus) == kDetailCount - 1, "every Detail has a row");

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

// What holds where a row says nothing finer: one row a Code, in order.
// clang-format off
constexpr std::array<Coarse, 7> kCoarse = {{
    {Code::kOk, "ok", "the message is complete",
     CfFixed(kCfNone, 0), 0, 0, 0, 0,
     kNoAnswer, kNoAnswer, kNoAnswer, Condition::kFine},
    {Code::kNeedMore, "need_more", "the message is not complete yet",
     {}, kNoNumber, 2303502, -9803, -9803,
     kNoAnswer, kNoAnswer, kNoAnswer, Condition::kAgain},
    {Code::kSerialization, "serialization", "this value cannot be sent",
     {}, 2301212, 2301212, -9810, -9810,
     kRejected, kGeneralFailure, kInternalError, Condition::kUnsendable},
    {Code::kDeserialization, "deserialization", "these bytes are no such message",
     {}, 2301213, 2303501, kNoNumber, -9800,
     kRejected, kGeneralFailure, kDecodeError, Condition::kMalformed},
    {Code::kBadAddress, "bad_address", "the address is of no known type",
     CfFixed(kCfNone, 1), 2301213, 2301213, kNoNumber, kNoNumber,
     kRejected, kAddressTypeNotSupported, kNoAnswer, Condition::kOddAddress},
    {Code::kBadState, "bad_state", "the call is not allowed in this state",
     CfFixed(kCfNone, 2), 2300002, 2300002, -9810, -9810,
     kRejected, kGeneralFailure, kInternalError, Condition::kMisuse},
    {Code::kPeerRefused, "peer_refused", "the peer refuses",
     {}, kNoNumber, kNoNumber, kNoNumber, kNoNumber,
     kNoAnswer, kNoAnswer, kNoAnswer, Condition::kPeerFailed},
}};
// clang-format on

constexpr bool CoarseInOrder() {
  for (size_t i = 0; i < kCoarse.size(); ++i) {
    if (static_cast<size_t>(kCoarse[i].code) != i) return false;
  }
  return true;
}
static_assert(CoarseInOrder(), "kCoarse is indexed by Code");

// The row of `code`; that of kOk for a number that is no enumerator.
constexpr const Coarse& RowOf(Code code) {
  const size_t i = static_cast<size_t>(code);
  return kCoarse[i < kCoarse.size() ? i : 0];
}

// Whether `result` speaks of a value that an encoder cannot send. What a row says beside its name
// is meant for decoders: such a result goes by its code. kOutputTooSmall is the encoders' own.
constexpr bool IsUnsendable(Result result) {
  return result.code() == Code::kSerialization && result.detail() != Detail::kOutputTooSmall;
}

// The number in a platform's column: its own in the detail's row, `socks` or `tls` of the code's
// row otherwise. Empty: there is none.
constexpr std::optional<int32_t> NumberFor(Result result, int32_t own, int32_t socks, int32_t tls) {
  const int32_t as_code = result.layer() == Layer::kSocks ? socks : tls;
  const int32_t number = own == kNumberAsCode || IsUnsendable(result) ? as_code : own;
  if (number == kNoNumber && !result.ok()) return std::nullopt;
  return number;
}

// The octet in a column of answers: `own` of the detail's row, `as_code` of the code's row. Empty:
// nothing is sent.
constexpr std::optional<uint8_t> AnswerFor(Result result, Answer own, Answer as_code) {
  const bool unsendable = IsUnsendable(result) && own != kNoAnswer;
  const Answer answer = own == kAnswerAsCode || unsendable ? as_code : own;
  if (answer == kNoAnswer) return std::nullopt;
  return answer == kSameOctet ? result.octet() : static_cast<uint8_t>(answer);
}

}  // namespace internal
}  // namespace hardwire

#endif  // HARDWIRE_OUTCOMES_H_
