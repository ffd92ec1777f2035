// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// How long a client waits to hear whether its password is right: the longer, the more of its
// passwords were wrong.
//
// The first wrong one of a client is answered at once. From then on all its answers, yes and no, on
// whichever connection, come one after the other: a quarter of a second apart, and twice as far
// with each that is wrong, up to four seconds. Each right one halves that. Nobody can tell a wrong
// password from one that is still waiting, so to hang up does not help.

#ifndef EXAMPLES_PROXY_GUESS_DELAY_H_
#define EXAMPLES_PROXY_GUESS_DELAY_H_

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <optional>

#include "examples/proxy/event_loop.h"
#include "examples/proxy/network.h"

namespace hardwire::proxy {

class GuessDelay {
 public:
  static constexpr std::chrono::milliseconds kLeast{250};
  static constexpr int kMaxLevel = 5;              // 4 seconds apart
  static constexpr std::chrono::seconds kMost{8};  // that anybody waits
  static constexpr std::chrono::seconds kForget{60};
  static constexpr size_t kMaxClients = 4096;

  // A password of `client` was `right` or wrong. When to say so; nothing: its others take all the
  // time there is, and it is to be refused, right or wrong.
  std::optional<Clock::time_point> Judge(const Ip& client, bool right, Clock::time_point now) {
    auto found = clients_.find(client);
    if (found != clients_.end() && IsOver(found->second, now)) {
      clients_.erase(found);
      found = clients_.end();
    }
    if (found == clients_.end()) {
      if (right) return now;
      MakeRoom();
      found = clients_.emplace(client, Client{0, now}).first;
    }
    Client& known = found->second;
    const Clock::time_point turn = std::max(now, known.next);
    if (turn - now > kMost) return std::nullopt;
    known.level = std::clamp(known.level + (right ? -1 : 1), 0, kMaxLevel);
    known.next = turn + kLeast * (1 << std::max(known.level - 1, 0));
    return turn;
  }

  size_t size() const { return clients_.size(); }

 private:
  struct Client {
    int level;               // wrong ones, less right ones
    Clock::time_point next;  // no answer before
  };

  static bool IsOver(const Client& client, Clock::time_point now) {
    return now >= client.next + (client.level == 0 ? Clock::duration(0) : kForget);
  }

  // Forgets the client that has been quiet for longest.
  void MakeRoom() {
    if (clients_.size() < kMaxClients) return;
    clients_.erase(std::min_element(
        clients_.begin(), clients_.end(),
        [](const auto& a, const auto& b) { return a.second.next < b.second.next; }));
  }

  std::map<Ip, Client> clients_;
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_GUESS_DELAY_H_
