// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/differential/stream_model.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "test/differential/tls_model.h"

namespace hardwire {
namespace stream_model {
namespace {

using tls_model::Header;

constexpr unsigned kCcs = 20;
constexpr unsigned kAlertType = 21;
constexpr unsigned kData = 23;
constexpr unsigned kNoLimit = 255;

std::string Text(const Names& names) {
  std::string text;
  for (const std::string& name : names) text += " " + name;
  return text;
}

Opinion Error(const std::string& detail, uint64_t n, unsigned octet = 0) {
  Opinion opinion;
  opinion.code = "deserialization";
  opinion.detail = detail;
  opinion.n = n;
  opinion.octet = octet;
  return opinion;
}

// Reads a stream from its first octet to its last. What returns bool: whether the stream goes on.
class Reader {
 public:
  Reader(const Octets& octets, const Setup& setup) : octets_(octets), setup_(setup) {
    story_.result.code = "ok";
  }

  Story Read() {
    while (ReadRecord()) ++records_;
    return story_;
  }

 private:
  bool ReadRecord() {
    const auto place = setup_.places.find(records_);
    if (place != setup_.places.end()) place_ = place->second;
    if (at_ == octets_.size()) return EndBetween();
    const Octets head = Part(at_, std::min(octets_.size(), at_ + 5));
    const Header header = tls_model::HeaderOf(head);
    const Opinion opinion = tls_model::ReadHeader(head, place_, setup_.rejected);
    if (opinion.code == "need_more") return EndInside(head.size());
    if (opinion.code != "ok") return Fail(opinion);
    Names violations = opinion.violations;
    if (!Counts(header) || !IsOneAlert(header, &violations)) return false;
    story_.events.push_back(RecordEvent(header.type, header.version, header.length, violations));
    opaque_ = header.type == kAlertType && !MayReadAlerts(header);
    unread_ = opaque_ && header.length != 0;
    Remember(header);
    at_ += 5;
    start_ = at_;
    const size_t end = std::min<size_t>(octets_.size(), at_ + header.length);
    if (!ReadFragment(header, end)) return false;
    if (end - start_ < header.length) return EndInside(5 + end - start_);
    story_.events.push_back("record_end");
    return true;
  }

  Octets Part(size_t from, size_t to) const {
    return Octets(octets_.begin() + static_cast<std::ptrdiff_t>(from),
                  octets_.begin() + static_cast<std::ptrdiff_t>(to));
  }

  // Of the first record nobody knows the version.
  unsigned Version() const { return place_.phase == "initial" ? 0 : place_.version; }
  bool IsTls13() const { return Version() == 0x0304; }

  // The limits of what costs work.
  bool Counts(const Header& header) {
    if (header.type == kCcs && IsTls13() && IsOver(++ccs_, setup_.change_cipher_specs)) {
      return Fail(Error("too_many_ccs", 0, kCcs));
    }
    empty_ = header.length == 0 ? empty_ + 1 : 0;
    if (!IsOver(empty_, setup_.empty_records)) return true;
    return Fail(Error("too_many_empty_records", 3));
  }
  static bool IsOver(unsigned count, unsigned limit) { return limit != kNoLimit && count > limit; }

  // RFC 8446 section 5.1.
  bool IsOneAlert(const Header& header, Names* violations) {
    if (header.type != kAlertType || place_.phase != "plain" || !IsTls13()) return true;
    if (header.length == 0 || header.length == 2) return true;
    if (setup_.rejected.count("alert_size") != 0) return Fail(Error("alert_size", 3));
    violations->insert("alert_size");
    return true;
  }

  // The table of docs/record-stream.md.
  bool MayReadAlerts(const Header& header) const {
    if (place_.phase == "protected") return false;
    if (place_.phase != "relay") return IsTls13() || !(ccs_seen_ || encrypted_);
    if (header.length > 4) return false;
    return !encrypted_ && (IsTls13() || !ccs_seen_);
  }

  // What tells that alerts to come are encrypted.
  void Remember(const Header& header) {
    if (header.type == kCcs) ccs_seen_ = true;
    if (header.type == kData || unread_) encrypted_ = true;
  }

  bool ReadFragment(const Header& header, size_t end) {
    if (header.type == kAlertType && !opaque_) return ReadAlerts(end);
    if (at_ == end) return true;
    Names violations;
    const bool clear = place_.phase == "initial" || place_.phase == "plain" ||
                       (place_.phase == "protected" && IsTls13());
    if (header.type == kCcs && clear && octets_[at_] != 1) {
      if (setup_.rejected.count("ccs_value") != 0) return Fail(Error("ccs_value", 5, octets_[at_]));
      violations.insert("ccs_value");
    }
    Give(end, violations);
    return true;
  }

  // The octets up to `end` as a fragment.
  void Give(size_t end, const Names& violations = {}) {
    if (at_ < end) story_.events.push_back(FragmentEvent(Part(at_, end), violations));
    at_ = end;
  }

  // RFC 5246 section 6.2.1: alerts may be cut and joined.
  bool ReadAlerts(size_t end) {
    for (size_t i = at_; i < end; ++i) {
      const uint64_t offset = 5 + i - start_;
      if (!half_) {
        half_ = true;
        level_ = octets_[i];
        if (!LevelIsAccepted()) {
          Give(i + 1);
          return Fail(Error("alert_level", offset, level_));
        }
        continue;
      }
      half_ = false;
      Give(i + 1);
      if (!TakeAlert(octets_[i], offset)) return false;
    }
    Give(end);
    return true;
  }

  bool LevelIsAccepted() const {
    if (tls_model::LevelIsKnown(level_) || place_.phase == "relay") return true;
    return setup_.rejected.count("alert_level") == 0;
  }

  bool TakeAlert(unsigned description, uint64_t offset) {
    const Opinion verdict = tls_model::Verdict(level_, description, IsTls13() ? 0x0304 : 0);
    if (verdict.code == "ok" && IsOver(++warnings_, setup_.warning_alerts)) {
      return Fail(Error("too_many_warning_alerts", offset, description));
    }
    const Names violations = tls_model::LevelIsKnown(level_) ? Names() : Names({"alert_level"});
    story_.events.push_back(AlertEvent(level_, description, violations));
    if (verdict.code == "ok") return true;
    story_.events.push_back("closed");
    const bool graceful = verdict.detail == "close_notify";
    return Stop(verdict, graceful ? "graceful" : "fatal_alert", verdict);
  }

  bool Fail(const Opinion& opinion) {
    story_.inside = true;
    return Stop(opinion, "failed", opinion);
  }
  bool EndInside(uint64_t arrived) {
    story_.inside = true;
    return Stop(story_.result, "inside_record", Error("closed_inside_record", arrived));
  }
  bool EndBetween() {
    if (unread_) return Stop(story_.result, "alert_unread", Error("closed_alert_unread", 0));
    return Stop(story_.result, "boundary", Error("closed_no_notify", 0));
  }
  bool Stop(const Opinion& result, const std::string& closure, const Opinion& end) {
    story_.result = result;
    story_.closure = closure;
    story_.end = end;
    return false;
  }

  const Octets& octets_;
  const Setup& setup_;
  Story story_;
  Place place_;
  size_t at_ = 0;         // the octet to be read
  size_t start_ = 0;      // of the fragment
  unsigned records_ = 0;  // that are whole
  unsigned empty_ = 0;    // in a row
  unsigned warnings_ = 0;
  unsigned ccs_ = 0;
  bool ccs_seen_ = false;
  bool encrypted_ = false;
  bool opaque_ = false;  // the last record is an alert that may not be read
  bool unread_ = false;  // and has octets
  bool half_ = false;    // of an alert, the level alone has arrived
  unsigned level_ = 0;
};

}  // namespace

std::string RecordEvent(unsigned type, unsigned version, uint64_t length, const Names& violations) {
  return "record " + std::to_string(type) + " " + std::to_string(version) + " " +
         std::to_string(length) + Text(violations);
}

std::string FragmentEvent(const Octets& octets, const Names& violations) {
  return "fragment " + std::string(octets.begin(), octets.end()) + Text(violations);
}

std::string AlertEvent(unsigned level, unsigned description, const Names& violations) {
  return "alert " + std::to_string(level) + " " + std::to_string(description) + Text(violations);
}

Story Follow(const Octets& octets, const Setup& setup) { return Reader(octets, setup).Read(); }

}  // namespace stream_model
}  // namespace hardwire
