// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/follower.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace hardwire {
namespace inspect {
namespace {

// What a flow costs besides what its listener and its held octets do: nodes of the tables.
constexpr size_t kFlowCost = 1024;
// And a held piece besides its octets.
constexpr size_t kPieceCost = 96;
// How much of a direction is held before what is missing is taken for lost.
constexpr size_t kMostHeld = 256 << 10;
// The widest window of TCP (RFC 7323 section 2.3). What lies farther ahead is none of the flow.
constexpr uint64_t kWidestWindow = uint64_t{1} << 30;
// The ports of a connection that is over may be used again behind this (RFC 9293 section 3.4.2).
constexpr uint64_t kQuiet = uint64_t{60} * 1000000;

// The position of `sequence`, near `next`, whose sequence number is `base`. Numbers wrap around
// (RFC 9293 section 3.4).
uint64_t PositionOf(uint32_t sequence, uint32_t base, uint64_t next) {
  const uint32_t ahead = (sequence - base) & UINT32_MAX;
  if (ahead < uint32_t{1} << 31) return next + ahead;
  return next - ((base - sequence) & UINT32_MAX);
}

}  // namespace

void Follower::Take(const Segment& segment, const Moment& at) {
  const bool lower = segment.from < segment.to;
  const Key key = lower ? Key(segment.from, segment.to) : Key(segment.to, segment.from);
  Flow* const flow = FindOrOpen(key, segment, at);
  if (flow == nullptr) return;
  flow->last = at;
  if (flow->listener != nullptr && segment.is_tcp) {
    TakeTcp(segment, flow);
  } else if (flow->listener != nullptr) {
    const Side side = segment.from == flow->opener ? Side::kOpener : Side::kOther;
    flow->listener->Data(side, segment.payload, at);
    const size_t cut = segment.size - segment.payload.size();
    if (cut != 0) flow->listener->Gap(side, cut, at);
  }
  Recount(key, flow);
}

// Whether the segment is of another connection than the flow that has its ports.
bool Follower::IsNew(const Flow& flow, const Segment& segment, const Moment& at) {
  const Side side = segment.from == flow.opener ? Side::kOpener : Side::kOther;
  const Direction& direction = flow.directions[static_cast<size_t>(side)];
  if (segment.is_tcp && segment.syn && !segment.ack) {
    return flow.listener == nullptr || (direction.known && direction.first != segment.sequence);
  }
  const bool quiet =
      at.microseconds > flow.last.microseconds && at.microseconds - flow.last.microseconds > kQuiet;
  return flow.listener == nullptr && quiet && !segment.payload.empty();
}

// Null: the segment is of no flow, and opens none.
Follower::Flow* Follower::FindOrOpen(const Key& key, const Segment& segment, const Moment& at) {
  const auto found = flows_.find(key);
  if (found != flows_.end()) {
    if (!IsNew(found->second, segment, at)) return &found->second;
    Leave(&found->second, Leaving::kReused);
    Erase(key);
  }
  if (!segment.syn && segment.payload.empty()) return nullptr;
  Opening opening;
  // Who answers a SYN did not open the connection.
  const bool answers = segment.is_tcp && segment.syn && segment.ack;
  opening.opener = answers ? segment.to : segment.from;
  opening.other = answers ? segment.from : segment.to;
  opening.is_tcp = segment.is_tcp;
  opening.from_start = !segment.is_tcp || segment.syn;
  opening.at = at;
  Flow& flow = flows_[key];
  flow.opener = opening.opener;
  flow.listener = make_(opening);
  flow.last = at;
  flow.place = order_.insert(order_.end(), key);
  return &flow;
}

void Follower::TakeTcp(const Segment& segment, Flow* flow) {
  const Side side = segment.from == flow->opener ? Side::kOpener : Side::kOther;
  Direction& peer = flow->directions[static_cast<size_t>(Opposite(side))];
  if (segment.ack && peer.known) {
    const uint64_t position = PositionOf(segment.acknowledgment, peer.sequence, peer.next);
    if (position < peer.next + kWidestWindow) {
      peer.acknowledged = std::max(peer.acknowledged, position);
    }
  }
  Place(segment, flow, side);
  Drain(flow, side, false);
  Drain(flow, Opposite(side), false);
  if (segment.reset) {
    Drain(flow, Side::kOpener, true);
    Drain(flow, Side::kOther, true);
    for (const Side ending : {side, Opposite(side)}) {
      Direction& direction = flow->directions[static_cast<size_t>(ending)];
      if (!direction.ended) flow->listener->End(ending, Ending::kReset, flow->last);
      direction.ended = true;
    }
  }
  if (flow->directions[0].ended && flow->directions[1].ended) Leave(flow, Leaving::kClosed);
}

// Puts the payload where it belongs.
void Follower::Place(const Segment& segment, Flow* flow, Side side) {
  Direction& direction = flow->directions[static_cast<size_t>(side)];
  // The SYN has a sequence number of its own.
  const uint32_t sequence = (segment.sequence + (segment.syn ? 1U : 0U)) & UINT32_MAX;
  if (!direction.known) {
    if (segment.reset) return;
    direction.known = true;
    direction.first = segment.sequence;
    direction.sequence = sequence;
  }
  const uint64_t position = PositionOf(sequence, direction.sequence, direction.next);
  if (direction.ended || position >= direction.next + kWidestWindow) {
    if (!segment.payload.empty()) ++strays_;
    return;
  }
  if (segment.fin && !direction.end) direction.end = position + segment.size;
  if (direction.held.empty() && position <= direction.next) {
    Deliver(segment.payload, position, flow, side);
  } else {
    Hold(segment.payload, position, &direction);
    Drain(flow, side, false);
  }
  // What the capture has cut off comes no more.
  const uint64_t seen = position + segment.payload.size();
  if (segment.payload.size() < segment.size && direction.next == seen) {
    Skip(segment.size - segment.payload.size(), flow, side);
  }
}

// Of two pieces at one position the longer one stays; of two that overlap, what came first in the
// stream.
void Follower::Hold(Bytes payload, uint64_t position, Direction* direction) {
  if (payload.empty() || position + payload.size() <= direction->next) return;
  std::vector<uint8_t>& piece = direction->held[position];
  if (piece.size() >= payload.size()) return;
  direction->cost += payload.size() - piece.size() + (piece.empty() ? kPieceCost : 0);
  piece.assign(payload.begin(), payload.end());
}

// Gives on all that is in order. What is missing is lost if the receiver has acknowledged it: it
// arrived there, and not in the capture. It is lost as well if too much is held behind it, or if
// `all` is to be given on.
void Follower::Drain(Flow* flow, Side side, bool all) {
  Direction& direction = flow->directions[static_cast<size_t>(side)];
  while (!direction.held.empty()) {
    const auto first = direction.held.begin();
    const bool lost = direction.acknowledged >= first->first || direction.cost > kMostHeld || all;
    if (first->first > direction.next && !lost) break;
    if (first->first > direction.next) Skip(first->first - direction.next, flow, side);
    const uint64_t position = first->first;
    const std::vector<uint8_t> piece = std::move(first->second);
    direction.held.erase(first);
    direction.cost -= piece.size() + kPieceCost;
    Deliver(piece, position, flow, side);
  }
  if (!direction.end || direction.ended || !direction.held.empty()) return;
  // The FIN has a number of its own, so what acknowledges it lies behind `end`.
  if (*direction.end > direction.next && (direction.acknowledged > *direction.end || all)) {
    Skip(*direction.end - direction.next, flow, side);
  }
  if (*direction.end > direction.next) return;
  direction.ended = true;
  flow->listener->End(side, Ending::kFin, flow->last);
}

// Gives on what is new of a piece that begins at `position`, which is not behind what is due.
void Follower::Deliver(Bytes piece, uint64_t position, Flow* flow, Side side) {
  Direction& direction = flow->directions[static_cast<size_t>(side)];
  const uint64_t behind = direction.next - position;
  if (behind >= piece.size()) return;
  const Bytes octets = piece.subspan(static_cast<size_t>(behind));
  Advance(octets.size(), &direction);
  flow->listener->Data(side, octets, flow->last);
}

void Follower::Skip(uint64_t count, Flow* flow, Side side) {
  Advance(count, &flow->directions[static_cast<size_t>(side)]);
  flow->listener->Gap(side, count, flow->last);
}

void Follower::Advance(uint64_t count, Direction* direction) {
  direction->next += count;
  direction->sequence = (direction->sequence + static_cast<uint32_t>(count)) & UINT32_MAX;
}

void Follower::Leave(Flow* flow, Leaving leaving) {
  if (flow->listener == nullptr) return;
  Drain(flow, Side::kOpener, true);
  Drain(flow, Side::kOther, true);
  const bool ended = flow->directions[0].ended && flow->directions[1].ended;
  flow->listener->Finish(ended ? Leaving::kClosed : leaving, flow->last);
  flow->listener.reset();
}

// Counts the flow's cost again, makes it the last in order, and lets others go if need be.
void Follower::Recount(const Key& key, Flow* flow) {
  size_t cost = kFlowCost + flow->directions[0].cost + flow->directions[1].cost;
  if (flow->listener != nullptr) cost += flow->listener->cost();
  cost_ = cost_ - flow->cost + cost;
  flow->cost = cost;
  order_.splice(order_.end(), order_, flow->place);
  while (cost_ > memory_ && order_.front() != key) {
    const Key oldest = order_.front();
    Flow& silent = flows_.at(oldest);
    if (silent.listener != nullptr) ++let_go_;
    Leave(&silent, Leaving::kLetGo);
    Erase(oldest);
  }
}

void Follower::Erase(const Key& key) {
  const auto found = flows_.find(key);
  cost_ -= found->second.cost;
  order_.erase(found->second.place);
  flows_.erase(found);
}

void Follower::Finish() {
  while (!order_.empty()) {
    const Key key = order_.front();
    Leave(&flows_.at(key), Leaving::kCaptureEnds);
    Erase(key);
  }
}

}  // namespace inspect
}  // namespace hardwire
