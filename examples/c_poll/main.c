/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * A SOCKS4, SOCKS4a and SOCKS5 server in C99 on poll(2): CONNECT over IPv4 and IPv6, by address and
 * by name, with users or without. Hardwire's C API does the protocol, this file the sockets.
 * docs/embedding-poll.md says how it is put together.
 */

#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "examples/hosts/serving.h"
#include "hardwire/c/hardwire.h"
#include "hardwire/c/sockaddr.h"

enum {
  kBufferSize = 4096, /* of each direction; the longest request has HW_MAX_HANDSHAKE_MESSAGE */
  kMaxResolvers = 16, /* child processes at once */
  kMaxAddresses = 8,  /* of a name; the others are not tried */
  kConnectSeconds = 20,
  kIdleSeconds = 600,
  kDrainSeconds = 2,
};

/* CONNECTIONS */

typedef enum {
  kFree = 0,
  kHandshake,  /* the client's messages are read */
  kResolving,  /* a child process looks for the addresses of the name */
  kConnecting, /* to one of the addresses */
  kRelaying,
  kDraining, /* the answer was no: what the client still sends is dropped */
} State;

/* What was read of one socket and not yet written to another. */
typedef struct {
  size_t size;
  int ended; /* nothing more will be read */
  int shut;  /* the sink has been told so */
  uint8_t data[kBufferSize];
} Flow;

typedef struct {
  State state;
  int client;
  int target; /* of kResolving the pipe of the child; -1: none */
  pid_t child;
  int64_t deadline;
  hw_server_handshake handshake;
  size_t address_count;
  size_t next_address;
  struct sockaddr_storage addresses[kMaxAddresses];
  Flow up; /* from the client */
  Flow down;
} Connection;

static ServingOptions options;
static Connection* connections;
static size_t resolvers;
static int listener;
static int stop_pipe[2];

/* Milliseconds of a clock that never goes back. */
static int64_t Now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void Wait(Connection* c, State state, int seconds) {
  c->state = state;
  c->deadline = Now() + (int64_t)seconds * 1000;
}

/* Ends the child, if there is one, and what leads to the target. */
static void CloseTarget(Connection* c) {
  if (c->target >= 0) close(c->target);
  c->target = -1;
  if (c->child == 0) return;
  kill(c->child, SIGKILL);
  waitpid(c->child, NULL, 0);
  c->child = 0;
  --resolvers;
}

static void Close(Connection* c) {
  CloseTarget(c);
  close(c->client);
  c->state = kFree;
}

/* Reads what there is room for. 0: the connection is broken. */
static int Fill(int fd, Flow* flow) {
  if (flow->ended || flow->size == kBufferSize) return 1;
  const ssize_t got = read(fd, flow->data + flow->size, kBufferSize - flow->size);
  if (got < 0) return errno == EAGAIN || errno == EINTR;
  if (got == 0) flow->ended = 1;
  flow->size += (size_t)got;
  return 1;
}

static void Drop(Flow* flow, size_t size) {
  flow->size -= size;
  memmove(flow->data, flow->data + size, flow->size);
}

/* Writes what there is; behind the last octet passes the end on. 0: the connection is broken. */
static int Flush(int fd, Flow* flow) {
  if (flow->size > 0) {
    const ssize_t sent = write(fd, flow->data, flow->size);
    if (sent < 0) return errno == EAGAIN || errno == EINTR;
    Drop(flow, (size_t)sent);
  }
  if (flow->ended && flow->size == 0 && !flow->shut) {
    shutdown(fd, SHUT_WR);
    flow->shut = 1;
  }
  return 1;
}

/* A message that was written behind what waits for the client. 0: it was not. */
static int Keep(Connection* c, hw_result written) {
  c->down.size += hw_written(written);
  return hw_ok(written);
}

/* Where the next message to the client is written, and how much room there is. */
static uint8_t* Room(Connection* c) { return c->down.data + c->down.size; }
static size_t RoomSize(const Connection* c) { return kBufferSize - c->down.size; }

/* The last message is on its way. To close with unread octets would reset the connection, and the
 * client might not get it. */
static void Drain(Connection* c) {
  CloseTarget(c);
  c->down.ended = 1;
  Wait(c, kDraining, kDrainSeconds);
}

static void Refuse(Connection* c, uint8_t code) {
  Keep(c, hw_server_handshake_refuse_socks5(&c->handshake, code, Room(c), RoomSize(c)));
  Drain(c);
}

/* THE TARGET */

/* Begins to connect to the next address. If there is none left, `error` of the last one is the
 * answer. */
static void ConnectToNext(Connection* c, int error) {
  while (c->next_address < c->address_count) {
    const struct sockaddr_storage* address = &c->addresses[c->next_address++];
    const int ipv6 = address->ss_family == AF_INET6;
    const socklen_t size = ipv6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
    CloseTarget(c);
    if (!MayReach(&options, (const struct sockaddr*)address)) {
      error = EACCES;
      continue;
    }
    c->target = socket(address->ss_family, SOCK_STREAM, 0);
    if (c->target < 0) {
      error = errno;
      continue;
    }
    fcntl(c->target, F_SETFL, O_NONBLOCK);
    if (connect(c->target, (const struct sockaddr*)address, size) == 0 || errno == EINPROGRESS) {
      c->state = kConnecting; /* the deadline is that of all addresses together */
      return;
    }
    error = errno;
  }
  Refuse(c, ReplyCodeFor(error));
}

/* Says yes, with the address at which the target sees this server. */
static void Grant(Connection* c) {
  struct sockaddr_storage own;
  socklen_t size = sizeof(own);
  hw_address bound = {0};
  if (getsockname(c->target, (struct sockaddr*)&own, &size) != 0 ||
      !hw_address_from_sockaddr((const struct sockaddr*)&own, size, &bound) ||
      !Keep(c, hw_server_handshake_grant(&c->handshake, &bound, Room(c), RoomSize(c)))) {
    Refuse(c, HW_SOCKS5_REPLY_CODE_GENERAL_FAILURE);
    return;
  }
  Wait(c, kRelaying, kIdleSeconds);
}

static void OnConnecting(Connection* c) {
  int error = 0;
  socklen_t size = sizeof(error);
  if (getsockopt(c->target, SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
  if (error != 0) {
    ConnectToNext(c, error);
  } else {
    Grant(c);
  }
}

/* The child process: getaddrinfo() blocks. It keeps no socket of the server open. */
static void ResolveInChild(const Connection* own, const char* host, uint16_t port, int out) {
  struct sockaddr_storage found[kMaxAddresses];
  struct addrinfo hints;
  struct addrinfo* list = NULL;
  char service[8];
  size_t count = 0;
  signal(SIGTERM, SIG_DFL);
  signal(SIGINT, SIG_DFL);
  close(listener);
  close(stop_pipe[0]);
  close(stop_pipe[1]);
  for (size_t i = 0; i < options.connections; ++i) {
    const Connection* c = &connections[i];
    if (c->state == kFree) continue;
    close(c->client);
    if (c != own && c->target >= 0) close(c->target);
  }
  memset(&hints, 0, sizeof(hints));
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  snprintf(service, sizeof(service), "%u", (unsigned)port);
  if (getaddrinfo(host, service, &hints, &list) != 0) _exit(1);
  memset(found, 0, sizeof(found));
  for (const struct addrinfo* each = list; each != NULL && count < kMaxAddresses;
       each = each->ai_next) {
    if (each->ai_addrlen <= sizeof(found[0])) {
      memcpy(&found[count++], each->ai_addr, each->ai_addrlen);
    }
  }
  /* At most PIPE_BUF: it arrives as one piece. */
  _exit(write(out, found, count * sizeof(found[0])) < 0);
}

/* Lets a child look for the addresses of a name. */
static void Resolve(Connection* c, const hw_host_name* name, uint16_t port) {
  char host[HW_MAX_HOST_NAME + 1];
  int ends[2];
  memcpy(host, name->text, name->size);
  host[name->size] = 0;
  if (resolvers == kMaxResolvers || pipe(ends) != 0) {
    Refuse(c, HW_SOCKS5_REPLY_CODE_GENERAL_FAILURE);
    return;
  }
  c->child = fork();
  if (c->child == 0) ResolveInChild(c, host, port, ends[1]);
  close(ends[1]);
  c->target = ends[0];
  if (c->child < 0) {
    c->child = 0;
    Refuse(c, HW_SOCKS5_REPLY_CODE_GENERAL_FAILURE);
    return;
  }
  ++resolvers;
  Wait(c, kResolving, kConnectSeconds);
}

static void OnResolving(Connection* c) {
  const ssize_t got = read(c->target, c->addresses, sizeof(c->addresses));
  c->address_count = got > 0 ? (size_t)got / sizeof(c->addresses[0]) : 0;
  c->next_address = 0;
  ConnectToNext(c, EHOSTUNREACH);
}

/* THE CLIENT */

static void OnGreeting(Connection* c, const hw_socks5_greeting* greeting) {
  hw_socks5_method_selection selection = hw_socks5_method_selection_new(); /* it says no */
  const uint8_t wanted = options.user_count > 0 ? HW_SOCKS5_METHOD_USERNAME_PASSWORD
                                                : HW_SOCKS5_METHOD_NO_AUTHENTICATION;
  if (hw_socks5_greeting_offers(greeting, wanted)) selection.method = wanted;
  if (!Keep(c, hw_server_handshake_write_method(&c->handshake, &selection, Room(c), RoomSize(c))) ||
      selection.method != wanted) {
    Drain(c);
  }
}

static void OnCredentials(Connection* c, const hw_socks5_userpass_request* credentials) {
  hw_socks5_userpass_reply reply = hw_socks5_userpass_reply_new(); /* it says no */
  const hw_text name = credentials->username;
  const hw_text password = credentials->password;
  const int known = IsKnownUser(&options, name.data, name.size, password.data, password.size);
  if (known) reply.status = 0;
  if (!Keep(c, hw_server_handshake_write_userpass(&c->handshake, &reply, Room(c), RoomSize(c),
                                                  hw_policy_strict())) ||
      !known) {
    Drain(c);
  }
}

static void OnRequest(Connection* c, const hw_server_event* request) {
  const hw_address* address = &request->address;
  const hw_text text = address->domain;
  const int is_name = address->type == HW_ADDRESS_DOMAIN;
  hw_host_name name;
  c->next_address = 0;
  c->address_count = is_name ? ReadLiteral(text.data, text.size, address->port, c->addresses) != 0
                             : hw_address_to_sockaddr(address, c->addresses) != 0;
  if (request->command != HW_SOCKS5_COMMAND_CONNECT) {
    Refuse(c, HW_SOCKS5_REPLY_CODE_COMMAND_NOT_SUPPORTED);
  } else if (c->address_count > 0) {
    Wait(c, kConnecting, kConnectSeconds);
    ConnectToNext(c, EHOSTUNREACH);
  } else if (hw_ok(hw_host_name_parse(text.data, text.size, &name))) {
    Resolve(c, &name, address->port);
  } else {
    Refuse(c, HW_SOCKS5_REPLY_CODE_HOST_UNREACHABLE);
  }
}

/* Reads and answers every message that has arrived. What follows the request stays in `up`. 0: the
 * connection is over. */
static int OnHandshake(Connection* c) {
  while (c->state == kHandshake) {
    hw_server_event event;
    const hw_result read = hw_server_handshake_read(&c->handshake, c->up.data, c->up.size, &event);
    if (read.code == HW_NEED_MORE) return !c->up.ended && c->up.size < kBufferSize;
    if (!hw_ok(read)) {
      Keep(c, hw_server_handshake_refuse(&c->handshake, read, Room(c), RoomSize(c)));
      Drain(c);
      return 1;
    }
    /* The event is a view of `up`. GSSAPI is never selected, so that there are no frames. */
    if (event.kind == HW_SERVER_EVENT_GREETING) OnGreeting(c, &event.greeting);
    if (event.kind == HW_SERVER_EVENT_CREDENTIALS) OnCredentials(c, &event.credentials);
    if (event.kind == HW_SERVER_EVENT_REQUEST) OnRequest(c, &event);
    Drop(&c->up, hw_consumed(read));
  }
  return 1;
}

/* EVENTS */

/* What can be done with a socket now. A socket that is watched for nothing is not in the set: poll
 * would report a hang-up again and again. */
static short ClientEvents(const Connection* c) {
  const int reads = c->state == kHandshake || c->state == kRelaying;
  short events = 0;
  if (reads && !c->up.ended && c->up.size < kBufferSize) events |= POLLIN;
  if (c->state == kDraining && !c->up.ended) events |= POLLIN;
  if (c->down.size > 0) events |= POLLOUT;
  return events;
}

static short TargetEvents(const Connection* c) {
  short events = 0;
  if (c->state == kResolving) return POLLIN;
  if (c->state == kConnecting) return POLLOUT;
  if (c->state != kRelaying) return 0;
  if (!c->down.ended && c->down.size < kBufferSize) events |= POLLIN;
  if (c->up.size > 0) events |= POLLOUT;
  return events;
}

/* Events but POLLOUT mean that something can be read: octets, the end, or an error. */
static int MayRead(short events) { return (events & ~POLLOUT) != 0; }

/* Reads and writes what the events allow. 0: the connection is over. */
static int Relay(Connection* c, short client, short target) {
  if (MayRead(client) && !Fill(c->client, &c->up)) return 0;
  if (MayRead(target) && !Fill(c->target, &c->down)) return 0;
  if (!Flush(c->target, &c->up) || !Flush(c->client, &c->down)) return 0;
  c->deadline = Now() + (int64_t)kIdleSeconds * 1000;
  return !c->up.shut || !c->down.shut;
}

/* Reads the messages of the client. 0: the connection is over. */
static int ServeHandshake(Connection* c, short client) {
  return !MayRead(client) || (Fill(c->client, &c->up) && OnHandshake(c));
}

/* Drops what the client sends. 0: the connection is over. */
static int ServeDraining(Connection* c, short client) {
  c->up.size = 0;
  return !MayRead(client) || Fill(c->client, &c->up);
}

/* 0: the connection is over. */
static int Serve(Connection* c, short client, short target) {
  int goes_on = 1;
  if (c->state == kRelaying) return Relay(c, client, target);
  if (c->state == kHandshake) {
    goes_on = ServeHandshake(c, client);
  } else if (c->state == kDraining) {
    goes_on = ServeDraining(c, client);
  } else if (c->state == kResolving && target != 0) {
    OnResolving(c);
  } else if (c->state == kConnecting && target != 0) {
    OnConnecting(c);
  }
  /* The answer does not wait for the next turn. */
  if (!goes_on || !Flush(c->client, &c->down)) return 0;
  return c->state != kDraining || !c->up.ended || !c->down.shut;
}

static void OnDeadline(Connection* c) {
  if (c->state == kResolving || c->state == kConnecting) {
    Refuse(c, HW_SOCKS5_REPLY_CODE_TTL_EXPIRED);
    if (!Flush(c->client, &c->down)) Close(c);
  } else {
    Close(c);
  }
}

/* A connection that is not used; null: there is none. */
static Connection* FindFree(void) {
  for (size_t i = 0; i < options.connections; ++i) {
    if (connections[i].state == kFree) return &connections[i];
  }
  return NULL;
}

/* 0: nothing can be accepted for a while. */
static int Accept(Connection* c) {
  /* SOCKS4 has no password. */
  const uint8_t protocols = options.user_count > 0 ? HW_TAKE_SOCKS5 : HW_TAKE_SOCKS4_AND_SOCKS5;
  const int fd = accept(listener, NULL, NULL);
  if (fd < 0) return errno == EAGAIN || errno == EINTR || errno == ECONNABORTED;
  fcntl(fd, F_SETFL, O_NONBLOCK);
  memset(c, 0, sizeof(*c));
  c->client = fd;
  c->target = -1;
  hw_server_handshake_init(&c->handshake, protocols, hw_policy_interop());
  Wait(c, kHandshake, options.handshake_seconds);
  return 1;
}

/* What to wait for: the sockets of every connection, and the end of the program. */
static int Prepare(struct pollfd* polled, int64_t accept_after) {
  const int64_t now = Now();
  int64_t until = now + 60000;
  const int accepts = now >= accept_after && FindFree() != NULL;
  polled[0] = (struct pollfd){stop_pipe[0], POLLIN, 0};
  polled[1] = (struct pollfd){accepts ? listener : -1, POLLIN, 0};
  if (now < accept_after) until = accept_after;
  for (size_t i = 0; i < options.connections; ++i) {
    const Connection* c = &connections[i];
    const short client = c->state == kFree ? 0 : ClientEvents(c);
    const short target = c->state == kFree ? 0 : TargetEvents(c);
    polled[2 + 2 * i] = (struct pollfd){client != 0 ? c->client : -1, client, 0};
    polled[3 + 2 * i] = (struct pollfd){target != 0 ? c->target : -1, target, 0};
    if (c->state != kFree && c->deadline < until) until = c->deadline;
  }
  return until > now ? (int)(until - now) : 0;
}

static void Run(struct pollfd* polled) {
  int64_t accept_after = 0;
  for (;;) {
    const int timeout = Prepare(polled, accept_after);
    if (poll(polled, (nfds_t)(2 + 2 * options.connections), timeout) < 0) {
      if (errno == EINTR) continue;
      Die(1, "poll", strerror(errno));
    }
    if (polled[0].revents != 0) return;
    for (size_t i = 0; i < options.connections; ++i) {
      Connection* c = &connections[i];
      const short client = polled[2 + 2 * i].revents;
      const short target = polled[3 + 2 * i].revents;
      if ((client != 0 || target != 0) && !Serve(c, client, target)) Close(c);
      if (c->state != kFree && Now() >= c->deadline) OnDeadline(c);
    }
    /* A new connection may be where one has just ended, whose events were seen above. */
    if (polled[1].revents != 0 && !Accept(FindFree())) accept_after = Now() + 100;
  }
}

/* THE PROGRAM */

static void OnSignal(int number) {
  (void)number;
  const int error = errno;
  if (write(stop_pipe[1], "", 1) < 0) {
    /* A full pipe says it already. */
  }
  errno = error;
}

static void HandleSignals(void) {
  struct sigaction action;
  if (pipe(stop_pipe) != 0) Die(1, "pipe", strerror(errno));
  fcntl(stop_pipe[1], F_SETFL, O_NONBLOCK);
  memset(&action, 0, sizeof(action));
  action.sa_handler = OnSignal;
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);
  signal(SIGPIPE, SIG_IGN);
}

static void Listen(void) {
  struct sockaddr_storage own;
  socklen_t size = sizeof(own);
  const int on = 1;
  listener = socket(options.listen.ss_family, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  if (listener < 0 ||
      bind(listener, (const struct sockaddr*)&options.listen, options.listen_size) != 0 ||
      listen(listener, 128) != 0 || fcntl(listener, F_SETFL, O_NONBLOCK) != 0 ||
      getsockname(listener, (struct sockaddr*)&own, &size) != 0) {
    Die(1, "listening", strerror(errno));
  }
  SayListening((const struct sockaddr*)&own, size);
}

int main(int argc, char** argv) {
  ReadServingOptions(argc, argv, &options);
  if (options.dns_size != 0) Die(2, "there is no --dns: the resolver of the system is asked", "");
  connections = calloc(options.connections, sizeof(*connections));
  struct pollfd* polled = calloc(2 + 2 * options.connections, sizeof(*polled));
  if (connections == NULL || polled == NULL) Die(1, "there is no memory for them", "--connections");
  HandleSignals();
  Listen();
  Run(polled);
  for (size_t i = 0; i < options.connections; ++i) {
    if (connections[i].state != kFree) Close(&connections[i]);
  }
  close(listener);
  free(polled);
  free(connections);
  return 0;
}
