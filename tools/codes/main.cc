// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Prints docs/codes.md.

#include <iostream>

#include "tools/codes/document.h"

int main() {
  std::cout << hardwire::CodesDocument() << std::flush;
  return std::cout ? 0 : 1;
}
