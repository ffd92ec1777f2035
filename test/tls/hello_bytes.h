// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Hellos for tests, put together from their fields, which need not fit together.

#ifndef HARDWIRE_TEST_TLS_HELLO_BYTES_H_
#define HARDWIRE_TEST_TLS_HELLO_BYTES_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "test/bytes.h"

namespace hardwire {
namespace tls {

using Octets = std::vector<uint8_t>;

// `value` in `width` octets.
inline Octets Int(size_t value, size_t width) {
  Octets octets(width);
  for (size_t i = width; i > 0; --i, value >>= 8) octets[i - 1] = static_cast<uint8_t>(value);
  return octets;
}

// `octets` behind their length, which has `width` octets.
inline Octets Vector(size_t width, const Octets& octets) {
  return Int(octets.size(), width) + octets;
}
inline Octets Ascii(const std::string& text) { return Octets(text.begin(), text.end()); }

inline Octets Ext(unsigned type, const Octets& body) { return Int(type, 2) + Vector(2, body); }

// The body of server_name with one name.
inline Octets NameBody(const std::string& name) {
  return Vector(2, Hex("00") + Vector(2, Ascii(name)));
}

struct HelloParts {
  std::string version = "0303";
  Octets session_id;
  Octets cookie;
  Octets suites = Hex("1301");
  Octets methods = Hex("00");
  bool has_extensions = true;
  Octets extensions;
  bool dtls = false;
  unsigned message_seq = 0;

  Octets Body() const {
    Octets body = Hex(version) + Octets(32, 0x52) + Vector(1, session_id);
    if (dtls) body = body + Vector(1, cookie);
    body = body + Vector(2, suites) + Vector(1, methods);
    return has_extensions ? body + Vector(2, extensions) : body;
  }
  Octets Message() const { return Headed(Body()); }
  // With the header of a message of `body`.
  Octets Headed(const Octets& body) const {
    Octets header = Hex("01") + Int(body.size(), 3);
    if (dtls) header = header + Int(message_seq, 2) + Int(0, 3) + Int(body.size(), 3);
    return header + body;
  }
};

inline HelloParts WithExtensions(const Octets& extensions) {
  HelloParts parts;
  parts.extensions = extensions;
  return parts;
}
inline HelloParts DtlsParts() {
  HelloParts parts;
  parts.version = "fefd";
  parts.dtls = true;
  return parts;
}

// supported_versions that offers TLS 1.3, or DTLS 1.3.
inline Octets Tls13() { return Ext(43, Hex("04 0304 0303")); }
inline Octets Dtls13() { return Ext(43, Hex("04 fefc fefd")); }

// A record of TLS.
inline Octets TlsRecord(const Octets& fragment, unsigned type = 22) {
  return Int(type, 1) + Hex("0301") + Vector(2, fragment);
}
// `message` in records of up to `size` octets.
inline Octets TlsRecords(const Octets& message, size_t size) {
  Octets records;
  for (size_t at = 0; at < message.size(); at += size) {
    const auto begin = message.begin() + static_cast<std::ptrdiff_t>(at);
    const size_t count = std::min(size, message.size() - at);
    records = records + TlsRecord(Octets(begin, begin + static_cast<std::ptrdiff_t>(count)));
  }
  return records;
}
inline Octets First(const Octets& octets, size_t size) {
  return Octets(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size));
}

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TEST_TLS_HELLO_BYTES_H_
