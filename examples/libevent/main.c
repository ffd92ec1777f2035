/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * A SOCKS4, SOCKS4a and SOCKS5 server in C99 on libevent: bufferevents for the sockets, evdns for
 * names, Hardwire's C API for the protocol. docs/embedding-libevent.md says how it is put together.
 */

#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/dns.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <event2/util.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "examples/hosts/serving.h"
#include "hardwire/c/hardwire.h"
#include "hardwire/c/sockaddr.h"

enum {
  kBufferSize = 4096, /* what is read of a socket and not passed on */
  kMaxLookups = 64,   /* names that are looked for at once */
  kMaxAddresses = 8,  /* of a name; the others are not tried */
  kConnectSeconds = 20,
  kIdleSeconds = 600,
  kDrainSeconds = 2,
};

typedef enum {
  kHandshake,  /* the client's messages are read */
  kConnecting, /* a name is looked for, or one of its addresses is tried; nothing is read */
  kRelaying,
  kDraining, /* the answer was no: what the client still sends is dropped */
} State;

struct Lookup;

/* One socket of a connection. */
typedef struct {
  struct bufferevent* events;
  int ended; /* nothing more will be read */
} Side;

typedef struct Connection {
  State state;
  Side client;
  Side target;
  struct event* deadline;
  struct Lookup* lookup;
  struct Connection* next; /* in the list of all */
  struct Connection* previous;
  hw_server_handshake handshake;
  size_t address_count;
  size_t next_address;
  struct sockaddr_storage addresses[kMaxAddresses];
} Connection;

/* A name that is looked for. It outlives a connection that is closed meanwhile. */
typedef struct Lookup {
  Connection* owner; /* null: nobody waits */
  struct evdns_getaddrinfo_request* request;
} Lookup;

static ServingOptions options;
static struct event_base* base;
static struct evdns_base* dns;
static struct evconnlistener* listener;
static Connection* connections;
static size_t connection_count;
static size_t lookup_count;

/* ENDS */

static void Wait(Connection* c, State state, int seconds) {
  const struct timeval time = {seconds, 0};
  c->state = state;
  event_add(c->deadline, &time);
}

static void CloseTarget(Connection* c) {
  if (c->target.events != NULL) bufferevent_free(c->target.events);
  c->target.events = NULL;
  if (c->lookup == NULL) return;
  c->lookup->owner = NULL; /* its callback comes later */
  if (c->lookup->request != NULL) evdns_getaddrinfo_cancel(c->lookup->request);
  c->lookup = NULL;
}

static void Close(Connection* c) {
  CloseTarget(c);
  bufferevent_free(c->client.events);
  event_free(c->deadline);
  if (c->next != NULL) c->next->previous = c->previous;
  if (c->previous != NULL) {
    c->previous->next = c->next;
  } else {
    connections = c->next;
  }
  free(c);
  --connection_count;
  evconnlistener_enable(listener);
}

static size_t Unsent(const Side* side) {
  return evbuffer_get_length(bufferevent_get_output(side->events));
}

static void EndOutput(const Side* side) { shutdown(bufferevent_getfd(side->events), SHUT_WR); }

/* The last message is on its way. To close with unread octets would reset the connection, and the
 * client might not get it. */
static void Drain(Connection* c) {
  struct evbuffer* input = bufferevent_get_input(c->client.events);
  CloseTarget(c);
  Wait(c, kDraining, kDrainSeconds);
  evbuffer_drain(input, evbuffer_get_length(input));
  if (Unsent(&c->client) == 0) EndOutput(&c->client);
  bufferevent_enable(c->client.events, EV_READ);
}

/* Sends what a call has written. 0: it has failed. */
static int Send(Connection* c, hw_result written, const uint8_t* octets) {
  if (!hw_ok(written)) return 0;
  return bufferevent_write(c->client.events, octets, hw_written(written)) == 0;
}

static void Refuse(Connection* c, uint8_t code) {
  uint8_t wire[HW_MAX_HANDSHAKE_MESSAGE];
  Send(c, hw_server_handshake_refuse_socks5(&c->handshake, code, wire, sizeof(wire)), wire);
  Drain(c);
}

/* RELAYING */

/* Passes on what was read. Reading stops as long as too much waits for the other side. */
static void PassOn(Side* from, Side* to) {
  bufferevent_write_buffer(to->events, bufferevent_get_input(from->events));
  if (Unsent(to) >= kBufferSize) bufferevent_disable(from->events, EV_READ);
  if (from->ended && Unsent(to) == 0) EndOutput(to);
}

/* Everything has been sent: reading goes on, or the end is passed on. */
static void OnSent(Connection* c, Side* from, Side* to) {
  if (Unsent(to) > 0) return;
  if (!from->ended) {
    bufferevent_enable(from->events, EV_READ);
  } else if (to->ended && Unsent(from) == 0) {
    Close(c);
  } else {
    EndOutput(to);
  }
}

/* One side has ended. */
static void OnEnded(Connection* c, Side* from, Side* to) {
  from->ended = 1;
  PassOn(from, to);
  if (to->ended && Unsent(to) == 0 && Unsent(from) == 0) Close(c);
}

/* THE TARGET */

static void OnTargetRead(struct bufferevent* events, void* argument) {
  Connection* c = argument;
  (void)events;
  Wait(c, kRelaying, kIdleSeconds);
  PassOn(&c->target, &c->client);
}

static void OnTargetSent(struct bufferevent* events, void* argument) {
  Connection* c = argument;
  (void)events;
  if (c->state == kRelaying) OnSent(c, &c->client, &c->target);
}

/* Says yes, with the address at which the target sees this server. */
static void Grant(Connection* c) {
  struct sockaddr_storage own;
  socklen_t size = sizeof(own);
  hw_address bound = {0};
  uint8_t wire[HW_MAX_HANDSHAKE_MESSAGE];
  if (getsockname(bufferevent_getfd(c->target.events), (struct sockaddr*)&own, &size) != 0 ||
      !hw_address_from_sockaddr((const struct sockaddr*)&own, size, &bound) ||
      !Send(c, hw_server_handshake_grant(&c->handshake, &bound, wire, sizeof(wire)), wire)) {
    Refuse(c, HW_SOCKS5_REPLY_CODE_GENERAL_FAILURE);
    return;
  }
  Wait(c, kRelaying, kIdleSeconds);
  bufferevent_enable(c->client.events, EV_READ);
  bufferevent_enable(c->target.events, EV_READ);
  /* What the client has sent behind its request. */
  PassOn(&c->client, &c->target);
}

static void ConnectToNext(Connection* c, int error);

static void OnTargetEvent(struct bufferevent* events, short what, void* argument) {
  Connection* c = argument;
  const int error = EVUTIL_SOCKET_ERROR();
  (void)events;
  if (what & BEV_EVENT_CONNECTED) {
    Grant(c);
  } else if (c->state == kConnecting) {
    ConnectToNext(c, error);
  } else if (what & BEV_EVENT_EOF) {
    OnEnded(c, &c->target, &c->client);
  } else {
    Close(c);
  }
}

/* Begins to connect to an address. Returns 0, or the errno. */
static int Connect(Connection* c, const struct sockaddr* address) {
  const int ipv6 = address->sa_family == AF_INET6;
  const socklen_t size = ipv6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
  const int fd = socket(address->sa_family, SOCK_STREAM, 0);
  if (fd < 0) return errno;
  evutil_make_socket_nonblocking(fd);
  if (connect(fd, address, size) != 0 && errno != EINPROGRESS) {
    const int error = errno;
    close(fd);
    return error;
  }
  c->target.events = bufferevent_socket_new(base, fd, BEV_OPT_CLOSE_ON_FREE);
  if (c->target.events == NULL) {
    close(fd);
    return ENOMEM;
  }
  bufferevent_setcb(c->target.events, OnTargetRead, OnTargetSent, OnTargetEvent, c);
  bufferevent_setwatermark(c->target.events, EV_READ, 0, kBufferSize);
  /* The socket is connecting already. */
  return bufferevent_socket_connect(c->target.events, NULL, 0) == 0 ? 0 : ENOMEM;
}

/* Connects to the next address. If there is none left, `error` of the last one is the answer. */
static void ConnectToNext(Connection* c, int error) {
  while (c->next_address < c->address_count) {
    const struct sockaddr* address = (const struct sockaddr*)&c->addresses[c->next_address++];
    CloseTarget(c);
    error = MayReach(&options, address) ? Connect(c, address) : EACCES;
    if (error == 0) return;
  }
  Refuse(c, ReplyCodeFor(error));
}

/* The addresses of a name, or that there are none. */
static void OnResolved(int failure, struct evutil_addrinfo* list, void* argument) {
  Lookup* lookup = argument;
  Connection* c = lookup->owner;
  --lookup_count;
  free(lookup);
  if (c != NULL) {
    c->lookup = NULL;
    for (const struct evutil_addrinfo* each = failure == 0 ? list : NULL;
         each != NULL && c->address_count < kMaxAddresses; each = each->ai_next) {
      if (each->ai_addrlen > sizeof(c->addresses[0])) continue;
      memcpy(&c->addresses[c->address_count++], each->ai_addr, each->ai_addrlen);
    }
    ConnectToNext(c, EHOSTUNREACH);
  }
  if (list != NULL) evutil_freeaddrinfo(list);
}

static void Resolve(Connection* c, const hw_host_name* name, uint16_t port) {
  char host[HW_MAX_HOST_NAME + 1];
  char service[8];
  struct evutil_addrinfo hints;
  Lookup* lookup = lookup_count < kMaxLookups ? calloc(1, sizeof(*lookup)) : NULL;
  if (lookup == NULL) {
    Refuse(c, HW_SOCKS5_REPLY_CODE_GENERAL_FAILURE);
    return;
  }
  ++lookup_count;
  lookup->owner = c;
  c->lookup = lookup;
  memcpy(host, name->text, name->size);
  host[name->size] = 0;
  snprintf(service, sizeof(service), "%u", (unsigned)port);
  memset(&hints, 0, sizeof(hints));
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  struct evdns_getaddrinfo_request* request =
      evdns_getaddrinfo(dns, host, service, &hints, OnResolved, lookup);
  /* A null pointer: the callback was called already, and the lookup and perhaps more is gone. */
  if (request != NULL) lookup->request = request;
}

/* THE CLIENT */

/* 0: the answer is no. */
static int OnGreeting(Connection* c, const hw_socks5_greeting* greeting) {
  uint8_t wire[HW_MAX_HANDSHAKE_MESSAGE];
  hw_socks5_method_selection selection = hw_socks5_method_selection_new(); /* it says no */
  const uint8_t wanted = options.user_count > 0 ? HW_SOCKS5_METHOD_USERNAME_PASSWORD
                                                : HW_SOCKS5_METHOD_NO_AUTHENTICATION;
  if (hw_socks5_greeting_offers(greeting, wanted)) selection.method = wanted;
  return Send(c, hw_server_handshake_write_method(&c->handshake, &selection, wire, sizeof(wire)),
              wire) &&
         selection.method == wanted;
}

/* 0: the answer is no. */
static int OnCredentials(Connection* c, const hw_socks5_userpass_request* credentials) {
  uint8_t wire[HW_MAX_HANDSHAKE_MESSAGE];
  hw_socks5_userpass_reply reply = hw_socks5_userpass_reply_new(); /* it says no */
  const hw_text name = credentials->username;
  const hw_text password = credentials->password;
  const int known = IsKnownUser(&options, name.data, name.size, password.data, password.size);
  if (known) reply.status = 0;
  return Send(c,
              hw_server_handshake_write_userpass(&c->handshake, &reply, wire, sizeof(wire),
                                                 hw_policy_strict()),
              wire) &&
         known;
}

/* `size` octets of the request are dropped, since the connection may be over behind it. */
static void OnRequest(Connection* c, const hw_server_event* request, size_t size) {
  const uint8_t command = request->command;
  const hw_address* address = &request->address;
  const hw_text text = address->domain;
  const int is_name = address->type == HW_ADDRESS_DOMAIN;
  const uint16_t port = address->port;
  hw_host_name name = {0};
  c->address_count = is_name ? ReadLiteral(text.data, text.size, port, c->addresses) != 0
                             : hw_address_to_sockaddr(address, c->addresses) != 0;
  const int resolves = is_name && hw_ok(hw_host_name_parse(text.data, text.size, &name));
  evbuffer_drain(bufferevent_get_input(c->client.events), size);
  bufferevent_disable(c->client.events, EV_READ);
  Wait(c, kConnecting, kConnectSeconds);
  if (command != HW_SOCKS5_COMMAND_CONNECT) {
    Refuse(c, HW_SOCKS5_REPLY_CODE_COMMAND_NOT_SUPPORTED);
  } else if (c->address_count == 0 && resolves) {
    Resolve(c, &name, port);
  } else {
    ConnectToNext(c, EHOSTUNREACH);
  }
}

/* Reads and answers every message that has arrived. What follows the request stays in the input. */
static void ReadHandshake(Connection* c) {
  struct evbuffer* input = bufferevent_get_input(c->client.events);
  while (c->state == kHandshake) {
    hw_server_event event;
    uint8_t wire[HW_MAX_HANDSHAKE_MESSAGE];
    const size_t size = evbuffer_get_length(input);
    const uint8_t* octets = evbuffer_pullup(input, -1); /* null if there are none */
    const hw_result read = hw_server_handshake_read(&c->handshake, octets, size, &event);
    const size_t used = hw_consumed(read);
    int goes_on = 1;
    if (read.code == HW_NEED_MORE) return;
    if (!hw_ok(read)) {
      Send(c, hw_server_handshake_refuse(&c->handshake, read, wire, sizeof(wire)), wire);
      Drain(c);
      return;
    }
    /* The event is a view of the input. GSSAPI is never selected, so that there are no frames. */
    if (event.kind == HW_SERVER_EVENT_REQUEST) {
      OnRequest(c, &event, used);
      return;
    }
    if (event.kind == HW_SERVER_EVENT_GREETING) goes_on = OnGreeting(c, &event.greeting);
    if (event.kind == HW_SERVER_EVENT_CREDENTIALS) goes_on = OnCredentials(c, &event.credentials);
    evbuffer_drain(input, used);
    if (!goes_on) Drain(c);
  }
}

static void OnClientRead(struct bufferevent* events, void* argument) {
  Connection* c = argument;
  struct evbuffer* input = bufferevent_get_input(events);
  if (c->state == kHandshake) {
    ReadHandshake(c);
  } else if (c->state == kRelaying) {
    Wait(c, kRelaying, kIdleSeconds);
    PassOn(&c->client, &c->target);
  } else if (c->state == kDraining) {
    evbuffer_drain(input, evbuffer_get_length(input));
  }
}

static void OnClientSent(struct bufferevent* events, void* argument) {
  Connection* c = argument;
  (void)events;
  if (c->state == kRelaying) {
    OnSent(c, &c->target, &c->client); /* it may close */
  } else if (c->state == kDraining) {
    EndOutput(&c->client);
  }
}

static void OnClientEvent(struct bufferevent* events, short what, void* argument) {
  Connection* c = argument;
  (void)events;
  if (c->state == kRelaying && what & BEV_EVENT_EOF) {
    OnEnded(c, &c->client, &c->target);
  } else if (c->state == kDraining && what & BEV_EVENT_EOF && Unsent(&c->client) > 0) {
    c->client.ended = 1; /* the deadline ends it */
  } else {
    Close(c);
  }
}

static void OnDeadline(evutil_socket_t fd, short what, void* argument) {
  Connection* c = argument;
  (void)fd;
  (void)what;
  if (c->state == kConnecting) {
    Refuse(c, HW_SOCKS5_REPLY_CODE_TTL_EXPIRED);
  } else {
    Close(c);
  }
}

/* 0: there is no memory, and `fd` is the caller's. */
static int Begin(evutil_socket_t fd) {
  /* SOCKS4 has no password. */
  const uint8_t protocols = options.user_count > 0 ? HW_TAKE_SOCKS5 : HW_TAKE_SOCKS4_AND_SOCKS5;
  Connection* c = calloc(1, sizeof(*c));
  if (c == NULL) return 0;
  c->deadline = evtimer_new(base, OnDeadline, c);
  c->client.events = bufferevent_socket_new(base, fd, BEV_OPT_CLOSE_ON_FREE);
  if (c->deadline == NULL || c->client.events == NULL) {
    if (c->deadline != NULL) event_free(c->deadline);
    free(c);
    return 0;
  }
  c->next = connections;
  if (connections != NULL) connections->previous = c;
  connections = c;
  hw_server_handshake_init(&c->handshake, protocols, hw_policy_interop());
  bufferevent_setcb(c->client.events, OnClientRead, OnClientSent, OnClientEvent, c);
  bufferevent_setwatermark(c->client.events, EV_READ, 0, kBufferSize);
  bufferevent_enable(c->client.events, EV_READ);
  Wait(c, kHandshake, options.handshake_seconds);
  return 1;
}

/* THE PROGRAM */

static void OnAccepted(struct evconnlistener* from, evutil_socket_t fd, struct sockaddr* address,
                       int size, void* argument) {
  (void)address;
  (void)size;
  (void)argument;
  if (!Begin(fd)) {
    close(fd);
    return;
  }
  if (++connection_count >= options.connections) evconnlistener_disable(from);
}

static void OnMayAccept(evutil_socket_t fd, short what, void* argument) {
  (void)fd;
  (void)what;
  (void)argument;
  if (connection_count < options.connections) evconnlistener_enable(listener);
}

/* Nothing can be accepted for a while. */
static void OnAcceptError(struct evconnlistener* from, void* argument) {
  const struct timeval time = {0, 100000};
  (void)argument;
  evconnlistener_disable(from);
  event_base_once(base, -1, EV_TIMEOUT, OnMayAccept, NULL, &time);
}

static void OnSignal(evutil_socket_t number, short what, void* argument) {
  (void)number;
  (void)what;
  (void)argument;
  event_base_loopbreak(base);
}

static void Listen(void) {
  struct sockaddr_storage own;
  socklen_t size = sizeof(own);
  listener = evconnlistener_new_bind(
      base, OnAccepted, NULL, LEV_OPT_CLOSE_ON_FREE | LEV_OPT_REUSEABLE, 128,
      (const struct sockaddr*)&options.listen, (int)options.listen_size);
  if (listener == NULL ||
      getsockname(evconnlistener_get_fd(listener), (struct sockaddr*)&own, &size) != 0) {
    Die(1, "listening", strerror(errno));
  }
  evconnlistener_set_error_cb(listener, OnAcceptError);
  SayListening((const struct sockaddr*)&own, size);
}

/* A name server that does not answer is no news: its names are refused. */
static void DropLog(int is_warning, const char* text) {
  (void)is_warning;
  (void)text;
}

/* The name server of --dns, or those of the system; /etc/hosts before either. */
static void PrepareDns(void) {
  const int system = options.dns_size == 0;
  evdns_set_log_fn(DropLog);
  dns = evdns_base_new(base, system ? EVDNS_BASE_INITIALIZE_NAMESERVERS : 0);
  if (dns == NULL) dns = evdns_base_new(base, 0); /* the system has no name server */
  if (dns == NULL) Die(1, "evdns", "there is no memory");
  if (system) return;
  evdns_base_load_hosts(dns, NULL);
  if (evdns_base_nameserver_sockaddr_add(dns, (const struct sockaddr*)&options.dns,
                                         options.dns_size, 0) != 0) {
    Die(1, "--dns", "evdns does not take it");
  }
}

int main(int argc, char** argv) {
  ReadServingOptions(argc, argv, &options);
  signal(SIGPIPE, SIG_IGN);
  base = event_base_new();
  if (base == NULL) Die(1, "libevent", "there is no event base");
  struct event* term = evsignal_new(base, SIGTERM, OnSignal, NULL);
  struct event* interrupt = evsignal_new(base, SIGINT, OnSignal, NULL);
  if (term == NULL || interrupt == NULL) Die(1, "libevent", "there is no memory");
  event_add(term, NULL);
  event_add(interrupt, NULL);
  PrepareDns();
  Listen();
  event_base_dispatch(base);
  while (connections != NULL) Close(connections);
  evconnlistener_free(listener);
  evdns_base_free(dns, 1);
  event_base_loop(base, EVLOOP_NONBLOCK); /* lookups that were given up end here */
  event_free(term);
  event_free(interrupt);
  event_base_free(base);
  return 0;
}
