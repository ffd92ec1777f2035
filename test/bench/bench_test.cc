// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The benchmark compares like with like: codec, floor and limit accept the whole table, and the
// floors give the codecs' verdict on random bytes.

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "fuzz/random_message.h"
#include "gtest/gtest.h"
#include "hardwire/result.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/record.h"
#include "test/bench/floor.h"
#include "test/bench/operations.h"

namespace hardwire {
namespace bench {
namespace {

TEST(BenchTest, EveryPassAcceptsTheWholeTable) {
  EXPECT_EQ(EmptyPass(), kMessagesPerPass);
  for (const Operation& operation : Operations()) {
    EXPECT_EQ(operation.codec(), kMessagesPerPass) << operation.name;
    EXPECT_EQ(operation.floor(), kMessagesPerPass) << operation.name;
    EXPECT_EQ(operation.limit(), kMessagesPerPass) << operation.name;
  }
}

TEST(BenchTest, FloorsGiveTheCodecsVerdict) {
  constexpr tls::RecordContext kTls12 = {tls::Phase::kPlain, 0x0303, 0};
  fuzz::Random random(11);
  int accepted = 0;
  for (int i = 0; i < 2000000; ++i) {
    uint8_t bytes[24];
    const size_t size = random.Below(sizeof(bytes) + 1);
    for (uint8_t& octet : bytes) octet = random.InterestingOctet();
    const absl::Span<const uint8_t> input(bytes, size);
    if (random.Below(3) == 0) bytes[0] = static_cast<uint8_t>(random.Below(6));
    if (random.Below(2) == 0) bytes[0] = random.Below(2) == 0 ? 5 : 1;
    RawMessage message;
    RawGreeting greeting;
    RawUserpass userpass;
    RawRecord record;
    RawWholeRecord whole_record;
    tls::Record real_record;
    RawSocks4 socks4;
    RawSocks4Reply socks4_reply;
    RawFrame frame;
    RawUdp datagram;
    socks4::Request real_socks4;
    socks4::Reply real_socks4_reply;
    gssapi::Frame real_frame;
    udp::Header real_udp;
    uint8_t value;
    size_t used;
    socks5::Request request;
    socks5::Reply reply;
    socks5::Greeting real_greeting;
    socks5::MethodSelection selection;
    userpass::Request real_userpass;
    tls::RecordHeader header;
    const bool ok = FloorMessage(bytes, size, false, &message, &used);
    ASSERT_EQ(Decode(input, &request).ok(), ok);
    accepted += ok ? 1 : 0;
    ASSERT_EQ(Decode(input, &reply).ok(), FloorMessage(bytes, size, true, &message, &used));
    ASSERT_EQ(Decode(input, &real_greeting).ok(), FloorGreeting(bytes, size, &greeting, &used));
    ASSERT_EQ(Decode(input, &selection).ok(), FloorPair(bytes, size, 5, &value));
    ASSERT_EQ(Decode(input, &real_userpass).ok(), FloorUserpass(bytes, size, &userpass, &used));
    ASSERT_EQ(Decode(input, &real_socks4).ok(), FloorSocks4(bytes, size, &socks4, &used));
    ASSERT_EQ(Decode(input, &real_socks4_reply).ok(), FloorSocks4Reply(bytes, size, &socks4_reply));
    ASSERT_EQ(Decode(input, &real_frame).ok(), FloorFrame(bytes, size, &frame, &used));
    ASSERT_EQ(Decode(input, &real_udp).ok(), FloorUdp(bytes, size, &datagram, &used));
    ASSERT_EQ(Decode(input, &header, kTls12).ok(), FloorRecord(bytes, size, &record));
    bytes[0] = static_cast<uint8_t>(19 + random.Below(6));
    bytes[1] = 3;
    bytes[3] = 0;
    bytes[4] = static_cast<uint8_t>(random.Below(20));
    ASSERT_EQ(Decode(input, &real_record, kTls12).ok(),
              FloorWholeRecord(bytes, size, &whole_record, &used));
  }
  EXPECT_GT(accepted, 1000);
}

}  // namespace
}  // namespace bench
}  // namespace hardwire
