// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A second opinion on tls::RecordStream, for tests alone: what the octets that have arrived come
// to, worked out from the first of them each time. Written from the RFCs and docs/record-stream.md,
// on top of tls_model.h.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_STREAM_MODEL_H_
#define HARDWIRE_TEST_DIFFERENTIAL_STREAM_MODEL_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "test/differential/tls_model.h"

namespace hardwire {
namespace stream_model {

using tls_model::Names;
using tls_model::Octets;
using tls_model::Opinion;
using tls_model::Place;

struct Setup {
  Names rejected;
  // How many of each are accepted; 255: any number.
  unsigned empty_records = 32;
  unsigned warning_alerts = 4;
  unsigned change_cipher_specs = 2;
  // The place of the records behind so many whole ones; of the first, 0, always.
  std::map<unsigned, Place> places;
};

struct Story {
  // One after the other, as text; the octets of a fragment that lie behind one another are one.
  std::vector<std::string> events;
  Opinion result;       // of the last call: "ok", or why the stream is over
  std::string closure;  // what the end of the transport means here
  Opinion end;
  bool inside = false;  // a record has begun and not ended
};

// The events as text.
std::string RecordEvent(unsigned type, unsigned version, uint64_t length, const Names& violations);
std::string FragmentEvent(const Octets& octets, const Names& violations);
std::string AlertEvent(unsigned level, unsigned description, const Names& violations);

Story Follow(const Octets& octets, const Setup& setup);

}  // namespace stream_model
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_STREAM_MODEL_H_
