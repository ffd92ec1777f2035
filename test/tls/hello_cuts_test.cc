// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Streams of hellos in every three pieces, and in records of every size: what HelloReader says
// behind a prefix does not depend on how it came.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/hello_view.h"
#include "hardwire/view.h"
#include "test/bytes.h"
#include "test/tls/hello_bytes.h"

namespace hardwire {
namespace tls {
namespace {

using Bytes = Span<const uint8_t>;

// Bodies of several parts, of which some are not kept.
Octets Keys(size_t first, size_t second) {
  return Vector(2, Hex("11ec") + Vector(2, Octets(first, 0x4B)) + Hex("001d") +
                       Vector(2, Octets(second, 0x4C)));
}
Octets Ech(size_t enc, size_t payload) {
  return Hex("00 0001 0001 2a") + Vector(2, Octets(enc, 0xEC)) + Vector(2, Octets(payload, 0xED));
}
Octets Psk() {
  return Vector(2, Vector(2, Octets(9, 0x1D)) + Int(7, 4)) + Vector(2, Vector(1, Octets(32, 0xB1)));
}

HelloParts Whole() {
  HelloParts parts = WithExtensions(
      Ext(0x0A0A, {}) + Ext(0, NameBody("a.example")) + Ext(51, Keys(20, 3)) + Tls13() +
      Ext(0xFE0D, Ech(4, 17)) + Ext(10, Hex("0004 11ec 001d")) + Ext(35, Octets(19)) +
      Ext(21, Octets(12)) + Ext(16, Vector(2, Vector(1, Ascii("h2")))) + Ext(41, Psk()));
  parts.session_id = Octets(32, 0x5E);
  parts.suites = Octets(22, 0x13);
  return parts;
}
HelloParts Without() {
  HelloParts parts;
  parts.has_extensions = false;
  return parts;
}
HelloParts Compressed(HelloParts parts) {
  parts.methods = Hex("01 00");
  return parts;
}

// Hellos that break each of the rules, and lists that end inside one of their parts.
std::vector<Octets> Messages() {
  const Octets cut_keys = Ext(51, Hex("0009 11ec 0001 4b 001d 00"));
  std::vector<Octets> messages;
  for (const HelloParts& parts : {
           Whole(),
           Without(),
           WithExtensions({}),
           Compressed(Whole()),
           Compressed(WithExtensions(Ext(43, Hex("02 0303")) + Ext(43, Hex("06 0304 0303")))),
           WithExtensions(Ext(0xFE0D, Ech(1, 2)) + Ext(0xFE0D, Ech(300, 3)) + Ext(0xFE0D, {})),
           WithExtensions(Ext(51, Keys(1, 2)) + Ext(51, Keys(0, 259)) + Ext(51, {})),
           WithExtensions(cut_keys + cut_keys + Ext(51, Keys(3, 3)) + Ext(0, NameBody("b"))),
           WithExtensions(Ext(41, Psk()) + Ext(41, Psk()) + Ext(21, {})),
           WithExtensions(Ext(0, NameBody("")) + Ext(0, NameBody("c.example"))),
       }) {
    messages.push_back(parts.Message());
  }
  // A length that does not fit, in the last extension and in front of it.
  messages.push_back(Whole().Headed(WithExtensions(Hex("0000 0004 00")).Body()));
  messages.push_back(Whole().Headed(WithExtensions(Hex("0010 0001 00 0010 0009 00")).Body()));
  return messages;
}

constexpr std::array<Policy, 3> kPolicies = {Policy::Strict(), Policy::Interop(),
                                             Policy::Lenient()};
HelloKeep KeepOf(unsigned bits) {
  return {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
}

Bytes Part(const Octets& stream, size_t begin, size_t end) {
  return Bytes(stream).subspan(begin, end - begin);
}

// Behind a failure the counts depend on the pieces.
using Said = std::tuple<HelloOutcome, Result, uint32_t, uint32_t, uint32_t, uint16_t, std::string>;
Said WhatIsSaid(const HelloReader& reader, const HelloStep& step) {
  if (step.outcome != HelloOutcome::kNeedMore && step.outcome != HelloOutcome::kComplete) {
    return {step.outcome, step.result, 0, 0, 0, 0, ""};
  }
  const UnverifiedHello read = reader.unverified();
  return {step.outcome,
          step.result,
          reader.taken(),
          reader.records(),
          reader.kept(),
          read.legacy_version,
          std::string(read.server_name)};
}

std::string Text(Bytes octets) { return std::string(octets.begin(), octets.end()); }

// The fields of a view, and how much of each extension was kept.
std::string Fields(const HelloView& view) {
  std::string text = std::to_string(view.legacy_version) + Text(view.random) +
                     Text(view.session_id) + Text(view.cipher_suites) +
                     Text(view.compression_methods) + std::to_string(view.violations.bits());
  KeptExtensions list(view);
  for (KeptExtension one; list.Next(&one);) {
    text += std::to_string(one.type) + "/" + std::to_string(one.size) + Text(one.kept);
  }
  return text;
}

// The stream in pieces that end at every two of its octets, one of them empty where these are the
// same.
void ExpectNoCutMatters(const Octets& stream, HelloKeep keep, Policy policy) {
  std::vector<Said> said;
  std::string fields;
  for (size_t end = 0; end <= stream.size(); ++end) {
    Octets memory(2048);
    HelloReader reader(MakeSpan(memory), {}, keep, policy);
    said.push_back(WhatIsSaid(reader, reader.Feed(Part(stream, 0, end))));
    fields = Fields(reader.view());
  }
  for (size_t first = 0; first < stream.size(); ++first) {
    Octets memory(2048);
    HelloReader begun(MakeSpan(memory), {}, keep, policy);
    (void)begun.Feed(Part(stream, 0, first));
    for (size_t second = first; second <= stream.size(); ++second) {
      HelloReader reader = begun;  // in the same memory, of which it writes what is not yet kept
      const HelloStep middle = reader.Feed(Part(stream, first, second));
      ASSERT_EQ(WhatIsSaid(reader, middle), said[second]) << first << " " << second;
      const HelloStep last = reader.Feed(Part(stream, second, stream.size()));
      ASSERT_EQ(WhatIsSaid(reader, last), said.back()) << first << " " << second;
      ASSERT_EQ(Fields(reader.view()), fields) << first << " " << second;
    }
  }
}

TEST(HelloCutsTest, ThreePieces) {
  for (const Octets& message : Messages()) {
    ExpectNoCutMatters(TlsRecord(message), {}, Policy::Interop());
    ExpectNoCutMatters(TlsRecord(message), KeepOf(15), Policy::Lenient());
  }
}

TEST(HelloCutsTest, ThreePiecesOfRecords) {
  const Octets message = Whole().Message();
  ExpectNoCutMatters(TlsRecords(message, 7), {}, Policy::Interop());
  ExpectNoCutMatters(TlsRecords(message, 101) + Hex("17 0303 0001"), {}, Policy::Interop());
  ExpectNoCutMatters(TlsRecord(message + Hex("0b 000000")), {}, Policy::Lenient());
  ExpectNoCutMatters(
      TlsRecord({}) + TlsRecord(First(message, 60)) + TlsRecord({}) + TlsRecord(message), {},
      Policy::Interop());
}

// The message in one record, and in records of each size: in one piece, and octet by octet.
void ExpectNoRecordMatters(const Octets& message, HelloKeep keep, Policy policy) {
  Octets memory(2048);
  HelloReader whole(MakeSpan(memory), {}, keep, policy);
  const HelloStep expected = whole.Feed(TlsRecord(message));
  const bool complete = expected.outcome == HelloOutcome::kComplete;
  const std::string fields = Fields(whole.view());
  for (size_t size = 1; size <= message.size(); ++size) {
    const Octets stream = TlsRecords(message, size);
    const size_t records = (message.size() + size - 1) / size;
    for (const size_t piece : {stream.size(), size_t{1}}) {
      Octets own(2048);
      HelloReader reader(MakeSpan(own), {}, keep, policy);
      HelloStep step;
      for (size_t at = 0; at < stream.size(); at += piece) {
        step = reader.Feed(Part(stream, at, std::min(at + piece, stream.size())));
      }
      ASSERT_EQ(step.outcome, expected.outcome) << size;
      if (!complete) {
        ASSERT_EQ(step.result, expected.result) << size;
        continue;
      }
      ASSERT_EQ(step.result.consumed(), stream.size()) << size;
      ASSERT_EQ(reader.records(), records);
      ASSERT_EQ(reader.kept(), whole.kept());
      ASSERT_EQ(Fields(reader.view()), fields) << size;
    }
  }
}

TEST(HelloCutsTest, BodiesOfEverySize) {
  for (size_t size = 0; size <= 700; ++size) {
    const Octets body(size, 0x12);
    const Octets stream = TlsRecord(WithExtensions(Ext(0x1234, body) + Ext(23, {})).Message());
    Octets memory(1024);
    HelloReader reader(MakeSpan(memory));
    ASSERT_EQ(reader.Feed(stream).outcome, HelloOutcome::kComplete) << size;
    KeptExtension kept;
    const auto type = static_cast<ExtensionType>(0x1234);
    ASSERT_EQ(FindExtension(reader.view(), type, &kept).presence, Presence::kPresent) << size;
    ASSERT_EQ(kept.kept, MakeConstSpan(body));
    ASSERT_EQ(kept.size, size);
    ASSERT_EQ(FindExtension(reader.view(), static_cast<ExtensionType>(23), &kept).presence,
              Presence::kPresent);
  }
}

TEST(HelloCutsTest, RecordsOfEverySize) {
  for (const Octets& message : Messages()) {
    for (const Policy policy : kPolicies) ExpectNoRecordMatters(message, {}, policy);
  }
  for (unsigned keep = 0; keep < 16; ++keep) {
    ExpectNoRecordMatters(Whole().Message(), KeepOf(keep), Policy::Interop());
  }
}

}  // namespace
}  // namespace tls
}  // namespace hardwire
