// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Records and handshake headers of DTLS.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/base/attributes.h"
#include "fuzz/random_message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/dtls_ack.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/record.h"
#include "test/bench/floor.h"
#include "test/bench/operations.h"
#include "test/bench/passes.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {

inline uint64_t Load48(const uint8_t* p) { return uint64_t{Load24(p)} << 24 | Load24(p + 3); }

struct RawDtlsHandshake {
  uint8_t type;
  uint32_t length;
  uint16_t message_seq;
  uint32_t fragment_offset;
  uint32_t fragment_length;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitDtlsHandshake(const uint8_t* p, RawDtlsHandshake* m) {
  *m = {p[0], Load24(p + 1), Load16(p + 4), Load24(p + 6), Load24(p + 9)};
  return 12;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorDtlsHandshake(const uint8_t* p, size_t size,
                                                       RawDtlsHandshake* m, size_t* used) {
  if (size < 12) return false;
  const uint32_t length = Load24(p + 1);
  const uint32_t offset = Load24(p + 6);
  const uint32_t count = Load24(p + 9);
  if (length > 131396 || offset > length || count > length - offset) return false;
  *m = {p[0], length, Load16(p + 4), offset, count};
  *used = 12;
  return true;
}

ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteDtlsHandshake(const RawDtlsHandshake& m,
                                                              uint8_t* p) {
  p[0] = m.type;
  Store24(m.length, p + 1);
  Store16(m.message_seq, p + 4);
  Store24(m.fragment_offset, p + 6);
  Store24(m.fragment_length, p + 9);
  return 12;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteDtlsHandshake(const RawDtlsHandshake& m, uint8_t* p,
                                                            size_t room, size_t* used) {
  if (m.length > 131396 || m.fragment_offset > m.length) return false;
  if (m.fragment_length > m.length - m.fragment_offset || room < 12) return false;
  *used = LimitWriteDtlsHandshake(m, p);
  return true;
}

struct RawAck {
  Text entries;
};
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitAck(const uint8_t* p, RawAck* m) {
  m->entries = {p + 2, Load16(p)};
  return 2 + m->entries.size;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorAck(const uint8_t* p, size_t size, RawAck* m,
                                             size_t* used) {
  if (size < 2) return false;
  const size_t length = Load16(p);
  if (length % 16 != 0 || length > 16368 || length > size - 2) return false;
  m->entries = {p + 2, length};
  *used = 2 + length;
  return true;
}

ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteAck(const RawAck& m, uint8_t* p) {
  Store16(static_cast<uint16_t>(m.entries.size), p);
  StoreText(m.entries, p + 2);
  return 2 + m.entries.size;
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteAck(const RawAck& m, uint8_t* p, size_t room,
                                                  size_t* used) {
  const size_t size = m.entries.size;
  if (size % 16 != 0 || size > 16368 || room < 2 + size) return false;
  *used = LimitWriteAck(m, p);
  return true;
}

struct RawDtlsRecord {
  bool unified;
  uint8_t type;
  uint16_t version;
  uint16_t epoch;
  uint64_t sequence;
  bool long_sequence;
  bool has_length;
  Text cid;
  Text header;
  Text fragment;
};
inline size_t LoadPlain(const uint8_t* p, size_t count, RawDtlsRecord* m) {
  m->unified = false;
  m->type = p[0];
  m->version = Load16(p + 1);
  m->epoch = Load16(p + 3);
  m->sequence = Load48(p + 5);
  m->header = {p, 13};
  m->fragment = {p + 13, count};
  return 13 + count;
}
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitDtls12(const uint8_t* p, RawDtlsRecord* m) {
  return LoadPlain(p, Load16(p + 11), m);
}
// Of DTLS 1.2 once it is agreed on, without connection ids.
ABSL_ATTRIBUTE_NOINLINE inline bool FloorDtls12(const uint8_t* p, size_t size, RawDtlsRecord* m,
                                                size_t* used) {
  if (size < 13 || p[0] < 20 || p[0] > 27 || p[0] == 25 || p[0] == 26 || p[1] != 0xFE) return false;
  const size_t count = Load16(p + 11);
  if (count > (Load16(p + 3) == 0 ? 16384u : 18432u) || size < 13 + count) return false;
  *used = LoadPlain(p, count, m);
  return true;
}

inline size_t StorePlain(const RawDtlsRecord& m, uint8_t* p) {
  p[0] = m.type;
  Store16(m.version, p + 1);
  Store16(m.epoch, p + 3);
  Store24(static_cast<uint32_t>(m.sequence >> 24), p + 5);
  Store24(static_cast<uint32_t>(m.sequence), p + 8);
  Store16(static_cast<uint16_t>(m.fragment.size), p + 11);
  StoreText(m.fragment, p + 13);
  return 13 + m.fragment.size;
}
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteDtls12(const RawDtlsRecord& m, uint8_t* p) {
  return StorePlain(m, p);
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteDtls12(const RawDtlsRecord& m, uint8_t* p,
                                                     size_t room, size_t* used) {
  if (m.type < 20 || m.type > 27 || m.type == 25 || m.type == 26) return false;
  const size_t size = m.fragment.size;
  if (m.version != 0xFEFD || m.sequence > 0xFFFFFFFFFFFF) return false;
  if (size > (m.epoch == 0 ? 16384u : 18432u) || room < 13 + size) return false;
  if (size == 0 && m.epoch == 0 && m.type <= 22) return false;
  *used = StorePlain(m, p);
  return true;
}

constexpr size_t kBenchCidSize = 8;

// Where the fields of a unified header lie.
struct UnifiedLayout {
  explicit UnifiedLayout(uint8_t first)
      : cid((first & 0x10) != 0 ? kBenchCidSize : 0),
        length_at(1 + cid + ((first & 8) != 0 ? 2 : 1)),
        size(length_at + ((first & 4) != 0 ? 2 : 0)) {}
  size_t cid;
  size_t length_at;
  size_t size;
};
inline size_t LoadUnified(const uint8_t* p, UnifiedLayout at, size_t count, RawDtlsRecord* m) {
  m->unified = true;
  m->epoch = p[0] & 3;
  m->long_sequence = (p[0] & 8) != 0;
  m->has_length = (p[0] & 4) != 0;
  m->cid = {p + 1, at.cid};
  m->sequence = m->long_sequence ? Load16(p + 1 + at.cid) : p[1 + at.cid];
  m->header = {p, at.size};
  m->fragment = {p + at.size, count};
  return at.size + count;
}
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitDtls13(const uint8_t* p, size_t size, RawDtlsRecord* m) {
  const UnifiedLayout at(p[0]);
  return LoadUnified(p, at, (p[0] & 4) != 0 ? Load16(p + at.length_at) : size - at.size, m);
}
// Of DTLS 1.3, with connection ids of kBenchCidSize octets.
ABSL_ATTRIBUTE_NOINLINE inline bool FloorDtls13(const uint8_t* p, size_t size, RawDtlsRecord* m,
                                                size_t* used) {
  if (size == 0) return false;
  if (p[0] >= 0x20 && p[0] <= 0x3F) {
    const UnifiedLayout at(p[0]);
    if (size < at.size) return false;
    const size_t room = size - at.size;
    const size_t count = (p[0] & 4) != 0 ? Load16(p + at.length_at) : room;
    if (count > room || count < 16 || count > 16640) return false;
    *used = LoadUnified(p, at, count, m);
    return true;
  }
  if (size < 13 || (p[0] != 21 && p[0] != 22 && p[0] != 26) || Load16(p + 3) != 0) return false;
  const size_t count = Load16(p + 11);
  if (count > 16384 || size < 13 + count) return false;
  *used = LoadPlain(p, count, m);
  return true;
}

inline size_t StoreUnified(const RawDtlsRecord& m, uint8_t* p) {
  p[0] = static_cast<uint8_t>(0x20 | (m.cid.size != 0 ? 0x10 : 0) | (m.long_sequence ? 8 : 0) |
                              (m.has_length ? 4 : 0) | (m.epoch & 3));
  uint8_t* next = StoreText(m.cid, p + 1);
  if (m.long_sequence) *next++ = static_cast<uint8_t>(m.sequence >> 8);
  *next++ = static_cast<uint8_t>(m.sequence);
  if (m.has_length) {
    Store16(static_cast<uint16_t>(m.fragment.size), next);
    next += 2;
  }
  return static_cast<size_t>(StoreText(m.fragment, next) - p);
}
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitWriteDtls13(const RawDtlsRecord& m, uint8_t* p) {
  return m.unified ? StoreUnified(m, p) : StorePlain(m, p);
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorWriteDtls13(const RawDtlsRecord& m, uint8_t* p,
                                                     size_t room, size_t* used) {
  const size_t size = m.fragment.size;
  if (m.unified) {
    const size_t before = 1 + m.cid.size + (m.long_sequence ? 2 : 1) + (m.has_length ? 2 : 0);
    if (m.cid.size != 0 && m.cid.size != kBenchCidSize) return false;
    if (m.sequence > 0xFFFFFFFFFFFF || size < 16 || size > 16640) return false;
    if (room < before + size) return false;
    *used = StoreUnified(m, p);
    return true;
  }
  if ((m.type != 21 && m.type != 22 && m.type != 26) || m.epoch != 0) return false;
  if (m.sequence > 0xFFFFFFFFFFFF || size > 16384 || room < 13 + size) return false;
  if (size == 0 && m.type != 26) return false;
  *used = StorePlain(m, p);
  return true;
}

// Either form.
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitDtls13Any(const uint8_t* p, size_t size,
                                                     RawDtlsRecord* m) {
  return p[0] >= 0x20 ? LimitDtls13(p, size, m) : LimitDtls12(p, m);
}

namespace {

constexpr tls::DtlsContext kDtls12 = tls::DtlsContext::Dtls12();
constexpr tls::DtlsContext kDtls13 = tls::DtlsContext::Dtls13().WithCid(kBenchCidSize);

// A record of a datagram, alone in it.
template <const tls::DtlsContext& kContext>
ABSL_ATTRIBUTE_ALWAYS_INLINE inline Result ReadRecord(Bytes input, tls::DtlsRecord* out,
                                                      Policy policy) {
  tls::DtlsDatagram rest(input);
  // The first record of a datagram may not lack the connection id, which later ones may.
  rest.ciphertext_seen = true;
  const tls::DtlsStep step = Next(&rest, out, kContext, policy);
  if (step.event == tls::DtlsEvent::kRecord) return step.result;
  return Result::Error(Code::kDeserialization, Detail::kTruncated, 0);
}

template <const tls::DtlsContext& kContext>
Result WriteRecord(const tls::DtlsRecord& record, Span<uint8_t> room) {
  return EncodeRecord(record.header, record.fragment, room, kContext);
}

const Table& Handshakes() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    const size_t count = random->Below(200);
    const size_t offset = random->Below(1000);
    *out = {static_cast<uint8_t>(random->Below(25)), 0};
    Append16(offset + count + random->Below(1000), out);
    Append16(random->Below(10), out);
    for (const size_t number : {offset, count}) {
      out->push_back(0);
      Append16(number, out);
    }
    Append(random, count, out);
  }));
  return *table;
}
const Table& Acks() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    const size_t count = 16 * random->Below(20);
    Append16(count, out);
    Append(random, count, out);
  }));
  return *table;
}
const Table& PlainRecords() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    const size_t count = 1 + random->Below(255);
    *out = {static_cast<uint8_t>(20 + random->Below(4)), 0xFE, 0xFD};
    for (const size_t number : {random->Below(3), size_t{0}, size_t{0}}) Append16(number, out);
    Append16(random->Below(0x10000), out);
    Append16(count, out);
    Append(random, count, out);
  }));
  return *table;
}
// With and without a connection id, with 8 and 16 bits of sequence number, with and without length.
const Table& UnifiedRecords() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    const size_t count = 16 + random->Below(240);
    const uint8_t first = static_cast<uint8_t>(0x20 + random->Below(32));
    *out = {first};
    if ((first & 0x10) != 0) Append(random, kBenchCidSize, out);
    Append(random, (first & 8) != 0 ? 2 : 1, out);
    if ((first & 4) != 0) Append16(count, out);
    Append(random, count, out);
  }));
  return *table;
}

}  // namespace

std::vector<Operation> DtlsOperations() {
  return {
      DecodeRow<tls::DtlsHandshakeHeader, RawDtlsHandshake, Handshakes, FloorDtlsHandshake,
                LimitDtlsHandshake>("dtls_handshake_header decode"),
      DecodeRow<tls::Ack, RawAck, Acks, FloorAck, LimitAck>("dtls_ack decode"),
      DecodeRow<tls::DtlsRecord, RawDtlsRecord, PlainRecords, FloorDtls12, LimitDtls12,
                ReadRecord<kDtls12>>("dtls_record decode"),
      DecodeRow<tls::DtlsRecord, RawDtlsRecord, UnifiedRecords, FloorDtls13, LimitDtls13,
                ReadRecord<kDtls13>>("dtls13_record decode"),
      EncodeRow<tls::DtlsHandshakeHeader, RawDtlsHandshake, Handshakes, LimitDtlsHandshake,
                FloorWriteDtlsHandshake, LimitWriteDtlsHandshake>("dtls_handshake_header encode"),
      EncodeRow<tls::Ack, RawAck, Acks, LimitAck, FloorWriteAck, LimitWriteAck>("dtls_ack encode"),
      EncodeRow<tls::DtlsRecord, RawDtlsRecord, PlainRecords, LimitDtls12, FloorWriteDtls12,
                LimitWriteDtls12, ReadRecord<kDtls12>, WriteRecord<kDtls12>>("dtls_record encode"),
      EncodeRow<tls::DtlsRecord, RawDtlsRecord, UnifiedRecords, LimitDtls13Any, FloorWriteDtls13,
                LimitWriteDtls13, ReadRecord<kDtls13>, WriteRecord<kDtls13>>(
          "dtls13_record encode"),
  };
}

}  // namespace bench
}  // namespace hardwire
