/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * The parts of the module that know nothing of a handshake.
 */

#ifndef EXAMPLES_NGINX_PARTS_H_
#define EXAMPLES_NGINX_PARTS_H_

#include <ngx_config.h>
#include <ngx_core.h>

#include "hardwire/c/hardwire.h"

/* users.c. Directives, as nginx calls them: command->offset is that of an ngx_array_t* in `conf`.
 * socks_users FILE makes the users; socks_users none makes NULL of NGX_CONF_UNSET_PTR. */
char* ngx_socks_set_users(ngx_conf_t* cf, ngx_command_t* command, void* conf);
/* 1 if there is such a user, else 0. It takes as long for any name and any password. */
ngx_uint_t ngx_socks_has_user(const ngx_array_t* users, hw_text name, hw_text password);

/* networks.c. Adds a network to an array of ngx_cidr_t. */
char* ngx_socks_set_network(ngx_conf_t* cf, ngx_command_t* command, void* conf);
/* Networks of this machine, around it, or with another address inside. NULL if that fails. */
ngx_array_t* ngx_socks_local_networks(ngx_conf_t* cf);
/* 1 if the ends of a connection show that it leads to this machine, else 0. */
ngx_uint_t ngx_socks_is_here(struct sockaddr* local, struct sockaddr* peer, socklen_t size);
/* 1 if `stream` listens at the port of the address, else 0. */
ngx_uint_t ngx_socks_is_own_port(struct sockaddr* address);

/* linger.c. To close a socket with octets unread resets the connection, and the client may not get
 * the last message. Called behind that message, in the turn in which nginx closes `c`, this keeps
 * the socket for two seconds, in which what arrives is dropped. */
void ngx_socks_linger(ngx_connection_t* c);

#endif /* EXAMPLES_NGINX_PARTS_H_ */
