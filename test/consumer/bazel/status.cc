// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// An outcome as absl::Status.

#include <cstdint>
#include <iostream>
#include <vector>

#include "hardwire/platform/absl_status.h"
#include "hardwire/socks/socks5.h"

int main() {
  const std::vector<uint8_t> input = {5, 1, 0x7f, 1, 192, 0, 2, 1, 0, 80};
  hardwire::socks5::Request request;
  std::cout << hardwire::ToStatus(Decode(input, &request, hardwire::Policy::Strict())).message()
            << "\n";
  return 0;
}
