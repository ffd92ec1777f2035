// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// One direction of a stream that may be TLS, from its start or joined in its middle.

#ifndef HARDWIRE_EXAMPLES_INSPECT_TLS_READER_H_
#define HARDWIRE_EXAMPLES_INSPECT_TLS_READER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "examples/inspect/follower.h"
#include "examples/inspect/handshake_walk.h"
#include "examples/inspect/inspection.h"
#include "examples/inspect/transcript.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_stream.h"

namespace hardwire {
namespace inspect {

// Where records begin is found so: at the start of a stream by what Sniff says. Elsewhere where a
// record looks like that of a hello; if the other direction is TLS, where a chunk begins like any
// record; and where two headers follow each other, the second one where the first one says.
class TlsReader {
 public:
  // What the directions of one conversation share.
  struct Shared {
    Session session;
    bool found = false;       // one of them has shown records
    bool shows_data = false;  // octets that are no TLS are part of the conversation
  };

  // `from_start`: the first octets are the first of the stream.
  TlsReader(Side side, bool from_start, Policy policy, Shared* shared, Transcript* out)
      : side_(side),
        policy_(policy),
        shared_(shared),
        out_(out),
        state_(from_start ? State::kStart : State::kSearching) {}

  void Data(Bytes octets, const Moment& at);
  void Gap(uint64_t count, const Moment& at);

  // The conversation is over: what was not complete is added.
  void Finish(const Moment& at);

  bool found() const { return found_; }

  // How the records ended; empty if there were none, or if they were lost.
  std::optional<Result> end() const;
  tls::Closure closure() const { return stream_.EndOfStream(); }

  size_t cost() const { return opening_.size() + walk_.pending() + later_.cost(); }

 private:
  enum class State : uint8_t { kStart, kSearching, kReading, kOver };

  void Dispatch(Bytes octets, const Moment& at);
  void Open(Bytes octets, const Moment& at);
  Bytes Search(Bytes octets, const Moment& at);
  Bytes Scan(Bytes octets, const Moment& at);
  bool LooksLikeRecord(Bytes octets) const;
  void Begin(bool first, const Moment& at);
  Bytes TakeExpected(Bytes octets, const Moment& at);
  void Read(Bytes octets, const Moment& at);
  void Take(const tls::StreamEvent& event, const Moment& at);
  void TakeHeader(const tls::RecordHeader& header, const Moment& at);
  void TakeFragment(Bytes fragment, const Moment& at);
  void TakeAlert(const tls::Alert& alert, const Moment& at);
  void TakeHello(tls::HandshakeType type, Bytes message, const Moment& at);
  void EndRecord();
  void Fail(Result result, const Moment& at);
  void AddData(uint64_t size, const Moment& at);
  tls::RecordContext ContextFor(tls::ContentType type) const;
  bool HandshakeIsClear() const;
  Item NewItem(const char* kind, const Moment& at) const;

  Side side_;
  Policy policy_;
  Shared* shared_;
  Transcript* out_;
  State state_;
  std::vector<uint8_t> opening_;  // kStart: what does not yet show the protocol

  // kSearching: a header was seen, and the next one is due behind `skip_` octets.
  bool expects_ = false;
  uint64_t skip_ = 0;
  std::vector<uint8_t> header_;  // octets of the one that is due
  uint64_t unread_ = 0;          // octets that were passed over

  // kReading
  tls::RecordStream stream_;
  HandshakeWalk walk_;
  bool found_ = false;
  bool first_ = false;      // the next record is the first of the stream
  bool whole_ = false;      // the first one was seen
  bool in_record_ = false;  // `item_` is that of a record which has begun
  bool seen_ccs_ = false;
  bool seen_data_ = false;  // application_data
  Item item_;
  tls::RecordHeader record_;
  std::string messages_;  // the handshake messages that begin in the record
  uint64_t left_ = 0;     // octets of the record's fragment
  Transcript later_;      // what the record holds, which stands behind it
};

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_TLS_READER_H_
