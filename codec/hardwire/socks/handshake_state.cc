// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/handshake_state.h"

#include <cstddef>
#include <cstdint>

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

using socks::HandshakeStep;

void HandshakeState::KeepEnd(Result result) {
  if (IsEnd(result)) end = result;
}

Result HandshakeState::WhyNotSelected(const socks5::MethodSelection& selection) {
  const Result verdict = Verdict(selection);
  if (!verdict.ok()) return verdict;
  return Result::Error(Code::kDeserialization, Detail::kMethodNotOffered, 1,
                       static_cast<uint8_t>(selection.method));
}

Result HandshakeState::Authenticated() {
  if (!At(HandshakeStep::kExchange)) return Refusal();
  MoveTo(HandshakeStep::kRequest);
  return Result::Ok(0);
}

Result HandshakeState::AfterEndOfStream(size_t unread) {
  const Detail detail = unread == 0 ? Detail::kClosedBetweenMessages : Detail::kClosedInsideMessage;
  return Keep(Result::Error(Code::kDeserialization, detail, static_cast<uint32_t>(unread)));
}

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
