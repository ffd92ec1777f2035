// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/platform/openharmony.h"

#include <cstdint>
#include <optional>

#include "hardwire/outcomes.h"

namespace hardwire {
namespace openharmony {

std::optional<int32_t> FromResult(Result result) {
  const internal::Coarse& coarse = internal::RowOf(result.code());
  return internal::NumberFor(result, internal::RowOf(result.detail()).openharmony,
                             coarse.openharmony_socks, coarse.openharmony_tls);
}

}  // namespace openharmony
}  // namespace hardwire
