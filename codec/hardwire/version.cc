// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/version.h"

#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {

string_view Version() { return HARDWIRE_VERSION; }

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
