// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Result: the outcome of every call in Hardwire, in eight bytes.

#ifndef HARDWIRE_RESULT_H_
#define HARDWIRE_RESULT_H_

#if defined(_MSVC_LANG) ? _MSVC_LANG < 201703L : __cplusplus < 201703L
#error "Hardwire needs C++17 (with Bazel: --cxxopt=-std=c++17)"
#endif

#include <cstddef>
#include <cstdint>

#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {

// What happened. Every call gives exactly one of these.
enum class Code : uint8_t {
  kOk = 0,
  kNeedMore = 1,         // these bytes begin a message; more must arrive
  kSerialization = 2,    // this value cannot be sent
  kDeserialization = 3,  // these bytes are no such message
  kBadAddress = 4,       // the address is of no known type
  kBadState = 5,         // the call is not allowed in this state
  kPeerRefused = 6,      // the peer refuses, in a well-formed message
};

// Why it happened. Each cause has a value of its own, and no value has two causes. A number is
// never changed and never used again; new causes come last. hardwire/outcomes.h has the name, the
// sentence and the platform numbers of each.
enum class Detail : uint8_t {
  kNone = 0,

  // The message breaks a rule that the policy rejects. Each of these is the Violation of the same
  // name (policy.h).
  kReservedNonzero = 1,
  kNoMethods = 2,
  kMethodFfOffered = 3,
  kEmptyDomain = 4,
  kEmptyDomainInReply = 5,
  kNulInDomain = 6,
  kControlInDomain = 7,
  kNonLdhDomain = 8,
  kEmptyUsername = 9,
  kEmptyPassword = 10,
  kAuthVersion = 11,
  kReplyVersion = 12,
  kUnknownCommand = 13,
  kUnknownReply = 14,
  kFragment = 15,
  kUnspecifiedAddress = 16,
  kUnknownContentType = 17,
  kRecordVersion = 18,
  kEmptyFragment = 19,
  kCcsValue = 20,
  kAlertLevel = 21,
  kAlertSize = 22,

  // Errors under every policy, except kNotTls*. These are a rejected kUnknownContentType: they say
  // what the first octet looks like.
  kOutputTooSmall = 23,         // Result::needed() is the size of the message
  kSocksVersion = 24,           // the version octet; Result::octet() is the one seen
  kUnknownAddressType = 25,     // ATYP not 1, 3 or 4
  kDomainTooLong = 26,          // over 255 bytes
  kUsernameTooLong = 27,        // over 255 bytes
  kPasswordTooLong = 28,        // over 255 bytes
  kTooManyMethods = 29,         // over 255
  kNotTlsText = 30,             // a letter, or CR: HTTP, SSH, a PROXY header
  kNotTlsSocks = 31,            // 04 or 05
  kNotTlsSslv2 = 32,            // 80 or above: an SSLv2-style header
  kRecordMajorVersion = 33,     // the first octet of a record's version is not 3; in DTLS: not FE
  kUnexpectedContentType = 34,  // a known content type that this context does not allow
  kRecordOverflow = 35,         // a record longer than its context allows
  kTruncated = 39,              // a datagram shorter than its message; Result::offset() is its size
  kUseridTooLong = 40,          // over 255 bytes
  kNulInUserid = 41,            // SOCKS4 ends the user id with NUL
  kNotIpv4 = 42,                // SOCKS4 carries no IPv6 address, its reply no name
  kSocks4aMarker = 43,          // an address 0.0.0.x, which announces a host; or a host and x = 0
  kGssapiType = 45,             // MTYP not 1, 2, 3 or FF
  kTokenTooLong = 46,           // over 65,535 bytes
  kTokenInAbort = 47,           // MTYP FF and a token
  kAddressText = 49,            // neither IPv4, [IPv6] nor a domain name
  kPortText = 50,               // no number from 0 to 65535 behind the last colon

  // Refusals, returned by Verdict().
  kNoAcceptableMethod = 36,   // METHOD FF
  kCredentialsRejected = 37,  // RFC 1929 STATUS not 0
  kSocks5Refused = 38,        // REP not 0
  kSocks4Refused = 44,        // CD not 90
  kGssapiAborted = 48,        // RFC 1961 MTYP FF
  kFatalAlert = 51,           // Result::octet() is the alert's description
  kCloseNotify = 52,          // alert 0

  // TLS and DTLS, beyond the record header.
  kNoContentType = 53,      // a TLSInnerPlaintext of nothing but zeros
  kSslv2Length = 54,        // an SSLv2-style header whose length no CLIENT-HELLO has
  kSslv2MessageType = 55,   // not 1, CLIENT-HELLO
  kSslv2CipherSpecs = 56,   // no multiple of three octets, or none
  kSslv2SessionId = 57,     // not empty
  kSslv2Challenge = 58,     // not 16 to 32 octets, or not what the length leaves for it
  kNotDtls = 59,            // the first octet begins no DTLS record that this context allows
  kCidNotNegotiated = 60,   // a connection id where none was negotiated
  kCidMismatch = 61,        // the connection id is not that of the datagram's first record
  kShortCiphertext = 62,    // fewer octets than a protected DTLS 1.3 record has
  kHandshakeFragment = 63,  // a fragment that reaches beyond its handshake message
  kHandshakeTooLong = 64,   // a handshake message over the caller's limit
  kTooManyEmptyRecords = 65,
  kTooManyWarningAlerts = 66,
  kTooManyCcs = 67,  // change_cipher_spec records in TLS 1.3

  // The transport ended, and no close_notify was read.
  kClosedNoNotify = 68,      // between two records
  kClosedInsideRecord = 69,  // Result::offset() is how many octets of the record had arrived
  kClosedAlertUnread = 70,   // behind an encrypted alert, which may have been close_notify

  kRecordNumber = 71,  // a DTLS sequence number of over 48 bits

  // SOCKS handshakes.
  kMethodNotOffered = 72,       // Result::octet() is the method that the server selected
  kClosedBetweenMessages = 73,  // the peer's stream ended where its next message was due
  kClosedInsideMessage = 74,    // Result::offset() is how many octets of the message had arrived

  // Violation::kCidMissing, where the policy rejects it.
  kCidMissing = 75,

  kNonAsciiText = 76,  // a host in text with an octet above 7F, which is at Result::offset()
  kSurplus = 77,       // octets behind a success reply where the client speaks first
  kAckLength = 78,     // the length of a DTLS ACK is no multiple of 16, the size of an entry

  // ClientHello. Those of them that a policy decides on are the Violations of the same names.
  kNotClientHello = 79,       // the type of the handshake message is not 1
  kHelloLength = 80,          // a length in the hello does not fit what is around it
  kSessionIdTooLong = 81,     // over 32 bytes
  kCipherSuites = 82,         // none, or half of one
  kNoCompression = 83,        // no compression method, not even null
  kHelloFragment = 84,        // the DTLS header of a part of the message
  kHelloVersion = 85,         // a legacy_version that no RFC allows
  kDuplicateExtension = 86,   // two extensions of one type
  kPreSharedKeyNotLast = 87,  // an extension behind pre_shared_key
  kHelloCompression = 88,     // TLS 1.3 with other compression methods than null alone
  kHelloCookie = 89,          // DTLS 1.3 with a legacy_cookie
  kExtensionBody = 90,        // an extension whose body is not what its RFC says
  kTrailingDot = 91,          // a server name that ends in a dot
  kIpLiteral = 92,            // a server name that is an IP address
  kHostNameOctet = 93,        // a server name with an octet that no host name has
  kHostNameLength = 94,       // a host name or a label of it that is empty or too long
  kMessageBehindHello = 95,   // a record that holds more than a ClientHello
  kFragmentMismatch = 96,     // a piece of a message that contradicts an earlier one
};

// One more than the last Detail.
constexpr int kDetailCount = 97;

// The protocol family of an outcome. A platform may have different numbers for the same cause in
// SOCKS, TLS and DTLS. Values are never renumbered.
enum class Layer : uint8_t { kSocks = 0, kTls = 1, kDtls = 2 };

// A value of eight bytes, passed in a register. Two are equal if all their parts are.
class [[nodiscard]] Result {
 public:
  // No call has set it: kBadState with kNone. Not ok.
  constexpr Result() = default;

  // `n` is consumed() of a call that reads, written() of a call that writes.
  static constexpr Result Ok(uint32_t n, Layer layer = Layer::kSocks) {
    return Result(Code::kOk, Detail::kNone, 0, layer, n);
  }

  // `total` is needed().
  static constexpr Result NeedMore(uint32_t total, Layer layer = Layer::kSocks) {
    return Result(Code::kNeedMore, Detail::kNone, 0, layer, total);
  }

  // Any other outcome. `n` is needed() if `detail` is kOutputTooSmall, else offset(). `octet` is
  // the octet at fault, or 0.
  static constexpr Result Error(Code code, Detail detail, uint32_t n, uint8_t octet = 0,
                                Layer layer = Layer::kSocks) {
    return Result(code, detail, octet, layer, n);
  }

  constexpr bool ok() const { return code() == Code::kOk; }
  constexpr Code code() const { return static_cast<Code>(bits_ & 0xFF); }
  constexpr Detail detail() const { return static_cast<Detail>((bits_ >> 8) & 0xFF); }

  // If one octet is the cause, that octet: the version, command, reply, status, method or address
  // type that was received. Otherwise 0.
  constexpr uint8_t octet() const { return static_cast<uint8_t>((bits_ >> 16) & 0xFF); }
  constexpr Layer layer() const { return static_cast<Layer>((bits_ >> 24) & 0xFF); }

  // A Result has one number. These five functions read it. Each has a meaning for the outcomes that
  // its comment names, and is 0 for any other.

  // ok, of a call that reads: how many bytes belong to the message.
  constexpr uint32_t consumed() const { return ok() ? number() : 0; }

  // ok, of a call that writes: how many bytes were written.
  constexpr uint32_t written() const { return ok() ? number() : 0; }

  // kNeedMore: the size of the shortest message that begins with the input, with the bytes that
  // have arrived. kOutputTooSmall: the size that the output must have.
  constexpr uint32_t needed() const { return IsShort() ? number() : 0; }

  // needed() less `have`, the bytes that are there. 0 if these are enough.
  constexpr uint32_t missing(size_t have) const {
    return have < needed() ? needed() - static_cast<uint32_t>(have) : 0;
  }

  // Any other outcome: where the field at fault begins, counted from the first octet of the
  // message, datagram or record. The length octet of a domain name and its text are two fields. If
  // the input ends too early (kTruncated, kClosedInsideMessage, kClosedInsideRecord), it is the
  // place of the first missing octet: the number of octets that are there.
  constexpr uint32_t offset() const { return ok() || IsShort() ? 0 : number(); }

  friend constexpr bool operator==(Result a, Result b) { return a.bits_ == b.bits_; }
  friend constexpr bool operator!=(Result a, Result b) { return a.bits_ != b.bits_; }

 private:
  constexpr Result(Code code, Detail detail, uint8_t octet, Layer layer, uint32_t n)
      : bits_(static_cast<uint64_t>(code) | static_cast<uint64_t>(detail) << 8 |
              static_cast<uint64_t>(octet) << 16 | static_cast<uint64_t>(layer) << 24 |
              static_cast<uint64_t>(n) << 32) {}

  constexpr uint32_t number() const { return static_cast<uint32_t>(bits_ >> 32); }
  constexpr bool IsShort() const {
    return code() == Code::kNeedMore || detail() == Detail::kOutputTooSmall;
  }

  uint64_t bits_ = static_cast<uint64_t>(Code::kBadState);
};

static_assert(sizeof(Result) == 8, "a Result travels in one register");

// The name in snake_case: "ok", "need_more", "reserved_nonzero". "unassigned" for a number that is
// no enumerator. Static storage.
string_view Name(Code code);
string_view Name(Detail detail);

// One English sentence about the detail, without a full stop: "a reserved octet is not zero". With
// Detail::kNone it is about the code. Static storage.
string_view Sentence(Result result);

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_RESULT_H_
