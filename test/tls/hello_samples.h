// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Hellos that tests read in every way, and what is read of them as text.

#ifndef HARDWIRE_TEST_TLS_HELLO_SAMPLES_H_
#define HARDWIRE_TEST_TLS_HELLO_SAMPLES_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/hello_view.h"
#include "hardwire/view.h"
#include "test/bytes.h"
#include "test/tls/hello_bytes.h"

namespace hardwire {
namespace tls {

// Bodies of several parts, of which some are not kept.
inline Octets KeysBody(size_t first, size_t second) {
  return Vector(2, Hex("11ec") + Vector(2, Octets(first, 0x4B)) + Hex("001d") +
                       Vector(2, Octets(second, 0x4C)));
}
inline Octets EchBody(size_t enc, size_t payload) {
  return Hex("00 0001 0001 2a") + Vector(2, Octets(enc, 0xEC)) + Vector(2, Octets(payload, 0xED));
}
inline Octets PskBody() {
  return Vector(2, Vector(2, Octets(9, 0x1D)) + Int(7, 4)) + Vector(2, Vector(1, Octets(32, 0xB1)));
}

inline HelloParts Whole() {
  HelloParts parts = WithExtensions(
      Ext(0x0A0A, {}) + Ext(0, NameBody("a.example")) + Ext(51, KeysBody(20, 3)) + Tls13() +
      Ext(0xFE0D, EchBody(4, 17)) + Ext(10, Hex("0004 11ec 001d")) + Ext(35, Octets(19)) +
      Ext(21, Octets(12)) + Ext(16, Vector(2, Vector(1, Ascii("h2")))) + Ext(41, PskBody()));
  parts.session_id = Octets(32, 0x5E);
  parts.suites = Octets(22, 0x13);
  return parts;
}
inline HelloParts Without() {
  HelloParts parts;
  parts.has_extensions = false;
  return parts;
}
inline HelloParts Compressed(HelloParts parts) {
  parts.methods = Hex("01 00");
  return parts;
}

// Lists of keys that end inside a key, one behind another.
inline HelloParts CutKeys() {
  const Octets cut = Ext(51, Hex("0009 11ec 0001 4b 001d 00"));
  const Octets inside = Ext(51, Hex("0009 11ec 0030 4b 001d 00"));
  return WithExtensions(cut + cut + inside + Ext(51, KeysBody(3, 3)) + Ext(0, NameBody("b")));
}

// Hellos that break each of the rules, and lists that end inside one of their parts.
inline std::vector<HelloParts> Samples() {
  return {
      Whole(),
      Without(),
      WithExtensions({}),
      Compressed(Whole()),
      Compressed(WithExtensions(Ext(43, Hex("02 0303")) + Ext(43, Hex("06 0304 0303")))),
      WithExtensions(Ext(0xFE0D, EchBody(1, 2)) + Ext(0xFE0D, EchBody(300, 3)) + Ext(0xFE0D, {})),
      WithExtensions(Ext(0xFE0D, Hex("01")) + Ext(0xFE0D, Hex("01"))),
      WithExtensions(Ext(51, KeysBody(1, 2)) + Ext(51, KeysBody(0, 259)) + Ext(51, {})),
      CutKeys(),
      WithExtensions(Ext(41, PskBody()) + Ext(41, PskBody()) + Ext(21, {})),
      WithExtensions(Ext(0, NameBody("")) + Ext(0, NameBody("c.example"))),
  };
}
inline std::vector<Octets> Messages() {
  std::vector<Octets> messages;
  for (const HelloParts& parts : Samples()) messages.push_back(parts.Message());
  // A length that does not fit, in the last extension and in front of it.
  messages.push_back(Whole().Headed(WithExtensions(Hex("0000 0004 00")).Body()));
  messages.push_back(Whole().Headed(WithExtensions(Hex("0010 0001 00 0010 0009 00")).Body()));
  return messages;
}

inline Span<const uint8_t> Cut(const Octets& stream, size_t begin, size_t end) {
  return Span<const uint8_t>(stream).subspan(begin, end - begin);
}

// Feeds the stream in pieces of `piece` octets. Returns the last step.
inline HelloStep FeedPieces(const Octets& stream, size_t piece, HelloReader* reader) {
  HelloStep step;
  for (size_t at = 0; at < stream.size(); at += piece) {
    step = reader->Feed(Cut(stream, at, std::min(at + piece, stream.size())));
  }
  return step;
}

inline std::string Text(Span<const uint8_t> octets) {
  return std::string(octets.begin(), octets.end());
}

// The fields of a view, and how much of each extension was kept.
inline std::string Fields(const HelloView& view) {
  std::string text = std::to_string(view.legacy_version) + Text(view.random) +
                     Text(view.session_id) + Text(view.cipher_suites) +
                     Text(view.compression_methods) + std::to_string(view.violations.bits());
  KeptExtensions list(view);
  for (KeptExtension one; list.Next(&one);) {
    text += std::to_string(one.type) + "/" + std::to_string(one.size) + Text(one.kept);
  }
  return text;
}

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TEST_TLS_HELLO_SAMPLES_H_
