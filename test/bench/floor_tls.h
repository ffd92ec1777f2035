// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Records and messages of TLS: see floor.h.

#ifndef HARDWIRE_TEST_BENCH_FLOOR_TLS_H_
#define HARDWIRE_TEST_BENCH_FLOOR_TLS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/base/attributes.h"
#include "test/bench/floor.h"

namespace hardwire {
namespace bench {

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
ABSL_ATTRIBUTE_NOINLINE inline bool FloorRecord(const uint8_t* p, size_t size, RawRecord* m,
                                                size_t* used) {
  if (size < 5 || p[0] < 20 || p[0] > 24 || p[1] != 3) return false;
  const uint16_t length = Load16(p + 3);
  if (length > 16384 || (p[0] == 20 && length > 1)) return false;
  m->type = p[0];
  m->version = Load16(p + 1);
  m->length = length;
  *used = 5;
  return true;
}
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteRecord(const RawRecord& m, uint8_t* p) {
  p[0] = m.type;
  Store16(m.version, p + 1);
  Store16(m.length, p + 3);
  return 5;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteRecord(const RawRecord& m, uint8_t* p, size_t room,
                                                     size_t* used) {
  if (m.type < 20 || m.type > 24 || m.version != 0x0303 || m.length > 16384) return false;
  if (m.length == 0 ? m.type <= 22 : m.type == 20 && m.length != 1) return false;
  if (room < 5) return false;
  *used = LimitWriteRecord(m, p);
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

ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteWholeRecord(const RawWholeRecord& m, uint8_t* p) {
  p[0] = m.header.type;
  Store16(m.header.version, p + 1);
  Store16(static_cast<uint16_t>(m.fragment.size), p + 3);
  StoreText(m.fragment, p + 5);
  return 5 + m.fragment.size;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteWholeRecord(const RawWholeRecord& m, uint8_t* p,
                                                          size_t room, size_t* used) {
  const uint8_t type = m.header.type;
  const size_t size = m.fragment.size;
  if (type < 20 || type > 24 || m.header.version != 0x0303 || size > 16384) return false;
  if (size == 0 && type <= 22) return false;
  if (type == 20 && (size != 1 || m.fragment.data[0] != 1)) return false;
  if (type == 21 && (size != 2 || m.fragment.data[0] < 1 || m.fragment.data[0] > 2)) return false;
  if (room < 5 + size) return false;
  *used = LimitWriteWholeRecord(m, p);
  return true;
}

struct RawAlert {
  uint8_t level;
  uint8_t description;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitAlert(const uint8_t* p, RawAlert* m) {
  *m = {p[0], p[1]};
  return 2;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorAlert(const uint8_t* p, size_t size, RawAlert* m,
                                               size_t* used) {
  if (size != 2 || p[0] < 1 || p[0] > 2) return false;
  *used = LimitAlert(p, m);
  return true;
}
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteAlert(const RawAlert& m, uint8_t* p) {
  p[0] = m.level;
  p[1] = m.description;
  return 2;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteAlert(const RawAlert& m, uint8_t* p, size_t room,
                                                    size_t* used) {
  if (m.level < 1 || m.level > 2 || room < 2) return false;
  *used = LimitWriteAlert(m, p);
  return true;
}

struct RawInner {
  uint8_t type;
  Text content;
  size_t padding;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitInner(const uint8_t* p, size_t size, RawInner* m) {
  size_t end = size - 1;
  while (p[end] == 0) --end;
  *m = {p[end], {p, end}, size - end - 1};
  return size;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorInner(const uint8_t* p, size_t size, RawInner* m,
                                               size_t* used) {
  if (size == 0 || size > 16385) return false;
  size_t end = size;
  do {
    if (end == 0) return false;
  } while (p[--end] == 0);
  const uint8_t type = p[end];
  if (type < 21 || type > 24) return false;
  if (type == 21 && end != 0 && (end != 2 || p[0] < 1 || p[0] > 2)) return false;
  *m = {type, {p, end}, size - end - 1};
  *used = size;
  return true;
}

ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteInner(const RawInner& m, uint8_t* p) {
  uint8_t* const end = StoreText(m.content, p);
  *end = m.type;
  memset(end + 1, 0, m.padding);
  return m.content.size + 1 + m.padding;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteInner(const RawInner& m, uint8_t* p, size_t room,
                                                    size_t* used) {
  const size_t size = m.content.size;
  if (size > 16384 || m.padding > 16384 - size || m.type < 21 || m.type > 24) return false;
  if (m.type == 21 && (size != 2 || m.content.data[0] < 1 || m.content.data[0] > 2)) return false;
  if ((m.type == 22 && size == 0) || room < size + 1 + m.padding) return false;
  *used = LimitWriteInner(m, p);
  return true;
}

struct RawSslv2 {
  uint16_t version;
  Text cipher_specs;
  Text challenge;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitSslv2(const uint8_t* p, RawSslv2* m) {
  const size_t specs = Load16(p + 5);
  const size_t challenge = Load16(p + 9);
  *m = {Load16(p + 3), {p + 11, specs}, {p + 11 + specs, challenge}};
  return 11 + specs + challenge;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorSslv2(const uint8_t* p, size_t size, RawSslv2* m,
                                               size_t* used) {
  if (size < 30 || (p[0] & 0x80) == 0 || p[2] != 1 || p[3] != 3) return false;
  const size_t total = 2u + (Load16(p) & 0x7FFF);
  const size_t specs = Load16(p + 5);
  const size_t challenge = Load16(p + 9);
  if (total < 30 || total > 4098 || size < total || specs == 0 || specs % 3 != 0) return false;
  if (Load16(p + 7) != 0 || challenge < 16 || challenge > 32) return false;
  if (11 + specs + challenge != total) return false;
  *used = LimitSslv2(p, m);
  return true;
}

ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteSslv2(const RawSslv2& m, uint8_t* p) {
  const size_t specs = m.cipher_specs.size;
  const size_t challenge = m.challenge.size;
  Store16(static_cast<uint16_t>(0x8000 + 9 + specs + challenge), p);
  p[2] = 1;
  Store16(m.version, p + 3);
  Store16(static_cast<uint16_t>(specs), p + 5);
  Store16(0, p + 7);
  Store16(static_cast<uint16_t>(challenge), p + 9);
  StoreText(m.challenge, StoreText(m.cipher_specs, p + 11));
  return 11 + specs + challenge;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteSslv2(const RawSslv2& m, uint8_t* p, size_t room,
                                                    size_t* used) {
  const size_t specs = m.cipher_specs.size;
  const size_t challenge = m.challenge.size;
  if (m.version >> 8 != 3 || specs == 0 || specs % 3 != 0 || specs > 4087) return false;
  if (challenge < 16 || challenge > 32 || 11 + specs + challenge > 4098) return false;
  if (room < 11 + specs + challenge) return false;
  *used = LimitWriteSslv2(m, p);
  return true;
}

struct RawHandshake {
  uint8_t type;
  uint32_t length;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitHandshake(const uint8_t* p, RawHandshake* m) {
  *m = {p[0], Load24(p + 1)};
  return 4;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorHandshake(const uint8_t* p, size_t size, RawHandshake* m,
                                                   size_t* used) {
  if (size < 4 || Load24(p + 1) > 131396) return false;
  *used = LimitHandshake(p, m);
  return true;
}
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteHandshake(const RawHandshake& m, uint8_t* p) {
  p[0] = m.type;
  Store24(m.length, p + 1);
  return 4;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteHandshake(const RawHandshake& m, uint8_t* p,
                                                        size_t room, size_t* used) {
  if (m.length > 131396 || room < 4) return false;
  *used = LimitWriteHandshake(m, p);
  return true;
}

struct RawHello {
  uint16_t version;
  const uint8_t* random;
  Text session_id;
  Text cipher_suites;
  Text compression_methods;
  bool has_extensions;
  Text extensions;
};
// Its lengths are taken to add up.
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitHello(const uint8_t* p, RawHello* m) {
  const size_t total = 4 + Load24(p + 1);
  size_t at = 38;
  m->version = Load16(p + 4);
  m->random = p + 6;
  m->session_id = {p + at + 1, p[at]};
  at += 1 + m->session_id.size;
  m->cipher_suites = {p + at + 2, Load16(p + at)};
  at += 2 + m->cipher_suites.size;
  m->compression_methods = {p + at + 1, p[at]};
  at += 1 + m->compression_methods.size;
  m->has_extensions = at < total;
  m->extensions = {p + at + 2, m->has_extensions ? total - at - 2 : 0};
  return total;
}
inline bool OffersTls13(const uint8_t* p, size_t size) {
  if (size == 0 || p[0] + 1U != size || p[0] == 0 || p[0] % 2 != 0) return false;
  for (size_t i = 1; i < size; i += 2) {
    if (Load16(p + i) == 0x0304) return true;
  }
  return false;
}
// The extensions, at [p, end).
inline bool FloorExtensions(const uint8_t* p, const uint8_t* end, bool null_compression) {
  uint64_t seen = 0;
  bool ech = false;
  while (p != end) {
    if (end - p < 4) return false;
    const unsigned type = Load16(p);
    const size_t size = Load16(p + 2);
    p += 4;
    if (size > static_cast<size_t>(end - p)) return false;
    if (type < 64) {
      if ((seen >> type & 1) != 0) return false;
      seen |= uint64_t{1} << type;
    } else if (type == 0xFE0D) {
      if (ech) return false;
      ech = true;
    }
    if (type == 41 && p + size != end) return false;
    if (type == 43 && !null_compression && OffersTls13(p, size)) return false;
    p += size;
  }
  return true;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorHello(const uint8_t* p, size_t size, RawHello* m,
                                               size_t* used) {
  if (size < 45 || p[0] != 1) return false;
  const size_t total = 4 + Load24(p + 1);
  if (total > 4 + 131396 || size < total || total < 45) return false;
  size_t at = 38;
  if (p[at] > 32 || total - at < 1U + p[at] + 6) return false;
  at += 1 + p[at];
  const size_t suites = Load16(p + at);
  if (suites == 0 || suites % 2 != 0 || total - at < 2 + suites + 2) return false;
  at += 2 + suites;
  const size_t methods = p[at];
  if (methods == 0 || total - at < 1 + methods) return false;
  const bool null_compression = methods == 1 && p[at + 1] == 0;
  at += 1 + methods;
  if (at != total) {
    if (total - at < 2 || Load16(p + at) != total - at - 2) return false;
    if (!FloorExtensions(p + at + 2, p + total, null_compression)) return false;
  }
  *used = LimitHello(p, m);
  return true;
}

ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteHello(const RawHello& m, uint8_t* p) {
  p[0] = 1;
  Store16(m.version, p + 4);
  memcpy(p + 6, m.random, 32);
  uint8_t* end = p + 38;
  *end = static_cast<uint8_t>(m.session_id.size);
  end = StoreText(m.session_id, end + 1);
  Store16(static_cast<uint16_t>(m.cipher_suites.size), end);
  end = StoreText(m.cipher_suites, end + 2);
  *end = static_cast<uint8_t>(m.compression_methods.size);
  end = StoreText(m.compression_methods, end + 1);
  if (m.has_extensions) {
    Store16(static_cast<uint16_t>(m.extensions.size), end);
    end = StoreText(m.extensions, end + 2);
  }
  const size_t total = static_cast<size_t>(end - p);
  Store24(static_cast<uint32_t>(total - 4), p + 1);
  return total;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteHello(const RawHello& m, uint8_t* p, size_t room,
                                                    size_t* used) {
  const Text suites = m.cipher_suites;
  const Text methods = m.compression_methods;
  const Text block = m.extensions;
  if (m.version < 0x0300 || m.version > 0x0303 || m.session_id.size > 32) return false;
  if (suites.size == 0 || suites.size % 2 != 0 || suites.size > 65534) return false;
  if (methods.size == 0 || methods.size > 255 || block.size > 65535) return false;
  if (block.size != 0) {
    const bool null_compression = methods.size == 1 && methods.data[0] == 0;
    if (!m.has_extensions) return false;
    if (!FloorExtensions(block.data, block.data + block.size, null_compression)) return false;
  }
  const size_t total =
      42 + m.session_id.size + suites.size + methods.size + block.size + (m.has_extensions ? 2 : 0);
  if (total > 4 + 131396 || room < total) return false;
  *used = LimitWriteHello(m, p);
  return true;
}

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_FLOOR_TLS_H_
