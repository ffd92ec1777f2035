// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// proxy: a SOCKS server.

#include <algorithm>
#include <iostream>
#include <string>

#include "examples/proxy/connection.h"
#include "examples/proxy/destinations.h"
#include "examples/proxy/guess_delay.h"
#include "examples/proxy/options.h"
#include "examples/proxy/server.h"

namespace hardwire::proxy {
namespace {

constexpr double kMostOfAConnection = 4;  // client, and the three sockets of UDP ASSOCIATE

int Fail(int status, const std::string& why) {
  std::cerr << "proxy: " << why << "\n";
  return status;
}

int Serve(const Options& options) {
  Shared shared;
  const Destinations destinations{&options.rules, &shared.own};
  GuessDelay guesses;
  const Service service{&shared, &options, &destinations, &guesses};
  Server<Connection, Service> server(&shared, &service, {options.connections, options.per_client});
  const std::string wrong = server.Start(options.listen, options.address, options.dns);
  if (!wrong.empty()) return Fail(1, wrong);
  server.Run();
  return 0;
}

// Wrong arguments end with 2, anything else that keeps it from serving with 1.
int Main(int argc, char** argv) {
  Options options;
  options.connections = std::min(options.connections, Affordable(kMostOfAConnection));
  const std::string wrong = ParseOptions(argc, argv, &options);
  if (!wrong.empty()) return Fail(2, wrong);
  if (!options.help) return Serve(options);
  std::cout << Usage();
  return 0;
}

}  // namespace
}  // namespace hardwire::proxy

int main(int argc, char** argv) { return hardwire::proxy::Main(argc, argv); }
