// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The first record of a connection as an OpenSSL server judges it and as the codec does, in the
// context `initial` under each of the three policies: first flights of an OpenSSL client, damaged.
//
//   openssl_differential_test [INPUTS]     200,000 unless told otherwise
//
// Where the two differ, exactly one of the numbered decisions of docs/tls-peers.md must apply; each
// must apply somewhere, and be stated there in the same words. Prints the counts. Exits with 1 at
// the first difference that no decision explains, which it shows.

#include <openssl/ssl.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "fuzz/random_message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/record.h"
#include "hardwire/view.h"
#include "test/differential/first_flight.h"
#include "test/differential/openssl_server.h"

namespace hardwire {
namespace {

struct NamedPolicy {
  const char* name;
  Policy policy;
};
constexpr NamedPolicy kPolicies[] = {
    {"strict", Policy::Strict()}, {"interop", Policy::Interop()}, {"lenient", Policy::Lenient()}};

// The most that a first record may hold, by the RFCs; and that OpenSSL's header check lets pass.
constexpr size_t kRfcLimit = 16384;
constexpr size_t kOpensslLimit = 16704;

// One input under one policy.
struct Case {
  const Octets& input;
  Result codec;
  Opinion openssl;
};

Answer AnswerOf(Result result) {
  if (result.ok()) return Answer::kAccepts;
  return result.code() == Code::kNeedMore ? Answer::kMore : Answer::kRejects;
}

bool CodecRejects(const Case& c) { return AnswerOf(c.codec) == Answer::kRejects; }
bool CodecAccepts(const Case& c) { return AnswerOf(c.codec) == Answer::kAccepts; }
bool OpensslRejects(const Case& c) { return c.openssl.answer == Answer::kRejects; }
bool OpensslAccepts(const Case& c) { return c.openssl.answer == Answer::kAccepts; }

// Whether the two say the same: of a refusal, the same field too.
bool Agree(const Case& c) {
  if (AnswerOf(c.codec) != c.openssl.answer) return false;
  return !OpensslRejects(c) || c.codec.offset() == OffsetOf(c.openssl.field);
}

bool ReadAsSslv2(const Case& c) {
  return c.input.size() >= 5 && (c.input[0] & 0x80) != 0 && c.input[2] == 1;
}
size_t LengthOf(const Case& c) { return size_t{c.input[3]} << 8 | c.input[4]; }
bool IsType(const Case& c, tls::ContentType type) {
  return !c.input.empty() && c.input[0] == static_cast<uint8_t>(type);
}
bool TypeRejected(const Case& c) { return CodecRejects(c) && c.codec.offset() == 0; }
bool RejectedFor(const Case& c, Detail detail) {
  return CodecRejects(c) && c.codec.detail() == detail;
}

bool OctetByOctet(const Case& c) {
  return CodecRejects(c) && c.openssl.answer == Answer::kMore && c.input.size() < 5;
}
bool TypeBeforeBody(const Case& c) {
  return TypeRejected(c) && OpensslAccepts(c) && c.openssl.waits &&
         !IsType(c, tls::ContentType::kChangeCipherSpec) && !ReadAsSslv2(c);
}
bool LengthBeforeBody(const Case& c) {
  return RejectedFor(c, Detail::kRecordOverflow) && OpensslAccepts(c) && c.openssl.waits &&
         LengthOf(c) > kRfcLimit && LengthOf(c) <= kOpensslLimit && !ReadAsSslv2(c);
}
bool CcsFirst(const Case& c) {
  return RejectedFor(c, Detail::kUnexpectedContentType) && OpensslAccepts(c) &&
         IsType(c, tls::ContentType::kChangeCipherSpec);
}
bool Sslv2Hello(const Case& c) {
  return ReadAsSslv2(c) && CodecRejects(c) && c.openssl.answer != Answer::kMore;
}
bool Sslv2Length(const Case& c) {
  return ReadAsSslv2(c) && CodecAccepts(c) && OpensslRejects(c) &&
         c.openssl.field == Field::kLength;
}
bool AlertFirst(const Case& c) {
  return IsType(c, tls::ContentType::kAlert) && !TypeRejected(c) && OpensslRejects(c) &&
         c.openssl.field == Field::kType;
}
bool EmptyHandshake(const Case& c) {
  return RejectedFor(c, Detail::kEmptyFragment) && OpensslAccepts(c) &&
         IsType(c, tls::ContentType::kHandshake);
}
bool MinorVersion(const Case& c) {
  return RejectedFor(c, Detail::kRecordVersion) && OpensslAccepts(c) && c.input[2] > 4;
}
bool UnknownTypeFramed(const Case& c) {
  return CodecAccepts(c) && OpensslRejects(c) && c.openssl.field == Field::kType &&
         (c.input[0] < 20 || c.input[0] > 24);
}
bool FirstFieldAtFault(const Case& c) {
  return CodecRejects(c) && OpensslRejects(c) && c.codec.offset() < OffsetOf(c.openssl.field) &&
         !ReadAsSslv2(c);
}

// Where the codec means to differ. The number is the place in this list.
struct Decision {
  const char* what;  // as in docs/tls-peers.md
  bool (*applies)(const Case& c);
};
constexpr Decision kDecisions[] = {
    {"each octet is judged as it arrives; OpenSSL waits for five", OctetByOctet},
    {"a wrong type is refused on its octet; OpenSSL waits for the record's last", TypeBeforeBody},
    {"16,385 is refused on the length; OpenSSL waits, up to 16,704, for the record's last octet",
     LengthBeforeBody},
    {"change_cipher_spec cannot come first; OpenSSL leaves that to the handshake layer", CcsFirst},
    {"an SSLv2-style hello is no record; OpenSSL reads both in one place", Sslv2Hello},
    {"lenient frames types of 80 and above; OpenSSL sees an SSLv2-style header of a wrong length",
     Sslv2Length},
    {"an alert may come first; an OpenSSL server wants a ClientHello", AlertFirst},
    {"strict refuses an empty handshake record; OpenSSL skips it", EmptyHandshake},
    {"strict refuses a minor version over 4; OpenSSL looks at the major alone", MinorVersion},
    {"lenient frames a type that nobody knows; OpenSSL refuses it", UnknownTypeFramed},
    {"of several faults the first octet's is named; OpenSSL goes by version, length, type",
     FirstFieldAtFault},
};
constexpr size_t kDecisionCount = sizeof(kDecisions) / sizeof(kDecisions[0]);

void Show(const Case& c, const char* policy, size_t decisions) {
  fprintf(stderr, "%zu decisions apply, under %s, to %zu octets: ", decisions, policy,
          c.input.size());
  for (size_t i = 0; i < c.input.size() && i < 40; ++i) fprintf(stderr, "%02x", c.input[i]);
  const string_view code = Name(c.codec.code());
  const string_view detail = Name(c.codec.detail());
  fprintf(stderr, "\ncodec: %s %s n=%u\nOpenSSL: %s\n", std::string(code).c_str(),
          std::string(detail).c_str(), fuzz::NumberOf(c.codec), NameOf(c.openssl).c_str());
}

// The decision that explains a difference, counted from 0. Exits with 1 if it is not exactly one.
size_t Explain(const Case& c, const char* policy) {
  size_t found = 0;
  size_t count = 0;
  for (size_t i = 0; i < kDecisionCount; ++i) {
    if (!kDecisions[i].applies(c)) continue;
    found = i;
    ++count;
  }
  if (count == 1) return found;
  Show(c, policy, count);
  exit(1);
}

// The rows "| number | decision | ..." of the document are the decisions, in order.
bool DocumentAgrees(const char* path) {
  std::ifstream file(path);
  std::string line;
  size_t rows = 0;
  while (std::getline(file, line)) {
    if (line.size() < 3 || line[0] != '|' || line[2] < '1' || line[2] > '9') continue;
    ++rows;
    const std::string start = "| " + std::to_string(rows) + " | ";
    const std::string row = rows > kDecisionCount ? "" : start + kDecisions[rows - 1].what + " |";
    if (!row.empty() && line.compare(0, row.size(), row) == 0) continue;
    fprintf(stderr, "%s: this row is no decision of the test: %s\n", path, line.c_str());
    return false;
  }
  if (rows == kDecisionCount) return true;
  fprintf(stderr, "%s has %zu decisions, the test %zu\n", path, rows, kDecisionCount);
  return false;
}

std::vector<Octets> Hellos(OpensslPeers* peers) {
  return {peers->ClientHello(TLS1_2_VERSION, TLS1_2_VERSION, "a.example", 0),
          peers->ClientHello(TLS1_2_VERSION, TLS1_3_VERSION, "b.example", 0),
          peers->ClientHello(TLS1_3_VERSION, TLS1_3_VERSION, "c.example", 3),
          peers->ClientHello(TLS1_2_VERSION, TLS1_3_VERSION, "d.example", 500)};
}

bool Compare(unsigned long inputs) {
  OpensslPeers peers;
  const std::vector<Octets> hellos = Hellos(&peers);
  fuzz::Random random(5246);
  unsigned long agreed = 0;
  unsigned long counts[kDecisionCount] = {};
  for (unsigned long i = 0; i < inputs; ++i) {
    const Octets input = i < hellos.size() ? hellos[i] : RandomFirstFlight(hellos, &random);
    const Opinion openssl = peers.Judge(input);
    for (const NamedPolicy& named : kPolicies) {
      tls::RecordHeader header;
      const Case c = {input, Decode(input, &header, tls::RecordContext::Initial(), named.policy),
                      openssl};
      const bool agree = Agree(c);
      if (agree) {
        ++agreed;
      } else {
        ++counts[Explain(c, named.name)];
      }
      // Whole and unharmed, a hello passes both record layers.
      if (i < hellos.size() && !(agree && openssl.handshake && c.codec.ok())) {
        Show(c, named.name, 0);
        return false;
      }
    }
  }
  bool all = true;
  for (size_t i = 0; i < kDecisionCount; ++i) {
    printf("%2zu %8lu  %s\n", i + 1, counts[i], kDecisions[i].what);
    if (counts[i] == 0) all = false;
  }
  if (!all) fprintf(stderr, "a decision never applied\n");
  printf("%lu first flights under 3 policies: %lu verdicts agree, %lu fall under %zu decisions\n",
         inputs, agreed, inputs * 3 - agreed, kDecisionCount);
  return all;
}

}  // namespace
}  // namespace hardwire

int main(int argc, char** argv) {
  const unsigned long inputs = argc > 1 ? strtoul(argv[1], nullptr, 10) : 200000;
  const bool documented = hardwire::DocumentAgrees("docs/tls-peers.md");
  return hardwire::Compare(inputs) && documented ? 0 : 1;
}
