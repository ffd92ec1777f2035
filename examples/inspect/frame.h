// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What a captured frame carries: a TCP segment or a UDP datagram, from the link layer up.

#ifndef HARDWIRE_EXAMPLES_INSPECT_FRAME_H_
#define HARDWIRE_EXAMPLES_INSPECT_FRAME_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>

#include "examples/inspect/inspection.h"

namespace hardwire {
namespace inspect {

// The address and port of one end.
struct Endpoint {
  std::array<uint8_t, 16> ip = {};  // IPv4 in its first four octets
  bool is_ipv4 = true;
  uint16_t port = 0;

  friend bool operator<(const Endpoint& a, const Endpoint& b) {
    return std::tie(a.is_ipv4, a.ip, a.port) < std::tie(b.is_ipv4, b.ip, b.port);
  }
  friend bool operator==(const Endpoint& a, const Endpoint& b) {
    return std::tie(a.is_ipv4, a.ip, a.port) == std::tie(b.is_ipv4, b.ip, b.port);
  }
};

// "192.0.2.1:443", "[2001:db8::1]:443".
std::string ToText(const Endpoint& endpoint);

// A TCP segment or, if not `is_tcp`, a UDP datagram, of which only the ends and the payload are
// set.
struct Segment {
  Endpoint from;
  Endpoint to;
  bool is_tcp = false;
  bool syn = false;
  bool ack = false;
  bool fin = false;
  bool reset = false;
  uint32_t sequence = 0;
  uint32_t acknowledgment = 0;  // if `ack`
  Bytes payload;                // a view of the frame
  size_t size = 0;  // of the payload on the wire; above payload.size() if the capture cut it
};

// How a frame begins.
enum class Link : uint8_t {
  kEthernet,  // with any number of VLAN tags
  kSll,       // Linux "cooked" capture
  kSll2,      // its second version
  kRaw,       // IPv4 or IPv6, told by the version
  kLoopback,  // four octets of address family, then as kRaw
};

enum class FrameKind : uint8_t {
  kSegment,   // `*segment` is set
  kFragment,  // a fragment of an IP datagram; these are not joined
  kOther,     // neither TCP nor UDP over IP
  kBroken,    // too short for its headers, or a header contradicts itself
};

// Reads one frame as far as it was captured. `*segment` is unchanged unless kSegment is returned.
// An IP datagram with a length of 0 has the length of the frame: that is how frames look that the
// network card was to cut up.
FrameKind ReadFrame(Link link, Bytes frame, Segment* segment);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_FRAME_H_
