/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * Records of TLS: their messages and contexts, content cut into records, a stream of them, alerts.
 * hardwire.h says what holds for every call; the header of the same name in hardwire/tls has the
 * rules.
 */

#ifndef HARDWIRE_C_TLS_H_
#define HARDWIRE_C_TLS_H_

#include "hardwire/c/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* VALUES */

/* The versions that contexts tell apart. */
enum {
  HW_TLS12 = 0x0303,
  HW_TLS13 = 0x0304,
  HW_DTLS13 = 0xFEFC,
  HW_DTLS12 = 0xFEFD,
  HW_DTLS10 = 0xFEFF,
};

enum {
  HW_CONTENT_CHANGE_CIPHER_SPEC = 20,
  HW_CONTENT_ALERT = 21,
  HW_CONTENT_HANDSHAKE = 22,
  HW_CONTENT_APPLICATION_DATA = 23,
  HW_CONTENT_HEARTBEAT = 24,
  HW_CONTENT_TLS12_CID = 25,
  HW_CONTENT_ACK = 26,
  HW_CONTENT_RETURN_ROUTABILITY_CHECK = 27,
};

enum {
  HW_ALERT_LEVEL_WARNING = 1,
  HW_ALERT_LEVEL_FATAL = 2,
};
enum {
  HW_ALERT_CLOSE_NOTIFY = 0,
  HW_ALERT_UNEXPECTED_MESSAGE = 10,
  HW_ALERT_BAD_RECORD_MAC = 20,
  HW_ALERT_DECRYPTION_FAILED = 21,
  HW_ALERT_RECORD_OVERFLOW = 22,
  HW_ALERT_DECOMPRESSION_FAILURE = 30,
  HW_ALERT_HANDSHAKE_FAILURE = 40,
  HW_ALERT_NO_CERTIFICATE = 41,
  HW_ALERT_BAD_CERTIFICATE = 42,
  HW_ALERT_UNSUPPORTED_CERTIFICATE = 43,
  HW_ALERT_CERTIFICATE_REVOKED = 44,
  HW_ALERT_CERTIFICATE_EXPIRED = 45,
  HW_ALERT_CERTIFICATE_UNKNOWN = 46,
  HW_ALERT_ILLEGAL_PARAMETER = 47,
  HW_ALERT_UNKNOWN_CA = 48,
  HW_ALERT_ACCESS_DENIED = 49,
  HW_ALERT_DECODE_ERROR = 50,
  HW_ALERT_DECRYPT_ERROR = 51,
  HW_ALERT_TOO_MANY_CIDS_REQUESTED = 52,
  HW_ALERT_EXPORT_RESTRICTION = 60,
  HW_ALERT_PROTOCOL_VERSION = 70,
  HW_ALERT_INSUFFICIENT_SECURITY = 71,
  HW_ALERT_INTERNAL_ERROR = 80,
  HW_ALERT_INAPPROPRIATE_FALLBACK = 86,
  HW_ALERT_USER_CANCELED = 90,
  HW_ALERT_NO_RENEGOTIATION = 100,
  HW_ALERT_MISSING_EXTENSION = 109,
  HW_ALERT_UNSUPPORTED_EXTENSION = 110,
  HW_ALERT_CERTIFICATE_UNOBTAINABLE = 111,
  HW_ALERT_UNRECOGNIZED_NAME = 112,
  HW_ALERT_BAD_CERTIFICATE_STATUS_RESPONSE = 113,
  HW_ALERT_BAD_CERTIFICATE_HASH_VALUE = 114,
  HW_ALERT_UNKNOWN_PSK_IDENTITY = 115,
  HW_ALERT_CERTIFICATE_REQUIRED = 116,
  HW_ALERT_GENERAL_ERROR = 117,
  HW_ALERT_NO_APPLICATION_PROTOCOL = 120,
  HW_ALERT_ECH_REQUIRED = 121,
};

/* msg_type of a handshake message. */
enum {
  HW_HANDSHAKE_HELLO_REQUEST = 0,
  HW_HANDSHAKE_CLIENT_HELLO = 1,
  HW_HANDSHAKE_SERVER_HELLO = 2,
  HW_HANDSHAKE_HELLO_VERIFY_REQUEST = 3,
  HW_HANDSHAKE_NEW_SESSION_TICKET = 4,
  HW_HANDSHAKE_END_OF_EARLY_DATA = 5,
  HW_HANDSHAKE_ENCRYPTED_EXTENSIONS = 8,
  HW_HANDSHAKE_REQUEST_CONNECTION_ID = 9,
  HW_HANDSHAKE_NEW_CONNECTION_ID = 10,
  HW_HANDSHAKE_CERTIFICATE = 11,
  HW_HANDSHAKE_SERVER_KEY_EXCHANGE = 12,
  HW_HANDSHAKE_CERTIFICATE_REQUEST = 13,
  HW_HANDSHAKE_SERVER_HELLO_DONE = 14,
  HW_HANDSHAKE_CERTIFICATE_VERIFY = 15,
  HW_HANDSHAKE_CLIENT_KEY_EXCHANGE = 16,
  HW_HANDSHAKE_FINISHED = 20,
  HW_HANDSHAKE_CERTIFICATE_URL = 21,
  HW_HANDSHAKE_CERTIFICATE_STATUS = 22,
  HW_HANDSHAKE_SUPPLEMENTAL_DATA = 23,
  HW_HANDSHAKE_KEY_UPDATE = 24,
  HW_HANDSHAKE_COMPRESSED_CERTIFICATE = 25,
  HW_HANDSHAKE_MESSAGE_HASH = 254,
};

/* The names in snake_case; "unassigned" for a value that has none. */
HW_API const char* hw_content_type_name(uint8_t type);
HW_API const char* hw_alert_level_name(uint8_t level);
HW_API const char* hw_alert_description_name(uint8_t description);
HW_API const char* hw_handshake_type_name(uint8_t type);

/* CONTEXTS */

/* A limit on a length that lowers nothing: the protocol's own limit holds. */
#define HW_NO_LIMIT UINT16_MAX

/* Where in the connection a record stands. */
enum {
  HW_PHASE_UNSET = 0,
  HW_PHASE_INITIAL = 1,   /* the first record: nothing is negotiated */
  HW_PHASE_PLAIN = 2,     /* later, before this direction is encrypted */
  HW_PHASE_PROTECTED = 3, /* encrypted */
  HW_PHASE_RELAY = 4,     /* not known: the program only passes records on */
};

/* What the connection has negotiated. `version` is 0x0300 to 0x0304, or 0 if it is not known.
 * `limit` lowers the highest length of a record; 0 lets no octet pass. An unset phase gives
 * HW_BAD_STATE. */
typedef struct {
  uint8_t phase;
  uint16_t version;
  uint16_t limit;
} hw_record_context;

/* The context of a phase, with HW_NO_LIMIT. */
HW_API hw_record_context hw_record_context_of(uint8_t phase, uint16_t version);

/* The protocol of an inner plaintext. */
enum { HW_INNER_UNSET = 0, HW_INNER_TLS13 = 1, HW_INNER_DTLS13 = 2, HW_INNER_DTLS12 = 3 };

/* `limit` is record_size_limit (RFC 8449 section 4), or HW_NO_LIMIT. */
typedef struct {
  uint8_t protocol;
  uint16_t limit;
} hw_inner_context;

/* The protocol of a ClientHello: in DTLS its header has twelve octets, and it has a cookie. */
enum { HW_HELLO_UNSET = 0, HW_HELLO_TLS = 1, HW_HELLO_DTLS = 2 };

/* `limit` is the highest length in the header. */
typedef struct {
  uint8_t protocol;
  uint32_t limit;
} hw_hello_context;

/* The highest length of a handshake message, if a program has no lower one. */
#define HW_HANDSHAKE_LIMIT 131396u

/* MESSAGES */

/* The tags of the messages. */
enum {
  HW_TLS_RECORD_HEADER = 32,
  HW_TLS_RECORD = 33,
  HW_TLS_INNER = 34,
  HW_ALERT = 35,
  HW_SSLV2_HELLO = 36,
  HW_TLS_HANDSHAKE_HEADER = 37,
  HW_CLIENT_HELLO = 41,
};

/* Octets of the longest message that decode accepts and encode writes. */
enum {
  HW_MAX_TLS_RECORD_HEADER = 5,
  HW_MAX_TLS_RECORD = 18437,
  HW_MAX_TLS_INNER = 16385,
  HW_MAX_ALERT = 2,
  HW_MAX_SSLV2_HELLO = 4098,
  HW_MAX_TLS_HANDSHAKE_HEADER = 4,
  HW_MAX_CLIENT_HELLO = 131664,
};

/* The five octets in front of a record: RFC 8446 section 5.1. */
typedef struct {
  uint32_t tag; /* HW_TLS_RECORD_HEADER */
  uint8_t type;
  uint16_t version;
  uint16_t length;
  uint64_t violations;
} hw_tls_record_header;

HW_API hw_tls_record_header hw_tls_record_header_new(void);
HW_API hw_result hw_tls_record_header_decode(const uint8_t* input, size_t size,
                                             hw_tls_record_header* message,
                                             hw_record_context context, hw_policy policy);
HW_API hw_result hw_tls_record_header_encode(const hw_tls_record_header* message, uint8_t* output,
                                             size_t size, hw_record_context context,
                                             hw_policy policy);
HW_API size_t hw_tls_record_header_size(const hw_tls_record_header* message);

/* A record: header and fragment. */
typedef struct {
  uint32_t tag; /* HW_TLS_RECORD */
  uint8_t type;
  uint16_t version;
  hw_bytes fragment;
  uint64_t violations;
} hw_tls_record;

HW_API hw_tls_record hw_tls_record_new(void);
HW_API hw_result hw_tls_record_decode(const uint8_t* input, size_t size, hw_tls_record* message,
                                      hw_record_context context, hw_policy policy);
HW_API hw_result hw_tls_record_encode(const hw_tls_record* message, uint8_t* output, size_t size,
                                      hw_record_context context, hw_policy policy);
HW_API size_t hw_tls_record_size(const hw_tls_record* message);

/* What a protected record holds: RFC 8446 section 5.2. `padding` counts the zeros behind the type.
 */
typedef struct {
  uint32_t tag; /* HW_TLS_INNER */
  uint8_t type;
  hw_bytes content;
  size_t padding;
  uint64_t violations;
} hw_tls_inner;

HW_API hw_tls_inner hw_tls_inner_new(void);
HW_API hw_result hw_tls_inner_decode(const uint8_t* input, size_t size, hw_tls_inner* message,
                                     hw_inner_context context, hw_policy policy);
HW_API hw_result hw_tls_inner_encode(const hw_tls_inner* message, uint8_t* output, size_t size,
                                     hw_inner_context context, hw_policy policy);
HW_API size_t hw_tls_inner_size(const hw_tls_inner* message);

/* An alert in the clear: RFC 8446 section 6. A new one is a fatal internal_error. */
typedef struct {
  uint32_t tag; /* HW_ALERT */
  uint8_t level;
  uint8_t description;
  uint64_t violations;
} hw_alert;

HW_API hw_alert hw_alert_new(void);
HW_API hw_result hw_alert_decode(const uint8_t* input, size_t size, hw_alert* message,
                                 hw_policy policy);
HW_API hw_result hw_alert_encode(const hw_alert* message, uint8_t* output, size_t size,
                                 hw_policy policy);
HW_API size_t hw_alert_size(const hw_alert* message);

/* A ClientHello in the framing of SSLv2: RFC 5246 appendix E.2. */
typedef struct {
  uint32_t tag; /* HW_SSLV2_HELLO */
  uint16_t version;
  hw_bytes cipher_specs;
  hw_bytes challenge;
} hw_sslv2_hello;

HW_API hw_sslv2_hello hw_sslv2_hello_new(void);
HW_API hw_result hw_sslv2_hello_decode(const uint8_t* input, size_t size, hw_sslv2_hello* message);
HW_API hw_result hw_sslv2_hello_encode(const hw_sslv2_hello* message, uint8_t* output, size_t size);
HW_API size_t hw_sslv2_hello_size(const hw_sslv2_hello* message);

/* The header of a handshake message: RFC 8446 section 4. */
typedef struct {
  uint32_t tag; /* HW_TLS_HANDSHAKE_HEADER */
  uint8_t type;
  uint32_t length;
} hw_tls_handshake_header;

HW_API hw_tls_handshake_header hw_tls_handshake_header_new(void);
HW_API hw_result hw_tls_handshake_header_decode(const uint8_t* input, size_t size,
                                                hw_tls_handshake_header* message, uint32_t limit);
HW_API hw_result hw_tls_handshake_header_encode(const hw_tls_handshake_header* message,
                                                uint8_t* output, size_t size, uint32_t limit);
HW_API size_t hw_tls_handshake_header_size(const hw_tls_handshake_header* message);

/* A ClientHello with its header: RFC 8446 section 4.1.2, RFC 9147 section 5.3. `message_seq` and
 * `cookie` are those of DTLS. `has_extensions` is 0 or 1: a block of extensions may be empty. */
typedef struct {
  uint32_t tag; /* HW_CLIENT_HELLO */
  uint16_t message_seq;
  uint16_t legacy_version;
  uint8_t random[32];
  hw_bytes session_id;
  hw_bytes cookie;
  hw_bytes cipher_suites; /* two octets each */
  hw_bytes compression_methods;
  hw_bytes extensions; /* each with its type and length, as on the wire */
  uint64_t violations;
  uint8_t has_extensions;
} hw_client_hello;

HW_API hw_client_hello hw_client_hello_new(void);
HW_API hw_result hw_client_hello_decode(const uint8_t* input, size_t size, hw_client_hello* message,
                                        hw_hello_context context, hw_policy policy);
HW_API hw_result hw_client_hello_encode(const hw_client_hello* message, uint8_t* output,
                                        size_t size, hw_hello_context context, hw_policy policy);
/* 0 too if the context is unset. */
HW_API size_t hw_client_hello_size(const hw_client_hello* message, hw_hello_context context);

/* ALERTS */

/* 1 if the alert ends a connection of `version`, else 0. An unset alert does. */
HW_API int hw_alert_is_fatal(const hw_alert* alert, uint16_t version);
/* HW_OK if the connection goes on, else HW_PEER_REFUSED. */
HW_API hw_result hw_alert_verdict(const hw_alert* alert, uint16_t version);
/* The alert that answers `result`: hardwire/tls/alert_for.h. 1 if there is one, and then
 * `*description` is set; 0 if nothing is sent. */
HW_API int hw_alert_for(hw_result result, uint8_t* description);

/* Alerts that TLS 1.2 and before cut or join. One of zeros is at the start of an alert. */
typedef struct {
  uint8_t half; /* 1: the level has arrived, the description has not */
  uint8_t level;
} hw_alert_accumulator;
/* Takes the next octet. 1: an alert is complete, and `*alert` is set. 0: it is unchanged. */
HW_API int hw_alert_accumulator_push(hw_alert_accumulator* accumulator, uint8_t octet,
                                     hw_alert* alert);

/* CONTENT CUT INTO RECORDS */

/* How many records `size` octets of content need, and their size with headers. SIZE_MAX if there
 * are none or it does not fit; for an unset context too. */
HW_API size_t hw_record_count(size_t size, hw_record_context context);
HW_API size_t hw_split_size(size_t size, hw_record_context context);
/* Writes `content` as records of `type` and `version`. */
HW_API hw_result hw_encode_split(uint8_t type, uint16_t version, const uint8_t* content,
                                 size_t content_size, uint8_t* output, size_t size,
                                 hw_record_context context, hw_policy policy);

/* A STREAM OF RECORDS */

enum {
  HW_STREAM_EVENT_NONE = 0,
  HW_STREAM_EVENT_RECORD = 1,
  HW_STREAM_EVENT_FRAGMENT = 2,
  HW_STREAM_EVENT_ALERT = 3,
  HW_STREAM_EVENT_RECORD_END = 4,
  HW_STREAM_EVENT_CLOSED = 5,
};
HW_API const char* hw_stream_event_name(uint32_t kind);

/* What next found. Members that the kind does not name are unset. */
typedef struct {
  uint32_t kind;
  hw_tls_record_header header; /* RECORD */
  hw_bytes fragment;           /* FRAGMENT: a view of the chunk; never empty */
  uint64_t violations;         /* FRAGMENT */
  hw_alert alert;              /* ALERT */
} hw_stream_event;

/* How many of each the stream accepts. 0 accepts none, 255 any number. */
typedef struct {
  uint8_t empty_records;
  uint8_t warning_alerts;
  uint8_t change_cipher_specs;
} hw_stream_limits;
HW_API hw_stream_limits hw_stream_limits_new(void);

/* How the stream ended, if the transport ends here. */
enum {
  HW_CLOSURE_BOUNDARY = 0,
  HW_CLOSURE_INSIDE_RECORD = 1,
  HW_CLOSURE_ALERT_UNREAD = 2,
  HW_CLOSURE_GRACEFUL = 3,
  HW_CLOSURE_FATAL_ALERT = 4,
  HW_CLOSURE_FAILED = 5,
};
HW_API const char* hw_closure_name(uint8_t closure);

/* One direction of a connection, record by record: hardwire/tls/record_stream.h. Opaque; may be
 * copied. One of zeros, or that init has not set, gives HW_BAD_STATE at every call. */
typedef struct {
  uint32_t tag;
  uint32_t reserved;
  uint64_t state[12];
} hw_record_stream;

/* HW_BAD_STATE: the context is unset, and so is the stream. */
HW_API hw_result hw_record_stream_init(hw_record_stream* stream, hw_record_context context,
                                       hw_policy policy, hw_stream_limits limits);
/* The context of the records that follow. HW_BAD_STATE inside a record. */
HW_API hw_result hw_record_stream_set_context(hw_record_stream* stream, hw_record_context context);
/* Takes octets from the start of `chunk`, up to the next event. HW_OK: drop consumed() octets; only
 * HW_STREAM_EVENT_NONE means that the chunk is used up and no further event is due. */
HW_API hw_result hw_record_stream_next(hw_record_stream* stream, const uint8_t* chunk, size_t size,
                                       hw_stream_event* event);
/* How the stream ended, if the transport ends here; as a result too. HW_CLOSURE_FAILED if it is
 * unset. */
HW_API uint8_t hw_record_stream_end_of_stream(const hw_record_stream* stream);
HW_API hw_result hw_record_stream_end_result(const hw_record_stream* stream);

#ifdef __cplusplus
}
#endif

#endif /* HARDWIRE_C_TLS_H_ */
