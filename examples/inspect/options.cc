// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/options.h"

#include <getopt.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <optional>
#include <string>

namespace hardwire {
namespace inspect {
namespace {

// Sets the flag or value that getopt gave as `c`. False if it gave none.
bool Set(int c, const char* value, Options* options) {
  const std::map<int, bool*> flags = {{'b', &options->batch},    {'n', &options->codes},
                                      {'p', &options->policies}, {'x', &options->hex},
                                      {'r', &options->raw},      {'j', &options->json},
                                      {'w', &options->html},     {'h', &options->help}};
  const std::map<int, std::optional<std::string>*> values = {{'e', &options->explain},
                                                             {'f', &options->file},
                                                             {'q', &options->pcap},
                                                             {'m', &options->memory},
                                                             {'t', &options->conversation}};
  if (const auto flag = flags.find(c); flag != flags.end()) {
    *flag->second = true;
  } else if (const auto found = values.find(c); found != values.end()) {
    *found->second = value;
  } else if (c == 'c') {
    options->color = value;
  } else {
    return false;
  }
  return true;
}

// What is wrong about the flags of conversations; "" if nothing is.
std::string ConversationContradiction(const Options& options) {
  const bool asked = options.pcap || options.conversation;
  if (!asked && (options.json || options.html || options.memory)) {
    return "--json, --html and --memory say how --pcap FILE or --conversation FILE is shown";
  }
  if (!asked) return "";
  if (options.pcap && options.conversation) return "--pcap and --conversation exclude each other";
  if (options.json && options.html) return "--json and --html exclude each other";
  if (options.conversation && options.memory) return "--memory is for --pcap FILE";
  if (options.batch || options.codes || options.explain || options.file || options.hex ||
      options.raw || options.policies || options.arguments.size() > 1) {
    return "--pcap and --conversation take a policy, --json, --html, --memory and --color alone";
  }
  return "";
}

}  // namespace

bool Options::Colour() const {
  if (color != "auto") return color == "always";
  return isatty(STDOUT_FILENO) != 0 && getenv("NO_COLOR") == nullptr;
}

int ParseOptions(int argc, char** argv, Options* options) {
  static const option kLong[] = {{"batch", no_argument, nullptr, 'b'},
                                 {"codes", no_argument, nullptr, 'n'},
                                 {"policies", no_argument, nullptr, 'p'},
                                 {"hex", no_argument, nullptr, 'x'},
                                 {"raw", no_argument, nullptr, 'r'},
                                 {"color", required_argument, nullptr, 'c'},
                                 {"file", required_argument, nullptr, 'f'},
                                 {"explain", required_argument, nullptr, 'e'},
                                 {"pcap", required_argument, nullptr, 'q'},
                                 {"conversation", required_argument, nullptr, 't'},
                                 {"json", no_argument, nullptr, 'j'},
                                 {"html", no_argument, nullptr, 'w'},
                                 {"memory", required_argument, nullptr, 'm'},
                                 {"help", no_argument, nullptr, 'h'},
                                 {nullptr, 0, nullptr, 0}};
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
  std::string wrong = ConversationContradiction(options);
  if (!wrong.empty()) return wrong;
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
