// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Conversation: a flow in which SOCKS, TLS or DTLS is looked for, and what was said in it.

#ifndef HARDWIRE_EXAMPLES_INSPECT_CONVERSATION_H_
#define HARDWIRE_EXAMPLES_INSPECT_CONVERSATION_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "examples/inspect/dtls_reader.h"
#include "examples/inspect/follower.h"
#include "examples/inspect/inspection.h"
#include "examples/inspect/socks_reader.h"
#include "examples/inspect/tls_reader.h"
#include "examples/inspect/transcript.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"

namespace hardwire {
namespace inspect {

// How one direction ended.
struct DirectionEnd {
  std::string transport;  // "fin", "reset", "open": none was seen
  // "close_notify", "fatal_alert", "encrypted_alert": an alert that nobody can read is the last
  // record; "truncated": in the middle of a record or, before TLS 1.3, without close_notify;
  // "unverified": TLS 1.3 hides close_notify, so nobody can say; "failed": no stream of TLS; and
  // what the transport says: "fin", "reset", "open".
  std::string closed;
  std::optional<Result> result;  // RecordStream's, of TLS
};

class Conversation : public Listener {
 public:
  // Called once at the end, if a protocol was found.
  using Done = std::function<void(const Conversation& conversation)>;

  Conversation(const Opening& opening, Policy policy, Done done);
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  void Data(Side side, Bytes octets, const Moment& at) override;
  void Gap(Side side, uint64_t count, const Moment& at) override;
  void End(Side side, Ending ending, const Moment& at) override;
  void Finish(Leaving leaving, const Moment& at) override;
  size_t cost() const override;

  // What was found, for a report. The names of protocols are "socks4", "socks5", "tls", "dtls".
  std::vector<std::string> protocols() const;
  uint16_t version() const;  // of TLS or DTLS; 0 if it is not known
  Side client() const;
  const Opening& opening() const { return opening_; }
  const Moment& last() const { return last_; }
  Leaving leaving() const { return leaving_; }
  const Transcript& transcript() const { return transcript_; }
  DirectionEnd EndOf(Side side) const;

 private:
  enum class Socks : uint8_t { kUndecided, kNo, kYes };

  void Decide(Side side, Bytes octets);
  void ToSocks(Side side, Bytes octets, const Moment& at);
  void ToTls(Side side, Bytes octets, const Moment& at);
  TlsReader& Reader(Side side);
  bool found() const;

  Opening opening_;
  Policy policy_;
  Done done_;
  Transcript transcript_;
  Socks socks_ = Socks::kUndecided;
  std::vector<uint8_t> undecided_;  // the opener's first octets
  SocksReader socks_reader_;
  TlsReader::Shared shared_;
  std::array<std::unique_ptr<TlsReader>, 2> tls_;
  std::unique_ptr<DtlsReader> dtls_;
  std::array<std::optional<Ending>, 2> endings_;
  Moment last_;
  Leaving leaving_ = Leaving::kCaptureEnds;
};

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_CONVERSATION_H_
