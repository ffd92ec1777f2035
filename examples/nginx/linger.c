/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0 */

#include <ngx_event.h>

#include "parts.h"

/* A client that sends fast holds up the others for so many reads. */
enum { SOCKS_LINGER_MS = 2000, SOCKS_READS_A_TURN = 16 };

/* Called once nginx has closed its own descriptor; with TLS it has sent its last record. */
static void socks_drop(ngx_event_t* event) {
  ngx_connection_t* c = event->data;
  u_char octets[4096];
  ssize_t n = event->timedout || c->close ? 0 : 1;
  (void)ngx_shutdown_socket(c->fd, NGX_WRITE_SHUTDOWN); /* fails if the client has reset it */
  for (ngx_uint_t i = 0; n > 0 && i < SOCKS_READS_A_TURN; i++) {
    n = ngx_recv(c, octets, sizeof(octets));
  }
  if (n > 0) {
    ngx_post_event(event, &ngx_posted_next_events);
  } else if (n != NGX_AGAIN || ngx_handle_read_event(event, 0) != NGX_OK) {
    ngx_close_connection(c);
  }
}

void ngx_socks_linger(ngx_connection_t* c) {
  const ngx_socket_t fd = fcntl(c->fd, F_DUPFD_CLOEXEC, 0);
  if (fd == -1) return;
  ngx_connection_t* rest = ngx_get_connection(fd, ngx_cycle->log); /* that of `c` goes with it */
  if (rest == NULL) {
    ngx_close_socket(fd);
    return;
  }
  /* epoll watches the socket and not the descriptor: it would go on to report to `c`. */
  if (ngx_del_conn) ngx_del_conn(c, 0);
  rest->log_error = NGX_ERROR_IGNORE_ECONNRESET;
  rest->read->log = rest->log;
  rest->write->log = rest->log;
  rest->read->handler = socks_drop;
  ngx_add_timer(rest->read, SOCKS_LINGER_MS);
  ngx_post_event(rest->read, &ngx_posted_events);
}
