/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * Says to whom a TLS client wants to speak. Reads a SOCKS5 request and refuses it.
 */

#include <stdio.h>

#include "hardwire/c/hardwire.h"

/* The first octets of a connection. */
static void ShowHello(const uint8_t* stream, size_t size) {
  uint8_t memory[1024];
  hw_hello_reader reader;
  const hw_hello_keep keep = {0, 0, 0, 0};
  hw_hello_reader_init(&reader, memory, sizeof(memory), hw_hello_limits_new(), keep,
                       hw_policy_interop());
  const hw_hello_step step = hw_hello_reader_feed(&reader, stream, size);
  hw_hello_view view;
  hw_server_name found;
  hw_host_name name;
  if (step.outcome == HW_HELLO_OUTCOME_COMPLETE && hw_hello_reader_view(&reader, &view) &&
      hw_view_find_server_name(&view, &found, hw_policy_strict()).presence == HW_PRESENCE_PRESENT &&
      hw_ok(hw_host_name_parse(found.host_name.data, found.host_name.size, &name))) {
    printf("a hello to %.*s\n", (int)name.size, name.text);
  }
}

int main(void) {
  static const uint8_t hello[] =
      "\x16\x03\x01\x00\x3b\x01\x00\x00\x37\x03\x03" /* a record, a message, its version */
      "0123456789abcdef0123456789abcdef"             /* random */
      "\x00\x00\x02\x13\x01\x01\x00"                 /* one suite, no compression */
      "\x00\x0c\x00\x00\x00\x08\x00\x06\x00\x00\x03" /* server_name */
      "A.b";
  ShowHello(hello, sizeof(hello) - 1);

  const uint8_t input[] = {5, 1, 0, 3, 3, 'a', '.', 'b', 1, 0xbb};
  hw_socks5_request request;
  hw_result result = hw_socks5_request_decode(input, sizeof(input), &request, hw_policy_interop());
  if (result.code == HW_NEED_MORE) return 1; /* wait for hw_missing() more bytes */
  if (!hw_ok(result)) {
    fprintf(stderr, "%s at byte %u\n", hw_sentence(result), hw_offset(result));
    return 1;
  }
  printf("Hardwire %s\n%s to %.*s port %u, %u bytes used\n", hw_version(),
         hw_socks5_command_name(request.command), (int)request.address.domain.size,
         request.address.domain.data, request.address.port, hw_consumed(result));

  uint8_t output[HW_MAX_SOCKS5_REPLY];
  hw_socks5_reply reply = hw_socks5_reply_new(); /* a new one says no */
  reply.code = HW_SOCKS5_REPLY_CODE_HOST_UNREACHABLE;
  result = hw_socks5_reply_encode(&reply, output, sizeof(output), hw_policy_strict());
  if (!hw_ok(result)) return 1;
  printf("%u bytes to send: %s\n", hw_written(result), hw_socks5_reply_code_name(reply.code));
  return 0;
}
