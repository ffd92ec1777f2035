// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Outcomes as std::error_code, for code that uses <system_error>. Compare one with std::errc, or
// turn it back into a Result. message() allocates its std::string; nothing else here allocates.

#ifndef HARDWIRE_PLATFORM_ERROR_CODE_H_
#define HARDWIRE_PLATFORM_ERROR_CODE_H_

#include <optional>
#include <system_error>

#include "hardwire/result.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {

// The category of the codes that ToErrorCode makes, except for ok. Its name is "hardwire".
const std::error_category& ErrorCategory() noexcept;

// `result` without its number (consumed(), offset() and so on). For ok it is a code of no error.
// The default condition of the others is a std::errc:
//   need more         resource_unavailable_try_again
//   serialization     invalid_argument; message_size if a field is too long; no_buffer_space if the
//                     output is too small
//   deserialization   bad_message; protocol_not_supported if a version is at fault,
//                     operation_not_supported if a command is, message_size if a field is too long,
//                     permission_denied if the server selects a method that was not offered;
//                     not_connected if the peer ends between two messages or records,
//                     connection_aborted if it ends inside one
//   bad address       address_family_not_supported
//   bad state         operation_not_permitted
//   refusals          connection_aborted; permission_denied, network_unreachable, host_unreachable,
//                     connection_refused or another if REP names such a cause; not_connected for
//                     close_notify
std::error_code ToErrorCode(Result result) noexcept;

// The Result that `code` was made from, with 0 as its number. It is ok only for a code of no error.
// Empty for a code of another category, and for a value of this category that ToErrorCode never
// makes. The message of such a value is "no outcome of Hardwire", and it equals no std::errc.
std::optional<Result> FromErrorCode(const std::error_code& code) noexcept;

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_PLATFORM_ERROR_CODE_H_
