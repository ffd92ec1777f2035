// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/address.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks {

bool operator==(const Address& a, const Address& b) {
  if (a.type_ != b.type_ || a.port_ != b.port_) return false;
  return a.type_ == AddressType::kDomain ? a.domain_ == b.domain_ : a.ip() == b.ip();
}

}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
