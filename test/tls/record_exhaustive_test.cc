// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

// Every type and version, 2^24 headers, at the lengths on which something turns, in each context
// and under two policies, against the rules of RFC 8446 section 5 and RFC 5246 section 6.2
// restated.
// `--sample` takes every 1009th header.

#include <cstdint>
#include <cstdio>
#include <cstring>

#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/record.h"
#include "hardwire/view.h"

namespace {

using hardwire::Code;
using hardwire::Detail;
using hardwire::Layer;
using hardwire::Policy;
using hardwire::Result;
using hardwire::tls::Phase;
using hardwire::tls::RecordContext;
using hardwire::tls::RecordHeader;

struct Context {
  const char* name;
  RecordContext context;
  uint32_t limit;
  bool tls13;
};
constexpr Context kContexts[] = {
    {"initial", RecordContext::Initial(), 16384, false},
    {"plain", RecordContext::Plain(0), 16384, false},
    {"plain 1.2", RecordContext::Plain(0x0303), 16384, false},
    {"plain 1.3", RecordContext::Plain(0x0304), 16384, true},
    {"protected 1.2", RecordContext::Protected(0x0303), 18432, false},
    {"protected 1.3", RecordContext::Protected(0x0304), 16640, true},
    {"protected 1.3, limit 64", RecordContext::Protected(0x0304, {64}), 64, true},
    {"relay", RecordContext::Relay(), 18432, false},
    {"relay 1.3", RecordContext::Relay(0x0304), 18432, true},
};
constexpr uint32_t kLengths[] = {0, 1, 2, 64, 65, 16384, 16385, 16640, 16641, 18432, 18433, 65535};

Result Bad(Detail detail, uint32_t n, uint32_t octet) {
  return Result::Error(Code::kDeserialization, detail, n, static_cast<uint8_t>(octet), Layer::kTls);
}

Result ForeignType(uint32_t type) {
  Detail detail = Detail::kUnknownContentType;
  if (type == 13 || (type >= 65 && type <= 90) || (type >= 97 && type <= 122)) {
    detail = Detail::kNotTlsText;
  }
  if (type == 4 || type == 5) detail = Detail::kNotTlsSocks;
  if (type >= 128) detail = Detail::kNotTlsSslv2;
  return Bad(detail, 0, type);
}

Result Expected(const Context& c, uint32_t type, uint32_t version, uint32_t length, bool strict) {
  const Phase phase = c.context.phase();
  const bool known = type >= 20 && type <= 24;
  if (!known && strict) return ForeignType(type);
  if (known && phase == Phase::kInitial && type != 21 && type != 22) {
    return Bad(Detail::kUnexpectedContentType, 0, type);
  }
  const bool protected13 = phase == Phase::kProtected && c.tls13;
  if (known && protected13 && type != 20 && type != 23) {
    return Bad(Detail::kUnexpectedContentType, 0, type);
  }
  const bool relay = phase == Phase::kRelay;
  const bool plain13 = phase == Phase::kPlain && c.tls13;
  if (version / 256 != 3 && !plain13) return Bad(Detail::kRecordMajorVersion, 1, version / 256);
  const uint32_t minor = version % 256;
  bool version_expected = minor <= 4;  // initial
  if (plain13 || relay) version_expected = true;
  if (protected13) version_expected = minor == 3;
  if (phase != Phase::kInitial && !relay && !c.tls13) {
    version_expected = c.context.version() == 0 ? minor <= 3 : version == c.context.version();
  }
  if (!version_expected && strict) return Bad(Detail::kRecordVersion, 1, minor);
  if (length > c.limit) return Bad(Detail::kRecordOverflow, 3, 0);
  const bool never_empty = !relay && (type == 20 || type == 21 || type == 22 || protected13);
  if (length == 0 && never_empty && strict) return Bad(Detail::kEmptyFragment, 3, 0);
  const bool clear = !relay && (phase != Phase::kProtected || c.tls13);
  if (type == 20 && length > 1 && clear && strict) return Bad(Detail::kCcsValue, 3, 0);
  return Result::Ok(5, Layer::kTls);
}

}  // namespace

int main(int argc, char** argv) {
  const bool sample = argc == 2 && strcmp(argv[1], "--sample") == 0;
  const uint32_t step = sample ? 1009 : 1;
  uint64_t checked = 0;
  for (uint32_t head = 0; head < 1U << 24; head += step) {
    const uint32_t type = head >> 16;
    const uint32_t version = head & 0xFFFF;
    for (const uint32_t length : kLengths) {
      const uint8_t input[] = {static_cast<uint8_t>(type), static_cast<uint8_t>(version >> 8),
                               static_cast<uint8_t>(version & 0xFF),
                               static_cast<uint8_t>(length >> 8),
                               static_cast<uint8_t>(length & 0xFF)};
      for (const Context& c : kContexts) {
        for (const bool strict : {true, false}) {
          RecordHeader header;
          const Policy policy = strict ? Policy::Strict() : Policy::Lenient();
          if (Decode(input, &header, c.context, policy) !=
              Expected(c, type, version, length, strict)) {
            fprintf(stderr, "%s, type %u, version %04x, length %u: not what the rule says\n",
                    c.name, type, version, length);
            return 1;
          }
          ++checked;
        }
      }
    }
  }
  printf("%llu outcomes as the rule says\n", static_cast<unsigned long long>(checked));
  return 0;
}
