// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Where clients may be led: never to the proxy itself, and elsewhere as the rules say. To be asked
// about the very address that is connected or sent to, behind any resolver.

#ifndef EXAMPLES_PROXY_DESTINATIONS_H_
#define EXAMPLES_PROXY_DESTINATIONS_H_

#include <string>

#include "examples/proxy/destination_rules.h"
#include "examples/proxy/dialer.h"
#include "examples/proxy/net.h"
#include "examples/proxy/network.h"
#include "examples/proxy/own_sockets.h"

namespace hardwire::proxy {

struct Destinations {
  const DestinationRules* rules;
  OwnSockets* own;

  // Empty: it may be reached. Otherwise the rule that refuses it: kSelfRule, or one of `rules`.
  // `type` is that of the socket.
  std::string WhyNot(int type, const Address& to) const {
    return own->Reaches(type, to) ? kSelfRule : rules->WhyNot(ToIp(to));
  }
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_DESTINATIONS_H_
