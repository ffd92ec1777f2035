// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// drawings_test: the drawings are what the code does. This file is no *_test.cc: what builds those
// without Bazel, for other machines and for mutants, does not build inspect.

#include <fstream>
#include <iterator>
#include <string>

#include "gtest/gtest.h"
#include "test/documents/drawings.h"

namespace hardwire {
namespace documents {
namespace {

TEST(Drawings, AreCurrent) {
  for (const auto& [name, text] : Drawings()) {
    std::ifstream file("docs/" + name);
    const std::string there((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
    EXPECT_TRUE(there == text) << "docs/" << name << " is stale: run tools/dev docs";
  }
}

}  // namespace
}  // namespace documents
}  // namespace hardwire
