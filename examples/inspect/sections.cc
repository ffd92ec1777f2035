// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/sections.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "hardwire/result.h"
#include "hardwire/tls/alert.h"

namespace hardwire {
namespace inspect {
namespace {

constexpr char kRule[] =
    "A policy decides. Where your peers send this and mean no harm, accept this one rule alone";
constexpr char kMend[] =
    "Mend the value: nothing was written, and nothing may be cut off or replaced";
constexpr char kClose[] = "Send the answer, if there is one, and close. The sender has a fault";
constexpr char kStranger[] =
    "Close. The peer speaks another protocol, or the port is another one; Sniff tells which";
constexpr char kRefused[] =
    "Close, and say what the peer has said. The same request again gets the same answer";
constexpr char kDrop[] =
    "Drop the record and go on. Nothing is sent, since anybody can send a datagram";
constexpr char kLimit[] = "Close. The peer costs more than an honest one does";
constexpr char kShort[] =
    "Take what has arrived as cut off, unless the data itself says where it ends";
constexpr char kRoom[] = "Call again with as many octets of output as needed() says";

struct Row {
  Detail detail;
  const char* section;
  const char* advice;
};

// In the order of the enumeration's numbers.
constexpr std::array<Row, kDetailCount> kRows = {{
    {Detail::kNone, "hardwire/result.h", "The code says it all"},
    {Detail::kReservedNonzero, "RFC 1928 sections 4, 6 and 7", kRule},
    {Detail::kNoMethods, "RFC 1928 section 3", kRule},
    {Detail::kMethodFfOffered, "RFC 1928 section 3", kRule},
    {Detail::kEmptyDomain, "RFC 1928 section 5", kRule},
    {Detail::kEmptyDomainInReply, "RFC 1928 section 6", kRule},
    {Detail::kNulInDomain, "RFC 1928 section 5, RFC 1035 section 2.3.1", kRule},
    {Detail::kControlInDomain, "RFC 1928 section 5, RFC 1035 section 2.3.1", kRule},
    {Detail::kNonLdhDomain, "RFC 1928 section 5, RFC 1035 section 2.3.1", kRule},
    {Detail::kEmptyUsername, "RFC 1929 section 2", kRule},
    {Detail::kEmptyPassword, "RFC 1929 section 2", kRule},
    {Detail::kAuthVersion, "RFC 1929 section 2", kRule},
    {Detail::kReplyVersion, "RFC 1929 section 2; the text of SOCKS4", kRule},
    {Detail::kUnknownCommand, "RFC 1928 section 4; the text of SOCKS4", kRule},
    {Detail::kUnknownReply, "RFC 1928 section 6; the text of SOCKS4", kRule},
    {Detail::kFragment, "RFC 1928 section 7", kRule},
    {Detail::kUnspecifiedAddress, "the text of SOCKS4", kRule},
    {Detail::kUnknownContentType, "RFC 8446 section 5.1", kRule},
    {Detail::kRecordVersion, "RFC 8446 section 5.1, RFC 5246 section 6.2.1", kRule},
    {Detail::kEmptyFragment, "RFC 5246 section 6.2.1, RFC 8446 section 5.1", kRule},
    {Detail::kCcsValue, "RFC 8446 section 5, RFC 5246 section 7.1", kRule},
    {Detail::kAlertLevel, "RFC 8446 section 6, RFC 5246 section 7.2", kRule},
    {Detail::kAlertSize, "RFC 8446 section 5.1", kRule},
    {Detail::kOutputTooSmall, "hardwire/contract.h", kRoom},
    {Detail::kSocksVersion, "RFC 1928 section 3; the text of SOCKS4", kStranger},
    {Detail::kUnknownAddressType, "RFC 1928 section 5", kClose},
    {Detail::kDomainTooLong, "RFC 1928 section 5", kMend},
    {Detail::kUsernameTooLong, "RFC 1929 section 2", kMend},
    {Detail::kPasswordTooLong, "RFC 1929 section 2", kMend},
    {Detail::kTooManyMethods, "RFC 1928 section 3", kMend},
    {Detail::kNotTlsText, "RFC 8446 section 5.1", kStranger},
    {Detail::kNotTlsSocks, "RFC 8446 section 5.1", kStranger},
    {Detail::kNotTlsSslv2, "RFC 5246 appendix E.2", kStranger},
    {Detail::kRecordMajorVersion, "RFC 8446 section 5.1, RFC 6347 section 4.1", kStranger},
    {Detail::kUnexpectedContentType, "RFC 8446 section 5", kClose},
    {Detail::kRecordOverflow, "RFC 8446 sections 5.1 and 5.2, RFC 8449 section 4", kClose},
    {Detail::kNoAcceptableMethod, "RFC 1928 section 3",
     "Close. Offer the method that the server wants, most often user name and password"},
    {Detail::kCredentialsRejected, "RFC 1929 section 2",
     "Close. Ask for another user name or password"},
    {Detail::kSocks5Refused, "RFC 1928 section 6", kRefused},
    {Detail::kTruncated, "hardwire/contract.h", "Drop the datagram: no more of it will come"},
    {Detail::kUseridTooLong, "the text of SOCKS4", kClose},
    {Detail::kNulInUserid, "the text of SOCKS4", kMend},
    {Detail::kNotIpv4, "the text of SOCKS4", kMend},
    {Detail::kSocks4aMarker, "the text of SOCKS4A", kMend},
    {Detail::kSocks4Refused, "the text of SOCKS4", kRefused},
    {Detail::kGssapiType, "RFC 1961 section 3.3", kClose},
    {Detail::kTokenTooLong, "RFC 1961 section 3.3", kMend},
    {Detail::kTokenInAbort, "RFC 1961 section 3.4", kMend},
    {Detail::kGssapiAborted, "RFC 1961 section 3.4", kRefused},
    {Detail::kAddressText, "RFC 4291 section 2.2, RFC 1035 section 2.3.1", kMend},
    {Detail::kPortText, "hardwire/socks/address_text.h", kMend},
    {Detail::kFatalAlert, "RFC 8446 section 6.2", kRefused},
    {Detail::kCloseNotify, "RFC 8446 section 6.1",
     "Read no more. All that the peer has sent is there"},
    {Detail::kNoContentType, "RFC 8446 section 5.4", kClose},
    {Detail::kSslv2Length, "RFC 5246 appendix E.2", kClose},
    {Detail::kSslv2MessageType, "RFC 5246 appendix E.2", kClose},
    {Detail::kSslv2CipherSpecs, "RFC 5246 appendix E.2", kClose},
    {Detail::kSslv2SessionId, "RFC 5246 appendix E.2", kClose},
    {Detail::kSslv2Challenge, "RFC 5246 appendix E.2", kClose},
    {Detail::kNotDtls, "RFC 9147 section 4.1, RFC 7983 section 7", kDrop},
    {Detail::kCidNotNegotiated, "RFC 9146 section 3, RFC 9147 section 4", kDrop},
    {Detail::kCidMismatch, "RFC 9147 section 4", kDrop},
    {Detail::kShortCiphertext, "RFC 9147 section 4.2.3", kDrop},
    {Detail::kHandshakeFragment, "RFC 6347 section 4.2.3, RFC 9147 section 5.5", kDrop},
    {Detail::kHandshakeTooLong, "RFC 8446 section 4", kLimit},
    {Detail::kTooManyEmptyRecords, "RFC 5246 section 6.2.1", kLimit},
    {Detail::kTooManyWarningAlerts, "RFC 5246 section 7.2, RFC 8446 section 6.1", kLimit},
    {Detail::kTooManyCcs, "RFC 8446 section D.4", kLimit},
    {Detail::kClosedNoNotify, "RFC 5246 section 7.2.1, RFC 8446 section 6.1", kShort},
    {Detail::kClosedInsideRecord, "RFC 5246 section 7.2.1, RFC 8446 section 6.1", kShort},
    {Detail::kClosedAlertUnread, "RFC 5246 section 7.2.1",
     "Ask who can decrypt it: a relay does not know whether the alert was close_notify"},
    {Detail::kRecordNumber, "RFC 6347 section 4.1", kMend},
    {Detail::kMethodNotOffered, "RFC 1928 section 3", kClose},
    {Detail::kClosedBetweenMessages, "RFC 1928", "Try again later, or another server"},
    {Detail::kClosedInsideMessage, "RFC 1928", "Use nothing of the message. Try again later"},
    {Detail::kCidMissing, "RFC 9146 section 3, RFC 9147 section 4", kRule},
    {Detail::kNonAsciiText, "RFC 5891 section 4", "Turn the name into its A-label first"},
    {Detail::kSurplus, "RFC 1928 section 6", kClose},
    {Detail::kAckLength, "RFC 9147 section 7", kDrop},
    {Detail::kNotClientHello, "RFC 8446 section 4", kClose},
    {Detail::kHelloLength, "RFC 8446 section 4.1.2", kClose},
    {Detail::kSessionIdTooLong, "RFC 8446 section 4.1.2", kClose},
    {Detail::kCipherSuites, "RFC 8446 section 4.1.2", kClose},
    {Detail::kNoCompression, "RFC 8446 section 4.1.2", kClose},
    {Detail::kHelloFragment, "RFC 6347 section 4.2.3, RFC 9147 section 5.5",
     "Join the fragments with tls::Reassembly, and decode the whole message"},
    {Detail::kHelloVersion, "RFC 8446 section 4.1.2, RFC 9147 section 5.3", kRule},
    {Detail::kDuplicateExtension, "RFC 8446 section 4.2", kRule},
    {Detail::kPreSharedKeyNotLast, "RFC 8446 section 4.2.11", kRule},
    {Detail::kHelloCompression, "RFC 8446 section 4.1.2", kRule},
    {Detail::kHelloCookie, "RFC 9147 section 5.3", kRule},
    {Detail::kExtensionBody, "RFC 8446 section 4.2", "Take the extension as absent, or close"},
    {Detail::kTrailingDot, "RFC 6066 section 3", kRule},
    {Detail::kIpLiteral, "RFC 6066 section 3", kRule},
    {Detail::kHostNameOctet, "RFC 6066 section 3", kRule},
    {Detail::kHostNameLength, "RFC 1035 section 2.3.4", "Route by nothing that this name says"},
    {Detail::kMessageBehindHello, "RFC 8446 section 5.1", kRule},
    {Detail::kFragmentMismatch, "RFC 9147 section 5.5", kClose},
}};

constexpr size_t RowNumber(size_t detail) {
  for (size_t i = 0; i < kRows.size(); ++i) {
    if (static_cast<size_t>(kRows[i].detail) == detail) return i;
  }
  return kRows.size();
}
constexpr bool EveryDetailHasARow() {
  for (size_t i = 0; i < kRows.size(); ++i) {
    if (RowNumber(i) == kRows.size()) return false;
  }
  return true;
}
static_assert(EveryDetailHasARow(), "each Detail has one row");

const Row& RowOf(Detail detail) { return kRows[RowNumber(static_cast<size_t>(detail))]; }

constexpr struct {
  tls::AlertDescription alert;
  const char* section;
} kAlertSections[] = {
    {tls::AlertDescription::kCloseNotify, "RFC 8446 section 6.1"},
    {tls::AlertDescription::kUserCanceled, "RFC 8446 section 6.1"},
    {tls::AlertDescription::kDecryptionFailed, "RFC 5246 section 7.2.2"},
    {tls::AlertDescription::kDecompressionFailure, "RFC 5246 section 7.2.2"},
    {tls::AlertDescription::kNoCertificate, "RFC 5246 section 7.2.2"},
    {tls::AlertDescription::kExportRestriction, "RFC 5246 section 7.2.2"},
    {tls::AlertDescription::kNoRenegotiation, "RFC 5246 section 7.2.2"},
    {tls::AlertDescription::kTooManyCidsRequested, "RFC 9147 section 9"},
    {tls::AlertDescription::kInappropriateFallback, "RFC 7507 section 3"},
    {tls::AlertDescription::kCertificateUnobtainable, "RFC 6066 section 9"},
    {tls::AlertDescription::kUnrecognizedName, "RFC 6066 section 3"},
    {tls::AlertDescription::kBadCertificateStatusResponse, "RFC 6066 section 9"},
    {tls::AlertDescription::kBadCertificateHashValue, "RFC 6066 section 9"},
    {tls::AlertDescription::kUnknownPskIdentity, "RFC 4279 section 2"},
    {tls::AlertDescription::kGeneralError, "RFC 9846"},
    {tls::AlertDescription::kNoApplicationProtocol, "RFC 7301 section 3.2"},
    {tls::AlertDescription::kEchRequired, "RFC 9849"},
};

}  // namespace

std::string SectionOf(Detail detail) { return RowOf(detail).section; }
std::string AdviceFor(Detail detail) { return RowOf(detail).advice; }

std::string SectionOf(tls::AlertDescription alert) {
  for (const auto& row : kAlertSections) {
    if (row.alert == alert) return row.section;
  }
  return "RFC 8446 section 6.2";
}

std::string AdviceFor(tls::AlertDescription alert) {
  switch (alert) {
    case tls::AlertDescription::kCloseNotify:
      return "Read no more. All that the peer has sent is there";
    case tls::AlertDescription::kUserCanceled:
      return "Wait for the close_notify behind it";
    case tls::AlertDescription::kNoRenegotiation:
      return "Go on with the connection as it is, or close it";
    case tls::AlertDescription::kProtocolVersion:
      return "Close. Offer a version that the peer has";
    case tls::AlertDescription::kUnrecognizedName:
      return "Close, if it is fatal. The name in server_name is none of the server's";
    default:
      return "Close, and send nothing back. Look for the cause in what was sent just before";
  }
}

std::string AdviceForSocks5(uint8_t reply) {
  static constexpr const char* kAdvice[] = {
      "Go on: the octets behind the reply are the application's",
      "Try again later, or ask whoever runs the server",
      "Ask whoever runs the server: its rules forbid this destination",
      "Try again later: the server's network has no way to the destination",
      "Check the name and address of the destination; the server may have failed to resolve it",
      "Check the port: the destination is there and does not listen on it",
      "Try again later: the packets died on the way",
      "Use CONNECT, which every server has",
      "Send the address as another type; a domain name suits most servers"};
  return reply < sizeof(kAdvice) / sizeof(kAdvice[0]) ? kAdvice[reply] : "";
}

std::string AdviceForSocks4(uint8_t reply) {
  static constexpr const char* kAdvice[] = {
      "Go on: the octets behind the reply are the application's",
      "Check the destination; SOCKS4 says no more than that it failed",
      "Run an identd on the client, or use SOCKS5", "Send the user id that the identd reports"};
  constexpr size_t kFirst = 90;
  return reply >= kFirst && reply < kFirst + 4 ? kAdvice[reply - kFirst] : "";
}

}  // namespace inspect
}  // namespace hardwire
