// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/hello_reader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/internal/names.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/sslv2_hello.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;

constexpr internal::Named<HelloOutcome> kHelloOutcomes[] = {
    {HelloOutcome::kMalformed, "malformed"},
    {HelloOutcome::kNeedMore, "need_more"},
    {HelloOutcome::kComplete, "complete"},
    {HelloOutcome::kNotTls, "not_tls"},
    {HelloOutcome::kNotClientHello, "not_client_hello"},
    {HelloOutcome::kSslv2, "sslv2"},
    {HelloOutcome::kBadRecord, "bad_record"},
    {HelloOutcome::kOverLimit, "over_limit"},
    {HelloOutcome::kMemoryTooSmall, "memory_too_small"},
    {HelloOutcome::kEndedInside, "ended_inside"},
};

constexpr uint8_t kSslv2Bit = 0x80;  // set in the first octet of an SSLv2-style hello
constexpr uint32_t kRandomOctets = 32;
constexpr uint32_t kHeadSize = 6;  // of a kept extension: type, size, how many octets are kept
constexpr uint32_t kShareHead = 4;
constexpr size_t kSmallPiece = 8;  // is copied octet by octet
constexpr uint32_t kEchFront = 8;  // kind, KDF, AEAD, config id, the length of enc

constexpr Judge kReaderJudge = Judge::Decoder(Layer::kTls);

// The same result with another offset.
Result At(Result result, uint32_t offset) {
  return Result::Error(result.code(), result.detail(), offset, result.octet(), result.layer());
}

// The headers of as many full records as `octets` take.
uint32_t HeadersFor(uint32_t octets) {
  const uint32_t records = octets / kMaxPlaintext + (octets % kMaxPlaintext != 0 ? 1 : 0);
  return records * static_cast<uint32_t>(kRecordHeaderSize);
}

}  // namespace

string_view Name(HelloOutcome outcome) { return internal::NameIn(kHelloOutcomes, outcome); }

HelloReader::HelloReader(Span<uint8_t> memory, HelloLimits limits, HelloKeep keep, Policy policy)
    : memory_(memory),
      walk_(HelloContext::Tls({limits.octets}), Judge::Decoder(Layer::kTls, policy)),
      limits_(limits),
      keep_(keep),
      policy_(policy) {
  Finish(HelloOutcome::kNeedMore, NeedMore());
}

HelloStep HelloReader::Read(Span<const uint8_t> all) {
  const ByteReader in(all);
  if (in.size() <= taken()) return step_;
  return Feed(in.Bytes(taken(), in.size() - taken()));
}

HelloStep HelloReader::Feed(Span<const uint8_t> more) {
  if (more.size() > inside_ || more.size() > kSmallPiece) return FeedSlowly(more);
  if (keeps_) {
    ByteWriter out(internal::Part(memory_, kept(), more.size()));
    for (const uint8_t octet : more) out.U8(octet);
  }
  inside_ -= static_cast<uint32_t>(more.size());
  return step_;
}

// Feed of octets that must be looked at, or of more than a small piece.
HARDWIRE_NOINLINE HelloStep HelloReader::FeedSlowly(Span<const uint8_t> more) {
  LeaveInside();
  const ByteReader in(more);
  size_t from = 0;
  while (from < in.size() && step_.outcome == HelloOutcome::kNeedMore) {
    if (left_ == 0) {
      TakeHeader(in, &from);
    } else {
      TakeFragment(in, &from);
    }
  }
  if (step_.outcome == HelloOutcome::kNeedMore) {
    step_.result = NeedMore();
    EnterInside();
  }
  return step_;
}

// Counts the next octets that lie inside a record and inside a field, and end neither. Feed lets
// them pass: nothing is judged of them, and needed() stays as it is. The memory has room for those
// that are kept.
void HelloReader::EnterInside() {
  const bool whole = walk_.part() != HelloWalk::Part::kBody || kept_part_ == KeptPart::kAll;
  if (left_ == 0 || (!whole && kept_part_ != KeptPart::kNone)) return;
  size_t octets = std::min(left_ - 1, walk_.unjudged());
  if (whole) octets = std::min(octets, memory_.size() - std::min<size_t>(kept_, memory_.size()));
  entered_ = static_cast<uint32_t>(octets);
  inside_ = entered_;
  keeps_ = whole && inside_ != 0;
}

// Does for the octets that have passed what Feed left undone.
void HelloReader::LeaveInside() {
  const uint32_t passed = Passed();
  left_ -= passed;
  walk_.TakeUnjudged(passed);
  kept_ = kept();
  stream_at_ += passed;
  entered_ = 0;
  inside_ = 0;
  keeps_ = false;
}

HelloStep HelloReader::End() {
  if (step_.outcome != HelloOutcome::kNeedMore) return step_;
  LeaveInside();
  const bool between = left_ == 0 && have_ == 0;
  const Detail detail = between ? Detail::kClosedNoNotify : Detail::kClosedInsideRecord;
  Finish(HelloOutcome::kEndedInside, kReaderJudge.Fault(detail, stream_at_));
  return step_;
}

void HelloReader::Finish(HelloOutcome outcome, Result result) { step_ = {outcome, result}; }

// A fault in the message.
void HelloReader::FinishHello(Result result) {
  HelloOutcome outcome = HelloOutcome::kMalformed;
  if (result.detail() == Detail::kNotClientHello) outcome = HelloOutcome::kNotClientHello;
  if (result.detail() == Detail::kHandshakeTooLong) outcome = HelloOutcome::kOverLimit;
  Finish(outcome, result);
}

// A fault in a record header, whose offset counts from the header.
void HelloReader::FinishRecord(Result result) {
  HelloOutcome outcome = HelloOutcome::kBadRecord;
  if (records_ == 0) {
    switch (result.detail()) {
      case Detail::kNotTlsText:
      case Detail::kNotTlsSocks:
      case Detail::kNotTlsSslv2:
      case Detail::kUnknownContentType:
      case Detail::kRecordMajorVersion:
        outcome = HelloOutcome::kNotTls;
        break;
      case Detail::kUnexpectedContentType:
        outcome = HelloOutcome::kNotClientHello;
        break;
      default:
        break;
    }
  }
  Finish(outcome, At(result, record_at_ + result.offset()));
}

// An octet of a record header, or all of one that may hold a hello.
void HelloReader::TakeHeader(ByteReader in, size_t* from) {
  const uint8_t octet = in.U8(*from);
  const bool whole = have_ == 0 && octet == static_cast<uint8_t>(ContentType::kHandshake) &&
                     in.size() - *from >= kRecordHeaderSize;
  const uint8_t count = whole ? kRecordHeaderSize : 1;
  if (have_ == 0) record_at_ = stream_at_;
  ByteWriter out(internal::Part(MakeSpan(header_), have_, count));
  out.U8(octet);
  out.ShortBytes(in.Bytes(*from + 1, count - size_t{1}));
  *from += count;
  have_ = static_cast<uint8_t>(have_ + count);
  stream_at_ += count;
  if (records_ == 0 && ByteReader(header_).U8(0) >= kSslv2Bit) return TakeSslv2();
  JudgeHeader();
}

// The first octets of such a hello say which version it asks for. The rest is not read.
void HelloReader::TakeSslv2() {
  Sslv2Hello hello;
  const ByteReader in(header_);
  const Result result = Decode(in.Bytes(0, have_), &hello);
  const Result not_tls = kReaderJudge.Fault(Detail::kNotTlsSslv2, 0, in.U8(0));
  if (result.code() != Code::kNeedMore) return Finish(HelloOutcome::kNotTls, not_tls);
  if (have_ < header_.size()) return;
  sslv2_version_ = in.U16(3);
  Finish(HelloOutcome::kSslv2, not_tls);
}

void HelloReader::JudgeHeader() {
  const ByteReader in(header_);
  RecordHeader header;
  const Policy policy = policy_.Rejecting(Violation::kUnknownContentType);
  const Result result = Decode(in.Bytes(0, have_), &header, RecordContext::Initial(), policy);
  if (!result.ok() && result.code() != Code::kNeedMore) return FinishRecord(result);
  if (in.U8(0) != static_cast<uint8_t>(ContentType::kHandshake)) {
    return FinishRecord(kReaderJudge.Fault(Detail::kUnexpectedContentType, 0, in.U8(0)));
  }
  if (!result.ok()) return;
  have_ = 0;
  left_ = header.length;
  ++records_;
  if (left_ == 0 && ++empty_records_ > limits_.empty_records) {
    return Finish(HelloOutcome::kOverLimit,
                  kReaderJudge.Fault(Detail::kTooManyEmptyRecords, record_at_));
  }
  CheckBehind(left_);
}

// A message behind the hello in the same record, of which so many octets are left, once it is known
// where the hello ends.
void HelloReader::CheckBehind(uint32_t left) {
  const bool known = walk_.taken() >= kHandshakeHeaderSize;
  if (!known || left <= MissingOctets()) return;
  Judge judge = Judge::Decoder(Layer::kTls, policy_);
  const Result result = judge.Breaks(Violation::kMessageBehindHello, record_at_);
  behind_ = true;
  if (!result.ok()) Finish(HelloOutcome::kBadRecord, result);
}

void HelloReader::TakeFragment(ByteReader in, size_t* from) {
  const size_t begin = *from;
  const ByteReader fragment(in.Bytes(0, begin + std::min<size_t>(left_, in.size() - begin)));
  const bool front = walk_.taken() == 0 && fragment.size() - begin >= kHandshakeHeaderSize;
  const Result result = walk_.AtExtension(fragment, begin) ? TakeExtensions(fragment, from)
                        : front                            ? TakeFront(fragment, from)
                                                           : TakeField(fragment, from);
  const size_t taken = *from - begin;
  stream_at_ += static_cast<uint32_t>(taken);
  left_ -= static_cast<uint32_t>(taken);
  if (!result.ok()) return FinishHello(result);
  if (!front && walk_.taken() == kHandshakeHeaderSize) CheckBehind(left_);
  if (step_.outcome != HelloOutcome::kNeedMore || !walk_.done()) return;
  if (kept_ > memory_.size()) {
    const Judge encoder = Judge::Encoder(Layer::kTls);
    return Finish(HelloOutcome::kMemoryTooSmall, encoder.TooSmall(kept_));
  }
  Finish(HelloOutcome::kComplete, kReaderJudge.Ok(stream_at_));
}

// Octets of one field.
Result HelloReader::TakeField(ByteReader in, size_t* from) {
  const HelloWalk::Part part = walk_.part();
  const uint32_t position = walk_.body_taken();
  const size_t begin = *from;
  const Result result = walk_.Take(in, from);
  if (!result.ok()) return result;
  const size_t taken = *from - begin;
  if (part == HelloWalk::Part::kField) Put(in.Bytes(begin, taken));
  if (part == HelloWalk::Part::kBody) KeepBody(in, begin, taken, position);
  if (walk_.heads() != heads_) KeepHead();
  return result;
}

// The handshake header, and the fields in front of the extensions if the whole message is there.
Result HelloReader::TakeFront(ByteReader in, size_t* from) {
  const ByteReader message(in.Bytes(*from, in.size() - *from));
  Result result = walk_.TakeHeader(message);
  if (result.ok()) CheckBehind(left_ - walk_.taken());
  if (result.ok() && step_.outcome == HelloOutcome::kNeedMore) result = walk_.TakeFields(message);
  *from += walk_.taken();
  if (!result.ok() || walk_.taken() == kHandshakeHeaderSize) return result;
  Put(message.Bytes(walk_.random_at(), kRandomOctets));
  for (const HelloPlace place :
       {walk_.session_id(), walk_.cipher_suites(), walk_.compression_methods()}) {
    Put(message.Bytes(place.at, place.size));
  }
  return result;
}

// Extensions of which the head is there, up to one whose body is not.
Result HelloReader::TakeExtensions(ByteReader in, size_t* from) {
  CountKept();
  Result result = kReaderJudge.Ok();
  while (walk_.AtExtension(in, *from)) {
    const size_t body = *from + HelloWalk::kExtensionHead;
    result = walk_.TakeExtension(in, from);
    if (!result.ok()) break;
    const Span<const uint8_t> taken = in.Bytes(body, *from - body);
    if (KeepWhole(taken)) continue;
    KeepHead();
    KeepBody(ByteReader(taken), 0, taken.size(), 0);
    CountKept();
  }
  return result;
}

// In a record the octets that are left come without a header. Inside a header its own octets come
// first, and the record has as many octets as its length may still say.
Result HelloReader::NeedMore() const {
  if (records_ == 0 && have_ != 0 && ByteReader(header_).U8(0) >= kSslv2Bit) {
    return kReaderJudge.NeedMore(header_.size());
  }
  const uint32_t missing = MissingOctets();
  uint32_t front = left_;
  uint32_t rest_of_header = 0;
  if (left_ == 0 && have_ != 0) {
    rest_of_header = static_cast<uint32_t>(kRecordHeaderSize) - have_;
    front = kMaxPlaintext;
    if (have_ == 4) front = std::min<uint32_t>(front, ByteReader(header_).U8(3) * 256U + 255);
  }
  const uint32_t behind = missing > front ? missing - front : 0;
  return kReaderJudge.NeedMore(stream_at_ + rest_of_header + missing + HeadersFor(behind));
}

// The head of the extension whose length was just read.
void HelloReader::KeepHead() {
  CountKept();
  heads_ = walk_.heads();
  kept_part_ = KeptOf(walk_.body_type());
  head_at_ = kept_;
  key_left_ = 0;
  share_head_ = 0;
  uint8_t head[kHeadSize] = {};
  ByteWriter out(MakeSpan(head));
  out.U16(walk_.body_type());
  out.U16(static_cast<uint16_t>(walk_.body_size()));
  Put(head);
}

// The extension that was just read, of whose body these octets were taken: if they are all of it,
// and all kept. Otherwise false, and nothing is changed.
HARDWIRE_FAST_INLINE inline bool HelloReader::KeepWhole(Span<const uint8_t> body) {
  const uint16_t type = walk_.body_type();
  const size_t size = kHeadSize + body.size();
  const bool whole = body.size() == walk_.body_size() && kept_ <= memory_.size() &&
                     size <= memory_.size() - kept_ && KeptOf(type) == KeptPart::kAll;
  if (!whole) return false;
  ByteWriter out(internal::Part(memory_, kept_, size));
  out.U16(type);
  out.U16(static_cast<uint16_t>(body.size()));
  out.U16(static_cast<uint16_t>(body.size()));
  out.Bytes(body);
  heads_ = walk_.heads();
  kept_part_ = KeptPart::kAll;
  head_at_ = kept_;
  kept_ += static_cast<uint32_t>(size);
  return true;
}

HARDWIRE_FAST_INLINE inline HelloReader::KeptPart HelloReader::KeptOf(uint16_t type) const {
  switch (static_cast<ExtensionType>(type)) {
    case ExtensionType::kKeyShare:
      return keep_.keys ? KeptPart::kAll : KeptPart::kSharesWithoutKeys;
    case ExtensionType::kPreSharedKey:
    case ExtensionType::kSessionTicket:
      return keep_.tickets ? KeptPart::kAll : KeptPart::kNone;
    case ExtensionType::kPadding:
      return keep_.padding ? KeptPart::kAll : KeptPart::kNone;
    case ExtensionType::kEncryptedClientHello:
      return keep_.ech_payload ? KeptPart::kAll : KeptPart::kEchWithoutPayload;
    default:
      return KeptPart::kAll;
  }
}

void HelloReader::KeepBody(ByteReader in, size_t from, size_t size, uint32_t position) {
  switch (kept_part_) {
    case KeptPart::kAll:
      Put(in.Bytes(from, size));
      break;
    case KeptPart::kNone:
      break;
    case KeptPart::kSharesWithoutKeys:
      KeepKeyShare(in, from, size, position);
      break;
    case KeptPart::kEchWithoutPayload:
      Put(in.Bytes(from, KeptOfEch(in, from, size, position)));
      break;
  }
}

// The length of the list, and of each share its group and the length of its key.
void HelloReader::KeepKeyShare(ByteReader in, size_t from, size_t size, uint32_t position) {
  for (size_t i = 0; i < size;) {
    if (key_left_ != 0) {
      const uint32_t skipped = std::min(key_left_, static_cast<uint32_t>(size - i));
      key_left_ -= skipped;
      i += skipped;
      continue;
    }
    Put(in.Bytes(from + i, 1));
    number_ = (number_ << 8 | in.U8(from + i)) & 0xFFFF;
    const bool in_share = position + i >= 2;
    if (in_share && ++share_head_ == kShareHead) {
      share_head_ = 0;
      key_left_ = number_;
    }
    ++i;
  }
}

// How many of these octets stand in front of the payload.
uint32_t HelloReader::KeptOfEch(ByteReader in, size_t from, size_t size, uint32_t position) {
  uint32_t kept = 0;
  for (; kept < size; ++kept) {
    const uint32_t at = position + kept;
    if (at < kEchFront) {
      number_ = (number_ << 8 | in.U8(from + kept)) & 0xFFFF;
    } else if (at >= kEchFront + number_ + 2) {
      break;
    }
  }
  return kept;
}

// What does not fit is counted, so that the caller is told how much memory it takes.
void HelloReader::Put(Span<const uint8_t> octets) {
  const uint32_t size = static_cast<uint32_t>(octets.size());
  if (kept_ <= memory_.size() && size <= memory_.size() - kept_) {
    ByteWriter(internal::Part(memory_, kept_, size)).Bytes(octets);
  }
  kept_ += size;
}

// Writes in the head of the last extension how many octets of its body are kept.
void HelloReader::CountKept() const {
  if (heads_ == 0 || head_at_ + kHeadSize > memory_.size()) return;
  const uint32_t size = kept() - head_at_ - kHeadSize;
  ByteWriter(internal::Part(memory_, head_at_ + 4, 2)).U16(static_cast<uint16_t>(size));
}

HelloView HelloReader::SoFar() const {
  CountKept();
  const ByteReader in(memory_);
  HelloView view;
  uint32_t at = 0;
  const auto next = [&](uint32_t size) {
    const Span<const uint8_t> octets = in.Bytes(at, size);
    at += size;
    return octets;
  };
  view.legacy_version = walk_.version();
  view.random = next(kRandomOctets);
  view.session_id = next(walk_.session_id().size);
  view.cipher_suites = next(walk_.cipher_suites().size);
  view.compression_methods = next(walk_.compression_methods().size);
  view.has_extensions = walk_.has_extensions();
  view.extensions = in.Bytes(at, kept() - at);
  view.violations = walk_.found();
  if (behind_) view.violations.Add(Violation::kMessageBehindHello);
  return view;
}

HelloView HelloReader::view() const {
  return step_.outcome == HelloOutcome::kComplete ? SoFar() : HelloView();
}

UnverifiedHello HelloReader::unverified() const {
  UnverifiedHello read;
  read.legacy_version = walk_.version();
  if (heads_ == 0 || kept_ > memory_.size()) return read;
  ServerName name;
  const Finding finding = FindServerName(SoFar(), &name, policy_);
  if (finding.presence == Presence::kPresent) read.server_name = name.host_name;
  return read;
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
