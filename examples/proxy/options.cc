// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/options.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <system_error>

#include "hardwire/result.h"
#include "hardwire/socks/address_text.h"

namespace hardwire::proxy {

const char kUsage[] =
    R"(usage: proxy [FLAG VALUE ...]

A SOCKS4, SOCKS4a and SOCKS5 server: CONNECT, BIND, UDP ASSOCIATE. The first line on stdout says
where it listens; each connection is one line on stderr when it ends.

  --listen HOST:PORT   an IP address, IPv6 in brackets; port 0: any       127.0.0.1:1080
  --users FILE         name:password a line; without it everybody is served
  --dns HOST:PORT      the name server to ask                   those of the system
  --handshake SECONDS  until the request is complete            10
  --connect SECONDS    to resolve a name and connect            20
  --bind SECONDS       until somebody connects to a BIND        60
  --idle SECONDS       without a byte or a datagram             600
  --connections N      served at once; others wait              4000
  --buffer BYTES       held for each direction                  65536
)";

namespace {

struct Flag {
  absl::string_view name;
  std::string Options::*text;  // one of these two
  double Options::*number;
};

constexpr double kMost = 1e9;
constexpr Flag kFlags[] = {
    {"--listen", &Options::listen, nullptr},
    {"--users", &Options::users, nullptr},
    {"--dns", &Options::dns, nullptr},
    {"--handshake", nullptr, &Options::handshake},
    {"--connect", nullptr, &Options::connect},
    {"--bind", nullptr, &Options::bind},
    {"--idle", nullptr, &Options::idle},
    {"--buffer", nullptr, &Options::buffer},
    {"--connections", nullptr, &Options::connections},
};

// Each of these returns what is wrong, if anything is.
std::string SetFlag(const Flag& flag, const std::string& value, Options* options) {
  if (flag.text != nullptr) {
    options->*flag.text = value;
    return "";
  }
  const char* const end = value.data() + value.size();
  double number = 0;
  const auto [rest, error] = std::from_chars(value.data(), end, number, std::chars_format::fixed);
  if (error != std::errc() || rest != end || !(number > 0 && number <= kMost)) {
    return std::string{flag.name} + " takes a number above 0, up to 1000000000, not '" + value +
           "'";
  }
  options->*flag.number = number;
  return "";
}

std::string CheckAddress(const std::string& flag, const std::string& text,
                         socks::Address* address) {
  const Result result = socks::Parse(text, address);
  if (result.ok() && address->type() != socks::AddressType::kDomain) return "";
  const absl::string_view why = result.ok() ? "the host is a name" : Sentence(result);
  return flag + " takes an IP address and a port, not '" + text + "': " + std::string{why};
}

}  // namespace

std::string ParseOptions(int argc, char** argv, Options* options) {
  for (int i = 1; i < argc; i += 2) {
    const std::string name = argv[i];
    const auto flag = std::find_if(std::begin(kFlags), std::end(kFlags),
                                   [&](const Flag& known) { return known.name == name; });
    if (flag == std::end(kFlags)) return "there is no flag '" + name + "'; --help lists them";
    if (i + 1 == argc) return name + " needs a value; --help says which";
    std::string wrong = SetFlag(*flag, argv[i + 1], options);
    if (!wrong.empty()) return wrong;
  }
  socks::Address dns;
  const std::string wrong = CheckAddress("--listen", options->listen, &options->address);
  return wrong.empty() && !options->dns.empty() ? CheckAddress("--dns", options->dns, &dns) : wrong;
}

Users::Padded Users::Pad(absl::string_view password) {
  Padded padded = {};
  const size_t size = std::min(password.size(), padded.size() - 1);
  if (size != 0) memcpy(padded.data(), password.data(), size);
  padded.back() = static_cast<uint8_t>(size);
  return padded;
}

std::string Users::Load(const std::string& path) {
  std::ifstream file(path);
  if (!file) return path + ": " + strerror(errno);
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    const size_t colon = line.find(':');
    const std::string where = path + ":" + std::to_string(number) + ": ";
    if (colon == std::string::npos) return where + "name:password expected, there is no colon";
    const std::string name = line.substr(0, colon);
    const std::string password = line.substr(colon + 1);
    const bool fits = std::max(name.size(), password.size()) <= 255;
    if (!fits || name.empty() || password.empty()) {
      return where + "name and password must have 1 to 255 octets each";
    }
    if (!users_.emplace(name, Pad(password)).second) return where + "the name stands there before";
  }
  if (file.bad()) return path + ": " + strerror(errno);
  return users_.empty() ? path + ": there is no user in it" : "";
}

bool Users::Accept(absl::string_view name, absl::string_view password) const {
  const auto found = users_.find(name);
  const bool known = found != users_.end();
  const Padded expected = known ? found->second : Pad("");
  const Padded given = Pad(password);
  volatile uint8_t difference = known ? 0 : 1;
  for (size_t i = 0; i < given.size(); ++i) difference = difference | (expected[i] ^ given[i]);
  return difference == 0;
}

}  // namespace hardwire::proxy
