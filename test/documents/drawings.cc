// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/documents/drawings.h"

#include <map>
#include <string>

namespace hardwire {
namespace documents {

std::map<std::string, std::string> Drawings() {
  std::map<std::string, std::string> files = StepsDocuments();
  files["layouts.md"] = LayoutsDocument();
  return files;
}

}  // namespace documents
}  // namespace hardwire
