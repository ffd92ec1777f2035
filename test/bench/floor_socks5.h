// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The messages of SOCKS5 without an address: see floor.h.

#ifndef HARDWIRE_TEST_BENCH_FLOOR_SOCKS5_H_
#define HARDWIRE_TEST_BENCH_FLOOR_SOCKS5_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/base/attributes.h"
#include "test/bench/floor.h"

namespace hardwire {
namespace bench {

struct RawGreeting {
  Text methods;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitGreeting(const uint8_t* p, RawGreeting* m) {
  m->methods = {p + 2, p[1]};
  return 2u + p[1];
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorGreeting(const uint8_t* p, size_t size, RawGreeting* m,
                                                  size_t* used) {
  if (size < 3 || p[0] != 5 || p[1] == 0) return false;
  const size_t count = p[1];
  if (size < 2 + count) return false;
  for (size_t i = 2; i < 2 + count; ++i) {
    if (p[i] == 0xFF) return false;
  }
  m->methods = {p + 2, count};
  *used = 2 + count;
  return true;
}

struct RawUserpass {
  Text username;
  Text password;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitUserpass(const uint8_t* p, RawUserpass* m) {
  m->username = {p + 2, p[1]};
  const uint8_t* q = p + 2 + p[1];
  m->password = {q + 1, q[0]};
  return 3u + p[1] + q[0];
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorUserpass(const uint8_t* p, size_t size, RawUserpass* m,
                                                  size_t* used) {
  if (size < 3 || p[0] != 1 || p[1] == 0) return false;
  const size_t plen = 2u + p[1];
  if (size <= plen) return false;
  const size_t end = plen + 1 + p[plen];
  if (size < end) return false;
  m->username = {p + 2, p[1]};
  m->password = {p + plen + 1, p[plen]};
  *used = end;
  return true;
}

ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteUserpass(const RawUserpass& m, uint8_t* p) {
  p[0] = 1;
  p[1] = static_cast<uint8_t>(m.username.size);
  memcpy(p + 2, m.username.data, m.username.size);
  uint8_t* q = p + 2 + m.username.size;
  q[0] = static_cast<uint8_t>(m.password.size);
  memcpy(q + 1, m.password.data, m.password.size);
  return 3 + m.username.size + m.password.size;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteUserpass(const RawUserpass& m, uint8_t* p,
                                                       size_t room, size_t* used) {
  if (m.username.size == 0 || m.username.size > 255) return false;
  if (m.password.size == 0 || m.password.size > 255) return false;
  if (room < 3 + m.username.size + m.password.size) return false;
  *used = LimitWriteUserpass(m, p);
  return true;
}

ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteGreeting(const RawGreeting& m, uint8_t* p) {
  p[0] = 5;
  p[1] = static_cast<uint8_t>(m.methods.size);
  memcpy(p + 2, m.methods.data, m.methods.size);
  return 2 + m.methods.size;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteGreeting(const RawGreeting& m, uint8_t* p,
                                                       size_t room, size_t* used) {
  if (m.methods.size == 0 || m.methods.size > 255 || room < 2 + m.methods.size) return false;
  for (size_t i = 0; i < m.methods.size; ++i) {
    if (m.methods.data[i] == 0xFF) return false;
  }
  *used = LimitWriteGreeting(m, p);
  return true;
}

struct RawFrame {
  uint8_t type;
  Text token;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitFrame(const uint8_t* p, RawFrame* m) {
  m->type = p[1];
  if (p[1] == 0xFF) {
    m->token = {p + 2, 0};
    return 2;
  }
  m->token = {p + 4, Load16(p + 2)};
  return 4 + m->token.size;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorFrame(const uint8_t* p, size_t size, RawFrame* m,
                                               size_t* used) {
  if (size < 2 || p[0] != 1) return false;
  m->type = p[1];
  if (p[1] == 0xFF) {
    m->token = {p + 2, 0};
    *used = 2;
    return true;
  }
  if (p[1] < 1 || p[1] > 3 || size < 4) return false;
  const size_t length = Load16(p + 2);
  if (size < 4 + length) return false;
  m->token = {p + 4, length};
  *used = 4 + length;
  return true;
}
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteFrame(const RawFrame& m, uint8_t* p) {
  p[0] = 1;
  p[1] = m.type;
  if (m.type == 0xFF) return 2;
  Store16(static_cast<uint16_t>(m.token.size), p + 2);
  if (m.token.size != 0) memcpy(p + 4, m.token.data, m.token.size);
  return 4 + m.token.size;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteFrame(const RawFrame& m, uint8_t* p, size_t room,
                                                    size_t* used) {
  if (m.type == 0xFF) {
    if (m.token.size != 0 || room < 2) return false;
  } else if (m.type < 1 || m.type > 3 || m.token.size > 65535 || room < 4 + m.token.size) {
    return false;
  }
  *used = LimitWriteFrame(m, p);
  return true;
}

// Method selection (version 5) and the reply of RFC 1929 (version 1).
struct RawPair {
  uint8_t value;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitPair(const uint8_t* p, RawPair* m) {
  m->value = p[1];
  return 2;
}
// RFC 1929's reply may have the version 0 or 5 as well.
template <uint8_t kVersion>
ABSL_ATTRIBUTE_NOINLINE bool FloorPair(const uint8_t* p, size_t size, RawPair* m, size_t* used) {
  if (size < 2 || (p[0] != kVersion && (kVersion != 1 || (p[0] != 0 && p[0] != 5)))) return false;
  m->value = p[1];
  *used = 2;
  return true;
}
template <uint8_t kVersion>
ABSL_ATTRIBUTE_NOINLINE size_t LimitWritePair(const RawPair& m, uint8_t* p) {
  p[0] = kVersion;
  p[1] = m.value;
  return 2;
}
template <uint8_t kVersion>
ABSL_ATTRIBUTE_NOINLINE bool FloorWritePair(const RawPair& m, uint8_t* p, size_t room,
                                            size_t* used) {
  if (room < 2) return false;
  *used = LimitWritePair<kVersion>(m, p);
  return true;
}

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_FLOOR_SOCKS5_H_
