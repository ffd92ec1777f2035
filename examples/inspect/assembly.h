// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The conversations of a capture, packet by packet.

#ifndef HARDWIRE_EXAMPLES_INSPECT_ASSEMBLY_H_
#define HARDWIRE_EXAMPLES_INSPECT_ASSEMBLY_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "examples/inspect/follower.h"
#include "examples/inspect/frame.h"
#include "examples/inspect/inspection.h"
#include "examples/inspect/report.h"
#include "hardwire/policy.h"

namespace hardwire {
namespace inspect {

// Puts packets together and reports each conversation when it is over.
class Assembly {
 public:
  // Keeps at most about `memory` octets.
  Assembly(Policy policy, size_t memory, Report* report);
  Assembly(const Assembly&) = delete;
  Assembly& operator=(const Assembly&) = delete;

  void Take(Link link, Bytes frame, uint64_t microseconds);

  // The capture is over, with `error` if it is not complete: what has not ended is reported, then
  // the totals.
  void Finish(const std::string& error);

  const Totals& totals() const { return totals_; }

 private:
  Policy policy_;
  Report* report_;
  Totals totals_;
  Follower follower_;
};

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_ASSEMBLY_H_
