// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What the codecs are measured against, written by hand for each message: `Limit*`, loads and
// stores of the same fields without a check, and `Floor*`, which make the checks of the codec under
// its default policy and answer with a bare bool. bench_test holds floor and codec to the same
// verdicts.

#ifndef HARDWIRE_TEST_BENCH_FLOOR_H_
#define HARDWIRE_TEST_BENCH_FLOOR_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/base/attributes.h"

namespace hardwire {
namespace bench {

inline uint16_t Load16(const uint8_t* p) { return static_cast<uint16_t>(p[0] << 8 | p[1]); }

struct Text {
  const uint8_t* data;
  size_t size;
};

// A SOCKS5 request or reply; a union of address kinds would save nothing.
struct RawMessage {
  uint8_t octet;  // CMD or REP
  uint8_t atyp;
  uint8_t ip[16];
  Text domain;
  uint16_t port;
};

ABSL_ATTRIBUTE_NOINLINE inline size_t LimitMessage(const uint8_t* p, RawMessage* m) {
  m->octet = p[1];
  m->atyp = p[3];
  if (p[3] == 1) {
    memcpy(m->ip, p + 4, 4);
    m->port = Load16(p + 8);
    return 10;
  }
  if (p[3] == 4) {
    memcpy(m->ip, p + 4, 16);
    m->port = Load16(p + 20);
    return 22;
  }
  m->domain = {p + 5, p[4]};
  m->port = Load16(p + 5 + p[4]);
  return 7u + p[4];
}

// `reply`: an empty name is allowed. Commands and reply codes are all allowed by default.
ABSL_ATTRIBUTE_NOINLINE inline bool FloorMessage(const uint8_t* p, size_t size, bool reply,
                                                 RawMessage* m, size_t* used) {
  if (size < 7 || p[0] != 5) return false;
  m->octet = p[1];
  m->atyp = p[3];
  if (p[3] == 1) {
    if (size < 10) return false;
    memcpy(m->ip, p + 4, 4);
    m->port = Load16(p + 8);
    *used = 10;
    return true;
  }
  if (p[3] == 4) {
    if (size < 22) return false;
    memcpy(m->ip, p + 4, 16);
    m->port = Load16(p + 20);
    *used = 22;
    return true;
  }
  if (p[3] != 3) return false;
  const size_t length = p[4];
  if ((length == 0 && !reply) || size < 7 + length) return false;
  for (size_t i = 5; i < 5 + length; ++i) {
    if (p[i] < 0x20 || p[i] == 0x7F) return false;
  }
  m->domain = {p + 5, length};
  m->port = Load16(p + 5 + length);
  *used = 7 + length;
  return true;
}

// Encoders take a RawMessage that is right (limit) or checked as strictly as the codec's (floor).
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteMessage(const RawMessage& m, uint8_t* p) {
  p[0] = 5;
  p[1] = m.octet;
  p[2] = 0;
  p[3] = m.atyp;
  uint8_t* end = p + 4;
  if (m.atyp == 1) {
    memcpy(end, m.ip, 4);
    end += 4;
  } else if (m.atyp == 4) {
    memcpy(end, m.ip, 16);
    end += 16;
  } else {
    *end++ = static_cast<uint8_t>(m.domain.size);
    memcpy(end, m.domain.data, m.domain.size);
    end += m.domain.size;
  }
  end[0] = static_cast<uint8_t>(m.port >> 8);
  end[1] = static_cast<uint8_t>(m.port);
  return static_cast<size_t>(end + 2 - p);
}

inline bool IsLdh(uint8_t c) {
  const uint8_t lower = c | 0x20;
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_';
}

ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteMessage(const RawMessage& m, bool reply, uint8_t* p,
                                                      size_t room, size_t* used) {
  if (reply ? m.octet > 8 : m.octet < 1 || m.octet > 3) return false;
  if (m.atyp == 1) {
    if (room < 10) return false;
  } else if (m.atyp == 4) {
    if (room < 22) return false;
  } else {
    if (m.domain.size == 0 || m.domain.size > 255 || room < 7 + m.domain.size) return false;
    for (size_t i = 0; i < m.domain.size; ++i) {
      if (!IsLdh(m.domain.data[i])) return false;
    }
  }
  *used = LimitWriteMessage(m, p);
  return true;
}

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

// Two octets, of which the first must be `version`.
ABSL_ATTRIBUTE_NOINLINE inline bool FloorPair(const uint8_t* p, size_t size, uint8_t version,
                                              uint8_t* value) {
  if (size < 2 || p[0] != version) return false;
  *value = p[1];
  return true;
}

struct RawRecord {
  uint8_t type;
  uint16_t version;
  uint16_t length;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitRecord(const uint8_t* p, RawRecord* m) {
  m->type = p[0];
  m->version = Load16(p + 1);
  m->length = Load16(p + 3);
  return 5;
}
// In a plain TLS 1.2 connection: the context is a constant here, as in hand-written code.
ABSL_ATTRIBUTE_NOINLINE inline bool FloorRecord(const uint8_t* p, size_t size, RawRecord* m) {
  if (size < 5 || p[0] < 20 || p[0] > 24 || p[1] != 3) return false;
  const uint16_t length = Load16(p + 3);
  if (length > 16384 || (p[0] == 20 && length > 1)) return false;
  m->type = p[0];
  m->version = Load16(p + 1);
  m->length = length;
  return true;
}

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_FLOOR_H_
