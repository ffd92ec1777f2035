// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// HostName: a host name in the one form in which names are compared. HostPattern: what a rule of a
// proxy may say of names.
//
// Names that are compared as text let a peer choose how it is seen: EXAMPLE.com, example.com. and
// example.com are one host (RFC 1034 section 3.1, RFC 1035 section 2.3.3). Names that come from
// elsewhere are parsed, and then compared.

#ifndef HARDWIRE_TLS_HOST_NAME_H_
#define HARDWIRE_TLS_HOST_NAME_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// Without the trailing dot: RFC 1035 section 3.1 allows 255 octets on the wire.
constexpr size_t kMaxHostNameSize = 253;
constexpr size_t kMaxLabelSize = 63;

// Trivially copyable. A new one is no name: no name is equal to it, and no pattern covers it.
class HostName {
 public:
  // Sets `*name` to the name that `text` says: labels of letters, digits, '-' and '_' with dots
  // between them, and perhaps a dot behind them. On failure `*name` is unchanged.
  //   kOk               consumed() is the size of `text`.
  //   kHostNameLength   There is no label, or one without octets, or one of more than
  //                     kMaxLabelSize; offset() is where it begins. Or the name has more than
  //                     kMaxHostNameSize; offset() is 0.
  //   kHostNameOctet    Any other octet; offset() and octet() are that.
  //   kIpLiteral        It is an IP address, or resolvers may take it for one: the last label is a
  //                     number, decimal or hexadecimal, or there is a colon.
  static Result Parse(string_view text, HostName* name);

  // In lower case, without the trailing dot. Lives as long as this object.
  string_view text() const HARDWIRE_LIFETIME_BOUND;

  friend bool operator==(const HostName& a, const HostName& b) { return a.text() == b.text(); }
  friend bool operator!=(const HostName& a, const HostName& b) { return !(a == b); }

 private:
  friend class HostPattern;

  // Parse of a name that stands at `offset` of a text.
  static Result ParseAt(size_t offset, string_view text, HostName* name);

  std::array<uint8_t, kMaxHostNameSize> octets_ = {};
  uint8_t size_ = 0;
};

// A name, or "*." and a name. Trivially copyable. A new one covers nothing.
class HostPattern {
 public:
  // The failures are those of HostName::Parse, with offsets in `text`. A bare "*" is none, nor is
  // "*" in any other place.
  static Result Parse(string_view text, HostPattern* pattern);

  // Whether `name` is the name of the pattern; or, with "*.", whether it has exactly one label more
  // than that name, in front of it. "*.example.com" covers a.example.com, and neither example.com
  // nor a.b.example.com (RFC 9525 section 6.3).
  bool Covers(const HostName& name) const;

 private:
  HostName name_;
  bool wildcard_ = false;
};

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_HOST_NAME_H_
