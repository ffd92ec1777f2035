// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What stands in front of a part of a hello, and how long it is, moves the part and changes nothing
// else.

#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>

#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/hello_view.h"
#include "hardwire/view.h"
#include "test/bytes.h"
#include "test/tls/hello_bytes.h"
#include "test/tls/hello_samples.h"

namespace hardwire {
namespace tls {
namespace {

constexpr unsigned kStranger = 0x7777;  // an extension of no rule

// A part that grows: makes a hello with `size` octets more, which begin at `place` of the message.
struct Part {
  HelloParts (*grow)(HelloParts, size_t size);
  size_t (*place)(const HelloParts&);
};

HelloParts LongerSessionId(HelloParts parts, size_t size) {
  parts.session_id = Octets(size, 0x5E);
  return parts;
}
size_t SessionIdAt(const HelloParts& /*parts*/) { return 4 + 2 + 32 + 1; }

HelloParts MoreSuites(HelloParts parts, size_t size) {
  parts.suites = Octets(2 + size, 0x13);
  return parts;
}
size_t SuitesAt(const HelloParts& parts) {
  return SessionIdAt(parts) + parts.session_id.size() + 2;
}
size_t MoreSuitesAt(const HelloParts& parts) { return SuitesAt(parts) + 2; }

HelloParts LongerExtension(HelloParts parts, size_t size) {
  if (parts.has_extensions) parts.extensions = Ext(kStranger, Octets(size)) + parts.extensions;
  return parts;
}
size_t ExtensionBodyAt(const HelloParts& parts) {
  return SuitesAt(parts) + parts.suites.size() + 1 + parts.methods.size() + 2 + 4;
}

// The fields but for those that grow.
std::string OtherFields(HelloView view) {
  std::string text = std::to_string(view.has_extensions);
  KeptExtensions list(view);
  for (KeptExtension one; list.Next(&one);) {
    if (one.type == kStranger) continue;
    text += std::to_string(one.type) + "/" + std::to_string(one.size) + Text(one.kept) + "\n";
  }
  view.session_id = {};
  view.cipher_suites = {};
  view.extensions = {};
  return text + Fields(view);
}

// Where something at `at` would be if the `by` octets at `place` were not there.
uint32_t MovedBack(uint32_t at, size_t place, size_t by) {
  return at <= place ? at : at - static_cast<uint32_t>(by);
}

using Said =
    std::tuple<HelloOutcome, Detail, uint8_t, uint32_t, uint32_t, std::string, std::string>;

// The hello octet by octet.
Said WhatIsSaid(const Octets& message, size_t place, size_t by, Policy policy) {
  const Octets stream = TlsRecord(message);
  Octets memory(2048);
  HelloReader reader(MakeSpan(memory), {}, {}, policy);
  const HelloStep step = FeedPieces(stream, 1, &reader);
  const bool complete = step.outcome == HelloOutcome::kComplete;
  return {step.outcome,
          step.result.detail(),
          step.result.octet(),
          MovedBack(complete ? step.result.consumed() : step.result.offset(), place, by),
          complete ? reader.kept() - static_cast<uint32_t>(by) : 0,
          std::string(reader.unverified().server_name),
          complete ? OtherFields(reader.view()) : ""};
}

// The same by Decode.
std::tuple<Detail, uint8_t, uint32_t, uint64_t, std::string> WhatDecodeSays(const Octets& message,
                                                                            size_t place, size_t by,
                                                                            Policy policy) {
  ClientHello hello;
  const Result result = Decode(message, &hello, HelloContext::Tls(), policy);
  const uint32_t at = result.ok() ? result.consumed() : result.offset();
  std::string others;
  ExtensionList list(hello);
  for (Extension one; list.Next(&one);) {
    if (one.type != kStranger) others += std::to_string(one.type) + "/" + Text(one.body) + "\n";
  }
  return {result.detail(), result.octet(), MovedBack(at, place, by), hello.violations.bits(),
          others};
}

void ExpectNoSizeMatters(const Part& part, size_t step, size_t most) {
  for (const HelloParts& parts : Samples()) {
    for (const Policy policy : {Policy::Strict(), Policy::Lenient()}) {
      const Octets shortest = part.grow(parts, 0).Message();
      const size_t place = part.place(parts);
      const Said expected = WhatIsSaid(shortest, place, 0, policy);
      const auto decoded = WhatDecodeSays(shortest, place, 0, policy);
      for (size_t size = step; size <= most; size += step) {
        const Octets message = part.grow(parts, size).Message();
        const size_t by = message.size() - shortest.size();
        ASSERT_EQ(WhatIsSaid(message, place, by, policy), expected) << size;
        ASSERT_EQ(WhatDecodeSays(message, place, by, policy), decoded) << size;
      }
    }
  }
}

TEST(HelloMovedTest, ByTheSessionId) { ExpectNoSizeMatters({LongerSessionId, SessionIdAt}, 1, 32); }
TEST(HelloMovedTest, ByTheCipherSuites) { ExpectNoSizeMatters({MoreSuites, MoreSuitesAt}, 2, 600); }
TEST(HelloMovedTest, ByAnExtension) {
  ExpectNoSizeMatters({LongerExtension, ExtensionBodyAt}, 1, 600);
}

// The same fields as a message to send.
ClientHello FieldsOf(const HelloParts& parts) {
  ClientHello hello;
  hello.random.fill(0x52);
  hello.session_id = parts.session_id;
  hello.cipher_suites = parts.suites;
  hello.compression_methods = parts.methods;
  hello.has_extensions = parts.has_extensions;
  hello.extensions = parts.extensions;
  return hello;
}

// Both ends find the same fault at the same octet, however long the fields are.
TEST(HelloMovedTest, EncodeFindsWhatDecodeFinds) {
  HelloParts parts = WithExtensions(Tls13());
  for (size_t id = 0; id <= 33; ++id) {
    parts.session_id = Octets(id, 0x5E);
    for (size_t suites = 0; suites <= 9; ++suites) {
      parts.suites = Octets(suites, 0x13);
      for (const char* methods : {"", "00", "01", "0001"}) {
        parts.methods = Hex(methods);
        for (const bool has_extensions : {false, true}) {
          parts.has_extensions = has_extensions;
          parts.extensions = has_extensions ? Tls13() : Octets();
          const Octets message = parts.Message();
          ClientHello read;
          const Result decoded = Decode(message, &read, HelloContext::Tls(), Policy::Strict());
          Octets room(message.size());
          const Result encoded = Encode(FieldsOf(parts), MakeSpan(room), HelloContext::Tls());
          ASSERT_EQ(encoded.detail(), decoded.detail()) << id << " " << suites << " " << methods;
          ASSERT_EQ(encoded.ok() ? encoded.written() : encoded.offset(),
                    decoded.ok() ? decoded.consumed() : decoded.offset());
          if (encoded.ok()) {
            ASSERT_EQ(room, message);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace tls
}  // namespace hardwire
