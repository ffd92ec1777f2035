// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/client/options.h"

#include <string>

#include "hardwire/result.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/view.h"

namespace hardwire {
namespace {

struct Protocol {
  string_view flag;
  bool socks4;
  bool names;
};
constexpr Protocol kProtocols[] = {{"--socks4", true, false},
                                   {"--socks4a", true, true},
                                   {"--socks5", false, false},
                                   {"--socks5-hostname", false, true}};

struct Command {
  string_view name;
  socks5::Command command;
};
constexpr Command kCommands[] = {{"connect", socks5::Command::kConnect},
                                 {"bind", socks5::Command::kBind},
                                 {"udp", socks5::Command::kUdpAssociate},
                                 {"resolve", socks5::Command::kTorResolve}};

std::string Quote(string_view text) { return "'" + Text(text) + "'"; }

std::string ReadAddress(string_view text, socks::Address* address) {
  const Result read = Parse(text, address);
  return read.ok() ? "" : Quote(text) + ": " + Text(Sentence(read));
}

std::string ReadOption(string_view flag, string_view value, Options* options, Protocol* protocol) {
  for (const Protocol& known : kProtocols) {
    if (flag != known.flag) continue;
    *protocol = known;
    return ReadAddress(value, &options->proxy);
  }
  if (flag == "--user") {
    const size_t colon = value.find(':');
    options->has_user = true;
    options->user = value.substr(0, colon);
    if (colon != value.npos) options->password = value.substr(colon + 1);
    return "";
  }
  if (flag != "--command") return "no option " + Quote(flag);
  for (const Command& known : kCommands) {
    options->command = known.command;
    if (value == known.name) return "";
  }
  return "no command " + Quote(value);
}

}  // namespace

std::string ReadOptions(int argc, char** argv, Options* options) {
  Protocol protocol = {};
  int i = 1;
  for (; i + 1 < argc; ++i) {
    const bool optimistic = string_view(argv[i]) == "--optimistic";
    const bool client_first = string_view(argv[i]) == "--client-first";
    options->optimistic |= optimistic;
    options->client_first |= client_first;
    if (optimistic || client_first) continue;
    std::string fault = ReadOption(argv[i], argv[i + 1], options, &protocol);
    if (!fault.empty()) return fault;
    ++i;
  }
  if (i >= argc) return "the last argument must be the target";
  if (protocol.flag.empty()) return "the proxy is missing, as in --socks5 HOST:PORT";
  options->socks4 = protocol.socks4;
  std::string fault = ReadAddress(argv[i], &options->target);
  if (!fault.empty()) return fault;
  if (!protocol.names && options->target.type() == socks::AddressType::kDomain) {
    return Text(protocol.flag) + " takes an IP address as target, not a name";
  }
  if (protocol.socks4 && !options->password.empty()) return "SOCKS4 has no password";
  if (protocol.socks4 && options->command == socks5::Command::kUdpAssociate) {
    return "SOCKS4 has no command udp";
  }
  return "";
}

}  // namespace hardwire
