// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Decodes a SOCKS5 request given in hexadecimal.

#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include "hardwire/result.h"
#include "hardwire/socks/socks5.h"

// `text` is an hardwire::string_view, which is std::string_view or a type of Abseil's own.
template <typename View>
std::string Text(View text) {
  return std::string(text.data(), text.size());
}

int main(int argc, char** argv) {
  const std::string hex = argc == 2 ? argv[1] : "";
  std::vector<uint8_t> bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  hardwire::socks5::Request request;
  const hardwire::Result result = Decode(bytes, &request);
  if (result.code() == hardwire::Code::kNeedMore) {
    std::cerr << result.missing(bytes.size()) << " bytes are missing\n";
    return 1;
  }
  if (!result.ok()) {
    std::cerr << Text(Name(result.code())) << ": " << Text(Sentence(result)) << "\n";
    return 1;
  }
  std::cout << result.consumed() << " bytes: " << Text(Name(request.command)) << " "
            << Text(request.address.domain()) << " port " << request.address.port() << "\n";
  return 0;
}
