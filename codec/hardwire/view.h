// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Span and string_view: views of the caller's memory, in which the codecs read and write. They are
// Abseil's types. The rest of the library calls them by these names.

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
