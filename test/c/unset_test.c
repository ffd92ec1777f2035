/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * Memory of zeros, and numbers that are out of range: every call refuses them and changes nothing.
 */

#include "hardwire/c/hardwire.h"
#include "test/c/expect.h"

static uint8_t room[64];

/* 1 if the outcome says that something is unset. */
static int Refuses(hw_result result) {
  return result.code == HW_BAD_STATE && result.detail == HW_DETAIL_NONE && result.number == 0;
}

static void Results(void) {
  hw_result result = {HW_PEER_REFUSED + 1, 0, 0, 0, 5};
  EXPECT(!hw_ok(result) && hw_offset(result) == 0);
  result.code = HW_OK;
  EXPECT(hw_ok(result) && hw_consumed(result) == 5);
  result.layer = HW_LAYER_DTLS + 1;
  EXPECT(!hw_ok(result) && hw_consumed(result) == 0);
  EXPECT(hw_policy_rejecting(hw_policy_lenient(), 32).accepts == hw_policy_lenient().accepts);
}

static void Messages(void) {
  const hw_socks4_reply socks4 = {0};
  const hw_socks5_method_selection method = {0};
  const hw_socks5_userpass_reply status = {0};
  const hw_socks5_gssapi frame = {0};
  const hw_socks5_reply socks5 = {0};
  const hw_socks5_greeting greeting = {0};
  const hw_alert alert = {0};
  EXPECT(Refuses(hw_socks4_reply_verdict(&socks4)));
  EXPECT(Refuses(hw_socks5_method_selection_verdict(&method)));
  EXPECT(Refuses(hw_socks5_userpass_reply_verdict(&status)));
  EXPECT(Refuses(hw_socks5_gssapi_verdict(&frame)));
  EXPECT(Refuses(hw_socks5_reply_verdict(&socks5)));
  EXPECT(!hw_socks5_greeting_offers(&greeting, 0));
  EXPECT(hw_alert_is_fatal(&alert, HW_TLS13) && Refuses(hw_alert_verdict(&alert, HW_TLS13)));
}

/* A tag that is none, or a size that no memory has: the other members are not looked at. */
static void Garbage(void) {
  hw_socks5_userpass_request request;
  memset(&request, 0xDA, sizeof(request));
  EXPECT(Refuses(hw_socks5_userpass_request_encode(&request, room, 64, hw_policy_lenient())));
  EXPECT(hw_socks5_userpass_request_size(&request) == 0);
  request = hw_socks5_userpass_request_new();
  request.username.data = "user";
  request.username.size = SIZE_MAX;
  EXPECT(Refuses(hw_socks5_userpass_request_encode(&request, room, 64, hw_policy_lenient())));
  hw_socks5_request named = hw_socks5_request_new();
  named.address = hw_address_domain("a", SIZE_MAX, 1);
  EXPECT(Refuses(hw_socks5_request_encode(&named, room, 64, hw_policy_lenient())));
  char text[64];
  EXPECT(Refuses(hw_address_format(&named.address, text, sizeof(text))));
  /* A text to be parsed counts as empty. */
  const hw_address before = hw_address_domain("b", 1, 1);
  hw_address address = before;
  hw_host_name name = {0};
  hw_host_pattern pattern = {0};
  const hw_result none = hw_address_parse("", 0, &address);
  const hw_result result = hw_address_parse("a:1", SIZE_MAX, &address);
  EXPECT(result.code == none.code && result.detail == none.detail && !hw_ok(result));
  EXPECT(hw_address_equal(&address, &before));
  EXPECT(hw_host_name_parse("a", SIZE_MAX, &name).detail == HW_DETAIL_HOST_NAME_LENGTH);
  EXPECT(hw_host_pattern_parse("*.a", SIZE_MAX, &pattern).detail == HW_DETAIL_HOST_NAME_LENGTH);
  EXPECT(!hw_host_pattern_covers(&pattern, &name));
}

static void Addresses(void) {
  const hw_address unset = {0};
  const hw_address set = hw_address_domain("a", 1, 1);
  const hw_address other = hw_address_domain("a", 1, 2);
  hw_address strange = set;
  strange.type = 2;
  char text[64];
  EXPECT(Refuses(hw_address_format(&unset, text, sizeof(text))));
  EXPECT(Refuses(hw_address_format_ip(&unset, text, sizeof(text))));
  EXPECT(Refuses(hw_address_format(&strange, text, sizeof(text))));
  EXPECT(!hw_address_equal(&unset, &set) && !hw_address_equal(&set, &unset));
  const uint8_t zeros[16] = {0};
  const hw_address nowhere = hw_address_ipv4(zeros, 0);
  const hw_address nowhere6 = hw_address_ipv6(zeros, 0);
  EXPECT(!hw_address_equal(&unset, &nowhere) && !hw_address_equal(&nowhere, &unset));
  const hw_address nobody = hw_address_domain("", 0, 0);
  EXPECT(!hw_address_equal(&unset, &nowhere6) && !hw_address_equal(&nowhere6, &unset));
  EXPECT(!hw_address_equal(&unset, &nobody) && !hw_address_equal(&nobody, &unset));
  EXPECT(!hw_address_equal(&unset, &unset));
  EXPECT(!hw_address_equal(&set, &other) && hw_address_equal(&set, &set));
}

static void Contexts(void) {
  const hw_record_context record = {0};
  const hw_record_context strange = {HW_PHASE_RELAY + 1, 0, HW_NO_LIMIT};
  const hw_inner_context inner = {0};
  const hw_inner_context dtls12 = {HW_INNER_DTLS12, HW_NO_LIMIT};
  const hw_inner_context dtls13 = {HW_INNER_DTLS13, HW_NO_LIMIT};
  const hw_dtls_context dtls = {0};
  const hw_policy lenient = hw_policy_lenient();
  hw_tls_record_header header = hw_tls_record_header_new();
  hw_tls_record whole = hw_tls_record_new();
  hw_tls_inner plaintext = hw_tls_inner_new();
  hw_dtls_header datagram = hw_dtls_header_new();
  EXPECT(Refuses(hw_tls_record_header_decode(room, 64, &header, record, lenient)));
  EXPECT(Refuses(hw_tls_record_header_encode(&header, room, 64, record, lenient)));
  EXPECT(Refuses(hw_tls_record_header_encode(&header, room, 64, strange, lenient)));
  EXPECT(Refuses(hw_tls_record_decode(room, 64, &whole, record, lenient)));
  EXPECT(Refuses(hw_tls_record_encode(&whole, room, 64, record, lenient)));
  EXPECT(Refuses(hw_tls_inner_decode(room, 64, &plaintext, inner, lenient)));
  EXPECT(Refuses(hw_tls_inner_encode(&plaintext, room, 64, inner, lenient)));
  EXPECT(Refuses(hw_dtls_header_decode(room, 64, &datagram, dtls, lenient)));
  EXPECT(Refuses(hw_dtls_header_encode(&datagram, room, 64, dtls, lenient)));
  EXPECT(Refuses(hw_dtls_encode_record(&datagram, room, 1, room, 64, dtls, lenient)));
  EXPECT(Refuses(hw_encode_split(23, HW_TLS12, room, 1, room, 64, record, lenient)));
  /* An ACK is of DTLS 1.3, a change_cipher_spec in a protected record of DTLS 1.2. */
  plaintext.type = HW_CONTENT_ACK;
  EXPECT(hw_ok(hw_tls_inner_encode(&plaintext, room, 64, dtls13, lenient)));
  EXPECT(!hw_ok(hw_tls_inner_encode(&plaintext, room, 64, dtls12, lenient)));
  plaintext.type = HW_CONTENT_CHANGE_CIPHER_SPEC;
  EXPECT(!hw_ok(hw_tls_inner_encode(&plaintext, room, 64, dtls13, lenient)));
  EXPECT(hw_ok(hw_tls_inner_encode(&plaintext, room, 64, dtls12, lenient)));
}

static void Dtls(void) {
  const hw_dtls_handshake_header unset = {0};
  const hw_dtls_handshake_header set = hw_dtls_handshake_header_new();
  const hw_dtls_header header = {0};
  const hw_dtls_ack ack = {0};
  const hw_dtls_context context = hw_dtls_context_of(HW_DTLS12);
  const hw_policy lenient = hw_policy_lenient();
  hw_bytes fragment = {room, 5};
  hw_record_number number;
  EXPECT(Refuses(hw_dtls_fragment_behind(room, 64, &unset, &fragment)) && fragment.size == 5);
  hw_dtls_handshake_header whole = set;
  whole.length = 60;
  whole.fragment_length = 60;
  EXPECT(hw_dtls_fragment_behind(room, 64, &whole, &fragment).detail == HW_DETAIL_TRUNCATED);
  EXPECT(fragment.size == 5);
  EXPECT(!hw_dtls_same_message(&unset, &set) && !hw_dtls_same_message(&set, &unset));
  EXPECT(!hw_dtls_contradicts(&unset, &set) && !hw_dtls_contradicts(&set, &unset));
  EXPECT(!hw_dtls_ack_entry(&ack, 0, &number));
  EXPECT(Refuses(hw_dtls_encode_record(&header, room, 1, room, 64, context, lenient)));
  const hw_result many = hw_dtls_encode_ack(NULL, 1024, room, 64);
  EXPECT(many.code == HW_SERIALIZATION && many.detail == HW_DETAIL_RECORD_OVERFLOW);
  hw_dtls_datagram rest = hw_dtls_datagram_of(room, 4);
  rest.next = 5;
  hw_dtls_record record;
  const hw_dtls_step step = hw_dtls_next(&rest, &record, context, lenient);
  EXPECT(step.event == HW_DTLS_EVENT_DROP_REST && Refuses(step.result));
}

/* The datagram's record has a unified header, so ciphertext was seen. */
static void Ciphertext(void) {
  /* Below the 16 octets that a ciphertext has. */
  const uint8_t octets[19] = {0x2c, 0x00, 0x01, 0x00, 14};
  hw_dtls_datagram rest;
  hw_dtls_record record;
  rest = hw_dtls_datagram_of(octets, sizeof(octets));
  hw_dtls_step step =
      hw_dtls_next(&rest, &record, hw_dtls_context_of(HW_DTLS13), hw_policy_interop());
  EXPECT(step.event == HW_DTLS_EVENT_DROP_RECORD && rest.ciphertext_seen == 1);
  EXPECT(step.result.detail == HW_DETAIL_SHORT_CIPHERTEXT);
  const uint8_t whole[21] = {0x2c, 0x00, 0x01, 0x00, 0x10};
  rest = hw_dtls_datagram_of(whole, sizeof(whole));
  step = hw_dtls_next(&rest, &record, hw_dtls_context_of(HW_DTLS13), hw_policy_interop());
  EXPECT(step.event == HW_DTLS_EVENT_RECORD && rest.ciphertext_seen == 1);
  EXPECT(record.header.form == HW_DTLS_FORM_UNIFIED && record.header.long_sequence == 1);
  EXPECT(record.header.has_length == 1 && record.fragment.size == 16);
  const uint8_t rest_of_datagram[18] = {0x20, 0x01};
  rest = hw_dtls_datagram_of(rest_of_datagram, sizeof(rest_of_datagram));
  step = hw_dtls_next(&rest, &record, hw_dtls_context_of(HW_DTLS13), hw_policy_interop());
  EXPECT(step.event == HW_DTLS_EVENT_RECORD && record.header.long_sequence == 0);
  EXPECT(record.header.has_length == 0 && record.fragment.size == 16);
}

static void Clients(void) {
  const hw_socks5_greeting greeting = {0};
  const hw_socks5_userpass_request credentials = {0};
  const hw_socks5_request socks5 = {0};
  const hw_socks4_request socks4 = {0};
  const hw_socks5_gssapi frame = {0};
  const hw_policy lenient = hw_policy_lenient();
  hw_client_handshake unset = {0};
  hw_client_handshake end;
  hw_client_handshake_init_socks5(&end, lenient);
  const hw_client_handshake before = end;
  EXPECT(Refuses(hw_client_handshake_write_greeting(&end, &greeting, room, 64, lenient)));
  EXPECT(Refuses(hw_client_handshake_write_userpass(&end, &credentials, room, 64, lenient)));
  EXPECT(Refuses(hw_client_handshake_write_socks5(&end, &socks5, room, 64, lenient)));
  EXPECT(Refuses(hw_client_handshake_write_socks4(&end, &socks4, room, 64, lenient)));
  EXPECT(Refuses(hw_client_handshake_write_gssapi(&end, &frame, room, 64)));
  EXPECT(hw_client_handshake_equal(&end, &before) &&
         hw_client_handshake_step(&end) == HW_STEP_GREETING);
  EXPECT(!hw_client_handshake_equal(&end, &unset) && !hw_client_handshake_equal(&unset, &end));
  hw_client_handshake other;
  hw_client_handshake_init_socks4(&other, lenient);
  EXPECT(!hw_client_handshake_equal(&end, &other));
  EXPECT(Refuses(hw_client_handshake_surplus(&unset, NULL, 0)));
  EXPECT(Refuses(hw_client_handshake_end_of_stream(&unset, NULL, 0)));
}

static void Servers(void) {
  const hw_socks5_method_selection method = {0};
  const hw_socks5_userpass_reply status = {0};
  const hw_socks5_gssapi frame = {0};
  const hw_socks5_reply socks5 = {0};
  const hw_socks4_reply socks4 = {0};
  const hw_socks4_reply no4 = hw_socks4_reply_new();
  const hw_socks5_reply no5 = hw_socks5_reply_new();
  const hw_address nowhere = {0};
  const hw_policy lenient = hw_policy_lenient();
  hw_server_handshake unset = {0};
  hw_server_handshake end;
  hw_server_handshake_init(&end, HW_TAKE_SOCKS4_AND_SOCKS5, lenient);
  const hw_server_handshake before = end;
  uint8_t selected;
  EXPECT(!hw_server_handshake_method(&end, &selected));
  EXPECT(!hw_server_handshake_method(&unset, &selected));
  EXPECT(Refuses(hw_server_handshake_result(&unset)) && hw_server_handshake_version(&unset) == 0);
  EXPECT(Refuses(hw_server_handshake_write_method(&end, &method, room, 64)));
  EXPECT(Refuses(hw_server_handshake_write_userpass(&end, &status, room, 64, lenient)));
  EXPECT(Refuses(hw_server_handshake_write_gssapi(&end, &frame, room, 64)));
  EXPECT(Refuses(hw_server_handshake_write_socks5(&end, &socks5, room, 64, lenient)));
  EXPECT(Refuses(hw_server_handshake_write_socks4(&end, &socks4, room, 64, lenient)));
  EXPECT(Refuses(hw_server_handshake_grant(&end, &nowhere, room, 64)));
  EXPECT(hw_server_handshake_equal(&end, &before));
  EXPECT(!hw_server_handshake_equal(&end, &unset) && !hw_server_handshake_equal(&unset, &end));
  EXPECT(hw_server_handshake_write_socks5(&end, &no5, room, 64, lenient).code == HW_BAD_STATE);
  EXPECT(hw_server_handshake_write_socks4(&end, &no4, room, 64, lenient).code == HW_BAD_STATE);
  EXPECT(hw_server_handshake_end_of_stream(&end, NULL, 0).detail ==
         HW_DETAIL_CLOSED_BETWEEN_MESSAGES);
  EXPECT(Refuses(hw_server_handshake_refuse_socks5(&unset, 1, room, 64)));
}

static void Streams(void) {
  const hw_record_context plain = hw_record_context_of(HW_PHASE_PLAIN, HW_TLS12);
  const hw_record_context none = {0};
  hw_record_stream unset = {0};
  hw_record_stream stream;
  EXPECT(Refuses(hw_record_stream_set_context(&unset, plain)));
  EXPECT(Refuses(hw_record_stream_end_result(&unset)));
  EXPECT(hw_ok(hw_record_stream_init(&stream, plain, hw_policy_interop(), hw_stream_limits_new())));
  EXPECT(hw_ok(hw_record_stream_set_context(&stream, plain)));
  EXPECT(Refuses(hw_record_stream_set_context(&stream, none)));
  EXPECT(hw_record_stream_end_of_stream(&stream) == HW_CLOSURE_BOUNDARY);
}

int main(void) {
  Results();
  Messages();
  Garbage();
  Addresses();
  Contexts();
  Dtls();
  Ciphertext();
  Clients();
  Servers();
  Streams();
  return Summary();
}
