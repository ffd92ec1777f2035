/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * The rest of the C API: results, policies, addresses as text, handshakes, streams, datagrams,
 * numbers of platforms.
 */

#include "hardwire/c/hardwire.h"
#include "test/c/expect.h"

static const uint8_t* Octets(const char* literal) { return (const uint8_t*)literal; }

static int IsText(const char* text, const char* expected) { return strcmp(text, expected) == 0; }

static void AResultOfZerosIsNotOk(void) {
  const hw_result unset = {0};
  EXPECT(!hw_ok(unset) && hw_consumed(unset) == 0 && hw_written(unset) == 0);
  EXPECT(hw_needed(unset) == 0 && hw_missing(unset, 1) == 0 && hw_offset(unset) == 0);
  EXPECT(IsText(hw_code_name(unset.code), "unset"));
  const hw_result strange = {HW_OK, HW_DETAIL_COUNT, 0, 0, 5};
  EXPECT(!hw_ok(strange) && hw_consumed(strange) == 0);
}

static void NamesAndSentences(void) {
  const hw_result refused = {HW_DESERIALIZATION, HW_DETAIL_RESERVED_NONZERO, 1, HW_LAYER_SOCKS, 2};
  EXPECT(IsText(hw_version(), HW_VERSION));
  EXPECT(IsText(hw_code_name(HW_OK), "ok") && IsText(hw_code_name(HW_NEED_MORE), "need_more"));
  EXPECT(IsText(hw_code_name(HW_PEER_REFUSED), "peer_refused"));
  EXPECT(IsText(hw_code_name(200), "unassigned"));
  EXPECT(IsText(hw_detail_name(HW_DETAIL_ACK_LENGTH), "ack_length"));
  EXPECT(IsText(hw_sentence(refused), "a reserved octet is not zero"));
  EXPECT(IsText(hw_violation_name(HW_VIOLATION_CID_MISSING), "cid_missing"));
  EXPECT(IsText(hw_socks5_method_name(2), "username_password"));
  EXPECT(IsText(hw_socks5_command_name(3), "udp_associate"));
  EXPECT(IsText(hw_socks5_reply_code_name(4), "host_unreachable"));
  EXPECT(IsText(hw_socks4_command_name(2), "bind"));
  EXPECT(IsText(hw_socks4_reply_code_name(93), "identd_mismatch"));
  EXPECT(IsText(hw_gssapi_type_name(2), "protection_level"));
  EXPECT(IsText(hw_step_name(HW_STEP_CREDENTIALS), "credentials"));
  EXPECT(IsText(hw_content_type_name(22), "handshake"));
  EXPECT(IsText(hw_alert_level_name(1), "warning"));
  EXPECT(IsText(hw_alert_description_name(40), "handshake_failure"));
  EXPECT(IsText(hw_handshake_type_name(1), "client_hello"));
  EXPECT(IsText(hw_dtls_form_name(HW_DTLS_FORM_CID), "cid"));
  EXPECT(IsText(hw_stream_event_name(HW_STREAM_EVENT_RECORD_END), "record_end"));
  EXPECT(IsText(hw_stream_event_name(256), "unassigned"));
  EXPECT(IsText(hw_closure_name(HW_CLOSURE_GRACEFUL), "graceful"));
}

static void APolicyOfZerosIsStrict(void) {
  const hw_policy zeros = {0};
  EXPECT(hw_policy_strict().accepts == zeros.accepts);
  EXPECT(hw_policy_lenient().accepts == (UINT64_C(1) << 32) - 1);
  const uint64_t bit = UINT64_C(1) << HW_VIOLATION_EMPTY_DOMAIN;
  EXPECT((hw_policy_interop().accepts & bit) == 0);
  EXPECT(hw_policy_accepting(zeros, HW_VIOLATION_EMPTY_DOMAIN).accepts == bit);
  EXPECT(hw_policy_accepting(zeros, 64).accepts == 0);
  EXPECT((hw_policy_rejecting(hw_policy_lenient(), HW_VIOLATION_EMPTY_DOMAIN).accepts & bit) == 0);
}

static void Protocols(void) {
  uint8_t protocol = 0;
  EXPECT(hw_ok(hw_sniff(Octets("\x05\x01\x00"), 3, &protocol)) && protocol == HW_PROTOCOL_SOCKS5);
  EXPECT(IsText(hw_protocol_name(protocol), "socks5"));
  EXPECT(hw_sniff(NULL, 0, &protocol).code == HW_NEED_MORE && protocol == HW_PROTOCOL_SOCKS5);
  EXPECT(hw_protocol_of_datagram(22) == HW_DATAGRAM_DTLS);
}

static void AddressesAsText(void) {
  hw_address address = {0};
  char text[HW_MAX_ADDRESS_TEXT];
  EXPECT(hw_address_format(&address, text, sizeof(text)).code == HW_BAD_STATE);
  EXPECT(!hw_address_equal(&address, &address));
  EXPECT(hw_ok(hw_address_parse("[2001:db8::1]:443", 17, &address)));
  EXPECT(address.type == HW_ADDRESS_IPV6 && address.port == 443 && address.ip[15] == 1);
  hw_result result = hw_address_format(&address, text, sizeof(text));
  EXPECT(IS(text, hw_written(result), "[2001:db8::1]:443"));
  result = hw_address_format_ip(&address, text, sizeof(text));
  EXPECT(IS(text, hw_written(result), "2001:db8::1"));
  result = hw_address_format(&address, text, 3);
  EXPECT(result.detail == HW_DETAIL_OUTPUT_TOO_SMALL && hw_needed(result) == 17);
  const uint8_t ip[16] = {192, 0, 2, 1};
  const hw_address ipv4 = hw_address_ipv4(ip, 80);
  const hw_address ipv6 = hw_address_ipv6(ip, 80);
  const hw_address domain = hw_address_domain("a.b", 3, 80);
  EXPECT(hw_ok(hw_address_parse("192.0.2.1:80", 12, &address)));
  EXPECT(hw_address_equal(&address, &ipv4) && !hw_address_equal(&address, &ipv6));
  EXPECT(hw_ok(hw_address_parse("a.b:80", 6, &address)) && hw_address_equal(&address, &domain));
  EXPECT(hw_address_parse("a.b:65536", 9, &address).detail == HW_DETAIL_PORT_TEXT);
}

/* The two ends talk: what one writes, the other reads. */
static void AConversation(void) {
  const hw_policy interop = hw_policy_interop();
  const hw_policy strict = hw_policy_strict();
  hw_client_handshake client;
  hw_server_handshake server;
  hw_client_event answer;
  hw_server_event asked;
  uint8_t wire[HW_MAX_HANDSHAKE_MESSAGE];
  hw_client_handshake_init_socks5(&client, interop);
  hw_server_handshake_init(&server, HW_TAKE_SOCKS4_AND_SOCKS5, interop);
  EXPECT(hw_server_handshake_version(&server) == 0);

  const uint8_t methods[] = {HW_SOCKS5_METHOD_USERNAME_PASSWORD};
  hw_socks5_greeting greeting = hw_socks5_greeting_new();
  greeting.methods.data = methods;
  greeting.methods.size = 1;
  hw_result r = hw_client_handshake_write_greeting(&client, &greeting, wire, sizeof(wire), strict);
  EXPECT(IS(wire, hw_written(r), "\x05\x01\x02"));
  EXPECT(hw_client_handshake_awaits_peer(&client));
  r = hw_server_handshake_read(&server, wire, 3, &asked);
  EXPECT(hw_consumed(r) == 3 && asked.kind == HW_SERVER_EVENT_GREETING);
  EXPECT(hw_socks5_greeting_offers(&asked.greeting, methods[0]) && asked.frame.tag == HW_UNSET);
  EXPECT(hw_server_handshake_version(&server) == 5);

  hw_socks5_method_selection selection = hw_socks5_method_selection_new();
  selection.method = methods[0];
  r = hw_server_handshake_write_method(&server, &selection, wire, sizeof(wire));
  EXPECT(IS(wire, hw_written(r), "\x05\x02"));
  uint8_t method = 0;
  EXPECT(hw_server_handshake_method(&server, &method) && method == 2);
  EXPECT(!hw_client_handshake_method(&client, &method));
  r = hw_client_handshake_read(&client, wire, 2, &answer);
  EXPECT(hw_ok(r) && answer.kind == HW_CLIENT_EVENT_METHOD_SELECTED && answer.method == 2);
  EXPECT(hw_client_handshake_step(&client) == HW_STEP_CREDENTIALS);

  hw_socks5_userpass_request credentials = hw_socks5_userpass_request_new();
  credentials.username.data = "me";
  credentials.username.size = 2;
  credentials.password.data = "pw";
  credentials.password.size = 2;
  r = hw_client_handshake_write_userpass(&client, &credentials, wire, sizeof(wire), strict);
  EXPECT(IS(wire, hw_written(r), "\x01\x02me\x02pw"));
  r = hw_server_handshake_read(&server, wire, 7, &asked);
  EXPECT(hw_ok(r) && asked.kind == HW_SERVER_EVENT_CREDENTIALS);
  EXPECT(IS(asked.credentials.password.data, asked.credentials.password.size, "pw"));
  hw_socks5_userpass_reply status = hw_socks5_userpass_reply_new();
  status.status = 0;
  r = hw_server_handshake_write_userpass(&server, &status, wire, sizeof(wire), strict);
  EXPECT(hw_ok(hw_client_handshake_read(&client, wire, hw_written(r), &answer)));
  EXPECT(answer.kind == HW_CLIENT_EVENT_AUTHENTICATED);

  hw_socks5_request request = hw_socks5_request_new();
  request.address = hw_address_domain("one", 3, 443);
  r = hw_client_handshake_write_socks5(&client, &request, wire, sizeof(wire), strict);
  r = hw_server_handshake_read(&server, wire, hw_written(r), &asked);
  EXPECT(hw_ok(r) && asked.kind == HW_SERVER_EVENT_REQUEST && asked.command == 1);
  EXPECT(hw_address_equal(&asked.address, &request.address));
  const hw_server_handshake before = server;
  const hw_address nowhere = {0};
  EXPECT(hw_server_handshake_grant(&server, &nowhere, wire, sizeof(wire)).code == HW_BAD_STATE);
  EXPECT(hw_server_handshake_equal(&server, &before));
  const hw_address bound = hw_address_domain("b", 1, 1);
  r = hw_server_handshake_grant(&server, &bound, wire, sizeof(wire));
  EXPECT(hw_ok(r) && hw_server_handshake_step(&server) == HW_STEP_DONE);
  EXPECT(!hw_server_handshake_equal(&server, &before));
  r = hw_client_handshake_read(&client, wire, hw_written(r), &answer);
  EXPECT(hw_ok(r) && answer.kind == HW_CLIENT_EVENT_REPLY);
  EXPECT(hw_client_handshake_step(&client) == HW_STEP_DONE);
  EXPECT(hw_ok(hw_client_handshake_surplus(&client, NULL, 0)));
  EXPECT(hw_client_handshake_surplus(&client, wire, 1).detail == HW_DETAIL_SURPLUS);
  EXPECT(hw_client_handshake_result(&client).detail == HW_DETAIL_SURPLUS);
}

/* What breaks a rule is told behind an exchange of frames, too. */
static void BehindFrames(void) {
  const uint64_t reserved = UINT64_C(1) << HW_VIOLATION_RESERVED_NONZERO;
  const uint8_t method[] = {HW_SOCKS5_METHOD_GSSAPI};
  hw_client_handshake client;
  hw_server_handshake server;
  hw_client_event answer;
  hw_server_event asked;
  uint8_t wire[64];
  hw_client_handshake_init_socks5(&client, hw_policy_lenient());
  hw_server_handshake_init(&server, HW_TAKE_SOCKS5, hw_policy_lenient());
  hw_socks5_greeting greeting = hw_socks5_greeting_new();
  greeting.methods.data = method;
  greeting.methods.size = 1;
  hw_result r =
      hw_client_handshake_write_greeting(&client, &greeting, wire, 64, hw_policy_strict());
  EXPECT(hw_ok(hw_server_handshake_read(&server, wire, hw_written(r), &asked)));
  hw_socks5_method_selection selection = hw_socks5_method_selection_new();
  selection.method = method[0];
  r = hw_server_handshake_write_method(&server, &selection, wire, 64);
  EXPECT(hw_ok(hw_client_handshake_read(&client, wire, hw_written(r), &answer)));

  const uint8_t* frame = Octets("\x01\x01\0\x02gs");
  r = hw_server_handshake_read(&server, frame, 6, &asked);
  EXPECT(hw_consumed(r) == 6 && asked.kind == HW_SERVER_EVENT_FRAME && asked.violations == 0);
  EXPECT(IS(asked.frame.token.data, asked.frame.token.size, "gs"));
  r = hw_client_handshake_read(&client, frame, 6, &answer);
  EXPECT(hw_consumed(r) == 6 && answer.kind == HW_CLIENT_EVENT_FRAME && answer.violations == 0);
  EXPECT(IS(answer.frame.token.data, answer.frame.token.size, "gs"));
  EXPECT(hw_ok(hw_server_handshake_authenticated(&server)));
  EXPECT(hw_ok(hw_client_handshake_authenticated(&client)));

  r = hw_server_handshake_read(&server, Octets("\x05\x01\x09\x01\x7f\0\0\x01\0\x50"), 10, &asked);
  EXPECT(hw_ok(r) && asked.kind == HW_SERVER_EVENT_REQUEST && asked.violations == reserved);
  hw_socks5_request request = hw_socks5_request_new();
  request.address = asked.address;
  r = hw_client_handshake_write_socks5(&client, &request, wire, 64, hw_policy_strict());
  EXPECT(hw_written(r) == 10);
  r = hw_client_handshake_read(&client, Octets("\x05\0\x09\x01\x7f\0\0\x01\0\x50"), 10, &answer);
  EXPECT(hw_ok(r) && answer.kind == HW_CLIENT_EVENT_REPLY && answer.violations == reserved);
}

static void Refusals(void) {
  hw_server_handshake server;
  hw_server_event event;
  uint8_t wire[64];
  hw_server_handshake_init(&server, HW_TAKE_SOCKS4, hw_policy_interop());
  EXPECT(hw_ok(
      hw_server_handshake_read(&server, Octets("\x04\x01\0\x50\xc0\0\x02\x01me\0"), 11, &event)));
  EXPECT(IS(event.userid.data, event.userid.size, "me"));
  EXPECT(hw_server_handshake_refuse_socks4(&server, 90, wire, sizeof(wire)).code == HW_BAD_STATE);
  hw_server_handshake other = server;
  hw_result r = hw_server_handshake_refuse_socks4(&server, 93, wire, sizeof(wire));
  EXPECT(hw_written(r) == 8 && wire[1] == 93);
  EXPECT(hw_server_handshake_result(&server).detail == HW_DETAIL_SOCKS4_REFUSED);
  r = hw_server_handshake_refuse_socks5(&other, 4, wire, sizeof(wire));
  EXPECT(hw_written(r) == 8 && wire[1] == 91);

  hw_server_handshake_init(&server, HW_TAKE_SOCKS5, hw_policy_interop());
  r = hw_server_handshake_read(&server, Octets("\x04"), 1, &event);
  EXPECT(r.detail == HW_DETAIL_SOCKS_VERSION && r.octet == 4);
  uint8_t octet = 0;
  EXPECT(!hw_socks5_reply_for(r, &octet));
  r = hw_server_handshake_refuse(&server, r, wire, sizeof(wire));
  EXPECT(hw_ok(r) && hw_written(r) == 0);
  const hw_result unknown = {HW_DESERIALIZATION, HW_DETAIL_UNKNOWN_COMMAND, 9, HW_LAYER_SOCKS, 1};
  EXPECT(hw_socks5_reply_for(unknown, &octet) && octet == 7);
  EXPECT(hw_socks4_reply_for(unknown, &octet) && octet == 91);
  hw_client_handshake client;
  hw_client_handshake_init_socks4(&client, hw_policy_interop());
  EXPECT(hw_client_handshake_end_of_stream(&client, NULL, 0).code == HW_BAD_STATE);
}

static void UnsetHandshakesRefuse(void) {
  hw_client_handshake client = {0};
  hw_server_handshake server = {0};
  hw_client_event answer;
  hw_server_event asked;
  uint8_t wire[64];
  uint8_t method;
  const hw_socks5_greeting greeting = hw_socks5_greeting_new();
  const hw_socks5_reply reply = hw_socks5_reply_new();
  const hw_address bound = hw_address_domain("b", 1, 1);
  const hw_policy lenient = hw_policy_lenient();
  EXPECT(hw_client_handshake_step(&client) == HW_STEP_OVER);
  EXPECT(hw_server_handshake_step(&server) == HW_STEP_OVER);
  EXPECT(hw_client_handshake_result(&client).code == HW_BAD_STATE);
  EXPECT(!hw_client_handshake_awaits_peer(&client) && !hw_server_handshake_awaits_peer(&server));
  EXPECT(!hw_client_handshake_method(&client, &method) &&
         !hw_client_handshake_equal(&client, &client));
  EXPECT(hw_client_handshake_write_greeting(&client, &greeting, wire, 64, lenient).code ==
         HW_BAD_STATE);
  EXPECT(hw_client_handshake_read(&client, Octets("\x05\0"), 2, &answer).code == HW_BAD_STATE);
  EXPECT(hw_server_handshake_read(&server, Octets("\x05\1\0"), 3, &asked).code == HW_BAD_STATE);
  EXPECT(hw_server_handshake_grant(&server, &bound, wire, 64).code == HW_BAD_STATE);
  EXPECT(hw_server_handshake_write_socks5(&server, &reply, wire, 64, lenient).code == HW_BAD_STATE);
  EXPECT(hw_client_handshake_authenticated(&client).code == HW_BAD_STATE);
  EXPECT(hw_server_handshake_authenticated(&server).code == HW_BAD_STATE);
  hw_server_handshake_init(&server, 0, lenient);
  EXPECT(hw_server_handshake_step(&server) == HW_STEP_OVER);
  hw_server_handshake_init(&server, 4, lenient);
  EXPECT(hw_server_handshake_step(&server) == HW_STEP_OVER);
}

static void AStream(void) {
  const hw_policy interop = hw_policy_interop();
  hw_record_stream stream = {0};
  hw_stream_event event;
  const char octets[] = "\x15\x03\x03\x00\x02\x01\x00";
  EXPECT(hw_record_stream_next(&stream, Octets(octets), 7, &event).code == HW_BAD_STATE);
  EXPECT(hw_record_stream_end_of_stream(&stream) == HW_CLOSURE_FAILED);
  const hw_record_context unset = {0};
  EXPECT(!hw_ok(hw_record_stream_init(&stream, unset, interop, hw_stream_limits_new())));
  const hw_record_context plain = hw_record_context_of(HW_PHASE_PLAIN, HW_TLS12);
  EXPECT(hw_ok(hw_record_stream_init(&stream, plain, interop, hw_stream_limits_new())));
  EXPECT(hw_consumed(hw_record_stream_next(&stream, Octets(octets), 7, &event)) == 5);
  EXPECT(event.kind == HW_STREAM_EVENT_RECORD && event.header.length == 2);
  EXPECT(hw_record_stream_set_context(&stream, plain).code == HW_BAD_STATE);
  EXPECT(hw_record_stream_end_result(&stream).detail == HW_DETAIL_CLOSED_INSIDE_RECORD);
  EXPECT(hw_consumed(hw_record_stream_next(&stream, Octets(octets) + 5, 2, &event)) == 2);
  EXPECT(event.kind == HW_STREAM_EVENT_FRAGMENT &&
         IS(event.fragment.data, event.fragment.size, "\1\0"));
  EXPECT(hw_ok(hw_record_stream_next(&stream, NULL, 0, &event)));
  EXPECT(event.kind == HW_STREAM_EVENT_ALERT && event.alert.description == HW_ALERT_CLOSE_NOTIFY);
  EXPECT(hw_record_stream_end_of_stream(&stream) == HW_CLOSURE_GRACEFUL);
}

static void RecordsAndAlerts(void) {
  const hw_record_context context = {HW_PHASE_PROTECTED, HW_TLS12, 2};
  uint8_t output[32];
  EXPECT(hw_record_count(3, context) == 2 && hw_split_size(3, context) == 13);
  const hw_result r = hw_encode_split(HW_CONTENT_APPLICATION_DATA, HW_TLS12, Octets("abc"), 3,
                                      output, sizeof(output), context, hw_policy_strict());
  EXPECT(IS(output, hw_written(r),
            "\x17\x03\x03\x00\x02"
            "ab\x17\x03\x03\x00\x01"
            "c"));
  hw_alert_accumulator accumulator = {0};
  hw_alert alert;
  EXPECT(!hw_alert_accumulator_push(&accumulator, 2, &alert));
  EXPECT(hw_alert_accumulator_push(&accumulator, 40, &alert) && alert.description == 40);
  const hw_result overflow = {HW_DESERIALIZATION, HW_DETAIL_RECORD_OVERFLOW, 0, HW_LAYER_TLS, 3};
  uint8_t description = 0;
  EXPECT(hw_alert_for(overflow, &description) && description == HW_ALERT_RECORD_OVERFLOW);
}

static void ADatagram(void) {
  const char octets[] =
      "\x16\xfe\xfd\0\0\0\0\0\0\0\x01\0\x02hi"
      "\x16\xfe\xfd\0\0\0\0\0\0\0\x02\0\x05hi";
  hw_dtls_datagram rest = hw_dtls_datagram_of(Octets(octets), sizeof(octets) - 1);
  hw_dtls_record record;
  const hw_dtls_context context = hw_dtls_context_of(HW_DTLS12);
  const hw_dtls_context unset = {0};
  const hw_policy interop = hw_policy_interop();
  EXPECT(hw_dtls_next(&rest, &record, unset, interop).event == HW_DTLS_EVENT_DROP_REST);
  hw_dtls_step step = hw_dtls_next(&rest, &record, context, interop);
  EXPECT(step.event == HW_DTLS_EVENT_RECORD && hw_consumed(step.result) == 15);
  EXPECT(record.header.sequence == 1 && IS(record.fragment.data, record.fragment.size, "hi"));
  EXPECT(record.header_octets.size == 13);
  hw_bytes ids[HW_MAX_CIDS + 1] = {{Octets("c"), 1}};
  rest.cids = ids;
  rest.cids_size = HW_MAX_CIDS + 1;
  EXPECT(hw_dtls_next(&rest, &record, context, interop).result.code == HW_BAD_STATE);
  rest.cids_size = 0;
  step = hw_dtls_next(&rest, &record, context, interop);
  EXPECT(step.event == HW_DTLS_EVENT_DROP_REST && step.result.detail == HW_DETAIL_TRUNCATED);
  EXPECT(step.offset == 15);
  EXPECT(hw_dtls_next(&rest, &record, context, interop).event == HW_DTLS_EVENT_END);
  uint8_t output[32];
  const hw_result written = hw_dtls_encode_record(&record.header, Octets("hi"), 2, output,
                                                  sizeof(output), context, hw_policy_strict());
  EXPECT(hw_written(written) == 15 && memcmp(output, octets, 15) == 0);

  uint64_t epoch = 0;
  EXPECT(hw_dtls_full_epoch(5, 3, &epoch) && epoch == 3);
  EXPECT(!hw_dtls_full_epoch(0, 3, &epoch));
  EXPECT(hw_dtls_full_sequence(0x1234, 0x35, 0) == 0x1235);
  hw_replay_window window = {0};
  EXPECT(hw_replay_window_check(&window, 7));
  hw_replay_window_update(&window, 7);
  EXPECT(!hw_replay_window_check(&window, 7) && hw_replay_window_check(&window, 8));
}

/* The datagram's ids are of two lengths. */
static void ConnectionIds(void) {
  const char octets[] = "\x19\xfe\xfd\0\x01\0\0\0\0\0\x01xy\0\x01z";
  const hw_bytes ids[] = {{Octets("a"), 1}, {Octets("xy"), 2}};
  hw_dtls_datagram rest = hw_dtls_datagram_of(Octets(octets), sizeof(octets) - 1);
  rest.cids = ids;
  rest.cids_size = 2;
  hw_dtls_record record;
  const hw_dtls_step step =
      hw_dtls_next(&rest, &record, hw_dtls_context_of(HW_DTLS12), hw_policy_interop());
  EXPECT(step.event == HW_DTLS_EVENT_RECORD);
  EXPECT(IS(record.header.cid.data, record.header.cid.size, "xy"));
  EXPECT(IS(rest.cid.data, rest.cid.size, "xy"));
}

static void Platforms(void) {
  const hw_result refused = {HW_PEER_REFUSED, HW_DETAIL_SOCKS5_REFUSED, 4, HW_LAYER_SOCKS, 1};
  const hw_result more = {HW_NEED_MORE, HW_DETAIL_NONE, 0, HW_LAYER_SOCKS, 9};
  int32_t number = 0;
  EXPECT(hw_cfnetwork_from_result(refused, &number) && number == (5 << 16 | 4));
  EXPECT(!hw_cfnetwork_from_result(more, &number));
  const hw_cfnetwork_description description = hw_cfnetwork_describe(5 << 16 | 4);
  EXPECT(description.subdomain == 5 && IsText(description.octet_name, "host_unreachable"));
  EXPECT(IsText(description.code_name, "") && description.sentence[0] != 0);
  EXPECT(hw_openharmony_from_errno(111, &number) && number == 2301111);
  EXPECT(hw_openharmony_from_tls_errno(2, &number) && number == 2303102);
  EXPECT(hw_openharmony_from_ssl_error(1, &number) && number == 2303501);
  EXPECT(!hw_openharmony_from_errno(0, &number));
  EXPECT(hw_openharmony_message(2301111)[0] != 0 && IsText(hw_openharmony_message(-1), ""));
  const hw_result closed = {HW_PEER_REFUSED, HW_DETAIL_CLOSE_NOTIFY, 0, HW_LAYER_TLS, 1};
  EXPECT(hw_secure_transport_from_result(closed, &number) && number == -9805);
  EXPECT(hw_secure_transport_from_received_alert(2, 40) == -9824);
  EXPECT(hw_secure_transport_from_sent_alert(22, &number) && number == -9847);
  uint8_t alert = 0;
  EXPECT(hw_secure_transport_alert_for(number, &alert) && alert == 22);
  EXPECT(IsText(hw_secure_transport_name(-9824), "errSSLPeerHandshakeFail"));
  EXPECT(hw_secure_transport_message(-9824)[0] != 0 && IsText(hw_secure_transport_name(1), ""));
}

/* Each port, in an address of each kind. */
static void EveryPort(void) {
  int wrong = 0;
  for (unsigned port = 0; port <= 0xFFFF; ++port) {
    char host[32]; /* which `name` points into */
    char text[32];
    hw_address name = {0};
    hw_address ipv4 = {0};
    const int size = snprintf(host, sizeof(host), "a.b:%u", port);
    const hw_result named = hw_address_parse(host, (size_t)size, &name);
    const int length = snprintf(text, sizeof(text), "192.0.2.1:%u", port);
    const hw_result numbered = hw_address_parse(text, (size_t)length, &ipv4);
    wrong += !hw_ok(named) || !IS(name.domain.data, name.domain.size, "a.b") || name.port != port;
    wrong += !hw_ok(numbered) || ipv4.ip[0] != 192 || ipv4.ip[3] != 1 || ipv4.port != port;
  }
  EXPECT(wrong == 0);
}

/* Octets and texts of any size become those of C++. */
static void EverySize(void) {
  static uint8_t octets[2000];
  static uint8_t output[2100];
  int wrong = 0;
  for (size_t size = 1; size <= sizeof(octets); ++size) {
    hw_tls_record record = hw_tls_record_new();
    record.type = HW_CONTENT_HANDSHAKE;
    record.version = HW_TLS12;
    record.fragment.data = octets;
    record.fragment.size = size;
    const hw_result written =
        hw_tls_record_encode(&record, output, sizeof(output),
                             hw_record_context_of(HW_PHASE_PLAIN, HW_TLS12), hw_policy_strict());
    wrong += hw_written(written) != size + 5;
    hw_socks5_request request = hw_socks5_request_new();
    request.address = hw_address_domain((const char*)octets, size, 80);
    const hw_result named =
        hw_socks5_request_encode(&request, output, sizeof(output), hw_policy_lenient());
    wrong += size > 255 ? named.detail != HW_DETAIL_DOMAIN_TOO_LONG : hw_written(named) != size + 7;
  }
  EXPECT(wrong == 0);
}

int main(void) {
  AResultOfZerosIsNotOk();
  NamesAndSentences();
  APolicyOfZerosIsStrict();
  Protocols();
  AddressesAsText();
  AConversation();
  BehindFrames();
  Refusals();
  UnsetHandshakesRefuse();
  AStream();
  RecordsAndAlerts();
  ADatagram();
  ConnectionIds();
  Platforms();
  EveryPort();
  EverySize();
  return Summary();
}
