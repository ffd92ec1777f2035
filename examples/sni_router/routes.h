// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Where a hello leads, by its server name and the protocols that it offers.

#ifndef EXAMPLES_SNI_ROUTER_ROUTES_H_
#define EXAMPLES_SNI_ROUTER_ROUTES_H_

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_for.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/hello_view.h"
#include "hardwire/tls/host_name.h"

namespace hardwire::sni_router {

// A new one refuses. A name in the target is a view of the routes.
struct Verdict {
  std::optional<socks::Address> target;
  const char* why = "no_route";
  std::optional<tls::AlertDescription> alert = tls::AlertDescription::kUnrecognizedName;
};

class Routes {
 public:
  // Each takes what its flag is given. Empty, or what it expects instead.
  std::string Add(const std::string& text) {  // NAME[,PROTOCOL]=HOST:PORT
    const size_t equals = std::min(text.rfind('='), text.size());
    const size_t comma = std::min(text.find(','), equals);
    Route route;
    route.is_wildcard = text[0] == '*';
    if (comma != equals) route.protocol = text.substr(comma + 1, equals - comma - 1);
    if (equals == text.size() || (comma != equals && route.protocol->empty()) ||
        !tls::HostPattern::Parse(text.substr(0, comma), &route.pattern).ok() ||
        !Parsed(route.target = text.substr(equals + 1))) {
      return "NAME=HOST:PORT or NAME,PROTOCOL=HOST:PORT, not '" + text + "'";
    }
    routes_.push_back(route);
    return "";
  }
  std::string SetNameless(const std::string& text) {
    nameless_ = text;
    return Parsed(text) ? "" : "HOST:PORT, not '" + text + "'";
  }
  std::string DenyEch(const std::string& text) {
    tls::HostPattern pattern;
    if (!tls::HostPattern::Parse(text, &pattern).ok()) return "a name, not '" + text + "'";
    ech_names_.push_back(pattern);
    return "";
  }
  bool empty() const { return routes_.empty() && nameless_.empty(); }

  // An extension that is malformed is not absent: a server may read it all the same.
  Verdict Judge(const tls::HelloView& hello) const {
    tls::ServerName name;
    tls::ProtocolNames protocols;
    tls::Ech ech;
    const tls::Finding found_name = FindServerName(hello, &name);
    const tls::Finding found_ech = FindEch(hello, &ech);
    for (const tls::Finding& found :
         {found_name, FindProtocolNames(hello, &protocols), found_ech}) {
      if (found.presence != tls::Presence::kMalformed) continue;
      return {std::nullopt, "malformed_extension", tls::AlertFor(found.result)};
    }
    if (found_name.presence == tls::Presence::kAbsent)
      return nameless_.empty() ? Verdict() : Verdict{Parsed(nameless_)};
    tls::HostName host;
    if (!tls::HostName::Parse(name.host_name, &host).ok()) return Verdict();
    const bool is_public = std::any_of(ech_names_.begin(), ech_names_.end(),
                                       [&](const auto& pattern) { return pattern.Covers(host); });
    if (is_public && found_ech.presence != tls::Presence::kAbsent) return {std::nullopt, "ech"};
    return Find(host, protocols);
  }

 private:
  struct Route {
    tls::HostPattern pattern;
    bool is_wildcard = false;
    std::optional<std::string> protocol;  // none: whatever is offered
    std::string target;
  };

  // A name in the address is a view of `text`.
  static std::optional<socks::Address> Parsed(const std::string& text) {
    socks::Address address;
    return socks::Parse(text, &address).ok() ? std::optional(address) : std::nullopt;
  }

  static bool Offers(tls::ProtocolNames protocols, const std::optional<std::string>& wanted) {
    if (!wanted) return true;
    hardwire::string_view name;
    while (protocols.Next(&name)) {
      if (name == *wanted) return true;
    }
    return false;
  }

  // Patterns are looked at if no route has the name itself. Of those that cover it the first
  // decides whose protocol is offered (RFC 7301 section 3.2 has the alert if there is none).
  Verdict Find(const tls::HostName& host, const tls::ProtocolNames& protocols) const {
    Verdict verdict;
    for (const bool wildcard : {false, true}) {
      for (const Route& route : routes_) {
        if (route.is_wildcard != wildcard || !route.pattern.Covers(host)) continue;
        if (Offers(protocols, route.protocol)) return {Parsed(route.target)};
        verdict = {std::nullopt, "no_protocol", tls::AlertDescription::kNoApplicationProtocol};
      }
      if (verdict.alert == tls::AlertDescription::kNoApplicationProtocol) return verdict;
    }
    return verdict;
  }

  std::vector<Route> routes_;
  std::string nameless_;  // empty: hellos without a name are refused
  std::vector<tls::HostPattern> ech_names_;
};

}  // namespace hardwire::sni_router

#endif  // EXAMPLES_SNI_ROUTER_ROUTES_H_
