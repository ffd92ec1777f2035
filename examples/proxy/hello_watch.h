// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Which server a TLS client inside a relayed connection names, and whether a rule refuses that.
// Whoever looks on changes no octet and delays none.

#ifndef EXAMPLES_PROXY_HELLO_WATCH_H_
#define EXAMPLES_PROXY_HELLO_WATCH_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "examples/proxy/net.h"
#include "examples/proxy/relay.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/host_name.h"
#include "hardwire/view.h"

namespace hardwire::proxy {

// Patterns of names that are refused.
class SniRules {
 public:
  // Empty, or what it expects instead of `text`.
  std::string Deny(const std::string& text) {
    tls::HostPattern pattern;
    if (!tls::HostPattern::Parse(text, &pattern).ok())
      return "a name or *.NAME, not '" + text + "'";
    patterns_.emplace_back(pattern, "sni:" + text);
    return "";
  }

  bool empty() const { return patterns_.empty(); }

  // Empty: no pattern covers it. Otherwise the rule: "sni:*.example.com".
  std::string WhyNot(const tls::HostName& name) const {
    for (const auto& [pattern, rule] : patterns_) {
      if (pattern.Covers(name)) return rule;
    }
    return "";
  }

 private:
  std::vector<std::pair<tls::HostPattern, std::string>> patterns_;
};

// What the first octets of a client say.
class HelloWatch {
 public:
  // `held` begins `at` octets behind the first of the client. Those that were seen before are
  // skipped; none is left out. Does nothing once it is done.
  void See(uint64_t at, Bytes held) {
    if (done()) return;
    const Bytes next = held.subspan(static_cast<size_t>(seen_ - at));
    seen_ += next.size();
    if (!reading_ && !next.empty()) reading_ = std::make_unique<Reading>();
    if (reading_) Judge(reading_->reader.Feed(next).outcome);
  }

  // Nothing follows.
  void End() {
    if (reading_) Judge(reading_->reader.End().outcome);
  }

  bool done() const { return outcome_ != tls::HelloOutcome::kNeedMore; }

  // " hello=complete sni=www.example.com"; empty if there was no octet.
  std::string Summary() const {
    if (seen_ == 0) return "";
    return " hello=" + std::string{Name(outcome_)} + said_;
  }

  // Empty: it is not refused, or not yet. Otherwise the rule. A hello whose name cannot be told is
  // refused if there are rules: the server may read it in another way, and find the name. What is
  // no TLS, a hello of SSLv2, and one without server_name have no name.
  std::string WhyNot(const SniRules& rules) const {
    if (rules.empty() || name_ == Presence::kAbsent) return "";
    return name_ == Presence::kMalformed ? "sni_unknown" : rules.WhyNot(host_);
  }

 private:
  using Presence = tls::Presence;

  // Only until it is known what the stream is. No hello takes more: an extension without a body is
  // four octets, and six in the memory.
  struct Reading {
    static constexpr tls::HelloLimits kLimits = {};
    static constexpr size_t kMemory = kLimits.octets / 2 * 3 + 64;

    const std::unique_ptr<uint8_t[]> memory{new uint8_t[kMemory]};  // not set to zero
    tls::HelloReader reader{hardwire::Span<uint8_t>(memory.get(), kMemory), kLimits};
  };

  void Judge(tls::HelloOutcome outcome) {
    outcome_ = outcome;
    if (!done()) return;
    if (outcome == tls::HelloOutcome::kComplete) {
      ReadName(reading_->reader.view());
    } else {
      const bool has_none = outcome == tls::HelloOutcome::kNotTls ||
                            outcome == tls::HelloOutcome::kSslv2 ||
                            outcome == tls::HelloOutcome::kEndedInside;
      name_ = has_none ? Presence::kAbsent : Presence::kMalformed;
      const hardwire::string_view name = reading_->reader.unverified().server_name;
      if (!name.empty()) said_ = " unverified_sni=" + Escape(name);
    }
    reading_.reset();
  }

  void ReadName(const tls::HelloView& hello) {
    tls::ServerName found;
    name_ = FindServerName(hello, &found).presence;
    if (name_ == Presence::kPresent) {
      said_ = " sni=" + Escape(found.host_name);
      // An IP address, for one, is no name that a pattern could cover.
      if (!tls::HostName::Parse(found.host_name, &host_).ok()) name_ = Presence::kMalformed;
    } else if (name_ == Presence::kMalformed) {
      said_ = " sni_malformed=yes";
    }
  }

  std::unique_ptr<Reading> reading_;
  tls::HelloOutcome outcome_ = tls::HelloOutcome::kNeedMore;
  Presence name_ = Presence::kAbsent;
  tls::HostName host_;
  uint64_t seen_ = 0;
  std::string said_;
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_HELLO_WATCH_H_
