// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// RecordStream reads one direction of a TLS connection record by record, for a relay, which passes
// the bytes on. It keeps no bytes but those of a header that the end of a chunk cuts.
//
// Give it each chunk as it arrives and call Next until it gives kNone:
//
//   for (;;) {
//     const Result result = stream.Next(chunk, &event);
//     if (!result.ok()) return result;                // the stream is over
//     chunk.remove_prefix(result.consumed());
//     if (event.kind == StreamEvent::Kind::kNone) break;  // wait for the next chunk
//     ... event ...
//   }
//
// However the bytes are cut into chunks, the events are the same, but for how the octets of a
// fragment are spread over kFragment events.

#ifndef HARDWIRE_TLS_RECORD_STREAM_H_
#define HARDWIRE_TLS_RECORD_STREAM_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {

// What Next came to. It sets `kind` and the members that the kind names; the others are unchanged.
struct StreamEvent {
  enum class Kind : uint8_t {
    kNone,       // the chunk is used up: all of it was taken
    kRecord,     // a header is complete: `header`
    kFragment,   // octets of the record's fragment: `fragment`, `violations`
    kAlert,      // an alert in the clear is complete: `alert`. Takes no octets: they came before
    kRecordEnd,  // the fragment is complete. Takes no octets
    kClosed,     // the alert before ended the stream. Takes no octets
  };
  Kind kind = Kind::kNone;

  // Its violations are the rules broken that the policy accepts. Besides those of RecordHeader,
  // kAlertSize: an alert record in the clear of TLS 1.3, of neither no octet nor two (RFC 8446
  // section 5.1: one alert a record).
  RecordHeader header;

  // A view of the start of the chunk. Never empty.
  Span<const uint8_t> fragment;

  // kCcsValue: the octet of a change_cipher_spec record in the clear is not 01 (RFC 8446
  // section 5, RFC 5246 section 7.1).
  Violations violations;

  // Put together where TLS 1.2 and before cut it or sent several in a record (RFC 5246 section
  // 6.2.1). Its violations: kAlertLevel.
  Alert alert;
};

// "none", "record", "fragment", "alert", "record_end", "closed". Static storage.
string_view Name(StreamEvent::Kind kind);

// How many of each the stream accepts; one more is an error. 0 accepts none, kNoLimit any number.
// Each is counted over the whole stream, unless its comment says otherwise.
struct StreamLimits {
  static constexpr uint8_t kNoLimit = 255;

  // Records of length 0 in a row, of any type. They cost the receiver work and the sender nothing;
  // RFC 5246 section 6.2.1 allows them for application data. BoringSSL, OpenSSL, Go and rustls
  // allow as many.
  uint8_t empty_records = 32;

  // Alerts in the clear that do not end the stream (RFC 5246 section 7.2, RFC 8446 section 6.1).
  uint8_t warning_alerts = 4;

  // change_cipher_spec records where the context says TLS 1.3, counted nowhere else. An honest peer
  // sends one (RFC 8446 section D.4); some stacks bear with a second, none needs a third.
  uint8_t change_cipher_specs = 2;
};

// How a stream ended: what the transport's end means where it is now.
enum class Closure : uint8_t {
  kBoundary,      // between two records, or before the first; no close_notify was read
  kInsideRecord,  // inside a record or its header: cut off
  kAlertUnread,   // behind an encrypted alert, which may have been close_notify
  kGraceful,      // behind close_notify in the clear
  kFatalAlert,    // behind a fatal alert in the clear
  kFailed,        // what came was no TLS stream
};

// "boundary", "inside_record", "alert_unread", "graceful", "fatal_alert", "failed". Static storage.
string_view Name(Closure closure);

// Trivially copyable: a copy goes on from where the original was.
//
// Alerts are read only where they are certainly in the clear (RFC 8446 section 5, RFC 5246 section
// 7.1):
//   kInitial          always: nothing in it encrypts.
//   kPlain            TLS 1.3: always. Before: until a change_cipher_spec or application_data
//                     record; what follows in this direction is encrypted, whatever the context
//                     says.
//   kRelay            version 0x0304: until an application_data record. Any other: until a
//                     change_cipher_spec or application_data record. In either case only a record
//                     of at most kMaxReadableAlert octets; behind a longer one none is read.
//   kProtected        never. TLS 1.3 hides alerts in application_data; before, they keep their type
//                     and are encrypted. A close_notify in either is never reported.
class RecordStream {
 public:
  // The longest alert record that a relay reads, in octets of the fragment. An encrypted one has
  // five at least: one of the alert and four of a MAC. The shortest MAC is that of GOST 28147-89
  // (CNT_IMIT, RFC 9189), of 4 octets; truncated_hmac has 10 (RFC 6066 section 7), and an AEAD's
  // tag with its explicit nonce 16. Two encrypted records could be as short, and no honest peer
  // sends them: a fragment of no octets, which RFC 5246 section 6.2.1 forbids for alerts, and one
  // without a MAC, in TLS_NULL_WITH_NULL_NULL, which must not be negotiated (RFC 5246 appendix
  // A.5).
  static constexpr uint16_t kMaxReadableAlert = 4;

  // For a relay, who is given what is his: RecordContext::Relay().
  RecordStream() : RecordStream(RecordContext::Relay()) {}

  // Of a relay's stream `policy` decides of unknown content types alone.
  explicit RecordStream(const RecordContext& context, Policy policy = Policy::Interop())
      : RecordStream(context, policy, StreamLimits()) {}
  RecordStream(const RecordContext& context, Policy policy, StreamLimits limits)
      : context_(context), policy_(policy), limits_(limits) {}

  // The context of the records to come.
  //   kOk        consumed() is 0.
  //   kBadState  a record has begun and its kRecordEnd has not been given; nothing changes.
  //   Behind an end of the stream, that Result; nothing changes.
  Result SetContext(const RecordContext& context);
  const RecordContext& context() const { return context_; }

  // Takes octets from the start of `chunk`, which may be empty, as far as the next event.
  //   kOk  consumed() octets were taken, `*event` is set. kNone takes all of `chunk`, and so does
  //        not come before everything was said of the octets given earlier.
  //   On any other outcome nothing is taken, `*event` is unchanged and the stream is over: every
  //   later call returns the same Result. Octets that follow belong to nobody (RFC 8446 section
  //   6.1: what comes behind a closure alert is ignored).
  //   kDeserialization  offset() counts from the record's first octet, whichever chunk that was in.
  //                     A header: as Decode of RecordHeader; the octets that complete the field at
  //                     fault decide, so `chunk` need not reach to its end.
  //                     kTooManyCcs: offset() is 0.
  //                     kAlertSize, kTooManyEmptyRecords: offset() is 3.
  //                     kCcsValue: offset() is 5, octet() the value.
  //                     kAlertLevel: offset() is the level's, octet() the level; not in kRelay.
  //                     kTooManyWarningAlerts: offset() is the description's, octet() is it.
  //                     The octets of an alert at fault have come as kFragment.
  //   kPeerRefused      behind kClosed: what Verdict(event.alert) says, with kCloseNotify or
  //                     kFatalAlert. Without a version it goes by the level.
  // Work: a few compares an event; a fragment is not looked at, but for alerts in the clear and the
  // first octet of change_cipher_spec.
  Result Next(Span<const uint8_t> chunk ABSL_ATTRIBUTE_LIFETIME_BOUND, StreamEvent* event);

  // What it means if the transport ends here. Ask when Next has given kNone or failed.
  Closure EndOfStream() const;

  // The same as a Result:
  //   kGraceful      kPeerRefused, kCloseNotify.
  //   kFatalAlert    kPeerRefused, kFatalAlert; octet() is the description.
  //   kAlertUnread   kDeserialization, kClosedAlertUnread; offset() is 0.
  //   kBoundary      kDeserialization, kClosedNoNotify; offset() is 0. A truncation attack looks
  //                  like this where the data has no end of its own (RFC 5246 section 7.2.1).
  //   kInsideRecord  kDeserialization, kClosedInsideRecord; offset() is how many octets of the
  //                  record have arrived.
  //   kFailed        what Next returns.
  Result EndResult() const;

 private:
  // What the next call does.
  enum class Step : uint8_t { kHeader, kFragment, kAlert, kClosed };
  // What the fragment is to the stream.
  enum class Body : uint8_t { kOpaque, kAlerts, kCcs };

  Result TakeHeader(Span<const uint8_t> chunk, StreamEvent* event);
  Result TakeFragment(Span<const uint8_t> chunk, StreamEvent* event);
  Result GiveAlert(StreamEvent* event);
  Result JudgeRecord(RecordHeader* header) const;
  void Begin(const RecordHeader& header);
  Body BodyOf(const RecordHeader& header) const;
  bool AlertsAreClear() const;
  Result JudgeLevel() const;
  Alert LastAlert() const;
  size_t PushAlertOctets(Span<const uint8_t> octets);
  uint32_t LastOffset() const;
  Result Fail(Result result);

  Result end_ = Result::Ok(0);  // ok: not over
  RecordContext context_;
  Policy policy_;
  AlertAccumulator alerts_;
  uint8_t description_ = 0;  // of the last alert that was complete; its level is in alerts_
  uint16_t length_ = 0;      // of the record
  uint16_t remaining_ = 0;   // octets of the fragment that have not arrived
  StreamLimits limits_;
  uint8_t empty_records_ = 0;
  uint8_t warning_alerts_ = 0;
  uint8_t change_cipher_specs_ = 0;
  std::array<uint8_t, kRecordHeaderSize> header_ = {};
  uint8_t header_size_ = 0;  // octets of header_ that have arrived
  Step step_ = Step::kHeader;
  Body body_ = Body::kOpaque;
  bool seen_ccs_ = false;
  bool seen_protected_ = false;  // application_data, or an alert too long to be in the clear
  bool alert_unread_ = false;    // the last record is an encrypted alert
};

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_RECORD_STREAM_H_
