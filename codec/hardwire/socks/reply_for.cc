// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/reply_for.h"

#include <cstdint>
#include <optional>

#include "hardwire/outcomes.h"
#include "hardwire/result.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace {

// `answer`, unless it says yes: no failure is answered so, whatever octet it names.
template <typename ReplyCode>
std::optional<uint8_t> NeverYes(std::optional<uint8_t> answer, ReplyCode yes, ReplyCode no) {
  return answer == static_cast<uint8_t>(yes) ? static_cast<uint8_t>(no) : answer;
}

}  // namespace

namespace socks4 {

std::optional<uint8_t> ReplyFor(Result result) {
  if (result.layer() != Layer::kSocks) return std::nullopt;
  const auto answer = internal::AnswerFor(result, internal::RowOf(result.detail()).socks4,
                                          internal::RowOf(result.code()).socks4);
  return NeverYes(answer, ReplyCode::kGranted, ReplyCode::kRejected);
}

}  // namespace socks4
namespace socks5 {

std::optional<uint8_t> ReplyFor(Result result) {
  if (result.layer() != Layer::kSocks) return std::nullopt;
  const auto answer = internal::AnswerFor(result, internal::RowOf(result.detail()).socks5,
                                          internal::RowOf(result.code()).socks5);
  return NeverYes(answer, ReplyCode::kSucceeded, ReplyCode::kGeneralFailure);
}

}  // namespace socks5
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
