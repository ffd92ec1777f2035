// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// UDP ASSOCIATE (RFC 1928 section 7): datagrams of one client to any host and back. Anybody may
// send to the port that a datagram left from, and is passed on: the RFC restricts the client alone.

#ifndef EXAMPLES_PROXY_UDP_ASSOCIATION_H_
#define EXAMPLES_PROXY_UDP_ASSOCIATION_H_

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "examples/proxy/event_loop.h"
#include "examples/proxy/relay.h"
#include "examples/proxy/resolver.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/udp.h"

namespace hardwire::proxy {

class UdpAssociation {
 public:
  // `client`: where datagrams may come from; with port 0 the first well-formed one sets the port.
  // `on_traffic` is called for each datagram that is passed on.
  UdpAssociation(EventLoop* loop, Resolver* resolver, const socks::Address& client,
                 std::function<void()> on_traffic);

  // Opens a port of `local` for the client. 0, or the errno.
  int Open(const socks::Address& local);
  socks::Address bound() const;
  uint64_t up() const { return up_; }  // octets of payload
  uint64_t down() const { return down_; }

 private:
  void FromClient();
  void FromOutside(Source* outside);
  bool IsClient(const socks::Address& from);
  void Route(const udp::Header& header);
  void SendOut(const socks::Address& to, Bytes payload);

  Resolver* resolver_;
  socks::Address client_;
  std::function<void()> on_traffic_;
  Source inside_;
  Source outside4_;
  Source outside6_;

  // The last name and its address, good for some seconds: a flow asks once.
  std::string name_;
  socks::Address known_;
  Clock::time_point known_until_;
  int waiting_ = 0;  // datagrams that wait for a name
  uint64_t up_ = 0;
  uint64_t down_ = 0;
  std::shared_ptr<void> alive_ = std::make_shared<char>();
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_UDP_ASSOCIATION_H_
