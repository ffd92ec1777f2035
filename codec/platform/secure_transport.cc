// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/platform/secure_transport.h"

#include <cstdint>
#include <optional>

#include "hardwire/outcomes.h"

namespace hardwire {
namespace secure_transport {

std::optional<int32_t> FromResult(Result result) {
  const internal::Coarse& coarse = internal::RowOf(result.code());
  return internal::NumberFor(result, internal::RowOf(result.detail()).secure_transport,
                             coarse.secure_transport_socks, coarse.secure_transport_tls);
}

}  // namespace secure_transport
}  // namespace hardwire
