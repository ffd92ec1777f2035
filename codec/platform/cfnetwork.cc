// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/platform/cfnetwork.h"

#include <cstdint>
#include <optional>

#include "hardwire/outcomes.h"

namespace hardwire {
namespace cfnetwork {

std::optional<StreamError> FromResult(Result result) {
  using internal::CfNumber;
  if (result.layer() == Layer::kTls) return std::nullopt;  // stream errors speak of SOCKS alone
  CfNumber number = internal::RowOf(result.detail()).cfnetwork;
  const bool by_code =
      number.kind == CfNumber::Kind::kByCode || result.code() == Code::kSerialization;
  if (by_code) number = internal::RowOf(result.code()).cfnetwork_socks;
  switch (number.kind) {
    case CfNumber::Kind::kByCode:
      break;
    case CfNumber::Kind::kFixed:
      return StreamError{number.subdomain, number.code};
    case CfNumber::Kind::kOctet:
      return StreamError{number.subdomain, result.octet()};
  }
  return std::nullopt;
}

}  // namespace cfnetwork
}  // namespace hardwire
