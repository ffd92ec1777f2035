// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// sni_router: a TCP router for TLS, by what ClientHellos say.

#include <algorithm>
#include <iostream>
#include <string>

#include "examples/proxy/flags.h"
#include "examples/proxy/net.h"
#include "examples/proxy/server.h"
#include "examples/sni_router/connection.h"

namespace hardwire::sni_router {
namespace {

constexpr proxy::Flag<Options> kFlags[] = {
    {"--route", "NAME[,PROTOCOL]=HOST:PORT", &Options::Route,
     "where a name leads, or *.NAME, if PROTOCOL is offered by ALPN; repeatable"},
    {"--no-name", "HOST:PORT", &Options::Nameless, "where hellos without a name lead"},
    {"--deny-ech", "NAME", &Options::DenyEch,
     "refuses hellos with ECH, or what looks alike, for this name or *.NAME; repeatable"},
    {"--listen", "HOST:PORT", &Options::listen,
     "where clients connect, an IP address; default 127.0.0.1:8443"},
    {"--dns", "HOST:PORT", &Options::dns, "the name server; default: those of the system"},
    {"--hello", "SECONDS", &Options::hello, "until the hello is complete; default 10"},
    {"--connect", "SECONDS", &Options::connect, "to resolve a target and connect; default 10"},
    {"--idle", "SECONDS", &Options::idle, "without a byte; default 600"},
    {"--connections", "N", &Options::connections,
     "served at once, others wait; default 4000, or as many as have descriptors"},
    {"--per-client", "N", &Options::per_client,
     "served at once for one address; default: a quarter of --connections"},
    {"--help", "", &Options::help, "prints this and ends"},
};

int Fail(int status, const std::string& why) {
  std::cerr << "sni_router: " << why << "\n";
  return status;
}

int Serve(const Options& options, const proxy::Address& listen) {
  proxy::Shared shared;
  const Service service{&shared, &options};
  proxy::Server<Connection, Service> server(&shared, &service,
                                            {options.connections, options.per_client});
  const std::string wrong = server.Start(options.listen, listen, options.dns);
  if (!wrong.empty()) return Fail(1, wrong);
  server.Run();
  return 0;
}

// Wrong arguments end with 2, anything else that keeps it from serving with 1.
int Main(int argc, char** argv) {
  Options options;
  options.connections = std::min(options.connections, proxy::Affordable(2));  // client, target
  proxy::Address listen, dns;
  std::string wrong = SetFlags(kFlags, argc, argv, &options);
  if (wrong.empty() && options.help) {
    std::cout << "usage: sni_router --route NAME=HOST:PORT [FLAG [VALUE] ...]\n\n"
              << ListFlags(kFlags);
    return 0;
  }
  if (wrong.empty()) wrong = proxy::CheckAddress("--listen", options.listen, &listen);
  if (wrong.empty() && !options.dns.empty())
    wrong = proxy::CheckAddress("--dns", options.dns, &dns);
  if (wrong.empty() && options.routes.empty()) wrong = "there is no --route and no --no-name";
  return wrong.empty() ? Serve(options, listen) : Fail(2, wrong);
}

}  // namespace
}  // namespace hardwire::sni_router

int main(int argc, char** argv) { return hardwire::sni_router::Main(argc, argv); }
