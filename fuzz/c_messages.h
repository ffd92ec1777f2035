// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The C API beside the C++ one, for the fuzz targets c_api and c_calls: the calls of each message,
// which member of its struct is which field, and values of C++ as C has them. Nothing here is the
// library's own conversion.

#ifndef HARDWIRE_FUZZ_C_MESSAGES_H_
#define HARDWIRE_FUZZ_C_MESSAGES_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "fuzz/laws.h"
#include "hardwire/c/hardwire.h"
#include "hardwire/message.h"
#include "hardwire/messages.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/hello_context.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

// The calls of a message.
template <typename S, auto kNew, auto kDecode, auto kEncode, auto kSize>
struct Calls {
  using Struct = S;
  static constexpr auto kNewMessage = kNew;
  static constexpr auto kDecodeMessage = kDecode;
  static constexpr auto kEncodeMessage = kEncode;
  static constexpr auto kSizeOfMessage = kSize;
};
template <typename Message>
struct InC;
template <>
struct InC<socks4::Request>
    : Calls<hw_socks4_request, hw_socks4_request_new, hw_socks4_request_decode,
            hw_socks4_request_encode, hw_socks4_request_size> {};
template <>
struct InC<socks4::Reply> : Calls<hw_socks4_reply, hw_socks4_reply_new, hw_socks4_reply_decode,
                                  hw_socks4_reply_encode, hw_socks4_reply_size> {};
template <>
struct InC<socks5::Greeting>
    : Calls<hw_socks5_greeting, hw_socks5_greeting_new, hw_socks5_greeting_decode,
            hw_socks5_greeting_encode, hw_socks5_greeting_size> {};
template <>
struct InC<socks5::MethodSelection>
    : Calls<hw_socks5_method_selection, hw_socks5_method_selection_new,
            hw_socks5_method_selection_decode, hw_socks5_method_selection_encode,
            hw_socks5_method_selection_size> {};
template <>
struct InC<userpass::Request>
    : Calls<hw_socks5_userpass_request, hw_socks5_userpass_request_new,
            hw_socks5_userpass_request_decode, hw_socks5_userpass_request_encode,
            hw_socks5_userpass_request_size> {};
template <>
struct InC<userpass::Reply>
    : Calls<hw_socks5_userpass_reply, hw_socks5_userpass_reply_new, hw_socks5_userpass_reply_decode,
            hw_socks5_userpass_reply_encode, hw_socks5_userpass_reply_size> {};
template <>
struct InC<gssapi::Frame> : Calls<hw_socks5_gssapi, hw_socks5_gssapi_new, hw_socks5_gssapi_decode,
                                  hw_socks5_gssapi_encode, hw_socks5_gssapi_size> {};
template <>
struct InC<socks5::Request>
    : Calls<hw_socks5_request, hw_socks5_request_new, hw_socks5_request_decode,
            hw_socks5_request_encode, hw_socks5_request_size> {};
template <>
struct InC<socks5::Reply> : Calls<hw_socks5_reply, hw_socks5_reply_new, hw_socks5_reply_decode,
                                  hw_socks5_reply_encode, hw_socks5_reply_size> {};
template <>
struct InC<udp::Header> : Calls<hw_socks5_udp, hw_socks5_udp_new, hw_socks5_udp_decode,
                                hw_socks5_udp_encode, hw_socks5_udp_size> {};
template <>
struct InC<tls::RecordHeader>
    : Calls<hw_tls_record_header, hw_tls_record_header_new, hw_tls_record_header_decode,
            hw_tls_record_header_encode, hw_tls_record_header_size> {};
template <>
struct InC<tls::Record> : Calls<hw_tls_record, hw_tls_record_new, hw_tls_record_decode,
                                hw_tls_record_encode, hw_tls_record_size> {};
template <>
struct InC<tls::InnerPlaintext> : Calls<hw_tls_inner, hw_tls_inner_new, hw_tls_inner_decode,
                                        hw_tls_inner_encode, hw_tls_inner_size> {};
template <>
struct InC<tls::Alert>
    : Calls<hw_alert, hw_alert_new, hw_alert_decode, hw_alert_encode, hw_alert_size> {};
template <>
struct InC<tls::Sslv2Hello> : Calls<hw_sslv2_hello, hw_sslv2_hello_new, hw_sslv2_hello_decode,
                                    hw_sslv2_hello_encode, hw_sslv2_hello_size> {};
template <>
struct InC<tls::HandshakeHeader>
    : Calls<hw_tls_handshake_header, hw_tls_handshake_header_new, hw_tls_handshake_header_decode,
            hw_tls_handshake_header_encode, hw_tls_handshake_header_size> {};
template <>
struct InC<tls::DtlsHandshakeHeader>
    : Calls<hw_dtls_handshake_header, hw_dtls_handshake_header_new, hw_dtls_handshake_header_decode,
            hw_dtls_handshake_header_encode, hw_dtls_handshake_header_size> {};
template <>
struct InC<tls::DtlsHeader> : Calls<hw_dtls_header, hw_dtls_header_new, hw_dtls_header_decode,
                                    hw_dtls_header_encode, hw_dtls_header_size> {};
template <>
struct InC<tls::Ack> : Calls<hw_dtls_ack, hw_dtls_ack_new, hw_dtls_ack_decode, hw_dtls_ack_encode,
                             hw_dtls_ack_size> {};
template <>
struct InC<tls::ClientHello> : Calls<hw_client_hello, hw_client_hello_new, hw_client_hello_decode,
                                     hw_client_hello_encode, hw_client_hello_size> {};

// Calls visit(field, member) for each field of a message and the member of C that holds it.
template <typename Visit>
void EachPair(const socks4::Request& message, hw_socks4_request& c, Visit visit) {
  visit(message.command, c.command);
  visit(message.marker, c.marker);
  visit(message.address, c.address);
  visit(message.userid, c.userid);
}
template <typename Visit>
void EachPair(const socks4::Reply& message, hw_socks4_reply& c, Visit visit) {
  visit(message.code, c.code);
  visit(message.address, c.address);
}
template <typename Visit>
void EachPair(const socks5::Greeting& message, hw_socks5_greeting& c, Visit visit) {
  visit(message.methods, c.methods);
}
template <typename Visit>
void EachPair(const socks5::MethodSelection& message, hw_socks5_method_selection& c, Visit visit) {
  visit(message.method, c.method);
}
template <typename Visit>
void EachPair(const userpass::Request& message, hw_socks5_userpass_request& c, Visit visit) {
  visit(message.username, c.username);
  visit(message.password, c.password);
}
template <typename Visit>
void EachPair(const userpass::Reply& message, hw_socks5_userpass_reply& c, Visit visit) {
  visit(message.status, c.status);
}
template <typename Visit>
void EachPair(const gssapi::Frame& message, hw_socks5_gssapi& c, Visit visit) {
  visit(message.type, c.type);
  visit(message.token, c.token);
}
template <typename Visit>
void EachPair(const socks5::Request& message, hw_socks5_request& c, Visit visit) {
  visit(message.command, c.command);
  visit(message.address, c.address);
}
template <typename Visit>
void EachPair(const socks5::Reply& message, hw_socks5_reply& c, Visit visit) {
  visit(message.code, c.code);
  visit(message.address, c.address);
}
template <typename Visit>
void EachPair(const udp::Header& message, hw_socks5_udp& c, Visit visit) {
  visit(message.fragment, c.fragment);
  visit(message.address, c.address);
  visit(message.payload, c.payload);
}
template <typename Visit>
void EachPair(const tls::RecordHeader& message, hw_tls_record_header& c, Visit visit) {
  visit(message.type, c.type);
  visit(message.version, c.version);
  visit(message.length, c.length);
}
template <typename Visit>
void EachPair(const tls::Record& message, hw_tls_record& c, Visit visit) {
  visit(message.type, c.type);
  visit(message.version, c.version);
  visit(message.fragment, c.fragment);
}
template <typename Visit>
void EachPair(const tls::InnerPlaintext& message, hw_tls_inner& c, Visit visit) {
  visit(message.type, c.type);
  visit(message.content, c.content);
  visit(message.padding, c.padding);
}
template <typename Visit>
void EachPair(const tls::Alert& message, hw_alert& c, Visit visit) {
  visit(message.level, c.level);
  visit(message.description, c.description);
}
template <typename Visit>
void EachPair(const tls::Sslv2Hello& message, hw_sslv2_hello& c, Visit visit) {
  visit(message.version, c.version);
  visit(message.cipher_specs, c.cipher_specs);
  visit(message.challenge, c.challenge);
}
template <typename Visit>
void EachPair(const tls::HandshakeHeader& message, hw_tls_handshake_header& c, Visit visit) {
  visit(message.type, c.type);
  visit(message.length, c.length);
}
template <typename Visit>
void EachPair(const tls::DtlsHandshakeHeader& message, hw_dtls_handshake_header& c, Visit visit) {
  visit(message.type, c.type);
  visit(message.length, c.length);
  visit(message.message_seq, c.message_seq);
  visit(message.fragment_offset, c.fragment_offset);
  visit(message.fragment_length, c.fragment_length);
}
template <typename Visit>
void EachPair(const tls::DtlsHeader& message, hw_dtls_header& c, Visit visit) {
  visit(message.form, c.form);
  visit(message.type, c.type);
  visit(message.version, c.version);
  visit(message.epoch, c.epoch);
  visit(message.sequence, c.sequence);
  visit(message.long_sequence, c.long_sequence);
  visit(message.has_length, c.has_length);
  visit(message.length, c.length);
  visit(message.cid, c.cid);
}
template <typename Visit>
void EachPair(const tls::Ack& message, hw_dtls_ack& c, Visit visit) {
  visit(message.entries, c.entries);
}
template <typename Visit>
void EachPair(const tls::ClientHello& message, hw_client_hello& c, Visit visit) {
  visit(message.message_seq, c.message_seq);
  visit(message.legacy_version, c.legacy_version);
  visit(message.random, c.random);
  visit(message.session_id, c.session_id);
  visit(message.cookie, c.cookie);
  visit(message.cipher_suites, c.cipher_suites);
  visit(message.compression_methods, c.compression_methods);
  visit(message.has_extensions, c.has_extensions);
  visit(message.extensions, c.extensions);
}

// Whether a member holds a field.
template <typename Field>
bool IsSame(const Field& field, uint64_t member) {
  return static_cast<uint64_t>(field) == member;
}
inline bool IsSame(const std::array<uint8_t, 32>& field, const uint8_t (&member)[32]) {
  return Bytes(field) == Bytes(member);
}
inline bool IsSame(Bytes field, const hw_bytes& member) {
  return field == Bytes(member.data, member.size);
}
inline bool IsSame(string_view field, const hw_text& member) {
  return field == string_view(member.data, member.size);
}
inline bool IsSame(const socks::Address& field, const hw_address& member) {
  if (static_cast<uint8_t>(field.type()) != member.type || field.port() != member.port)
    return false;
  if (field.type() == socks::AddressType::kDomain) return IsSame(field.domain(), member.domain);
  return field.ip() == Bytes(member.ip, field.ip().size());
}

// Whether two outcomes are the same.
inline bool IsSame(Result result, const hw_result& c) {
  const uint32_t number = result.ok() ? result.consumed() : result.needed() | result.offset();
  return c.code == static_cast<uint8_t>(result.code()) + 1 &&
         c.detail == static_cast<uint8_t>(result.detail()) && c.octet == result.octet() &&
         c.layer == static_cast<uint8_t>(result.layer()) && c.number == number;
}

template <typename Message>
bool IsSameMessage(const Message& message, typename InC<Message>::Struct c) {
  bool same = c.tag == Message::kInfo.id;
  EachPair(message, c, [&same](const auto& field, auto& member) { same &= IsSame(field, member); });
  if constexpr (kBreaksRules<Message>) same &= message.violations.bits() == c.violations;
  return same;
}

// Sets a member to a field.
template <typename Field, typename Member>
void Set(const Field& field, Member* member) {
  *member = static_cast<Member>(field);
}
inline void Set(const std::array<uint8_t, 32>& field, uint8_t (*member)[32]) {
  std::copy(field.begin(), field.end(), *member);
}
inline void Set(Bytes field, hw_bytes* member) { *member = {field.data(), field.size()}; }
inline void Set(string_view field, hw_text* member) { *member = {field.data(), field.size()}; }
inline void Set(const socks::Address& field, hw_address* member) {
  *member = {};
  member->type = static_cast<uint8_t>(field.type());
  member->port = field.port();
  const Bytes ip = field.ip();
  std::copy(ip.begin(), ip.end(), member->ip);
  Set(field.domain(), &member->domain);
}

template <typename Message>
typename InC<Message>::Struct AsStruct(const Message& message) {
  typename InC<Message>::Struct c = {};
  c.tag = Message::kInfo.id;
  EachPair(message, c, [](const auto& field, auto& member) { Set(field, &member); });
  return c;
}

inline hw_policy AsStruct(Policy policy) {
  hw_policy c = {0};
  for (uint8_t i = 0; i < kViolationCount; ++i) {
    if (!policy.Rejects(static_cast<Violation>(i))) c.accepts |= uint64_t{1} << i;
  }
  return c;
}

inline hw_record_context AsStruct(const tls::RecordContext& context) {
  return {static_cast<uint8_t>(static_cast<uint8_t>(context.phase()) + 1), context.version(),
          context.limit()};
}
inline hw_inner_context AsStruct(const tls::InnerContext& context) {
  const bool is_dtls13 = context.Allows(tls::ContentType::kAck);
  const uint8_t dtls = is_dtls13 ? HW_INNER_DTLS13 : HW_INNER_DTLS12;
  return {context.layer() == Layer::kTls ? uint8_t{HW_INNER_TLS13} : dtls, context.limit()};
}
inline hw_dtls_context AsStruct(const tls::DtlsContext& context) {
  // The highest of its limits is the one that it was given, or none.
  const uint16_t limit = context.limit(tls::DtlsForm::kPlaintext, 1);
  return {HW_DTLS_CONTEXT, context.version(), limit, context.cid_length()};
}
inline hw_hello_context AsStruct(const tls::HelloContext& context) {
  return {context.is_dtls() ? uint8_t{HW_HELLO_DTLS} : uint8_t{HW_HELLO_TLS},
          context.limit().octets};
}
inline uint32_t AsStruct(tls::HandshakeLimit limit) { return limit.octets; }

// Decode and Encode of C, with the arguments that the message has. `context` is a struct of C.
template <typename Message, typename Call, typename Context, typename... Before>
hw_result CallWithContext(Call call, const Context& context, Policy policy, Before... before) {
  if constexpr (kHasContext<Message> && kBreaksRules<Message>) {
    return call(before..., context, AsStruct(policy));
  } else if constexpr (kHasContext<Message>) {
    return call(before..., context);
  } else if constexpr (kBreaksRules<Message>) {
    return call(before..., AsStruct(policy));
  } else {
    return call(before...);
  }
}
inline int AsStruct(NoContext /*context*/) { return 0; }
template <typename Message, typename Call, typename Context, typename... Before>
hw_result CallInC(Call call, const Context& context, Policy policy, Before... before) {
  return CallWithContext<Message>(call, AsStruct(context), policy, before...);
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_C_MESSAGES_H_
