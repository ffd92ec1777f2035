// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Which protocol the first bytes of a connection are.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/base/attributes.h"
#include "fuzz/random_message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/sniff.h"
#include "hardwire/view.h"
#include "test/bench/floor.h"
#include "test/bench/operations.h"
#include "test/bench/passes.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {

struct RawSniffed {
  Protocol protocol;
};

// The opening that `p` must be, of which `at` octets were compared.
inline bool Opens(const uint8_t* p, size_t size, string_view opening, size_t at, Protocol protocol,
                  RawSniffed* m, size_t* used) {
  while (at < opening.size() && at < size && p[at] == static_cast<uint8_t>(opening[at])) ++at;
  if (at < opening.size() && at == size) return false;
  m->protocol = at == opening.size() ? protocol : Protocol::kOther;
  *used = at == opening.size() ? at : at + 1;
  return true;
}
inline bool Sniffed(Protocol protocol, size_t count, RawSniffed* m, size_t* used) {
  m->protocol = protocol;
  *used = count;
  return true;
}

inline bool OpensSslv2(const uint8_t* p, size_t size, RawSniffed* m, size_t* used) {
  if (size < 3) return false;
  if (p[2] != 1) return Sniffed(Protocol::kOther, 3, m, used);
  if (size < 4) return false;
  return Sniffed(p[3] == 0 || p[3] == 3 ? Protocol::kSslv2 : Protocol::kOther, 4, m, used);
}
// POST, PUT, PATCH, PRI, PROXY.
inline bool OpensWithP(const uint8_t* p, size_t size, RawSniffed* m, size_t* used) {
  if (size < 2) return false;
  switch (p[1]) {
    case 'O':
      return Opens(p, size, "POST ", 2, Protocol::kHttp, m, used);
    case 'U':
      return Opens(p, size, "PUT ", 2, Protocol::kHttp, m, used);
    case 'A':
      return Opens(p, size, "PATCH ", 2, Protocol::kHttp, m, used);
    case 'R':
      if (size < 3) return false;
      if (p[2] == 'I') return Opens(p, size, "PRI ", 3, Protocol::kHttp, m, used);
      return Opens(p, size, "PROXY ", 2, Protocol::kProxyV1, m, used);
    default:
      return Sniffed(Protocol::kOther, 2, m, used);
  }
}
ABSL_ATTRIBUTE_NOINLINE inline bool FloorSniff(const uint8_t* p, size_t size, RawSniffed* m,
                                               size_t* used) {
  if (size == 0) return false;
  if (p[0] >= 0x80) return OpensSslv2(p, size, m, used);
  switch (p[0]) {
    case 4:
      return Sniffed(Protocol::kSocks4, 1, m, used);
    case 5:
      return Sniffed(Protocol::kSocks5, 1, m, used);
    case 20:
    case 21:
    case 22:
    case 23:
    case 24:
      if (size < 2) return false;
      return Sniffed(p[1] == 3 ? Protocol::kTls : Protocol::kOther, 2, m, used);
    case 'G':
      return Opens(p, size, "GET ", 1, Protocol::kHttp, m, used);
    case 'H':
      return Opens(p, size, "HEAD ", 1, Protocol::kHttp, m, used);
    case 'D':
      return Opens(p, size, "DELETE ", 1, Protocol::kHttp, m, used);
    case 'O':
      return Opens(p, size, "OPTIONS ", 1, Protocol::kHttp, m, used);
    case 'T':
      return Opens(p, size, "TRACE ", 1, Protocol::kHttp, m, used);
    case 'C':
      return Opens(p, size, "CONNECT ", 1, Protocol::kHttpConnect, m, used);
    case 'S':
      return Opens(p, size, "SSH-", 1, Protocol::kSsh, m, used);
    case 'P':
      return OpensWithP(p, size, m, used);
    case '\r':
      return Opens(p, size, {"\r\n\r\n\0\r\nQUIT\n", 12}, 1, Protocol::kProxyV2, m, used);
    default:
      return Sniffed(Protocol::kOther, 1, m, used);
  }
}
ABSL_ATTRIBUTE_NOINLINE inline size_t LimitSniff(const uint8_t* p, RawSniffed* m) {
  m->protocol = static_cast<Protocol>(p[0]);
  return 1;
}

namespace {

Result ReadProtocol(Bytes input, Protocol* out, Policy /*policy*/) { return Sniff(input, out); }

// What a proxy's port sees: half SOCKS, a quarter TLS, a quarter HTTP.
const Table& Openings() {
  static const Table* const table = new Table(MakeTable([](auto* random, auto* out) {
    switch (random->Below(4)) {
      case 0:
        *out = {22, 3, 1, 2, 0};
        break;
      case 1:
        *out = {'C', 'O', 'N', 'N', 'E', 'C', 'T', ' '};
        break;
      default:
        *out = {static_cast<uint8_t>(4 + random->Below(2)), 1, 0};
    }
  }));
  return *table;
}

}  // namespace

std::vector<Operation> SniffOperations() {
  return {DecodeRow<Protocol, RawSniffed, Openings, FloorSniff, LimitSniff, ReadProtocol>("sniff")};
}

}  // namespace bench
}  // namespace hardwire
