// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Addresses as text: "192.0.2.1:80", "[2001:db8::1]:443", "example.com:443".

#ifndef HARDWIRE_SOCKS_ADDRESS_TEXT_H_
#define HARDWIRE_SOCKS_ADDRESS_TEXT_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks {

// The most that Format writes: a name of 255 bytes, a colon, a port.
constexpr size_t kMaxAddressText = 261;

// The most that FormatIp writes: an IPv6 address.
constexpr size_t kMaxIpText = 39;

// Reads "HOST:PORT".
//   kOk             `*address` is set; consumed() is text.size(). A domain name is a view of
//                   `text`.
//   kSerialization  no such address can be sent; `*address` is unchanged. The first of these:
//     kPortText      offset() is where the port should begin: behind the last colon. Without a
//                    colon, or if the text ends with ']', it is the size of the text.
//     kNonAsciiText  octet() is the first octet of HOST above 7F, and offset() is its place
//     kAddressText   anything else is wrong with HOST; offset() is 0
// PORT is a decimal number from 0 to 65535 without leading zeros.
// HOST is four decimal numbers from 0 to 255 without leading zeros; or an IPv6 address in brackets
// (RFC 4291 section 2.2, no zone); or a domain name of 1 to 255 bytes: letters, digits, '-', '.'
// and '_'. An encoder sends each of these under every policy in a SOCKS5 request.
//
// A name whose last label is a number ("127.1", "1.2.3.4.5", "0x7f.1") is refused, and so is every
// name that is not ASCII. Some resolvers take such names for IPv4 addresses. An example is
// "127.0.0.1" in full-width digits or with ideographic full stops (U+3002, U+FF0E, U+FF61).
// docs/socks5.md says how an international name becomes one that can be sent.
Result Parse(string_view text HARDWIRE_LIFETIME_BOUND, Address* address);

// Writes "HOST:PORT" without a NUL. IPv6 as in RFC 5952 section 4.
//   kOk             written() characters were written.
//   kSerialization  `output` is unchanged. One of these:
//     kOutputTooSmall  needed() is the size of the text
//     kAddressText     the name is empty or too long, or an octet up to 7F in it is one that Parse
//                      refuses
// Parse gives the address back, unless a domain name's last label is a number or the name holds an
// octet above 7F: decoders take such names, and logs have to show them.
Result Format(const Address& address, Span<char> output);

// Writes the octets of an IP address: "192.0.2.1", "2001:db8::1". kAddressText for a domain name.
// Otherwise as Format.
Result FormatIp(const Address& address, Span<char> output);

}  // namespace socks
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_ADDRESS_TEXT_H_
