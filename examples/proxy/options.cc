// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/options.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <variant>

#include "examples/proxy/net.h"
#include "hardwire/result.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/handshake_step.h"

namespace hardwire::proxy {

namespace {

// What a flag sets.
using Switch = bool Options::*;  // alone without a value
using Text = std::string Options::*;
using Number = double Options::*;
using Rule = std::string (DestinationRules::*)(const std::string& network);

struct Flag {
  const char* name;
  const char* value;  // what its value is called; empty: it has none
  std::variant<Switch, Text, Number, Rule> sets;
  const char* help;
};

constexpr double kMost = 1e9;
constexpr Flag kFlags[] = {
    {"--listen", "HOST:PORT", &Options::listen,
     "where clients connect, an IP address; default 127.0.0.1:1080"},
    {"--users", "FILE", &Options::users_file, "name:password a line; default: nobody is asked"},
    {"--open", "", &Options::open, "other machines are let in without --users"},
    {"--deny", "CIDR", &DestinationRules::Deny, "refuses destinations in this network; repeatable"},
    {"--allow", "CIDR", &DestinationRules::Allow,
     "allows destinations in such networks alone; repeatable"},
    {"--allow-local", "", &Options::allow_local,
     "other machines may reach loopback and link-local ones"},
    {"--dns", "HOST:PORT", &Options::dns, "the name server; default: those of the system"},
    {"--handshake", "SECONDS", &Options::handshake, "until the request is complete; default 10"},
    {"--connect", "SECONDS", &Options::connect, "to resolve a name and connect; default 20"},
    {"--bind", "SECONDS", &Options::bind, "until somebody connects to a BIND; default 60"},
    {"--idle", "SECONDS", &Options::idle, "without a byte or a datagram; default 600"},
    {"--connections", "N", &Options::connections,
     "served at once, others wait; default 4000, or as many as have descriptors"},
    {"--per-client", "N", &Options::per_client,
     "served at once for one address; default: a quarter of --connections"},
    {"--buffer", "BYTES", &Options::buffer, "held for each direction; default 65536"},
    {"--help", "", &Options::help, "prints this and ends"},
};

// Each of these returns what is wrong, if anything is.
std::string CheckAddress(const std::string& flag, const std::string& text,
                         socks::Address* address) {
  const Result result = socks::Parse(text, address);
  if (result.ok() && address->type() != socks::AddressType::kDomain) return "";
  const hardwire::string_view why = result.ok() ? "the host is a name" : Sentence(result);
  return flag + " takes an IP address and a port, not '" + text + "': " + std::string{why};
}

std::string LoadUsers(Options* options) {
  const std::string& path = options->users_file;
  std::ifstream file(path);
  if (!file) return "--users: " + path + ": " + strerror(errno);
  const std::string wrong = options->users.Read(file);
  if (!wrong.empty()) return "--users: " + path + ":" + wrong;
  if (file.bad()) return "--users: " + path + ": " + strerror(errno);
  return options->users.empty() ? "--users: " + path + ": there is no user in it" : "";
}

std::string SetNumber(const std::string& flag, const std::string& value, double* number) {
  const char* const end = value.data() + value.size();
  const auto [rest, error] = std::from_chars(value.data(), end, *number, std::chars_format::fixed);
  if (error == std::errc() && rest == end && *number > 0 && *number <= kMost) return "";
  return flag + " takes a number above 0, up to 1000000000, not '" + value + "'";
}

std::string AddRule(const std::string& flag, const std::string& value, Rule add,
                    DestinationRules* rules) {
  const std::string wrong = (rules->*add)(value);
  if (wrong.empty()) return "";
  return flag + " takes a network such as 10.0.0.0/8, not '" + value + "': " + wrong;
}

std::string SetFlag(const Flag& flag, const std::string& value, Options* options) {
  if (const auto* number = std::get_if<Number>(&flag.sets)) {
    return SetNumber(flag.name, value, &(options->**number));
  }
  if (const auto* rule = std::get_if<Rule>(&flag.sets)) {
    return AddRule(flag.name, value, *rule, &options->rules);
  }
  if (const auto* given = std::get_if<Switch>(&flag.sets)) options->** given = true;
  if (const auto* text = std::get_if<Text>(&flag.sets)) options->** text = value;
  return "";
}

// What the flags mean together.
std::string Settle(Options* options) {
  options->buffer = std::max<double>(options->buffer, socks::kMaxHandshakeMessage);
  if (options->per_client == 0) options->per_client = options->connections / 4;
  options->per_client = std::max(options->per_client, 1.0);
  socks::Address dns;
  std::string wrong = CheckAddress("--listen", options->listen, &options->address);
  if (wrong.empty() && !options->dns.empty()) wrong = CheckAddress("--dns", options->dns, &dns);
  if (wrong.empty() && !options->users_file.empty()) wrong = LoadUsers(options);
  if (!wrong.empty() || IsLoopback(options->address)) return wrong;
  if (!options->allow_local) options->rules.DenyLocal();
  if (!options->users.empty() || options->open) return "";
  return "--listen " + options->listen +
         " lets other machines in: --users FILE is needed, or --open to let everybody in";
}

}  // namespace

std::string Usage() {
  std::string usage =
      "usage: proxy [FLAG [VALUE] ...]\n\n"
      "A SOCKS4, SOCKS4a and SOCKS5 server: CONNECT, BIND, UDP ASSOCIATE. Stdout says where it\n"
      "listens; each connection is one line on stderr when it ends.\n\n";
  constexpr size_t kColumn = 25;
  for (const Flag& flag : kFlags) {
    std::string line = std::string{"  "} + flag.name + " " + flag.value;
    line.resize(std::max(line.size() + 1, kColumn), ' ');
    usage += line + flag.help + "\n";
  }
  return usage;
}

std::string ParseOptions(int argc, char** argv, Options* options) {
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    const auto flag = std::find_if(std::begin(kFlags), std::end(kFlags),
                                   [&](const Flag& known) { return known.name == name; });
    if (flag == std::end(kFlags)) return "there is no flag '" + name + "'; --help lists them";
    std::string value;
    if (*flag->value != 0) {
      if (i + 1 == argc || *argv[i + 1] == 0) return name + " needs a value; --help says which";
      value = argv[++i];
    }
    std::string wrong = SetFlag(*flag, value, options);
    if (!wrong.empty()) return wrong;
  }
  return options->help ? "" : Settle(options);
}

}  // namespace hardwire::proxy
