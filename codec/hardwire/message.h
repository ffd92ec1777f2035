// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What every message has in common. Tools, tests and fuzz targets read this from the message, and
// keep no lists of their own.
//
// A message is a struct with these members:
//   kInfo        its MessageInfo
//   Context      the type that Decode and Encode take as context, or NoContext
//   violations   the rules that an accepted message breaks; absent if it can break none
//   VisitFields  calls visit(name, field...) for each field, in the order of the struct. The
//                `field...` are that field of each message given. `violations` is no field: no
//                octet holds it.
//   operator==   whether the fields are equal; violations are not compared
// Decode, Encode and EncodedSize are functions in its namespace. hardwire/messages.h lists all
// messages.

#ifndef HARDWIRE_MESSAGE_H_
#define HARDWIRE_MESSAGE_H_

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {

// How a message reaches its decoder.
enum class Arrival : uint8_t {
  kStream,  // octet by octet; a message that is cut short gives kNeedMore
  kWhole,   // all at once, as a datagram or a plaintext; one that is cut short gives kTruncated
};

struct MessageInfo {
  uint8_t id;        // never 0, never changed, never used again: saved fuzz inputs begin with it
  string_view name;  // in `inspect`, the fuzz targets, the seeds, the benchmark, the documents
  uint32_t most;     // octets of the longest one that Decode accepts and Encode writes
  Arrival arrival;
};

// The context of a message that has none.
struct NoContext {};

// Whether a message can break a rule and still be framed. A message that cannot has no
// `violations`, and its Decode and Encode take no policy.
template <typename Message, typename = void>
inline constexpr bool kBreaksRules = false;
template <typename Message>
inline constexpr bool kBreaksRules<Message, std::void_t<decltype(Message::violations)>> = true;

template <typename Message>
inline constexpr bool kHasContext = !std::is_same_v<typename Message::Context, NoContext>;

// Decode, Encode, EncodedSize and `violations` with the same arguments for every message, for code
// that handles them all. Each calls the function in the namespace of the message.
template <typename Message>
Result DecodeMessage(Span<const uint8_t> input, Message* message,
                     const typename Message::Context& context, Policy policy) {
  if constexpr (kHasContext<Message> && kBreaksRules<Message>) {
    return Decode(input, message, context, policy);
  } else if constexpr (kHasContext<Message>) {
    return Decode(input, message, context);
  } else if constexpr (kBreaksRules<Message>) {
    return Decode(input, message, policy);
  } else {
    return Decode(input, message);
  }
}
template <typename Message>
Result EncodeMessage(const Message& message, Span<uint8_t> output,
                     const typename Message::Context& context, Policy policy) {
  if constexpr (kHasContext<Message> && kBreaksRules<Message>) {
    return Encode(message, output, context, policy);
  } else if constexpr (kHasContext<Message>) {
    return Encode(message, output, context);
  } else if constexpr (kBreaksRules<Message>) {
    return Encode(message, output, policy);
  } else {
    return Encode(message, output);
  }
}
template <typename Message, typename = void>
inline constexpr bool kSizeHasContext = false;
template <typename Message>
inline constexpr bool kSizeHasContext<
    Message, std::void_t<decltype(EncodedSize(std::declval<const Message&>(),
                                              std::declval<const typename Message::Context&>()))>> =
    true;
template <typename Message>
size_t EncodedMessageSize(const Message& message, const typename Message::Context& context) {
  if constexpr (kSizeHasContext<Message>) {
    return EncodedSize(message, context);
  } else {
    return EncodedSize(message);
  }
}
template <typename Message>
Violations ViolationsOf(const Message& message) {
  if constexpr (kBreaksRules<Message>) {
    return message.violations;
  } else {
    return Violations();
  }
}

namespace internal {

// operator== of a message: whether all fields are equal.
template <typename Message>
bool SameFields(const Message& a, const Message& b) {
  bool same = true;
  Message::VisitFields([&same](string_view, const auto& x, const auto& y) { same &= x == y; }, a,
                       b);
  return same;
}

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_MESSAGE_H_
