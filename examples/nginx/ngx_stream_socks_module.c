/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * A module of nginx: servers of `stream` take SOCKS4, SOCKS4a and SOCKS5, and hand the target to
 * proxy_pass in $socks_address. The preread phase reads up to the request, and asks the resolver
 * about a name before proxy_pass does. The filter sends the reply that says yes, once proxy_pass
 * has connected. The log phase sends every message that says no. docs/embedding-nginx.md has more.
 */

#include <ngx_event.h>
#include <ngx_stream.h>

#include "parts.h"

enum { SOCKS_PROMPT_MS = 1000 }; /* a connect that fails sooner was refused, and did not time out */

typedef struct {
  ngx_flag_t enable;
  ngx_array_t* users; /* NULL: everybody is let in, and with SOCKS4, which has no password */
  ngx_array_t* allowed;
  ngx_array_t* denied; /* but for those that are allowed */
} socks_conf_t;

typedef struct {
  hw_server_handshake handshake;
  /* NGX_AGAIN: it reads. NGX_DONE: the resolver works. NGX_OK: proxy_pass may connect. Else the
   * status with which the session ends. */
  ngx_int_t verdict;
  ngx_str_t target; /* HOST:PORT */
  ngx_str_t user;   /* percent-encoded; as the client says */
  ngx_resolver_ctx_t* resolving;
  unsigned granted : 1;
  size_t answer_size; /* of a message that says no, and of the reply; 0: there is none */
  u_char answer[HW_MAX_HANDSHAKE_MESSAGE];
} socks_ctx_t;

ngx_module_t ngx_stream_socks_module;
static ngx_stream_filter_pt socks_next_filter;

static socks_ctx_t* socks_ctx(ngx_stream_session_t* s) {
  return ngx_stream_get_module_ctx(s, ngx_stream_socks_module);
}

static socks_conf_t* socks_conf(ngx_stream_session_t* s) {
  return ngx_stream_get_module_srv_conf(s, ngx_stream_socks_module);
}

/* Ends the handshake for `reason`, and keeps the message that says so for the log phase. */
static ngx_int_t socks_refuse(socks_ctx_t* ctx, hw_result reason) {
  const hw_result written =
      hw_server_handshake_refuse(&ctx->handshake, reason, ctx->answer, sizeof(ctx->answer));
  ctx->answer_size = hw_written(written); /* 0 if nothing is to be sent */
  return NGX_STREAM_FORBIDDEN;
}

/* The same with a REP of RFC 1928 section 6. SOCKS4 has 91 for all of them. */
static ngx_int_t socks_refuse_with(socks_ctx_t* ctx, uint8_t code) {
  hw_socks5_reply reply = hw_socks5_reply_new();
  reply.code = code;
  return socks_refuse(ctx, hw_socks5_reply_verdict(&reply));
}

/* Why the session has ended. nginx does not keep the error of a connect: what took its time was not
 * refused by the target. */
static uint8_t socks_failure(const ngx_stream_session_t* s) {
  const ngx_array_t* tried = s->upstream_states;
  const int failed = s->status == NGX_STREAM_BAD_GATEWAY && tried != NULL && tried->nelts > 0;
  const ngx_stream_upstream_state_t* states = failed ? tried->elts : NULL;
  if (failed && states[tried->nelts - 1].response_time < SOCKS_PROMPT_MS) {
    return HW_SOCKS5_REPLY_CODE_CONNECTION_REFUSED;
  }
  return failed || s->connection->read->timedout ? HW_SOCKS5_REPLY_CODE_TTL_EXPIRED
                                                 : HW_SOCKS5_REPLY_CODE_GENERAL_FAILURE;
}

/* The session has ended: ends the handshake too, if that is not over. */
static void socks_conclude(ngx_stream_session_t* s, socks_ctx_t* ctx) {
  const ngx_connection_t* c = s->connection;
  const ngx_buf_t* unread = c->buffer;
  if (ctx->granted || hw_server_handshake_step(&ctx->handshake) == HW_STEP_OVER) return;
  if (ctx->verdict == NGX_AGAIN && c->read->eof && unread != NULL) {
    const size_t size = (size_t)(unread->last - unread->pos);
    hw_server_handshake_end_of_stream(&ctx->handshake, unread->pos, size);
  } else {
    socks_refuse_with(ctx, socks_failure(s));
  }
}

static ngx_int_t socks_log(ngx_stream_session_t* s) {
  ngx_connection_t* c = s->connection;
  socks_ctx_t* ctx = socks_ctx(s);
  if (ctx == NULL || ctx->granted) return NGX_OK;
  socks_conclude(s, ctx);
  if (ctx->answer_size > 0 && c->send(c, ctx->answer, ctx->answer_size) > 0) ngx_socks_linger(c);
  return NGX_OK;
}

/* NGX_OK if the address may be reached; else says no. */
static ngx_int_t socks_judge(ngx_stream_session_t* s, socks_ctx_t* ctx, struct sockaddr* address) {
  const socks_conf_t* conf = socks_conf(s);
  if (address->sa_family == AF_INET || address->sa_family == AF_INET6) {
    if (ngx_cidr_match(address, conf->allowed) == NGX_OK) return NGX_OK;
    if (ngx_cidr_match(address, conf->denied) != NGX_OK) return NGX_OK;
  }
  return socks_refuse_with(ctx, HW_SOCKS5_REPLY_CODE_NOT_ALLOWED);
}

/* A name may be reached if each of its addresses may be. */
static ngx_int_t socks_judge_name(ngx_stream_session_t* s, socks_ctx_t* ctx,
                                  const ngx_resolver_ctx_t* found) {
  uint8_t code = HW_SOCKS5_REPLY_CODE_GENERAL_FAILURE;
  if (found->state == NGX_RESOLVE_NXDOMAIN) code = HW_SOCKS5_REPLY_CODE_HOST_UNREACHABLE;
  if (found->state == NGX_RESOLVE_TIMEDOUT) code = HW_SOCKS5_REPLY_CODE_TTL_EXPIRED;
  if (found->state != NGX_OK || found->naddrs == 0) return socks_refuse_with(ctx, code);
  ngx_int_t rc = NGX_OK;
  for (ngx_uint_t i = 0; rc == NGX_OK && i < found->naddrs; i++) {
    rc = socks_judge(s, ctx, found->addrs[i].sockaddr);
  }
  return rc;
}

static void socks_resolved(ngx_resolver_ctx_t* resolving) {
  ngx_stream_session_t* s = resolving->data;
  socks_ctx_t* ctx = socks_ctx(s);
  const ngx_int_t before = ctx->verdict;
  ctx->verdict = socks_judge_name(s, ctx, resolving);
  ngx_resolve_name_done(resolving);
  if (before != NGX_DONE) return; /* ngx_resolve_name has called */
  s->connection->read->handler = ngx_stream_session_handler;
  ngx_stream_core_run_phases(s);
}

/* While the resolver works. What the client sends waits in its socket. */
static void socks_wait(ngx_event_t* event) {
  const ngx_connection_t* c = event->data;
  if (!c->close && ngx_handle_read_event(event, 0) == NGX_OK) return;
  ngx_resolve_name_done(socks_ctx(c->data)->resolving);
  ngx_stream_finalize_session(c->data, NGX_STREAM_INTERNAL_SERVER_ERROR);
}

/* Asks for the addresses of a name. NGX_DONE: the session goes on when they are there. proxy_pass
 * asks again, in the turn in which they are judged, so that the cache has the same ones for it. */
static ngx_int_t socks_resolve(ngx_stream_session_t* s, socks_ctx_t* ctx, hw_text name) {
  ngx_stream_core_srv_conf_t* core = ngx_stream_get_module_srv_conf(s, ngx_stream_core_module);
  ngx_resolver_ctx_t* resolving = ngx_resolve_start(core->resolver, NULL);
  if (resolving == NULL || resolving == NGX_NO_RESOLVER) {
    ngx_log_error(NGX_LOG_ERR, s->connection->log, 0, "no resolver for \"%V\"", &ctx->target);
    return socks_refuse_with(ctx, HW_SOCKS5_REPLY_CODE_GENERAL_FAILURE);
  }
  resolving->name = (ngx_str_t){name.size, (u_char*)name.data};
  resolving->handler = socks_resolved;
  resolving->data = s;
  resolving->timeout = core->resolver_timeout;
  ctx->resolving = resolving;
  if (ngx_resolve_name(resolving) != NGX_OK) { /* which has freed it */
    return socks_refuse_with(ctx, HW_SOCKS5_REPLY_CODE_GENERAL_FAILURE);
  }
  if (ctx->verdict != NGX_AGAIN) return ctx->verdict; /* it was in the cache */
  s->connection->read->handler = socks_wait;
  return NGX_DONE;
}

/* Sets ctx->user. Percent-encoded, it can neither end a field of a log nor begin a line. */
static ngx_int_t socks_keep_user(ngx_stream_session_t* s, socks_ctx_t* ctx, hw_text name) {
  u_char* text = ngx_pnalloc(s->connection->pool, 3 * name.size); /* at most 3 * 512: SOCKS4 */
  if (text == NULL) return NGX_ERROR;
  const uintptr_t end =
      ngx_escape_uri(text, (u_char*)name.data, name.size, NGX_ESCAPE_URI_COMPONENT);
  ctx->user = (ngx_str_t){(size_t)(end - (uintptr_t)text), text};
  return NGX_OK;
}

/* Judges the request: NGX_OK if proxy_pass may connect. hw_address_parse takes an IP address, or a
 * name of letters, digits, '-', '.' and '_' that no resolver takes for an IP address: so neither
 * "unix:/path" nor "127.1" gets to proxy_pass. nginx reads the text as proxy_pass will. */
static ngx_int_t socks_take_request(ngx_stream_session_t* s, socks_ctx_t* ctx,
                                    const hw_server_event* event) {
  hw_address target;
  ngx_addr_t address;
  if (event->command != HW_SOCKS5_COMMAND_CONNECT) { /* RFC 1928 section 6: 07 */
    return socks_refuse_with(ctx, HW_SOCKS5_REPLY_CODE_COMMAND_NOT_SUPPORTED);
  }
  char* text = ngx_pnalloc(s->connection->pool, HW_MAX_ADDRESS_TEXT);
  if (text == NULL) return NGX_ERROR;
  hw_result result = hw_address_format(&event->address, text, HW_MAX_ADDRESS_TEXT);
  const size_t size = hw_written(result);
  if (hw_ok(result)) result = hw_address_parse(text, size, &target);
  if (!hw_ok(result)) return socks_refuse(ctx, result);
  ctx->target = (ngx_str_t){size, (u_char*)text};
  if (target.port == 0) { /* nobody listens there */
    return socks_refuse_with(ctx, HW_SOCKS5_REPLY_CODE_CONNECTION_REFUSED);
  }
  if (target.type == HW_ADDRESS_DOMAIN) return socks_resolve(s, ctx, target.domain);
  const ngx_int_t rc = ngx_parse_addr_port(s->connection->pool, &address, ctx->target.data, size);
  return rc == NGX_OK ? socks_judge(s, ctx, address.sockaddr) : NGX_ERROR;
}

/* Writes METHOD of RFC 1928 section 3. The configuration, and not the client, chooses. */
static hw_result socks_select(ngx_stream_session_t* s, socks_ctx_t* ctx,
                              const hw_socks5_greeting* greeting) {
  hw_socks5_method_selection selection = hw_socks5_method_selection_new(); /* it says no */
  const uint8_t wanted = socks_conf(s)->users == NULL ? HW_SOCKS5_METHOD_NO_AUTHENTICATION
                                                      : HW_SOCKS5_METHOD_USERNAME_PASSWORD;
  if (hw_socks5_greeting_offers(greeting, wanted)) selection.method = wanted;
  return hw_server_handshake_write_method(&ctx->handshake, &selection, ctx->answer,
                                          sizeof(ctx->answer));
}

/* Writes STATUS of RFC 1929 section 2. */
static hw_result socks_authenticate(ngx_stream_session_t* s, socks_ctx_t* ctx,
                                    const hw_socks5_userpass_request* given) {
  const ngx_array_t* users = socks_conf(s)->users;
  hw_socks5_userpass_reply reply = hw_socks5_userpass_reply_new(); /* it says no */
  if (users != NULL && ngx_socks_has_user(users, given->username, given->password)) {
    reply.status = 0;
  }
  return hw_server_handshake_write_userpass(&ctx->handshake, &reply, ctx->answer,
                                            sizeof(ctx->answer), hw_policy_strict());
}

/* A few octets have room in the socket of a client that reads. */
static ngx_int_t socks_send(ngx_connection_t* c, u_char* octets, size_t size) {
  return size > 0 && c->send(c, octets, size) == (ssize_t)size ? NGX_OK : NGX_ERROR;
}

/* NGX_AGAIN: answered, and another message is due. Else what becomes of the session. */
static ngx_int_t socks_answer(ngx_stream_session_t* s, socks_ctx_t* ctx,
                              const hw_server_event* event) {
  const int asks = event->kind == HW_SERVER_EVENT_CREDENTIALS;
  const hw_text user = asks ? event->credentials.username : event->userid;
  if (user.size > 0 && socks_keep_user(s, ctx, user) != NGX_OK) return NGX_ERROR;
  if (event->kind == HW_SERVER_EVENT_REQUEST) return socks_take_request(s, ctx, event);
  const hw_result written = asks ? socks_authenticate(s, ctx, &event->credentials)
                                 : socks_select(s, ctx, &event->greeting);
  const size_t size = hw_written(written);
  if (hw_server_handshake_step(&ctx->handshake) == HW_STEP_OVER) {
    ctx->answer_size = size; /* it says no: the log phase sends it */
    return NGX_STREAM_FORBIDDEN;
  }
  return socks_send(s->connection, ctx->answer, size) == NGX_OK ? NGX_AGAIN : NGX_ERROR;
}

/* Reads what has arrived. */
static ngx_int_t socks_read(ngx_stream_session_t* s, socks_ctx_t* ctx) {
  ngx_buf_t* buffer = s->connection->buffer;
  hw_server_event event;
  ngx_int_t rc = NGX_AGAIN;
  while (buffer != NULL && rc == NGX_AGAIN) {
    const size_t size = (size_t)(buffer->last - buffer->pos);
    const hw_result read = hw_server_handshake_read(&ctx->handshake, buffer->pos, size, &event);
    if (read.code == HW_NEED_MORE) return NGX_AGAIN;
    if (!hw_ok(read)) return socks_refuse(ctx, read);
    rc = socks_answer(s, ctx, &event);
    buffer->pos += hw_consumed(read); /* the event's views end here */
  }
  return rc;
}

static socks_ctx_t* socks_begin(ngx_stream_session_t* s) {
  socks_ctx_t* ctx = ngx_pcalloc(s->connection->pool, sizeof(*ctx));
  if (ctx == NULL) return NULL;
  const uint8_t taken = socks_conf(s)->users == NULL ? HW_TAKE_SOCKS4_AND_SOCKS5 : HW_TAKE_SOCKS5;
  hw_server_handshake_init(&ctx->handshake, taken, hw_policy_interop());
  ctx->verdict = NGX_AGAIN;
  ngx_stream_set_ctx(s, ctx, ngx_stream_socks_module);
  return ctx;
}

static ngx_int_t socks_preread(ngx_stream_session_t* s) {
  socks_ctx_t* ctx = socks_ctx(s);
  if (!socks_conf(s)->enable) return NGX_DECLINED;
  if (ctx == NULL && s->connection->type == SOCK_STREAM) ctx = socks_begin(s);
  if (ctx == NULL) return NGX_STREAM_INTERNAL_SERVER_ERROR;
  if (ctx->verdict == NGX_AGAIN) ctx->verdict = socks_read(s, ctx);
  if (ctx->verdict == NGX_ERROR) ctx->verdict = NGX_STREAM_INTERNAL_SERVER_ERROR;
  return ctx->verdict;
}

/* Judges the address that proxy_pass has connected to. What leads back to this machine has to be
 * allowed, and what leads back to `stream` is refused, or clients could go on in circles. */
static ngx_int_t socks_judge_peer(ngx_stream_session_t* s, socks_ctx_t* ctx) {
  const ngx_peer_connection_t* peer = &s->upstream->peer;
  if (ngx_socks_is_here(peer->connection->local_sockaddr, peer->sockaddr, peer->socklen) &&
      (ngx_cidr_match(peer->sockaddr, socks_conf(s)->allowed) != NGX_OK ||
       ngx_socks_is_own_port(peer->sockaddr))) {
    return socks_refuse_with(ctx, HW_SOCKS5_REPLY_CODE_NOT_ALLOWED);
  }
  return socks_judge(s, ctx, peer->sockaddr);
}

/* proxy_pass has connected: says yes. BND is what the target sees, RFC 1928 section 6. */
static ngx_int_t socks_grant(ngx_stream_session_t* s, socks_ctx_t* ctx) {
  u_char octets[NGX_SOCKADDR_STRLEN];
  ngx_str_t text = {sizeof(octets), octets};
  hw_address bound;
  if (ngx_connection_local_sockaddr(s->upstream->peer.connection, &text, 1) != NGX_OK ||
      socks_judge_peer(s, ctx) != NGX_OK ||
      !hw_ok(hw_address_parse((const char*)octets, text.len, &bound))) {
    return NGX_ERROR;
  }
  const hw_result written =
      hw_server_handshake_grant(&ctx->handshake, &bound, ctx->answer, sizeof(ctx->answer));
  ctx->granted = hw_ok(written) ? 1 : 0;
  ctx->answer_size = hw_written(written);
  return socks_send(s->connection, ctx->answer, ctx->answer_size);
}

/* proxy_pass, once connected, passes on what the client has sent behind its request, even if that
 * is nothing. This is the first call; any other first call is an error. */
static ngx_int_t socks_filter(ngx_stream_session_t* s, ngx_chain_t* chain,
                              ngx_uint_t from_upstream) {
  socks_ctx_t* ctx = socks_ctx(s);
  if (ctx != NULL && !ctx->granted &&
      (from_upstream || s->upstream == NULL || s->upstream->peer.connection == NULL ||
       socks_grant(s, ctx) != NGX_OK)) {
    return NGX_ERROR;
  }
  return socks_next_filter(s, chain, from_upstream);
}

/* `which` is the first letter of the name, behind "socks_". */
static ngx_int_t socks_get(ngx_stream_session_t* s, ngx_stream_variable_value_t* v,
                           uintptr_t which) {
  socks_ctx_t* ctx = socks_ctx(s);
  ngx_str_t text = ngx_null_string;
  if (ctx != NULL && s->status != 0) socks_conclude(s, ctx); /* the access log comes before ours */
  if (ctx == NULL) which = 0;                                /* no variable is found */
  if (which == 'u') {
    text = ctx->user;
  } else if (which == 't' || (which == 'a' && ctx->verdict == NGX_OK)) {
    text = ctx->target; /* for proxy_pass only if it may be reached: it fails without one */
  } else if (which == 'v' || (which == 'r' && ctx->answer_size > 1)) {
    const ngx_uint_t version = hw_server_handshake_version(&ctx->handshake);
    text.data = ngx_pnalloc(s->connection->pool, NGX_INT_T_LEN);
    if (text.data == NULL) return NGX_ERROR;
    const u_char* end = ngx_sprintf(text.data, "%ui", which == 'v' ? version : ctx->answer[1]);
    text.len = (size_t)(end - text.data);
  }
  ngx_memzero(v, sizeof(*v));
  v->data = text.data;
  v->len = (unsigned)text.len;
  v->valid = text.data != NULL;
  v->not_found = text.data == NULL;
  return NGX_OK;
}

static ngx_int_t socks_add_variables(ngx_conf_t* cf) {
  static ngx_str_t names[] = {ngx_string("socks_address"), ngx_string("socks_reply"),
                              ngx_string("socks_target"), ngx_string("socks_user"),
                              ngx_string("socks_version")};
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
    ngx_stream_variable_t* v = ngx_stream_add_variable(cf, &names[i], NGX_STREAM_VAR_NOCACHEABLE);
    if (v == NULL) return NGX_ERROR;
    v->get_handler = socks_get;
    v->data = names[i].data[sizeof("socks_") - 1];
  }
  return NGX_OK;
}

static ngx_int_t socks_init(ngx_conf_t* cf) {
  ngx_stream_core_main_conf_t* core =
      ngx_stream_conf_get_module_main_conf(cf, ngx_stream_core_module);
  ngx_stream_handler_pt* preread = ngx_array_push(&core->phases[NGX_STREAM_PREREAD_PHASE].handlers);
  ngx_stream_handler_pt* log = ngx_array_push(&core->phases[NGX_STREAM_LOG_PHASE].handlers);
  if (preread == NULL || log == NULL) return NGX_ERROR;
  *preread = socks_preread;
  *log = socks_log;
  socks_next_filter = ngx_stream_top_filter;
  ngx_stream_top_filter = socks_filter;
  return NGX_OK;
}

static void* socks_create_conf(ngx_conf_t* cf) {
  socks_conf_t* conf = ngx_pcalloc(cf->pool, sizeof(*conf));
  if (conf == NULL) return NULL;
  conf->enable = NGX_CONF_UNSET;
  conf->users = NGX_CONF_UNSET_PTR;
  conf->allowed = ngx_array_create(cf->pool, 4, sizeof(ngx_cidr_t));
  conf->denied = ngx_socks_local_networks(cf);
  return conf->allowed == NULL || conf->denied == NULL ? NULL : conf;
}

static char* socks_merge_conf(ngx_conf_t* cf, void* parent, void* child) {
  socks_conf_t* conf = child;
  ngx_conf_init_value(conf->enable, 0);
  if (!conf->enable || conf->users != NGX_CONF_UNSET_PTR) return NGX_CONF_OK;
  return "has a server with \"socks\", but no \"socks_users\""; /* to let everybody in is said */
}

enum { SOCKS_WORD = NGX_STREAM_SRV_CONF | NGX_CONF_TAKE1 };

static ngx_command_t socks_commands[] = {
    {ngx_string("socks"), NGX_STREAM_SRV_CONF | NGX_CONF_FLAG, ngx_conf_set_flag_slot,
     NGX_STREAM_SRV_CONF_OFFSET, offsetof(socks_conf_t, enable), NULL},
    {ngx_string("socks_users"), SOCKS_WORD, ngx_socks_set_users, NGX_STREAM_SRV_CONF_OFFSET,
     offsetof(socks_conf_t, users), NULL},
    {ngx_string("socks_allow"), SOCKS_WORD, ngx_socks_set_network, NGX_STREAM_SRV_CONF_OFFSET,
     offsetof(socks_conf_t, allowed), NULL},
    {ngx_string("socks_deny"), SOCKS_WORD, ngx_socks_set_network, NGX_STREAM_SRV_CONF_OFFSET,
     offsetof(socks_conf_t, denied), NULL},
    ngx_null_command};

static ngx_stream_module_t socks_context = {socks_add_variables, socks_init,      NULL, NULL,
                                            socks_create_conf,   socks_merge_conf};

ngx_module_t ngx_stream_socks_module = {
    NGX_MODULE_V1, &socks_context, socks_commands, NGX_STREAM_MODULE,    NULL, NULL, NULL, NULL,
    NULL,          NULL,           NULL,           NGX_MODULE_V1_PADDING};
