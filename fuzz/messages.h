// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Every message in each of its contexts, for the laws. A message of hardwire/messages.h is here
// without further ado. If it is unusual, it has a Contexts or a Shape below.

#ifndef HARDWIRE_FUZZ_MESSAGES_H_
#define HARDWIRE_FUZZ_MESSAGES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>

#include "hardwire/message.h"
#include "hardwire/messages.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/sslv2_hello.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

// The contexts in which the laws are checked: each rule of the message applies in one of them. A
// saved input names a context by its place in the list, so new ones come last.
template <typename M>
struct Contexts {
  static constexpr std::array<NoContext, 1> kAll = {};
};
template <>
struct Contexts<tls::RecordHeader> {
  static constexpr std::array<tls::RecordContext, 8> kAll = {
      tls::RecordContext::Initial(),
      tls::RecordContext::Plain(0),
      tls::RecordContext::Plain(tls::kTls12),
      tls::RecordContext::Plain(tls::kTls13),
      tls::RecordContext::Protected(0),
      tls::RecordContext::Protected(0x0302, {512}),
      tls::RecordContext::Protected(tls::kTls13),
      tls::RecordContext::Relay(),
  };
};
template <>
struct Contexts<tls::Record> {
  static constexpr std::array<tls::RecordContext, 6> kAll = {
      tls::RecordContext::Initial(),
      tls::RecordContext::Plain(tls::kTls12),
      tls::RecordContext::Plain(tls::kTls13, {64}),
      tls::RecordContext::Protected(tls::kTls12),
      tls::RecordContext::Protected(tls::kTls13),
      tls::RecordContext::Relay(),
  };
};
template <>
struct Contexts<tls::InnerPlaintext> {
  static constexpr std::array<tls::InnerContext, 3> kAll = {
      tls::InnerContext::Tls13(), tls::InnerContext::Dtls12(), tls::InnerContext::Dtls13()};
};
template <>
struct Contexts<tls::HandshakeHeader> {
  static constexpr std::array<tls::HandshakeLimit, 2> kAll = {{{}, {70000}}};
};
template <>
struct Contexts<tls::DtlsHandshakeHeader> {
  static constexpr std::array<tls::HandshakeLimit, 3> kAll = {{{}, {300}, {UINT32_MAX}}};
};
template <>
struct Contexts<tls::DtlsHeader> {
  static constexpr std::array<tls::DtlsContext, 4> kAll = {
      tls::DtlsContext::Initial(),
      tls::DtlsContext::Dtls12().WithCid(3).WithLimit({4000}),
      tls::DtlsContext::Dtls13(),
      tls::DtlsContext::Dtls13().WithCid(255).WithLimit({2000}),
  };
};
template <>
struct Contexts<tls::ClientHello> {
  static constexpr std::array<tls::HelloContext, 3> kAll = {
      tls::HelloContext::Tls(),
      tls::HelloContext::Tls({120}),
      tls::HelloContext::Dtls({140}),
  };
};

// What else the laws need to know about a message. These are the usual values.
template <typename M>
struct UsualShape {
  // Whether octets behind the message belong to it, so that the laws may not append any.
  static constexpr bool kTakesAll = false;

  // The laws complete no message of more octets: to decode all its prefixes would take too long.
  static constexpr uint32_t kMostCompleted = UINT32_MAX;

  // The size of the longest message in one context.
  template <typename Context>
  static constexpr size_t Most(const Context& /*context*/) {
    return M::kInfo.most;
  }

  // Whether the first `size` octets end inside an integer of several octets whose value can be an
  // error. The integer is judged when it is complete. Until then need-more may name a message that
  // the integer's first octets exclude.
  static constexpr bool HalfAnInteger(size_t /*size*/) { return false; }

  // Whether a length that the message names is within the limit of its context. Most() limits the
  // size of the message itself.
  template <typename Context>
  static constexpr bool KeepsLimit(const M& /*message*/, const Context& /*context*/) {
    return true;
  }

  // The message that Encode writes for `message`. It differs only in a field that Decode ignores.
  template <typename Context>
  static const M& Sent(const M& message, const Context& /*context*/) {
    return message;
  }
};
template <typename M>
struct Shape : UsualShape<M> {};

template <typename M>
struct RecordShape : UsualShape<M> {
  static constexpr bool HalfAnInteger(size_t size) { return size == 4; }  // length

  // The version of a plain TLS 1.3 record is ignored: Encode writes 0303.
  static M Sent(M message, const tls::RecordContext& context) {
    if (context.IgnoresVersion()) message.version = tls::kTls12;
    return message;
  }
};
template <>
struct Shape<tls::RecordHeader> : RecordShape<tls::RecordHeader> {
  static constexpr bool KeepsLimit(const tls::RecordHeader& header,
                                   const tls::RecordContext& context) {
    return header.length <= context.limit();
  }
};
template <>
struct Shape<tls::Record> : RecordShape<tls::Record> {
  static constexpr size_t Most(const tls::RecordContext& context) {
    return tls::kRecordHeaderSize + context.limit();
  }
};
template <>
struct Shape<tls::InnerPlaintext> : UsualShape<tls::InnerPlaintext> {
  static constexpr bool kTakesAll = true;

  static constexpr size_t Most(const tls::InnerContext& context) { return context.limit(); }
};
template <typename M>
struct HandshakeShape : UsualShape<M> {
  static constexpr bool KeepsLimit(const M& header, tls::HandshakeLimit limit) {
    return header.length <= limit.octets;
  }
};
template <>
struct Shape<tls::HandshakeHeader> : HandshakeShape<tls::HandshakeHeader> {};
template <>
struct Shape<tls::DtlsHandshakeHeader> : HandshakeShape<tls::DtlsHandshakeHeader> {};
template <>
struct Shape<tls::Alert> : UsualShape<tls::Alert> {
  static constexpr bool kTakesAll = true;
};
template <>
struct Shape<tls::DtlsHeader> : UsualShape<tls::DtlsHeader> {
  static constexpr size_t Most(const tls::DtlsContext& context) {
    return tls::kDtlsHeaderSize + context.cid_length();
  }

  static constexpr bool KeepsLimit(const tls::DtlsHeader& header, const tls::DtlsContext& context) {
    return header.length <= context.limit(header.form, header.epoch);
  }
};
template <>
struct Shape<tls::Sslv2Hello> : UsualShape<tls::Sslv2Hello> {
  // Inside the length, cipher_spec_length, session_id_length and challenge_length.
  static constexpr bool HalfAnInteger(size_t size) {
    return size == 1 || size == 6 || size == 8 || size == 10;
  }
};
template <>
struct Shape<tls::ClientHello> : UsualShape<tls::ClientHello> {
  static constexpr uint32_t kMostCompleted = 200;

  static constexpr size_t Most(const tls::HelloContext& context) {
    return context.header_size() + context.limit().octets;
  }

  // TLS has no place for what DTLS alone has.
  static tls::ClientHello Sent(tls::ClientHello message, const tls::HelloContext& context) {
    if (context.is_dtls()) return message;
    message.message_seq = 0;
    message.cookie = {};
    return message;
  }
};

// A message in one of its contexts. This is the `M` of the laws.
template <typename T, size_t kPlace = 0>
struct In : Shape<T> {
  using Message = T;
  static constexpr const auto& kInfo = T::kInfo;
  static constexpr size_t kContext = kPlace;
  static constexpr typename T::Context Context() { return Contexts<T>::kAll[kPlace]; }

  static constexpr size_t kMaxSize = Shape<T>::Most(Contexts<T>::kAll[kPlace]);

  // Whether the input is all that will ever arrive. An input that is too short is then kTruncated
  // and not need-more, and law 2 does not apply.
  static constexpr bool kWholeUnit = T::kInfo.arrival == Arrival::kWhole;

  static Result Read(Span<const uint8_t> input, T* message, Policy policy) {
    return DecodeMessage(input, message, Context(), policy);
  }
  static Result Write(const T& message, Span<uint8_t> output, Policy policy) {
    return EncodeMessage(message, output, Context(), policy);
  }
  static size_t Size(const T& message) { return EncodedMessageSize(message, Context()); }
  static bool KeepsLimit(const T& message) { return Shape<T>::KeepsLimit(message, Context()); }
  static T Sent(const T& message) { return Shape<T>::Sent(message, Context()); }
};

// A tuple of the message in each of its contexts.
template <typename T, size_t... kPlace>
std::tuple<In<T, kPlace>...> EachContext(std::index_sequence<kPlace...>);
template <typename T>
using InEach = decltype(EachContext<T>(std::make_index_sequence<Contexts<T>::kAll.size()>()));

// `List` with the types of a tuple as its arguments.
template <template <typename...> class List, typename... M>
List<M...> AsList(const std::tuple<M...>&);

template <typename... T>
using InEvery = decltype(std::tuple_cat(std::declval<InEach<T>>()...));

// `List` with every message in each of its contexts as its arguments.
template <template <typename...> class List>
using EveryMessage = decltype(AsList<List>(std::declval<hardwire::EveryMessage<InEvery>>()));

template <typename Do, typename... M>
bool DoWith(uint8_t id, uint8_t context, Do what, const std::tuple<M...>&) {
  const auto one = [&](auto m) {
    using A = decltype(m);
    if (A::kInfo.id != id || context % Contexts<typename A::Message>::kAll.size() != A::kContext) {
      return false;
    }
    what(m);
    return true;
  };
  return (one(M()) || ...);
}

// Calls what(In<...>()) with the message that has this id, in the context that `context` chooses.
// False if no message has the id. Saved inputs keep their meaning when messages are added, since
// they name ids and not places in the list.
template <typename Do>
bool WithMessage(uint8_t id, uint8_t context, Do what) {
  return DoWith(id, context, what, hardwire::EveryMessage<InEvery>());
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_MESSAGES_H_
