/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * Both ends of a SOCKS handshake, up to the octet where the application's bytes begin. No I/O, no
 * memory but the caller's. hardwire/socks/client_handshake.h and server_handshake.h have the rules.
 *
 * The struct of a handshake is opaque. It may be copied: a copy goes on from where the original
 * was. One of zeros, or one that init has not set, gives HW_BAD_STATE at every call.
 *
 * HW_BAD_STATE, HW_NEED_MORE and HW_DETAIL_OUTPUT_TOO_SMALL change nothing. Any other outcome but
 * HW_OK ends the handshake, and every later call gives that outcome again.
 */

#ifndef HARDWIRE_C_HANDSHAKES_H_
#define HARDWIRE_C_HANDSHAKES_H_

#include "hardwire/c/base.h"
#include "hardwire/c/socks.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The message that is due. HW_STEP_OVER: failed, refused, or unset. */
enum {
  HW_STEP_GREETING = 0,
  HW_STEP_METHOD_SELECTION = 1,
  HW_STEP_CREDENTIALS = 2,
  HW_STEP_CREDENTIALS_REPLY = 3,
  HW_STEP_EXCHANGE = 4,
  HW_STEP_REQUEST = 5,
  HW_STEP_REPLY = 6,
  HW_STEP_SECOND_REPLY = 7,
  HW_STEP_DONE = 8,
  HW_STEP_OVER = 9,
};
HW_API const char* hw_step_name(uint8_t step);

/* Octets of the longest message that can be due, except GSSAPI frames. */
enum { HW_MAX_HANDSHAKE_MESSAGE = 520 };

/* THE CLIENT */

typedef struct {
  uint32_t tag;
  uint32_t reserved;
  uint64_t state[10];
} hw_client_handshake;

/* What the server said. Members that the kind does not name are unset. */
enum {
  HW_CLIENT_EVENT_NONE = 0,
  HW_CLIENT_EVENT_METHOD_SELECTED = 1,
  HW_CLIENT_EVENT_AUTHENTICATED = 2,
  HW_CLIENT_EVENT_FRAME = 3,
  HW_CLIENT_EVENT_REPLY = 4,
};
typedef struct {
  uint32_t kind;
  uint8_t method;         /* METHOD_SELECTED; else HW_SOCKS5_METHOD_NO_ACCEPTABLE */
  hw_socks5_gssapi frame; /* FRAME; its token is a view of the input */
  hw_address address;     /* REPLY: BND, DSTIP in SOCKS4; a name is a view of the input */
  uint64_t violations;
} hw_client_event;

/* `policy` is that of read. */
HW_API void hw_client_handshake_init_socks4(hw_client_handshake* handshake, hw_policy policy);
HW_API void hw_client_handshake_init_socks5(hw_client_handshake* handshake, hw_policy policy);

HW_API uint8_t hw_client_handshake_step(const hw_client_handshake* handshake);
/* 1 if the server speaks next, so that read is due, else 0. */
HW_API int hw_client_handshake_awaits_peer(const hw_client_handshake* handshake);
/* HW_OK until the handshake is over, then what ended it. */
HW_API hw_result hw_client_handshake_result(const hw_client_handshake* handshake);
/* 1 if the server has selected a method, and then `*method` is set; else 0. */
HW_API int hw_client_handshake_method(const hw_client_handshake* handshake, uint8_t* method);
/* 1 if both go on alike, else 0. */
HW_API int hw_client_handshake_equal(const hw_client_handshake* a, const hw_client_handshake* b);

/* Each writes one message to the start of `output`, to be sent as it is. */
HW_API hw_result hw_client_handshake_write_greeting(hw_client_handshake* handshake,
                                                    const hw_socks5_greeting* message,
                                                    uint8_t* output, size_t size, hw_policy policy);
HW_API hw_result hw_client_handshake_write_userpass(hw_client_handshake* handshake,
                                                    const hw_socks5_userpass_request* message,
                                                    uint8_t* output, size_t size, hw_policy policy);
HW_API hw_result hw_client_handshake_write_socks5(hw_client_handshake* handshake,
                                                  const hw_socks5_request* message, uint8_t* output,
                                                  size_t size, hw_policy policy);
HW_API hw_result hw_client_handshake_write_socks4(hw_client_handshake* handshake,
                                                  const hw_socks4_request* message, uint8_t* output,
                                                  size_t size, hw_policy policy);
HW_API hw_result hw_client_handshake_write_gssapi(hw_client_handshake* handshake,
                                                  const hw_socks5_gssapi* message, uint8_t* output,
                                                  size_t size);

/* At HW_STEP_EXCHANGE: authentication has succeeded. */
HW_API hw_result hw_client_handshake_authenticated(hw_client_handshake* handshake);

/* Reads the server's next message from the start of `input`. HW_OK: drop consumed() octets. */
HW_API hw_result hw_client_handshake_read(hw_client_handshake* handshake, const uint8_t* input,
                                          size_t size, hw_client_event* event);

/* HW_DETAIL_SURPLUS if octets follow the last reply although the client speaks first. */
HW_API hw_result hw_client_handshake_surplus(hw_client_handshake* handshake, const uint8_t* unread,
                                             size_t size);

/* The server sends nothing behind `unread`. Ends the handshake. */
HW_API hw_result hw_client_handshake_end_of_stream(hw_client_handshake* handshake,
                                                   const uint8_t* unread, size_t size);

/* THE SERVER */

typedef struct {
  uint32_t tag;
  uint32_t reserved;
  uint64_t state[10];
} hw_server_handshake;

/* What the client said. Members that the kind does not name are unset. */
enum {
  HW_SERVER_EVENT_NONE = 0,
  HW_SERVER_EVENT_GREETING = 1,
  HW_SERVER_EVENT_CREDENTIALS = 2,
  HW_SERVER_EVENT_FRAME = 3,
  HW_SERVER_EVENT_REQUEST = 4,
};
typedef struct {
  uint32_t kind;
  uint8_t command;             /* REQUEST: HW_SOCKS5_COMMAND_..., in SOCKS4 too; else 0 */
  hw_socks5_greeting greeting; /* GREETING */
  hw_socks5_userpass_request credentials; /* CREDENTIALS */
  hw_socks5_gssapi frame;                 /* FRAME */
  hw_address address;                     /* REQUEST */
  hw_text userid;                         /* REQUEST of SOCKS4; empty in SOCKS5 */
  uint64_t violations;
} hw_server_event;

/* Which protocols to take. SOCKS4 has no password. */
enum { HW_TAKE_SOCKS4_AND_SOCKS5 = 1, HW_TAKE_SOCKS4 = 2, HW_TAKE_SOCKS5 = 3 };

/* `policy` is that of read. If `protocols` is none of these, the handshake stays unset. */
HW_API void hw_server_handshake_init(hw_server_handshake* handshake, uint8_t protocols,
                                     hw_policy policy);

HW_API uint8_t hw_server_handshake_step(const hw_server_handshake* handshake);
HW_API int hw_server_handshake_awaits_peer(const hw_server_handshake* handshake);
HW_API hw_result hw_server_handshake_result(const hw_server_handshake* handshake);
/* 4 or 5 once the client has said so; 0 before. */
HW_API uint8_t hw_server_handshake_version(const hw_server_handshake* handshake);
HW_API int hw_server_handshake_method(const hw_server_handshake* handshake, uint8_t* method);
HW_API int hw_server_handshake_equal(const hw_server_handshake* a, const hw_server_handshake* b);

/* Reads the client's next message from the start of `input`. HW_OK: drop consumed() octets. */
HW_API hw_result hw_server_handshake_read(hw_server_handshake* handshake, const uint8_t* input,
                                          size_t size, hw_server_event* event);

/* Each writes one message to the start of `output`. A message that says no ends the handshake. */
HW_API hw_result hw_server_handshake_write_method(hw_server_handshake* handshake,
                                                  const hw_socks5_method_selection* message,
                                                  uint8_t* output, size_t size);
HW_API hw_result hw_server_handshake_write_userpass(hw_server_handshake* handshake,
                                                    const hw_socks5_userpass_reply* message,
                                                    uint8_t* output, size_t size, hw_policy policy);
HW_API hw_result hw_server_handshake_write_gssapi(hw_server_handshake* handshake,
                                                  const hw_socks5_gssapi* message, uint8_t* output,
                                                  size_t size);
HW_API hw_result hw_server_handshake_write_socks5(hw_server_handshake* handshake,
                                                  const hw_socks5_reply* message, uint8_t* output,
                                                  size_t size, hw_policy policy);
HW_API hw_result hw_server_handshake_write_socks4(hw_server_handshake* handshake,
                                                  const hw_socks4_reply* message, uint8_t* output,
                                                  size_t size, hw_policy policy);

/* Writes the reply that says yes, in either protocol. An unset address gives HW_BAD_STATE. */
HW_API hw_result hw_server_handshake_grant(hw_server_handshake* handshake, const hw_address* bound,
                                           uint8_t* output, size_t size);

/* At HW_STEP_EXCHANGE: authentication has succeeded. */
HW_API hw_result hw_server_handshake_authenticated(hw_server_handshake* handshake);

/* Writes the message that says no at this step, in either protocol, and ends the handshake.
 * written() may be 0. The reason is a result, or the verdict of a reply with this code.
 * HW_BAD_STATE for a code that grants, and for a result that is no reason to end. */
HW_API hw_result hw_server_handshake_refuse(hw_server_handshake* handshake, hw_result reason,
                                            uint8_t* output, size_t size);
HW_API hw_result hw_server_handshake_refuse_socks5(hw_server_handshake* handshake, uint8_t code,
                                                   uint8_t* output, size_t size);
HW_API hw_result hw_server_handshake_refuse_socks4(hw_server_handshake* handshake, uint8_t code,
                                                   uint8_t* output, size_t size);

/* The client sends nothing behind `unread`. Ends the handshake. */
HW_API hw_result hw_server_handshake_end_of_stream(hw_server_handshake* handshake,
                                                   const uint8_t* unread, size_t size);

#ifdef __cplusplus
}
#endif

#endif /* HARDWIRE_C_HANDSHAKES_H_ */
