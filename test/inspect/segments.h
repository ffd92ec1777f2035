// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Segments made by hand, and what a follower makes of them.

#ifndef HARDWIRE_TEST_INSPECT_SEGMENTS_H_
#define HARDWIRE_TEST_INSPECT_SEGMENTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "examples/inspect/follower.h"
#include "examples/inspect/frame.h"

namespace hardwire {
namespace inspect {

inline Endpoint End(uint8_t last, uint16_t port) {
  Endpoint end;
  end.ip = {10, 0, 0, last};
  end.port = port;
  return end;
}

// A segment of the connection between 10.0.0.1:`port` (side 0) and 10.0.0.2:443. `payload` must
// live as long as the segment.
inline Segment Tcp(size_t side, uint32_t sequence, const std::string& flags, Bytes payload = {},
                   uint32_t acknowledgment = 0, uint16_t port = 1000) {
  Segment segment;
  segment.from = side == 0 ? End(1, port) : End(2, 443);
  segment.to = side == 0 ? End(2, 443) : End(1, port);
  segment.is_tcp = true;
  segment.syn = flags.find('S') != std::string::npos;
  segment.ack = flags.find('A') != std::string::npos;
  segment.fin = flags.find('F') != std::string::npos;
  segment.reset = flags.find('R') != std::string::npos;
  segment.sequence = sequence;
  segment.acknowledgment = acknowledgment;
  segment.payload = payload;
  segment.size = payload.size();
  return segment;
}

// What a listener was told. A gap of n octets is n times "?".
struct Told {
  std::array<std::string, 2> octets;
  std::array<uint64_t, 2> gaps = {};
  std::array<std::optional<Ending>, 2> endings;
  std::optional<Leaving> leaving;
  Opening opening;
};

// Tells all to a Told that outlives it.
class Ear : public Listener {
 public:
  explicit Ear(Told* told) : told_(told) {}

  void Data(Side side, Bytes octets, const Moment&) override {
    told_->octets[static_cast<size_t>(side)].append(octets.begin(), octets.end());
  }
  void Gap(Side side, uint64_t count, const Moment&) override {
    told_->octets[static_cast<size_t>(side)].append(static_cast<size_t>(count), '?');
    told_->gaps[static_cast<size_t>(side)] += count;
  }
  void End(Side side, Ending ending, const Moment&) override {
    told_->endings[static_cast<size_t>(side)] = ending;
  }
  void Finish(Leaving leaving, const Moment&) override { told_->leaving = leaving; }
  size_t cost() const override { return sizeof(*this); }

 private:
  Told* told_;
};

// A follower, and what it has told of each flow, in the order in which they came to be.
class Heard {
 public:
  explicit Heard(size_t memory = 64 << 20)
      : follower_(
            [this](const Opening& opening) {
              flows_.push_back(std::make_unique<Told>());
              flows_.back()->opening = opening;
              return std::make_unique<Ear>(flows_.back().get());
            },
            memory) {}

  void Take(const Segment& segment) {
    follower_.Take(segment, {++packet_, microseconds_});
    microseconds_ += 1000;
  }
  void Wait(uint64_t microseconds) { microseconds_ += microseconds; }
  Follower& follower() { return follower_; }
  const Told& flow(size_t i) const { return *flows_.at(i); }
  size_t size() const { return flows_.size(); }

 private:
  std::vector<std::unique_ptr<Told>> flows_;
  Follower follower_;
  uint64_t packet_ = 0;
  uint64_t microseconds_ = 0;
};

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_TEST_INSPECT_SEGMENTS_H_
