/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * Uses the library as one file, from C.
 */

#include <stdio.h>

#include "hardwire.h"

int main(void) {
  const uint8_t input[] = {0x16, 0x03, 0x01};
  uint8_t protocol = HW_PROTOCOL_OTHER;
  if (!hw_ok(hw_sniff(input, sizeof(input), &protocol))) return 1;
  printf("%s\n", hw_protocol_name(protocol));
  return 0;
}
