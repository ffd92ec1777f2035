// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A checked-in table of facts about a platform.

#ifndef HARDWIRE_TEST_PLATFORM_FACTS_H_
#define HARDWIRE_TEST_PLATFORM_FACTS_H_

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace hardwire {

// The rows of test/platform/facts/`name` below its heading, split at tabs. Empty if it cannot be
// read.
inline std::vector<std::vector<std::string>> Facts(const std::string& name) {
  std::ifstream file("test/platform/facts/" + name);
  std::vector<std::vector<std::string>> rows;
  bool heading = true;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> cells;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, '\t');) cells.push_back(cell);
    if (!heading) rows.push_back(cells);
    heading = false;
  }
  return rows;
}

}  // namespace hardwire

#endif  // HARDWIRE_TEST_PLATFORM_FACTS_H_
