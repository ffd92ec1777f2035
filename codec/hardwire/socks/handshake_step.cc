// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/handshake_step.h"

#include "hardwire/view.h"

namespace hardwire {
namespace socks {

string_view Name(HandshakeStep step) {
  switch (step) {
    case HandshakeStep::kGreeting:
      return "greeting";
    case HandshakeStep::kMethodSelection:
      return "method selection";
    case HandshakeStep::kCredentials:
      return "credentials";
    case HandshakeStep::kCredentialsReply:
      return "credentials reply";
    case HandshakeStep::kExchange:
      return "exchange";
    case HandshakeStep::kRequest:
      return "request";
    case HandshakeStep::kReply:
      return "reply";
    case HandshakeStep::kSecondReply:
      return "second reply";
    case HandshakeStep::kDone:
      return "done";
    case HandshakeStep::kOver:
      return "over";
  }
  return "unknown";
}

}  // namespace socks
}  // namespace hardwire
