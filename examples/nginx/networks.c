/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0 */

#include <ngx_stream.h>

#include "parts.h"

/* RFC 6890 section 2.2, RFC 1112 section 4, RFC 4291, RFC 4193. With an IPv4 address inside: ::/96,
 * RFC 7915, RFC 6052, RFC 8215, RFC 3056. ngx_cidr_match reads ::ffff:0:0/96 as IPv4. */
static const char* const socks_local[] = {
    "0.0.0.0/8",     "10.0.0.0/8",     "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
    "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3",   "::/96",       "::ffff:0:0:0/96",
    "64:ff9b::/96",  "64:ff9b:1::/48", "2002::/16",     "fc00::/7",    "fe80::/10",
    "fec0::/10",     "ff00::/8",
};

char* ngx_socks_set_network(ngx_conf_t* cf, ngx_command_t* command, void* conf) {
  ngx_array_t** networks = (ngx_array_t**)((u_char*)conf + command->offset);
  ngx_str_t* words = cf->args->elts;
  ngx_cidr_t* added = ngx_array_push(*networks);
  if (added == NULL) return NGX_CONF_ERROR;
  return ngx_ptocidr(&words[1], added) == NGX_OK ? NGX_CONF_OK
                                                 : "takes a network such as 10.0.0.0/8";
}

ngx_array_t* ngx_socks_local_networks(ngx_conf_t* cf) {
  ngx_array_t* networks = ngx_array_create(cf->pool, 20, sizeof(ngx_cidr_t));
  for (size_t i = 0; networks != NULL && i < sizeof(socks_local) / sizeof(socks_local[0]); i++) {
    ngx_str_t text = {ngx_strlen(socks_local[i]), (u_char*)socks_local[i]};
    ngx_cidr_t* added = ngx_array_push(networks);
    if (added == NULL || ngx_ptocidr(&text, added) != NGX_OK) return NULL;
  }
  return networks;
}

ngx_uint_t ngx_socks_is_here(struct sockaddr* local, struct sockaddr* peer, socklen_t size) {
  /* The system reaches all of 127.0.0.0/8, and 0.0.0.0, from 127.0.0.1, in IPv6 too. */
  ngx_cidr_t loopback = {AF_INET, {{htonl(0x7f000000), htonl(0xff000000)}}};
  ngx_array_t networks = {&loopback, 1, sizeof(loopback), 1, NULL};
  return ngx_cidr_match(local, &networks) == NGX_OK ||
         ngx_cmp_sockaddr(local, size, peer, size, 0) == NGX_OK;
}

ngx_uint_t ngx_socks_is_own_port(struct sockaddr* address) {
  const ngx_listening_t* own = ngx_cycle->listening.elts;
  for (ngx_uint_t i = 0; i < ngx_cycle->listening.nelts; i++) {
    if (own[i].handler != ngx_stream_init_connection) continue;
    if (ngx_inet_get_port(own[i].sockaddr) == ngx_inet_get_port(address)) return 1;
  }
  return 0;
}
