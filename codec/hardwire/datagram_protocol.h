// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Which protocol a datagram belongs to. For a stream see sniff.h.

#ifndef HARDWIRE_DATAGRAM_PROTOCOL_H_
#define HARDWIRE_DATAGRAM_PROTOCOL_H_

#include <cstdint>

#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {

// The protocol of a datagram on a port that several protocols share, told by its first octet (RFC
// 9443 section 3, which updates RFC 7983 section 7). 64 to 79 are kTurnChannel, but QUIC's short
// headers have these values too: a datagram that does not come from the TURN server is QUIC.
enum class DatagramProtocol : uint8_t { kOther, kStun, kZrtp, kDtls, kTurnChannel, kRtp, kQuic };
constexpr DatagramProtocol ProtocolOfDatagram(uint8_t first_octet) {
  if (first_octet <= 3) return DatagramProtocol::kStun;
  if (first_octet <= 15) return DatagramProtocol::kOther;
  if (first_octet <= 19) return DatagramProtocol::kZrtp;
  if (first_octet <= 63) return DatagramProtocol::kDtls;
  if (first_octet <= 79) return DatagramProtocol::kTurnChannel;
  if (first_octet <= 127) return DatagramProtocol::kQuic;
  return first_octet <= 191 ? DatagramProtocol::kRtp : DatagramProtocol::kQuic;
}

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_DATAGRAM_PROTOCOL_H_
