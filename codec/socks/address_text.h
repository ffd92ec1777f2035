// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Addresses as text: "192.0.2.1:80", "[2001:db8::1]:443", "example.com:443".

#ifndef HARDWIRE_SOCKS_ADDRESS_TEXT_H_
#define HARDWIRE_SOCKS_ADDRESS_TEXT_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"

namespace hardwire {
namespace socks {

// The most that Format writes: a name of 255 bytes, a colon, a port.
constexpr size_t kMaxAddressText = 261;

// The most that FormatIp writes: an IPv6 address.
constexpr size_t kMaxIpText = 39;

// Reads "HOST:PORT".
//   kOk             `*address` is set; n() is text.size(). A domain name is a view of `text`.
//   kSerialization  kAddressText (n() 0) or kPortText (n() where the port should begin): no such
//                   address can be sent. `*address` is unchanged.
// HOST is four decimal numbers from 0 to 255 without leading zeros; or an IPv6 address in brackets
// (RFC 4291 section 2.2, no zone); or a domain name of 1 to 255 bytes: letters, digits, '-', '.',
// '_' and octets above 7F. A name whose last label is a number ("127.1", "1.2.3.4.5", "0x7f.1") is
// refused: what some resolvers take for an IPv4 address never becomes a domain name silently.
Result Parse(absl::string_view text ABSL_ATTRIBUTE_LIFETIME_BOUND, Address* address);

// Writes "HOST:PORT" without a NUL. IPv6 as in RFC 5952 section 4.
//   kOk             n() characters were written.
//   kSerialization  kOutputTooSmall: n() are needed. kAddressText: the name holds an octet that
//                   Parse refuses, is empty or too long. `output` is unchanged.
// Parse gives the address back, unless a domain name's last label is a number.
Result Format(const Address& address, absl::Span<char> output);

// Writes the octets of an IP address: "192.0.2.1", "2001:db8::1". kAddressText for a domain name.
// Otherwise as Format.
Result FormatIp(const Address& address, absl::Span<char> output);

}  // namespace socks
}  // namespace hardwire

#endif  // HARDWIRE_SOCKS_ADDRESS_TEXT_H_
