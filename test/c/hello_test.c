/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * Hellos in C: extensions, the hello of a stream, host names; addresses as sockaddr; a message out
 * of pieces.
 */

#include "hardwire/c/hardwire.h"
#include "hardwire/c/sockaddr.h"
#include "test/c/expect.h"

#define RANDOM "0123456789abcdef0123456789ABCDEF"

/* A hello with each extension that has a reader. The suites are one, the compression null. */
#define EXTENSIONS                              \
  "\x0a\x0a\0\0"                                \
  "\0\0\0\x0c\0\x0a\0\0\x07"                    \
  "One.two"                                     \
  "\0\x10\0\x0b\0\x09\x02h2\x05"                \
  "a\0b/1"                                      \
  "\0\x2b\0\x05\x04\x03\x04\x03\x03"            \
  "\0\x0a\0\x04\0\x02\0\x1d"                    \
  "\0\x0d\0\x06\0\x04\x04\x03\x08\x04"          \
  "\0\x33\0\x0d\0\x0b\0\x1d\0\x03key\0\x17\0\0" \
  "\xfe\x0d\0\x0f\0\0\x01\0\x02\x07\0\x02"      \
  "EN\0\x03pay"                                 \
  "\0\x29\0\x2c\0\x07\0\x01i\0\0\0\x09\0\x21\x20" RANDOM

static uint8_t hello_octets[512];
static size_t hello_size;
static uint8_t room[512];

static void Put(const char* octets, size_t size) {
  memcpy(hello_octets + hello_size, octets, size);
  hello_size += size;
}

#define PUT(literal) Put((literal), sizeof(literal) - 1)

/* The message with these extensions. */
static void MakeHello(const char* extensions, size_t size) {
  const size_t length = 2 + 32 + 1 + 4 + 2 + 2 + size;
  hello_size = 0;
  PUT("\x01\0");
  hello_octets[hello_size++] = (uint8_t)(length >> 8);
  hello_octets[hello_size++] = (uint8_t)(length & 0xFF);
  PUT("\x03\x03" RANDOM "\0\0\x02\x13\x01\x01\0");
  hello_octets[hello_size++] = (uint8_t)(size >> 8);
  hello_octets[hello_size++] = (uint8_t)(size & 0xFF);
  Put(extensions, size);
}

static hw_client_hello Hello(void) {
  const hw_hello_context context = {HW_HELLO_TLS, HW_HANDSHAKE_LIMIT};
  hw_client_hello hello = {0};
  EXPECT(hw_ok(
      hw_client_hello_decode(hello_octets, hello_size, &hello, context, hw_policy_lenient())));
  return hello;
}

/* What Next of the extensions below must be. */
static int IsNext(hw_extension_list* list, uint16_t type, size_t size) {
  hw_extension extension = {0};
  return hw_extension_list_next(list, &extension) == 1 && extension.type == type &&
         extension.body.size == size;
}

static void EveryExtension(void) {
  const hw_client_hello unset = {0};
  MakeHello(EXTENSIONS, sizeof(EXTENSIONS) - 1);
  const hw_client_hello hello = Hello();
  hw_extension_list list = hw_extension_list_of(&hello);
  EXPECT(hw_extension_list_empty(&list) == 0);
  EXPECT(IsNext(&list, 0x0A0A, 0) && IsNext(&list, HW_EXTENSION_SERVER_NAME, 12));
  EXPECT(IsNext(&list, 16, 11) && IsNext(&list, 43, 5) && IsNext(&list, 10, 4));
  EXPECT(IsNext(&list, 13, 6) && IsNext(&list, 51, 13) && IsNext(&list, 0xFE0D, 15));
  EXPECT(IsNext(&list, HW_EXTENSION_PRE_SHARED_KEY, 44) && hw_extension_list_empty(&list) == 1);
  hw_extension extension = {7, {NULL, 0}};
  EXPECT(hw_extension_list_next(&list, &extension) == 0 && extension.type == 7);
  list = hw_extension_list_of(&unset);
  EXPECT(hw_extension_list_next(&list, &extension) == 0 && hw_extension_list_empty(&list) == 1);
  EXPECT(strcmp(hw_extension_name(16), "application_layer_protocol_negotiation") == 0);
  EXPECT(strcmp(hw_extension_name(0x0A0A), "unassigned") == 0);
  EXPECT(hw_is_grease(0xFAFA) == 1 && hw_is_grease(0xFA0A) == 0);
}

static int IsPresent(hw_finding finding) {
  return finding.presence == HW_PRESENCE_PRESENT && hw_ok(finding.result);
}

static void NamesAndVersions(void) {
  const hw_client_hello hello = Hello();
  hw_server_name name;
  hw_protocol_names protocols;
  hw_numbers numbers;
  hw_text text;
  uint16_t number = 0;
  EXPECT(IsPresent(hw_find_server_name(&hello, &name, hw_policy_strict())));
  EXPECT(IS(name.host_name.data, name.host_name.size, "One.two") && name.violations == 0);
  EXPECT(IsPresent(hw_find_protocol_names(&hello, &protocols)));
  EXPECT(hw_protocol_names_next(&protocols, &text) == 1 && IS(text.data, text.size, "h2"));
  EXPECT(hw_protocol_names_next(&protocols, &text) == 1 && IS(text.data, text.size, "a\0b/1"));
  EXPECT(hw_protocol_names_next(&protocols, &text) == 0 && IS(text.data, text.size, "a\0b/1"));
  EXPECT(IsPresent(hw_find_supported_versions(&hello, &numbers)));
  EXPECT(hw_numbers_size(&numbers) == 2 && hw_numbers_at(&numbers, 1, &number) == 1);
  EXPECT(number == HW_TLS12 && hw_numbers_has(&numbers, HW_TLS13) == 1);
  EXPECT(hw_numbers_at(&numbers, 2, &number) == 0 && number == HW_TLS12);
  EXPECT(hw_numbers_has(&numbers, 0x0301) == 0);
  EXPECT(IsPresent(hw_find_supported_groups(&hello, &numbers)));
  EXPECT(hw_numbers_size(&numbers) == 1 && hw_numbers_has(&numbers, 0x1D) == 1);
  EXPECT(IsPresent(hw_find_signature_algorithms(&hello, &numbers)));
  EXPECT(hw_numbers_size(&numbers) == 2 && hw_numbers_has(&numbers, 0x0804) == 1);
}

static void Keys(void) {
  const hw_client_hello hello = Hello();
  hw_key_shares shares;
  hw_key_share share = {0};
  hw_ech ech;
  hw_pre_shared_key key;
  hw_bytes body = {NULL, 0};
  /* The second share has no key, which no body may have. */
  hw_finding finding = hw_find_key_shares(&hello, &shares);
  EXPECT(finding.presence == HW_PRESENCE_MALFORMED);
  EXPECT(finding.result.detail == HW_DETAIL_EXTENSION_BODY);
  const uint8_t shares_body[] = {0, 7, 0, 0x1D, 0, 3, 'k', 'e', 'y'};
  EXPECT(hw_consumed(hw_read_key_shares(shares_body, 9, &shares)) == 9);
  EXPECT(hw_key_shares_next(&shares, &share) == 1 && share.group == 0x1D && share.size == 3);
  EXPECT(IS(share.key_exchange.data, share.key_exchange.size, "key"));
  EXPECT(hw_key_shares_next(&shares, &share) == 0 && share.group == 0x1D);
  EXPECT(IsPresent(hw_find_ech(&hello, &ech)));
  EXPECT(ech.kind == HW_ECH_OUTER && ech.kdf == 1 && ech.aead == 2 && ech.config_id == 7);
  EXPECT(IS(ech.enc.data, ech.enc.size, "EN") && IS(ech.payload.data, ech.payload.size, "pay"));
  EXPECT(IsPresent(hw_find_pre_shared_key(&hello, &key)));
  EXPECT(key.size == 1 && key.identities.size == 7 && key.binders.size == 33);
  EXPECT(IsPresent(hw_find_extension(&hello, HW_EXTENSION_SUPPORTED_GROUPS, &body)));
  EXPECT(IS(body.data, body.size, "\0\x02\0\x1d"));
  finding = hw_find_extension(&hello, HW_EXTENSION_COOKIE, &body);
  EXPECT(finding.presence == HW_PRESENCE_ABSENT && hw_ok(finding.result) && body.size == 4);
}

/* A body is changed nowhere if it is wrong. */
static void BodiesThatAreWrong(void) {
  hw_server_name name = {{"x", 1}, 0};
  hw_protocol_names protocols = {0};
  hw_numbers numbers = {0};
  hw_ech ech = {0};
  hw_pre_shared_key key = {0};
  hw_text text = {0};
  const uint8_t two[2] = {0, 9};
  const uint8_t literal[] = "\0\x08\0\0\x05\x31.2.3";
  EXPECT(hw_read_server_name(two, 2, &name, hw_policy_lenient()).detail ==
         HW_DETAIL_EXTENSION_BODY);
  EXPECT(hw_read_server_name(literal, 10, &name, hw_policy_strict()).detail ==
         HW_DETAIL_IP_LITERAL);
  EXPECT(name.host_name.size == 1);
  EXPECT(hw_ok(hw_read_server_name(literal, 10, &name, hw_policy_lenient())));
  EXPECT((name.violations >> HW_VIOLATION_IP_LITERAL & 1) == 1);
  EXPECT(!hw_ok(hw_read_protocol_names(two, 2, &protocols)));
  EXPECT(!hw_ok(hw_read_supported_versions(two, 2, &numbers)));
  EXPECT(!hw_ok(hw_read_supported_groups(two, 2, &numbers)));
  EXPECT(!hw_ok(hw_read_ech(two, 2, &ech)) && !hw_ok(hw_read_pre_shared_key(two, 2, &key)));
  EXPECT(hw_protocol_names_next(&protocols, &text) == 0);
  EXPECT(hw_numbers_size(&numbers) == 0 && hw_numbers_has(&numbers, 0) == 0);
  const hw_key_shares none = {0};
  hw_key_shares shares = none;
  hw_key_share share;
  EXPECT(hw_key_shares_next(&shares, &share) == 0);
  uint16_t number;
  EXPECT(hw_numbers_at(&numbers, 0, &number) == 0);
}

static int IsUnset(hw_finding finding) {
  return finding.presence == HW_PRESENCE_MALFORMED && finding.result.code == HW_BAD_STATE;
}

static void UnsetHellosSayNothing(void) {
  const hw_client_hello hello = {0};
  const hw_hello_view view = {0};
  hw_server_name name;
  hw_protocol_names protocols;
  hw_numbers numbers;
  hw_key_shares shares;
  hw_ech ech;
  hw_pre_shared_key key;
  hw_bytes body;
  hw_kept_extension kept;
  const hw_policy lenient = hw_policy_lenient();
  EXPECT(IsUnset(hw_find_extension(&hello, 0, &body)));
  EXPECT(IsUnset(hw_find_server_name(&hello, &name, lenient)));
  EXPECT(IsUnset(hw_find_protocol_names(&hello, &protocols)));
  EXPECT(IsUnset(hw_find_supported_versions(&hello, &numbers)));
  EXPECT(IsUnset(hw_find_supported_groups(&hello, &numbers)));
  EXPECT(IsUnset(hw_find_signature_algorithms(&hello, &numbers)));
  EXPECT(IsUnset(hw_find_key_shares(&hello, &shares)) && IsUnset(hw_find_ech(&hello, &ech)));
  EXPECT(IsUnset(hw_find_pre_shared_key(&hello, &key)));
  EXPECT(IsUnset(hw_view_find_extension(&view, 0, &kept)));
  EXPECT(IsUnset(hw_view_find_server_name(&view, &name, lenient)));
  EXPECT(IsUnset(hw_view_find_protocol_names(&view, &protocols)));
  EXPECT(IsUnset(hw_view_find_supported_versions(&view, &numbers)));
  EXPECT(IsUnset(hw_view_find_supported_groups(&view, &numbers)));
  EXPECT(IsUnset(hw_view_find_signature_algorithms(&view, &numbers)));
  EXPECT(IsUnset(hw_view_find_key_shares(&view, &shares)));
  EXPECT(IsUnset(hw_view_find_ech(&view, &ech)));
  hw_kept_extensions list = hw_kept_extensions_of(&view);
  EXPECT(hw_kept_extensions_next(&list, &kept) == 0);
}

/* What the view of a hello without bodies says. */
static void CheckView(const hw_hello_view* view) {
  hw_server_name name;
  hw_protocol_names protocols;
  hw_numbers numbers;
  hw_key_shares shares;
  hw_key_share share;
  hw_ech ech;
  hw_kept_extension kept = {0};
  EXPECT(view->tag == HW_HELLO_VIEW && view->legacy_version == HW_TLS12);
  EXPECT(IS(view->random.data, view->random.size, RANDOM) && view->session_id.size == 0);
  EXPECT(IS(view->cipher_suites.data, view->cipher_suites.size, "\x13\x01"));
  EXPECT(IS(view->compression_methods.data, view->compression_methods.size, "\0"));
  EXPECT(view->has_extensions == 1 && view->violations == 0);
  EXPECT(IsPresent(hw_view_find_server_name(view, &name, hw_policy_strict())));
  EXPECT(IS(name.host_name.data, name.host_name.size, "One.two"));
  EXPECT(IsPresent(hw_view_find_protocol_names(view, &protocols)));
  EXPECT(IsPresent(hw_view_find_supported_versions(view, &numbers)));
  EXPECT(hw_numbers_has(&numbers, HW_TLS13) == 1);
  EXPECT(IsPresent(hw_view_find_supported_groups(view, &numbers)));
  EXPECT(IsPresent(hw_view_find_signature_algorithms(view, &numbers)));
  EXPECT(IsPresent(hw_view_find_key_shares(view, &shares)));
  EXPECT(hw_key_shares_next(&shares, &share) == 1 && share.group == 0x1D && share.size == 3);
  EXPECT(share.key_exchange.size == 0);
  EXPECT(IsPresent(hw_view_find_ech(view, &ech)));
  EXPECT(IS(ech.enc.data, ech.enc.size, "EN") && ech.payload.size == 0);
  EXPECT(IsPresent(hw_view_find_extension(view, HW_EXTENSION_PRE_SHARED_KEY, &kept)));
  EXPECT(kept.size == 44 && kept.kept.size == 0);
  hw_kept_extensions list = hw_kept_extensions_of(view);
  int count = 0;
  while (hw_kept_extensions_next(&list, &kept) == 1) ++count;
  EXPECT(count == 9 && kept.type == HW_EXTENSION_PRE_SHARED_KEY);
}

/* The record of the hello, in two: the header of the second begins at `cut`. */
static size_t Records(size_t cut, uint8_t* stream) {
  const size_t parts[2] = {cut, hello_size - cut};
  size_t at = 0;
  size_t from = 0;
  for (int i = 0; i < 2; ++i) {
    memcpy(stream + at, "\x16\x03\x01", 3);
    stream[at + 3] = (uint8_t)(parts[i] >> 8);
    stream[at + 4] = (uint8_t)(parts[i] & 0xFF);
    memcpy(stream + at + 5, hello_octets + from, parts[i]);
    at += 5 + parts[i];
    from += parts[i];
  }
  return at;
}

/* The hello above, but that its key_share is well-formed. */
static void MakeGoodHello(void) {
  char extensions[] = EXTENSIONS;
  for (size_t i = 0; i + 12 < sizeof(extensions); ++i) {
    if (memcmp(extensions + i, "key\0\x17\0\0", 7) == 0) {
      memmove(extensions + i + 3, extensions + i + 7, sizeof(extensions) - i - 7);
      extensions[i - 7] = 9;
      extensions[i - 5] = 7;
    }
  }
  MakeHello(extensions, sizeof(EXTENSIONS) - 1 - 4);
}

static void AStreamOctetByOctet(void) {
  uint8_t stream[512];
  hw_hello_reader reader;
  hw_hello_view view = {0};
  const hw_hello_keep nothing = {0, 0, 0, 0};
  MakeGoodHello();
  const size_t size = Records(100, stream);
  hw_hello_reader_init(&reader, room, sizeof(room), hw_hello_limits_new(), nothing,
                       hw_policy_interop());
  hw_hello_step step = {0};
  for (size_t i = 0; i < size; ++i) {
    EXPECT(hw_hello_reader_view(&reader, &view) == 0);
    step = hw_hello_reader_feed(&reader, stream + i, 1);
    const uint32_t expected = i + 1 < size ? HW_HELLO_OUTCOME_NEED_MORE : HW_HELLO_OUTCOME_COMPLETE;
    EXPECT(step.outcome == expected);
  }
  EXPECT(hw_consumed(step.result) == size && hw_hello_reader_taken(&reader) == size);
  EXPECT(hw_hello_reader_records(&reader) == 2 && hw_hello_reader_kept(&reader) > 0);
  EXPECT(hw_hello_reader_kept(&reader) < hello_size);
  EXPECT(hw_hello_reader_view(&reader, &view) == 1);
  CheckView(&view);
  EXPECT(hw_hello_reader_end(&reader).outcome == HW_HELLO_OUTCOME_COMPLETE);
  const hw_unverified_hello unverified = hw_hello_reader_unverified(&reader);
  EXPECT(unverified.legacy_version == HW_TLS12 &&
         IS(unverified.server_name.data, unverified.server_name.size, "One.two"));
}

static void AStreamThatIsKeptWhole(void) {
  uint8_t stream[512];
  hw_hello_reader reader;
  hw_hello_view view;
  hw_key_shares shares;
  hw_key_share share;
  hw_ech ech;
  const hw_hello_keep all = {1, 1, 1, 1};
  MakeGoodHello();
  const size_t size = Records(9, stream);
  hw_hello_reader_init(&reader, room, sizeof(room), hw_hello_limits_new(), all,
                       hw_policy_interop());
  EXPECT(hw_hello_reader_read(&reader, stream, 20).outcome == HW_HELLO_OUTCOME_NEED_MORE);
  EXPECT(hw_hello_reader_read(&reader, stream, size).outcome == HW_HELLO_OUTCOME_COMPLETE);
  EXPECT(hw_hello_reader_view(&reader, &view) == 1);
  EXPECT(IsPresent(hw_view_find_key_shares(&view, &shares)));
  EXPECT(hw_key_shares_next(&shares, &share) == 1);
  EXPECT(IS(share.key_exchange.data, share.key_exchange.size, "key"));
  EXPECT(IsPresent(hw_view_find_ech(&view, &ech)) && IS(ech.payload.data, ech.payload.size, "pay"));
}

/* Without a block of extensions, every extension is absent. */
static void AStreamWithoutExtensions(void) {
  uint8_t stream[512];
  hw_hello_reader reader;
  hw_hello_view view;
  hw_server_name name;
  hw_protocol_names protocols;
  hw_numbers numbers;
  hw_key_shares shares;
  hw_ech ech;
  const hw_hello_keep all = {1, 1, 1, 1};
  hello_size = 0;
  PUT("\x01\0\0\x29\x03\x03" RANDOM "\0\0\x02\x13\x01\x01\0");
  const size_t size = Records(9, stream);
  hw_hello_reader_init(&reader, room, sizeof(room), hw_hello_limits_new(), all,
                       hw_policy_interop());
  EXPECT(hw_hello_reader_read(&reader, stream, size).outcome == HW_HELLO_OUTCOME_COMPLETE);
  EXPECT(hw_hello_reader_view(&reader, &view) == 1 && view.has_extensions == 0);
  EXPECT(hw_view_find_server_name(&view, &name, hw_policy_strict()).presence == HW_PRESENCE_ABSENT);
  EXPECT(hw_view_find_protocol_names(&view, &protocols).presence == HW_PRESENCE_ABSENT);
  EXPECT(hw_view_find_supported_versions(&view, &numbers).presence == HW_PRESENCE_ABSENT);
  EXPECT(hw_view_find_supported_groups(&view, &numbers).presence == HW_PRESENCE_ABSENT);
  EXPECT(hw_view_find_signature_algorithms(&view, &numbers).presence == HW_PRESENCE_ABSENT);
  EXPECT(hw_view_find_key_shares(&view, &shares).presence == HW_PRESENCE_ABSENT);
  EXPECT(hw_view_find_ech(&view, &ech).presence == HW_PRESENCE_ABSENT);
}

/* How a stream ends that gives no hello. */
static hw_hello_step Read(const char* octets, size_t size, size_t memory, uint32_t most) {
  hw_hello_reader reader;
  hw_hello_view view;
  const hw_hello_keep nothing = {0, 0, 0, 0};
  const hw_hello_limits limits = {most, 0};
  hw_hello_reader_init(&reader, room, memory, limits, nothing, hw_policy_interop());
  hw_hello_reader_read(&reader, (const uint8_t*)octets, size);
  const hw_hello_step step = hw_hello_reader_end(&reader);
  EXPECT(hw_hello_reader_view(&reader, &view) == 0);
  EXPECT(hw_hello_reader_sslv2_version(&reader) ==
         (step.outcome == HW_HELLO_OUTCOME_SSLV2 ? 0x0302 : 0));
  return step;
}

static void StreamsWithoutAHello(void) {
  uint8_t stream[512];
  MakeGoodHello();
  const size_t size = Records(100, stream);
  const char* whole = (const char*)stream;
  EXPECT(Read("\x16\x03\x01\0\0", 5, 512, 512).result.detail == HW_DETAIL_TOO_MANY_EMPTY_RECORDS);
  EXPECT(Read("GET /", 5, 512, 512).outcome == HW_HELLO_OUTCOME_NOT_TLS);
  EXPECT(Read("\x16\x03\x01\0\4\x02", 6, 512, 512).outcome == HW_HELLO_OUTCOME_NOT_CLIENT_HELLO);
  EXPECT(Read("\x80\x2e\x01\x03\x02", 5, 512, 512).outcome == HW_HELLO_OUTCOME_SSLV2);
  EXPECT(Read(whole, size, 512, 40).outcome == HW_HELLO_OUTCOME_OVER_LIMIT);
  EXPECT(Read(whole, 30, 512, 512).outcome == HW_HELLO_OUTCOME_ENDED_INSIDE);
  EXPECT(Read(whole, 0, 512, 512).result.detail == HW_DETAIL_CLOSED_NO_NOTIFY);
  const hw_hello_step small = Read(whole, size, 40, 512);
  EXPECT(small.outcome == HW_HELLO_OUTCOME_MEMORY_TOO_SMALL && hw_needed(small.result) > 40);
  EXPECT(strcmp(hw_hello_outcome_name(HW_HELLO_OUTCOME_SSLV2), "sslv2") == 0);
  EXPECT(strcmp(hw_hello_outcome_name(256), "unassigned") == 0);
  EXPECT(hw_hello_limits_new().octets == 16384 && hw_hello_limits_new().empty_records == 32);
}

static void UnsetReadersRefuse(void) {
  hw_hello_reader reader = {0};
  hw_hello_view view;
  const hw_hello_step step = hw_hello_reader_read(&reader, room, 1);
  EXPECT(step.outcome == HW_HELLO_OUTCOME_MALFORMED && step.result.code == HW_BAD_STATE);
  EXPECT(hw_hello_reader_feed(&reader, room, 1).result.code == HW_BAD_STATE);
  EXPECT(hw_hello_reader_end(&reader).result.code == HW_BAD_STATE);
  EXPECT(hw_hello_reader_view(&reader, &view) == 0);
  EXPECT(hw_hello_reader_unverified(&reader).server_name.size == 0);
  EXPECT(hw_hello_reader_sslv2_version(&reader) == 0 && hw_hello_reader_taken(&reader) == 0);
  EXPECT(hw_hello_reader_records(&reader) == 0 && hw_hello_reader_kept(&reader) == 0);
}

static void HostNames(void) {
  hw_host_name name = {0};
  hw_host_name same = {0};
  hw_host_name below = {0};
  hw_host_pattern pattern = {0};
  EXPECT(hw_host_name_equal(&name, &same) == 0);
  EXPECT(hw_host_name_parse("127.1", 5, &name).detail == HW_DETAIL_IP_LITERAL && name.size == 0);
  EXPECT(hw_consumed(hw_host_name_parse("EXAMPLE.com.", 12, &name)) == 12);
  EXPECT(IS(name.text, name.size, "example.com"));
  EXPECT(hw_ok(hw_host_name_parse("Example.Com", 11, &same)));
  EXPECT(hw_ok(hw_host_name_parse("a.example.com", 13, &below)));
  EXPECT(hw_host_name_equal(&name, &same) == 1 && hw_host_name_equal(&name, &below) == 0);
  EXPECT(hw_host_pattern_covers(&pattern, &name) == 0);
  EXPECT(hw_host_pattern_parse("*", 1, &pattern).detail == HW_DETAIL_HOST_NAME_OCTET);
  EXPECT(hw_host_pattern_covers(&pattern, &below) == 0);
  EXPECT(hw_ok(hw_host_pattern_parse("*.Example.com", 13, &pattern)));
  EXPECT(hw_host_pattern_covers(&pattern, &below) == 1);
  EXPECT(hw_host_pattern_covers(&pattern, &name) == 0);
  /* Names that nobody has parsed. */
  hw_host_name strange = below;
  strange.size = 254;
  EXPECT(hw_host_pattern_covers(&pattern, &strange) == 0);
  strange = below;
  strange.text[0] = '!';
  EXPECT(hw_host_pattern_covers(&pattern, &strange) == 0);
  EXPECT(hw_host_name_equal(&strange, &strange) == 0);
  EXPECT(hw_host_name_equal(&below, &strange) == 0);
}

static void Sockets(void) {
  struct sockaddr_storage storage;
  struct sockaddr_storage before;
  struct sockaddr_in ipv4;
  struct sockaddr_in6 ipv6;
  const struct sockaddr* any = (const struct sockaddr*)&storage;
  hw_address address = {0};
  hw_address back = {0};
  memset(&storage, 0xFF, sizeof(storage));
  before = storage;
  EXPECT(hw_address_to_sockaddr(&address, &storage) == 0);
  address = hw_address_domain("a.b", 3, 80);
  EXPECT(hw_address_to_sockaddr(&address, &storage) == 0);
  EXPECT(memcmp(&storage, &before, sizeof(storage)) == 0);
  EXPECT(hw_address_from_sockaddr(any, sizeof(storage), &back) == 0);
  EXPECT(back.type == HW_ADDRESS_UNSET);
  EXPECT(hw_ok(hw_address_parse("192.0.2.1:80", 12, &address)));
  EXPECT(hw_address_to_sockaddr(&address, &storage) == sizeof(ipv4));
  memcpy(&ipv4, &storage, sizeof(ipv4));
  EXPECT(ipv4.sin_family == AF_INET && ntohs(ipv4.sin_port) == 80);
  EXPECT(ntohl(ipv4.sin_addr.s_addr) == 0xC0000201);
  EXPECT(hw_address_from_sockaddr(any, sizeof(ipv4), &back) == 1);
  EXPECT(hw_address_equal(&address, &back) == 1);
  EXPECT(hw_address_from_sockaddr(any, sizeof(ipv4) - 1, &back) == 0);
  EXPECT(hw_ok(hw_address_parse("[2001:db8::1]:443", 17, &address)));
  EXPECT(hw_address_to_sockaddr(&address, &storage) == sizeof(ipv6));
  memcpy(&ipv6, &storage, sizeof(ipv6));
  EXPECT(ipv6.sin6_family == AF_INET6 && ntohs(ipv6.sin6_port) == 443);
  EXPECT(ipv6.sin6_addr.s6_addr[0] == 0x20 && ipv6.sin6_addr.s6_addr[15] == 1);
  EXPECT(hw_address_from_sockaddr(any, sizeof(ipv6), &back) == 1);
  EXPECT(hw_address_equal(&address, &back) == 1);
  EXPECT(hw_address_from_sockaddr(any, sizeof(ipv6) - 1, &back) == 0);
  EXPECT(hw_address_from_sockaddr(any, sizeof(ipv4) - 1, &back) == 0);
#ifdef _WIN32 /* the type of a size has a sign there */
  EXPECT(hw_address_from_sockaddr(any, -1, &back) == 0);
#endif
}

static void Pieces(void) {
  uint8_t octets[8];
  uint8_t bits[HW_REASSEMBLY_BITS(8)];
  hw_reassembly pieces = {0};
  EXPECT(sizeof(bits) == 1 && HW_REASSEMBLY_BITS(9) == 2);
  EXPECT(hw_reassembly_add(&pieces, 0, room, 1).code == HW_BAD_STATE);
  EXPECT(hw_reassembly_set_length(&pieces, 1).code == HW_BAD_STATE);
  EXPECT(hw_reassembly_complete(&pieces) == 0 && hw_reassembly_message(&pieces).size == 0);
  EXPECT(hw_reassembly_front(&pieces).size == 0);
  hw_reassembly_init(&pieces, octets, 8, bits, 1);
  EXPECT(hw_consumed(hw_reassembly_add(&pieces, 2, (const uint8_t*)"llo", 3)) == 3);
  EXPECT(hw_consumed(hw_reassembly_add(&pieces, 0, (const uint8_t*)"hel", 3)) == 2);
  EXPECT(hw_reassembly_add(&pieces, 0, (const uint8_t*)"j", 1).detail ==
         HW_DETAIL_FRAGMENT_MISMATCH);
  EXPECT(hw_reassembly_complete(&pieces) == 0 && hw_reassembly_front(&pieces).size == 5);
  const hw_result long_result = hw_reassembly_set_length(&pieces, 9);
  EXPECT(long_result.detail == HW_DETAIL_OUTPUT_TOO_SMALL && hw_needed(long_result) == 9);
  EXPECT(hw_ok(hw_reassembly_set_length(&pieces, 5)) && hw_reassembly_complete(&pieces) == 1);
  const hw_bytes message = hw_reassembly_message(&pieces);
  EXPECT(IS(message.data, message.size, "hello") && message.data == octets);
}

static void Fragments(void) {
  uint8_t octets[8];
  uint8_t bits[1];
  const hw_dtls_handshake_header unset = {0};
  hw_dtls_handshake_header header = hw_dtls_handshake_header_new();
  hw_reassembly pieces;
  hw_bytes fragment = {(const uint8_t*)"hi", 2};
  header.length = 4;
  header.fragment_offset = 2;
  header.fragment_length = 2;
  hw_reassembly_init(&pieces, octets, 8, bits, 1);
  EXPECT(hw_reassembly_add_fragment(&pieces, &unset, fragment).code == HW_BAD_STATE);
  hw_reassembly unset_pieces = {0};
  EXPECT(hw_reassembly_add_fragment(&unset_pieces, &header, fragment).code == HW_BAD_STATE);
  EXPECT(hw_consumed(hw_reassembly_add_fragment(&pieces, &header, fragment)) == 2);
  EXPECT(hw_reassembly_front(&pieces).size == 0);
  header.fragment_offset = 0;
  header.message_seq = 1;
  EXPECT(hw_reassembly_add_fragment(&pieces, &header, fragment).detail ==
         HW_DETAIL_FRAGMENT_MISMATCH);
  header.message_seq = 0;
  EXPECT(hw_ok(hw_reassembly_add_fragment(&pieces, &header, fragment)));
  const hw_bytes message = hw_reassembly_message(&pieces);
  EXPECT(hw_reassembly_complete(&pieces) == 1 && IS(message.data, message.size, "hihi"));
}

int main(void) {
  EveryExtension();
  NamesAndVersions();
  Keys();
  BodiesThatAreWrong();
  UnsetHellosSayNothing();
  AStreamOctetByOctet();
  AStreamThatIsKeptWhole();
  AStreamWithoutExtensions();
  StreamsWithoutAHello();
  UnsetReadersRefuse();
  HostNames();
  Sockets();
  Pieces();
  Fragments();
  return Summary();
}
