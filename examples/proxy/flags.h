// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Command lines: a table of flags, each with the member of a struct that it sets.

#ifndef EXAMPLES_PROXY_FLAGS_H_
#define EXAMPLES_PROXY_FLAGS_H_

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <string>
#include <system_error>
#include <variant>

#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/view.h"

namespace hardwire::proxy {

// What a flag sets.
template <typename Options>
struct Flag {
  using Switch = bool Options::*;  // alone without a value
  using Text = std::string Options::*;
  using Number = double Options::*;                                 // above 0
  using Call = std::string (Options::*)(const std::string& value);  // empty, or what is wrong

  const char* name;
  const char* value;  // what its value is called; empty: it has none
  std::variant<Switch, Text, Number, Call> sets;
  const char* help;
};

// Each of these returns what is wrong, if anything is.
inline std::string CheckAddress(const std::string& flag, const std::string& text,
                                socks::Address* address) {
  const Result result = socks::Parse(text, address);
  if (result.ok() && address->type() != socks::AddressType::kDomain) return "";
  const hardwire::string_view why = result.ok() ? "the host is a name" : Sentence(result);
  return flag + " takes an IP address and a port, not '" + text + "': " + std::string{why};
}

inline std::string SetNumber(const std::string& flag, const std::string& value, double* number) {
  constexpr double kMost = 1e9;
  const char* const end = value.data() + value.size();
  const auto [rest, error] = std::from_chars(value.data(), end, *number, std::chars_format::fixed);
  if (error == std::errc() && rest == end && *number > 0 && *number <= kMost) return "";
  return flag + " takes a number above 0, up to 1000000000, not '" + value + "'";
}

template <typename Options>
std::string SetFlag(const Flag<Options>& flag, const std::string& value, Options* options) {
  using Known = Flag<Options>;
  if (const auto* number = std::get_if<typename Known::Number>(&flag.sets)) {
    return SetNumber(flag.name, value, &(options->**number));
  }
  if (const auto* call = std::get_if<typename Known::Call>(&flag.sets)) {
    const std::string wrong = (options->**call)(value);
    return wrong.empty() ? "" : flag.name + (" takes " + wrong);
  }
  if (const auto* given = std::get_if<typename Known::Switch>(&flag.sets)) options->** given = true;
  if (const auto* text = std::get_if<typename Known::Text>(&flag.sets)) options->** text = value;
  return "";
}

template <typename Options, size_t kCount>
std::string SetFlags(const Flag<Options> (&flags)[kCount], int argc, char** argv,
                     Options* options) {
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    const auto flag = std::find_if(std::begin(flags), std::end(flags),
                                   [&](const auto& known) { return known.name == name; });
    if (flag == std::end(flags)) return "there is no flag '" + name + "'; --help lists them";
    std::string value;
    if (*flag->value != 0) {
      if (i + 1 == argc || *argv[i + 1] == 0) return name + " needs a value; --help says which";
      value = argv[++i];
    }
    std::string wrong = SetFlag(*flag, value, options);
    if (!wrong.empty()) return wrong;
  }
  return "";
}

// A line for each.
template <typename Options, size_t kCount>
std::string ListFlags(const Flag<Options> (&flags)[kCount]) {
  constexpr size_t kColumn = 25;
  std::string list;
  for (const Flag<Options>& flag : flags) {
    std::string line = std::string{"  "} + flag.name + " " + flag.value;
    line.resize(std::max(line.size() + 2, kColumn), ' ');
    list += line + flag.help + "\n";
  }
  return list;
}

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_FLAGS_H_
