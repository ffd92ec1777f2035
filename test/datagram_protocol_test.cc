// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/datagram_protocol.h"

#include <cstdint>

#include "gtest/gtest.h"

namespace hardwire {
namespace {

// RFC 9443 section 3, row by row.
TEST(DatagramProtocolTest, TheClassesOfRfc9443) {
  for (int octet = 0; octet < 256; ++octet) {
    DatagramProtocol expected = DatagramProtocol::kOther;
    if (octet < 4) expected = DatagramProtocol::kStun;
    if (octet > 15 && octet < 20) expected = DatagramProtocol::kZrtp;
    if (octet > 19 && octet < 64) expected = DatagramProtocol::kDtls;
    if (octet > 63 && octet < 80) expected = DatagramProtocol::kTurnChannel;
    if (octet > 79 && octet < 128) expected = DatagramProtocol::kQuic;
    if (octet > 127 && octet < 192) expected = DatagramProtocol::kRtp;
    if (octet > 191) expected = DatagramProtocol::kQuic;
    EXPECT_EQ(ProtocolOfDatagram(static_cast<uint8_t>(octet)), expected) << octet;
  }
  static_assert(ProtocolOfDatagram(22) == DatagramProtocol::kDtls, "decided by the compiler");
}

}  // namespace
}  // namespace hardwire
