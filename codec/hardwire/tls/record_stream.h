// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// RecordStream reads one direction of a TLS connection record by record. It is made for a relay,
// which passes the bytes on. It keeps no bytes, except those of a header that the end of a chunk
// cuts.
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
// However the bytes are cut into chunks, the events are the same. Only the number of kFragment
// events that give one fragment differs.

#ifndef HARDWIRE_TLS_RECORD_STREAM_H_
#define HARDWIRE_TLS_RECORD_STREAM_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_accumulator.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

namespace record_internal {
struct HeaderFields;  // record_framing.h
}  // namespace record_internal

// What Next found. Next sets `kind` and the members that the comment of the kind names. The others
// are unchanged.
struct StreamEvent {
  enum class Kind : uint8_t {
    kNone,       // all of the chunk was taken, and nothing is complete
    kRecord,     // a header is complete: `header`
    kFragment,   // octets of the record's fragment: `fragment`, `violations`
    kAlert,      // an alert in the clear is complete: `alert`. Takes no octets: they came before
    kRecordEnd,  // the fragment is complete. Takes no octets
    kClosed,     // the alert before this event ended the stream. Takes no octets
  };
  Kind kind = Kind::kNone;

  // Its violations are the broken rules that the policy accepts. They are those of RecordHeader and
  // kAlertSize: in TLS 1.3, an alert record in the clear that has neither 0 nor 2 octets (RFC 8446
  // section 5.1: one alert a record).
  RecordHeader header;

  // A view of the start of the chunk. Never empty.
  Span<const uint8_t> fragment;

  // kCcsValue: the first octet of a change_cipher_spec record in the clear is not 01 (RFC 8446
  // section 5, RFC 5246 section 7.1).
  Violations violations;

  // One whole alert. TLS 1.2 and before may cut an alert, or send several in a record (RFC 5246
  // section 6.2.1). Its violations are kAlertLevel or none.
  Alert alert;
};

// "none", "record", "fragment", "alert", "record_end", "closed". Static storage.
string_view Name(StreamEvent::Kind kind);

// How many of each the stream accepts. One more is an error. 0 accepts none, kNoLimit accepts any
// number. A limit counts over the whole stream, unless its comment says otherwise.
struct StreamLimits {
  static constexpr uint8_t kNoLimit = 255;

  // Records of length 0 in a row, of any type. They cost the receiver work and the sender nothing.
  // RFC 5246 section 6.2.1 allows them for application data. BoringSSL, OpenSSL, Go and rustls
  // accept the same number.
  uint8_t empty_records = 32;

  // Alerts in the clear that do not end the stream (RFC 5246 section 7.2, RFC 8446 section 6.1).
  uint8_t warning_alerts = 4;

  // change_cipher_spec records, counted only where the context says TLS 1.3. An honest peer sends
  // one (RFC 8446 section D.4). Some stacks accept a second; none needs a third.
  uint8_t change_cipher_specs = 2;
};

// How the stream ended, if the transport ends here.
enum class Closure : uint8_t {
  kBoundary,      // between two records, or before the first; no close_notify was read
  kInsideRecord,  // inside a record or its header
  kAlertUnread,   // behind an encrypted alert of some octets, which may have been close_notify
  kGraceful,      // behind close_notify in the clear
  kFatalAlert,    // behind a fatal alert in the clear
  kFailed,        // Next has failed: the bytes are no TLS stream, or over a limit
};

// "boundary", "inside_record", "alert_unread", "graceful", "fatal_alert", "failed". Static storage.
string_view Name(Closure closure);

// Trivially copyable. A copy reads on from the same place.
//
// The stream reads an alert only if it is certainly in the clear (RFC 8446 section 5, RFC 5246
// section 7.1). That depends on the phase of the context:
//   kInitial          As kPlain before TLS 1.3.
//   kPlain            In TLS 1.3 always. Before TLS 1.3, until a change_cipher_spec or
//                     application_data record, or an alert that was not read: what follows in this
//                     direction is encrypted, whatever the context says.
//   kRelay            With version 0x0304, until an application_data record. With any other, until
//                     a change_cipher_spec or application_data record. Only records of at most
//                     kMaxReadableAlert octets are read. Behind a longer one none is read.
//   kProtected        Never. In TLS 1.3 an encrypted alert looks like application_data. Before TLS
//                     1.3 it keeps its type and is encrypted. Its close_notify is never reported.
class RecordStream {
 public:
  // The longest alert record that a relay reads, in octets of the fragment. An encrypted alert
  // record has at least five: one of the alert and four of a MAC. The shortest MAC is that of GOST
  // 28147-89 (CNT_IMIT, RFC 9189), of 4 octets. truncated_hmac has 10 (RFC 6066 section 7), and an
  // AEAD's tag with its explicit nonce 16. Two encrypted records could be shorter, but no honest
  // peer sends them. The first has a fragment of no octets, which RFC 5246 section 6.2.1 forbids
  // for alerts. The second has no MAC: TLS_NULL_WITH_NULL_NULL, which must not be negotiated (RFC
  // 5246 appendix A.5).
  static constexpr uint16_t kMaxReadableAlert = 4;

  // RecordContext::Relay() and the default policy and limits.
  RecordStream() : RecordStream(RecordContext::Relay()) {}

  // In the context of a relay, `policy` matters only for unknown content types.
  explicit RecordStream(const RecordContext& context, Policy policy = Policy::Interop())
      : RecordStream(context, policy, StreamLimits()) {}
  RecordStream(const RecordContext& context, Policy policy, StreamLimits limits)
      : context_(context), policy_(policy), limits_(limits) {}

  // Sets the context of the records that follow.
  //   kOk        consumed() is 0.
  //   kBadState  A record has begun, and Next has not given its kRecordEnd. Nothing changes.
  // If the stream is over, returns the Result that ended it. Nothing changes.
  Result SetContext(const RecordContext& context);
  const RecordContext& context() const { return context_; }

  // Takes octets from the start of `chunk`, which may be empty, up to the next event.
  //   kOk               consumed() octets were taken, and `*event` is set. Only kNone means that
  //                     the chunk is used up and no further event is due.
  //   kDeserialization  The bytes are no TLS stream, or over a limit. offset() counts from the
  //                     record's first octet, which may lie in an earlier chunk. A header has the
  //                     errors of Decode(RecordHeader). They come with the field at fault, before
  //                     the header is complete. The others:
  //                       kTooManyCcs            offset() is 0, octet() is the type.
  //                       kAlertSize             offset() is 3.
  //                       kTooManyEmptyRecords   offset() is 3.
  //                       kCcsValue              offset() is 5, octet() is the value.
  //                       kAlertLevel            offset() is that of the level, octet() is the
  //                                              level. Not for a relay.
  //                       kTooManyWarningAlerts  offset() is that of the description, octet() is
  //                                              the description.
  //                     Before an error of an alert, its octets have come as kFragment.
  //   kPeerRefused      After kClosed: the Verdict of event.alert, kCloseNotify or kFatalAlert. If
  //                     the context has no version, the level decides whether it is fatal.
  // On any outcome but kOk nothing is taken and `*event` is unchanged. The stream is over: every
  // later call returns the same Result. Octets behind a closure alert are ignored (RFC 8446 section
  // 6.1).
  //
  // Work: a few compares an event. Fragments are not read, except alerts in the clear and the first
  // octet of change_cipher_spec.
  Result Next(Span<const uint8_t> chunk HARDWIRE_LIFETIME_BOUND, StreamEvent* event);

  // How the stream ended, if the transport ends here. Call it after Next has given kNone or failed.
  Closure EndOfStream() const;

  // The same as a Result:
  //   kGraceful      kPeerRefused, kCloseNotify.
  //   kFatalAlert    kPeerRefused, kFatalAlert; octet() is the description.
  //   kAlertUnread   kDeserialization, kClosedAlertUnread; offset() is 0.
  //   kBoundary      kDeserialization, kClosedNoNotify; offset() is 0. It may be a truncation
  //                  attack, if the data does not show where it ends (RFC 5246 section 7.2.1).
  //   kInsideRecord  kDeserialization, kClosedInsideRecord; offset() is how many octets of the
  //                  record have arrived.
  //   kFailed        what Next returns.
  Result EndResult() const;

 private:
  // What the next call reads or gives: a header; the fragment, or its end, of a record that is not
  // read, of alerts, of change_cipher_spec; the alert that has arrived; kClosed; `end_`.
  enum class Step : uint8_t { kHeader, kOpaque, kAlerts, kCcs, kAlert, kClosed, kOver };

  Result TakeHeader(Span<const uint8_t> chunk, StreamEvent* event);
  Result TakePart(Span<const uint8_t> chunk, StreamEvent* event);
  Result TakeUnusual(record_internal::HeaderFields fields, size_t taken, StreamEvent* event);
  Result TakeFragment(Span<const uint8_t> chunk, StreamEvent* event);
  Result TakeContent(Span<const uint8_t> chunk, StreamEvent* event);
  Result GiveFragment(Span<const uint8_t> fragment, Violations violations, StreamEvent* event);
  Result GiveAlert(StreamEvent* event);
  Result GiveEnd(StreamEvent* event);
  Result JudgeRecord(RecordHeader* header) const;
  void BeginOpaque(record_internal::HeaderFields fields);
  void Begin(const RecordHeader& header);
  Step StepBehind(const RecordHeader& header) const;
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
  bool seen_ccs_ = false;
  bool seen_protected_ = false;  // application_data, or an alert too long to be in the clear
  bool alert_unread_ = false;    // the last record is an encrypted alert
};

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_RECORD_STREAM_H_
