// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// One client, from the first octet to the last. The handshake answers for the protocol; this does
// the I/O: it resolves, connects, waits for a peer, and relays.

#ifndef EXAMPLES_PROXY_CONNECTION_H_
#define EXAMPLES_PROXY_CONNECTION_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "examples/proxy/clients.h"
#include "examples/proxy/destinations.h"
#include "examples/proxy/event_loop.h"
#include "examples/proxy/guess_delay.h"
#include "examples/proxy/log.h"
#include "examples/proxy/options.h"
#include "examples/proxy/own_sockets.h"
#include "examples/proxy/relay.h"
#include "examples/proxy/resolver.h"
#include "examples/proxy/udp_association.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/server_handshake.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"

namespace hardwire::proxy {

// What all connections share.
struct Service {
  EventLoop* loop;
  Resolver* resolver;
  const Options* options;
  Destinations* destinations;
  GuessDelay* guesses;
  Log* log;
  ClientCounts* clients;        // a connection leaves it when it is over
  std::vector<uint64_t>* over;  // takes the id of each connection that is over
};

class Connection {
 public:
  Connection(const Service& service, uint64_t id, Fd client, const socks::Address& peer);

  // Ends it at once, and says `why` in the log.
  void Finish(const char* why);

  Ip client() const { return ClientOf(peer_); }

 private:
  // kGuessed: its credentials are to be answered later.
  enum class State {
    kHandshake,
    kGuessed,
    kConnecting,
    kBinding,
    kRelaying,
    kUdp,
    kClosing,
    kOver
  };

  void OnClient(uint32_t events);
  void OnTarget(uint32_t events);
  void OnTimeout();
  void Advance();
  void ReadHandshake();
  void StartRelay();
  void StartClosing(const char* why);
  void Enter(State state, double seconds);
  void Touch();
  void SetTarget(Fd fd, OwnSockets::Entry entry);
  std::string LogLine(const char* why) const;

  // request.cc
  void Answer(const socks::ServerEvent& event);
  void Judge(const userpass::Request& given);
  void AnswerCredentials();
  void Send(Result answer);
  void Grant(const socks::Address& bound);
  void Refuse(Result reason);
  void RefuseFor(int error);
  void Resolve(const socks::Address& target);
  bool RefusedBy(const std::string& rule);
  bool Forbidden(const socks::Address& host);
  void TryNext(int error);
  void OnConnected();
  void Listen();
  void AcceptPeer();
  void Associate(uint16_t port);

  const Service& service_;
  const uint64_t id_;
  const socks::Address peer_;
  const Clock::time_point start_ = Clock::now();
  State state_ = State::kHandshake;
  socks::ServerHandshake handshake_;
  Direction up_;    // from the client; what it sends in the handshake too
  Direction down_;  // to the client, behind the handshake's answers
  Source client_;   // with the state's deadline
  Source target_;   // in BIND the listening socket first
  OwnSockets::Entry target_entry_;
  std::unique_ptr<UdpAssociation> udp_;
  std::shared_ptr<void> alive_ = std::make_shared<char>();
  std::array<uint8_t, socks5::kMaxReplySize> answer_;  // as the handshake writes it

  std::string said_;    // by the client, for the log
  std::string rule_;    // the first that refused something, for the log
  bool right_ = false;  // its password
  socks5::Command command_ = socks5::Command::kConnect;
  std::vector<socks::Address> candidates_;  // of the target's name
  size_t next_ = 0;
  Clock::time_point deadline_;  // of all the candidates together
  const char* closing_why_ = "";
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_CONNECTION_H_
