// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Uses the library as one file.

#include <cstdint>
#include <iostream>
#include <vector>

#include "hardwire.hpp"

int main() {
  const std::vector<uint8_t> input = {5, 1, 0, 3, 3, 'a', '.', 'b', 1, 0xbb};
  hardwire::socks5::Request request;
  const hardwire::Result result = Decode(input, &request);
  if (!result.ok()) return 1;
  std::cout << "Hardwire " << hardwire::Version() << "\n"
            << Name(request.command) << " to " << request.address.domain() << " port "
            << request.address.port() << ": " << ToErrorCode(hardwire::Result()).message() << "\n";
  return 0;
}
