// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Every message in each of its contexts, as the laws see it. A new message joins by standing in
// hardwire/messages.h; what is unusual about it is said here.

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
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/handshake.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/sslv2_hello.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

// The contexts in which the laws hold a message: one of each of its rules. A saved input names a
// context by its place, so new ones come last.
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

// What else the laws have to know of a message.
template <typename M>
struct UsualShape {
  // What stands behind the message's fields changes it, so that nothing may be appended.
  static constexpr bool kTakesAll = false;

  // Octets of the longest in one context.
  template <typename Context>
  static constexpr size_t Most(const Context& /*context*/) {
    return M::kInfo.most;
  }

  // Whether the first `size` octets end inside an integer of several octets whose value can be at
  // fault. Such an integer decides when it is complete; until then need-more may promise a message
  // that its first octets already exclude.
  static constexpr bool HalfAnInteger(size_t /*size*/) { return false; }

  // What Encode writes for `message`: another one only where a field is ignored by who reads it.
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

  // Of plain TLS 1.3 nobody looks at the version: Encode writes 0303.
  static M Sent(M message, const tls::RecordContext& context) {
    if (context.IgnoresVersion()) message.version = tls::kTls12;
    return message;
  }
};
template <>
struct Shape<tls::RecordHeader> : RecordShape<tls::RecordHeader> {};
template <>
struct Shape<tls::Record> : RecordShape<tls::Record> {};
template <>
struct Shape<tls::InnerPlaintext> : UsualShape<tls::InnerPlaintext> {
  static constexpr bool kTakesAll = true;
};
template <>
struct Shape<tls::Alert> : UsualShape<tls::Alert> {
  static constexpr bool kTakesAll = true;
};
template <>
struct Shape<tls::DtlsHeader> : UsualShape<tls::DtlsHeader> {
  static constexpr size_t Most(const tls::DtlsContext& context) {
    return tls::kDtlsHeaderSize + context.cid_length();
  }
};
template <>
struct Shape<tls::Sslv2Hello> : UsualShape<tls::Sslv2Hello> {
  // The length, cipher_spec_length, session_id_length, challenge_length.
  static constexpr bool HalfAnInteger(size_t size) {
    return size == 1 || size == 6 || size == 8 || size == 10;
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

  // The input is all that there will be: too short is kTruncated, not need-more, and law 2 does not
  // apply to it.
  static constexpr bool kWholeUnit = T::kInfo.arrival == Arrival::kWhole;

  static Result Read(Span<const uint8_t> input, T* message, Policy policy) {
    return DecodeMessage(input, message, Context(), policy);
  }
  static Result Write(const T& message, Span<uint8_t> output, Policy policy) {
    return EncodeMessage(message, output, Context(), policy);
  }
  static T Sent(const T& message) { return Shape<T>::Sent(message, Context()); }
};

// The message in each of its contexts.
template <typename T, size_t... kPlace>
std::tuple<In<T, kPlace>...> EachContext(std::index_sequence<kPlace...>);
template <typename T>
using InEach = decltype(EachContext<T>(std::make_index_sequence<Contexts<T>::kAll.size()>()));

// `List` of what a tuple has.
template <template <typename...> class List, typename... M>
List<M...> AsList(const std::tuple<M...>&);

template <typename... T>
using InEvery = decltype(std::tuple_cat(std::declval<InEach<T>>()...));

// `List` of every message in each of its contexts.
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
// False: no message has it. So saved inputs mean the same whatever is added to the list.
template <typename Do>
bool WithMessage(uint8_t id, uint8_t context, Do what) {
  return DoWith(id, context, what, hardwire::EveryMessage<InEvery>());
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_MESSAGES_H_
