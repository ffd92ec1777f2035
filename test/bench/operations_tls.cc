// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Records and messages of TLS.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "fuzz/random_message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/sslv2_hello.h"
#include "hardwire/view.h"
#include "test/bench/floor_tls.h"
#include "test/bench/operations.h"
#include "test/bench/passes.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {
namespace {

constexpr tls::RecordContext kTls12 = tls::RecordContext::Plain(0x0303);

template <typename M>
Result ReadInTls12(Bytes input, M* out, Policy policy) {
  return Decode(input, out, kTls12, policy);
}
Result WriteHeader(const tls::RecordHeader& header, Span<uint8_t> room) {
  return Encode(header, room, kTls12);
}
Result WriteRecord(const tls::Record& record, Span<uint8_t> room) {
  return Encode(record, room, kTls12);
}
Result WriteInner(const tls::InnerPlaintext& inner, Span<uint8_t> room) {
  return Encode(inner, room, tls::InnerContext::Tls13());
}
Result ReadInner(Bytes input, tls::InnerPlaintext* out, Policy policy) {
  return Decode(input, out, tls::InnerContext::Tls13(), policy);
}

const Table& Records() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    *out = {static_cast<uint8_t>(21 + random->Below(3)), 3, 3,
            static_cast<uint8_t>(random->Below(64)), static_cast<uint8_t>(1 + random->Below(255))};
  }));
  return *table;
}

const Table& WholeRecords() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    const size_t count = 1 + random->Below(255);
    *out = {static_cast<uint8_t>(22 + random->Below(2)), 3, 3, 0, static_cast<uint8_t>(count)};
    Append(random, count, out);
  }));
  return *table;
}
const Table& Alerts() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    *out = {static_cast<uint8_t>(1 + random->Below(2)), random->Octet()};
  }));
  return *table;
}
const Table& Inners() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    Append(random, 1 + random->Below(255), out);
    out->push_back(static_cast<uint8_t>(22 + random->Below(2)));
    out->resize(out->size() + random->Below(16));
  }));
  return *table;
}
const Table& Sslv2Hellos() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    const size_t specs = 3 * (1 + random->Below(40));
    const size_t challenge = 16 + random->Below(17);
    Append16(0x8000 + 9 + specs + challenge, out);
    out->insert(out->end(), {1, 3, static_cast<uint8_t>(random->Below(4))});
    for (const size_t length : {specs, size_t{0}, challenge}) Append16(length, out);
    Append(random, specs + challenge, out);
  }));
  return *table;
}
const Table& Handshakes() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    *out = {static_cast<uint8_t>(random->Below(25)), 0};
    Append16(random->Below(0x10000), out);
  }));
  return *table;
}
const Table& Hellos() {
  static const Table* const table = new Table(MakeTable(AppendHello));
  return *table;
}

Result WriteHello(const tls::ClientHello& hello, Span<uint8_t> room) {
  return Encode(hello, room, tls::HelloContext::Tls());
}
Result ReadHello(Bytes input, tls::ClientHello* out, Policy policy) {
  return Decode(input, out, tls::HelloContext::Tls(), policy);
}

}  // namespace

std::vector<Operation> TlsOperations() {
  using tls::RecordHeader;
  return {
      DecodeRow<RecordHeader, RawRecord, Records, FloorRecord, LimitRecord, ReadInTls12>(
          "tls_record_header decode"),
      DecodeRow<tls::Record, RawWholeRecord, WholeRecords, FloorWholeRecord, LimitWholeRecord,
                ReadInTls12>("tls_record decode"),
      DecodeRow<tls::Alert, RawAlert, Alerts, FloorAlert, LimitAlert>("alert decode"),
      DecodeRow<tls::InnerPlaintext, RawInner, Inners, FloorInner, LimitInner, ReadInner>(
          "tls_inner decode"),
      DecodeRow<tls::Sslv2Hello, RawSslv2, Sslv2Hellos, FloorSslv2, LimitSslv2>(
          "sslv2_hello decode"),
      DecodeRow<tls::HandshakeHeader, RawHandshake, Handshakes, FloorHandshake, LimitHandshake>(
          "tls_handshake_header decode"),
      DecodeRow<tls::ClientHello, RawHello, Hellos, FloorHello, LimitHello, ReadHello>(
          "client_hello decode"),
      EncodeRow<RecordHeader, RawRecord, Records, LimitRecord, FloorWriteRecord, LimitWriteRecord,
                ReadInTls12, WriteHeader>("tls_record_header encode"),
      EncodeRow<tls::Record, RawWholeRecord, WholeRecords, LimitWholeRecord, FloorWriteWholeRecord,
                LimitWriteWholeRecord, ReadInTls12, WriteRecord>("tls_record encode"),
      EncodeRow<tls::InnerPlaintext, RawInner, Inners, LimitInner, FloorWriteInner, LimitWriteInner,
                ReadInner, WriteInner>("tls_inner encode"),
      EncodeRow<tls::Sslv2Hello, RawSslv2, Sslv2Hellos, LimitSslv2, FloorWriteSslv2,
                LimitWriteSslv2>("sslv2_hello encode"),
      EncodeRow<tls::HandshakeHeader, RawHandshake, Handshakes, LimitHandshake, FloorWriteHandshake,
                LimitWriteHandshake>("tls_handshake_header encode"),
      EncodeRow<tls::Alert, RawAlert, Alerts, LimitAlert, FloorWriteAlert, LimitWriteAlert>(
          "alert encode"),
      EncodeRow<tls::ClientHello, RawHello, Hellos, LimitHello, FloorWriteHello, LimitWriteHello,
                ReadHello, WriteHello>("client_hello encode"),
  };
}

}  // namespace bench
}  // namespace hardwire
