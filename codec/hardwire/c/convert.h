// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Structs of the C API as values of C++, and back. FromC is false if a tag is not the one of the
// struct. For the library's own use.

#ifndef HARDWIRE_C_CONVERT_H_
#define HARDWIRE_C_CONVERT_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <type_traits>

#include "hardwire/c/base.h"
#include "hardwire/c/dtls.h"
#include "hardwire/c/socks.h"
#include "hardwire/c/tls.h"
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
inline namespace HARDWIRE_VIEWS {
namespace internal {

// HW_BAD_STATE: memory is unset. Result() as C has it.
constexpr hw_result kUnsetMemory = {HW_BAD_STATE, HW_DETAIL_NONE, 0, HW_LAYER_SOCKS, 0};

// The codes of C are one higher: 0 is unset.
constexpr hw_result ToC(Result from) {
  const uint32_t number = from.ok() ? from.consumed() : from.needed() | from.offset();
  return {static_cast<uint8_t>(static_cast<uint8_t>(from.code()) + 1),
          static_cast<uint8_t>(from.detail()), from.octet(), static_cast<uint8_t>(from.layer()),
          number};
}

// Result() for a result that no call has given.
constexpr Result FromC(hw_result from) {
  if (from.code == HW_CODE_UNSET || from.code > HW_PEER_REFUSED) return Result();
  if (from.detail >= kDetailCount || from.layer > HW_LAYER_DTLS) return Result();
  const Layer layer = static_cast<Layer>(from.layer);
  if (from.code == HW_OK) return Result::Ok(from.number, layer);
  if (from.code == HW_NEED_MORE) return Result::NeedMore(from.number, layer);
  return Result::Error(static_cast<Code>(from.code - 1), static_cast<Detail>(from.detail),
                       from.number, from.octet, layer);
}

// A name of static storage that ends in NUL: every name of the library is a literal.
inline const char* ToName(string_view name) { return name.empty() ? "" : name.data(); }

constexpr hw_policy ToC(Policy from) {
  hw_policy to = {0};
  for (uint8_t i = 0; i < kViolationCount; ++i) {
    if (!from.Rejects(static_cast<Violation>(i))) to.accepts |= uint64_t{1} << i;
  }
  return to;
}

constexpr Policy FromC(hw_policy from) {
  constexpr hw_policy kInterop = ToC(Policy::Interop());
  if (from.accepts == 0) return Policy::Strict();
  if (from.accepts == kInterop.accepts) return Policy::Interop();
  Policy to = Policy::Strict();
  for (uint8_t i = 0; i < kViolationCount; ++i) {
    if ((from.accepts >> i & 1) != 0) to = to.Accepting(static_cast<Violation>(i));
  }
  return to;
}

inline hw_bytes ToC(Span<const uint8_t> from) { return {from.data(), from.size()}; }
inline hw_text ToC(string_view from) { return {from.data(), from.size()}; }
inline Span<const uint8_t> FromC(hw_bytes from) { return {from.data, from.size}; }
inline string_view FromC(hw_text from) { return {from.data, from.size}; }

hw_address ToC(const socks::Address& from);
bool FromC(const hw_address& from, socks::Address* to);

// Empty if the context is unset.
std::optional<tls::RecordContext> ContextOf(hw_record_context from);
std::optional<tls::InnerContext> ContextOf(hw_inner_context from);
std::optional<tls::DtlsContext> ContextOf(hw_dtls_context from);
std::optional<tls::HelloContext> ContextOf(hw_hello_context from);
inline std::optional<tls::HandshakeLimit> LimitOf(uint32_t octets) {
  return tls::HandshakeLimit{octets};
}
inline std::optional<NoContext> WithoutContext() { return NoContext(); }

inline hw_socks4_request ToC(const socks4::Request& from) {
  hw_socks4_request to = {};
  to.tag = HW_SOCKS4_REQUEST;
  to.command = static_cast<uint8_t>(from.command);
  to.marker = from.marker;
  to.address = ToC(from.address);
  to.userid = ToC(from.userid);
  to.violations = from.violations.bits();
  return to;
}
inline bool FromC(const hw_socks4_request& from, socks4::Request* to) {
  if (from.tag != HW_SOCKS4_REQUEST) return false;
  to->command = static_cast<socks4::Command>(from.command);
  to->marker = from.marker;
  to->userid = FromC(from.userid);
  return FromC(from.address, &to->address);
}

inline hw_socks4_reply ToC(const socks4::Reply& from) {
  hw_socks4_reply to = {};
  to.tag = HW_SOCKS4_REPLY;
  to.code = static_cast<uint8_t>(from.code);
  to.address = ToC(from.address);
  to.violations = from.violations.bits();
  return to;
}
inline bool FromC(const hw_socks4_reply& from, socks4::Reply* to) {
  if (from.tag != HW_SOCKS4_REPLY) return false;
  to->code = static_cast<socks4::ReplyCode>(from.code);
  return FromC(from.address, &to->address);
}

inline hw_socks5_greeting ToC(const socks5::Greeting& from) {
  hw_socks5_greeting to = {};
  to.tag = HW_SOCKS5_GREETING;
  to.methods = ToC(from.methods);
  to.violations = from.violations.bits();
  return to;
}
inline bool FromC(const hw_socks5_greeting& from, socks5::Greeting* to) {
  if (from.tag != HW_SOCKS5_GREETING) return false;
  to->methods = FromC(from.methods);
  return true;
}

inline hw_socks5_method_selection ToC(const socks5::MethodSelection& from) {
  hw_socks5_method_selection to = {};
  to.tag = HW_SOCKS5_METHOD_SELECTION;
  to.method = static_cast<uint8_t>(from.method);
  return to;
}
inline bool FromC(const hw_socks5_method_selection& from, socks5::MethodSelection* to) {
  if (from.tag != HW_SOCKS5_METHOD_SELECTION) return false;
  to->method = static_cast<socks5::Method>(from.method);
  return true;
}

inline hw_socks5_userpass_request ToC(const userpass::Request& from) {
  hw_socks5_userpass_request to = {};
  to.tag = HW_SOCKS5_USERPASS_REQUEST;
  to.username = ToC(from.username);
  to.password = ToC(from.password);
  to.violations = from.violations.bits();
  return to;
}
inline bool FromC(const hw_socks5_userpass_request& from, userpass::Request* to) {
  if (from.tag != HW_SOCKS5_USERPASS_REQUEST) return false;
  to->username = FromC(from.username);
  to->password = FromC(from.password);
  return true;
}

inline hw_socks5_userpass_reply ToC(const userpass::Reply& from) {
  hw_socks5_userpass_reply to = {};
  to.tag = HW_SOCKS5_USERPASS_REPLY;
  to.status = from.status;
  to.violations = from.violations.bits();
  return to;
}
inline bool FromC(const hw_socks5_userpass_reply& from, userpass::Reply* to) {
  if (from.tag != HW_SOCKS5_USERPASS_REPLY) return false;
  to->status = from.status;
  return true;
}

inline hw_socks5_gssapi ToC(const gssapi::Frame& from) {
  hw_socks5_gssapi to = {};
  to.tag = HW_SOCKS5_GSSAPI;
  to.type = static_cast<uint8_t>(from.type);
  to.token = ToC(from.token);
  return to;
}
inline bool FromC(const hw_socks5_gssapi& from, gssapi::Frame* to) {
  if (from.tag != HW_SOCKS5_GSSAPI) return false;
  to->type = static_cast<gssapi::Type>(from.type);
  to->token = FromC(from.token);
  return true;
}

inline hw_socks5_request ToC(const socks5::Request& from) {
  hw_socks5_request to = {};
  to.tag = HW_SOCKS5_REQUEST;
  to.command = static_cast<uint8_t>(from.command);
  to.address = ToC(from.address);
  to.violations = from.violations.bits();
  return to;
}
inline bool FromC(const hw_socks5_request& from, socks5::Request* to) {
  if (from.tag != HW_SOCKS5_REQUEST) return false;
  to->command = static_cast<socks5::Command>(from.command);
  return FromC(from.address, &to->address);
}

inline hw_socks5_reply ToC(const socks5::Reply& from) {
  hw_socks5_reply to = {};
  to.tag = HW_SOCKS5_REPLY;
  to.code = static_cast<uint8_t>(from.code);
  to.address = ToC(from.address);
  to.violations = from.violations.bits();
  return to;
}
inline bool FromC(const hw_socks5_reply& from, socks5::Reply* to) {
  if (from.tag != HW_SOCKS5_REPLY) return false;
  to->code = static_cast<socks5::ReplyCode>(from.code);
  return FromC(from.address, &to->address);
}

inline hw_socks5_udp ToC(const udp::Header& from) {
  hw_socks5_udp to = {};
  to.tag = HW_SOCKS5_UDP;
  to.fragment = from.fragment;
  to.address = ToC(from.address);
  to.payload = ToC(from.payload);
  to.violations = from.violations.bits();
  return to;
}
inline bool FromC(const hw_socks5_udp& from, udp::Header* to) {
  if (from.tag != HW_SOCKS5_UDP) return false;
  to->fragment = from.fragment;
  to->payload = FromC(from.payload);
  return FromC(from.address, &to->address);
}

inline hw_tls_record_header ToC(const tls::RecordHeader& from) {
  hw_tls_record_header to = {};
  to.tag = HW_TLS_RECORD_HEADER;
  to.type = static_cast<uint8_t>(from.type);
  to.version = from.version;
  to.length = from.length;
  to.violations = from.violations.bits();
  return to;
}
inline bool FromC(const hw_tls_record_header& from, tls::RecordHeader* to) {
  if (from.tag != HW_TLS_RECORD_HEADER) return false;
  to->type = static_cast<tls::ContentType>(from.type);
  to->version = from.version;
  to->length = from.length;
  return true;
}

inline hw_tls_record ToC(const tls::Record& from) {
  hw_tls_record to = {};
  to.tag = HW_TLS_RECORD;
  to.type = static_cast<uint8_t>(from.type);
  to.version = from.version;
  to.fragment = ToC(from.fragment);
  to.violations = from.violations.bits();
  return to;
}
inline bool FromC(const hw_tls_record& from, tls::Record* to) {
  if (from.tag != HW_TLS_RECORD) return false;
  to->type = static_cast<tls::ContentType>(from.type);
  to->version = from.version;
  to->fragment = FromC(from.fragment);
  return true;
}

inline hw_tls_inner ToC(const tls::InnerPlaintext& from) {
  hw_tls_inner to = {};
  to.tag = HW_TLS_INNER;
  to.type = static_cast<uint8_t>(from.type);
  to.content = ToC(from.content);
  to.padding = from.padding;
  to.violations = from.violations.bits();
  return to;
}
inline bool FromC(const hw_tls_inner& from, tls::InnerPlaintext* to) {
  if (from.tag != HW_TLS_INNER) return false;
  to->type = static_cast<tls::ContentType>(from.type);
  to->content = FromC(from.content);
  to->padding = from.padding;
  return true;
}

inline hw_alert ToC(const tls::Alert& from) {
  hw_alert to = {};
  to.tag = HW_ALERT;
  to.level = static_cast<uint8_t>(from.level);
  to.description = static_cast<uint8_t>(from.description);
  to.violations = from.violations.bits();
  return to;
}
inline bool FromC(const hw_alert& from, tls::Alert* to) {
  if (from.tag != HW_ALERT) return false;
  to->level = static_cast<tls::AlertLevel>(from.level);
  to->description = static_cast<tls::AlertDescription>(from.description);
  return true;
}

inline hw_sslv2_hello ToC(const tls::Sslv2Hello& from) {
  hw_sslv2_hello to = {};
  to.tag = HW_SSLV2_HELLO;
  to.version = from.version;
  to.cipher_specs = ToC(from.cipher_specs);
  to.challenge = ToC(from.challenge);
  return to;
}
inline bool FromC(const hw_sslv2_hello& from, tls::Sslv2Hello* to) {
  if (from.tag != HW_SSLV2_HELLO) return false;
  to->version = from.version;
  to->cipher_specs = FromC(from.cipher_specs);
  to->challenge = FromC(from.challenge);
  return true;
}

inline hw_tls_handshake_header ToC(const tls::HandshakeHeader& from) {
  hw_tls_handshake_header to = {};
  to.tag = HW_TLS_HANDSHAKE_HEADER;
  to.type = static_cast<uint8_t>(from.type);
  to.length = from.length;
  return to;
}
inline bool FromC(const hw_tls_handshake_header& from, tls::HandshakeHeader* to) {
  if (from.tag != HW_TLS_HANDSHAKE_HEADER) return false;
  to->type = static_cast<tls::HandshakeType>(from.type);
  to->length = from.length;
  return true;
}

inline hw_dtls_handshake_header ToC(const tls::DtlsHandshakeHeader& from) {
  hw_dtls_handshake_header to = {};
  to.tag = HW_DTLS_HANDSHAKE_HEADER;
  to.type = static_cast<uint8_t>(from.type);
  to.length = from.length;
  to.message_seq = from.message_seq;
  to.fragment_offset = from.fragment_offset;
  to.fragment_length = from.fragment_length;
  return to;
}
inline bool FromC(const hw_dtls_handshake_header& from, tls::DtlsHandshakeHeader* to) {
  if (from.tag != HW_DTLS_HANDSHAKE_HEADER) return false;
  to->type = static_cast<tls::HandshakeType>(from.type);
  to->length = from.length;
  to->message_seq = from.message_seq;
  to->fragment_offset = from.fragment_offset;
  to->fragment_length = from.fragment_length;
  return true;
}

inline hw_dtls_header ToC(const tls::DtlsHeader& from) {
  hw_dtls_header to = {};
  to.tag = HW_DTLS_HEADER;
  to.form = static_cast<uint8_t>(from.form);
  to.type = static_cast<uint8_t>(from.type);
  to.version = from.version;
  to.epoch = from.epoch;
  to.sequence = from.sequence;
  to.long_sequence = from.long_sequence ? 1 : 0;
  to.has_length = from.has_length ? 1 : 0;
  to.length = from.length;
  to.cid = ToC(from.cid);
  to.violations = from.violations.bits();
  return to;
}
inline bool FromC(const hw_dtls_header& from, tls::DtlsHeader* to) {
  if (from.tag != HW_DTLS_HEADER) return false;
  if (from.form > HW_DTLS_FORM_UNIFIED) return false;
  to->form = static_cast<tls::DtlsForm>(from.form);
  to->type = static_cast<tls::ContentType>(from.type);
  to->version = from.version;
  to->epoch = from.epoch;
  to->sequence = from.sequence;
  to->long_sequence = from.long_sequence != 0;
  to->has_length = from.has_length != 0;
  to->length = from.length;
  to->cid = FromC(from.cid);
  return true;
}

inline hw_dtls_ack ToC(const tls::Ack& from) {
  hw_dtls_ack to = {};
  to.tag = HW_DTLS_ACK;
  to.entries = ToC(from.entries);
  return to;
}
inline bool FromC(const hw_dtls_ack& from, tls::Ack* to) {
  if (from.tag != HW_DTLS_ACK) return false;
  to->entries = FromC(from.entries);
  return true;
}

inline hw_client_hello ToC(const tls::ClientHello& from) {
  hw_client_hello to = {};
  to.tag = HW_CLIENT_HELLO;
  to.message_seq = from.message_seq;
  to.legacy_version = from.legacy_version;
  memcpy(&to.random, from.random.data(), from.random.size());
  to.session_id = ToC(from.session_id);
  to.cookie = ToC(from.cookie);
  to.cipher_suites = ToC(from.cipher_suites);
  to.compression_methods = ToC(from.compression_methods);
  to.extensions = ToC(from.extensions);
  to.violations = from.violations.bits();
  to.has_extensions = from.has_extensions ? 1 : 0;
  return to;
}
inline bool FromC(const hw_client_hello& from, tls::ClientHello* to) {
  if (from.tag != HW_CLIENT_HELLO) return false;
  to->message_seq = from.message_seq;
  to->legacy_version = from.legacy_version;
  memcpy(to->random.data(), &from.random, to->random.size());
  to->session_id = FromC(from.session_id);
  to->cookie = FromC(from.cookie);
  to->cipher_suites = FromC(from.cipher_suites);
  to->compression_methods = FromC(from.compression_methods);
  to->extensions = FromC(from.extensions);
  to->has_extensions = from.has_extensions != 0;
  return true;
}

// Decode, Encode and EncodedSize of a message, between structs of C.
template <typename Message, typename Struct>
hw_result DecodeInto(const uint8_t* input, size_t size, Struct* to,
                     const std::optional<typename Message::Context>& context, hw_policy policy) {
  if (!context) return kUnsetMemory;
  Message message;
  const Result result = DecodeMessage({input, size}, &message, *context, FromC(policy));
  if (result.ok()) *to = ToC(message);
  return ToC(result);
}
template <typename Message, typename Struct>
hw_result EncodeFrom(const Struct& from, uint8_t* output, size_t size,
                     const std::optional<typename Message::Context>& context, hw_policy policy) {
  Message message;
  if (!context || !FromC(from, &message)) return kUnsetMemory;
  return ToC(EncodeMessage(message, {output, size}, *context, FromC(policy)));
}
template <typename Message, typename Struct>
size_t SizeOf(const Struct& from) {
  Message message;
  return FromC(from, &message) ? EncodedSize(message) : 0;
}
template <typename Message, typename Struct>
hw_result VerdictOf(const Struct& from) {
  Message message;
  return FromC(from, &message) ? ToC(Verdict(message)) : kUnsetMemory;
}

// A trivially copyable object in an opaque struct of C, which begins with a tag.
template <typename Struct, typename Object>
void Store(Struct* to, uint32_t tag, const Object& object) {
  static_assert(sizeof(Object) <= sizeof(to->state), "the struct has room for the object");
  static_assert(std::is_trivially_copyable_v<Object>);
  *to = {};
  to->tag = tag;
  memcpy(&to->state, &object, sizeof(object));
}

// Replaces `*object`. False if the struct is unset.
template <typename Struct, typename Object>
bool Load(const Struct& from, uint32_t tag, Object* object) {
  if (from.tag != tag) return false;
  memcpy(static_cast<void*>(object), &from.state, sizeof(*object));
  return true;
}

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_C_CONVERT_H_
