// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What the command line says, and the users file that it names.

#ifndef EXAMPLES_PROXY_OPTIONS_H_
#define EXAMPLES_PROXY_OPTIONS_H_

#include <string>
#include <unordered_set>

#include "absl/strings/string_view.h"
#include "hardwire/socks/address.h"

namespace hardwire::proxy {

struct Options {
  std::string listen = "127.0.0.1:1080";
  std::string users_file;
  std::string dns;
  double handshake = 10;  // seconds, as the next three
  double connect = 20;
  double bind = 60;
  double idle = 600;
  double connections = 4000;
  double buffer = 65536;  // octets

  socks::Address address;                 // what `listen` says
  std::unordered_set<std::string> users;  // "name:password"
};

std::string Usage();

// Sets `*options`, or returns what is wrong in a sentence.
std::string ParseOptions(int argc, char** argv, Options* options);

// Looks both up by their hash: how long it takes does not say how much of a password is right.
bool IsUser(const Options& options, absl::string_view name, absl::string_view password);

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_OPTIONS_H_
