// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// How large the public structs are at most, in octets, on a machine whose pointers have eight. A
// program keeps some of them for each connection. A bound is raised where a struct needs more.

#include <type_traits>

#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/client_handshake.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/server_handshake.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/dtls_ack.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/dtls_numbers.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/record_stream.h"
#include "hardwire/tls/sslv2_hello.h"

namespace hardwire {
namespace {

static_assert(sizeof(Result) <= 8);
static_assert(sizeof(Policy) <= 8);
static_assert(sizeof(Violations) <= 8);
static_assert(sizeof(socks::Address) <= 40);
static_assert(sizeof(socks5::Greeting) <= 24);
static_assert(sizeof(socks5::MethodSelection) <= 1);
static_assert(sizeof(socks5::Request) <= 56);
static_assert(sizeof(socks5::Reply) <= 56);
static_assert(sizeof(userpass::Request) <= 40);
static_assert(sizeof(userpass::Reply) <= 16);
static_assert(sizeof(gssapi::Frame) <= 24);
static_assert(sizeof(socks4::Request) <= 72);
static_assert(sizeof(socks4::Reply) <= 56);
static_assert(sizeof(socks::ClientHandshake) <= 56);
static_assert(sizeof(socks::ServerHandshake) <= 64);
static_assert(sizeof(socks::ClientEvent) <= 80);
static_assert(sizeof(socks::ServerEvent) <= 168);
static_assert(sizeof(tls::RecordContext) <= 10);
static_assert(sizeof(tls::DtlsContext) <= 16);
static_assert(sizeof(tls::InnerContext) <= 6);
static_assert(sizeof(tls::RecordHeader) <= 16);
static_assert(sizeof(tls::Record) <= 32);
static_assert(sizeof(tls::Alert) <= 16);
static_assert(sizeof(tls::InnerPlaintext) <= 40);
static_assert(sizeof(tls::Sslv2Hello) <= 40);
static_assert(sizeof(tls::HandshakeHeader) <= 8);
static_assert(sizeof(tls::DtlsHandshakeHeader) <= 20);
static_assert(sizeof(tls::Ack) <= 16);
static_assert(sizeof(tls::DtlsHeader) <= 48);
static_assert(sizeof(tls::DtlsRecord) <= 80);
static_assert(sizeof(tls::DtlsDatagram) <= 64);
static_assert(sizeof(tls::DtlsStep) <= 16);
static_assert(sizeof(tls::RecordStream) <= 56);
static_assert(sizeof(tls::StreamEvent) <= 64);
static_assert(sizeof(tls::ReplayWindow) <= 16);
static_assert(sizeof(udp::Header) <= 72);

// The whole state of a stream, a datagram or a handshake can be copied as octets.
TEST(SizesTest, StateIsAValue) {
  EXPECT_TRUE(std::is_trivially_copyable_v<tls::RecordStream>);
  EXPECT_TRUE(std::is_trivially_copyable_v<tls::DtlsDatagram>);
  EXPECT_TRUE(std::is_trivially_copyable_v<tls::ReplayWindow>);
  EXPECT_TRUE(std::is_trivially_copyable_v<socks::ClientHandshake>);
  EXPECT_TRUE(std::is_trivially_copyable_v<socks::ServerHandshake>);
}

}  // namespace
}  // namespace hardwire
