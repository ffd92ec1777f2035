// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/options.h"

#include <getopt.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace hardwire {
namespace inspect {
namespace {

// Sets the flag or value that getopt gave as `c`. False if it gave none.
bool Set(int c, const char* value, Options* options) {
  switch (c) {
    case 'b':
      options->batch = true;
      return true;
    case 'n':
      options->codes = true;
      return true;
    case 'p':
      options->policies = true;
      return true;
    case 'x':
      options->hex = true;
      return true;
    case 'r':
      options->raw = true;
      return true;
    case 'c':
      options->color = value;
      return true;
    case 'e':
      options->explain = value;
      return true;
    case 'f':
      options->file = value;
      return true;
    case 'h':
      options->help = true;
      return true;
    default:
      return false;
  }
}

}  // namespace

bool Options::Colour() const {
  if (color != "auto") return color == "always";
  return isatty(STDOUT_FILENO) != 0 && getenv("NO_COLOR") == nullptr;
}

int ParseOptions(int argc, char** argv, Options* options) {
  static const option kLong[] = {
      {"batch", no_argument, nullptr, 'b'},      {"codes", no_argument, nullptr, 'n'},
      {"policies", no_argument, nullptr, 'p'},   {"hex", no_argument, nullptr, 'x'},
      {"raw", no_argument, nullptr, 'r'},        {"color", required_argument, nullptr, 'c'},
      {"file", required_argument, nullptr, 'f'}, {"explain", required_argument, nullptr, 'e'},
      {"help", no_argument, nullptr, 'h'},       {nullptr, 0, nullptr, 0}};
  for (int c; (c = getopt_long(argc, argv, "h", kLong, nullptr)) != -1;) {
    if (!Set(c, optarg, options)) return 2;
  }
  options->arguments.assign(argv + optind, argv + argc);
  return 0;
}

std::string Contradiction(const Options& options) {
  if (options.color != "auto" && options.color != "always" && options.color != "never") {
    return "--color is " + options.color + ", expected auto, always or never";
  }
  const bool reads = options.file || options.hex || options.raw;
  const bool table = options.codes || options.explain;
  if (table && (options.batch || reads || options.policies || (options.codes && options.explain) ||
                !options.arguments.empty())) {
    return "--codes and --explain NAME|NUMBER take no other argument";
  }
  if (options.batch && (reads || !options.arguments.empty())) {
    return "--batch takes no other argument than --policies";
  }
  if (options.hex && options.raw) return "--hex and --raw exclude each other";
  if ((options.hex || options.raw) && !options.file) {
    return "--hex and --raw say how --file PATH is read";
  }
  return "";
}

}  // namespace inspect
}  // namespace hardwire
