// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The header of datagrams that a SOCKS5 server relays (RFC 1928 section 7).

#ifndef HARDWIRE_SOCKS_UDP_H_
#define HARDWIRE_SOCKS_UDP_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/view.h"

namespace hardwire {
namespace udp {

// RSV FRAG ATYP DST.ADDR DST.PORT DATA. `payload` is a view of DATA, which may be empty.
// `fragment`: 0 stands alone, 1 to 127 is a position in a sequence, the high bit ends it; a relay
// that does not reassemble drops all but 0. Violations: kReservedNonzero, kFragment, kEmptyDomain,
// kNulInDomain, kControlInDomain, kNonLdhDomain.
struct Header {
  static constexpr MessageInfo kInfo = {10, "socks5_udp", 262, Arrival::kWhole};
  using Context = NoContext;

  uint8_t fragment = 0;
  socks::Address address;
  Span<const uint8_t> payload;
  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("fragment", self.fragment...);
    visit("address", self.address...);
    visit("payload", self.payload...);
  }
};
constexpr size_t kMaxHeaderSize = Header::kInfo.most;

// `datagram` is a whole datagram: nothing more will arrive, so there is no kNeedMore. Otherwise as
// in hardwire/socks/socks5.h.
//   kOk              consumed() is the size of the header.
//   kDeserialization kTruncated: the datagram ends inside the header; offset() is its size.
Result Decode(Span<const uint8_t> datagram ABSL_ATTRIBUTE_LIFETIME_BOUND, Header* header,
              Policy policy = Policy::Interop());

// Writes the header alone; `payload` is not read. Otherwise as in hardwire/socks/socks5.h.
Result Encode(const Header& header, Span<uint8_t> output, Policy policy = Policy::Strict());
size_t EncodedSize(const Header& header);

// Fragment and address; neither the payload nor violations are compared.
bool operator==(const Header& a, const Header& b);

}  // namespace udp
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_UDP_H_
