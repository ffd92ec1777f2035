// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The messages of SOCKS4: see floor.h.

#ifndef HARDWIRE_TEST_BENCH_FLOOR_SOCKS4_H_
#define HARDWIRE_TEST_BENCH_FLOOR_SOCKS4_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/base/attributes.h"
#include "test/bench/floor.h"

namespace hardwire {
namespace bench {

struct RawSocks4 {
  uint8_t command;
  uint8_t ip[4];
  uint16_t port;
  Text userid;
  Text host;  // of SOCKS4a
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitSocks4(const uint8_t* p, RawSocks4* m) {
  m->command = p[1];
  m->port = Load16(p + 2);
  memcpy(m->ip, p + 4, 4);
  size_t end = 8;
  while (p[end] != 0) ++end;
  m->userid = {p + 8, end - 8};
  m->host = {nullptr, 0};
  if (p[4] == 0 && p[5] == 0 && p[6] == 0 && p[7] != 0) {
    const size_t begin = ++end;
    while (p[end] != 0) ++end;
    m->host = {p + begin, end - begin};
  }
  return end + 1;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorSocks4(const uint8_t* p, size_t size, RawSocks4* m,
                                                size_t* used) {
  if (size < 9 || p[0] != 4) return false;
  size_t end = 8;
  while (end < size && p[end] != 0) ++end;
  if (end == size || end - 8 > 255) return false;
  m->userid = {p + 8, end - 8};
  m->host = {nullptr, 0};
  if (p[4] == 0 && p[5] == 0 && p[6] == 0 && p[7] != 0) {
    const size_t begin = ++end;
    for (; end < size && p[end] != 0; ++end) {
      if (p[end] < 0x20 || p[end] == 0x7F) return false;
    }
    if (end == size || end == begin || end - begin > 255) return false;
    m->host = {p + begin, end - begin};
  }
  m->command = p[1];
  m->port = Load16(p + 2);
  memcpy(m->ip, p + 4, 4);
  *used = end + 1;
  return true;
}
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteSocks4(const RawSocks4& m, uint8_t* p) {
  p[0] = 4;
  p[1] = m.command;
  Store16(m.port, p + 2);
  memcpy(p + 4, m.ip, 4);
  memcpy(p + 8, m.userid.data, m.userid.size);
  size_t end = 8 + m.userid.size;
  p[end++] = 0;
  if (m.host.data != nullptr) {
    memcpy(p + end, m.host.data, m.host.size);
    end += m.host.size;
    p[end++] = 0;
  }
  return end;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteSocks4(const RawSocks4& m, uint8_t* p, size_t room,
                                                     size_t* used) {
  if (m.command != 1 && m.command != 2) return false;
  if (m.userid.size > 255) return false;
  for (size_t i = 0; i < m.userid.size; ++i) {
    if (m.userid.data[i] == 0) return false;
  }
  size_t size = 9 + m.userid.size;
  const bool marker = m.ip[0] == 0 && m.ip[1] == 0 && m.ip[2] == 0;
  if (marker != (m.host.data != nullptr)) return false;
  if (m.host.data != nullptr) {
    if (m.host.size == 0 || m.host.size > 255) return false;
    for (size_t i = 0; i < m.host.size; ++i) {
      if (!IsLdh(m.host.data[i])) return false;
    }
    size += m.host.size + 1;
  }
  if (room < size) return false;
  *used = LimitWriteSocks4(m, p);
  return true;
}

struct RawSocks4Reply {
  uint8_t code;
  uint8_t ip[4];
  uint16_t port;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitSocks4Reply(const uint8_t* p, RawSocks4Reply* m) {
  m->code = p[1];
  m->port = Load16(p + 2);
  memcpy(m->ip, p + 4, 4);
  return 8;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorSocks4Reply(const uint8_t* p, size_t size,
                                                     RawSocks4Reply* m, size_t* used) {
  if (size < 8 || (p[0] != 0 && p[0] != 4)) return false;
  *used = LimitSocks4Reply(p, m);
  return true;
}
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteSocks4Reply(const RawSocks4Reply& m, uint8_t* p) {
  p[0] = 0;
  p[1] = m.code;
  Store16(m.port, p + 2);
  memcpy(p + 4, m.ip, 4);
  return 8;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteSocks4Reply(const RawSocks4Reply& m, uint8_t* p,
                                                          size_t room, size_t* used) {
  if (m.code < 90 || m.code > 93 || room < 8) return false;
  *used = LimitWriteSocks4Reply(m, p);
  return true;
}

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_FLOOR_SOCKS4_H_
