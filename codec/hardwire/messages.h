// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The list of every message.

#ifndef HARDWIRE_MESSAGES_H_
#define HARDWIRE_MESSAGES_H_

#include "hardwire/socks/messages.h"
#include "hardwire/tls/messages.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

template <template <typename...> class List>
struct BehindSocks {
  template <typename... Tls>
  using Of = socks::EveryMessage<List, Tls...>;
};

}  // namespace internal

// `List` with every message as its arguments: EveryMessage<std::tuple>, or a template that does
// something for each.
template <template <typename...> class List>
using EveryMessage = tls::EveryMessage<internal::BehindSocks<List>::template Of>;

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_MESSAGES_H_
