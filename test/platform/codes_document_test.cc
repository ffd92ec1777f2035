// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// docs/codes.md is what the table of outcomes says.

#include <fstream>
#include <iterator>
#include <string>

#include "gtest/gtest.h"
#include "tools/codes/document.h"

namespace hardwire {
namespace {

TEST(CodesDocument, IsCurrent) {
  std::ifstream file("docs/codes.md");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_TRUE(text == CodesDocument()) << "docs/codes.md is stale: run tools/dev docs";
}

}  // namespace
}  // namespace hardwire
