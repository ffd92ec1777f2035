// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Every measured operation: one pass over a table of messages, as the codec does it, as the floor
// and as the limit do.

#ifndef HARDWIRE_TEST_BENCH_OPERATIONS_H_
#define HARDWIRE_TEST_BENCH_OPERATIONS_H_

#include <vector>

#include "test/bench/tables.h"

namespace hardwire {
namespace bench {

// Returns how many messages were accepted: all, or the table is wrong.
using Pass = int (*)();

// What codec and floor say of the same octets.
enum class Verdicts { kBothAccept, kBothRefuse, kDiffer };

struct Operation {
  const char* name;  // "socks5_request decode"
  Pass codec;
  Pass floor;
  Pass limit;
  TableOf table;

  // Any octets, of which those that an encoder can do nothing with are refused by both.
  Verdicts (*compare)(Bytes);
};

const std::vector<Operation>& Operations();

// The loop alone.
int EmptyPass();

// What Operations() is put together from.
std::vector<Operation> SocksOperations();
std::vector<Operation> TlsOperations();
std::vector<Operation> DtlsOperations();
std::vector<Operation> StreamOperations();
std::vector<Operation> ConversationOperations();
std::vector<Operation> SniffOperations();
std::vector<Operation> HandshakeOperations();
std::vector<Operation> SplitOperations();
std::vector<Operation> ReassemblyOperations();
std::vector<Operation> TextOperations();
std::vector<Operation> HelloReaderOperations();
std::vector<Operation> PlatformOperations();

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_OPERATIONS_H_
