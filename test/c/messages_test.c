/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * Every message of the C API: its octets, which are written out here, as members and back; and what
 * unset memory gives.
 */

#include "hardwire/c/hardwire.h"
#include "test/c/expect.h"

static const uint8_t* Octets(const char* literal) { return (const uint8_t*)literal; }

/* Decodes `literal` into a new message, requires all of it to be consumed, and encodes it again.
 * DECODE and ENCODE are what the two take besides. */
#define ROUND_TRIP(stem, literal, DECODE, ENCODE)                                               \
  hw_##stem message;                                                                            \
  uint8_t output[64];                                                                           \
  hw_result result = hw_##stem##_decode(Octets(literal), sizeof(literal) - 1, &message DECODE); \
  EXPECT(result.code == HW_OK);                                                                 \
  EXPECT(hw_consumed(result) == sizeof(literal) - 1);                                           \
  EXPECT(hw_##stem##_size(&message) == sizeof(literal) - 1);                                    \
  result = hw_##stem##_encode(&message, output, sizeof(output) ENCODE);                         \
  EXPECT(result.code == HW_OK);                                                                 \
  EXPECT(IS(output, hw_written(result), literal))

#define NOTHING
#define READ , hw_policy_interop()
#define WRITE , hw_policy_strict()

static int IsDomain(const hw_address* address, const char* name, size_t size, uint16_t port) {
  return address->type == HW_ADDRESS_DOMAIN && address->port == port &&
         address->domain.size == size && memcmp(address->domain.data, name, size) == 0;
}
static int IsIpv4(const hw_address* address, const char* octets, uint16_t port) {
  return address->type == HW_ADDRESS_IPV4 && address->port == port &&
         memcmp(address->ip, octets, 4) == 0;
}

static void Socks4Request(void) {
  ROUND_TRIP(socks4_request, "\x04\x01\x01\xbb\0\0\0\x07me\0a.b\0", READ, WRITE);
  EXPECT(message.tag == HW_SOCKS4_REQUEST && message.command == HW_SOCKS4_COMMAND_CONNECT);
  EXPECT(message.marker == 7 && IsDomain(&message.address, "a.b", 3, 443));
  EXPECT(IS(message.userid.data, message.userid.size, "me"));
}
static void Socks4Reply(void) {
  ROUND_TRIP(socks4_reply, "\0\x5a\x01\xbb\xc0\0\x02\x01", READ, WRITE);
  EXPECT(message.code == HW_SOCKS4_REPLY_CODE_GRANTED);
  EXPECT(IsIpv4(&message.address, "\xc0\0\x02\x01", 443));
  EXPECT(hw_socks4_reply_verdict(&message).code == HW_OK);
  message.code = HW_SOCKS4_REPLY_CODE_IDENT_MISMATCH;
  result = hw_socks4_reply_verdict(&message);
  EXPECT(result.code == HW_PEER_REFUSED && result.detail == HW_DETAIL_SOCKS4_REFUSED);
  EXPECT(result.octet == 93 && hw_offset(result) == 1);
}
static void Greeting(void) {
  ROUND_TRIP(socks5_greeting, "\x05\x02\x00\x02", READ, WRITE);
  EXPECT(IS(message.methods.data, message.methods.size, "\x00\x02"));
  EXPECT(hw_socks5_greeting_offers(&message, HW_SOCKS5_METHOD_USERNAME_PASSWORD));
  EXPECT(!hw_socks5_greeting_offers(&message, HW_SOCKS5_METHOD_GSSAPI));
}
static void MethodSelection(void) {
  ROUND_TRIP(socks5_method_selection, "\x05\xff", NOTHING, NOTHING);
  EXPECT(message.method == HW_SOCKS5_METHOD_NO_ACCEPTABLE);
  EXPECT(hw_socks5_method_selection_verdict(&message).detail == HW_DETAIL_NO_ACCEPTABLE_METHOD);
}
static void UserpassRequest(void) {
  ROUND_TRIP(socks5_userpass_request, "\x01\x03joe\x02hi", READ, WRITE);
  EXPECT(IS(message.username.data, message.username.size, "joe"));
  EXPECT(IS(message.password.data, message.password.size, "hi"));
}
static void UserpassReply(void) {
  ROUND_TRIP(socks5_userpass_reply, "\x01\x07", READ, WRITE);
  EXPECT(message.status == 7);
  EXPECT(hw_socks5_userpass_reply_verdict(&message).detail == HW_DETAIL_CREDENTIALS_REJECTED);
}
static void Gssapi(void) {
  ROUND_TRIP(socks5_gssapi, "\x01\x01\x00\x03tok", NOTHING, NOTHING);
  EXPECT(message.type == HW_GSSAPI_AUTHENTICATION);
  EXPECT(IS(message.token.data, message.token.size, "tok"));
  message = hw_socks5_gssapi_new();
  EXPECT(hw_socks5_gssapi_verdict(&message).detail == HW_DETAIL_GSSAPI_ABORTED);
}
static void Request(void) {
  ROUND_TRIP(socks5_request, "\x05\x03\x00\x03\x03one\x01\xbb", READ, WRITE);
  EXPECT(message.command == HW_SOCKS5_COMMAND_UDP_ASSOCIATE);
  EXPECT(IsDomain(&message.address, "one", 3, 443));
  EXPECT(message.violations == 0);
}
static void RequestBreaksARule(void) {
  const char octets[] = "\x05\x01\x7f\x01\xc0\x00\x02\x01\x00\x50";
  hw_socks5_request message = {0};
  hw_result result = hw_socks5_request_decode(Octets(octets), 10, &message, hw_policy_strict());
  EXPECT(result.code == HW_DESERIALIZATION && result.detail == HW_DETAIL_RESERVED_NONZERO);
  EXPECT(result.octet == 0x7f && hw_offset(result) == 2 && message.tag == HW_UNSET);
  result = hw_socks5_request_decode(Octets(octets), 10, &message, hw_policy_interop());
  EXPECT(hw_ok(result) && message.violations == UINT64_C(1) << HW_VIOLATION_RESERVED_NONZERO);
  const hw_policy one = hw_policy_accepting(hw_policy_strict(), HW_VIOLATION_RESERVED_NONZERO);
  EXPECT(hw_ok(hw_socks5_request_decode(Octets(octets), 10, &message, one)));
  result = hw_socks5_request_decode(Octets(octets), 9, &message, hw_policy_interop());
  EXPECT(result.code == HW_NEED_MORE && hw_needed(result) == 10 && hw_missing(result, 9) == 1);
}
static void Reply(void) {
  ROUND_TRIP(socks5_reply, "\x05\x04\x00\x01\xc0\x00\x02\x01\x00\x50", READ, WRITE);
  EXPECT(message.code == HW_SOCKS5_REPLY_CODE_HOST_UNREACHABLE);
  EXPECT(IsIpv4(&message.address, "\xc0\x00\x02\x01", 80));
  EXPECT(hw_socks5_reply_verdict(&message).octet == 4);
  EXPECT(hw_socks5_partial_reply(Octets("\x05\x04"), 2).detail == HW_DETAIL_SOCKS5_REFUSED);
  EXPECT(hw_socks4_partial_reply(Octets("\x00\x5b"), 2).detail == HW_DETAIL_SOCKS4_REFUSED);
}
static void Udp(void) {
  hw_socks5_udp message;
  uint8_t output[16];
  const hw_result result = hw_socks5_udp_decode(Octets("\0\0\x05\x01\xc0\0\x02\x01\0\x50hi"), 12,
                                                &message, hw_policy_interop());
  EXPECT(hw_consumed(result) == 10 && message.fragment == 5);
  EXPECT(IS(message.payload.data, message.payload.size, "hi"));
  EXPECT(hw_written(hw_socks5_udp_encode(&message, output, 16, hw_policy_lenient())) == 10);
}

static void TlsRecordHeader(void) {
  const hw_record_context context = hw_record_context_of(HW_PHASE_PLAIN, HW_TLS12);
#define IN_CONTEXT_READ , context READ
#define IN_CONTEXT_WRITE , context WRITE
  ROUND_TRIP(tls_record_header, "\x16\x03\x03\x01\x02", IN_CONTEXT_READ, IN_CONTEXT_WRITE);
  EXPECT(message.type == HW_CONTENT_HANDSHAKE && message.version == HW_TLS12);
  EXPECT(message.length == 0x102);
}
static void TlsRecord(void) {
  const hw_record_context context = hw_record_context_of(HW_PHASE_PLAIN, HW_TLS12);
  ROUND_TRIP(tls_record, "\x15\x03\x03\x00\x02\x02\x28", IN_CONTEXT_READ, IN_CONTEXT_WRITE);
  EXPECT(message.type == HW_CONTENT_ALERT && message.version == HW_TLS12);
  EXPECT(IS(message.fragment.data, message.fragment.size, "\x02\x28"));
}
static void TlsInner(void) {
  const hw_inner_context context = {HW_INNER_TLS13, HW_NO_LIMIT};
  ROUND_TRIP(tls_inner, "hi\x17\x00\x00\x00", IN_CONTEXT_READ, IN_CONTEXT_WRITE);
  EXPECT(message.type == HW_CONTENT_APPLICATION_DATA && message.padding == 3);
  EXPECT(IS(message.content.data, message.content.size, "hi"));
}
static void Alert(void) {
  ROUND_TRIP(alert, "\x01\x5a", READ, WRITE);
  EXPECT(message.level == HW_ALERT_LEVEL_WARNING);
  EXPECT(message.description == HW_ALERT_USER_CANCELED);
  EXPECT(!hw_alert_is_fatal(&message, HW_TLS13));
  message = hw_alert_new();
  EXPECT(hw_alert_is_fatal(&message, HW_TLS13));
  EXPECT(hw_alert_verdict(&message, HW_TLS13).octet == HW_ALERT_INTERNAL_ERROR);
}
static void Sslv2Hello(void) {
  ROUND_TRIP(sslv2_hello,
             "\x80\x1c\x01\x03\x01\x00\x03\x00\x00\x00\x10\x00\x00\x2f"
             "0123456789abcdef",
             NOTHING, NOTHING);
  EXPECT(message.version == 0x301);
  EXPECT(IS(message.cipher_specs.data, message.cipher_specs.size, "\x00\x00\x2f"));
  EXPECT(IS(message.challenge.data, message.challenge.size, "0123456789abcdef"));
}
static void TlsHandshakeHeader(void) {
#define LIMITED , 1000
  ROUND_TRIP(tls_handshake_header, "\x02\x00\x01\x00", LIMITED, LIMITED);
  EXPECT(message.type == HW_HANDSHAKE_SERVER_HELLO && message.length == 256);
  result = hw_tls_handshake_header_decode(Octets("\x02\x00\x01\x00"), 4, &message, 255);
  EXPECT(result.detail == HW_DETAIL_HANDSHAKE_TOO_LONG);
}

static void ClientHello(void) {
  const hw_hello_context context = {HW_HELLO_TLS, 1000};
  const hw_hello_context unset = {0};
  const char octets[] =
      "\x01\x00\x00\x31\x03\x03"
      "0123456789abcdef0123456789abcdef"
      "\x02id\x00\x02\x13\x01\x01\x00\x00\x04\x00\x17\x00\x00";
  const size_t size = sizeof(octets) - 1;
  hw_client_hello message;
  uint8_t output[64];
  hw_result result = hw_client_hello_decode(Octets(octets), size, &message, context READ);
  EXPECT(hw_ok(result) && hw_consumed(result) == size && message.tag == HW_CLIENT_HELLO);
  EXPECT(message.legacy_version == HW_TLS12 && memcmp(message.random, octets + 6, 32) == 0);
  EXPECT(IS(message.session_id.data, message.session_id.size, "id") && message.cookie.size == 0);
  EXPECT(IS(message.cipher_suites.data, message.cipher_suites.size, "\x13\x01"));
  EXPECT(IS(message.compression_methods.data, message.compression_methods.size, "\x00"));
  EXPECT(message.has_extensions == 1);
  EXPECT(IS(message.extensions.data, message.extensions.size, "\x00\x17\x00\x00"));
  EXPECT(hw_client_hello_size(&message, context) == size);
  EXPECT(hw_client_hello_size(&message, unset) == 0);
  result = hw_client_hello_encode(&message, output, sizeof(output), context WRITE);
  EXPECT(hw_written(result) == size && memcmp(output, octets, size) == 0);
  EXPECT(hw_client_hello_encode(&message, output, sizeof(output), unset WRITE).code ==
         HW_BAD_STATE);
  EXPECT(hw_client_hello_decode(Octets(octets), size, &message, unset READ).code == HW_BAD_STATE);
  message.tag = HW_UNSET;
  EXPECT(hw_client_hello_encode(&message, output, sizeof(output), context WRITE).code ==
         HW_BAD_STATE);
  EXPECT(hw_client_hello_size(&message, context) == 0);
  const hw_hello_context dtls = {HW_HELLO_DTLS, 1000};
  message = hw_client_hello_new();
  EXPECT(message.tag == HW_CLIENT_HELLO && hw_client_hello_size(&message, dtls) > 12);
}

static void DtlsHandshakeHeader(void) {
  ROUND_TRIP(dtls_handshake_header, "\x01\x00\x01\x00\x00\x05\x00\x00\x10\x00\x00\x02", LIMITED,
             LIMITED);
  EXPECT(message.type == HW_HANDSHAKE_CLIENT_HELLO && message.length == 256);
  EXPECT(message.message_seq == 5 && message.fragment_offset == 16);
  EXPECT(message.fragment_length == 2);
  hw_bytes fragment;
  uint8_t input[14];
  memcpy(input, output, 12);
  memcpy(input + 12, "hi", 2);
  EXPECT(hw_consumed(hw_dtls_fragment_behind(input, 14, &message, &fragment)) == 14);
  EXPECT(IS(fragment.data, fragment.size, "hi"));
  hw_dtls_handshake_header other = message;
  EXPECT(hw_dtls_same_message(&message, &other) && !hw_dtls_contradicts(&message, &other));
  other.length = 300;
  EXPECT(!hw_dtls_same_message(&message, &other) && hw_dtls_contradicts(&message, &other));
}
static void DtlsHeader(void) {
  const hw_dtls_context context = hw_dtls_context_of(HW_DTLS12);
  ROUND_TRIP(dtls_header, "\x16\xfe\xfd\x00\x01\x00\x00\x00\x00\x00\x09\x01\x00", IN_CONTEXT_READ,
             IN_CONTEXT_WRITE);
  EXPECT(message.form == HW_DTLS_FORM_PLAINTEXT && message.type == HW_CONTENT_HANDSHAKE);
  EXPECT(message.version == HW_DTLS12 && message.epoch == 1 && message.sequence == 9);
  EXPECT(message.length == 256 && message.cid.size == 0);
  message.form = 3;
  EXPECT(hw_dtls_header_encode(&message, output, 64, context, hw_policy_lenient()).code ==
         HW_BAD_STATE);
}
static void DtlsAck(void) {
  ROUND_TRIP(dtls_ack, "\x00\x10\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0\x07", NOTHING, NOTHING);
  hw_record_number number;
  EXPECT(hw_dtls_ack_entry(&message, 0, &number) && number.epoch == 2 && number.sequence == 7);
  EXPECT(!hw_dtls_ack_entry(&message, 1, &number));
  uint8_t again[18];
  EXPECT(hw_written(hw_dtls_encode_ack(&number, 1, again, sizeof(again))) == 18);
  EXPECT(memcmp(again, output, 18) == 0);
}

/* Encode of a message of zeros writes nothing. */
#define REFUSES_UNSET(stem, ENCODE)                                       \
  do {                                                                    \
    const hw_##stem zeros = {0};                                          \
    uint8_t room[64] = {0};                                               \
    const hw_result unset = hw_##stem##_encode(&zeros, room, 64 ENCODE);  \
    EXPECT(unset.code == HW_BAD_STATE && unset.detail == HW_DETAIL_NONE); \
    EXPECT(hw_##stem##_size(&zeros) == 0 && room[0] == 0);                \
  } while (0)

static void NothingUnsetIsSent(void) {
  const hw_record_context record = hw_record_context_of(HW_PHASE_PLAIN, 0);
  const hw_inner_context inner = {HW_INNER_TLS13, HW_NO_LIMIT};
  const hw_dtls_context dtls = hw_dtls_context_of(HW_DTLS12);
#define LENIENT , hw_policy_lenient()
  REFUSES_UNSET(socks4_request, LENIENT);
  REFUSES_UNSET(socks4_reply, LENIENT);
  REFUSES_UNSET(socks5_greeting, LENIENT);
  REFUSES_UNSET(socks5_method_selection, NOTHING);
  REFUSES_UNSET(socks5_userpass_request, LENIENT);
  REFUSES_UNSET(socks5_userpass_reply, LENIENT);
  REFUSES_UNSET(socks5_gssapi, NOTHING);
  REFUSES_UNSET(socks5_request, LENIENT);
  REFUSES_UNSET(socks5_reply, LENIENT);
  REFUSES_UNSET(socks5_udp, LENIENT);
#define IN(context) , context LENIENT
  REFUSES_UNSET(tls_record_header, IN(record));
  REFUSES_UNSET(tls_record, IN(record));
  REFUSES_UNSET(tls_inner, IN(inner));
  REFUSES_UNSET(alert, LENIENT);
  REFUSES_UNSET(sslv2_hello, NOTHING);
  REFUSES_UNSET(tls_handshake_header, LIMITED);
  REFUSES_UNSET(dtls_handshake_header, LIMITED);
  REFUSES_UNSET(dtls_header, IN(dtls));
  REFUSES_UNSET(dtls_ack, NOTHING);
}

static void OfAnotherTagNothingIsSent(void) {
  uint8_t output[64];
  hw_socks5_reply reply = hw_socks5_reply_new();
  reply.tag = HW_SOCKS5_REQUEST;
  EXPECT(hw_socks5_reply_encode(&reply, output, 64, hw_policy_lenient()).code == HW_BAD_STATE);
  EXPECT(hw_socks5_reply_verdict(&reply).code == HW_BAD_STATE);
  reply = hw_socks5_reply_new();
  reply.code = HW_SOCKS5_REPLY_CODE_SUCCEEDED;
  reply.address.type = HW_ADDRESS_UNSET;
  EXPECT(hw_socks5_reply_encode(&reply, output, 64, hw_policy_lenient()).code == HW_BAD_STATE);
}

static void UnsetContextsRefuse(void) {
  const hw_record_context record = {0};
  const hw_inner_context inner = {0};
  const hw_dtls_context dtls = {0};
  hw_tls_record_header header = hw_tls_record_header_new();
  hw_tls_inner plaintext;
  hw_dtls_header datagram;
  const uint8_t* input = Octets("\x16\x03\x03\x00\x01");
  const hw_policy lenient = hw_policy_lenient();
  EXPECT(hw_tls_record_header_decode(input, 5, &header, record, lenient).code == HW_BAD_STATE);
  EXPECT(hw_tls_inner_decode(input, 5, &plaintext, inner, lenient).code == HW_BAD_STATE);
  EXPECT(hw_dtls_header_decode(input, 5, &datagram, dtls, lenient).code == HW_BAD_STATE);
  EXPECT(hw_split_size(1, record) == SIZE_MAX && hw_record_count(1, record) == SIZE_MAX);
}

static void NewMessagesOfAServerSayNo(void) {
  const hw_socks4_reply socks4 = hw_socks4_reply_new();
  const hw_socks5_method_selection method = hw_socks5_method_selection_new();
  const hw_socks5_userpass_reply status = hw_socks5_userpass_reply_new();
  const hw_socks5_reply socks5 = hw_socks5_reply_new();
  EXPECT(hw_socks4_reply_verdict(&socks4).octet == 91);
  EXPECT(hw_socks5_method_selection_verdict(&method).octet == 0xff);
  EXPECT(hw_socks5_userpass_reply_verdict(&status).octet == 1);
  EXPECT(hw_socks5_reply_verdict(&socks5).octet == 1);
}

int main(void) {
  Socks4Request();
  Socks4Reply();
  Greeting();
  MethodSelection();
  UserpassRequest();
  UserpassReply();
  Gssapi();
  Request();
  RequestBreaksARule();
  Reply();
  Udp();
  TlsRecordHeader();
  TlsRecord();
  TlsInner();
  Alert();
  Sslv2Hello();
  TlsHandshakeHeader();
  ClientHello();
  DtlsHandshakeHeader();
  DtlsHeader();
  DtlsAck();
  NothingUnsetIsSent();
  OfAnotherTagNothingIsSent();
  UnsetContextsRefuse();
  NewMessagesOfAServerSayNo();
  return Summary();
}
