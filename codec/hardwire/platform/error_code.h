// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes as std::error_code, for code that speaks <system_error>: compare one with std::errc, or
// take the Result out again. message() allocates its std::string; nothing else here does.

#ifndef HARDWIRE_PLATFORM_ERROR_CODE_H_
#define HARDWIRE_PLATFORM_ERROR_CODE_H_

#include <optional>
#include <system_error>

#include "hardwire/result.h"

namespace hardwire {

// The category of every code that ToErrorCode makes but ok's. Its name is "hardwire".
const std::error_category& ErrorCategory() noexcept;

// `result` without what it counts; a code of no error for ok. Its default condition is a std::errc:
//   need more         resource_unavailable_try_again
//   serialization     invalid_argument; message_size where a field is too long; no_buffer_space
//                     where the output is too small
//   deserialization   bad_message; protocol_not_supported where a version is at fault,
//                     operation_not_supported where a command is
//   bad address       address_family_not_supported
//   bad state         operation_not_permitted
//   refusals          permission_denied, network_unreachable, host_unreachable, connection_refused
//                     or another that REP names; otherwise connection_aborted; not_connected for
//                     close_notify
std::error_code ToErrorCode(Result result) noexcept;

// The Result that `code` was made of, which counts 0: ok for a code of no error, and for no other.
// Empty for a code of another category, and for a value of this one that no Result becomes: one
// made by hand. Its message is "no outcome of Hardwire"; it equals no std::errc.
std::optional<Result> FromErrorCode(const std::error_code& code) noexcept;

}  // namespace hardwire

#endif  // HARDWIRE_PLATFORM_ERROR_CODE_H_
