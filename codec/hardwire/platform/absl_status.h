// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes as absl::Status. Every call but ToStatus(ok) allocates. The only other function of the
// library that allocates is message() of error_code.h. No other header links compiled Abseil.

#ifndef HARDWIRE_PLATFORM_ABSL_STATUS_H_
#define HARDWIRE_PLATFORM_ABSL_STATUS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "hardwire/result.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {

// Payloads of ToStatus(): the number of each platform that has one, in decimal.
constexpr absl::string_view kCfNetworkPayload = "hardwire/cfnetwork";  // packed
constexpr absl::string_view kOpenHarmonyPayload = "hardwire/openharmony";
constexpr absl::string_view kSecureTransportPayload = "hardwire/secure_transport";

// The payload that names the detail: "reserved_nonzero".
constexpr absl::string_view kDetailPayload = "hardwire/detail";

// OkStatus for ok. Otherwise a status with the message "reserved_nonzero at offset 2: a reserved
// octet is not zero", the payloads above, and the canonical code:
//   need more         kUnavailable
//   serialization     kInvalidArgument; kResourceExhausted if the output is too small
//   deserialization   kInvalidArgument; kUnimplemented if a version or a command is at fault
//   bad address       kUnimplemented
//   bad state         kFailedPrecondition
//   refusals          kUnavailable; kUnauthenticated, kPermissionDenied or kUnimplemented if REP or
//                     the detail names such a cause; kOutOfRange, the code for the end of a file,
//                     for close_notify
absl::Status ToStatus(Result result);

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_PLATFORM_ABSL_STATUS_H_
