/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0 */

#define _POSIX_C_SOURCE 200809L

#include "examples/hosts/serving.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "hardwire/c/hardwire.h"
#include "hardwire/c/sockaddr.h"

void Die(int status, const char* what, const char* detail) {
  fprintf(stderr, "%s%s%s\n", what, *detail == 0 ? "" : ": ", detail);
  exit(status);
}

/* FLAGS */

static size_t ReadCount(const char* text, size_t most) {
  char* end = NULL;
  const unsigned long value = strtoul(text, &end, 10);
  if (*text < '0' || *text > '9' || *end != 0 || value == 0 || value > most) {
    Die(2, "this is no number above 0 that is small enough", text);
  }
  return (size_t)value;
}

static socklen_t ReadAddress(const char* text, struct sockaddr_storage* to) {
  hw_address address;
  socklen_t size = 0;
  if (hw_ok(hw_address_parse(text, strlen(text), &address))) {
    size = hw_address_to_sockaddr(&address, to);
  }
  if (size == 0) Die(2, "this is not ADDRESS:PORT", text);
  return size;
}

/* One line of the file, "name:password". Octets behind the first colon are the password. */
static int ReadUser(const char* line, ServingUser* user) {
  const char* colon = strchr(line, ':');
  if (colon == NULL || colon == line || colon[1] == 0) return 0;
  user->name_size = (size_t)(colon - line);
  user->password_size = strlen(colon + 1);
  if (user->name_size > kMaxUserText || user->password_size > kMaxUserText) return 0;
  memcpy(user->name, line, user->name_size);
  memcpy(user->password, colon + 1, user->password_size);
  return 1;
}

static void ReadUsers(const char* path, ServingOptions* options) {
  char line[2 * kMaxUserText + 4];
  FILE* file = fopen(path, "r");
  if (file == NULL) Die(2, path, strerror(errno));
  while (fgets(line, sizeof(line), file) != NULL) {
    const size_t size = strcspn(line, "\r\n");
    if (line[size] == 0 && !feof(file)) Die(2, path, "a line is too long, or holds NUL");
    line[size] = 0;
    if (size == 0 || line[0] == '#') continue;
    if (options->user_count == kMaxUsers) Die(2, path, "there are too many users");
    if (!ReadUser(line, &options->users[options->user_count])) Die(2, path, "no name:password");
    ++options->user_count;
  }
  fclose(file);
  if (options->user_count == 0) Die(2, path, "there is no user");
}

static void ReadFlag(const char* flag, const char* value, ServingOptions* options) {
  if (value == NULL) Die(2, "a flag needs a value", flag);
  if (strcmp(flag, "--listen") == 0) {
    options->listen_size = ReadAddress(value, &options->listen);
  } else if (strcmp(flag, "--users") == 0) {
    ReadUsers(value, options);
  } else if (strcmp(flag, "--dns") == 0) {
    options->dns_size = ReadAddress(value, &options->dns);
  } else if (strcmp(flag, "--handshake") == 0) {
    options->handshake_seconds = (int)ReadCount(value, 3600);
  } else if (strcmp(flag, "--connections") == 0) {
    options->connections = ReadCount(value, 100000);
  } else {
    Die(2, "there is no flag", flag);
  }
}

static int IsLoopback(const struct sockaddr_storage* address) {
  struct sockaddr_in6 ipv6;
  struct sockaddr_in ipv4;
  if (address->ss_family == AF_INET6) {
    memcpy(&ipv6, address, sizeof(ipv6));
    return IN6_IS_ADDR_LOOPBACK(&ipv6.sin6_addr) != 0;
  }
  memcpy(&ipv4, address, sizeof(ipv4));
  return ntohl(ipv4.sin_addr.s_addr) >> 24 == 127;
}

void ReadServingOptions(int argc, char** argv, ServingOptions* options) {
  const rlim_t others = 16; /* descriptors that are not of connections */
  struct rlimit limit;
  memset(options, 0, sizeof(*options));
  options->listen_size = ReadAddress("127.0.0.1:1080", &options->listen);
  options->handshake_seconds = 10;
  options->connections = 256;
  /* argv ends in a null pointer. */
  for (int i = 1; i < argc; i += 2) ReadFlag(argv[i], argv[i + 1], options);
  options->for_others = !IsLoopback(&options->listen);
  if (options->for_others && options->user_count == 0) {
    Die(2, "--listen lets other machines in: --users FILE is needed", "");
  }
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < others + 3) {
    Die(1, "there are too few descriptors", "");
  }
  const rlim_t most = (limit.rlim_cur - others) / 3;
  if (most < options->connections) options->connections = (size_t)most;
}

void SayListening(const struct sockaddr* address, socklen_t size) {
  char text[HW_MAX_ADDRESS_TEXT];
  hw_address own = {0};
  hw_address_from_sockaddr(address, size, &own);
  const hw_result written = hw_address_format(&own, text, sizeof(text));
  printf("listening on %.*s\n", (int)hw_written(written), text);
  fflush(stdout);
}

/* USERS */

static int IsSameText(const char* text, size_t size, const char* own, size_t own_size) {
  unsigned difference = size != own_size;
  for (size_t i = 0; i < own_size; ++i) {
    difference |= (unsigned)(i < size ? (uint8_t)text[i] : 0) ^ (uint8_t)own[i];
  }
  return difference == 0;
}

int IsKnownUser(const ServingOptions* options, const char* name, size_t name_size,
                const char* password, size_t password_size) {
  int found = 0;
  for (size_t i = 0; i < options->user_count; ++i) {
    const ServingUser* user = &options->users[i];
    found |= IsSameText(name, name_size, user->name, user->name_size) &
             IsSameText(password, password_size, user->password, user->password_size);
  }
  return found;
}

/* DESTINATIONS */

static int IsLocal4(uint32_t address) {
  return address >> 24 == 0 || address >> 24 == 127 || address >> 16 == 0xA9FE ||
         address >> 28 >= 0xE;
}

/* Those that carry an IPv4 address: ::/96, ::ffff:0:0/96, ::ffff:0:0:0/96, 64:ff9b::/96, 2002::/16.
 * ::/96 has :: and ::1 too. */
static int CarriesIpv4(const uint8_t* octets) {
  static const uint8_t prefixes[][12] = {
      {0},
      {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF},
      {0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF},
      {0, 0x64, 0xFF, 0x9B},
  };
  for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); ++i) {
    if (memcmp(octets, prefixes[i], sizeof(prefixes[i])) == 0) return 1;
  }
  return octets[0] == 0x20 && octets[1] == 0x02;
}

int MayReach(const ServingOptions* options, const struct sockaddr* address) {
  struct sockaddr_in6 ipv6;
  struct sockaddr_in ipv4;
  if (!options->for_others) return 1;
  if (address->sa_family == AF_INET) {
    memcpy(&ipv4, address, sizeof(ipv4));
    return !IsLocal4(ntohl(ipv4.sin_addr.s_addr));
  }
  if (address->sa_family != AF_INET6) return 0;
  memcpy(&ipv6, address, sizeof(ipv6));
  return !IN6_IS_ADDR_LINKLOCAL(&ipv6.sin6_addr) && !IN6_IS_ADDR_MULTICAST(&ipv6.sin6_addr) &&
         !CarriesIpv4(ipv6.sin6_addr.s6_addr);
}

socklen_t ReadLiteral(const char* name, size_t size, uint16_t port, struct sockaddr_storage* to) {
  char text[HW_MAX_IP_TEXT + 1];
  hw_address address = {0};
  if (size == 0 || size >= sizeof(text) || memchr(name, 0, size) != NULL) return 0;
  memcpy(text, name, size);
  text[size] = 0;
  if (inet_pton(AF_INET, text, address.ip) == 1) {
    address.type = HW_ADDRESS_IPV4;
  } else if (inet_pton(AF_INET6, text, address.ip) == 1) {
    address.type = HW_ADDRESS_IPV6;
  }
  address.port = port;
  return hw_address_to_sockaddr(&address, to);
}

uint8_t ReplyCodeFor(int error) {
  switch (error) {
    case ECONNREFUSED:
      return HW_SOCKS5_REPLY_CODE_CONNECTION_REFUSED;
    case EHOSTUNREACH:
      return HW_SOCKS5_REPLY_CODE_HOST_UNREACHABLE;
    case ENETUNREACH:
      return HW_SOCKS5_REPLY_CODE_NETWORK_UNREACHABLE;
    case ETIMEDOUT:
      return HW_SOCKS5_REPLY_CODE_TTL_EXPIRED;
    case EACCES:
    case EPERM:
      return HW_SOCKS5_REPLY_CODE_NOT_ALLOWED;
    case EAFNOSUPPORT:
      return HW_SOCKS5_REPLY_CODE_ADDRESS_TYPE_NOT_SUPPORTED;
    default:
      return HW_SOCKS5_REPLY_CODE_GENERAL_FAILURE;
  }
}
