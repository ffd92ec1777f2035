// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What the user asks of the client.

#ifndef HARDWIRE_EXAMPLES_CLIENT_OPTIONS_H_
#define HARDWIRE_EXAMPLES_CLIENT_OPTIONS_H_

#include <string>

#include "hardwire/socks/address.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/view.h"

namespace hardwire {

inline std::string Text(string_view text) { return {text.data(), text.size()}; }

// Names are views of the arguments.
struct Options {
  bool socks4 = false;
  bool optimistic = false;
  bool client_first = false;  // the target says nothing before it is spoken to
  bool has_user = false;
  string_view user;
  string_view password;
  socks5::Command command = socks5::Command::kConnect;  // SOCKS4 has the same numbers
  socks::Address proxy;
  socks::Address target;
};

// Empty, and `*options` is set; or what is wrong with the arguments.
std::string ReadOptions(int argc, char** argv, Options* options);

}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_CLIENT_OPTIONS_H_
