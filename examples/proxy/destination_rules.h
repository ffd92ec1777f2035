// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Which addresses may be reached, by networks. Of the rules that name an address, the one with the
// longest prefix decides. Where two are as long, --deny goes before --allow, and both before what
// is refused as local. What no rule names is reached, unless there is an --allow.

#ifndef EXAMPLES_PROXY_DESTINATION_RULES_H_
#define EXAMPLES_PROXY_DESTINATION_RULES_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "examples/proxy/network.h"

namespace hardwire::proxy {

class DestinationRules {
 public:
  // `text` is what ParseNetwork reads. Empty, or what is wrong with it.
  std::string Allow(const std::string& text) {
    only_allowed_ = true;
    return Add(Kind::kAllow, text);
  }
  std::string Deny(const std::string& text) { return Add(Kind::kDeny, text); }

  // What no other machine should reach through this one: itself and its links. A datagram to many
  // (224.0.0.0/4, ff00::/8, 255.255.255.255) is for a link, too.
  void DenyLocal() {
    for (const char* text : {"0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4",
                             "255.255.255.255", "::", "::1", "fe80::/10", "ff00::/8"}) {
      (void)Add(Kind::kLocal, text);
    }
  }

  // Empty: it may be reached. Otherwise the rule that refuses it: "local", "deny:10.0.0.0/8",
  // "not_allowed". An IPv6 address that carries an IPv4 address must be allowed as both.
  std::string WhyNot(const Ip& ip) const {
    const std::optional<Ip> carried = CarriedIpv4(ip);
    const std::string rule = carried ? Decide(*carried) : "";
    return rule.empty() ? Decide(ip) : rule;
  }

 private:
  enum class Kind { kLocal, kAllow, kDeny };

  struct Rule {
    Network network;
    Kind kind;
    std::string name;
  };

  std::string Add(Kind kind, const std::string& text) {
    Network network;
    std::string wrong = ParseNetwork(text, &network);
    if (wrong.empty()) {
      rules_.push_back({network, kind, kind == Kind::kLocal ? "local" : "deny:" + text});
    }
    return wrong;
  }

  std::string Decide(const Ip& ip) const {
    const Rule* best = nullptr;
    for (const Rule& rule : rules_) {
      if (!rule.network.Contains(ip)) continue;
      const auto weight = [](const Rule& of) { return std::make_pair(of.network.bits, of.kind); };
      if (best == nullptr || weight(*best) < weight(rule)) best = &rule;
    }
    if (best == nullptr) return only_allowed_ ? "not_allowed" : "";
    return best->kind == Kind::kAllow ? "" : best->name;
  }

  std::vector<Rule> rules_;
  bool only_allowed_ = false;
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_DESTINATION_RULES_H_
