// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Rows that measure Hardwire beside code of others, on the same octets in one process. Each binary
// of this folder links one file that says which rows it has.

#ifndef HARDWIRE_TEST_BENCH_PEERS_PEER_ROWS_H_
#define HARDWIRE_TEST_BENCH_PEERS_PEER_ROWS_H_

#include <vector>

#include "test/bench/operations.h"

namespace hardwire {
namespace bench {

struct PeerRow {
  const char* operation;  // "socks5_request decode"
  const char* peer;       // "std::string"
  const char* unchecked;  // what the peer does not check, and what it does beside
  int messages;           // of a pass
  Pass hardwire;          // returns how many messages were accepted: all
  Pass other;

  // Whether both read the same of every message, or write the same octets.
  bool (*agree)();
};

std::vector<PeerRow> PeerRows();

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_PEERS_PEER_ROWS_H_
