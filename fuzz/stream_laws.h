// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The laws of tls::RecordStream, as plain functions for the fuzz target and the unit test. If a law
// is broken, they print its name and the input, and abort.
//
// This header includes no GoogleTest, iostream or std::string, so it runs under MemorySanitizer.

#ifndef HARDWIRE_FUZZ_STREAM_LAWS_H_
#define HARDWIRE_FUZZ_STREAM_LAWS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "fuzz/allocations.h"
#include "fuzz/laws.h"
#include "fuzz/random_message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_stream.h"

namespace hardwire {
namespace fuzz {

struct StreamSetup {
  tls::Phase phase = tls::Phase::kRelay;
  uint16_t version = 0;
  Policy policy = Policy::Interop();
  tls::StreamLimits limits;
  // Whether the phase changes with the records: from initial to plain after the first record, from
  // plain to protected after a change_cipher_spec.
  bool follows = false;

  tls::RecordContext Context() const { return tls::RecordContext::Of(phase, version); }
};

// What a stream gave. However its bytes are cut, it is the same.
struct StreamTrace {
  uint64_t events = 0xCBF29CE484222325;  // a hash of them, where kFragments in a row are one
  Result result;                         // of the last call: ok, or the end of the stream
  tls::Closure closure = tls::Closure::kBoundary;
  Result end;
  // How many octets were taken. If a header is at fault, its octets in earlier chunks count.
  size_t taken = 0;
};

inline bool Same(const StreamTrace& a, const StreamTrace& b) {
  return a.events == b.events && a.result.ok() == b.result.ok() && a.closure == b.closure &&
         a.end == b.end && (a.taken == b.taken || !a.result.ok());
}

// Feeds one stream and checks the laws on every call.
class StreamRun {
 public:
  // The chunks are cut from `input`.
  StreamRun(const StreamSetup& setup, Bytes input)
      : setup_(setup), input_(input), stream_(setup.Context(), setup.policy, setup.limits) {}

  // Returns false once the stream is over.
  bool Feed(Bytes chunk) {
    const size_t most = 8 * chunk.size() + 8;
    for (size_t calls = 0; calls < most; ++calls) {
      tls::StreamEvent event;
      trace_.result = Call(chunk, &event);
      if (!trace_.result.ok()) {
        CheckOver(chunk);
        return false;
      }
      CheckEvent(chunk, event);
      trace_.taken += trace_.result.consumed();
      Account(event);
      chunk =
          Bytes(chunk.data() + trace_.result.consumed(), chunk.size() - trace_.result.consumed());
      if (event.kind == Kind::kNone) return true;
      Follow(event);
    }
    Demand(false, "9: every call gets on");
    return false;
  }

  StreamTrace Finish() {
    trace_.closure = stream_.EndOfStream();
    trace_.end = stream_.EndResult();
    Demand(Name(trace_.closure) != "unassigned", "1: a closure with a name");
    Demand(!trace_.end.ok() && trace_.end.detail() != Detail::kNone, "1: an end has a cause");
    if (!trace_.result.ok()) return trace_;
    const size_t loose = trace_.taken - covered_;
    Demand(loose < tls::kRecordHeaderSize, "4: headers and fragments are the bytes taken");
    const bool inside = loose != 0 || in_record_;
    Demand(inside == (trace_.closure == tls::Closure::kInsideRecord), "inside a record, or not");
    Demand(!inside || trace_.end.offset() == (in_record_ ? arrived_ : loose),
           "a cut record ends where its octets do");
    return trace_;
  }

 private:
  using Kind = tls::StreamEvent::Kind;

  void Demand(bool kept, const char* law) const { Require(kept, law, input_); }

  void Mix(uint64_t value) { trace_.events = (trace_.events ^ value) * 0x100000001B3; }

  // Laws 1, 5, 8 and 11: a copy gives the same, a failure changes nothing, nothing is allocated.
  Result Call(Bytes chunk, tls::StreamEvent* event) {
    tls::StreamEvent before;
    memset(static_cast<void*>(&before), 0xA5, sizeof(before));
    tls::StreamEvent after = before;
    memcpy(static_cast<void*>(&after), static_cast<void*>(&before), sizeof(before));
    tls::RecordStream copy = stream_;
    const uint64_t allocations = Allocations();
    const Result result = stream_.Next(chunk, &after);
    Demand(Allocations() == allocations, "8: a stream allocates nothing");
    tls::StreamEvent again;
    Demand(copy.Next(chunk, &again) == result, "11: a copy goes on from the same place");
    if (result.ok()) {
      Demand(again.kind == after.kind, "11: a copy sees the same event");
      *event = after;
    } else {
      Demand(memcmp(static_cast<void*>(&before), static_cast<void*>(&after), sizeof(after)) == 0,
             "5: nothing moves on failure");
    }
    return result;
  }

  void CheckOver(Bytes chunk) {
    const Result over = trace_.result;
    Demand(over.code() == Code::kDeserialization || over.code() == Code::kPeerRefused,
           "1: no outcome that a stream may give");
    Demand(over.detail() != Detail::kNone && over.layer() == Layer::kTls, "1: an end has a cause");
    tls::StreamEvent ignored;
    Demand(stream_.Next(chunk, &ignored) == over && stream_.Next(Bytes(), &ignored) == over &&
               stream_.SetContext(setup_.Context()) == over && stream_.EndResult() == over,
           "5: an end is for ever");
    Demand((over.code() == Code::kPeerRefused) == closed_, "an alert's end is announced");
  }

  void CheckEvent(Bytes chunk, const tls::StreamEvent& event) const {
    const size_t n = trace_.result.consumed();
    Demand(trace_.result == Result::Ok(trace_.result.consumed(), Layer::kTls), "1: a plain ok");
    Demand(n <= chunk.size(), "4: no more is taken than there is");
    Demand(Name(event.kind) != "unassigned", "1: an event with a name");
    switch (event.kind) {
      case Kind::kNone:
        Demand(n == chunk.size(), "4: none takes all");
        return;
      case Kind::kRecord:
        Demand(n > 0 && !setup_.policy.RejectsAny(event.header.violations), "1: a record");
        return;
      case Kind::kFragment:
        Demand(n > 0 && event.fragment.data() == chunk.data() && event.fragment.size() == n,
               "4: a fragment is a view of what was taken");
        Demand(!setup_.policy.RejectsAny(event.violations), "1: a fragment");
        return;
      case Kind::kAlert:
      case Kind::kRecordEnd:
      case Kind::kClosed:
        Demand(n == 0, "4: what has no octets takes none");
        return;
    }
  }

  void Account(const tls::StreamEvent& event) {
    const bool first = !in_fragment_;
    if (event.kind == Kind::kNone) return;
    in_fragment_ = event.kind == Kind::kFragment;
    if (!in_fragment_ || first) Mix(0x100 + static_cast<uint64_t>(event.kind));
    if (event.kind == Kind::kRecord) AccountRecord(event.header);
    if (event.kind == Kind::kFragment) AccountFragment(event);
    if (event.kind == Kind::kAlert) AccountAlert(event.alert);
    if (event.kind == Kind::kClosed) closed_ = true;
    if (event.kind == Kind::kRecordEnd) {
      Demand(in_record_ && arrived_ == tls::kRecordHeaderSize + header_.length,
             "4: a record ends with its last octet");
      in_record_ = false;
    }
  }

  void AccountRecord(const tls::RecordHeader& header) {
    Mix(static_cast<uint64_t>(header.type) << 32 | uint64_t{header.version} << 16 | header.length);
    Mix(header.violations.bits());
    Demand(!in_record_, "one record behind the other");
    uint8_t octets[tls::kRecordHeaderSize];
    Demand(Encode(header, octets, stream_.context(), Policy::Lenient()).ok(),
           "6: a header that was read can be written");
    // The version of a plain TLS 1.3 record is ignored, and 0303 is written.
    const uint8_t* const came = input_.data() + trace_.taken - sizeof(octets);
    const bool ignored = IsTls13() && stream_.context().phase() == tls::Phase::kPlain;
    Demand(octets[0] == came[0] && memcmp(octets + 3, came + 3, 2) == 0 &&
               (ignored || memcmp(octets + 1, came + 1, 2) == 0),
           "6: a header is the octets that it came from");
    Demand(header.version == (came[1] << 8 | came[2]), "6: a header says the version that came");
    header_ = header;
    in_record_ = true;
    arrived_ = sizeof(octets);
    covered_ += sizeof(octets);
    empty_ = header.length == 0 ? empty_ + 1 : 0;
    Within(empty_, setup_.limits.empty_records);
    hidden_ |= header.type == tls::ContentType::kApplicationData;
    if (header.type != tls::ContentType::kChangeCipherSpec) return;
    if (!IsTls13()) hidden_ = true;
    if (IsTls13()) Within(++change_cipher_specs_, setup_.limits.change_cipher_specs);
  }

  void AccountFragment(const tls::StreamEvent& event) {
    if (!event.violations.empty()) Mix(event.violations.bits() + 0x200);
    for (const uint8_t octet : event.fragment) Mix(octet);
    arrived_ += event.fragment.size();
    covered_ += event.fragment.size();
    Demand(in_record_ && arrived_ <= tls::kRecordHeaderSize + header_.length,
           "4: a fragment lies in its record");
  }

  void AccountAlert(const tls::Alert& alert) {
    Mix(static_cast<uint64_t>(alert.level) << 8 | static_cast<uint64_t>(alert.description));
    Mix(alert.violations.bits());
    Demand(header_.type == tls::ContentType::kAlert, "an alert comes in an alert record");
    const tls::Phase phase = stream_.context().phase();
    Demand(phase != tls::Phase::kProtected, "a protected alert is never read");
    Demand(phase != tls::Phase::kRelay || !hidden_, "a relay reads no alert behind encryption");
    Demand(phase != tls::Phase::kRelay || header_.length <= 4,
           "a relay reads no alert that may be encrypted: with a MAC of 4 octets it has 5");
    if (Verdict(alert, IsTls13() ? 0x0304 : 0).ok())
      Within(++warnings_, setup_.limits.warning_alerts);
  }

  void Within(size_t count, uint8_t limit) const {
    Demand(limit == tls::StreamLimits::kNoLimit || count <= limit, "a limit is kept");
  }

  bool IsTls13() const { return stream_.context().IsTls13(); }

  // Changes the context if the setup wants it. Checks that inside a record it cannot be changed.
  void Follow(const tls::StreamEvent& event) {
    if (in_record_) {
      Demand(stream_.SetContext(setup_.Context()).code() ==
                 (Closing(event) ? Code::kPeerRefused : Code::kBadState),
             "5: no change of context inside a record");
      return;
    }
    if (!setup_.follows || event.kind != Kind::kRecordEnd) return;
    if (setup_.phase == tls::Phase::kInitial) {
      setup_.phase = tls::Phase::kPlain;
    } else if (setup_.phase == tls::Phase::kPlain &&
               header_.type == tls::ContentType::kChangeCipherSpec) {
      setup_.phase = tls::Phase::kProtected;
    }
    Demand(stream_.SetContext(setup_.Context()).ok(), "the context changes between records");
  }

  bool Closing(const tls::StreamEvent& event) const {
    return closed_ ||
           (event.kind == Kind::kAlert && !Verdict(event.alert, IsTls13() ? 0x0304 : 0).ok());
  }

  StreamSetup setup_;  // its phase moves on with the records
  const Bytes input_;
  tls::RecordStream stream_;
  StreamTrace trace_;
  tls::RecordHeader header_;  // of the record that began last
  size_t arrived_ = 0;        // octets of it
  size_t covered_ = 0;        // octets that a header or fragment event stood for
  size_t empty_ = 0;
  size_t warnings_ = 0;
  size_t change_cipher_specs_ = 0;
  bool in_record_ = false;
  bool in_fragment_ = false;
  bool closed_ = false;
  bool hidden_ = false;  // what follows may be encrypted
};

// Feeds `input` in chunks, each in a heap block of its own. next_size(rest) is the size of the
// next, at most `rest`.
template <typename NextSize>
StreamTrace TraceStream(const StreamSetup& setup, Bytes input, NextSize next_size) {
  StreamRun run(setup, input);
  Bytes rest = input;
  bool open = true;
  while (open && !rest.empty()) {
    const size_t size = next_size(rest.size());
    const Block chunk(First(rest, size));
    open = run.Feed(chunk.bytes());
    rest = Bytes(rest.data() + size, rest.size() - size);
  }
  if (input.empty()) run.Feed(Bytes());
  return run.Finish();
}

inline StreamTrace TraceWhole(const StreamSetup& setup, Bytes input) {
  return TraceStream(setup, input, [](size_t rest) { return rest; });
}

// Law 11: `input` gives the same in chunks as in one piece. `seed` chooses the chunks, some of
// which are empty.
inline void CheckChunking(const StreamSetup& setup, Bytes input, const StreamTrace& whole,
                          uint64_t seed) {
  Random random(seed | 1);
  const size_t most = 1 + random.Below(40);
  const StreamTrace cut = TraceStream(setup, input, [&random, most](size_t rest) {
    const size_t size = random.Below(most + 1);
    return size < rest ? size : rest;
  });
  Require(Same(cut, whole), "11: any chunking comes to the same as one piece", input);
}

// Every law, on the input in one piece, octet by octet, and in two chunkings that `seed` chooses.
inline StreamTrace CheckStreamLaws(const StreamSetup& setup, Bytes input, uint64_t seed) {
  const StreamTrace whole = TraceWhole(setup, input);
  const StreamTrace octets = TraceStream(setup, input, [](size_t) { return size_t{1}; });
  Require(Same(octets, whole), "11: octet by octet comes to the same as one piece", input);
  CheckChunking(setup, input, whole, seed);
  CheckChunking(setup, input, whole, seed * 0x9E3779B97F4A7C15 + 0x632BE59B);
  return whole;
}

// Makes a setup from one octet, for the fuzz target and the random tests.
inline StreamSetup StreamSetupFrom(uint8_t octet) {
  using tls::Phase;
  constexpr struct {
    Phase phase;
    uint16_t version;
  } kContexts[] = {
      {Phase::kRelay, 0},          {Phase::kRelay, 0x0304},     {Phase::kInitial, 0x0303},
      {Phase::kProtected, 0x0303}, {Phase::kPlain, 0x0303},     {Phase::kPlain, 0x0304},
      {Phase::kInitial, 0x0304},   {Phase::kProtected, 0x0304},
  };
  constexpr tls::StreamLimits kLimits[] = {
      {},
      {2, 1, 1},
      {0, 0, 0},
      {255, 255, 255},
  };
  StreamSetup setup;
  setup.phase = kContexts[octet & 7].phase;
  setup.version = kContexts[octet & 7].version;
  setup.follows = (octet & 8) != 0;
  setup.limits = kLimits[octet >> 4 & 3];
  setup.policy = kPolicies[(octet >> 6) % 3];
  return setup;
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_STREAM_LAWS_H_
