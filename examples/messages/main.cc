// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// messages: prints docs/messages.md.

#include <iostream>

#include "examples/messages/table.h"

int main() {
  std::cout << hardwire::MessagesDocument() << std::flush;
  return std::cout ? 0 : 1;
}
