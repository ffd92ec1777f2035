// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/reply_for.h"

#include <cstdint>
#include <optional>

#include "hardwire/outcomes.h"
#include "hardwire/result.h"

namespace hardwire {
namespace {

// `answer`, unless it says yes: no failure is answered so, whatever octet it names.
std::optional<uint8_t> NeverYes(std::optional<uint8_t> answer, uint8_t yes, uint8_t no) {
  return answer == yes ? no : answer;
}

}  // namespace

namespace socks4 {

std::optional<uint8_t> ReplyFor(Result result) {
  if (result.layer() != Layer::kSocks) return std::nullopt;
  const auto answer = internal::AnswerFor(result, internal::RowOf(result.detail()).socks4,
                                          internal::RowOf(result.code()).socks4);
  return NeverYes(answer, 90, 91);
}

}  // namespace socks4
namespace socks5 {

std::optional<uint8_t> ReplyFor(Result result) {
  if (result.layer() != Layer::kSocks) return std::nullopt;
  const auto answer = internal::AnswerFor(result, internal::RowOf(result.detail()).socks5,
                                          internal::RowOf(result.code()).socks5);
  return NeverYes(answer, 0, 1);
}

}  // namespace socks5
}  // namespace hardwire
