// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// First flights of TLS clients, damaged: what a server may find at the start of a connection.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_FIRST_FLIGHT_H_
#define HARDWIRE_TEST_DIFFERENTIAL_FIRST_FLIGHT_H_

#include <cstdint>
#include <vector>

#include "fuzz/random_message.h"

namespace hardwire {

// A random mutation of one of `hellos`, each a ClientHello in one record; or what is no TLS at all.
// Equal generators give equal flights.
std::vector<uint8_t> RandomFirstFlight(const std::vector<std::vector<uint8_t>>& hellos,
                                       fuzz::Random* random);

}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_FIRST_FLIGHT_H_
