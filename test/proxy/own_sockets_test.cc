// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/own_sockets.h"

#include <sys/socket.h>

#include "examples/proxy/net.h"
#include "gtest/gtest.h"
#include "hardwire/socks/address.h"

namespace hardwire::proxy {
namespace {

const Address kLoopback = Address::Ipv4({127, 0, 0, 1}, 0);

Address At(const char* host, uint16_t port) {
  Address address;
  EXPECT_TRUE(socks::Parse(host, &address).ok()) << host;
  return address.type() == AddressType::kIpv4 ? WithPort(address, port)
                                              : Address::Ipv6(ToIp(address), port);
}

Fd Listener() {
  Fd fd = Bound(SOCK_STREAM, kLoopback);
  EXPECT_EQ(listen(fd.get(), 4), 0);
  return fd;
}

Fd ConnectedTo(const Address& address) {
  Fd fd = OpenSocket(SOCK_STREAM, address);
  const SocketName name(address);
  (void)connect(fd.get(), &name.any, name.size);
  return fd;
}

TEST(OwnSocketsTest, WhatIsOfThisMachine) {
  for (const char* host : {"127.0.0.1:0", "127.9.9.9:0", "0.0.0.0:0", "[::ffff:127.0.0.1]:0",
                           "[::ffff:0.0.0.0]:0", "[::]:0", "224.0.0.1:0", "255.255.255.255:0",
                           "[::127.0.0.1]:0", "[64:ff9b::127.0.0.1]:0", "[2002:7f00:1::]:0"}) {
    EXPECT_TRUE(IsOfThisMachine(At(host, 80))) << host;
  }
  EXPECT_FALSE(IsOfThisMachine(At("203.0.113.77:0", 80)));
  EXPECT_FALSE(IsOfThisMachine(At("[::ffff:203.0.113.77]:0", 80)));
}

TEST(OwnSocketsTest, APortIsOwnAtEachAddressAsLongAsItsEntryLives) {
  OwnSockets own;
  const Fd fd = Listener();
  const uint16_t port = LocalName(fd.get()).port();
  OwnSockets::Entry entry = own.AddPort(SOCK_STREAM, fd.get());
  OwnSockets::Entry second = own.AddPort(SOCK_STREAM, fd.get());
  for (const char* host : {"127.0.0.1:0", "127.0.0.2:0", "0.0.0.0:0", "[::ffff:127.0.0.1]:0"}) {
    EXPECT_TRUE(own.Reaches(SOCK_STREAM, At(host, port))) << host;
    EXPECT_FALSE(own.Reaches(SOCK_DGRAM, At(host, port))) << host;
    EXPECT_FALSE(own.Reaches(SOCK_STREAM, At(host, port ^ 1))) << host;
  }
  EXPECT_FALSE(own.Reaches(SOCK_STREAM, At("203.0.113.77:0", port)));
  entry.reset();
  EXPECT_TRUE(own.Reaches(SOCK_STREAM, At("127.0.0.1:0", port)));
  second.reset();
  EXPECT_FALSE(own.Reaches(SOCK_STREAM, At("127.0.0.1:0", port)));
}

TEST(OwnSocketsTest, AConnectionThatComesBackThroughATranslation) {
  OwnSockets own;
  const Fd listener = Listener();
  const Fd elsewhere = Listener();
  const Fd outgoing = ConnectedTo(LocalName(elsewhere.get()));
  const Address name = LocalName(outgoing.get());
  const OwnSockets::Entry entry = own.AddOutgoing(outgoing.get(), At("203.0.113.77:0", 443));
  // Nobody holds the other end under that name: it is the outgoing one, whose packets were led
  // here.
  EXPECT_TRUE(own.IsOutgoing(name, LocalName(listener.get())));
  // A client of this machine that has the same name, but holds the end itself.
  EXPECT_FALSE(own.IsOutgoing(name, LocalName(elsewhere.get())));
  EXPECT_FALSE(own.IsOutgoing(WithPort(name, 1), LocalName(listener.get())));
  EXPECT_FALSE(OwnSockets().IsOutgoing(name, LocalName(listener.get())));
}

TEST(OwnSocketsTest, AConnectionThatComesBackAsItWas) {
  const Fd listener = Listener();
  const Address local = LocalName(listener.get());
  for (const char* host : {"127.0.0.1:0", "0.0.0.0:0", "[::ffff:127.0.0.1]:0"}) {
    OwnSockets own;
    const Address remote = At(host, local.port());
    const Fd outgoing = ConnectedTo(remote);
    const Address name = LocalName(outgoing.get());
    EXPECT_FALSE(own.IsOutgoing(name, local)) << host;
    OwnSockets::Entry entry = own.AddOutgoing(outgoing.get(), remote);
    EXPECT_TRUE(own.IsOutgoing(name, local)) << host;
    entry.reset();
    EXPECT_FALSE(own.IsOutgoing(name, local)) << host;
  }
}

}  // namespace
}  // namespace hardwire::proxy
