// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/c/tls.h"

#include <cstddef>
#include <cstdint>
#include <optional>

#include "hardwire/c/base.h"
#include "hardwire/c/convert.h"
#include "hardwire/outcome_row.h"
#include "hardwire/result.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_accumulator.h"
#include "hardwire/tls/alert_for.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/messages.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/record_split.h"
#include "hardwire/tls/record_stream.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

using tls::RecordStream;
using tls::StreamEvent;

static_assert(HW_HANDSHAKE_LIMIT == tls::HandshakeLimit().octets);

std::optional<tls::RecordContext> ContextOf(hw_record_context from) {
  if (from.phase < HW_PHASE_INITIAL || from.phase > HW_PHASE_RELAY) return std::nullopt;
  return tls::RecordContext::Of(static_cast<tls::Phase>(from.phase - 1), from.version,
                                tls::LengthLimit{from.limit});
}

std::optional<tls::InnerContext> ContextOf(hw_inner_context from) {
  const tls::RecordSizeLimit limit = {from.limit};
  switch (from.protocol) {
    case HW_INNER_TLS13:
      return tls::InnerContext::Tls13(limit);
    case HW_INNER_DTLS13:
      return tls::InnerContext::Dtls13(limit);
    case HW_INNER_DTLS12:
      return tls::InnerContext::Dtls12(limit);
    default:
      return std::nullopt;
  }
}

std::optional<tls::HelloContext> ContextOf(hw_hello_context from) {
  const tls::HandshakeLimit limit = {from.limit};
  if (from.protocol == HW_HELLO_TLS) return tls::HelloContext::Tls(limit);
  if (from.protocol == HW_HELLO_DTLS) return tls::HelloContext::Dtls(limit);
  return std::nullopt;
}

namespace {

constexpr uint32_t kStreamTag = 0x52;

// Empty if it is unset.
std::optional<RecordStream> StreamOf(const hw_record_stream& from) {
  return Loaded(from, kStreamTag, RecordStream());
}

hw_stream_event StreamEventToC(const StreamEvent& from) {
  hw_stream_event to = {};
  to.kind = static_cast<uint32_t>(from.kind);
  if (from.kind == StreamEvent::Kind::kRecord) to.header = ToC(from.header);
  if (from.kind == StreamEvent::Kind::kFragment) {
    to.fragment = ToC(from.fragment);
    to.violations = from.violations.bits();
  }
  if (from.kind == StreamEvent::Kind::kAlert) to.alert = ToC(from.alert);
  return to;
}

}  // namespace

extern "C" {

HW_API const char* hw_content_type_name(uint8_t type) {
  return ToName(Name(static_cast<tls::ContentType>(type)));
}
HW_API const char* hw_alert_level_name(uint8_t level) {
  return ToName(Name(static_cast<tls::AlertLevel>(level)));
}
HW_API const char* hw_alert_description_name(uint8_t description) {
  return ToName(Name(static_cast<tls::AlertDescription>(description)));
}
HW_API const char* hw_handshake_type_name(uint8_t type) {
  return ToName(Name(static_cast<tls::HandshakeType>(type)));
}

HW_API hw_record_context hw_record_context_of(uint8_t phase, uint16_t version) {
  return {phase, version, HW_NO_LIMIT};
}

HW_API hw_tls_record_header hw_tls_record_header_new(void) { return ToC(tls::RecordHeader()); }
HW_API hw_result hw_tls_record_header_decode(const uint8_t* input, size_t size,
                                             hw_tls_record_header* message,
                                             hw_record_context context, hw_policy policy) {
  return DecodeInto<tls::RecordHeader>(input, size, message, ContextOf(context), policy);
}
HW_API hw_result hw_tls_record_header_encode(const hw_tls_record_header* message, uint8_t* output,
                                             size_t size, hw_record_context context,
                                             hw_policy policy) {
  return EncodeFrom<tls::RecordHeader>(*message, output, size, ContextOf(context), policy);
}
HW_API size_t hw_tls_record_header_size(const hw_tls_record_header* message) {
  return SizeOf<tls::RecordHeader>(*message);
}

HW_API hw_tls_record hw_tls_record_new(void) { return ToC(tls::Record()); }
HW_API hw_result hw_tls_record_decode(const uint8_t* input, size_t size, hw_tls_record* message,
                                      hw_record_context context, hw_policy policy) {
  return DecodeInto<tls::Record>(input, size, message, ContextOf(context), policy);
}
HW_API hw_result hw_tls_record_encode(const hw_tls_record* message, uint8_t* output, size_t size,
                                      hw_record_context context, hw_policy policy) {
  return EncodeFrom<tls::Record>(*message, output, size, ContextOf(context), policy);
}
HW_API size_t hw_tls_record_size(const hw_tls_record* message) {
  return SizeOf<tls::Record>(*message);
}

HW_API hw_tls_inner hw_tls_inner_new(void) { return ToC(tls::InnerPlaintext()); }
HW_API hw_result hw_tls_inner_decode(const uint8_t* input, size_t size, hw_tls_inner* message,
                                     hw_inner_context context, hw_policy policy) {
  return DecodeInto<tls::InnerPlaintext>(input, size, message, ContextOf(context), policy);
}
HW_API hw_result hw_tls_inner_encode(const hw_tls_inner* message, uint8_t* output, size_t size,
                                     hw_inner_context context, hw_policy policy) {
  return EncodeFrom<tls::InnerPlaintext>(*message, output, size, ContextOf(context), policy);
}
HW_API size_t hw_tls_inner_size(const hw_tls_inner* message) {
  return SizeOf<tls::InnerPlaintext>(*message);
}

HW_API hw_alert hw_alert_new(void) { return ToC(tls::Alert()); }
HW_API hw_result hw_alert_decode(const uint8_t* input, size_t size, hw_alert* message,
                                 hw_policy policy) {
  return DecodeInto<tls::Alert>(input, size, message, WithoutContext(), policy);
}
HW_API hw_result hw_alert_encode(const hw_alert* message, uint8_t* output, size_t size,
                                 hw_policy policy) {
  return EncodeFrom<tls::Alert>(*message, output, size, WithoutContext(), policy);
}
HW_API size_t hw_alert_size(const hw_alert* message) { return SizeOf<tls::Alert>(*message); }

HW_API hw_sslv2_hello hw_sslv2_hello_new(void) { return ToC(tls::Sslv2Hello()); }
HW_API hw_result hw_sslv2_hello_decode(const uint8_t* input, size_t size, hw_sslv2_hello* message) {
  return DecodeInto<tls::Sslv2Hello>(input, size, message, WithoutContext(), hw_policy_strict());
}
HW_API hw_result hw_sslv2_hello_encode(const hw_sslv2_hello* message, uint8_t* output,
                                       size_t size) {
  return EncodeFrom<tls::Sslv2Hello>(*message, output, size, WithoutContext(), hw_policy_strict());
}
HW_API size_t hw_sslv2_hello_size(const hw_sslv2_hello* message) {
  return SizeOf<tls::Sslv2Hello>(*message);
}

HW_API hw_tls_handshake_header hw_tls_handshake_header_new(void) {
  return ToC(tls::HandshakeHeader());
}
HW_API hw_result hw_tls_handshake_header_decode(const uint8_t* input, size_t size,
                                                hw_tls_handshake_header* message, uint32_t limit) {
  return DecodeInto<tls::HandshakeHeader>(input, size, message, LimitOf(limit), hw_policy_strict());
}
HW_API hw_result hw_tls_handshake_header_encode(const hw_tls_handshake_header* message,
                                                uint8_t* output, size_t size, uint32_t limit) {
  return EncodeFrom<tls::HandshakeHeader>(*message, output, size, LimitOf(limit),
                                          hw_policy_strict());
}
HW_API size_t hw_tls_handshake_header_size(const hw_tls_handshake_header* message) {
  return SizeOf<tls::HandshakeHeader>(*message);
}

HW_API hw_client_hello hw_client_hello_new(void) { return ToC(tls::ClientHello()); }
HW_API hw_result hw_client_hello_decode(const uint8_t* input, size_t size, hw_client_hello* message,
                                        hw_hello_context context, hw_policy policy) {
  return DecodeInto<tls::ClientHello>(input, size, message, ContextOf(context), policy);
}
HW_API hw_result hw_client_hello_encode(const hw_client_hello* message, uint8_t* output,
                                        size_t size, hw_hello_context context, hw_policy policy) {
  return EncodeFrom<tls::ClientHello>(*message, output, size, ContextOf(context), policy);
}
HW_API size_t hw_client_hello_size(const hw_client_hello* message, hw_hello_context context) {
  const std::optional<tls::HelloContext> from = ContextOf(context);
  tls::ClientHello hello;
  return from && FromC(*message, &hello) ? EncodedSize(hello, *from) : 0;
}

HW_API int hw_alert_is_fatal(const hw_alert* alert, uint16_t version) {
  tls::Alert from;
  return !FromC(*alert, &from) || IsFatal(from, version) ? 1 : 0;
}
HW_API hw_result hw_alert_verdict(const hw_alert* alert, uint16_t version) {
  tls::Alert from;
  return FromC(*alert, &from) ? ToC(Verdict(from, version)) : kUnsetMemory;
}
HW_API int hw_alert_for(hw_result result, uint8_t* description) {
  const std::optional<tls::AlertDescription> answer = tls::AlertFor(FromC(result));
  if (answer) *description = static_cast<uint8_t>(*answer);
  return answer ? 1 : 0;
}

HW_API int hw_alert_accumulator_push(hw_alert_accumulator* accumulator, uint8_t octet,
                                     hw_alert* alert) {
  tls::AlertAccumulator pushed;
  pushed.half = accumulator->half != 0;
  pushed.level = accumulator->level;
  tls::Alert complete;
  const bool is_complete = pushed.Push(octet, &complete);
  if (is_complete) *alert = ToC(complete);
  *accumulator = {static_cast<uint8_t>(pushed.half ? 1 : 0), pushed.level};
  return is_complete ? 1 : 0;
}

HW_API size_t hw_record_count(size_t size, hw_record_context context) {
  const std::optional<tls::RecordContext> from = ContextOf(context);
  return from ? tls::RecordCount(size, *from) : SIZE_MAX;
}
HW_API size_t hw_split_size(size_t size, hw_record_context context) {
  const std::optional<tls::RecordContext> from = ContextOf(context);
  return from ? tls::SplitSize(size, *from) : SIZE_MAX;
}
HW_API hw_result hw_encode_split(uint8_t type, uint16_t version, const uint8_t* content,
                                 size_t content_size, uint8_t* output, size_t size,
                                 hw_record_context context, hw_policy policy) {
  const std::optional<tls::RecordContext> from = ContextOf(context);
  if (!from) return kUnsetMemory;
  return ToC(tls::EncodeSplit(static_cast<tls::ContentType>(type), version, {content, content_size},
                              {output, size}, *from, FromC(policy)));
}

HW_API const char* hw_stream_event_name(uint32_t kind) {
  return ToName(kind > UINT8_MAX ? kUnassigned : Name(static_cast<StreamEvent::Kind>(kind)));
}

HW_API hw_stream_limits hw_stream_limits_new(void) {
  const tls::StreamLimits limits;
  return {limits.empty_records, limits.warning_alerts, limits.change_cipher_specs};
}
HW_API const char* hw_closure_name(uint8_t closure) {
  return ToName(Name(static_cast<tls::Closure>(closure)));
}

HW_API hw_result hw_record_stream_init(hw_record_stream* stream, hw_record_context context,
                                       hw_policy policy, hw_stream_limits limits) {
  *stream = {};
  const std::optional<tls::RecordContext> from = ContextOf(context);
  if (!from) return kUnsetMemory;
  tls::StreamLimits most;
  most.empty_records = limits.empty_records;
  most.warning_alerts = limits.warning_alerts;
  most.change_cipher_specs = limits.change_cipher_specs;
  Store(stream, kStreamTag, RecordStream(*from, FromC(policy), most));
  return ToC(Result::Ok(0, Layer::kTls));
}
HW_API hw_result hw_record_stream_set_context(hw_record_stream* stream, hw_record_context context) {
  std::optional<RecordStream> object = StreamOf(*stream);
  const std::optional<tls::RecordContext> from = ContextOf(context);
  if (!object || !from) return kUnsetMemory;
  const Result result = object->SetContext(*from);
  Store(stream, kStreamTag, *object);
  return ToC(result);
}
HW_API hw_result hw_record_stream_next(hw_record_stream* stream, const uint8_t* chunk, size_t size,
                                       hw_stream_event* event) {
  std::optional<RecordStream> object = StreamOf(*stream);
  if (!object) return kUnsetMemory;
  StreamEvent found;
  const Result result = object->Next({chunk, size}, &found);
  Store(stream, kStreamTag, *object);
  if (result.ok()) *event = StreamEventToC(found);
  return ToC(result);
}
HW_API uint8_t hw_record_stream_end_of_stream(const hw_record_stream* stream) {
  const std::optional<RecordStream> object = StreamOf(*stream);
  return static_cast<uint8_t>(object ? object->EndOfStream() : tls::Closure::kFailed);
}
HW_API hw_result hw_record_stream_end_result(const hw_record_stream* stream) {
  const std::optional<RecordStream> object = StreamOf(*stream);
  return object ? ToC(object->EndResult()) : kUnsetMemory;
}

}  // extern "C"

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
