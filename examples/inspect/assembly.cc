// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/assembly.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "examples/inspect/conversation.h"

namespace hardwire {
namespace inspect {

Assembly::Assembly(Policy policy, size_t memory, Report* report)
    : policy_(policy),
      report_(report),
      follower_(
          [this](const Opening& opening) {
            ++totals_.flows;
            return std::make_unique<Conversation>(opening, policy_,
                                                  [this](const Conversation& conversation) {
                                                    ++totals_.conversations;
                                                    report_->Add(conversation);
                                                  });
          },
          memory) {}

void Assembly::Take(Link link, Bytes frame, uint64_t microseconds) {
  const Moment at = {++totals_.packets, microseconds};
  Segment segment;
  switch (ReadFrame(link, frame, &segment)) {
    case FrameKind::kSegment:
      return follower_.Take(segment, at);
    case FrameKind::kFragment:
      ++totals_.fragments;
      return;
    case FrameKind::kBroken:
      ++totals_.broken;
      return;
    case FrameKind::kOther:
      return;
  }
}

void Assembly::Finish(const std::string& error) {
  follower_.Finish();
  totals_.let_go = follower_.let_go();
  totals_.strays = follower_.strays();
  totals_.error = error;
  report_->Finish(totals_);
}

}  // namespace inspect
}  // namespace hardwire
