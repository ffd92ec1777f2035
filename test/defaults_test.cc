// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What a new object of each public type says while nothing is assigned: never yes. One forgotten
// assignment lets nobody in and calls no outcome good.

#include "gtest/gtest.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/platform/symbol.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/client_handshake.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/method_set.h"
#include "hardwire/socks/server_handshake.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_accumulator.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/dtls_ack.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/dtls_numbers.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_stream.h"
#include "hardwire/tls/sslv2_hello.h"

namespace hardwire {
namespace {

TEST(Defaults, AResultIsNotOk) {
  EXPECT_FALSE(Result().ok());
  EXPECT_EQ(Result().code(), Code::kBadState);
  EXPECT_EQ(tls::DtlsStep().event, tls::DtlsEvent::kDropRest);
  EXPECT_FALSE(tls::DtlsStep().result.ok());
}

TEST(Defaults, WhatAServerSaysIsNo) {
  EXPECT_EQ(Verdict(socks5::MethodSelection()).octet(), 0xFF);
  EXPECT_EQ(Verdict(userpass::Reply()).octet(), 1);
  EXPECT_EQ(Verdict(gssapi::Frame()).octet(), 0xFF);
  EXPECT_EQ(Verdict(socks5::Reply()).octet(), 1);
  EXPECT_EQ(Verdict(socks4::Reply()).octet(), 91);
}

TEST(Defaults, AnEventIsNothingThatHappened) {
  const socks::ClientEvent client;
  EXPECT_EQ(client.kind, socks::ClientEvent::Kind::kNone);
  EXPECT_EQ(static_cast<int>(client.kind), 0);
  EXPECT_EQ(client.method, socks5::Method::kNoAcceptable);
  EXPECT_FALSE(Verdict(client.frame).ok());
  EXPECT_EQ(client.address, socks::Address());
  const socks::ServerEvent server;
  EXPECT_EQ(server.kind, socks::ServerEvent::Kind::kNone);
  EXPECT_EQ(static_cast<int>(server.kind), 0);
  EXPECT_TRUE(server.greeting.methods.empty());
  EXPECT_FALSE(server.greeting.Offers(socks5::Method::kNoAuthentication));
  EXPECT_TRUE(server.credentials.username.empty());
  EXPECT_TRUE(server.credentials.password.empty());
  EXPECT_FALSE(Verdict(server.frame).ok());
  EXPECT_EQ(Name(server.command), "unassigned");
  EXPECT_TRUE(server.userid.empty());
  const tls::StreamEvent stream;
  EXPECT_EQ(stream.kind, tls::StreamEvent::Kind::kNone);
  EXPECT_EQ(static_cast<int>(stream.kind), 0);
  EXPECT_TRUE(stream.fragment.empty());
  EXPECT_EQ(Verdict(stream.alert, 0x0304).detail(), Detail::kFatalAlert);
}

// No close_notify: a stream that was cut off would be taken for one that ended.
TEST(Defaults, AnAlertIsAFailure) {
  const tls::Alert alert;
  EXPECT_EQ(alert.level, tls::AlertLevel::kFatal);
  EXPECT_EQ(alert.description, tls::AlertDescription::kInternalError);
  EXPECT_EQ(Verdict(alert, 0x0303).detail(), Detail::kFatalAlert);
  EXPECT_FALSE(tls::AlertAccumulator().half);
}

// {0, 0} is CFNetwork's for "nothing is wrong".
TEST(Defaults, APlatformsNumberIsNotOk) {
  EXPECT_EQ(cfnetwork::StreamError().packed(), cfnetwork::FromResult(Result())->packed());
  EXPECT_EQ(cfnetwork::Description().error.packed(), 2);
  EXPECT_EQ(openharmony::Decoded().base, openharmony::Base::kUnknown);
  EXPECT_TRUE(Symbol().name.empty());
}

// What asks, frames or counts says neither yes nor no; a new one holds nothing.
TEST(Defaults, TheRestIsEmpty) {
  EXPECT_TRUE(Violations().empty());
  EXPECT_EQ(socks::Address(), socks::Address::Ipv4({0, 0, 0, 0}, 0));
  for (unsigned method = 0; method < 256; ++method) {
    EXPECT_FALSE(socks5::MethodSet().Has(static_cast<socks5::Method>(method)));
  }
  EXPECT_TRUE(socks5::Greeting().methods.empty());
  EXPECT_EQ(socks5::Request().address, socks::Address());
  EXPECT_EQ(socks4::Request().address, socks::Address());
  EXPECT_TRUE(socks4::Request().userid.empty());
  EXPECT_TRUE(userpass::Request().username.empty());
  EXPECT_TRUE(userpass::Request().password.empty());
  EXPECT_TRUE(udp::Header().payload.empty());
  EXPECT_EQ(tls::RecordHeader().length, 0);
  EXPECT_TRUE(tls::Record().fragment.empty());
  EXPECT_TRUE(tls::InnerPlaintext().content.empty());
  EXPECT_TRUE(tls::Sslv2Hello().cipher_specs.empty());
  EXPECT_EQ(tls::HandshakeHeader().length, 0U);
  EXPECT_TRUE(tls::ClientHello().cipher_suites.empty());
  EXPECT_FALSE(tls::ClientHello().has_extensions);
  EXPECT_EQ(tls::Finding().presence, tls::Presence::kMalformed);
  EXPECT_EQ(tls::DtlsHandshakeHeader().fragment_length, 0U);
  EXPECT_EQ(tls::DtlsHeader().length, 0);
  EXPECT_TRUE(tls::DtlsRecord().fragment.empty());
  EXPECT_TRUE(tls::DtlsDatagram().datagram.empty());
  EXPECT_EQ(tls::RecordNumber().sequence, 0U);
  EXPECT_EQ(tls::Ack().size(), 0U);
  EXPECT_EQ(tls::ReplayWindow().seen, 0U);
  EXPECT_LT(tls::StreamLimits().warning_alerts, tls::StreamLimits::kNoLimit);
}

}  // namespace
}  // namespace hardwire
