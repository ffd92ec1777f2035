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
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/handshake.h"
#include "hardwire/tls/record.h"
#include "test/bench/floor_dtls.h"
#include "test/bench/operations.h"
#include "test/bench/passes.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {
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
      DecodeRow<tls::DtlsRecord, RawDtlsRecord, PlainRecords, FloorDtls12, LimitDtls12,
                ReadRecord<kDtls12>>("dtls_record decode"),
      DecodeRow<tls::DtlsRecord, RawDtlsRecord, UnifiedRecords, FloorDtls13, LimitDtls13,
                ReadRecord<kDtls13>>("dtls13_record decode"),
  };
}

}  // namespace bench
}  // namespace hardwire
