// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Who is one client: an IPv4 address; or the first 64 bits of an IPv6 address, since the rest is
// the client's own choice.

#ifndef EXAMPLES_PROXY_CLIENTS_H_
#define EXAMPLES_PROXY_CLIENTS_H_

#include <algorithm>
#include <cstddef>
#include <map>

#include "examples/proxy/network.h"

namespace hardwire::proxy {

inline Ip ClientOf(const socks::Address& peer) {
  Ip ip = ToIp(peer);
  if (!IsIpv4(ip)) std::fill(ip.begin() + 8, ip.end(), uint8_t{0});
  return ip;
}

// How many things of one kind each client has. Holds no more clients than there are things.
class ClientCounts {
 public:
  // How many it has with this one.
  size_t Add(const Ip& client) { return ++counts_[client]; }

  void Remove(const Ip& client) {
    const auto found = counts_.find(client);
    if (--found->second == 0) counts_.erase(found);
  }

 private:
  std::map<Ip, size_t> counts_;
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_CLIENTS_H_
