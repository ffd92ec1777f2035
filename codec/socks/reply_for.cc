// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/reply_for.h"

#include <cstdint>
#include <optional>

#include "hardwire/outcomes.h"
#include "hardwire/result.h"

namespace hardwire {
namespace socks4 {

std::optional<uint8_t> ReplyFor(Result result) {
  if (result.layer() != Layer::kSocks) return std::nullopt;
  return internal::AnswerFor(result, internal::RowOf(result.detail()).socks4,
                             internal::RowOf(result.code()).socks4);
}

}  // namespace socks4
namespace socks5 {

std::optional<uint8_t> ReplyFor(Result result) {
  if (result.layer() != Layer::kSocks) return std::nullopt;
  return internal::AnswerFor(result, internal::RowOf(result.detail()).socks5,
                             internal::RowOf(result.code()).socks5);
}

}  // namespace socks5
}  // namespace hardwire
