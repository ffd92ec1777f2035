// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What the command line says, and the users file that it names.

#ifndef EXAMPLES_PROXY_OPTIONS_H_
#define EXAMPLES_PROXY_OPTIONS_H_

#include <string>

#include "examples/proxy/destination_rules.h"
#include "examples/proxy/hello_watch.h"
#include "examples/proxy/users.h"
#include "hardwire/socks/address.h"

namespace hardwire::proxy {

struct Options {
  std::string listen = "127.0.0.1:1080";
  std::string users_file;
  std::string dns;
  bool open = false;
  bool allow_local = false;
  bool help = false;
  double handshake = 10;  // seconds, as the next three
  double connect = 20;
  double bind = 60;
  double idle = 600;
  double connections = 4000;
  double per_client = 0;  // 0: a quarter of `connections`
  double buffer = 65536;  // octets

  socks::Address address;  // what `listen` says
  Users users;
  DestinationRules rules;
  SniRules sni_rules;

  // Each returns what is wrong with `network`, if anything is.
  std::string Allow(const std::string& network);
  std::string Deny(const std::string& network);

  // The same of the pattern of a name.
  std::string DenySni(const std::string& name);
};

std::string Usage();

// Sets `*options`, or returns what is wrong in a sentence.
std::string ParseOptions(int argc, char** argv, Options* options);

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_OPTIONS_H_
