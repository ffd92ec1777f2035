// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Span and string_view: views of the caller's memory, in which the codecs read and write. The rest
// of the library calls them by these names.
//
// They are Abseil's types. If HARDWIRE_WITHOUT_ABSEIL is defined, they are std::string_view and a
// Span with the same members, and the library needs a C++17 compiler alone. The library and the
// program must be compiled with the same choice. Each choice has an inline namespace of its own, so
// that a program that mixes them does not link, and two libraries with different choices can live
// in one program.

#ifndef HARDWIRE_VIEW_H_
#define HARDWIRE_VIEW_H_

#ifdef HARDWIRE_WITHOUT_ABSEIL
#include <string_view>

#include "hardwire/span.h"
#define HARDWIRE_VIEWS without_abseil
#else
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#define HARDWIRE_VIEWS with_abseil
#endif

namespace hardwire {
inline namespace HARDWIRE_VIEWS {

#ifdef HARDWIRE_WITHOUT_ABSEIL
using std::string_view;
#else
template <typename T>
using Span = absl::Span<T>;
using absl::string_view;

using absl::MakeConstSpan;
using absl::MakeSpan;
#endif

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_VIEW_H_
