// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Frames of GSSAPI authentication for SOCKS5 (RFC 1961). The tokens are the caller's.
//
// Decode, Encode, EncodedSize and Verdict keep the contract that stands at the top of
// hardwire/socks/socks5.h. No rule can be broken and a frame still be framed, so the policy decides
// nothing; it is there because every codec takes one.

#ifndef HARDWIRE_SOCKS_GSSAPI_H_
#define HARDWIRE_SOCKS_GSSAPI_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
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

// VER MTYP LEN TOKEN, or VER and MTYP FF alone. `token` is empty for kAbort, which a new frame is.
struct Frame {
  static constexpr MessageInfo kInfo = {9, "socks5_gssapi", 4 + 65535, Arrival::kStream};
  using Context = NoContext;

  Type type = Type::kAbort;
  Span<const uint8_t> token;
  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("type", self.type...);
    visit("token", self.token...);
  }
  friend bool operator==(const Frame& a, const Frame& b) { return internal::SameFields(a, b); }
};
constexpr size_t kMaxTokenSize = 65535;
constexpr size_t kMaxFrameSize = Frame::kInfo.most;
Result Decode(Span<const uint8_t> input ABSL_ATTRIBUTE_LIFETIME_BOUND, Frame* frame,
              Policy policy = Policy::Interop());
Result Encode(const Frame& frame, Span<uint8_t> output, Policy policy = Policy::Strict());
size_t EncodedSize(const Frame& frame);

// kGssapiAborted for kAbort.
Result Verdict(const Frame& frame);

// In a few words; "unassigned" for a value that has no name. Static storage.
string_view Name(Type type);

}  // namespace gssapi
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_GSSAPI_H_
