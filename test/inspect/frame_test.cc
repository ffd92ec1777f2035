// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/frame.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace hardwire {
namespace inspect {
namespace {

using Octets = std::vector<uint8_t>;

Octets operator+(Octets a, const Octets& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// 10.0.0.1:1000 to 10.0.0.2:80, ACK and PSH, "hey".
const Octets kTcp = {0x03, 0xE8, 0x00, 0x50, 0x00, 0x00, 0x00, 0x07, 0x00, 0x00, 0x00, 0x09,
                     0x50, 0x18, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 'h',  'e',  'y'};
const Octets kIpv4 =
    Octets{0x45, 0, 0, 43, 0, 1, 0x40, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2} + kTcp;
const Octets kUdp = {0x03, 0xE8, 0x00, 0x50, 0x00, 0x0B, 0x00, 0x00, 'h', 'e', 'y'};

// IPv6 with these headers in front of `body`; `next` is the first one's number.
Octets Ipv6(uint8_t next, const Octets& body) {
  Octets header = {0x60, 0, 0, 0, 0, static_cast<uint8_t>(body.size()), next, 64};
  const Octets from = {0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  const Octets to = {0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2};
  return header + from + to + body;
}
Octets Ethernet(uint16_t type, const Octets& body) {
  return Octets(12, 0) + Octets{static_cast<uint8_t>(type >> 8), static_cast<uint8_t>(type)} + body;
}

Segment Read(Link link, const Octets& frame) {
  Segment segment;
  EXPECT_EQ(ReadFrame(link, frame, &segment), FrameKind::kSegment);
  return segment;
}
FrameKind KindOf(Link link, const Octets& frame) {
  Segment segment;
  const FrameKind kind = ReadFrame(link, frame, &segment);
  EXPECT_TRUE(kind == FrameKind::kSegment || segment.payload.empty());
  return kind;
}
std::string Payload(const Segment& segment) {
  return std::string(segment.payload.begin(), segment.payload.end());
}

TEST(Frame, EveryLinkType) {
  const Octets sll = Octets(14, 0) + Octets{0x08, 0x00} + kIpv4;
  const Octets sll2 = Octets{0x08, 0x00} + Octets(18, 0) + kIpv4;
  const Octets loopback = Octets{2, 0, 0, 0} + kIpv4;
  for (const Segment& segment :
       {Read(Link::kEthernet, Ethernet(0x0800, kIpv4)), Read(Link::kSll, sll),
        Read(Link::kSll2, sll2), Read(Link::kRaw, kIpv4), Read(Link::kLoopback, loopback)}) {
    EXPECT_EQ(ToText(segment.from), "10.0.0.1:1000");
    EXPECT_EQ(ToText(segment.to), "10.0.0.2:80");
    EXPECT_TRUE(segment.is_tcp && segment.ack && !segment.syn && !segment.fin && !segment.reset);
    EXPECT_EQ(segment.sequence, 7U);
    EXPECT_EQ(segment.acknowledgment, 9U);
  }
}

TEST(Frame, ThePayloadIsAView) {
  const Segment segment = Read(Link::kRaw, kIpv4);
  EXPECT_EQ(segment.size, 3U);
  EXPECT_EQ(segment.payload.size(), 3U);
}

TEST(Frame, VlanTags) {
  const Octets tagged = Octets{0, 7, 0x81, 0x00, 0, 8, 0x08, 0x00} + kIpv4;
  EXPECT_EQ(KindOf(Link::kEthernet, Ethernet(0x88A8, tagged)), FrameKind::kSegment);
  EXPECT_EQ(KindOf(Link::kEthernet, Ethernet(0x8100, {0, 7})), FrameKind::kOther);
}

TEST(Frame, PaddingBehindThePacketIsNone) {
  const Octets padded = Ethernet(0x0800, kIpv4) + Octets(20, 0xEE);
  Segment segment;
  ASSERT_EQ(ReadFrame(Link::kEthernet, padded, &segment), FrameKind::kSegment);
  EXPECT_EQ(Payload(segment), "hey");
}

TEST(Frame, WhatTheCaptureCutOffCounts) {
  const Octets cut(kIpv4.begin(), kIpv4.end() - 2);
  Segment segment;
  ASSERT_EQ(ReadFrame(Link::kRaw, cut, &segment), FrameKind::kSegment);
  EXPECT_EQ(Payload(segment), "h");
  EXPECT_EQ(segment.size, 3U);
}

TEST(Frame, ALengthOfZeroIsThatOfTheFrame) {
  Octets offloaded = kIpv4;
  offloaded[3] = 0;
  Segment segment;
  ASSERT_EQ(ReadFrame(Link::kRaw, offloaded, &segment), FrameKind::kSegment);
  EXPECT_EQ(Payload(segment), "hey");
}

TEST(Frame, Ipv6AndItsExtensions) {
  const Octets hop_by_hop = {60, 0, 1, 4, 0, 0, 0, 0};
  const Octets destination = {44, 1, 1, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  const Octets atomic = {51, 0, 0, 0, 0, 0, 0, 1};
  const Octets authentication = {17, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  const Octets frame =
      Ethernet(0x86DD, Ipv6(0, hop_by_hop + destination + atomic + authentication + kUdp));
  Segment segment;
  ASSERT_EQ(ReadFrame(Link::kEthernet, frame, &segment), FrameKind::kSegment);
  EXPECT_EQ(ToText(segment.from), "[2001:db8::1]:1000");
  EXPECT_FALSE(segment.is_tcp);
  EXPECT_EQ(Payload(segment), "hey");
}

TEST(Frame, FragmentsAreNotJoined) {
  Octets first = kIpv4;
  first[6] = 0x20;  // more follow
  EXPECT_EQ(KindOf(Link::kRaw, first), FrameKind::kFragment);
  Octets later = kIpv4;
  later[7] = 1;  // not the first
  EXPECT_EQ(KindOf(Link::kRaw, later), FrameKind::kFragment);
  EXPECT_EQ(KindOf(Link::kRaw, Ipv6(44, Octets{6, 0, 0, 1, 0, 0, 0, 1} + kTcp)),
            FrameKind::kFragment);
}

TEST(Frame, HeadersThatContradictThemselves) {
  const auto with = [](size_t at, uint8_t value) {
    Octets frame = kIpv4;
    frame[at] = value;
    return KindOf(Link::kRaw, frame);
  };
  EXPECT_EQ(with(0, 0x44), FrameKind::kBroken);   // a header of 16 octets
  EXPECT_EQ(with(0, 0x4F), FrameKind::kBroken);   // of 60, which are not there
  EXPECT_EQ(with(3, 19), FrameKind::kBroken);     // shorter than its header
  EXPECT_EQ(with(3, 39), FrameKind::kBroken);     // too short for TCP
  EXPECT_EQ(with(32, 0x40), FrameKind::kBroken);  // a TCP header of 16 octets
  EXPECT_EQ(with(32, 0xF0), FrameKind::kBroken);  // of 60
  EXPECT_EQ(with(9, 1), FrameKind::kOther);       // ICMP
  EXPECT_EQ(with(0, 0x55), FrameKind::kOther);    // no version of IP
}

// Every prefix of a frame and every change of an octet in it is read without a fault that a
// sanitizer or a wrong view would show.
TEST(Frame, EveryPrefixAndChange) {
  const Octets udp6 = Ethernet(0x86DD, Ipv6(0, Octets{17, 0, 1, 4, 0, 0, 0, 0} + kUdp));
  for (const Octets& frame : {Ethernet(0x0800, kIpv4), udp6}) {
    for (size_t size = 0; size <= frame.size(); ++size) {
      const Octets cut(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(size));
      for (const Link link :
           {Link::kEthernet, Link::kSll, Link::kSll2, Link::kRaw, Link::kLoopback}) {
        KindOf(link, cut);
      }
    }
    for (size_t at = 0; at < frame.size(); ++at) {
      for (int value = 0; value <= 0xFF; ++value) {
        Octets changed = frame;
        changed[at] = static_cast<uint8_t>(value);
        Segment segment;
        if (ReadFrame(Link::kEthernet, changed, &segment) != FrameKind::kSegment) continue;
        ASSERT_GE(segment.size, segment.payload.size());
        ASSERT_LE(segment.payload.size(), frame.size());
        Payload(segment);
      }
    }
  }
}

}  // namespace
}  // namespace inspect
}  // namespace hardwire
