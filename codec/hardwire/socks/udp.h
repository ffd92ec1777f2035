// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The header of datagrams that a SOCKS5 server relays (RFC 1928 section 7).
//
// hardwire/contract.h says what holds for every call.

#ifndef HARDWIRE_SOCKS_UDP_H_
#define HARDWIRE_SOCKS_UDP_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace udp {

// RSV FRAG ATYP DST.ADDR DST.PORT DATA. Violations: kReservedNonzero, kFragment, kEmptyDomain,
// kNulInDomain, kControlInDomain, kNonLdhDomain.
struct Header {
  static constexpr MessageInfo kInfo = {10, "socks5_udp", 262, Arrival::kWhole};
  using Context = NoContext;

  // FRAG. 0: the datagram stands alone. 1 to 127: its place in a sequence. The high bit: it is the
  // last of a sequence. A relay that does not reassemble drops all but 0.
  uint8_t fragment = 0;
  socks::Address address;
  Span<const uint8_t> payload;  // DATA, which may be empty
  Violations violations;

  template <typename Visit, typename... Self>
  static void VisitFields(Visit visit, Self&... self) {
    visit("fragment", self.fragment...);
    visit("address", self.address...);
    visit("payload", self.payload...);
  }
};
constexpr size_t kMaxHeaderSize = Header::kInfo.most;

// consumed() is the size of the header: the payload follows it. An ATYP that is not 1, 3 or 4 is
// kBadAddress.
Result Decode(Span<const uint8_t> datagram HARDWIRE_LIFETIME_BOUND, Header* header,
              Policy policy = Policy::Interop());

// Writes the header alone: `payload` is not read. Its own error: kDomainTooLong, above 255 octets.
Result Encode(const Header& header, Span<uint8_t> output, Policy policy = Policy::Strict());
size_t EncodedSize(const Header& header);

// The fragment and the address. Payloads are not compared.
bool operator==(const Header& a, const Header& b);

}  // namespace udp
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_UDP_H_
