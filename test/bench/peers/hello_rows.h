// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Hellos that real clients have sent, and how Hardwire finds the server's name in them.

#ifndef HARDWIRE_TEST_BENCH_PEERS_HELLO_ROWS_H_
#define HARDWIRE_TEST_BENCH_PEERS_HELLO_ROWS_H_

#include <string>
#include <vector>

namespace hardwire {
namespace bench {

constexpr int kHellosPerPass = 100;

// Of hellos.tsv, with its record header, kHellosPerPass times, each with a random of its own.
const std::vector<std::string>& SmallHellos();  // 212 octets
const std::vector<std::string>& LargeHellos();  // 1,955 octets

// The name that the hello of a stream asks for, by HelloReader. Empty if it is not complete, or
// asks for none.
std::string ServerNameByHardwire(const std::string& stream);

// A pass of it, which makes no string.
int SmallHelloPass();
int LargeHelloPass();

}  // namespace bench
}  // namespace hardwire

#endif  // HARDWIRE_TEST_BENCH_PEERS_HELLO_ROWS_H_
