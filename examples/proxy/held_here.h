// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Asks the system whose a TCP connection is: sock_diag(7).

#ifndef EXAMPLES_PROXY_HELD_HERE_H_
#define EXAMPLES_PROXY_HELD_HERE_H_

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

#include "examples/proxy/event_loop.h"
#include "examples/proxy/net.h"

namespace hardwire::proxy {

// Whether a program of this machine holds the end `local` of a TCP connection to `remote`. False if
// the system does not tell.
inline bool IsHeldHere(const Address& local, const Address& remote) {
  struct {
    nlmsghdr header;
    inet_diag_req_v2 request;
  } question = {};
  question.header.nlmsg_len = sizeof(question);
  question.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  question.header.nlmsg_flags = NLM_F_REQUEST;
  question.request.sdiag_family = local.type() == AddressType::kIpv4 ? AF_INET : AF_INET6;
  question.request.sdiag_protocol = IPPROTO_TCP;
  question.request.idiag_states = ~0U;
  inet_diag_sockid& id = question.request.id;
  id.idiag_sport = htons(local.port());
  id.idiag_dport = htons(remote.port());
  memcpy(id.idiag_src, local.ip().data(), local.ip().size());
  memcpy(id.idiag_dst, remote.ip().data(), remote.ip().size());
  id.idiag_cookie[0] = id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  const Fd kernel(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_SOCK_DIAG));
  nlmsghdr answer = {};
  return send(kernel.get(), &question, sizeof(question), 0) >= 0 &&
         recv(kernel.get(), &answer, sizeof(answer), 0) >= 0 &&
         answer.nlmsg_type == SOCK_DIAG_BY_FAMILY;
}

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_HELD_HERE_H_
