// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/options.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <set>
#include <system_error>

#include "hardwire/result.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/handshake_step.h"

namespace hardwire::proxy {

namespace {

struct Flag {
  const char* name;
  std::string Options::*text;  // one of these two
  double Options::*number;
  const char* help;
};

constexpr double kMost = 1e9;
constexpr Flag kFlags[] = {
    {"--listen", &Options::listen, nullptr, "HOST:PORT    port 0: any; 127.0.0.1:1080"},
    {"--users", &Options::users_file, nullptr,
     "FILE          name:password a line; nobody is asked"},
    {"--dns", &Options::dns, nullptr, "HOST:PORT       the name server; those of the system"},
    {"--handshake", nullptr, &Options::handshake, "SECONDS   until the request is complete; 10"},
    {"--connect", nullptr, &Options::connect, "SECONDS     to resolve a name and connect; 20"},
    {"--bind", nullptr, &Options::bind, "SECONDS        until somebody connects to a BIND; 60"},
    {"--idle", nullptr, &Options::idle, "SECONDS        without a byte or a datagram; 600"},
    {"--connections", nullptr, &Options::connections, "N       served at once; others wait; 4000"},
    {"--buffer", nullptr, &Options::buffer, "BYTES        held for each direction; 65536"},
};

// Each of these returns what is wrong, if anything is.
std::string CheckAddress(const std::string& flag, const std::string& text,
                         socks::Address* address) {
  const Result result = socks::Parse(text, address);
  if (result.ok() && address->type() != socks::AddressType::kDomain) return "";
  const absl::string_view why = result.ok() ? "the host is a name" : Sentence(result);
  return flag + " takes an IP address and a port, not '" + text + "': " + std::string{why};
}

std::string LoadUsers(Options* options) {
  const std::string& path = options->users_file;
  std::ifstream file(path);
  if (!file) return path + ": " + strerror(errno);
  std::string line;
  std::set<std::string> names;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    const size_t colon = line.find(':');
    const std::string where = path + ":" + std::to_string(number) + ": ";
    if (colon == std::string::npos) return where + "name:password expected, there is no colon";
    const size_t rest = line.size() - colon - 1;
    if (colon == 0 || colon > 255 || rest == 0 || rest > 255) {
      return where + "name and password must have 1 to 255 octets each";
    }
    if (!names.insert(line.substr(0, colon)).second) return where + "the name stands there before";
    options->users.insert(line);
  }
  if (file.bad()) return path + ": " + strerror(errno);
  return options->users.empty() ? path + ": there is no user in it" : "";
}

}  // namespace

std::string Usage() {
  std::string usage =
      "usage: proxy [FLAG VALUE ...]\n\n"
      "A SOCKS4, SOCKS4a and SOCKS5 server: CONNECT, BIND, UDP ASSOCIATE. Stdout says where it\n"
      "listens; each connection is one line on stderr when it ends. Behind the semicolon: what\n"
      "holds without the flag.\n\n";
  for (const Flag& flag : kFlags) usage += std::string{"  "} + flag.name + " " + flag.help + "\n";
  return usage;
}

std::string ParseOptions(int argc, char** argv, Options* options) {
  for (int i = 1; i < argc; i += 2) {
    const std::string name = argv[i];
    const auto flag = std::find_if(std::begin(kFlags), std::end(kFlags),
                                   [&](const Flag& known) { return known.name == name; });
    if (flag == std::end(kFlags)) return "there is no flag '" + name + "'; --help lists them";
    if (i + 1 == argc || *argv[i + 1] == 0) return name + " needs a value; --help says which";
    const std::string value = argv[i + 1];
    if (flag->text != nullptr) {
      options->*flag->text = value;
      continue;
    }
    double& number = options->*flag->number;
    const char* const end = value.data() + value.size();
    const auto [rest, error] = std::from_chars(value.data(), end, number, std::chars_format::fixed);
    if (error != std::errc() || rest != end || !(number > 0 && number <= kMost)) {
      return std::string{name}
          .append(" takes a number above 0, up to 1000000000, not '")
          .append(value)
          .append("'");
    }
  }
  options->buffer = std::max<double>(options->buffer, socks::kMaxHandshakeMessage);
  socks::Address dns;
  std::string wrong = CheckAddress("--listen", options->listen, &options->address);
  if (wrong.empty() && !options->dns.empty()) wrong = CheckAddress("--dns", options->dns, &dns);
  return wrong.empty() && !options->users_file.empty() ? LoadUsers(options) : wrong;
}

bool IsUser(const Options& options, absl::string_view name, absl::string_view password) {
  const std::string user(name);
  return user.find(':') == std::string::npos &&
         options.users.count(user + ":" + std::string{password}) != 0;
}

}  // namespace hardwire::proxy
