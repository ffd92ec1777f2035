/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * Results, policies, views and versions: what every call of Hardwire's C API speaks.
 *
 * hardwire.h says what holds for every call.
 */

#ifndef HARDWIRE_C_BASE_H_
#define HARDWIRE_C_BASE_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* In front of each function, in the .cc files too: what the shared library shows. */
#if defined(__GNUC__)
#define HW_API __attribute__((visibility("default")))
#else
#define HW_API
#endif

/* The version of this header, and that of the library that is linked. Static storage. */
#define HW_VERSION "0.1.0"
HW_API const char* hw_version(void);

/* The tag of memory that nobody has set. Every call refuses it. */
enum { HW_UNSET = 0 };

/* Octets of the caller. Not NUL-terminated. `data` may be null if `size` is 0. A text of more than
 * SIZE_MAX / 2 octets, in a message or an address, is refused like memory that nobody has set. One
 * that is to be parsed counts as empty, and is refused as that. */
typedef struct {
  const uint8_t* data;
  size_t size;
} hw_bytes;
typedef struct {
  const char* data;
  size_t size;
} hw_text;

/* RESULTS */

/* What happened. A result that nobody has set is not ok. */
enum {
  HW_CODE_UNSET = 0,
  HW_OK = 1,
  HW_NEED_MORE = 2,       /* these bytes begin a message; more must arrive */
  HW_SERIALIZATION = 3,   /* this value cannot be sent */
  HW_DESERIALIZATION = 4, /* these bytes are no such message */
  HW_BAD_ADDRESS = 5,     /* the address is of no known type */
  HW_BAD_STATE = 6,       /* the call is not allowed here, or memory is unset */
  HW_PEER_REFUSED = 7,    /* the peer refuses, in a well-formed message */
};

/* The protocol family of an outcome. */
enum {
  HW_LAYER_SOCKS = 0,
  HW_LAYER_TLS = 1,
  HW_LAYER_DTLS = 2,
};

/* Why it happened. hardwire/result.h says when; docs/codes.md has a sentence for each. */
enum {
  HW_DETAIL_NONE = 0,
  HW_DETAIL_RESERVED_NONZERO = 1,
  HW_DETAIL_NO_METHODS = 2,
  HW_DETAIL_METHOD_FF_OFFERED = 3,
  HW_DETAIL_EMPTY_DOMAIN = 4,
  HW_DETAIL_EMPTY_DOMAIN_IN_REPLY = 5,
  HW_DETAIL_NUL_IN_DOMAIN = 6,
  HW_DETAIL_CONTROL_IN_DOMAIN = 7,
  HW_DETAIL_NON_LDH_DOMAIN = 8,
  HW_DETAIL_EMPTY_USERNAME = 9,
  HW_DETAIL_EMPTY_PASSWORD = 10,
  HW_DETAIL_AUTH_VERSION = 11,
  HW_DETAIL_REPLY_VERSION = 12,
  HW_DETAIL_UNKNOWN_COMMAND = 13,
  HW_DETAIL_UNKNOWN_REPLY = 14,
  HW_DETAIL_FRAGMENT = 15,
  HW_DETAIL_UNSPECIFIED_ADDRESS = 16,
  HW_DETAIL_UNKNOWN_CONTENT_TYPE = 17,
  HW_DETAIL_RECORD_VERSION = 18,
  HW_DETAIL_EMPTY_FRAGMENT = 19,
  HW_DETAIL_CCS_VALUE = 20,
  HW_DETAIL_ALERT_LEVEL = 21,
  HW_DETAIL_ALERT_SIZE = 22,
  HW_DETAIL_OUTPUT_TOO_SMALL = 23,
  HW_DETAIL_SOCKS_VERSION = 24,
  HW_DETAIL_UNKNOWN_ADDRESS_TYPE = 25,
  HW_DETAIL_DOMAIN_TOO_LONG = 26,
  HW_DETAIL_USERNAME_TOO_LONG = 27,
  HW_DETAIL_PASSWORD_TOO_LONG = 28,
  HW_DETAIL_TOO_MANY_METHODS = 29,
  HW_DETAIL_NOT_TLS_TEXT = 30,
  HW_DETAIL_NOT_TLS_SOCKS = 31,
  HW_DETAIL_NOT_TLS_SSLV2 = 32,
  HW_DETAIL_RECORD_MAJOR_VERSION = 33,
  HW_DETAIL_UNEXPECTED_CONTENT_TYPE = 34,
  HW_DETAIL_RECORD_OVERFLOW = 35,
  HW_DETAIL_TRUNCATED = 39,
  HW_DETAIL_USERID_TOO_LONG = 40,
  HW_DETAIL_NUL_IN_USERID = 41,
  HW_DETAIL_NOT_IPV4 = 42,
  HW_DETAIL_SOCKS4A_MARKER = 43,
  HW_DETAIL_GSSAPI_TYPE = 45,
  HW_DETAIL_TOKEN_TOO_LONG = 46,
  HW_DETAIL_TOKEN_IN_ABORT = 47,
  HW_DETAIL_ADDRESS_TEXT = 49,
  HW_DETAIL_PORT_TEXT = 50,
  HW_DETAIL_NO_ACCEPTABLE_METHOD = 36,
  HW_DETAIL_CREDENTIALS_REJECTED = 37,
  HW_DETAIL_SOCKS5_REFUSED = 38,
  HW_DETAIL_SOCKS4_REFUSED = 44,
  HW_DETAIL_GSSAPI_ABORTED = 48,
  HW_DETAIL_FATAL_ALERT = 51,
  HW_DETAIL_CLOSE_NOTIFY = 52,
  HW_DETAIL_NO_CONTENT_TYPE = 53,
  HW_DETAIL_SSLV2_LENGTH = 54,
  HW_DETAIL_SSLV2_MESSAGE_TYPE = 55,
  HW_DETAIL_SSLV2_CIPHER_SPECS = 56,
  HW_DETAIL_SSLV2_SESSION_ID = 57,
  HW_DETAIL_SSLV2_CHALLENGE = 58,
  HW_DETAIL_NOT_DTLS = 59,
  HW_DETAIL_CID_NOT_NEGOTIATED = 60,
  HW_DETAIL_CID_MISMATCH = 61,
  HW_DETAIL_SHORT_CIPHERTEXT = 62,
  HW_DETAIL_HANDSHAKE_FRAGMENT = 63,
  HW_DETAIL_HANDSHAKE_TOO_LONG = 64,
  HW_DETAIL_TOO_MANY_EMPTY_RECORDS = 65,
  HW_DETAIL_TOO_MANY_WARNING_ALERTS = 66,
  HW_DETAIL_TOO_MANY_CCS = 67,
  HW_DETAIL_CLOSED_NO_NOTIFY = 68,
  HW_DETAIL_CLOSED_INSIDE_RECORD = 69,
  HW_DETAIL_CLOSED_ALERT_UNREAD = 70,
  HW_DETAIL_RECORD_NUMBER = 71,
  HW_DETAIL_METHOD_NOT_OFFERED = 72,
  HW_DETAIL_CLOSED_BETWEEN_MESSAGES = 73,
  HW_DETAIL_CLOSED_INSIDE_MESSAGE = 74,
  HW_DETAIL_CID_MISSING = 75,
  HW_DETAIL_NON_ASCII_TEXT = 76,
  HW_DETAIL_SURPLUS = 77,
  HW_DETAIL_ACK_LENGTH = 78,
  HW_DETAIL_NOT_CLIENT_HELLO = 79,
  HW_DETAIL_HELLO_LENGTH = 80,
  HW_DETAIL_SESSION_ID_TOO_LONG = 81,
  HW_DETAIL_CIPHER_SUITES = 82,
  HW_DETAIL_NO_COMPRESSION = 83,
  HW_DETAIL_HELLO_FRAGMENT = 84,
  HW_DETAIL_HELLO_VERSION = 85,
  HW_DETAIL_DUPLICATE_EXTENSION = 86,
  HW_DETAIL_PRE_SHARED_KEY_NOT_LAST = 87,
  HW_DETAIL_HELLO_COMPRESSION = 88,
  HW_DETAIL_HELLO_COOKIE = 89,
  HW_DETAIL_EXTENSION_BODY = 90,
  HW_DETAIL_TRAILING_DOT = 91,
  HW_DETAIL_IP_LITERAL = 92,
  HW_DETAIL_HOST_NAME_OCTET = 93,
  HW_DETAIL_HOST_NAME_LENGTH = 94,
  HW_DETAIL_MESSAGE_BEHIND_HELLO = 95,
  HW_DETAIL_FRAGMENT_MISMATCH = 96,
};

/* One more than the last detail. */
#define HW_DETAIL_COUNT 97

/* The outcome of a call. Two outcomes are the same if all members are equal. */
typedef struct {
  uint8_t code;   /* HW_OK, HW_NEED_MORE, ... */
  uint8_t detail; /* HW_DETAIL_NONE if no other is the cause */
  uint8_t octet;  /* if one octet is the cause, that octet; else 0 */
  uint8_t layer;
  uint32_t number; /* read it by the five functions below */
} hw_result;

/* 1 if the outcome is HW_OK, else 0. */
HW_API int hw_ok(hw_result result);

/* Each reads `number` for the outcomes that it names, and is 0 for any other.
 *   consumed  HW_OK of a call that reads: how many bytes belong to the message.
 *   written   HW_OK of a call that writes: how many bytes were written.
 *   needed    HW_NEED_MORE: the size of the shortest message that begins with the input.
 *             HW_DETAIL_OUTPUT_TOO_SMALL: the size that the output must have.
 *   missing   needed less `have`, the bytes that are there; never below 0.
 *   offset    Any other: where the field at fault begins. */
HW_API uint32_t hw_consumed(hw_result result);
HW_API uint32_t hw_written(hw_result result);
HW_API uint32_t hw_needed(hw_result result);
HW_API uint32_t hw_missing(hw_result result, size_t have);
HW_API uint32_t hw_offset(hw_result result);

/* The names in snake_case, such as "need_more" and "reserved_nonzero", and one English sentence
 * about the outcome. "unassigned" for a number that has no name, "unset" for HW_CODE_UNSET. Each
 * ends in NUL; static storage. */
HW_API const char* hw_code_name(uint8_t code);
HW_API const char* hw_detail_name(uint8_t detail);
HW_API const char* hw_sentence(hw_result result);

/* POLICIES */

/* The rules that a message can break and still be framed: the bit in `violations` of a message.
 * hardwire/policy.h says what each is. */
enum {
  HW_VIOLATION_RESERVED_NONZERO = 0,
  HW_VIOLATION_NO_METHODS = 1,
  HW_VIOLATION_METHOD_FF_OFFERED = 2,
  HW_VIOLATION_EMPTY_DOMAIN = 3,
  HW_VIOLATION_EMPTY_DOMAIN_IN_REPLY = 4,
  HW_VIOLATION_NUL_IN_DOMAIN = 5,
  HW_VIOLATION_CONTROL_IN_DOMAIN = 6,
  HW_VIOLATION_NON_LDH_DOMAIN = 7,
  HW_VIOLATION_EMPTY_USERNAME = 8,
  HW_VIOLATION_EMPTY_PASSWORD = 9,
  HW_VIOLATION_AUTH_VERSION = 10,
  HW_VIOLATION_REPLY_VERSION = 11,
  HW_VIOLATION_UNKNOWN_COMMAND = 12,
  HW_VIOLATION_UNKNOWN_REPLY = 13,
  HW_VIOLATION_FRAGMENT = 14,
  HW_VIOLATION_UNSPECIFIED_ADDRESS = 15,
  HW_VIOLATION_UNKNOWN_CONTENT_TYPE = 16,
  HW_VIOLATION_RECORD_VERSION = 17,
  HW_VIOLATION_EMPTY_FRAGMENT = 18,
  HW_VIOLATION_CCS_VALUE = 19,
  HW_VIOLATION_ALERT_LEVEL = 20,
  HW_VIOLATION_ALERT_SIZE = 21,
  HW_VIOLATION_CID_MISSING = 22,
  HW_VIOLATION_HELLO_VERSION = 23,
  HW_VIOLATION_DUPLICATE_EXTENSION = 24,
  HW_VIOLATION_PRE_SHARED_KEY_NOT_LAST = 25,
  HW_VIOLATION_HELLO_COMPRESSION = 26,
  HW_VIOLATION_HELLO_COOKIE = 27,
  HW_VIOLATION_TRAILING_DOT = 28,
  HW_VIOLATION_IP_LITERAL = 29,
  HW_VIOLATION_HOST_NAME_OCTET = 30,
  HW_VIOLATION_MESSAGE_BEHIND_HELLO = 31,
};

/* Which violations a call accepts: bit i is violation i. It rejects the others, so that a policy of
 * zeros is the strict one. */
typedef struct {
  uint64_t accepts;
} hw_policy;

/* strict   Rejects every violation: for encode.
 * interop  Accepts what honest peers do: for decode.
 * lenient  Accepts every violation. */
HW_API hw_policy hw_policy_strict(void);
HW_API hw_policy hw_policy_interop(void);
HW_API hw_policy hw_policy_lenient(void);

/* The same policy, but that it accepts `violation`, or rejects it. A number that is no violation
 * changes nothing. */
HW_API hw_policy hw_policy_accepting(hw_policy policy, uint8_t violation);
HW_API hw_policy hw_policy_rejecting(hw_policy policy, uint8_t violation);

/* The name in snake_case; "unassigned" if it has none. */
HW_API const char* hw_violation_name(uint8_t violation);

/* WHICH PROTOCOL */

enum {
  HW_PROTOCOL_OTHER = 0,
  HW_PROTOCOL_SOCKS4 = 1,
  HW_PROTOCOL_SOCKS5 = 2,
  HW_PROTOCOL_TLS = 3,
  HW_PROTOCOL_SSLV2 = 4,
  HW_PROTOCOL_HTTP = 5,
  HW_PROTOCOL_HTTP_CONNECT = 6,
  HW_PROTOCOL_SSH = 7,
  HW_PROTOCOL_PROXY_V1 = 8,
  HW_PROTOCOL_PROXY_V2 = 9,
};

/* Looks at the first bytes of a connection. HW_OK: `*protocol` is set. The bytes that showed it,
 * consumed() of them, are the start of the protocol's first message. HW_NEED_MORE: at least
 * needed() bytes are necessary. */
HW_API hw_result hw_sniff(const uint8_t* input, size_t size, uint8_t* protocol);
HW_API const char* hw_protocol_name(uint8_t protocol);

/* The protocol of a datagram by its first octet: RFC 9443 section 3. */
enum {
  HW_DATAGRAM_OTHER = 0,
  HW_DATAGRAM_STUN = 1,
  HW_DATAGRAM_ZRTP = 2,
  HW_DATAGRAM_DTLS = 3,
  HW_DATAGRAM_TURN_CHANNEL = 4,
  HW_DATAGRAM_RTP = 5,
  HW_DATAGRAM_QUIC = 6,
};
HW_API uint8_t hw_protocol_of_datagram(uint8_t first_octet);

#ifdef __cplusplus
}
#endif

#endif /* HARDWIRE_C_BASE_H_ */
