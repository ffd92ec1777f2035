// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Structs of the C API that no call has set, whatever octets they hold: every call refuses them,
// and changes nothing.

#ifndef HARDWIRE_FUZZ_C_UNSET_H_
#define HARDWIRE_FUZZ_C_UNSET_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <type_traits>

#include "fuzz/c_hellos.h"
#include "fuzz/c_messages.h"
#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "fuzz/model_values.h"
#include "hardwire/c/hardwire.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

inline bool IsRefused(const hw_result& result) {
  return result.code == HW_BAD_STATE && result.detail == HW_DETAIL_NONE && result.octet == 0 &&
         result.layer == HW_LAYER_SOCKS && result.number == 0;
}
inline void RequireRefused(std::initializer_list<hw_result> results, Bytes input) {
  for (const hw_result& result : results) {
    Require(IsRefused(result), "c: a struct that is unset is refused", input);
  }
}

// A struct of the input's octets, with a tag that is none.
template <typename Struct>
Struct Unset(Choices* c) {
  Struct unset;
  std::array<uint8_t, sizeof(Struct)> octets = {};
  for (uint8_t& octet : octets) octet = c->Octet();
  memcpy(&unset, octets.data(), octets.size());
  unset.tag = 0x80000000U | static_cast<uint32_t>(c->Number(4));
  return unset;
}

// A message without its tag, and, if it has a context that can be unset, in none.
template <typename M>
void CheckUnsetMessage(Choices* c, Policy policy, Bytes input) {
  using Message = typename M::Message;
  using C = InC<Message>;
  Message message;
  Make(c, &message);
  const auto set = AsStruct(message);
  auto unset = set;
  unset.tag ^= 1U << (c->Octet() & 31);
  std::array<uint8_t, 64> output = {};
  const std::array<uint8_t, 64> before = output;
  RequireRefused({CallInC<Message>(C::kEncodeMessage, M::Context(), policy, &unset, output.data(),
                                   output.size())},
                 input);
  size_t size = 0;
  if constexpr (kSizeHasContext<Message>) {
    size = C::kSizeOfMessage(&unset, AsStruct(M::Context()));
  } else {
    size = C::kSizeOfMessage(&unset);
  }
  Require(size == 0, "c: a struct that is unset has no size", input);

  using Context = decltype(AsStruct(M::Context()));
  if constexpr (std::is_class_v<Context>) {
    const Context none = {};
    Marked<typename C::Struct> read;
    const Bytes octets = c->Some();
    RequireRefused({CallWithContext<Message>(C::kEncodeMessage, none, policy, &set, output.data(),
                                             output.size()),
                    CallWithContext<Message>(C::kDecodeMessage, none, policy, octets.data(),
                                             octets.size(), &read.value)},
                   input);
    Require(read.IsUnchanged(), "c: what is refused is unchanged", input);
    if constexpr (kSizeHasContext<Message>) {
      Require(C::kSizeOfMessage(&set, none) == 0, "c: without a context it has no size", input);
    }
  }
  Require(output == before, "c: what is refused is not written", input);
}

inline void CheckUnsetQuestions(Choices* c, Bytes input) {
  const auto greeting = Unset<hw_socks5_greeting>(c);
  const auto socks4 = Unset<hw_socks4_reply>(c);
  const auto method = Unset<hw_socks5_method_selection>(c);
  const auto status = Unset<hw_socks5_userpass_reply>(c);
  const auto frame = Unset<hw_socks5_gssapi>(c);
  const auto socks5 = Unset<hw_socks5_reply>(c);
  const auto alert = Unset<hw_alert>(c);
  const uint16_t version = c->Short();
  RequireRefused({hw_socks4_reply_verdict(&socks4), hw_socks5_method_selection_verdict(&method),
                  hw_socks5_userpass_reply_verdict(&status), hw_socks5_gssapi_verdict(&frame),
                  hw_socks5_reply_verdict(&socks5), hw_alert_verdict(&alert, version)},
                 input);
  Require(hw_socks5_greeting_offers(&greeting, c->Octet()) == 0 &&
              hw_alert_is_fatal(&alert, version) == 1,
          "c: a message that is unset offers nothing and is fatal", input);

  hw_address unset = {};
  unset.type = static_cast<uint8_t>(c->Octet() | 8);
  const hw_address set = hw_address_domain("a", 1, c->Short());
  std::array<char, 64> text = {};
  RequireRefused({hw_address_format(&unset, text.data(), text.size()),
                  hw_address_format_ip(&unset, text.data(), text.size())},
                 input);
  Require(hw_address_equal(&unset, &set) == 0 && hw_address_equal(&set, &unset) == 0 &&
              hw_address_equal(&unset, &unset) == 0,
          "c: an address that is unset equals none", input);
}

inline void CheckUnsetDtls(Choices* c, Bytes input) {
  const auto unset = Unset<hw_dtls_handshake_header>(c);
  const auto ack = Unset<hw_dtls_ack>(c);
  const auto header = Unset<hw_dtls_header>(c);
  auto reassembly = Unset<hw_reassembly>(c);
  const hw_dtls_handshake_header set = hw_dtls_handshake_header_new();
  const hw_dtls_header written = hw_dtls_header_new();
  const hw_dtls_context context = hw_dtls_context_of(c->Short());
  const hw_dtls_context none = {};
  const hw_policy policy = AsStruct(kPolicies[c->Octet() % 3]);
  const Bytes octets = c->Some();
  const hw_bytes piece = {octets.data(), octets.size()};
  std::array<uint8_t, 64> output = {};
  hw_bytes fragment = {nullptr, 5};
  hw_record_number number = {1, 2};
  const uint32_t at = c->Short();
  RequireRefused({hw_dtls_fragment_behind(octets.data(), octets.size(), &unset, &fragment),
                  hw_dtls_encode_record(&header, octets.data(), octets.size(), output.data(),
                                        output.size(), context, policy),
                  hw_dtls_encode_record(&written, octets.data(), octets.size(), output.data(),
                                        output.size(), none, policy),
                  hw_reassembly_set_length(&reassembly, at),
                  hw_reassembly_add(&reassembly, at, octets.data(), octets.size()),
                  hw_reassembly_add_fragment(&reassembly, &set, piece),
                  hw_reassembly_add_fragment(&reassembly, &unset, piece)},
                 input);
  Require(fragment.size == 5 && hw_dtls_same_message(&unset, &set) == 0 &&
              hw_dtls_same_message(&set, &unset) == 0 && hw_dtls_contradicts(&unset, &set) == 0 &&
              hw_dtls_contradicts(&set, &unset) == 0 && hw_dtls_ack_entry(&ack, 0, &number) == 0 &&
              hw_reassembly_complete(&reassembly) == 0 &&
              hw_reassembly_message(&reassembly).size == 0 &&
              hw_reassembly_front(&reassembly).size == 0,
          "c: what is unset in DTLS says nothing", input);

  hw_dtls_datagram rest = hw_dtls_datagram_of(octets.data(), octets.size());
  hw_dtls_record record = {};
  const hw_dtls_step in_none = hw_dtls_next(&rest, &record, none, policy);
  rest.next = octets.size() + 1;
  const hw_dtls_step behind = hw_dtls_next(&rest, &record, context, policy);
  RequireRefused({in_none.result, behind.result}, input);
  Require(in_none.event == HW_DTLS_EVENT_DROP_REST && behind.event == HW_DTLS_EVENT_DROP_REST,
          "c: a datagram without a context is dropped", input);
}

inline void CheckUnsetTls(Choices* c, Bytes input) {
  auto stream = Unset<hw_record_stream>(c);
  auto begun = Unset<hw_record_stream>(c);
  const hw_record_context set = hw_record_context_of(HW_PHASE_PLAIN, HW_TLS12);
  hw_record_context none = {};
  none.phase = c->Flag() ? uint8_t{0} : static_cast<uint8_t>(HW_PHASE_RELAY + 1 + c->Octet() % 9);
  const hw_policy policy = AsStruct(kPolicies[c->Octet() % 3]);
  const Bytes octets = c->Some();
  std::array<uint8_t, 64> output = {};
  hw_stream_event event = {};
  RequireRefused({hw_record_stream_next(&stream, octets.data(), octets.size(), &event),
                  hw_record_stream_set_context(&stream, set), hw_record_stream_end_result(&stream),
                  hw_record_stream_init(&begun, none, policy, hw_stream_limits_new()),
                  hw_record_stream_next(&begun, octets.data(), octets.size(), &event),
                  hw_encode_split(HW_CONTENT_ALERT, HW_TLS12, octets.data(), octets.size(),
                                  output.data(), output.size(), none, policy)},
                 input);
  Require(hw_record_stream_end_of_stream(&stream) == HW_CLOSURE_FAILED &&
              hw_record_count(octets.size(), none) == SIZE_MAX &&
              hw_split_size(octets.size(), none) == SIZE_MAX && event.kind == 0,
          "c: what is unset in TLS says nothing", input);
}

// Whether a hello, or a view of one, that is unset has no extension.
template <typename Value, typename Hello, typename Find>
void CheckNothingFound(const Hello& hello, Find find, Bytes input) {
  Marked<Value> value;
  const hw_finding found = find(&hello, &value.value);
  Require(found.presence == HW_PRESENCE_MALFORMED && IsRefused(found.result) && value.IsUnchanged(),
          "c: nothing is found in a hello that is unset", input);
}

inline void CheckUnsetHello(Choices* c, Bytes input) {
  const auto hello = Unset<hw_client_hello>(c);
  const auto view = Unset<hw_hello_view>(c);
  const uint16_t type = c->Short();
  const hw_policy policy = AsStruct(kPolicies[c->Octet() % 3]);
  const auto in_hello = [=](const hw_client_hello* from, hw_bytes* to) {
    return hw_find_extension(from, type, to);
  };
  const auto in_view = [=](const hw_hello_view* from, hw_kept_extension* to) {
    return hw_view_find_extension(from, type, to);
  };
  const auto name_in_hello = [=](const hw_client_hello* from, hw_server_name* to) {
    return hw_find_server_name(from, to, policy);
  };
  const auto name_in_view = [=](const hw_hello_view* from, hw_server_name* to) {
    return hw_view_find_server_name(from, to, policy);
  };
  CheckNothingFound<hw_bytes>(hello, in_hello, input);
  CheckNothingFound<hw_kept_extension>(view, in_view, input);
  CheckNothingFound<hw_server_name>(hello, name_in_hello, input);
  CheckNothingFound<hw_server_name>(view, name_in_view, input);
  CheckNothingFound<hw_protocol_names>(hello, hw_find_protocol_names, input);
  CheckNothingFound<hw_protocol_names>(view, hw_view_find_protocol_names, input);
  CheckNothingFound<hw_numbers>(hello, hw_find_supported_versions, input);
  CheckNothingFound<hw_numbers>(view, hw_view_find_supported_versions, input);
  CheckNothingFound<hw_numbers>(hello, hw_find_supported_groups, input);
  CheckNothingFound<hw_numbers>(view, hw_view_find_supported_groups, input);
  CheckNothingFound<hw_numbers>(hello, hw_find_signature_algorithms, input);
  CheckNothingFound<hw_numbers>(view, hw_view_find_signature_algorithms, input);
  CheckNothingFound<hw_key_shares>(hello, hw_find_key_shares, input);
  CheckNothingFound<hw_key_shares>(view, hw_view_find_key_shares, input);
  CheckNothingFound<hw_ech>(hello, hw_find_ech, input);
  CheckNothingFound<hw_ech>(view, hw_view_find_ech, input);
  CheckNothingFound<hw_pre_shared_key>(hello, hw_find_pre_shared_key, input);
}

// Lists that no call has begun, and those of a hello that is unset.
inline void CheckUnsetLists(Choices* c, Bytes input) {
  const auto hello = Unset<hw_client_hello>(c);
  const auto view = Unset<hw_hello_view>(c);
  const auto numbers = Unset<hw_numbers>(c);
  auto names = Unset<hw_protocol_names>(c);
  auto shares = Unset<hw_key_shares>(c);
  std::array<hw_extension_list, 2> lists = {Unset<hw_extension_list>(c),
                                            hw_extension_list_of(&hello)};
  std::array<hw_kept_extensions, 2> kept = {Unset<hw_kept_extensions>(c),
                                            hw_kept_extensions_of(&view)};
  hw_extension extension = {};
  hw_kept_extension kept_extension = {};
  for (size_t i = 0; i < lists.size(); ++i) {
    Require(hw_extension_list_next(&lists[i], &extension) == 0 &&
                hw_extension_list_empty(&lists[i]) == 1 &&
                hw_kept_extensions_next(&kept[i], &kept_extension) == 0,
            "c: a list that is unset is empty", input);
  }
  uint16_t number = 7;
  hw_text name = {nullptr, 0};
  hw_key_share share = {};
  Require(hw_numbers_size(&numbers) == 0 && hw_numbers_at(&numbers, 0, &number) == 0 &&
              number == 7 && hw_numbers_has(&numbers, c->Short()) == 0 &&
              hw_protocol_names_next(&names, &name) == 0 &&
              hw_key_shares_next(&shares, &share) == 0,
          "c: numbers, names and shares that are unset are none", input);

  const auto pattern = Unset<hw_host_pattern>(c);
  hw_host_name none = {};
  hw_host_name some = {};
  Require(hw_ok(hw_host_name_parse("a.example", 9, &some)) == 1 &&
              hw_host_name_equal(&none, &some) == 0 && hw_host_name_equal(&some, &none) == 0 &&
              hw_host_name_equal(&none, &none) == 0 && hw_host_pattern_covers(&pattern, &some) == 0,
          "c: names and patterns that are unset are none", input);
}

inline void CheckUnsetReader(Choices* c, Bytes input) {
  auto reader = Unset<hw_hello_reader>(c);
  const Bytes octets = c->Some();
  Marked<hw_hello_view> view;
  for (const hw_hello_step& step : {hw_hello_reader_read(&reader, octets.data(), octets.size()),
                                    hw_hello_reader_feed(&reader, octets.data(), octets.size()),
                                    hw_hello_reader_end(&reader)}) {
    Require(step.outcome == HW_HELLO_OUTCOME_MALFORMED && IsRefused(step.result),
            "c: a reader that is unset reads nothing", input);
  }
  const hw_unverified_hello read = hw_hello_reader_unverified(&reader);
  Require(hw_hello_reader_view(&reader, &view.value) == 0 && view.IsUnchanged() &&
              read.legacy_version == 0 && read.server_name.size == 0 &&
              hw_hello_reader_sslv2_version(&reader) == 0 && hw_hello_reader_taken(&reader) == 0 &&
              hw_hello_reader_records(&reader) == 0 && hw_hello_reader_kept(&reader) == 0,
          "c: a reader that is unset has read nothing", input);
}

// A client that is unset, and one that is given messages that are.
inline void CheckUnsetClient(Choices* c, Bytes input) {
  auto unset = Unset<hw_client_handshake>(c);
  const auto greeting = Unset<hw_socks5_greeting>(c);
  const auto credentials = Unset<hw_socks5_userpass_request>(c);
  const auto socks5 = Unset<hw_socks5_request>(c);
  const auto socks4 = Unset<hw_socks4_request>(c);
  const auto frame = Unset<hw_socks5_gssapi>(c);
  const hw_policy policy = AsStruct(kPolicies[c->Octet() % 3]);
  const Bytes octets = c->Some();
  hw_client_handshake end = {};
  (c->Flag() ? hw_client_handshake_init_socks4 : hw_client_handshake_init_socks5)(&end, policy);
  hw_client_handshake before = end;
  std::array<uint8_t, 64> output = {};
  uint8_t* const out = output.data();
  const auto new_greeting = hw_socks5_greeting_new();
  const auto new_credentials = hw_socks5_userpass_request_new();
  const auto new_socks5 = hw_socks5_request_new();
  const auto new_socks4 = hw_socks4_request_new();
  const auto new_frame = hw_socks5_gssapi_new();
  hw_client_event event = {};
  RequireRefused({hw_client_handshake_write_greeting(&end, &greeting, out, 64, policy),
                  hw_client_handshake_write_userpass(&end, &credentials, out, 64, policy),
                  hw_client_handshake_write_socks5(&end, &socks5, out, 64, policy),
                  hw_client_handshake_write_socks4(&end, &socks4, out, 64, policy),
                  hw_client_handshake_write_gssapi(&end, &frame, out, 64),
                  hw_client_handshake_write_greeting(&unset, &new_greeting, out, 64, policy),
                  hw_client_handshake_write_userpass(&unset, &new_credentials, out, 64, policy),
                  hw_client_handshake_write_socks5(&unset, &new_socks5, out, 64, policy),
                  hw_client_handshake_write_socks4(&unset, &new_socks4, out, 64, policy),
                  hw_client_handshake_write_gssapi(&unset, &new_frame, out, 64),
                  hw_client_handshake_read(&unset, octets.data(), octets.size(), &event),
                  hw_client_handshake_surplus(&unset, octets.data(), octets.size()),
                  hw_client_handshake_end_of_stream(&unset, octets.data(), octets.size()),
                  hw_client_handshake_authenticated(&unset), hw_client_handshake_result(&unset)},
                 input);
  uint8_t method = 7;
  Require(hw_client_handshake_step(&unset) == HW_STEP_OVER &&
              hw_client_handshake_awaits_peer(&unset) == 0 &&
              hw_client_handshake_method(&unset, &method) == 0 && method == 7 &&
              hw_client_handshake_equal(&unset, &end) == 0 &&
              hw_client_handshake_equal(&end, &unset) == 0 &&
              hw_client_handshake_equal(&end, &before) == 1 && event.kind == 0,
          "c: a client that is unset is over, and what is refused changes nothing", input);
}

// The same of a server.
inline void CheckUnsetServer(Choices* c, Bytes input) {
  auto unset = Unset<hw_server_handshake>(c);
  const auto selection = Unset<hw_socks5_method_selection>(c);
  const auto status = Unset<hw_socks5_userpass_reply>(c);
  const auto frame = Unset<hw_socks5_gssapi>(c);
  const auto socks5 = Unset<hw_socks5_reply>(c);
  const auto socks4 = Unset<hw_socks4_reply>(c);
  const hw_policy policy = AsStruct(kPolicies[c->Octet() % 3]);
  const Bytes octets = c->Some();
  const uint8_t code = c->Octet();
  hw_server_handshake end = {};
  hw_server_handshake_init(&end, HW_TAKE_SOCKS4_AND_SOCKS5, policy);
  const hw_server_handshake before = end;
  const hw_address nowhere = {};
  const hw_address bound = hw_address_domain("b", 1, 1);
  const hw_result reason = {HW_BAD_ADDRESS, HW_DETAIL_UNKNOWN_ADDRESS_TYPE, code, HW_LAYER_SOCKS,
                            3};
  std::array<uint8_t, 64> output = {};
  uint8_t* const out = output.data();
  const auto new_selection = hw_socks5_method_selection_new();
  const auto new_status = hw_socks5_userpass_reply_new();
  const auto new_frame = hw_socks5_gssapi_new();
  const auto new_socks5 = hw_socks5_reply_new();
  const auto new_socks4 = hw_socks4_reply_new();
  hw_server_event event = {};
  RequireRefused({hw_server_handshake_write_method(&end, &selection, out, 64),
                  hw_server_handshake_write_userpass(&end, &status, out, 64, policy),
                  hw_server_handshake_write_gssapi(&end, &frame, out, 64),
                  hw_server_handshake_write_socks5(&end, &socks5, out, 64, policy),
                  hw_server_handshake_write_socks4(&end, &socks4, out, 64, policy),
                  hw_server_handshake_grant(&end, &nowhere, out, 64),
                  hw_server_handshake_write_method(&unset, &new_selection, out, 64),
                  hw_server_handshake_write_userpass(&unset, &new_status, out, 64, policy),
                  hw_server_handshake_write_gssapi(&unset, &new_frame, out, 64),
                  hw_server_handshake_write_socks5(&unset, &new_socks5, out, 64, policy),
                  hw_server_handshake_write_socks4(&unset, &new_socks4, out, 64, policy),
                  hw_server_handshake_grant(&unset, &bound, out, 64),
                  hw_server_handshake_refuse(&unset, reason, out, 64),
                  hw_server_handshake_refuse_socks5(&unset, code, out, 64),
                  hw_server_handshake_refuse_socks4(&unset, code, out, 64),
                  hw_server_handshake_read(&unset, octets.data(), octets.size(), &event),
                  hw_server_handshake_end_of_stream(&unset, octets.data(), octets.size()),
                  hw_server_handshake_authenticated(&unset), hw_server_handshake_result(&unset)},
                 input);
  uint8_t method = 7;
  Require(hw_server_handshake_step(&unset) == HW_STEP_OVER &&
              hw_server_handshake_awaits_peer(&unset) == 0 &&
              hw_server_handshake_version(&unset) == 0 &&
              hw_server_handshake_method(&unset, &method) == 0 && method == 7 &&
              hw_server_handshake_equal(&unset, &end) == 0 &&
              hw_server_handshake_equal(&end, &unset) == 0 &&
              hw_server_handshake_equal(&end, &before) == 1 && event.kind == 0,
          "c: a server that is unset is over, and what is refused changes nothing", input);
  hw_server_handshake_init(&end, static_cast<uint8_t>(code % 2 == 0 ? 0 : 4 + code / 2), policy);
  Require(hw_server_handshake_step(&end) == HW_STEP_OVER, "c: a server of no protocol is over",
          input);
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_C_UNSET_H_
