// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// drawings FOLDER: writes the drawings into the folder.

#include <fstream>
#include <string>

#include "test/documents/drawings.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  for (const auto& [name, text] : hardwire::documents::Drawings()) {
    std::ofstream file(std::string(argv[1]) + "/" + name);
    file << text;
    if (!file.flush()) return 1;
  }
}
