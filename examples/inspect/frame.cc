// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/frame.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "examples/inspect/byte_reader.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"

namespace hardwire {
namespace inspect {
namespace {

constexpr uint16_t kIpv4Type = 0x0800;
constexpr uint16_t kIpv6Type = 0x86DD;
constexpr uint8_t kTcp = 6;
constexpr uint8_t kUdp = 17;

// A part of a packet: what was captured of it, and how long it was on the wire.
struct Body {
  Bytes octets;
  size_t size = 0;
  uint8_t protocol = 0;

  // Both without their first `count` octets. False if these were not all captured.
  bool Strip(size_t count) {
    if (count > octets.size() || count > size) return false;
    octets.remove_prefix(count);
    size -= count;
    return true;
  }
};

bool IsVlanTag(uint16_t type) { return type == 0x8100 || type == 0x88A8 || type == 0x9100; }

// The type behind a header of `size` octets that has it at `at`, and behind VLAN tags (IEEE
// 802.1Q). 0 if the frame is too short.
uint16_t StripTyped(size_t size, size_t at, Bytes* rest) {
  if (rest->size() < size) return 0;
  uint16_t type = ByteReader(*rest).U16(at);
  rest->remove_prefix(size);
  while (IsVlanTag(type)) {
    if (rest->size() < 4) return 0;
    type = ByteReader(*rest).U16(2);
    rest->remove_prefix(4);
  }
  return type;
}

// Strips the link's header. The type of what follows: IPv4, IPv6, or another.
uint16_t StripLink(Link link, Bytes* rest) {
  switch (link) {
    case Link::kEthernet:
      return StripTyped(14, 12, rest);
    case Link::kSll:
      return StripTyped(16, 14, rest);
    case Link::kSll2:
      return StripTyped(20, 0, rest);
    case Link::kLoopback:
      // The family has the byte order of the machine that captured: the version is clearer.
      if (rest->size() < 4) return 0;
      rest->remove_prefix(4);
      break;
    case Link::kRaw:
      break;
  }
  if (rest->empty()) return 0;
  const uint8_t version = ByteReader(*rest).U8(0) >> 4;
  if (version == 4) return kIpv4Type;
  return version == 6 ? kIpv6Type : uint16_t{0};
}

// RFC 791 section 3.1.
FrameKind ReadIpv4(Bytes packet, Segment* segment, Body* body) {
  constexpr size_t kLeast = 20;
  if (packet.size() < kLeast) return FrameKind::kBroken;
  const ByteReader in(packet);
  const size_t header = size_t{in.U8(0)} % 16 * 4;
  const size_t total = in.U16(2) == 0 ? packet.size() : in.U16(2);
  if (in.U8(0) >> 4 != 4 || header < kLeast || total < header) return FrameKind::kBroken;
  if ((in.U16(6) & 0x3FFF) != 0) return FrameKind::kFragment;
  *body = {packet.first(std::min(total, packet.size())), total, in.U8(9)};
  const std::array<uint8_t, 4> from = in.Octets<4>(12);
  const std::array<uint8_t, 4> to = in.Octets<4>(16);
  std::copy(from.begin(), from.end(), segment->from.ip.begin());
  std::copy(to.begin(), to.end(), segment->to.ip.begin());
  return body->Strip(header) ? FrameKind::kSegment : FrameKind::kBroken;
}

// Strips extension headers of IPv6 (RFC 8200 section 4).
FrameKind StripExtensions(Body* body) {
  constexpr uint8_t kFragment = 44;
  constexpr uint8_t kAuthentication = 51;
  while (true) {
    const uint8_t type = body->protocol;
    const bool plain = type == 0 || type == 43 || type == 60;
    if (!plain && type != kFragment && type != kAuthentication) return FrameKind::kSegment;
    if (body->octets.size() < 8) return FrameKind::kBroken;
    const ByteReader in(body->octets);
    body->protocol = in.U8(0);
    // An atomic fragment is a whole datagram (RFC 6946).
    if (type == kFragment && (in.U16(2) & 0xFFF9) != 0) return FrameKind::kFragment;
    const size_t units = in.U8(1);
    const size_t size = plain ? 8 * (units + 1) : type == kFragment ? 8 : 4 * (units + 2);
    if (!body->Strip(size)) return FrameKind::kBroken;
  }
}

FrameKind ReadIpv6(Bytes packet, Segment* segment, Body* body) {
  constexpr size_t kHeader = 40;
  if (packet.size() < kHeader) return FrameKind::kBroken;
  const ByteReader in(packet);
  if (in.U8(0) >> 4 != 6) return FrameKind::kBroken;
  const size_t total = in.U16(4) == 0 ? packet.size() : kHeader + in.U16(4);
  *body = {packet.first(std::min(total, packet.size())), total, in.U8(6)};
  segment->from.ip = in.Octets<16>(8);
  segment->to.ip = in.Octets<16>(24);
  segment->from.is_ipv4 = false;
  segment->to.is_ipv4 = false;
  return body->Strip(kHeader) ? StripExtensions(body) : FrameKind::kBroken;
}

// RFC 9293 section 3.1.
FrameKind ReadTcp(Body body, Segment* segment) {
  constexpr size_t kLeast = 20;
  if (body.octets.size() < kLeast) return FrameKind::kBroken;
  const ByteReader in(body.octets);
  segment->is_tcp = true;
  segment->from.port = in.U16(0);
  segment->to.port = in.U16(2);
  segment->sequence = in.U32(4);
  segment->acknowledgment = in.U32(8);
  const size_t header = size_t{in.U8(12)} / 16 * 4;
  const uint8_t flags = in.U8(13);
  segment->fin = (flags & 0x01) != 0;
  segment->syn = (flags & 0x02) != 0;
  segment->reset = (flags & 0x04) != 0;
  segment->ack = (flags & 0x10) != 0;
  if (header < kLeast || !body.Strip(header)) return FrameKind::kBroken;
  segment->payload = body.octets;
  segment->size = body.size;
  return FrameKind::kSegment;
}

// RFC 768.
FrameKind ReadUdp(Body body, Segment* segment) {
  constexpr size_t kHeader = 8;
  if (body.octets.size() < kHeader) return FrameKind::kBroken;
  const ByteReader in(body.octets);
  segment->from.port = in.U16(0);
  segment->to.port = in.U16(2);
  const size_t length = in.U16(4) == 0 ? body.size : in.U16(4);
  if (length < kHeader) return FrameKind::kBroken;
  body.octets.remove_prefix(kHeader);
  segment->size = length - kHeader;
  segment->payload = body.octets.first(std::min(segment->size, body.octets.size()));
  return FrameKind::kSegment;
}

}  // namespace

std::string ToText(const Endpoint& endpoint) {
  const ByteReader ip(endpoint.ip);
  const socks::Address address = endpoint.is_ipv4
                                     ? socks::Address::Ipv4(ip.Octets<4>(0), endpoint.port)
                                     : socks::Address::Ipv6(endpoint.ip, endpoint.port);
  std::array<char, socks::kMaxAddressText> text;
  const Result result = Format(address, MakeSpan(text));
  return std::string(text.data(), result.written());
}

FrameKind ReadFrame(Link link, Bytes frame, Segment* segment) {
  const uint16_t type = StripLink(link, &frame);
  if (type != kIpv4Type && type != kIpv6Type) return FrameKind::kOther;
  Segment found;
  Body body;
  FrameKind kind =
      type == kIpv4Type ? ReadIpv4(frame, &found, &body) : ReadIpv6(frame, &found, &body);
  if (kind != FrameKind::kSegment) return kind;
  if (body.protocol != kTcp && body.protocol != kUdp) return FrameKind::kOther;
  kind = body.protocol == kTcp ? ReadTcp(body, &found) : ReadUdp(body, &found);
  if (kind == FrameKind::kSegment) *segment = found;
  return kind;
}

}  // namespace inspect
}  // namespace hardwire
