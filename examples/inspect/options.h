// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The command line of inspect.

#ifndef HARDWIRE_EXAMPLES_INSPECT_OPTIONS_H_
#define HARDWIRE_EXAMPLES_INSPECT_OPTIONS_H_

#include <optional>
#include <string>
#include <vector>

namespace hardwire {
namespace inspect {

struct Options {
  bool help = false;
  bool batch = false;
  bool codes = false;
  bool policies = false;
  bool hex = false;
  bool raw = false;
  bool json = false;
  bool html = false;
  std::optional<std::string> explain;
  std::optional<std::string> file;
  std::optional<std::string> pcap;
  std::optional<std::string> conversation;
  std::optional<std::string> memory;
  std::string color = "auto";
  std::vector<std::string> arguments;  // what is no flag

  // Whether the output is coloured: what --color says, and else on a terminal without NO_COLOR.
  bool Colour() const;
};

// 0 and `*options` is set; 2 if the line is wrong, which getopt has said.
int ParseOptions(int argc, char** argv, Options* options);

// What is wrong about flags that do not go together; "" if nothing is.
std::string Contradiction(const Options& options);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_OPTIONS_H_
