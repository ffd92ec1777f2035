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

namespace hardwire {
namespace proxy {

namespace {

struct Flag {
  absl::string_view name;
  const char* value;
  std::string Options::*text;  // one of these two
  double Options::*number;
  double least;
  double most;
  const char* help;
};

constexpr double kDay = 86400;
constexpr Flag kFlags[] = {
    {"--listen", "HOST:PORT", &Options::listen, nullptr, 0, 0,
     "an IP address, IPv6 in brackets; port 0: any (127.0.0.1:1080)"},
    {"--users", "FILE", &Options::users, nullptr, 0, 0,
     "name:password a line; without it nobody is asked for a password"},
    {"--dns", "HOST:PORT", &Options::dns, nullptr, 0, 0,
     "the name server to ask (those of /etc/resolv.conf)"},
    {"--handshake", "SECONDS", nullptr, &Options::handshake_seconds, 0.01, kDay,
     "until the request has come (10)"},
    {"--connect", "SECONDS", nullptr, &Options::connect_seconds, 0.01, kDay,
     "to resolve a name and connect (20)"},
    {"--bind", "SECONDS", nullptr, &Options::bind_seconds, 0.01, kDay,
     "until somebody connects to a BIND (60)"},
    {"--idle", "SECONDS", nullptr, &Options::idle_seconds, 0.01, kDay,
     "without a byte or a datagram (600)"},
    {"--connections", "N", nullptr, &Options::connections, 1, 1000000,
     "served at once; more wait to be accepted (4000)"},
    {"--buffer", "BYTES", nullptr, &Options::buffer, 1024, 1 << 24,
     "held for each direction (65536)"},
};

// The number that `text` spells; below every least if it spells none.
double Number(absl::string_view text) {
  double number = -1;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  return error == std::errc() && rest == end ? number : -1;
}

std::string SetFlag(const Flag& flag, absl::string_view value, Options* options) {
  const std::string text(value.data(), value.size());
  if (flag.text != nullptr) {
    options->*flag.text = text;
    return "";
  }
  const double number = Number(value);
  if (number >= flag.least && number <= flag.most) {
    options->*flag.number = number;
    return "";
  }
  const auto shown = [](double limit) {
    const std::string digits = std::to_string(limit);
    return digits.substr(0, limit < 1 ? 4 : digits.find('.'));
  };
  return std::string(flag.name) + " takes a number from " + shown(flag.least) + " to " +
         shown(flag.most) + ", not '" + text + "'";
}

// What is wrong with the value of `flag`, which has to be an IP address and a port.
std::string CheckAddress(absl::string_view flag, absl::string_view text, socks::Address* address) {
  const Result result = socks::Parse(text, address);
  if (result.ok() && address->type() != socks::AddressType::kDomain) return "";
  const absl::string_view why = result.ok() ? "the host is a name" : Sentence(result);
  return std::string(flag) + " takes an IP address and a port, not '" + std::string(text) +
         "': " + std::string(why);
}

}  // namespace

std::string ParseOptions(int argc, char** argv, Options* options) {
  for (int i = 1; i < argc; i += 2) {
    const absl::string_view name = argv[i];
    const auto flag = std::find_if(std::begin(kFlags), std::end(kFlags),
                                   [&](const Flag& known) { return known.name == name; });
    if (flag == std::end(kFlags)) {
      return "no flag '" + std::string(name) + "'; --help lists them";
    }
    if (i + 1 == argc) return std::string(name) + " needs a value: " + flag->value;
    const std::string wrong = SetFlag(*flag, argv[i + 1], options);
    if (!wrong.empty()) return wrong;
  }
  socks::Address dns;
  const std::string wrong = CheckAddress("--listen", options->listen, &options->address);
  return wrong.empty() && !options->dns.empty() ? CheckAddress("--dns", options->dns, &dns) : wrong;
}

std::string Usage() {
  std::string usage =
      "usage: proxy [FLAG VALUE ...]\n"
      "A SOCKS4, SOCKS4a and SOCKS5 server: CONNECT, BIND, UDP ASSOCIATE. The first line on "
      "stdout\n"
      "says where it listens; each connection is one line on stderr when it ends.\n\n";
  for (const Flag& flag : kFlags) {
    std::string left = "  " + std::string(flag.name) + " " + flag.value;
    left.resize(std::max<size_t>(left.size() + 1, 24), ' ');
    usage += left + flag.help + "\n";
  }
  return usage;
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
    const std::string password = line.substr(colon + 1);
    if (colon == 0 || colon > 255) return where + "the name must have 1 to 255 octets";
    if (password.empty() || password.size() > 255) {
      return where + "the password must have 1 to 255 octets";
    }
    const bool added = users_.emplace(line.substr(0, colon), Pad(password)).second;
    if (!added) return where + "this name stands in an earlier line too";
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

}  // namespace proxy
}  // namespace hardwire
