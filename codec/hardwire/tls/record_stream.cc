// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/record_stream.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/internal/names.h"
#include "hardwire/tls/content_rules.h"
#include "hardwire/tls/record_framing.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;
using record_internal::HeaderFields;
using Kind = StreamEvent::Kind;

constexpr internal::Named<Kind> kEventKinds[] = {
    {Kind::kNone, "none"},   {Kind::kRecord, "record"},        {Kind::kFragment, "fragment"},
    {Kind::kAlert, "alert"}, {Kind::kRecordEnd, "record_end"}, {Kind::kClosed, "closed"}};

constexpr internal::Named<Closure> kClosures[] = {
    {Closure::kBoundary, "boundary"},        {Closure::kInsideRecord, "inside_record"},
    {Closure::kAlertUnread, "alert_unread"}, {Closure::kGraceful, "graceful"},
    {Closure::kFatalAlert, "fatal_alert"},   {Closure::kFailed, "failed"}};

static_assert(std::is_trivially_copyable<RecordStream>::value, "law 11: state is a value");
static_assert(sizeof(RecordStream) <= 64, "law 11: no buffer");

// Of what no policy accepts.
constexpr Judge kStreamJudge = Judge::Decoder(Layer::kTls);

Result Give(Kind kind, size_t taken, StreamEvent* event) {
  event->kind = kind;
  return Result::Ok(static_cast<uint32_t>(taken), Layer::kTls);
}

bool Reached(uint8_t count, uint8_t limit) {
  return limit != StreamLimits::kNoLimit && count >= limit;
}

// An unlimited count may wrap around: nobody looks at it.
void Increment(uint8_t* count) { *count = static_cast<uint8_t>((*count + 1) & 0xFF); }

}  // namespace

string_view Name(Kind kind) { return internal::NameIn(kEventKinds, kind); }

string_view Name(Closure closure) { return internal::NameIn(kClosures, closure); }

Result RecordStream::SetContext(const RecordContext& context) {
  if (!end_.ok()) return end_;
  if (step_ != Step::kHeader || header_size_ != 0) {
    return internal::BadState(Layer::kTls);
  }
  context_ = context;
  return Result::Ok(0, Layer::kTls);
}

Result RecordStream::Next(Span<const uint8_t> chunk, StreamEvent* event) {
  if (step_ == Step::kOpaque) return TakeFragment(chunk, event);
  if (step_ == Step::kHeader) return TakeHeader(chunk, event);
  if (step_ == Step::kAlerts || step_ == Step::kCcs) return TakeContent(chunk, event);
  return step_ == Step::kAlert ? GiveAlert(event) : GiveEnd(event);
}

HARDWIRE_ALWAYS_INLINE inline Result RecordStream::TakeHeader(Span<const uint8_t> chunk,
                                                              StreamEvent* event) {
  const ByteReader in(chunk);
  if (HARDWIRE_PREDICT_FALSE(in.size() < kRecordHeaderSize || header_size_ != 0)) {
    return TakePart(chunk, event);
  }
  const HeaderFields fields = record_internal::LoadHeader(in);
  if (HARDWIRE_PREDICT_FALSE(
          !record_internal::IsPlainlyOk(context_, record_internal::kOpaqueTypes, fields))) {
    return TakeUnusual(fields, kRecordHeaderSize, event);
  }
  BeginOpaque(fields);
  record_internal::Store(fields, Violations(), &event->header);
  return Give(Kind::kRecord, kRecordHeaderSize, event);
}

// A header of which this chunk has a part.
HARDWIRE_NOINLINE Result RecordStream::TakePart(Span<const uint8_t> chunk, StreamEvent* event) {
  const ByteReader in(chunk);
  const size_t taken = std::min(in.size(), kRecordHeaderSize - header_size_);
  ByteWriter(internal::Part(MakeSpan(header_), header_size_, taken)).Bytes(in.Bytes(0, taken));
  const size_t size = header_size_ + taken;
  const Span<const uint8_t> octets(header_.data(), size);
  if (size == kRecordHeaderSize) {
    return TakeUnusual(record_internal::LoadHeader(ByteReader(octets)), taken, event);
  }
  RecordHeader ignored;
  const Result judged = Decode(octets, &ignored, context_, policy_);
  if (judged.code() != Code::kNeedMore) return Fail(judged);
  header_size_ = static_cast<uint8_t>(size);
  return Give(Kind::kNone, taken, event);
}

// A header that is complete with the `taken` octets at the start of the chunk.
HARDWIRE_NOINLINE Result RecordStream::TakeUnusual(HeaderFields fields, size_t taken,
                                                   StreamEvent* event) {
  RecordHeader header;
  Result judged =
      record_internal::DecodeSlowly(fields, kRecordHeaderSize, &header, context_, policy_);
  if (judged.ok()) judged = JudgeRecord(&header);
  if (!judged.ok()) return Fail(judged);
  Begin(header);
  event->header = header;
  return Give(Kind::kRecord, taken, event);
}

// What the header alone does not say.
Result RecordStream::JudgeRecord(RecordHeader* header) const {
  if (header->type == ContentType::kChangeCipherSpec && context_.IsTls13() &&
      Reached(change_cipher_specs_, limits_.change_cipher_specs)) {
    return kStreamJudge.Fault(Detail::kTooManyCcs, 0, static_cast<uint8_t>(header->type));
  }
  // RFC 8446 section 5.1: an alert is not cut and stands alone in its record.
  if (header->type == ContentType::kAlert && context_.IsTls13() &&
      context_.phase() == Phase::kPlain && header->length != 0 && header->length != kAlertSize) {
    Judge judge = Judge::Decoder(Layer::kTls, policy_);
    const Result result = judge.Breaks(Violation::kAlertSize, 3);
    if (!result.ok()) return result;
    header->violations.Add(judge.found());
  }
  if (header->length == 0 && Reached(empty_records_, limits_.empty_records)) {
    return kStreamJudge.Fault(Detail::kTooManyEmptyRecords, 3);
  }
  return kStreamJudge.Ok();
}

void RecordStream::BeginOpaque(HeaderFields fields) {
  empty_records_ = 0;
  alert_unread_ = false;
  if (fields.type == ContentType::kApplicationData) seen_protected_ = true;
  length_ = fields.length;
  remaining_ = fields.length;
  step_ = Step::kOpaque;
}

void RecordStream::Begin(const RecordHeader& header) {
  if (header.length == 0) {
    Increment(&empty_records_);
  } else {
    empty_records_ = 0;
  }
  step_ = StepBehind(header);
  alert_unread_ =
      header.type == ContentType::kAlert && step_ != Step::kAlerts && header.length != 0;
  if (alert_unread_ || header.type == ContentType::kApplicationData) seen_protected_ = true;
  if (header.type == ContentType::kChangeCipherSpec) {
    seen_ccs_ = true;
    if (context_.IsTls13()) Increment(&change_cipher_specs_);
  }
  length_ = header.length;
  remaining_ = header.length;
  header_size_ = 0;
}

// What reads the fragment.
RecordStream::Step RecordStream::StepBehind(const RecordHeader& header) const {
  if (header.type == ContentType::kChangeCipherSpec) {
    return context_.IsClear() ? Step::kCcs : Step::kOpaque;
  }
  if (header.type != ContentType::kAlert || !AlertsAreClear()) return Step::kOpaque;
  const bool fits = context_.phase() != Phase::kRelay || header.length <= kMaxReadableAlert;
  return fits ? Step::kAlerts : Step::kOpaque;
}

bool RecordStream::AlertsAreClear() const {
  if (context_.phase() == Phase::kProtected) return false;
  if (!context_.IsTls13()) return !seen_ccs_ && !seen_protected_;
  return context_.phase() == Phase::kPlain || !seen_protected_;
}

HARDWIRE_ALWAYS_INLINE inline Result RecordStream::TakeFragment(Span<const uint8_t> chunk,
                                                                StreamEvent* event) {
  if (remaining_ == 0) {
    step_ = Step::kHeader;
    return Give(Kind::kRecordEnd, 0, event);
  }
  const ByteReader in(chunk);
  const size_t taken = std::min(in.size(), size_t{remaining_});
  if (taken == 0) return Give(Kind::kNone, 0, event);
  return GiveFragment(in.Bytes(0, taken), Violations(), event);
}

// The same of a record whose octets are read.
HARDWIRE_NOINLINE Result RecordStream::TakeContent(Span<const uint8_t> chunk, StreamEvent* event) {
  if (remaining_ == 0 || chunk.empty()) return TakeFragment(chunk, event);
  const ByteReader in(chunk);
  size_t taken = std::min(in.size(), size_t{remaining_});
  Judge judge = Judge::Decoder(Layer::kTls, policy_);
  if (step_ == Step::kAlerts) {
    taken = PushAlertOctets(in.Bytes(0, taken));
  } else if (remaining_ == length_) {
    const Result judged = JudgeCcsValue(in.U8(0), kRecordHeaderSize, &judge);
    if (!judged.ok()) return Fail(judged);
  }
  return GiveFragment(in.Bytes(0, taken), judge.found(), event);
}

Result RecordStream::GiveFragment(Span<const uint8_t> fragment, Violations violations,
                                  StreamEvent* event) {
  remaining_ = static_cast<uint16_t>(remaining_ - fragment.size());
  event->fragment = fragment;
  event->violations = violations;
  return Give(Kind::kFragment, fragment.size(), event);
}

// Takes octets as far as the next event; returns how many.
size_t RecordStream::PushAlertOctets(Span<const uint8_t> octets) {
  const ByteReader in(octets);
  size_t taken = 0;
  while (taken < in.size() && step_ != Step::kAlert) {
    const uint8_t octet = in.U8(taken);
    Alert alert;
    const bool complete = alerts_.Push(octet, &alert);
    if (complete) description_ = octet;
    if (complete || !JudgeLevel().ok()) step_ = Step::kAlert;
    ++taken;
  }
  return taken;
}

// What the level that has arrived, without its description, is at fault for. A relay takes any.
Result RecordStream::JudgeLevel() const {
  Judge judge = Judge::Decoder(Layer::kTls, policy_);
  if (context_.phase() == Phase::kRelay) return judge.Ok();
  return JudgeAlertLevel(alerts_.level, LastOffset(), &judge);
}

// The alert that is complete.
Alert RecordStream::LastAlert() const {
  Alert alert;
  AlertAccumulator both;
  both.Push(alerts_.level, &alert);
  both.Push(description_, &alert);
  return alert;
}

Result RecordStream::GiveAlert(StreamEvent* event) {
  if (alerts_.half) return Fail(JudgeLevel());
  const Alert alert = LastAlert();
  const Result verdict = Verdict(alert, context_.IsTls13() ? kTls13 : 0);
  if (!verdict.ok()) {
    end_ = verdict;
    step_ = Step::kClosed;
  } else {
    if (Reached(warning_alerts_, limits_.warning_alerts)) {
      return Fail(kStreamJudge.Fault(Detail::kTooManyWarningAlerts, LastOffset(), description_));
    }
    Increment(&warning_alerts_);
    step_ = Step::kAlerts;
  }
  event->alert = alert;
  return Give(Kind::kAlert, 0, event);
}

// The offset, from the record's first octet, of the last one taken from its fragment.
uint32_t RecordStream::LastOffset() const {
  return static_cast<uint32_t>(kRecordHeaderSize + length_ - remaining_ - 1);
}

// Behind the last event.
Result RecordStream::GiveEnd(StreamEvent* event) {
  if (step_ == Step::kOver) return end_;
  step_ = Step::kOver;
  return Give(Kind::kClosed, 0, event);
}

Result RecordStream::Fail(Result result) {
  end_ = result;
  step_ = Step::kOver;
  return result;
}

Closure RecordStream::EndOfStream() const {
  if (end_.detail() == Detail::kCloseNotify) return Closure::kGraceful;
  if (end_.detail() == Detail::kFatalAlert) return Closure::kFatalAlert;
  if (!end_.ok()) return Closure::kFailed;
  if (header_size_ != 0 || remaining_ != 0) return Closure::kInsideRecord;
  return alert_unread_ ? Closure::kAlertUnread : Closure::kBoundary;
}

Result RecordStream::EndResult() const {
  if (!end_.ok()) return end_;
  const Closure closure = EndOfStream();
  if (closure == Closure::kAlertUnread) return kStreamJudge.Fault(Detail::kClosedAlertUnread, 0);
  if (closure == Closure::kBoundary) return kStreamJudge.Fault(Detail::kClosedNoNotify, 0);
  return kStreamJudge.Fault(Detail::kClosedInsideRecord,
                            header_size_ != 0 ? header_size_ : LastOffset() + 1);
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
