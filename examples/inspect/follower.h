// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Follower: the segments of a capture, put into order. It follows TCP connections and UDP flows on
// any ports, joins connections in their middle, and keeps no more memory than it is given.

#ifndef HARDWIRE_EXAMPLES_INSPECT_FOLLOWER_H_
#define HARDWIRE_EXAMPLES_INSPECT_FOLLOWER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "examples/inspect/frame.h"
#include "examples/inspect/inspection.h"

namespace hardwire {
namespace inspect {

// Where in a capture something stands.
struct Moment {
  uint64_t packet = 0;  // the first is 1
  uint64_t microseconds = 0;
};

// Whose octets: those of the end that opened the flow, or of the other one. Of a connection that is
// joined in its middle, who opened it is not known: the first sender counts.
enum class Side : uint8_t { kOpener = 0, kOther = 1 };
constexpr Side Opposite(Side side) { return side == Side::kOpener ? Side::kOther : Side::kOpener; }

// How a flow came to be.
struct Opening {
  Endpoint opener;
  Endpoint other;
  bool is_tcp = true;
  bool from_start = false;  // a SYN was seen; for UDP true
  Moment at;
};

// How one direction ended.
enum class Ending : uint8_t { kFin, kReset };

// Why a flow is followed no longer.
enum class Leaving : uint8_t {
  kClosed,       // both directions have ended
  kCaptureEnds,  // the capture ends, and they have not
  kLetGo,        // the memory was needed for others
  kReused,       // a new connection has the same ports
};

// What a flow is followed for. Octets come in order, once each; a datagram comes whole.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void Data(Side side, Bytes octets, const Moment& at) = 0;
  // The next `count` octets are not in the capture. In a datagram: the rest of it.
  virtual void Gap(Side side, uint64_t count, const Moment& at) = 0;
  virtual void End(Side side, Ending ending, const Moment& at) = 0;
  // The last call.
  virtual void Finish(Leaving leaving, const Moment& at) = 0;
  // The memory that it holds, in octets, or about that.
  virtual size_t cost() const = 0;
};

class Follower {
 public:
  using Maker = std::function<std::unique_ptr<Listener>(const Opening& opening)>;

  // All that is held costs `memory` octets at most, in so far as one flow does not cost more alone.
  // When it would, the flow that was silent longest is let go.
  Follower(Maker make, size_t memory) : make_(std::move(make)), memory_(memory) {}

  void Take(const Segment& segment, const Moment& at);

  // The capture has ended: every flow is finished.
  void Finish();

  uint64_t let_go() const { return let_go_; }  // flows
  uint64_t strays() const { return strays_; }  // segments far from what is due

 private:
  using Key = std::pair<Endpoint, Endpoint>;  // the lower one first

  // One direction. A position counts its octets. The first one that is seen is far above 0, so that
  // there is room for what came before.
  struct Direction {
    bool known = false;                 // `sequence` is set
    uint32_t first = 0;                 // of the SYN
    uint32_t sequence = 0;              // of the octet at `next`
    uint64_t next = uint64_t{1} << 32;  // the position that is due
    uint64_t acknowledged = 0;          // the position up to which the receiver has all
    std::optional<uint64_t> end;        // of the FIN
    bool ended = false;
    std::map<uint64_t, std::vector<uint8_t>> held;  // by position: what came too early
    size_t cost = 0;                                // of `held`
  };
  struct Flow {
    std::array<Direction, 2> directions;
    Endpoint opener;
    std::unique_ptr<Listener> listener;  // null: the flow is over, and what comes late is ignored
    size_t cost = 0;
    Moment last;
    std::list<Key>::iterator place;  // in order_
  };

  Flow* FindOrOpen(const Key& key, const Segment& segment, const Moment& at);
  static bool IsNew(const Flow& flow, const Segment& segment, const Moment& at);
  void TakeTcp(const Segment& segment, Flow* flow);
  void Place(const Segment& segment, Flow* flow, Side side);
  static void Hold(Bytes payload, uint64_t position, Direction* direction);
  static void Drain(Flow* flow, Side side, bool all);
  static void Deliver(Bytes piece, uint64_t position, Flow* flow, Side side);
  static void Skip(uint64_t count, Flow* flow, Side side);
  static void Advance(uint64_t count, Direction* direction);
  static void Leave(Flow* flow, Leaving leaving);
  void Recount(const Key& key, Flow* flow);
  void Erase(const Key& key);

  Maker make_;
  size_t memory_;
  std::map<Key, Flow> flows_;
  std::list<Key> order_;  // the one that was silent longest first
  size_t cost_ = 0;
  uint64_t let_go_ = 0;
  uint64_t strays_ = 0;
};

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_FOLLOWER_H_
