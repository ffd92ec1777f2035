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
  p[2] = static_cast<uint8_t>(m.port >> 8);
  p[3] = static_cast<uint8_t>(m.port);
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
                                                     RawSocks4Reply* m) {
  if (size < 8 || (p[0] != 0 && p[0] != 4)) return false;
  LimitSocks4Reply(p, m);
  return true;
}

struct RawFrame {
  uint8_t type;
  Text token;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitFrame(const uint8_t* p, RawFrame* m) {
  m->type = p[1];
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

struct RawUdp {
  RawMessage head;  // octet is FRAG
  Text payload;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitUdp(const uint8_t* p, size_t size, RawUdp* m) {
  m->head.octet = p[2];
  m->head.atyp = p[3];
  size_t end = 0;
  if (p[3] == 1) {
    memcpy(m->head.ip, p + 4, 4);
    end = 8;
  } else if (p[3] == 4) {
    memcpy(m->head.ip, p + 4, 16);
    end = 20;
  } else {
    m->head.domain = {p + 5, p[4]};
    end = 5u + p[4];
  }
  m->head.port = Load16(p + end);
  m->payload = {p + end + 2, size - end - 2};
  return end + 2;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorUdp(const uint8_t* p, size_t size, RawUdp* m,
                                             size_t* used) {
  if (size < 7) return false;
  size_t end = 0;
  if (p[3] == 1) {
    end = 8;
  } else if (p[3] == 4) {
    end = 20;
  } else if (p[3] == 3) {
    if (p[4] == 0) return false;
    end = 5u + p[4];
  } else {
    return false;
  }
  if (size < end + 2) return false;
  for (size_t i = 5; p[3] == 3 && i < end; ++i) {
    if (p[i] < 0x20 || p[i] == 0x7F) return false;
  }
  *used = LimitUdp(p, size, m);
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

struct RawWholeRecord {
  RawRecord header;
  Text fragment;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWholeRecord(const uint8_t* p, RawWholeRecord* m) {
  m->header = {p[0], Load16(p + 1), Load16(p + 3)};
  m->fragment = {p + 5, m->header.length};
  return 5u + m->header.length;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWholeRecord(const uint8_t* p, size_t size,
                                                     RawWholeRecord* m, size_t* used) {
  if (size < 5 || p[0] < 20 || p[0] > 24 || p[1] != 3) return false;
  const uint16_t length = Load16(p + 3);
  if (length > 16384 || size < 5u + length) return false;
  if (p[0] == 20 && length != 0 && (length > 1 || p[5] != 1)) return false;
  if (p[0] == 21 && length != 0 && (length != 2 || p[5] < 1 || p[5] > 2)) return false;
  m->header = {p[0], Load16(p + 1), length};
  m->fragment = {p + 5, length};
  *used = 5u + length;
  return true;
}

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_FLOOR_H_
