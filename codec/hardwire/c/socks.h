/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * The messages of SOCKS4, SOCKS4a and SOCKS5, addresses, and what to answer. hardwire.h says what
 * holds for every call; the header of the same message in hardwire/socks has its rules and errors.
 */

#ifndef HARDWIRE_C_SOCKS_H_
#define HARDWIRE_C_SOCKS_H_

#include "hardwire/c/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ADDRESSES */

/* The kind of an address, and its tag: ATYP of RFC 1928 section 5. */
enum {
  HW_ADDRESS_UNSET = 0,
  HW_ADDRESS_IPV4 = 1,
  HW_ADDRESS_DOMAIN = 3,
  HW_ADDRESS_IPV6 = 4,
};

typedef struct {
  uint8_t type;   /* HW_ADDRESS_... */
  uint16_t port;  /* in host order */
  uint8_t ip[16]; /* the first 4 octets of IPv4, all of IPv6; in network order */
  hw_text domain; /* a view of the caller's bytes; not read if the address is an IP address */
} hw_address;

HW_API hw_address hw_address_ipv4(const uint8_t octets[4], uint16_t port);
HW_API hw_address hw_address_ipv6(const uint8_t octets[16], uint16_t port);
HW_API hw_address hw_address_domain(const char* name, size_t size, uint16_t port);

/* 1 if type, octets and port are the same, else 0. An unset address equals none. */
HW_API int hw_address_equal(const hw_address* a, const hw_address* b);

/* The most that format writes, and that format_ip writes. */
enum { HW_MAX_ADDRESS_TEXT = 261, HW_MAX_IP_TEXT = 39 };

/* "HOST:PORT": hardwire/socks/address_text.h has the rules. Neither reads nor writes a NUL. */
HW_API hw_result hw_address_parse(const char* text, size_t size, hw_address* address);
HW_API hw_result hw_address_format(const hw_address* address, char* output, size_t size);
HW_API hw_result hw_address_format_ip(const hw_address* address, char* output, size_t size);

/* VALUES */

/* METHOD: RFC 1928 section 3. */
enum {
  HW_SOCKS5_METHOD_NO_AUTHENTICATION = 0x00,
  HW_SOCKS5_METHOD_GSSAPI = 0x01,
  HW_SOCKS5_METHOD_USERNAME_PASSWORD = 0x02,
  HW_SOCKS5_METHOD_NO_ACCEPTABLE = 0xFF,
};

/* CMD: RFC 1928 section 4, and Tor's. */
enum {
  HW_SOCKS5_COMMAND_CONNECT = 0x01,
  HW_SOCKS5_COMMAND_BIND = 0x02,
  HW_SOCKS5_COMMAND_UDP_ASSOCIATE = 0x03,
  HW_SOCKS5_COMMAND_TOR_RESOLVE = 0xF0,
  HW_SOCKS5_COMMAND_TOR_RESOLVE_PTR = 0xF1,
};

/* REP: RFC 1928 section 6, and Tor's. */
enum {
  HW_SOCKS5_REPLY_CODE_SUCCEEDED = 0x00,
  HW_SOCKS5_REPLY_CODE_GENERAL_FAILURE = 0x01,
  HW_SOCKS5_REPLY_CODE_NOT_ALLOWED = 0x02,
  HW_SOCKS5_REPLY_CODE_NETWORK_UNREACHABLE = 0x03,
  HW_SOCKS5_REPLY_CODE_HOST_UNREACHABLE = 0x04,
  HW_SOCKS5_REPLY_CODE_CONNECTION_REFUSED = 0x05,
  HW_SOCKS5_REPLY_CODE_TTL_EXPIRED = 0x06,
  HW_SOCKS5_REPLY_CODE_COMMAND_NOT_SUPPORTED = 0x07,
  HW_SOCKS5_REPLY_CODE_ADDRESS_TYPE_NOT_SUPPORTED = 0x08,
  HW_SOCKS5_REPLY_CODE_TOR_DESCRIPTOR_NOT_FOUND = 0xF0,
  HW_SOCKS5_REPLY_CODE_TOR_DESCRIPTOR_INVALID = 0xF1,
  HW_SOCKS5_REPLY_CODE_TOR_INTRODUCTION_FAILED = 0xF2,
  HW_SOCKS5_REPLY_CODE_TOR_RENDEZVOUS_FAILED = 0xF3,
  HW_SOCKS5_REPLY_CODE_TOR_MISSING_CLIENT_AUTHORIZATION = 0xF4,
  HW_SOCKS5_REPLY_CODE_TOR_WRONG_CLIENT_AUTHORIZATION = 0xF5,
  HW_SOCKS5_REPLY_CODE_TOR_BAD_ADDRESS = 0xF6,
  HW_SOCKS5_REPLY_CODE_TOR_INTRODUCTION_TIMED_OUT = 0xF7,
};

/* CD of a SOCKS4 request, and of a reply. */
enum {
  HW_SOCKS4_COMMAND_CONNECT = 0x01,
  HW_SOCKS4_COMMAND_BIND = 0x02,
  HW_SOCKS4_COMMAND_TOR_RESOLVE = 0xF0,
  HW_SOCKS4_COMMAND_TOR_RESOLVE_PTR = 0xF1,
};
enum {
  HW_SOCKS4_REPLY_CODE_GRANTED = 90,
  HW_SOCKS4_REPLY_CODE_REJECTED = 91,
  HW_SOCKS4_REPLY_CODE_IDENT_UNREACHABLE = 92,
  HW_SOCKS4_REPLY_CODE_IDENT_MISMATCH = 93,
};

/* MTYP: RFC 1961. */
enum {
  HW_GSSAPI_AUTHENTICATION = 0x01,
  HW_GSSAPI_PROTECTION_LEVEL = 0x02,
  HW_GSSAPI_PER_MESSAGE_DATA = 0x03,
  HW_GSSAPI_ABORT = 0xFF,
};

/* The names in snake_case; "unassigned" for a value that has none. */
HW_API const char* hw_socks5_method_name(uint8_t method);
HW_API const char* hw_socks5_command_name(uint8_t command);
HW_API const char* hw_socks5_reply_code_name(uint8_t code);
HW_API const char* hw_socks4_command_name(uint8_t command);
HW_API const char* hw_socks4_reply_code_name(uint8_t code);
HW_API const char* hw_gssapi_type_name(uint8_t type);

/* MESSAGES */

/* The tags of the messages. */
enum {
  HW_SOCKS4_REQUEST = 1,
  HW_SOCKS4_REPLY = 2,
  HW_SOCKS5_GREETING = 3,
  HW_SOCKS5_METHOD_SELECTION = 4,
  HW_SOCKS5_USERPASS_REQUEST = 5,
  HW_SOCKS5_USERPASS_REPLY = 6,
  HW_SOCKS5_GSSAPI = 9,
  HW_SOCKS5_REQUEST = 7,
  HW_SOCKS5_REPLY = 8,
  HW_SOCKS5_UDP = 10,
};

/* Octets of the longest message that decode accepts and encode writes. */
enum {
  HW_MAX_SOCKS4_REQUEST = 520,
  HW_MAX_SOCKS4_REPLY = 8,
  HW_MAX_SOCKS5_GREETING = 257,
  HW_MAX_SOCKS5_METHOD_SELECTION = 2,
  HW_MAX_SOCKS5_USERPASS_REQUEST = 513,
  HW_MAX_SOCKS5_USERPASS_REPLY = 2,
  HW_MAX_SOCKS5_GSSAPI = 65539,
  HW_MAX_SOCKS5_REQUEST = 262,
  HW_MAX_SOCKS5_REPLY = 262,
  HW_MAX_SOCKS5_UDP = 262,
};

/* A request of SOCKS4 or SOCKS4a. `marker` is x of DSTIP 0.0.0.x, if the address is a name. */
typedef struct {
  uint32_t tag; /* HW_SOCKS4_REQUEST */
  uint8_t command;
  uint8_t marker;
  hw_address address;
  hw_text userid;
  uint64_t violations;
} hw_socks4_request;

HW_API hw_socks4_request hw_socks4_request_new(void);
HW_API hw_result hw_socks4_request_decode(const uint8_t* input, size_t size,
                                          hw_socks4_request* message, hw_policy policy);
HW_API hw_result hw_socks4_request_encode(const hw_socks4_request* message, uint8_t* output,
                                          size_t size, hw_policy policy);
HW_API size_t hw_socks4_request_size(const hw_socks4_request* message);

/* A reply of SOCKS4. A new one says no. */
typedef struct {
  uint32_t tag; /* HW_SOCKS4_REPLY */
  uint8_t code;
  hw_address address;
  uint64_t violations;
} hw_socks4_reply;

HW_API hw_socks4_reply hw_socks4_reply_new(void);
HW_API hw_result hw_socks4_reply_decode(const uint8_t* input, size_t size, hw_socks4_reply* message,
                                        hw_policy policy);
HW_API hw_result hw_socks4_reply_encode(const hw_socks4_reply* message, uint8_t* output,
                                        size_t size, hw_policy policy);
HW_API size_t hw_socks4_reply_size(const hw_socks4_reply* message);

/* VER NMETHODS METHODS: RFC 1928 section 3. */
typedef struct {
  uint32_t tag; /* HW_SOCKS5_GREETING */
  hw_bytes methods;
  uint64_t violations;
} hw_socks5_greeting;

HW_API hw_socks5_greeting hw_socks5_greeting_new(void);
HW_API hw_result hw_socks5_greeting_decode(const uint8_t* input, size_t size,
                                           hw_socks5_greeting* message, hw_policy policy);
HW_API hw_result hw_socks5_greeting_encode(const hw_socks5_greeting* message, uint8_t* output,
                                           size_t size, hw_policy policy);
HW_API size_t hw_socks5_greeting_size(const hw_socks5_greeting* message);

/* VER METHOD: RFC 1928 section 3. A new one says no. */
typedef struct {
  uint32_t tag; /* HW_SOCKS5_METHOD_SELECTION */
  uint8_t method;
} hw_socks5_method_selection;

HW_API hw_socks5_method_selection hw_socks5_method_selection_new(void);
HW_API hw_result hw_socks5_method_selection_decode(const uint8_t* input, size_t size,
                                                   hw_socks5_method_selection* message);
HW_API hw_result hw_socks5_method_selection_encode(const hw_socks5_method_selection* message,
                                                   uint8_t* output, size_t size);
HW_API size_t hw_socks5_method_selection_size(const hw_socks5_method_selection* message);

/* User name and password: RFC 1929 section 2. Both may hold any octets, NUL too. */
typedef struct {
  uint32_t tag; /* HW_SOCKS5_USERPASS_REQUEST */
  hw_text username;
  hw_text password;
  uint64_t violations;
} hw_socks5_userpass_request;

HW_API hw_socks5_userpass_request hw_socks5_userpass_request_new(void);
HW_API hw_result hw_socks5_userpass_request_decode(const uint8_t* input, size_t size,
                                                   hw_socks5_userpass_request* message,
                                                   hw_policy policy);
HW_API hw_result hw_socks5_userpass_request_encode(const hw_socks5_userpass_request* message,
                                                   uint8_t* output, size_t size, hw_policy policy);
HW_API size_t hw_socks5_userpass_request_size(const hw_socks5_userpass_request* message);

/* The answer to them: RFC 1929 section 2. Status 0 is success. A new one says no. */
typedef struct {
  uint32_t tag; /* HW_SOCKS5_USERPASS_REPLY */
  uint8_t status;
  uint64_t violations;
} hw_socks5_userpass_reply;

HW_API hw_socks5_userpass_reply hw_socks5_userpass_reply_new(void);
HW_API hw_result hw_socks5_userpass_reply_decode(const uint8_t* input, size_t size,
                                                 hw_socks5_userpass_reply* message,
                                                 hw_policy policy);
HW_API hw_result hw_socks5_userpass_reply_encode(const hw_socks5_userpass_reply* message,
                                                 uint8_t* output, size_t size, hw_policy policy);
HW_API size_t hw_socks5_userpass_reply_size(const hw_socks5_userpass_reply* message);

/* A frame of GSSAPI: RFC 1961. A new one is an abort. */
typedef struct {
  uint32_t tag; /* HW_SOCKS5_GSSAPI */
  uint8_t type;
  hw_bytes token;
} hw_socks5_gssapi;

HW_API hw_socks5_gssapi hw_socks5_gssapi_new(void);
HW_API hw_result hw_socks5_gssapi_decode(const uint8_t* input, size_t size,
                                         hw_socks5_gssapi* message);
HW_API hw_result hw_socks5_gssapi_encode(const hw_socks5_gssapi* message, uint8_t* output,
                                         size_t size);
HW_API size_t hw_socks5_gssapi_size(const hw_socks5_gssapi* message);

/* VER CMD RSV ATYP DST.ADDR DST.PORT: RFC 1928 section 4. */
typedef struct {
  uint32_t tag; /* HW_SOCKS5_REQUEST */
  uint8_t command;
  hw_address address;
  uint64_t violations;
} hw_socks5_request;

HW_API hw_socks5_request hw_socks5_request_new(void);
HW_API hw_result hw_socks5_request_decode(const uint8_t* input, size_t size,
                                          hw_socks5_request* message, hw_policy policy);
HW_API hw_result hw_socks5_request_encode(const hw_socks5_request* message, uint8_t* output,
                                          size_t size, hw_policy policy);
HW_API size_t hw_socks5_request_size(const hw_socks5_request* message);

/* VER REP RSV ATYP BND.ADDR BND.PORT: RFC 1928 section 6. A new one says no. */
typedef struct {
  uint32_t tag; /* HW_SOCKS5_REPLY */
  uint8_t code;
  hw_address address;
  uint64_t violations;
} hw_socks5_reply;

HW_API hw_socks5_reply hw_socks5_reply_new(void);
HW_API hw_result hw_socks5_reply_decode(const uint8_t* input, size_t size, hw_socks5_reply* message,
                                        hw_policy policy);
HW_API hw_result hw_socks5_reply_encode(const hw_socks5_reply* message, uint8_t* output,
                                        size_t size, hw_policy policy);
HW_API size_t hw_socks5_reply_size(const hw_socks5_reply* message);

/* The header of a relayed datagram: RFC 1928 section 7. Encode writes the header alone. */
typedef struct {
  uint32_t tag; /* HW_SOCKS5_UDP */
  uint8_t fragment;
  hw_address address;
  hw_bytes payload;
  uint64_t violations;
} hw_socks5_udp;

HW_API hw_socks5_udp hw_socks5_udp_new(void);
HW_API hw_result hw_socks5_udp_decode(const uint8_t* input, size_t size, hw_socks5_udp* message,
                                      hw_policy policy);
HW_API hw_result hw_socks5_udp_encode(const hw_socks5_udp* message, uint8_t* output, size_t size,
                                      hw_policy policy);
HW_API size_t hw_socks5_udp_size(const hw_socks5_udp* message);

/* 1 if `method` is among the methods of the greeting, else 0. */
HW_API int hw_socks5_greeting_offers(const hw_socks5_greeting* greeting, uint8_t method);

/* Whether the message is a refusal: HW_OK if it is none, HW_PEER_REFUSED if it is. */
HW_API hw_result hw_socks4_reply_verdict(const hw_socks4_reply* message);
HW_API hw_result hw_socks5_method_selection_verdict(const hw_socks5_method_selection* message);
HW_API hw_result hw_socks5_userpass_reply_verdict(const hw_socks5_userpass_reply* message);
HW_API hw_result hw_socks5_gssapi_verdict(const hw_socks5_gssapi* message);
HW_API hw_result hw_socks5_reply_verdict(const hw_socks5_reply* message);

/* The verdict of a reply in which the stream ended. HW_OK if it does not refuse yet. */
HW_API hw_result hw_socks4_partial_reply(const uint8_t* input, size_t size);
HW_API hw_result hw_socks5_partial_reply(const uint8_t* input, size_t size);

/* The octet with which a server answers `result`: hardwire/socks/reply_for.h. 1 if there is one,
 * and then `*octet` is set; 0 if nothing is to be sent. The octet never grants. */
HW_API int hw_socks4_reply_for(hw_result result, uint8_t* octet);
HW_API int hw_socks5_reply_for(hw_result result, uint8_t* octet);

#ifdef __cplusplus
}
#endif

#endif /* HARDWIRE_C_SOCKS_H_ */
