// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The calls of the C API that belong to no message, beside those of C++: outcomes and names,
// numbers of platforms, what is asked of messages of SOCKS, TLS and DTLS.

#ifndef HARDWIRE_FUZZ_C_CALLS_H_
#define HARDWIRE_FUZZ_C_CALLS_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "fuzz/c_messages.h"
#include "fuzz/laws.h"
#include "fuzz/model_values.h"
#include "hardwire/c/hardwire.h"
#include "hardwire/datagram_protocol.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/platform/secure_transport.h"
#include "hardwire/platform/symbol.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/sniff.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/socks/reply_for.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_accumulator.h"
#include "hardwire/tls/alert_for.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/dtls_ack.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/dtls_numbers.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/record_split.h"
#include "hardwire/tls/record_stream.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

inline bool IsText(string_view text, const char* c) { return text == string_view(c); }

// Whether C gives the same answer where there is one, and otherwise 0, with the member unchanged.
template <typename Member, typename Value, typename Call>
bool IsSameAnswer(const std::optional<Value>& answer, Call call) {
  constexpr auto kUntouched = static_cast<Member>(0x5A);
  Member member = kUntouched;
  const int given = call(&member);
  return answer ? given == 1 && IsSame(*answer, static_cast<uint64_t>(member))
                : given == 0 && member == kUntouched;
}

// Any outcome that C can hold, and as C++ has it: Result() where no call gives such a one.
inline hw_result OutcomeInC(Choices* c) {
  hw_result outcome = {};
  outcome.code = static_cast<uint8_t>(c->Octet() % (HW_PEER_REFUSED + 3));
  outcome.detail = static_cast<uint8_t>(c->Octet() % (HW_DETAIL_COUNT + 2));
  outcome.octet = c->Octet();
  outcome.layer = static_cast<uint8_t>(c->Octet() % (HW_LAYER_DTLS + 2));
  outcome.number = static_cast<uint32_t>(c->Number(4));
  return outcome;
}
inline Result AsResult(const hw_result& c) {
  const bool known = c.code != HW_CODE_UNSET && c.code <= HW_PEER_REFUSED &&
                     c.detail < HW_DETAIL_COUNT && c.layer <= HW_LAYER_DTLS;
  if (!known) return Result();
  const auto layer = static_cast<Layer>(c.layer);
  if (c.code == HW_OK) return Result::Ok(c.number, layer);
  if (c.code == HW_NEED_MORE) return Result::NeedMore(c.number, layer);
  return Result::Error(static_cast<Code>(c.code - 1), static_cast<Detail>(c.detail), c.number,
                       c.octet, layer);
}

inline void CheckOutcomeInC(Bytes input) {
  Choices c(input);
  const hw_result in_c = OutcomeInC(&c);
  const Result result = AsResult(in_c);
  const size_t have = c.Short();
  Require((result.ok() ? 1 : 0) == hw_ok(in_c) && result.consumed() == hw_consumed(in_c) &&
              result.written() == hw_written(in_c) && result.needed() == hw_needed(in_c) &&
              result.missing(have) == hw_missing(in_c, have) &&
              result.offset() == hw_offset(in_c) && IsText(Sentence(result), hw_sentence(in_c)),
          "c: both read an outcome alike", input);

  const auto error = cfnetwork::FromResult(result);
  const auto packed = error ? std::optional<int32_t>(error->packed()) : std::nullopt;
  Require(
      IsSameAnswer<int32_t>(packed, [&](auto* to) { return hw_cfnetwork_from_result(in_c, to); }) &&
          IsSameAnswer<int32_t>(openharmony::FromResult(result),
                                [&](auto* to) { return hw_openharmony_from_result(in_c, to); }) &&
          IsSameAnswer<int32_t>(
              secure_transport::FromResult(result),
              [&](auto* to) { return hw_secure_transport_from_result(in_c, to); }),
      "c: both have the same number of each platform", input);
  Require(IsSameAnswer<uint8_t>(socks4::ReplyFor(result),
                                [&](auto* to) { return hw_socks4_reply_for(in_c, to); }) &&
              IsSameAnswer<uint8_t>(socks5::ReplyFor(result),
                                    [&](auto* to) { return hw_socks5_reply_for(in_c, to); }) &&
              IsSameAnswer<uint8_t>(tls::AlertFor(result),
                                    [&](auto* to) { return hw_alert_for(in_c, to); }),
          "c: both answer an outcome alike", input);
}

inline void CheckPolicyInC(Choices* c, Bytes input) {
  hw_policy in_c = {c->Number(4)};
  const auto violation = static_cast<uint8_t>(c->Octet() % (kViolationCount + 4));
  Policy policy = Policy::Strict();
  for (uint8_t i = 0; i < kViolationCount; ++i) {
    if ((in_c.accepts >> i & 1) != 0) policy = policy.Accepting(static_cast<Violation>(i));
  }
  const bool known = violation < kViolationCount;
  const auto which = static_cast<Violation>(violation);
  const Policy more = known ? policy.Accepting(which) : policy;
  const Policy less = known ? policy.Rejecting(which) : policy;
  Require(AsStruct(more).accepts == hw_policy_accepting(in_c, violation).accepts &&
              AsStruct(less).accepts == hw_policy_rejecting(in_c, violation).accepts &&
              AsStruct(Policy::Strict()).accepts == hw_policy_strict().accepts &&
              AsStruct(Policy::Interop()).accepts == hw_policy_interop().accepts &&
              AsStruct(Policy::Lenient()).accepts == hw_policy_lenient().accepts,
          "c: both have the same policies", input);
}

// The names of one octet in each enumeration.
inline void CheckNameInC(Bytes input) {
  Choices c(input);
  const uint8_t octet = c.Octet();
  const string_view code = octet == HW_CODE_UNSET ? "unset" : Name(static_cast<Code>(octet - 1));
  Require(IsText(code, hw_code_name(octet)) &&
              IsText(Name(static_cast<Detail>(octet)), hw_detail_name(octet)) &&
              IsText(Name(static_cast<Violation>(octet)), hw_violation_name(octet)) &&
              IsText(Name(static_cast<Protocol>(octet)), hw_protocol_name(octet)) &&
              IsSame(ProtocolOfDatagram(octet), hw_protocol_of_datagram(octet)),
          "c: both have the same names", input);
  Require(
      IsText(Name(static_cast<socks5::Method>(octet)), hw_socks5_method_name(octet)) &&
          IsText(Name(static_cast<socks5::Command>(octet)), hw_socks5_command_name(octet)) &&
          IsText(Name(static_cast<socks5::ReplyCode>(octet)), hw_socks5_reply_code_name(octet)) &&
          IsText(Name(static_cast<socks4::Command>(octet)), hw_socks4_command_name(octet)) &&
          IsText(Name(static_cast<socks4::ReplyCode>(octet)), hw_socks4_reply_code_name(octet)) &&
          IsText(Name(static_cast<gssapi::Type>(octet)), hw_gssapi_type_name(octet)) &&
          IsText(Name(static_cast<socks::HandshakeStep>(octet)), hw_step_name(octet)),
      "c: both have the same names of SOCKS", input);
  Require(
      IsText(Name(static_cast<tls::ContentType>(octet)), hw_content_type_name(octet)) &&
          IsText(Name(static_cast<tls::AlertLevel>(octet)), hw_alert_level_name(octet)) &&
          IsText(Name(static_cast<tls::AlertDescription>(octet)),
                 hw_alert_description_name(octet)) &&
          IsText(Name(static_cast<tls::HandshakeType>(octet)), hw_handshake_type_name(octet)) &&
          IsText(Name(static_cast<tls::StreamEvent::Kind>(octet)), hw_stream_event_name(octet)) &&
          IsText(Name(static_cast<tls::Closure>(octet)), hw_closure_name(octet)) &&
          IsText(Name(static_cast<tls::DtlsForm>(octet)), hw_dtls_form_name(octet)) &&
          IsText(Name(static_cast<tls::HelloOutcome>(octet)), hw_hello_outcome_name(octet)),
      "c: both have the same names of TLS", input);
  const uint32_t wide = octet + 256U;
  Require(IsText("unassigned", hw_stream_event_name(wide)) &&
              IsText("unassigned", hw_hello_outcome_name(wide)),
          "c: no wide number has a name", input);
  CheckPolicyInC(&c, input);
}

// The symbol `i` of a list.
template <typename Call>
bool IsSameSymbol(Span<const Symbol> symbols, size_t i, Call call) {
  hw_symbol in_c = {0, "", ""};
  const int given = call(i, &in_c);
  if (i >= symbols.size()) return given == 0 && in_c.value == 0;
  return given == 1 && symbols[i].value == in_c.value && IsText(symbols[i].name, in_c.name) &&
         IsText(symbols[i].message, in_c.message);
}

// A number of a platform.
inline void CheckNumberInC(Bytes input) {
  Choices c(input);
  const auto number = static_cast<int32_t>(static_cast<uint32_t>(c.Number(4)));
  const size_t i = c.Octet();
  const auto subdomain = static_cast<uint16_t>(c.Octet() % 8);

  const cfnetwork::Description cf = cfnetwork::Describe(number);
  const hw_cfnetwork_description cf_c = hw_cfnetwork_describe(number);
  Require(cf.error.subdomain == cf_c.subdomain && cf.error.code == cf_c.code &&
              IsText(cf.subdomain, cf_c.subdomain_name) && IsText(cf.code, cf_c.code_name) &&
              IsText(cf.octet, cf_c.octet_name) && IsText(cf.sentence, cf_c.sentence) &&
              IsSameSymbol(cfnetwork::Domains(), i, hw_cfnetwork_domain_symbol) &&
              IsSameSymbol(cfnetwork::Subdomains(), i, hw_cfnetwork_subdomain_symbol) &&
              IsSameSymbol(cfnetwork::CfErrors(), i, hw_cfnetwork_cf_error_symbol) &&
              IsSameSymbol(
                  cfnetwork::Codes(subdomain), i,
                  [=](size_t at, auto* to) { return hw_cfnetwork_code_symbol(subdomain, at, to); }),
          "c: both describe a number of CFNetwork alike", input);

  const openharmony::Decoded open = openharmony::Decode(number);
  const hw_openharmony_description open_c = hw_openharmony_describe(number);
  const auto error = static_cast<int32_t>(i);
  Require(
      IsSame(open.base, open_c.base) && open.rest == open_c.rest && open.code == open_c.code &&
          (open.doubled ? 1 : 0) == open_c.doubled &&
          IsText(Sentence(open.base), open_c.sentence) &&
          IsText(openharmony::Message(number), hw_openharmony_message(number)) &&
          IsSameSymbol(openharmony::Symbols(), i, hw_openharmony_symbol) &&
          IsSameAnswer<int32_t>(openharmony::FromErrno(error),
                                [=](auto* to) { return hw_openharmony_from_errno(error, to); }) &&
          IsSameAnswer<int32_t>(
              openharmony::FromTlsErrno(error),
              [=](auto* to) { return hw_openharmony_from_tls_errno(error, to); }) &&
          IsSameAnswer<int32_t>(openharmony::FromSslError(error),
                                [=](auto* to) { return hw_openharmony_from_ssl_error(error, to); }),
      "c: both describe a number of OpenHarmony alike", input);

  const auto level = static_cast<tls::AlertLevel>(i % 4);
  const auto description = static_cast<uint8_t>(i);
  const auto alert = static_cast<tls::AlertDescription>(description);
  Require(
      IsText(secure_transport::SymbolName(number), hw_secure_transport_name(number)) &&
          IsText(secure_transport::Message(number), hw_secure_transport_message(number)) &&
          IsSameSymbol(secure_transport::Symbols(), i, hw_secure_transport_symbol) &&
          (secure_transport::IsFatalPeerError(number) ? 1 : 0) ==
              hw_secure_transport_is_fatal_peer_error(number) &&
          secure_transport::FromReceivedAlert(level, alert) ==
              hw_secure_transport_from_received_alert(static_cast<uint8_t>(level), description) &&
          IsSameAnswer<int32_t>(
              secure_transport::FromSentAlert(alert),
              [=](auto* to) { return hw_secure_transport_from_sent_alert(description, to); }) &&
          IsSameAnswer<uint8_t>(
              secure_transport::AlertFor(number),
              [=](auto* to) { return hw_secure_transport_alert_for(number, to); }),
      "c: both describe a number of Secure Transport alike", input);
}

// A message that the input makes, and the same as C has it.
template <typename Message>
struct Both {
  explicit Both(Choices* c) {
    Make(c, &message);
    in_c = AsStruct(message);
  }
  Message message;
  typename InC<Message>::Struct in_c;
};

template <typename Message, typename Call>
void SameVerdict(Choices* c, Bytes input, Call call) {
  const Both<Message> both(c);
  Require(IsSame(Verdict(both.message), call(&both.in_c)), "c: both have the same verdict", input);
}

inline void CheckSocksInC(Bytes input) {
  Choices c(input);
  const uint16_t port = c.Short();
  const auto ipv4 = c.Array<4>();
  const auto ipv6 = c.Array<16>();
  const Both<socks5::Greeting> greeting(&c);
  const uint8_t method = c.Octet();
  Require(IsSame(socks::Address::Ipv4(ipv4, port), hw_address_ipv4(ipv4.data(), port)) &&
              IsSame(socks::Address::Ipv6(ipv6, port), hw_address_ipv6(ipv6.data(), port)),
          "c: both make the same address", input);
  Require((greeting.message.Offers(static_cast<socks5::Method>(method)) ? 1 : 0) ==
              hw_socks5_greeting_offers(&greeting.in_c, method),
          "c: both say alike what is offered", input);
  SameVerdict<socks4::Reply>(&c, input, hw_socks4_reply_verdict);
  SameVerdict<socks5::MethodSelection>(&c, input, hw_socks5_method_selection_verdict);
  SameVerdict<userpass::Reply>(&c, input, hw_socks5_userpass_reply_verdict);
  SameVerdict<gssapi::Frame>(&c, input, hw_socks5_gssapi_verdict);
  SameVerdict<socks5::Reply>(&c, input, hw_socks5_reply_verdict);
  const Bytes part = c.Some();
  const string_view name = c.Text();
  Require(IsSame(socks4::PartialReply(part), hw_socks4_partial_reply(part.data(), part.size())) &&
              IsSame(socks5::PartialReply(part), hw_socks5_partial_reply(part.data(), part.size())),
          "c: both judge half a reply alike", input);
  Require(
      IsSame(socks::Address::Domain(name, port), hw_address_domain(name.data(), name.size(), port)),
      "c: both make the same address of a name", input);
}

// Alerts, records of one content, and a stream whose context is set between its chunks.
inline void CheckTlsInC(Bytes input) {
  Choices c(input);
  const Both<tls::Alert> alert(&c);
  const uint16_t version = c.Short();
  Require((IsFatal(alert.message, version) ? 1 : 0) == hw_alert_is_fatal(&alert.in_c, version) &&
              IsSame(Verdict(alert.message, version), hw_alert_verdict(&alert.in_c, version)),
          "c: both judge an alert alike", input);

  tls::AlertAccumulator accumulator;
  hw_alert_accumulator accumulator_c = {};
  for (const uint8_t octet : c.Array<3>()) {
    tls::Alert complete;
    hw_alert complete_c = {};
    const bool done = accumulator.Push(octet, &complete);
    Require((done ? 1 : 0) == hw_alert_accumulator_push(&accumulator_c, octet, &complete_c) &&
                (!done || IsSameMessage(complete, complete_c)),
            "c: both put an alert together alike", input);
  }

  const auto phase = static_cast<uint8_t>(HW_PHASE_INITIAL + c.Octet() % 4);
  const tls::RecordContext context =
      tls::RecordContext::Of(static_cast<tls::Phase>(phase - HW_PHASE_INITIAL), version);
  const tls::RecordContext narrow =
      tls::RecordContext::Of(context.phase(), version, tls::LengthLimit{c.Short()});
  const hw_record_context context_c = hw_record_context_of(phase, version);
  Require(context_c.phase == AsStruct(context).phase && context_c.version == version &&
              context_c.limit == HW_NO_LIMIT,
          "c: both make the same context", input);

  const auto type = c.Enum<tls::ContentType>();
  const Policy policy = kPolicies[c.Octet() % 3];
  const Bytes content = c.Some();
  static std::array<uint8_t, 8192> output;
  static std::array<uint8_t, 8192> output_c;
  output = {};
  output_c = {};
  Require(tls::RecordCount(content.size(), narrow) ==
                  hw_record_count(content.size(), AsStruct(narrow)) &&
              tls::SplitSize(content.size(), narrow) ==
                  hw_split_size(content.size(), AsStruct(narrow)) &&
              IsSame(tls::EncodeSplit(type, version, content, MakeSpan(output), narrow, policy),
                     hw_encode_split(static_cast<uint8_t>(type), version, content.data(),
                                     content.size(), output_c.data(), output_c.size(),
                                     AsStruct(narrow), AsStruct(policy))) &&
              output == output_c,
          "c: both cut content alike", input);

  const tls::StreamLimits limits;
  const hw_stream_limits limits_c = hw_stream_limits_new();
  Require(limits.empty_records == limits_c.empty_records &&
              limits.warning_alerts == limits_c.warning_alerts &&
              limits.change_cipher_specs == limits_c.change_cipher_specs,
          "c: both have the same limits of a stream", input);
  tls::RecordStream stream(context, policy, limits);
  hw_record_stream stream_c = {};
  Require(hw_ok(hw_record_stream_init(&stream_c, context_c, AsStruct(policy), limits_c)) == 1,
          "c: a stream begins", input);
  for (int calls = 0; calls < 8; ++calls) {
    const Bytes chunk = c.Some();
    tls::StreamEvent event;
    hw_stream_event event_c = {};
    Require(IsSame(stream.Next(chunk, &event),
                   hw_record_stream_next(&stream_c, chunk.data(), chunk.size(), &event_c)) &&
                IsSame(event.kind, event_c.kind) &&
                IsSame(stream.SetContext(narrow),
                       hw_record_stream_set_context(&stream_c, AsStruct(narrow))),
            "c: both streams take a context alike", input);
  }
}

inline void CheckAckInC(Choices* c, Bytes input) {
  const Both<tls::Ack> ack(c);
  const size_t i = c->Octet();
  hw_record_number number = {1, 2};
  const int given = hw_dtls_ack_entry(&ack.in_c, i, &number);
  const bool there = i < ack.message.size();
  Require(there ? given == 1 && ack.message[i].epoch == number.epoch &&
                      ack.message[i].sequence == number.sequence
                : given == 0 && number.epoch == 1 && number.sequence == 2,
          "c: both have the same entry of an ACK", input);

  std::array<tls::RecordNumber, 8> numbers;
  std::array<hw_record_number, 8> numbers_c;
  for (size_t k = 0; k < numbers.size(); ++k) {
    numbers[k] = {c->Number(8), c->Number(8)};
    numbers_c[k] = {numbers[k].epoch, numbers[k].sequence};
  }
  const size_t count = c->Octet() % 9;
  std::array<uint8_t, 130> output = {};
  std::array<uint8_t, 130> output_c = {};
  const size_t room = c->Octet() % 131;
  Require(IsSame(tls::EncodeAck({numbers.data(), count}, {output.data(), room}),
                 hw_dtls_encode_ack(numbers_c.data(), count, output_c.data(), room)) &&
              output == output_c,
          "c: both write the same ACK", input);
  const hw_result many = hw_dtls_encode_ack(nullptr, tls::kMaxAckEntries + 1, nullptr, 0);
  Require(many.code == HW_SERIALIZATION && many.detail == HW_DETAIL_RECORD_OVERFLOW,
          "c: an ACK of too many entries is refused", input);
}

// Headers of the handshake, ACKs, numbers of records, and records that are written.
inline void CheckDtlsInC(Bytes input) {
  Choices c(input);
  const Both<tls::DtlsHandshakeHeader> first(&c);
  Both<tls::DtlsHandshakeHeader> second(&c);
  if (c.Flag()) second.message.message_seq = first.message.message_seq;
  second.in_c = AsStruct(second.message);
  const Bytes octets = c.Some();
  Bytes fragment;
  hw_bytes fragment_c = {nullptr, 0};
  Require(
      (SameMessage(first.message, second.message) ? 1 : 0) ==
              hw_dtls_same_message(&first.in_c, &second.in_c) &&
          (Contradicts(first.message, second.message) ? 1 : 0) ==
              hw_dtls_contradicts(&first.in_c, &second.in_c) &&
          IsSame(tls::FragmentBehind(octets, first.message, &fragment),
                 hw_dtls_fragment_behind(octets.data(), octets.size(), &first.in_c, &fragment_c)) &&
          IsSame(fragment, fragment_c),
      "c: both compare handshake headers alike", input);
  CheckAckInC(&c, input);

  const uint64_t current = c.Number(8);
  const auto bits = c.Octet();
  const uint16_t low = c.Short();
  const bool is_long = c.Flag();
  Require(IsSameAnswer<uint64_t>(tls::FullEpoch(current, bits),
                                 [=](auto* to) { return hw_dtls_full_epoch(current, bits, to); }) &&
              tls::FullSequence(current, low, is_long) ==
                  hw_dtls_full_sequence(current, low, is_long ? 1 : 0),
          "c: both have the same full numbers", input);

  tls::ReplayWindow window;
  hw_replay_window window_c = {};
  for (int calls = 0; calls < 6; ++calls) {
    const uint64_t sequence = c.Flag() ? c.Octet() : c.Number(8);
    Require((window.Check(sequence) ? 1 : 0) == hw_replay_window_check(&window_c, sequence),
            "c: both windows judge a number alike", input);
    window.Update(sequence);
    hw_replay_window_update(&window_c, sequence);
    Require(window.highest == window_c.highest && window.seen == window_c.seen,
            "c: both windows are the same", input);
  }

  const Both<tls::DtlsHeader> header(&c);
  const uint16_t version = c.Short();
  const auto context =
      tls::DtlsContext::Of(version).WithCid(static_cast<uint8_t>(header.message.cid.size() & 0xFF));
  hw_dtls_context context_c = hw_dtls_context_of(version);
  context_c.cid_length = context.cid_length();
  const Policy policy = kPolicies[c.Octet() % 3];
  const Bytes content = c.Some();
  std::array<uint8_t, 1400> output = {};
  std::array<uint8_t, 1400> output_c = {};
  Require(
      IsSame(tls::EncodeRecord(header.message, content, MakeSpan(output), context, policy),
             hw_dtls_encode_record(&header.in_c, content.data(), content.size(), output_c.data(),
                                   output_c.size(), context_c, AsStruct(policy))) &&
          output == output_c,
      "c: both write the same record of DTLS", input);
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_C_CALLS_H_
