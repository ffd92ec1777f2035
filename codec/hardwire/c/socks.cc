// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/c/socks.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

#include "hardwire/c/convert.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/messages.h"
#include "hardwire/socks/reply_for.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

hw_address ToC(const socks::Address& from) {
  hw_address to = {};
  to.type = static_cast<uint8_t>(from.type());
  to.port = from.port();
  const Span<const uint8_t> ip = from.ip();
  memcpy(&to.ip, ip.data(), ip.size());
  to.domain = ToC(from.domain());
  return to;
}

bool FromC(const hw_address& from, socks::Address* to) {
  std::array<uint8_t, 16> ipv6;
  memcpy(ipv6.data(), &from.ip, ipv6.size());
  std::array<uint8_t, 4> ipv4;
  memcpy(ipv4.data(), &from.ip, ipv4.size());
  string_view name;
  switch (from.type) {
    case HW_ADDRESS_IPV4:
      to->AssignIpv4(ipv4, from.port);
      return true;
    case HW_ADDRESS_DOMAIN:
      if (!Take(from.domain, name)) return false;
      to->AssignDomain(name, from.port);
      return true;
    case HW_ADDRESS_IPV6:
      to->AssignIpv6(ipv6, from.port);
      return true;
    default:
      return false;
  }
}

namespace {

// Whether there is an octet to answer with.
int GiveOctet(std::optional<uint8_t> octet, uint8_t* to) {
  if (!octet) return 0;
  *to = *octet;
  return 1;
}

}  // namespace

extern "C" {

HW_API hw_address hw_address_ipv4(const uint8_t octets[4], uint16_t port) {
  hw_address address = {};
  address.type = HW_ADDRESS_IPV4;
  address.port = port;
  memcpy(&address.ip, octets, 4);
  return address;
}
HW_API hw_address hw_address_ipv6(const uint8_t octets[16], uint16_t port) {
  hw_address address = {};
  address.type = HW_ADDRESS_IPV6;
  address.port = port;
  memcpy(&address.ip, octets, 16);
  return address;
}
HW_API hw_address hw_address_domain(const char* name, size_t size, uint16_t port) {
  hw_address address = {};
  address.type = HW_ADDRESS_DOMAIN;
  address.port = port;
  address.domain = {name, size};
  return address;
}

HW_API int hw_address_equal(const hw_address* a, const hw_address* b) {
  socks::Address first;
  socks::Address second;
  return FromC(*a, &first) && FromC(*b, &second) && first == second ? 1 : 0;
}

HW_API hw_result hw_address_parse(const char* text, size_t size, hw_address* address) {
  socks::Address parsed;
  const Result result = socks::Parse(TextToParse(text, size), &parsed);
  if (result.ok()) *address = ToC(parsed);
  return ToC(result);
}
HW_API hw_result hw_address_format(const hw_address* address, char* output, size_t size) {
  socks::Address from;
  if (!FromC(*address, &from)) return kUnsetMemory;
  return ToC(socks::Format(from, Span<char>(output, size)));
}
HW_API hw_result hw_address_format_ip(const hw_address* address, char* output, size_t size) {
  socks::Address from;
  if (!FromC(*address, &from)) return kUnsetMemory;
  return ToC(socks::FormatIp(from, Span<char>(output, size)));
}

HW_API const char* hw_socks5_method_name(uint8_t method) {
  return ToName(Name(static_cast<socks5::Method>(method)));
}
HW_API const char* hw_socks5_command_name(uint8_t command) {
  return ToName(Name(static_cast<socks5::Command>(command)));
}
HW_API const char* hw_socks5_reply_code_name(uint8_t code) {
  return ToName(Name(static_cast<socks5::ReplyCode>(code)));
}
HW_API const char* hw_socks4_command_name(uint8_t command) {
  return ToName(Name(static_cast<socks4::Command>(command)));
}
HW_API const char* hw_socks4_reply_code_name(uint8_t code) {
  return ToName(Name(static_cast<socks4::ReplyCode>(code)));
}
HW_API const char* hw_gssapi_type_name(uint8_t type) {
  return ToName(Name(static_cast<gssapi::Type>(type)));
}

HW_API hw_socks4_request hw_socks4_request_new(void) { return ToC(socks4::Request()); }
HW_API hw_result hw_socks4_request_decode(const uint8_t* input, size_t size,
                                          hw_socks4_request* message, hw_policy policy) {
  return DecodeInto<socks4::Request>(input, size, message, WithoutContext(), policy);
}
HW_API hw_result hw_socks4_request_encode(const hw_socks4_request* message, uint8_t* output,
                                          size_t size, hw_policy policy) {
  return EncodeFrom<socks4::Request>(*message, output, size, WithoutContext(), policy);
}
HW_API size_t hw_socks4_request_size(const hw_socks4_request* message) {
  return SizeOf<socks4::Request>(*message);
}

HW_API hw_socks4_reply hw_socks4_reply_new(void) { return ToC(socks4::Reply()); }
HW_API hw_result hw_socks4_reply_decode(const uint8_t* input, size_t size, hw_socks4_reply* message,
                                        hw_policy policy) {
  return DecodeInto<socks4::Reply>(input, size, message, WithoutContext(), policy);
}
HW_API hw_result hw_socks4_reply_encode(const hw_socks4_reply* message, uint8_t* output,
                                        size_t size, hw_policy policy) {
  return EncodeFrom<socks4::Reply>(*message, output, size, WithoutContext(), policy);
}
HW_API size_t hw_socks4_reply_size(const hw_socks4_reply* message) {
  return SizeOf<socks4::Reply>(*message);
}

HW_API hw_socks5_greeting hw_socks5_greeting_new(void) { return ToC(socks5::Greeting()); }
HW_API hw_result hw_socks5_greeting_decode(const uint8_t* input, size_t size,
                                           hw_socks5_greeting* message, hw_policy policy) {
  return DecodeInto<socks5::Greeting>(input, size, message, WithoutContext(), policy);
}
HW_API hw_result hw_socks5_greeting_encode(const hw_socks5_greeting* message, uint8_t* output,
                                           size_t size, hw_policy policy) {
  return EncodeFrom<socks5::Greeting>(*message, output, size, WithoutContext(), policy);
}
HW_API size_t hw_socks5_greeting_size(const hw_socks5_greeting* message) {
  return SizeOf<socks5::Greeting>(*message);
}

HW_API hw_socks5_method_selection hw_socks5_method_selection_new(void) {
  return ToC(socks5::MethodSelection());
}
HW_API hw_result hw_socks5_method_selection_decode(const uint8_t* input, size_t size,
                                                   hw_socks5_method_selection* message) {
  return DecodeInto<socks5::MethodSelection>(input, size, message, WithoutContext(),
                                             hw_policy_strict());
}
HW_API hw_result hw_socks5_method_selection_encode(const hw_socks5_method_selection* message,
                                                   uint8_t* output, size_t size) {
  return EncodeFrom<socks5::MethodSelection>(*message, output, size, WithoutContext(),
                                             hw_policy_strict());
}
HW_API size_t hw_socks5_method_selection_size(const hw_socks5_method_selection* message) {
  return SizeOf<socks5::MethodSelection>(*message);
}

HW_API hw_socks5_userpass_request hw_socks5_userpass_request_new(void) {
  return ToC(userpass::Request());
}
HW_API hw_result hw_socks5_userpass_request_decode(const uint8_t* input, size_t size,
                                                   hw_socks5_userpass_request* message,
                                                   hw_policy policy) {
  return DecodeInto<userpass::Request>(input, size, message, WithoutContext(), policy);
}
HW_API hw_result hw_socks5_userpass_request_encode(const hw_socks5_userpass_request* message,
                                                   uint8_t* output, size_t size, hw_policy policy) {
  return EncodeFrom<userpass::Request>(*message, output, size, WithoutContext(), policy);
}
HW_API size_t hw_socks5_userpass_request_size(const hw_socks5_userpass_request* message) {
  return SizeOf<userpass::Request>(*message);
}

HW_API hw_socks5_userpass_reply hw_socks5_userpass_reply_new(void) {
  return ToC(userpass::Reply());
}
HW_API hw_result hw_socks5_userpass_reply_decode(const uint8_t* input, size_t size,
                                                 hw_socks5_userpass_reply* message,
                                                 hw_policy policy) {
  return DecodeInto<userpass::Reply>(input, size, message, WithoutContext(), policy);
}
HW_API hw_result hw_socks5_userpass_reply_encode(const hw_socks5_userpass_reply* message,
                                                 uint8_t* output, size_t size, hw_policy policy) {
  return EncodeFrom<userpass::Reply>(*message, output, size, WithoutContext(), policy);
}
HW_API size_t hw_socks5_userpass_reply_size(const hw_socks5_userpass_reply* message) {
  return SizeOf<userpass::Reply>(*message);
}

HW_API hw_socks5_gssapi hw_socks5_gssapi_new(void) { return ToC(gssapi::Frame()); }
HW_API hw_result hw_socks5_gssapi_decode(const uint8_t* input, size_t size,
                                         hw_socks5_gssapi* message) {
  return DecodeInto<gssapi::Frame>(input, size, message, WithoutContext(), hw_policy_strict());
}
HW_API hw_result hw_socks5_gssapi_encode(const hw_socks5_gssapi* message, uint8_t* output,
                                         size_t size) {
  return EncodeFrom<gssapi::Frame>(*message, output, size, WithoutContext(), hw_policy_strict());
}
HW_API size_t hw_socks5_gssapi_size(const hw_socks5_gssapi* message) {
  return SizeOf<gssapi::Frame>(*message);
}

HW_API hw_socks5_request hw_socks5_request_new(void) { return ToC(socks5::Request()); }
HW_API hw_result hw_socks5_request_decode(const uint8_t* input, size_t size,
                                          hw_socks5_request* message, hw_policy policy) {
  return DecodeInto<socks5::Request>(input, size, message, WithoutContext(), policy);
}
HW_API hw_result hw_socks5_request_encode(const hw_socks5_request* message, uint8_t* output,
                                          size_t size, hw_policy policy) {
  return EncodeFrom<socks5::Request>(*message, output, size, WithoutContext(), policy);
}
HW_API size_t hw_socks5_request_size(const hw_socks5_request* message) {
  return SizeOf<socks5::Request>(*message);
}

HW_API hw_socks5_reply hw_socks5_reply_new(void) { return ToC(socks5::Reply()); }
HW_API hw_result hw_socks5_reply_decode(const uint8_t* input, size_t size, hw_socks5_reply* message,
                                        hw_policy policy) {
  return DecodeInto<socks5::Reply>(input, size, message, WithoutContext(), policy);
}
HW_API hw_result hw_socks5_reply_encode(const hw_socks5_reply* message, uint8_t* output,
                                        size_t size, hw_policy policy) {
  return EncodeFrom<socks5::Reply>(*message, output, size, WithoutContext(), policy);
}
HW_API size_t hw_socks5_reply_size(const hw_socks5_reply* message) {
  return SizeOf<socks5::Reply>(*message);
}

HW_API hw_socks5_udp hw_socks5_udp_new(void) { return ToC(udp::Header()); }
HW_API hw_result hw_socks5_udp_decode(const uint8_t* input, size_t size, hw_socks5_udp* message,
                                      hw_policy policy) {
  return DecodeInto<udp::Header>(input, size, message, WithoutContext(), policy);
}
HW_API hw_result hw_socks5_udp_encode(const hw_socks5_udp* message, uint8_t* output, size_t size,
                                      hw_policy policy) {
  return EncodeFrom<udp::Header>(*message, output, size, WithoutContext(), policy);
}
HW_API size_t hw_socks5_udp_size(const hw_socks5_udp* message) {
  return SizeOf<udp::Header>(*message);
}

HW_API int hw_socks5_greeting_offers(const hw_socks5_greeting* greeting, uint8_t method) {
  socks5::Greeting from;
  return FromC(*greeting, &from) && from.Offers(static_cast<socks5::Method>(method)) ? 1 : 0;
}

HW_API hw_result hw_socks4_reply_verdict(const hw_socks4_reply* message) {
  return VerdictOf<socks4::Reply>(*message);
}
HW_API hw_result hw_socks5_method_selection_verdict(const hw_socks5_method_selection* message) {
  return VerdictOf<socks5::MethodSelection>(*message);
}
HW_API hw_result hw_socks5_userpass_reply_verdict(const hw_socks5_userpass_reply* message) {
  return VerdictOf<userpass::Reply>(*message);
}
HW_API hw_result hw_socks5_gssapi_verdict(const hw_socks5_gssapi* message) {
  return VerdictOf<gssapi::Frame>(*message);
}
HW_API hw_result hw_socks5_reply_verdict(const hw_socks5_reply* message) {
  return VerdictOf<socks5::Reply>(*message);
}

HW_API hw_result hw_socks4_partial_reply(const uint8_t* input, size_t size) {
  return ToC(socks4::PartialReply({input, size}));
}
HW_API hw_result hw_socks5_partial_reply(const uint8_t* input, size_t size) {
  return ToC(socks5::PartialReply({input, size}));
}

HW_API int hw_socks4_reply_for(hw_result result, uint8_t* octet) {
  return GiveOctet(socks4::ReplyFor(FromC(result)), octet);
}
HW_API int hw_socks5_reply_for(hw_result result, uint8_t* octet) {
  return GiveOctet(socks5::ReplyFor(FromC(result)), octet);
}

}  // extern "C"

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
