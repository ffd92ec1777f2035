// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The SOCKS handshake of a conversation, seen from between its ends.

#ifndef HARDWIRE_EXAMPLES_INSPECT_SOCKS_READER_H_
#define HARDWIRE_EXAMPLES_INSPECT_SOCKS_READER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "examples/inspect/follower.h"
#include "examples/inspect/inspection.h"
#include "examples/inspect/transcript.h"
#include "hardwire/policy.h"

namespace hardwire {
namespace inspect {

// The opener is the client. What `policy` rejects is shown as rejected, and read on if the lenient
// policy accepts it. Passwords and GSSAPI tokens are not kept: their lengths are.
class SocksReader {
 public:
  SocksReader(Policy policy, Transcript* out) : policy_(policy), out_(out) {}

  // Whether octets begin like a client of SOCKS. `whole`: they are a whole message besides, and
  // nothing but SOCKS can stand behind it.
  static bool BeginsLike(Bytes octets, bool whole);

  // Takes octets of `side`, which is not done.
  void Data(Side side, Bytes octets, const Moment& at);

  // Octets are missing: the handshake is followed no longer.
  void Gap() { Stop(); }

  // The conversation is over: what was not complete is added.
  void Finish(const Moment& at);

  // Whether all that comes from `side` is the application's.
  bool done(Side side) const { return due(side).empty(); }

  // What came behind the last message of a side that is done.
  std::vector<uint8_t> TakeRest(Side side);

  uint8_t version() const { return version_; }
  size_t cost() const { return buffers_[0].size() + buffers_[1].size(); }

 private:
  std::string due(Side side) const { return due_[static_cast<size_t>(side)]; }
  bool Step(Side side, const Moment& at);
  void Show(Side side, const std::string& kind, Bytes message, const Moment& at);
  void Follow(Side side, const std::string& kind, const Inspection& inspection);
  void FollowMethod(uint8_t method);
  void Guess(const Moment& at);
  void Stop();

  Policy policy_;
  Transcript* out_;
  uint8_t version_ = 0;
  bool bind_ = false;  // a second reply follows the first
  // The kind that is due; "?" if the other side decides; "" if none is.
  std::array<std::string, 2> due_ = {"?", "?"};
  std::array<std::vector<uint8_t>, 2> buffers_;
};

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_SOCKS_READER_H_
