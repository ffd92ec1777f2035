// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What the command line says, and the users file that it names.

#ifndef EXAMPLES_PROXY_OPTIONS_H_
#define EXAMPLES_PROXY_OPTIONS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "hardwire/socks/address.h"

namespace hardwire::proxy {

// Names and passwords, each of 1 to 255 octets.
class Users {
 public:
  // Reads lines of "name:password"; empty ones and those that begin with '#' are skipped. Returns
  // what is wrong, "FILE:LINE: ..."; empty if nothing is.
  std::string Load(const std::string& path);

  // Takes the same time whatever the password is, and whether or not there is such a user.
  bool Accept(absl::string_view name, absl::string_view password) const;
  bool empty() const { return users_.empty(); }

 private:
  // A password, zeros, and its length.
  using Padded = std::array<uint8_t, 256>;
  static Padded Pad(absl::string_view password);

  std::map<std::string, Padded, std::less<>> users_;
};

struct Options {
  std::string listen = "127.0.0.1:1080";
  std::string users;
  std::string dns;
  double handshake = 10;  // seconds, as the next three
  double connect = 20;
  double bind = 60;
  double idle = 600;
  double connections = 4000;
  double buffer = 65536;  // octets

  socks::Address address;  // what `listen` says
};

extern const char kUsage[];

// Sets `*options`, or returns what is wrong in a sentence.
std::string ParseOptions(int argc, char** argv, Options* options);

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_OPTIONS_H_
