// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The version of Hardwire: a semantic version. tls/version.h has those of TLS.

#ifndef HARDWIRE_VERSION_H_
#define HARDWIRE_VERSION_H_

#include "hardwire/view.h"

// The version of this header, a string.
#define HARDWIRE_VERSION "0.1.0"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {

// The version of the library that is linked: its HARDWIRE_VERSION. Static storage.
string_view Version();

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_VERSION_H_
