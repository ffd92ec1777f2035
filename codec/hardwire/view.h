// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Span and string_view: views of somebody else's memory, in which the codecs read and write. They
// are Abseil's, and the library names them nowhere else.

#ifndef HARDWIRE_VIEW_H_
#define HARDWIRE_VIEW_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace hardwire {

template <typename T>
using Span = absl::Span<T>;
using absl::string_view;

using absl::MakeConstSpan;
using absl::MakeSpan;

}  // namespace hardwire

#endif  // HARDWIRE_VIEW_H_
