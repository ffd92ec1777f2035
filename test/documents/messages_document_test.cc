// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// docs/messages.md is what the list of messages says.

#include <fstream>
#include <iterator>
#include <string>

#include "examples/messages/table.h"
#include "gtest/gtest.h"

namespace hardwire {
namespace {

TEST(MessagesDocument, IsCurrent) {
  std::ifstream file("docs/messages.md");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_TRUE(text == MessagesDocument()) << "docs/messages.md is stale: run tools/dev docs";
}

}  // namespace
}  // namespace hardwire
