// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The few functions that the tests need from compiled Abseil, which Debian has for no foreign
// machine without that machine's packages. The codecs need none of them.

#include <cstdlib>
#include <ostream>
#include <string>

#include "absl/base/internal/throw_delegate.h"
#include "absl/strings/string_view.h"

namespace absl {
ABSL_NAMESPACE_BEGIN

#ifndef ABSL_USES_STD_STRING_VIEW
std::ostream& operator<<(std::ostream& out, string_view text) {
  return out << std::string(text.data(), text.size());
}
#endif

// Where it was in 2022, and where it is in 2026.
namespace base_internal {
void ThrowStdOutOfRange(const char*) { abort(); }
}  // namespace base_internal
void ThrowStdOutOfRange(const char*) { abort(); }

ABSL_NAMESPACE_END
}  // namespace absl
