// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// tls::RecordStream beside its model: a conversation of up to some sixty records, or of hundreds
// that are the same, in chunks of any size, the context changing between records.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_STREAM_COMPARE_H_
#define HARDWIRE_TEST_DIFFERENTIAL_STREAM_COMPARE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "fuzz/laws.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/record_stream.h"
#include "test/differential/stream_model.h"
#include "test/differential/tls_compare.h"
#include "test/differential/tls_unit.h"

namespace hardwire {
namespace differential {

// What a stream is made of.
struct Conversation {
  Octets octets;
  stream_model::Setup setup;
};

inline uint8_t ChooseStreamLimit(Choices* c, uint8_t usual) {
  if (!OneIn(c, 4)) return usual;
  return Pick<uint8_t>(c, {0, 1, 2, 3, 5, 40, 254, 255, 255});
}

// The next place of a connection: the next phase in most cases.
inline Place NextPlace(Choices* c, const Place& place) {
  if (OneIn(c, 4)) return ChoosePlace(c);
  Place next = place;
  if (place.phase == "initial") next.phase = "plain";
  if (place.phase == "plain") next.phase = "protected";
  if (place.phase == "protected") next.phase = OneIn(c, 2) ? "plain" : "protected";
  next.version = OneIn(c, 4) ? ChooseVersion(c) : place.version;
  if (place.phase == "initial") next.version = Pick<unsigned>(c, {0x0303, 0x0304, 0x0301, 0});
  return next;
}

// Appends records of one kind; how many records there are then.
inline unsigned AddRecords(Choices* c, const Place& place, unsigned count, Octets* octets) {
  tls_model::Header header = ChooseHeader(c, place, OneIn(c, 24));
  if (header.type == 21 && OneIn(c, 2)) header.length = c->Octet() % 6;
  if (OneIn(c, 8)) header.length = 0;
  // Most of long ones is left to other streams.
  if (header.length > 600 && !OneIn(c, 8)) header.length = c->Octet() % 32;
  Octets fragment = ChooseFragment(c, header.type, header.length);
  // A closure ends a stream: most alerts are warnings.
  for (size_t i = 0; header.type == 21 && i + 1 < fragment.size() && !OneIn(c, 4); i += 2) {
    fragment[i] = 1;
    if (fragment[i + 1] == 0) fragment[i + 1] = 90;
  }
  const unsigned times =
      OneIn(c, 12) ? Pick<unsigned>(c, {2, 3, 4, 5, 6, 33, 34, 255, 256, 257, 300}) : 1;
  for (unsigned i = 0; i < times && octets->size() < 40000; ++i) {
    const Octets head = OctetsOf(header);
    octets->insert(octets->end(), head.begin(), head.end());
    octets->insert(octets->end(), fragment.begin(), fragment.end());
    ++count;
  }
  return count;
}

inline Conversation ChooseConversation(Choices* c, const NamedPolicy& policy) {
  Conversation made;
  made.setup.rejected = policy.rejected;
  made.setup.empty_records = ChooseStreamLimit(c, 32);
  made.setup.warning_alerts = ChooseStreamLimit(c, 4);
  made.setup.change_cipher_specs = ChooseStreamLimit(c, 2);
  Place place = ChoosePlace(c);
  if (!OneIn(c, 8)) place.limit = 65535;
  const bool odd = place.version != 0 && (place.version < 0x0300 || place.version > 0x0304);
  if (odd && !OneIn(c, 8)) place.version = 0x0304;
  made.setup.places[0] = place;
  unsigned records = 0;
  for (unsigned steps = c->Octet() % (OneIn(c, 4) ? 64U : 12U); steps > 0; --steps) {
    records = AddRecords(c, place, records, &made.octets);
    if (OneIn(c, place.phase == "relay" ? 8 : 3)) {
      made.setup.places[records] = place = NextPlace(c, place);
    }
  }
  if (OneIn(c, 3)) made.octets.resize(made.octets.size() - c->Octet() % (made.octets.size() + 1));
  Damage(c, &made.octets);
  return made;
}

// One unit.
class StreamUnit {
 public:
  StreamUnit(fuzz::Bytes choices, Tally* tally)
      : input_(choices),
        c_(choices),
        tally_(tally),
        policy_(ChoosePolicy(&c_)),
        made_(ChooseConversation(&c_, policy_)),
        place_(made_.setup.places[0]),
        stream_(ContextOf(place_), policy_.policy, Limits()) {}

  void Compare() {
    const size_t most = Pick<size_t>(&c_, {1, 2, 3, 7, 40, 300, 65536});
    size_t at = 0;
    AgreeAt(0);
    for (bool open = true; open && at < made_.octets.size();) {
      const size_t size = std::min(made_.octets.size() - at, NextSize(most));
      const fuzz::Block chunk(fuzz::Bytes(made_.octets.data() + at, size));
      open = Feed(chunk.bytes());
      // An error is found with the octet that completes what is wrong, no later.
      if (!open && StoryAt(at).result.code != "ok") ShowBoth(at, StoryAt(at));
      at += size;
      if (!open || at == made_.octets.size() || at >= next_) AgreeAt(at);
    }
    if (!over_.ok() && over_ != Result()) CheckOver();
  }

 private:
  using Kind = tls::StreamEvent::Kind;

  void Demand(bool kept, const char* what) const { fuzz::Require(kept, what, input_); }

  tls::StreamLimits Limits() const {
    const stream_model::Setup& setup = made_.setup;
    return {static_cast<uint8_t>(setup.empty_records), static_cast<uint8_t>(setup.warning_alerts),
            static_cast<uint8_t>(setup.change_cipher_specs)};
  }

  // One octet, or up to `most`, none among them; never none twice.
  size_t NextSize(size_t most) {
    if (most == 1 || most == 65536) return most;
    const size_t size = c_.Short() % (most + 1);
    empty_chunk_ = size == 0 && !empty_chunk_;
    return size == 0 && !empty_chunk_ ? most : size;
  }

  stream_model::Story StoryAt(size_t size) const {
    const Octets part(made_.octets.begin(),
                      made_.octets.begin() + static_cast<std::ptrdiff_t>(size));
    return stream_model::Follow(part, made_.setup);
  }

  // False: the stream is over.
  bool Feed(fuzz::Bytes chunk) {
    // Each octet has its own event, each record four that have none.
    for (size_t calls = 6 * chunk.size() + 8; calls > 0; --calls) {
      const tls::StreamEvent before = event_;
      const Result result = stream_.Next(chunk, &event_);
      if (!result.ok()) {
        Demand(SameEvent(before, event_, Kind::kNone) && before.kind == event_.kind,
               "an event is unchanged on failure");
        over_ = result;
        return false;
      }
      Demand(result == Result::Ok(result.consumed(), Layer::kTls), "a plain ok");
      Demand(result.consumed() <= chunk.size(), "no more is taken than there is");
      Demand(SameEvent(before, event_, event_.kind), "what the kind does not name is unchanged");
      Note(chunk, result.consumed());
      chunk.remove_prefix(result.consumed());
      TryContexts();
      if (event_.kind == Kind::kNone) {
        Demand(chunk.empty(), "none takes all");
        return true;
      }
    }
    Demand(false, "every call gets on");
    return false;
  }

  // Whether the members are the same, but for those that `kind` names.
  static bool SameEvent(const tls::StreamEvent& a, const tls::StreamEvent& b, Kind kind) {
    const bool header = a.header == b.header && a.header.violations == b.header.violations;
    const bool fragment = a.fragment.data() == b.fragment.data() &&
                          a.fragment.size() == b.fragment.size() && a.violations == b.violations;
    const bool alert = a.alert == b.alert && a.alert.violations == b.alert.violations;
    return (header || kind == Kind::kRecord) && (fragment || kind == Kind::kFragment) &&
           (alert || kind == Kind::kAlert);
  }

  // Writes an event down; fragments behind one another are one.
  void Note(fuzz::Bytes chunk, size_t taken) {
    if (event_.kind == Kind::kNone) return;
    if (event_.kind == Kind::kFragment) return NoteFragment(chunk, taken);
    Flush();
    if (event_.kind != Kind::kRecord) Demand(taken == 0, "what has no octets takes none");
    switch (event_.kind) {
      case Kind::kRecord:
        inside_ = true;
        events_.push_back(stream_model::RecordEvent(static_cast<unsigned>(event_.header.type),
                                                    event_.header.version, event_.header.length,
                                                    NamesOf(event_.header.violations)));
        break;
      case Kind::kAlert:
        events_.push_back(stream_model::AlertEvent(static_cast<unsigned>(event_.alert.level),
                                                   static_cast<unsigned>(event_.alert.description),
                                                   NamesOf(event_.alert.violations)));
        break;
      case Kind::kRecordEnd:
        events_.push_back("record_end");
        inside_ = false;
        ++records_;
        break;
      default:
        events_.push_back(Str(Name(event_.kind)));
    }
  }

  void NoteFragment(fuzz::Bytes chunk, size_t taken) {
    Demand(taken > 0 && event_.fragment.data() == chunk.data() && event_.fragment.size() == taken,
           "a fragment is a view of what was taken");
    if (run_.empty()) run_violations_ = NamesOf(event_.violations);
    Demand(run_.empty() || event_.violations.empty(), "the first octets alone break a rule");
    run_.insert(run_.end(), event_.fragment.begin(), event_.fragment.end());
  }

  void Flush() {
    if (!run_.empty()) events_.push_back(stream_model::FragmentEvent(run_, run_violations_));
    run_.clear();
  }

  // Changes the context where the conversation says so, and shows where that is refused.
  void TryContexts() {
    if (event_.kind == Kind::kRecordEnd) {
      const auto next = made_.setup.places.find(records_);
      if (next == made_.setup.places.end()) return;
      place_ = next->second;
      const Result result = stream_.SetContext(ContextOf(place_));
      Demand(result.ok() && result.consumed() == 0, "the context changes between records");
      Demand(stream_.context().phase() == ContextOf(place_).phase() &&
                 stream_.context().limit() == tls_model::LongestRecord(place_),
             "the stream is in the context that was set");
    } else if (inside_ && OneIn(&c_, 2)) {
      const Result result = stream_.SetContext(ContextOf(ChoosePlace(&c_)));
      const bool closing =
          event_.kind == Kind::kClosed || (event_.kind == Kind::kAlert && !VerdictHere().ok());
      Demand(result.code() == (closing ? Code::kPeerRefused : Code::kBadState),
             "the context does not change inside a record");
      if (closing) Demand(result == VerdictHere(), "the end of a stream is the alert's verdict");
    }
  }

  // A relay may be given any version: that of DTLS 1.3 says nothing about a stream of TLS.
  Result VerdictHere() const {
    return Verdict(event_.alert, stream_.context().IsTls13() ? 0x0304 : 0);
  }

  // What codec and model say of the first `size` octets, which the stream has been given.
  void AgreeAt(size_t size) {
    next_ = size + 1 + size / 2 + c_.Octet() % 4;
    const stream_model::Story story = StoryAt(size);
    const bool same = Events() == story.events && Same(LastResult(), story.result) &&
                      Str(Name(stream_.EndOfStream())) == story.closure &&
                      Same(OpinionOf(stream_.EndResult()), story.end);
    if (!same) ShowBoth(size, story);
    if (tally_ != nullptr && size == made_.octets.size()) Count(story);
    if (over_ != Result()) {
      if (tally_ != nullptr && size != made_.octets.size()) Count(story);
      return;
    }
    // In half a header too the context stays.
    const Result refused = stream_.SetContext(ContextOf(story.inside ? ChoosePlace(&c_) : place_));
    Demand(story.inside ? refused.code() == Code::kBadState : refused.ok(),
           "the context changes between records alone");
  }

  void Count(const stream_model::Story& story) {
    ++(*tally_)["stream " + (story.result.code == "ok" ? "" : story.result.detail + " ") +
                story.closure];
    if (records_ >= 50) ++(*tally_)["stream of fifty records"];
    for (const std::string& event : story.events) {
      std::string kind = event.substr(0, event.find(' '));
      for (const char* name : {"alert_size", "alert_level", "ccs_value"}) {
        if (event.find(name) != std::string::npos) kind += std::string(" ") + name;
      }
      ++(*tally_)["event " + kind];
    }
  }

  std::vector<std::string> Events() const {
    std::vector<std::string> events = events_;
    if (!run_.empty()) events.push_back(stream_model::FragmentEvent(run_, run_violations_));
    return events;
  }
  Opinion LastResult() const {
    Opinion plain;
    plain.code = "ok";
    return over_ == Result() ? plain : OpinionOf(over_);
  }

  void ShowBoth(size_t size, const stream_model::Story& story) const {
    const std::vector<std::string> events = Events();
    for (const auto& place : made_.setup.places) {
      fprintf(stderr, "behind %u records:%s\n", place.first, Text(place.second).c_str());
    }
    fprintf(stderr, "limits %u %u %u; policy:", made_.setup.empty_records,
            made_.setup.warning_alerts, made_.setup.change_cipher_specs);
    for (const std::string& name : policy_.rejected) fprintf(stderr, " %s", name.c_str());
    fprintf(stderr, "\n");
    Show("octets", Str(fuzz::Bytes(made_.octets.data(), size)));
    for (size_t i = 0; i < std::max(events.size(), story.events.size()); ++i) {
      const std::string ours = i < events.size() ? events[i] : "-";
      const std::string model = i < story.events.size() ? story.events[i] : "-";
      Show(ours == model ? "both " : "codec", ours);
      if (ours != model) Show("model", model);
    }
    Show("codec", LastResult());
    Show("model", story.result);
    Show("codec", Str(Name(stream_.EndOfStream())));
    Show("model", story.closure);
    Show("codec", OpinionOf(stream_.EndResult()));
    Show("model", story.end);
    Demand(false, "codec and model agree");
  }

  // An end is for ever.
  void CheckOver() {
    const tls::StreamEvent before = event_;
    const fuzz::Block more(fuzz::Bytes(made_.octets));
    for (const fuzz::Bytes chunk : {more.bytes(), fuzz::Bytes()}) {
      Demand(stream_.Next(chunk, &event_) == over_, "an end is for ever");
    }
    Demand(SameEvent(before, event_, Kind::kNone) && before.kind == event_.kind,
           "an event is unchanged behind the end");
    Demand(stream_.SetContext(ContextOf(place_)) == over_, "no context behind the end");
  }

  const fuzz::Bytes input_;
  Choices c_;
  Tally* const tally_;
  const NamedPolicy policy_;
  Conversation made_;
  Place place_;
  tls::RecordStream stream_;
  tls::StreamEvent event_;  // one object for all calls
  std::vector<std::string> events_;
  Octets run_;  // fragments behind one another
  Names run_violations_;
  Result over_;      // why the stream is over; Result() while it is not
  size_t next_ = 0;  // the octets that are there when codec and model are compared again
  unsigned records_ = 0;
  bool inside_ = false;
  bool empty_chunk_ = false;  // the last one was
};

// Makes one unit out of `choices` and compares codec and model.
inline void CompareStream(fuzz::Bytes choices, Tally* tally = nullptr) {
  StreamUnit(choices, tally).Compare();
}

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_STREAM_COMPARE_H_
