// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Structs of the C API as values of C++, and back. FromC is false if a tag is not the one of the
// struct. For the library's own use.

#ifndef HARDWIRE_C_CONVERT_H_
#define HARDWIRE_C_CONVERT_H_

#include <array>
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
#include "hardwire/tls/dtls_header.h"
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

// A message in C: its struct, and each member beside the field that it is. The members are listed
// once, for both ways.
template <typename Message>
struct InC;

template <>
struct InC<socks4::Request> {
  using Struct = hw_socks4_request;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.command, message.command);
    visit(c.marker, message.marker);
    visit(c.address, message.address);
    visit(c.userid, message.userid);
  }
};

template <>
struct InC<socks4::Reply> {
  using Struct = hw_socks4_reply;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.code, message.code);
    visit(c.address, message.address);
  }
};

template <>
struct InC<socks5::Greeting> {
  using Struct = hw_socks5_greeting;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.methods, message.methods);
  }
};

template <>
struct InC<socks5::MethodSelection> {
  using Struct = hw_socks5_method_selection;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.method, message.method);
  }
};

template <>
struct InC<userpass::Request> {
  using Struct = hw_socks5_userpass_request;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.username, message.username);
    visit(c.password, message.password);
  }
};

template <>
struct InC<userpass::Reply> {
  using Struct = hw_socks5_userpass_reply;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.status, message.status);
  }
};

template <>
struct InC<gssapi::Frame> {
  using Struct = hw_socks5_gssapi;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.type, message.type);
    visit(c.token, message.token);
  }
};

template <>
struct InC<socks5::Request> {
  using Struct = hw_socks5_request;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.command, message.command);
    visit(c.address, message.address);
  }
};

template <>
struct InC<socks5::Reply> {
  using Struct = hw_socks5_reply;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.code, message.code);
    visit(c.address, message.address);
  }
};

template <>
struct InC<udp::Header> {
  using Struct = hw_socks5_udp;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.fragment, message.fragment);
    visit(c.address, message.address);
    visit(c.payload, message.payload);
  }
};

template <>
struct InC<tls::RecordHeader> {
  using Struct = hw_tls_record_header;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.type, message.type);
    visit(c.version, message.version);
    visit(c.length, message.length);
  }
};

template <>
struct InC<tls::Record> {
  using Struct = hw_tls_record;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.type, message.type);
    visit(c.version, message.version);
    visit(c.fragment, message.fragment);
  }
};

template <>
struct InC<tls::InnerPlaintext> {
  using Struct = hw_tls_inner;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.type, message.type);
    visit(c.content, message.content);
    visit(c.padding, message.padding);
  }
};

template <>
struct InC<tls::Alert> {
  using Struct = hw_alert;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.level, message.level);
    visit(c.description, message.description);
  }
};

template <>
struct InC<tls::Sslv2Hello> {
  using Struct = hw_sslv2_hello;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.version, message.version);
    visit(c.cipher_specs, message.cipher_specs);
    visit(c.challenge, message.challenge);
  }
};

template <>
struct InC<tls::HandshakeHeader> {
  using Struct = hw_tls_handshake_header;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.type, message.type);
    visit(c.length, message.length);
  }
};

template <>
struct InC<tls::DtlsHandshakeHeader> {
  using Struct = hw_dtls_handshake_header;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.type, message.type);
    visit(c.length, message.length);
    visit(c.message_seq, message.message_seq);
    visit(c.fragment_offset, message.fragment_offset);
    visit(c.fragment_length, message.fragment_length);
  }
};

template <>
struct InC<tls::DtlsHeader> {
  using Struct = hw_dtls_header;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.form, message.form);
    visit(c.type, message.type);
    visit(c.version, message.version);
    visit(c.epoch, message.epoch);
    visit(c.sequence, message.sequence);
    visit(c.long_sequence, message.long_sequence);
    visit(c.has_length, message.has_length);
    visit(c.length, message.length);
    visit(c.cid, message.cid);
  }
};

template <>
struct InC<tls::Ack> {
  using Struct = hw_dtls_ack;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.entries, message.entries);
  }
};

template <>
struct InC<tls::ClientHello> {
  using Struct = hw_client_hello;
  template <typename Visit, typename Members, typename Fields>
  static void Each(Visit visit, Members& c, Fields& message) {
    visit(c.message_seq, message.message_seq);
    visit(c.legacy_version, message.legacy_version);
    visit(c.random, message.random);
    visit(c.session_id, message.session_id);
    visit(c.cookie, message.cookie);
    visit(c.cipher_suites, message.cipher_suites);
    visit(c.compression_methods, message.compression_methods);
    visit(c.extensions, message.extensions);
    visit(c.has_extensions, message.has_extensions);
  }
};

// A member as its field has it.
template <typename Member, typename Field>
void Put(const Field& from, Member& to) {
  to = static_cast<Member>(from);
}
inline void Put(Span<const uint8_t> from, hw_bytes& to) { to = ToC(from); }
inline void Put(string_view from, hw_text& to) { to = ToC(from); }
inline void Put(const socks::Address& from, hw_address& to) { to = ToC(from); }
template <size_t kSize>
void Put(const std::array<uint8_t, kSize>& from, uint8_t (&to)[kSize]) {
  memcpy(to, from.data(), kSize);
}

// A field as its member has it. False if C has a value there that the field cannot have.
template <typename Member, typename Field>
bool Take(const Member& from, Field& to) {
  to = static_cast<Field>(from);
  return true;
}
inline bool Take(const hw_bytes& from, Span<const uint8_t>& to) {
  to = FromC(from);
  return true;
}
// No text is longer than half of all memory: Abseil's string_view stops the program at one that is.
inline bool IsTextSize(size_t size) { return size <= SIZE_MAX / 2; }
inline bool Take(const hw_text& from, string_view& to) {
  if (!IsTextSize(from.size)) return false;
  to = string_view(from.data, from.size);
  return true;
}
// What is to be parsed. A text that is none counts as empty, which every Parse refuses.
inline string_view TextToParse(const char* text, size_t size) {
  return IsTextSize(size) ? string_view(text, size) : string_view();
}
inline bool Take(const hw_address& from, socks::Address& to) { return FromC(from, &to); }
inline bool Take(uint8_t from, tls::DtlsForm& to) {
  to = static_cast<tls::DtlsForm>(from);
  return from <= HW_DTLS_FORM_UNIFIED;
}
template <size_t kSize>
bool Take(const uint8_t (&from)[kSize], std::array<uint8_t, kSize>& to) {
  memcpy(to.data(), from, kSize);
  return true;
}

template <typename Message>
typename InC<Message>::Struct ToC(const Message& from) {
  typename InC<Message>::Struct to = {};
  to.tag = Message::kInfo.id;
  InC<Message>::Each([](auto& member, const auto& field) { Put(field, member); }, to, from);
  if constexpr (kBreaksRules<Message>) to.violations = from.violations.bits();
  return to;
}

// False if the struct is unset or says what the message cannot; `*to` is then of no use.
template <typename Message>
bool FromC(const typename InC<Message>::Struct& from, Message* to) {
  if (from.tag != Message::kInfo.id) return false;  // its members may be anything
  bool sound = true;
  InC<Message>::Each([&sound](const auto& member, auto& field) { sound &= Take(member, field); },
                     from, *to);
  return sound;
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

// The object in the struct; `any` is one that it replaces. Empty if the struct is unset.
template <typename Struct, typename Object>
std::optional<Object> Loaded(const Struct& from, uint32_t tag, Object any) {
  if (!Load(from, tag, &any)) return std::nullopt;
  return any;
}

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_C_CONVERT_H_
