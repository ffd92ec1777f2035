// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/handshake_step.h"

#include "hardwire/internal/names.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks {

namespace {

constexpr internal::Named<HandshakeStep> kStepNames[] = {
    {HandshakeStep::kGreeting, "greeting"},
    {HandshakeStep::kMethodSelection, "method_selection"},
    {HandshakeStep::kCredentials, "credentials"},
    {HandshakeStep::kCredentialsReply, "credentials_reply"},
    {HandshakeStep::kExchange, "exchange"},
    {HandshakeStep::kRequest, "request"},
    {HandshakeStep::kReply, "reply"},
    {HandshakeStep::kSecondReply, "second_reply"},
    {HandshakeStep::kDone, "done"},
    {HandshakeStep::kOver, "over"},
};

}  // namespace

string_view Name(HandshakeStep step) { return internal::NameIn(kStepNames, step); }

}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
