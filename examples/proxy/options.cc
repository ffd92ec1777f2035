// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/options.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>

#include "examples/proxy/flags.h"
#include "examples/proxy/net.h"
#include "hardwire/socks/handshake_step.h"

namespace hardwire::proxy {

namespace {

constexpr Flag<Options> kFlags[] = {
    {"--listen", "HOST:PORT", &Options::listen,
     "where clients connect, an IP address; default 127.0.0.1:1080"},
    {"--users", "FILE", &Options::users_file, "name:password a line; default: nobody is asked"},
    {"--open", "", &Options::open, "other machines are let in without --users"},
    {"--deny", "CIDR", &Options::Deny, "refuses destinations in this network; repeatable"},
    {"--allow", "CIDR", &Options::Allow, "allows destinations in such networks alone; repeatable"},
    {"--deny-sni", "NAME", &Options::DenySni,
     "refuses TLS for this name, or for *.NAME, and TLS whose name cannot be told; repeatable"},
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

// Returns what is wrong, if anything is.
std::string LoadUsers(Options* options) {
  const std::string& path = options->users_file;
  std::ifstream file(path);
  if (!file) return "--users: " + path + ": " + strerror(errno);
  const std::string wrong = options->users.Read(file);
  if (!wrong.empty()) return "--users: " + path + ":" + wrong;
  if (file.bad()) return "--users: " + path + ": " + strerror(errno);
  return options->users.empty() ? "--users: " + path + ": there is no user in it" : "";
}

// `wrong` is what is wrong with `network`, if anything is.
std::string NetworkRule(const std::string& network, const std::string& wrong) {
  return wrong.empty() ? "" : "a network such as 10.0.0.0/8, not '" + network + "': " + wrong;
}

// What the flags mean together.
std::string Settle(Options* options) {
  options->buffer = std::max<double>(options->buffer, socks::kMaxHandshakeMessage);
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

std::string Options::Allow(const std::string& network) {
  return NetworkRule(network, rules.Allow(network));
}

std::string Options::Deny(const std::string& network) {
  return NetworkRule(network, rules.Deny(network));
}

std::string Options::DenySni(const std::string& name) { return sni_rules.Deny(name); }

std::string Usage() {
  return "usage: proxy [FLAG [VALUE] ...]\n\n"
         "A SOCKS4, SOCKS4a and SOCKS5 server: CONNECT, BIND, UDP ASSOCIATE. Stdout says where it\n"
         "listens; each connection is one line on stderr when it ends.\n\n" +
         ListFlags(kFlags);
}

std::string ParseOptions(int argc, char** argv, Options* options) {
  const std::string wrong = SetFlags(kFlags, argc, argv, options);
  return !wrong.empty() || options->help ? wrong : Settle(options);
}

}  // namespace hardwire::proxy
