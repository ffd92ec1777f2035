// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// UDP ASSOCIATE (RFC 1928 section 7): datagrams of one client to any host and back. Anybody may
// send to the port that a datagram left from, and is passed on: the RFC restricts the client alone.
// But nothing goes to, or comes from, where the rules let no client.

#ifndef EXAMPLES_PROXY_UDP_ASSOCIATION_H_
#define EXAMPLES_PROXY_UDP_ASSOCIATION_H_

#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "examples/proxy/clients.h"
#include "examples/proxy/destinations.h"
#include "examples/proxy/event_loop.h"
#include "examples/proxy/net.h"
#include "examples/proxy/own_sockets.h"
#include "examples/proxy/relay.h"
#include "examples/proxy/resolver.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/udp.h"

namespace hardwire::proxy {

class UdpAssociation {
 public:
  // `inside` is the client's socket. `client`: where its datagrams may come from; with port 0 the
  // first well-formed one sets the port. `on_traffic` is called for each that is passed on.
  UdpAssociation(EventLoop* loop, Resolver* resolver, const Destinations* destinations, Fd inside,
                 const Address& client, std::function<void()> on_traffic)
      : resolver_(resolver),
        destinations_(destinations),
        client_(client),
        on_traffic_(std::move(on_traffic)),
        inside_(loop, [this](uint32_t) { FromClient(); }),
        outside4_(loop, [this](uint32_t) { FromOutside(outside4_.fd()); }),
        outside6_(loop, [this](uint32_t) { FromOutside(outside6_.fd()); }) {
    Open(&inside_, std::move(inside));
  }

  uint64_t up() const { return up_; }  // octets of payload
  uint64_t down() const { return down_; }
  uint64_t refused() const { return refused_; }      // datagrams, both ways
  const std::string& rule() const { return rule_; }  // that refused the first of them

 private:
  static constexpr int kBatch = 64;       // datagrams a turn: the others' sockets wait meanwhile
  static constexpr int kMaxWaiting = 16;  // for a name, of up to 64 KiB each
  static constexpr double kNameLives = 5;
  static constexpr size_t kRoom = udp::kMaxHeaderSize;

  // Where a datagram is put, with room for a header before it. One thread, one at a time.
  static inline std::array<uint8_t, kRoom + 65536> scratch;

  // Reads one datagram behind the room. False: there is none now.
  static bool Receive(int fd, Bytes* datagram, Address* from) {
    SocketName name;
    uint8_t* const start = &scratch[kRoom];
    const ssize_t n = recvfrom(fd, start, scratch.size() - kRoom, 0, &name.any, &name.size);
    if (n < 0) return false;
    *datagram = Bytes(start, static_cast<size_t>(n));
    *from = name.address();
    return true;
  }

  void Open(Source* source, Fd fd) {
    if (!fd.ok()) return;
    entries_.push_back(destinations_->own->AddPort(SOCK_DGRAM, fd.get()));
    source->Reset(std::move(fd));
    source->Want(EPOLLIN);
  }

  // Whether a rule refuses a datagram to or from `host`, which is counted then.
  bool Refuses(const Address& host) {
    const std::string rule = destinations_->WhyNot(SOCK_DGRAM, host);
    if (rule.empty()) return false;
    ++refused_;
    if (rule_.empty()) rule_ = rule;
    return true;
  }

  // What cannot be sent is lost, as on any network.
  void Send(int fd, Bytes datagram, const Address& to, size_t payload, uint64_t* count) {
    const SocketName name(to);
    const void* const data = datagram.data();
    if (sendto(fd, data, datagram.size(), MSG_NOSIGNAL, &name.any, name.size) < 0) return;
    *count += payload;
    on_traffic_();
  }

  void SendOut(const Address& to, Bytes payload) {
    const bool ipv4 = to.type() == AddressType::kIpv4;
    Source* const outside = ipv4 ? &outside4_ : &outside6_;
    // Bound before it is asked whether `to` is this very socket.
    const Address any = ipv4 ? Address() : Address::Ipv6({}, 0);
    if (outside->fd() < 0) Open(outside, Bound(SOCK_DGRAM, any));
    if (Refuses(to)) return;
    Send(outside->fd(), payload, to, payload.size(), &up_);
  }

  void FromClient() {
    const Policy policy = Policy::Interop().Rejecting(Violation::kFragment);
    Bytes datagram;
    Address from;
    udp::Header header;
    for (int i = 0; i < kBatch && Receive(inside_.fd(), &datagram, &from); ++i) {
      if (from != WithPort(client_, client_.port() == 0 ? from.port() : client_.port())) continue;
      if (!Decode(datagram, &header, policy).ok()) continue;
      client_ = from;
      if (header.address.type() == AddressType::kDomain) {
        ToName(header.address, header.payload);
      } else {
        SendOut(header.address, header.payload);
      }
    }
  }

  void ToName(const Address& to, Bytes payload) {
    const std::string name(to.domain());
    if (name == name_ && Clock::now() < known_until_) {
      return SendOut(WithPort(known_, to.port()), payload);
    }
    if (waiting_ == kMaxWaiting) return;
    ++waiting_;
    const std::vector<uint8_t> kept(payload.begin(), payload.end());
    const auto done = [this, name, kept](int, const std::vector<Address>& found) {
      --waiting_;
      if (found.empty()) return;
      // One datagram tries one address: the first that may be reached of the client's own family,
      // for want of better.
      known_ = found.front();
      const auto rank = [this](const Address& address) {
        const bool refused = !destinations_->WhyNot(SOCK_DGRAM, address).empty();
        return std::make_pair(refused, address.type() != client_.type());
      };
      for (const Address& address : found) {
        if (rank(address) < rank(known_)) known_ = address;
      }
      name_ = name;
      known_until_ = After(kNameLives);
      SendOut(known_, kept);
    };
    resolver_->Resolve(to, ClientOf(client_), alive_, done);
  }

  void FromOutside(int fd) {
    Bytes payload;
    udp::Header header;
    for (int i = 0; i < kBatch && Receive(fd, &payload, &header.address); ++i) {
      if (Refuses(header.address)) continue;
      const size_t size = EncodedSize(header);
      uint8_t* const start = &scratch[kRoom - size];
      if (!Encode(header, hardwire::Span<uint8_t>(start, size)).ok()) continue;
      Send(inside_.fd(), Bytes(start, size + payload.size()), client_, payload.size(), &down_);
    }
  }

  Resolver* resolver_;
  const Destinations* destinations_;
  Address client_;
  std::function<void()> on_traffic_;
  std::vector<OwnSockets::Entry> entries_;  // of the sockets
  Source inside_;
  Source outside4_;
  Source outside6_;

  // The last name and its address, good for some seconds: a flow asks once.
  std::string name_;
  Address known_;
  Clock::time_point known_until_;
  int waiting_ = 0;
  uint64_t up_ = 0;
  uint64_t down_ = 0;
  uint64_t refused_ = 0;
  std::string rule_;
  std::shared_ptr<void> alive_ = std::make_shared<char>();
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_UDP_ASSOCIATION_H_
