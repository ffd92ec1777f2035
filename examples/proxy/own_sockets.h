// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The proxy's own sockets, so that it never connects or sends to itself.

#ifndef EXAMPLES_PROXY_OWN_SOCKETS_H_
#define EXAMPLES_PROXY_OWN_SOCKETS_H_

#include <sys/socket.h>

#include <cerrno>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "examples/proxy/held_here.h"
#include "examples/proxy/net.h"
#include "examples/proxy/network.h"

namespace hardwire::proxy {

// Whether what goes there arrives at this machine; true if the system does not tell. Only an
// address of one's own can be bound to: that of an interface, of a local route, or one for many.
inline bool IsOfThisMachine(const Address& address) {
  const std::optional<Ip> carried = CarriedIpv4(ToIp(address));
  if (carried && IsOfThisMachine(WithPort(ToAddress(*carried), 0))) return true;
  if (IsUnspecified(address)) return true;  // connects to loopback
  return Bound(SOCK_DGRAM, WithPort(address, 0)).ok() || errno != EADDRNOTAVAIL;
}

class OwnSockets {
 public:
  // Stands for a socket; to be kept as long as that is open.
  using Entry = std::shared_ptr<void>;

  // A socket of `type` that can be reached at its port: a listener, or one for datagrams.
  Entry AddPort(int type, int fd) { return Add(&ports_, {type, LocalName(fd).port()}); }

  // A connection to `remote`.
  Entry AddOutgoing(int fd, const Address& remote) {
    const End from = ToEnd(LocalName(fd));
    End to = ToEnd(remote);
    if (IsUnspecified(remote)) to.first = from.first;  // loopback, both
    return Add(&outgoing_, {from, to});
  }

  // Whether `to` is one of the ports, at whichever address of this machine: it need not be the one
  // that the socket is bound to.
  bool Reaches(int type, const Address& to) const {
    return ports_.count({type, to.port()}) != 0 && IsOfThisMachine(to);
  }

  // Whether the connection that a listener has from `peer` to `local` is one of the outgoing ones:
  // both ends agree, or that of the peer alone if addresses were translated on the way. A client of
  // this machine may have the name of that end, too, since the system gives a port once for each
  // destination; but then it holds the end.
  //
  // To be asked about a new outgoing connection, too: where nobody listens at a port, TCP may
  // connect a socket with itself, or two of them with each other (RFC 9293 section 3.5).
  bool IsOutgoing(const Address& peer, const Address& local) const {
    const End from = ToEnd(peer);
    if (outgoing_.count({from, ToEnd(local)}) != 0) return true;
    const auto found = outgoing_.lower_bound({from, End{}});
    return found != outgoing_.end() && found->first.first == from && !IsHeldHere(peer, local);
  }

 private:
  using End = std::pair<Ip, uint16_t>;

  static End ToEnd(const Address& address) { return {ToIp(address), address.port()}; }

  template <typename Counts>
  static Entry Add(Counts* counts, const typename Counts::key_type& key) {
    const auto at = counts->emplace(key, 0).first;
    ++at->second;
    return Entry(&at->second, [counts, at](void*) {
      if (--at->second == 0) counts->erase(at);
    });
  }

  std::map<std::pair<int, uint16_t>, int> ports_;  // how often there is one
  std::map<std::pair<End, End>, int> outgoing_;
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_OWN_SOCKETS_H_
