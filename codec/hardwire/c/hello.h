/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * What a ClientHello says: its extensions, the hello of a stream whatever records and pieces it
 * comes in, and host names in the one form in which they are compared. hardwire.h says what holds
 * for every call; the headers of the same names in hardwire/tls have the rules.
 */

#ifndef HARDWIRE_C_HELLO_H_
#define HARDWIRE_C_HELLO_H_

#include "hardwire/c/base.h"
#include "hardwire/c/tls.h"

#ifdef __cplusplus
extern "C" {
#endif

/* EXTENSIONS */

/* RFC 8446 section 4.2. A hello may have any other value. */
enum {
  HW_EXTENSION_SERVER_NAME = 0,
  HW_EXTENSION_MAX_FRAGMENT_LENGTH = 1,
  HW_EXTENSION_STATUS_REQUEST = 5,
  HW_EXTENSION_SUPPORTED_GROUPS = 10,
  HW_EXTENSION_EC_POINT_FORMATS = 11,
  HW_EXTENSION_SIGNATURE_ALGORITHMS = 13,
  HW_EXTENSION_USE_SRTP = 14,
  HW_EXTENSION_HEARTBEAT = 15,
  HW_EXTENSION_APPLICATION_LAYER_PROTOCOL_NEGOTIATION = 16,
  HW_EXTENSION_SIGNED_CERTIFICATE_TIMESTAMP = 18,
  HW_EXTENSION_CLIENT_CERTIFICATE_TYPE = 19,
  HW_EXTENSION_SERVER_CERTIFICATE_TYPE = 20,
  HW_EXTENSION_PADDING = 21,
  HW_EXTENSION_ENCRYPT_THEN_MAC = 22,
  HW_EXTENSION_EXTENDED_MASTER_SECRET = 23,
  HW_EXTENSION_COMPRESS_CERTIFICATE = 27,
  HW_EXTENSION_RECORD_SIZE_LIMIT = 28,
  HW_EXTENSION_SESSION_TICKET = 35,
  HW_EXTENSION_PRE_SHARED_KEY = 41,
  HW_EXTENSION_EARLY_DATA = 42,
  HW_EXTENSION_SUPPORTED_VERSIONS = 43,
  HW_EXTENSION_COOKIE = 44,
  HW_EXTENSION_PSK_KEY_EXCHANGE_MODES = 45,
  HW_EXTENSION_CERTIFICATE_AUTHORITIES = 47,
  HW_EXTENSION_OID_FILTERS = 48,
  HW_EXTENSION_POST_HANDSHAKE_AUTH = 49,
  HW_EXTENSION_SIGNATURE_ALGORITHMS_CERT = 50,
  HW_EXTENSION_KEY_SHARE = 51,
  HW_EXTENSION_CONNECTION_ID = 54,
  HW_EXTENSION_QUIC_TRANSPORT_PARAMETERS = 57,
  HW_EXTENSION_ECH_OUTER_EXTENSIONS = 0xFD00,
  HW_EXTENSION_ENCRYPTED_CLIENT_HELLO = 0xFE0D,
  HW_EXTENSION_RENEGOTIATION_INFO = 0xFF01,
};

/* The name of the RFC, such as "server_name"; "unassigned" for a value that has none. */
HW_API const char* hw_extension_name(uint16_t type);

/* 1 if `value` is one of the sixteen of RFC 8701 section 2, else 0. */
HW_API int hw_is_grease(uint16_t value);

/* The lists below are opaque and may be copied. They show the octets of the hello, and live as long
 * as these. One of zeros is empty: next gives 0. */

/* One extension. `body` is a view of the hello. */
typedef struct {
  uint16_t type;
  hw_bytes body;
} hw_extension;

/* The extensions of a hello, in order. Those of an unset hello are none. */
typedef struct {
  uint32_t tag;
  uint32_t reserved;
  uint64_t state[2];
} hw_extension_list;
HW_API hw_extension_list hw_extension_list_of(const hw_client_hello* hello);
/* 1: `*extension` is the next one. 0: there is none, or the rest is no list; it is unchanged. */
HW_API int hw_extension_list_next(hw_extension_list* list, hw_extension* extension);
/* 1 if nothing is left, else 0. Behind the last extension of a well-formed list it is 1. */
HW_API int hw_extension_list_empty(const hw_extension_list* list);

/* What was found of an extension. An answer that nobody has set is none that lets anything pass. */
enum {
  HW_PRESENCE_MALFORMED = 0,
  HW_PRESENCE_ABSENT = 1,
  HW_PRESENCE_PRESENT = 2,
};
/* `result` is HW_OK unless the extension is malformed. Then it is HW_DETAIL_DUPLICATE_EXTENSION if
 * there are two of the type, HW_DETAIL_HELLO_LENGTH if the extensions are no list, HW_BAD_STATE if
 * the hello or the view is unset; otherwise the failure of the call that reads the body. */
typedef struct {
  uint32_t presence;
  hw_result result;
} hw_finding;

/* The values of a list, two octets each. */
typedef struct {
  uint32_t tag;
  uint32_t reserved;
  uint64_t state[2];
} hw_numbers;
/* How many there are. */
HW_API size_t hw_numbers_size(const hw_numbers* numbers);
/* 1 if there is a value `i`, and then `*value` is set; else 0. */
HW_API int hw_numbers_at(const hw_numbers* numbers, size_t i, uint16_t* value);
/* 1 if `value` is in the list, else 0. */
HW_API int hw_numbers_has(const hw_numbers* numbers, uint16_t value);

/* server_name: RFC 6066 section 3. The name is the only one of its list, as it is on the wire: make
 * it a hw_host_name before it is compared. */
typedef struct {
  hw_text host_name;
  uint64_t violations;
} hw_server_name;

/* The names of application_layer_protocol_negotiation, in order: RFC 7301 section 3.1. */
typedef struct {
  uint32_t tag;
  uint32_t reserved;
  uint64_t state[2];
} hw_protocol_names;
/* 1: `*name` is the next name, which may hold any octets. 0: there is none; it is unchanged. */
HW_API int hw_protocol_names_next(hw_protocol_names* names, hw_text* name);

/* The entries of key_share, in order: RFC 8446 section 4.2.8. `size` is that of the key on the
 * wire. `key_exchange` is empty if a reader has not kept the keys. */
typedef struct {
  uint16_t group;
  uint16_t size;
  hw_bytes key_exchange;
} hw_key_share;
typedef struct {
  uint32_t tag;
  uint32_t reserved;
  uint64_t state[3];
} hw_key_shares;
/* 1: `*share` is the next entry. 0: there is none; it is unchanged. */
HW_API int hw_key_shares_next(hw_key_shares* shares, hw_key_share* share);

/* encrypted_client_hello: RFC 9849 section 5. The members behind `kind` are those of an outer
 * hello. `payload` is empty if a reader has not kept it. */
enum { HW_ECH_OUTER = 0, HW_ECH_INNER = 1 };
typedef struct {
  uint8_t kind;
  uint8_t config_id;
  uint16_t kdf;
  uint16_t aead;
  hw_bytes enc;
  hw_bytes payload;
} hw_ech;

/* pre_shared_key: RFC 8446 section 4.2.11. `size` is how many identities, and binders, there are.
 * The lists are as on the wire. */
typedef struct {
  size_t size;
  hw_bytes identities;
  hw_bytes binders;
} hw_pre_shared_key;

/* Each reads the body of one extension, all of it. HW_OK: `*out` is set. HW_DESERIALIZATION: it is
 * unchanged; HW_DETAIL_EXTENSION_BODY says that the body is not what the RFC says. The policy of a
 * server name decides on HW_VIOLATION_TRAILING_DOT, _IP_LITERAL and _HOST_NAME_OCTET. Read groups
 * reads signature_algorithms too. */
HW_API hw_result hw_read_server_name(const uint8_t* body, size_t size, hw_server_name* out,
                                     hw_policy policy);
HW_API hw_result hw_read_protocol_names(const uint8_t* body, size_t size, hw_protocol_names* out);
HW_API hw_result hw_read_supported_versions(const uint8_t* body, size_t size, hw_numbers* out);
HW_API hw_result hw_read_supported_groups(const uint8_t* body, size_t size, hw_numbers* out);
HW_API hw_result hw_read_key_shares(const uint8_t* body, size_t size, hw_key_shares* out);
HW_API hw_result hw_read_ech(const uint8_t* body, size_t size, hw_ech* out);
HW_API hw_result hw_read_pre_shared_key(const uint8_t* body, size_t size, hw_pre_shared_key* out);

/* Each finds the only extension of its type in a hello, and reads it. `*out` is set if it is
 * present, otherwise unchanged. */
HW_API hw_finding hw_find_extension(const hw_client_hello* hello, uint16_t type, hw_bytes* body);
HW_API hw_finding hw_find_server_name(const hw_client_hello* hello, hw_server_name* out,
                                      hw_policy policy);
HW_API hw_finding hw_find_protocol_names(const hw_client_hello* hello, hw_protocol_names* out);
HW_API hw_finding hw_find_supported_versions(const hw_client_hello* hello, hw_numbers* out);
HW_API hw_finding hw_find_supported_groups(const hw_client_hello* hello, hw_numbers* out);
HW_API hw_finding hw_find_signature_algorithms(const hw_client_hello* hello, hw_numbers* out);
HW_API hw_finding hw_find_key_shares(const hw_client_hello* hello, hw_key_shares* out);
HW_API hw_finding hw_find_ech(const hw_client_hello* hello, hw_ech* out);
HW_API hw_finding hw_find_pre_shared_key(const hw_client_hello* hello, hw_pre_shared_key* out);

/* THE HELLO OF A STREAM */

/* How much a client may send before its hello is complete: octets of the handshake message without
 * its header, and empty records in all. One of zeros accepts none. hw_hello_limits_new is 16384 and
 * 32. */
typedef struct {
  uint32_t octets;
  uint16_t empty_records;
} hw_hello_limits;
HW_API hw_hello_limits hw_hello_limits_new(void);

/* 1: these bodies of extensions are kept whole. 0: not. hardwire/tls/hello_view.h says what is kept
 * of each then. */
typedef struct {
  uint8_t keys;
  uint8_t tickets;
  uint8_t padding;
  uint8_t ech_payload;
} hw_hello_keep;

/* What has become of a stream: hardwire/tls/hello_reader.h says what each is. */
enum {
  HW_HELLO_OUTCOME_MALFORMED = 0,
  HW_HELLO_OUTCOME_NEED_MORE = 1,
  HW_HELLO_OUTCOME_COMPLETE = 2,
  HW_HELLO_OUTCOME_NOT_TLS = 3,
  HW_HELLO_OUTCOME_NOT_CLIENT_HELLO = 4,
  HW_HELLO_OUTCOME_SSLV2 = 5,
  HW_HELLO_OUTCOME_BAD_RECORD = 6,
  HW_HELLO_OUTCOME_OVER_LIMIT = 7,
  HW_HELLO_OUTCOME_MEMORY_TOO_SMALL = 8,
  HW_HELLO_OUTCOME_ENDED_INSIDE = 9,
};
HW_API const char* hw_hello_outcome_name(uint32_t outcome);

/* COMPLETE: consumed() of `result` is the octets of the stream up to the end of the hello.
 * NEED_MORE: needed() is the size of the shortest such stream. Otherwise `result` is the failure;
 * HW_BAD_STATE if the reader is unset. */
typedef struct {
  uint32_t outcome;
  hw_result result;
} hw_hello_step;

/* What was kept of a hello. The members are views of the reader's memory. `random` has 32 octets.
 * `has_extensions` is 0 or 1. `extensions` is read by hw_kept_extensions. */
enum { HW_HELLO_VIEW = 1 };
typedef struct {
  uint32_t tag; /* HW_HELLO_VIEW */
  uint16_t legacy_version;
  uint8_t has_extensions;
  hw_bytes random;
  hw_bytes session_id;
  hw_bytes cipher_suites;
  hw_bytes compression_methods;
  hw_bytes extensions;
  uint64_t violations;
} hw_hello_view;

/* What a hello says that is not complete, or that was refused: for a log, and no ground to route a
 * connection. `legacy_version` is 0 and `server_name` is empty if they were not read. */
typedef struct {
  uint16_t legacy_version;
  hw_text server_name;
} hw_unverified_hello;

/* The first flight of a connection. Opaque. What it keeps is in the memory of the caller: a copy
 * shares that memory, so that only one of the two may go on. One of zeros, or that init has not
 * set, gives HW_BAD_STATE at every call. */
typedef struct {
  uint32_t tag;
  uint32_t reserved;
  uint64_t state[34];
} hw_hello_reader;

/* `memory` holds what is kept, and must live as long as the reader and its views. 1 KiB is enough
 * for the browsers of 2026 with a `keep` of zeros. `policy` is that of the hello. */
HW_API void hw_hello_reader_init(hw_hello_reader* reader, uint8_t* memory, size_t size,
                                 hw_hello_limits limits, hw_hello_keep keep, hw_policy policy);
/* `all` is what has arrived since the first octet of the stream. Only what is new is looked at. */
HW_API hw_hello_step hw_hello_reader_read(hw_hello_reader* reader, const uint8_t* all, size_t size);
/* `more` is what has arrived since the last call. It may be freed behind the call. */
HW_API hw_hello_step hw_hello_reader_feed(hw_hello_reader* reader, const uint8_t* more,
                                          size_t size);
/* The stream has ended. */
HW_API hw_hello_step hw_hello_reader_end(hw_hello_reader* reader);
/* 1 if the hello is complete, and then `*view` is set; else 0. */
HW_API int hw_hello_reader_view(const hw_hello_reader* reader, hw_hello_view* view);
/* Of an unset reader the members are 0 and empty. */
HW_API hw_unverified_hello hw_hello_reader_unverified(const hw_hello_reader* reader);
/* The version that an SSLv2-style hello asks for; 0 unless that is the outcome. */
HW_API uint16_t hw_hello_reader_sslv2_version(const hw_hello_reader* reader);
/* How many octets of the stream were looked at, how many record headers were read, and how many
 * octets of the memory are used, or would be if it had them. Each is 0 of an unset reader. */
HW_API uint32_t hw_hello_reader_taken(const hw_hello_reader* reader);
HW_API uint32_t hw_hello_reader_records(const hw_hello_reader* reader);
HW_API uint32_t hw_hello_reader_kept(const hw_hello_reader* reader);

/* An extension: its size on the wire, and what was kept of it. All was, if the sizes are equal. */
typedef struct {
  uint16_t type;
  uint16_t size;
  hw_bytes kept;
} hw_kept_extension;
typedef struct {
  uint32_t tag;
  uint32_t reserved;
  uint64_t state[2];
} hw_kept_extensions;
/* The extensions of a view, in order. Those of an unset view are none. */
HW_API hw_kept_extensions hw_kept_extensions_of(const hw_hello_view* view);
HW_API int hw_kept_extensions_next(hw_kept_extensions* list, hw_kept_extension* extension);

/* These are the calls above for a view, and give the same answers. */
HW_API hw_finding hw_view_find_extension(const hw_hello_view* view, uint16_t type,
                                         hw_kept_extension* out);
HW_API hw_finding hw_view_find_server_name(const hw_hello_view* view, hw_server_name* out,
                                           hw_policy policy);
HW_API hw_finding hw_view_find_protocol_names(const hw_hello_view* view, hw_protocol_names* out);
HW_API hw_finding hw_view_find_supported_versions(const hw_hello_view* view, hw_numbers* out);
HW_API hw_finding hw_view_find_supported_groups(const hw_hello_view* view, hw_numbers* out);
HW_API hw_finding hw_view_find_signature_algorithms(const hw_hello_view* view, hw_numbers* out);
HW_API hw_finding hw_view_find_key_shares(const hw_hello_view* view, hw_key_shares* out);
HW_API hw_finding hw_view_find_ech(const hw_hello_view* view, hw_ech* out);

/* HOST NAMES */

/* Without the trailing dot. */
enum { HW_MAX_HOST_NAME = 253, HW_MAX_LABEL = 63 };

/* A host name in lower case, without the trailing dot: `size` octets of `text`, which does not end
 * in NUL. One of zeros is no name, and so is one that parse has not set and that parse would
 * refuse: no name is equal to it, and no pattern covers it. */
typedef struct {
  uint8_t size;
  char text[HW_MAX_HOST_NAME];
} hw_host_name;

/* Makes `text` a name: hardwire/tls/host_name.h has the failures, HW_DETAIL_HOST_NAME_LENGTH,
 * HW_DETAIL_HOST_NAME_OCTET and HW_DETAIL_IP_LITERAL. On failure `*name` is unchanged. */
HW_API hw_result hw_host_name_parse(const char* text, size_t size, hw_host_name* name);
/* 1 if both are the same name, else 0. */
HW_API int hw_host_name_equal(const hw_host_name* a, const hw_host_name* b);

/* A name, or "*." and a name. Opaque; may be copied. One of zeros covers nothing. */
typedef struct {
  uint32_t tag;
  uint32_t reserved;
  uint64_t state[32];
} hw_host_pattern;
/* The failures are those of a name. A bare "*" is none, nor is "*" in any other place. */
HW_API hw_result hw_host_pattern_parse(const char* text, size_t size, hw_host_pattern* pattern);
/* 1 if `name` is the name of the pattern; or, with "*.", if it has exactly one label more than that
 * name, in front of it (RFC 9525 section 6.3). Else 0. */
HW_API int hw_host_pattern_covers(const hw_host_pattern* pattern, const hw_host_name* name);

#ifdef __cplusplus
}
#endif

#endif /* HARDWIRE_C_HELLO_H_ */
