// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What was said in a conversation, in order.

#ifndef HARDWIRE_EXAMPLES_INSPECT_TRANSCRIPT_H_
#define HARDWIRE_EXAMPLES_INSPECT_TRANSCRIPT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "examples/inspect/follower.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"

namespace hardwire {
namespace inspect {

// One message, or several alike: `count` records of application data, octets that nobody reads, a
// gap.
struct Item {
  Side from = Side::kOpener;
  Moment at;
  std::string kind;     // a kind of inspect, or "server_hello", "gap", "data", "datagram"
  uint64_t size = 0;    // octets, of all
  uint64_t count = 1;   // messages
  std::string summary;  // in words; nothing but printable ASCII
  std::string fields;   // a JSON object as text; "" for none
  Violations violations;
  Result result = Result::Ok(0);   // not ok: the policy rejects it, or it is no such message
  Result verdict = Result::Ok(0);  // not ok: the message refuses
};

class Transcript {
 public:
  // Items above these are counted and not kept: so many, and so many octets of memory. A single
  // hello can take 400 kB.
  static constexpr size_t kMost = 2000;
  static constexpr size_t kMostCost = 1 << 20;

  void Add(Item item);

  // Adds it to the last item if that is of the same side, kind and summary, and nothing is wrong
  // with either.
  void Merge(Item item);

  // Moves the items of `other` behind these.
  void Append(Transcript* other);

  const std::vector<Item>& items() const { return items_; }
  uint64_t left_out() const { return left_out_; }
  size_t cost() const { return cost_; }  // in octets of memory

 private:
  std::vector<Item> items_;
  uint64_t left_out_ = 0;
  size_t cost_ = 0;
};

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_TRANSCRIPT_H_
