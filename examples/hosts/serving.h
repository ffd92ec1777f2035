/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * What the servers of examples/c_poll, examples/libevent and examples/asio have in common besides
 * the protocol: flags, users, which destinations may be reached, which octet an errno becomes.
 */

#ifndef HARDWIRE_EXAMPLES_HOSTS_SERVING_H_
#define HARDWIRE_EXAMPLES_HOSTS_SERVING_H_

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { kMaxUsers = 64, kMaxUserText = 255 };

typedef struct {
  size_t name_size;
  size_t password_size;
  char name[kMaxUserText];
  char password[kMaxUserText];
} ServingUser;

typedef struct {
  struct sockaddr_storage listen;
  socklen_t listen_size;
  struct sockaddr_storage dns; /* `dns_size` is 0: the name servers of the system */
  socklen_t dns_size;
  int handshake_seconds; /* until the request is complete */
  size_t connections;    /* served at once */
  int for_others;        /* other machines can be clients */
  size_t user_count;     /* 0: nobody is asked */
  ServingUser users[kMaxUsers];
} ServingOptions;

/* Prints what is wrong and exits with `status`. `detail` may be empty. */
void Die(int status, const char* what, const char* detail);

/* Reads --listen ADDRESS:PORT, --users FILE, --dns ADDRESS:PORT, --handshake SECONDS and
 * --connections N. Exits with 2 if one is wrong, and if other machines can be clients and there are
 * no users. Lowers the connections to what the descriptors allow, three each. */
void ReadServingOptions(int argc, char** argv, ServingOptions* options);

/* Prints the line "listening on ADDRESS:PORT". */
void SayListening(const struct sockaddr* address, socklen_t size);

/* 1 if there is a user with this name and password, else 0. How long that takes says nothing of
 * where they differ. */
int IsKnownUser(const ServingOptions* options, const char* name, size_t name_size,
                const char* password, size_t password_size);

/* 1 if clients may be led to an address, else 0. If other machines can be clients they may not
 * reach this machine, its links and many hosts at once, nor an IPv6 address that carries an IPv4
 * one. */
int MayReach(const ServingOptions* options, const struct sockaddr* address);

/* Clients send IP addresses as names too: "127.0.0.1", "::1". If `name` is one in its usual form,
 * sets `*to` to it with the port, and returns its size. 0 for anything else, and for what only some
 * resolvers take for an address, such as 127.1: `*to` is unchanged. */
socklen_t ReadLiteral(const char* name, size_t size, uint16_t port, struct sockaddr_storage* to);

/* REP of RFC 1928 section 6 for an errno of connect. It never grants. */
uint8_t ReplyCodeFor(int error);

#ifdef __cplusplus
}
#endif

#endif /* HARDWIRE_EXAMPLES_HOSTS_SERVING_H_ */
