// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Frames of GSSAPI authentication for SOCKS5 (RFC 1961). The tokens are the caller's.
//
// hardwire/contract.h says what holds for every call.

#ifndef HARDWIRE_SOCKS_GSSAPI_H_
#define HARDWIRE_SOCKS_GSSAPI_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/message.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace gssapi {

// VER of the sub-negotiation: section 3.3.
constexpr uint8_t kVersion = 1;

// MTYP: sections 3.3, 3.5, 4.3, 5. Any other value is kGssapiType: its layout is unknown.
enum class Type : uint8_t {
  kAuthentication = 0x01,   // a context token
  kProtectionLevel = 0x02,  // the wrapped choice of protection
  kPerMessageData = 0x03,   // wrapped application data
  kAbort = 0xFF,            // the context is refused; nothing follows
};

// VER MTYP LEN TOKEN; if MTYP is FF, VER and MTYP alone. A new frame is kAbort.
//
// Error of both: kGssapiType. Encode's own: kTokenInAbort, kTokenTooLong above 65,535 octets.
struct Frame {
  static constexpr MessageInfo kInfo = {9, "socks5_gssapi", 4 + 65535, Arrival::kStream};
  using Context = NoContext;

  Type type = Type::kAbort;
  Span<const uint8_t> token;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("type", self.type...);
    visit("token", self.token...);
  }
  friend bool operator==(const Frame& a, const Frame& b) { return internal::SameFields(a, b); }
};
constexpr size_t kMaxTokenSize = 65535;
constexpr size_t kMaxFrameSize = Frame::kInfo.most;
Result Decode(Span<const uint8_t> input HARDWIRE_LIFETIME_BOUND, Frame* frame);
Result Encode(const Frame& frame, Span<uint8_t> output);
size_t EncodedSize(const Frame& frame);

// kGssapiAborted for kAbort.
Result Verdict(const Frame& frame);

// The name in snake_case: "protection_level"; "unassigned" for a value that has none. Static
// storage.
string_view Name(Type type);

}  // namespace gssapi
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_GSSAPI_H_
