// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The laws of socks::Parse, Format and FormatIp, as a plain function for the fuzz target and the
// unit test.

#ifndef HARDWIRE_FUZZ_TEXT_LAWS_H_
#define HARDWIRE_FUZZ_TEXT_LAWS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "fuzz/allocations.h"
#include "fuzz/laws.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

inline string_view TextOf(Bytes bytes) {
  return string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

inline Span<char> Room(Block* block) {
  const Span<uint8_t> octets = block->writable();
  return Span<char>(reinterpret_cast<char*>(octets.data()), octets.size());
}

// The outcome of Parse for the first octet above 7F. Ok if there is none.
inline Result NonAscii(Bytes text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] <= 0x7F) continue;
    return Result::Error(Code::kSerialization, Detail::kNonAsciiText, static_cast<uint32_t>(i),
                         text[i]);
  }
  return Result::Ok(0);
}

// Calls Parse twice. A failure leaves `*address` unchanged. A success sets all of it.
inline Result ReadAddress(Bytes text, socks::Address* address, Bytes input) {
  const socks::Address before = *address;
  socks::Address again = socks::Address::Domain("another", 2);
  const uint64_t allocations = Allocations();
  const Result r = Parse(TextOf(text), address);
  const Result second = Parse(TextOf(text), &again);
  Require(Allocations() == allocations, "8: reading a text allocates nothing", input);
  Require(r == second, "1: the same text gives the same outcome", input);
  if (r.ok()) {
    Require(r.consumed() == text.size(), "4: the whole text is read", input);
    Require(again == *address, "1: the same text gives the same address, all of it set", input);
    return r;
  }
  Require(*address == before, "5: nothing moves on failure", input);
  Require(r == Result::Error(Code::kSerialization, Detail::kAddressText, 0) ||
              (r.detail() == Detail::kPortText && r.code() == Code::kSerialization &&
               r.offset() <= text.size()) ||
              r == NonAscii(text),
          "1: a bad host or a bad port", input);
  return r;
}

// A SOCKS5 request can carry whatever Parse accepts, under the strict policy.
inline void CheckSendable(const socks::Address& address, Bytes input) {
  const socks5::Request request = {socks5::Command::kConnect, address, {}};
  Block room(socks5::kMaxRequestSize);
  Require(Encode(request, room.writable(), Policy::Strict()) ==
              Result::Ok(static_cast<uint32_t>(EncodedSize(request))),
          "7: what Parse accepts can be sent", input);
}

// Format or FormatIp.
using Writer = Result (*)(const socks::Address&, Span<char>);
inline Result Write(Writer write, const socks::Address& address, Span<char> output, Bytes input) {
  const uint64_t allocations = Allocations();
  const Result r = write(address, output);
  Require(Allocations() == allocations, "8: writing a text allocates nothing", input);
  return r;
}

// How much room `write` asks for. 0 if it refuses the address.
inline uint32_t RoomFor(Writer write, const socks::Address& address, size_t most, Bytes input) {
  const Result asked = Write(write, address, Span<char>(), input);
  if (asked.detail() == Detail::kAddressText) return 0;
  Require(asked.detail() == Detail::kOutputTooSmall && asked.needed() > 0 && asked.needed() <= most,
          "5: an empty output is refused with the size needed", input);
  Block shorter(asked.needed() - 1);
  shorter.Fill();
  Require(Write(write, address, Room(&shorter), input) == asked && shorter.Untouched(),
          "5: a short output is unchanged", input);
  return asked.needed();
}

// Parse reads what Format writes. If `readable`, Parse has read the address from `input`. Format
// then writes the same text, except for IPv6, which has more than one spelling.
inline void CheckAddress(const socks::Address& address, bool readable, Bytes input) {
  const bool is_ip = address.type() != socks::AddressType::kDomain;
  Block ip(RoomFor(socks::FormatIp, address, socks::kMaxIpText, input));
  Require(is_ip != ip.bytes().empty(), "6: the octets of an IP address alone", input);
  Require(!is_ip || Write(socks::FormatIp, address, Room(&ip), input) ==
                        Result::Ok(static_cast<uint32_t>(ip.bytes().size())),
          "6: what was asked for is written", input);
  const uint32_t size = RoomFor(socks::Format, address, socks::kMaxAddressText, input);
  Require(size != 0 || !readable, "6: what was read can be written", input);
  if (size == 0) return;
  Block text(size);
  Require(Write(socks::Format, address, Room(&text), input) == Result::Ok(size),
          "6: what was asked for is written", input);
  const bool alike = size == input.size() && memcmp(text.bytes().data(), input.data(), size) == 0;
  Require(!readable || alike || address.type() == socks::AddressType::kIpv6,
          "6: what was read is written alike", input);
  socks::Address again;
  const Result r = ReadAddress(text.bytes(), &again, input);
  // Format also writes names that Parse does not read back. Parse refuses a name that is not ASCII.
  // It reads a name whose last label is a number as an IPv4 address, or refuses it.
  const Result not_ascii = NonAscii(text.bytes());
  const bool number =
      r.detail() == Detail::kAddressText || (r.ok() && again.type() == socks::AddressType::kIpv4);
  const bool excepted = not_ascii.ok() ? number : r == not_ascii;
  Require((r.ok() && again == address) || (!readable && excepted),
          "6: what is written is read back", input);
}

// Checks the input as text, and as a domain name.
inline void CheckAddressText(Bytes input) {
  socks::Address address = socks::Address::Domain("untouched", 1);
  if (ReadAddress(input, &address, input).ok()) {
    CheckAddress(address, true, input);
    CheckSendable(address, input);
  }
  CheckAddress(socks::Address::Domain(TextOf(input), 80), false, input);
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_TEXT_LAWS_H_
