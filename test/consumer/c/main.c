/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * Reads a SOCKS5 request and refuses it.
 */

#include <stdio.h>

#include "hardwire/c/hardwire.h"

int main(void) {
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
