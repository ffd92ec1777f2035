// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/bench/operations.h"

#include <vector>

namespace hardwire {
namespace bench {

const std::vector<Operation>& Operations() {
  static const std::vector<Operation>* const operations = [] {
    auto* const all = new std::vector<Operation>;
    for (const auto group :
         {SocksOperations, TlsOperations, DtlsOperations, StreamOperations, ConversationOperations,
          SniffOperations, HandshakeOperations, SplitOperations, ReassemblyOperations,
          TextOperations, HelloReaderOperations, PlatformOperations}) {
      for (const Operation& operation : group()) all->push_back(operation);
    }
    return all;
  }();
  return *operations;
}

}  // namespace bench
}  // namespace hardwire
