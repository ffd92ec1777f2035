// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The messages of SOCKS5 with an address: see floor.h.

#ifndef HARDWIRE_TEST_BENCH_FLOOR_ADDRESS_H_
#define HARDWIRE_TEST_BENCH_FLOOR_ADDRESS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/base/attributes.h"
#include "test/bench/floor.h"

namespace hardwire {
namespace bench {

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

// From ATYP on. Returns the end.
inline uint8_t* WriteAddress(const RawMessage& m, uint8_t* p) {
  uint8_t* end = p + 1;
  p[0] = m.atyp;
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
  Store16(m.port, end);
  return end + 2;
}

// Checked as strictly as the codec's encoders do.
inline bool AddressFits(const RawMessage& m, size_t room) {
  if (m.atyp == 1) return room >= 10;
  if (m.atyp == 4) return room >= 22;
  if (m.domain.size == 0 || m.domain.size > 255 || room < 7 + m.domain.size) return false;
  for (size_t i = 0; i < m.domain.size; ++i) {
    if (!IsLdh(m.domain.data[i])) return false;
  }
  return true;
}

ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteMessage(const RawMessage& m, uint8_t* p) {
  p[0] = 5;
  p[1] = m.octet;
  p[2] = 0;
  return static_cast<size_t>(WriteAddress(m, p + 3) - p);
}

ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteMessage(const RawMessage& m, bool reply, uint8_t* p,
                                                      size_t room, size_t* used) {
  if (reply ? m.octet > 8 : m.octet < 1 || m.octet > 3) return false;
  if (!AddressFits(m, room)) return false;
  *used = LimitWriteMessage(m, p);
  return true;
}

template <bool kReply>
bool FloorMessage(const uint8_t* p, size_t size, RawMessage* m, size_t* used) {
  return FloorMessage(p, size, kReply, m, used);
}
template <bool kReply>
bool FloorWriteMessage(const RawMessage& m, uint8_t* p, size_t room, size_t* used) {
  return FloorWriteMessage(m, kReply, p, room, used);
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
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteUdp(const RawUdp& m, uint8_t* p) {
  p[0] = 0;
  p[1] = 0;
  p[2] = m.head.octet;
  return static_cast<size_t>(WriteAddress(m.head, p + 3) - p);
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteUdp(const RawUdp& m, uint8_t* p, size_t room,
                                                  size_t* used) {
  if (m.head.octet != 0 || !AddressFits(m.head, room)) return false;
  *used = LimitWriteUdp(m, p);
  return true;
}

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_FLOOR_ADDRESS_H_
