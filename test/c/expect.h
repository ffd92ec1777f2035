/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * What the tests in C say. A program that has failed exits with 1.
 */

#ifndef HARDWIRE_TEST_C_EXPECT_H_
#define HARDWIRE_TEST_C_EXPECT_H_

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int failures = 0;
static int checks = 0;

static void ExpectThat(int holds, const char* what, int line) {
  ++checks;
  if (holds) return;
  ++failures;
  printf("line %d: not so: %s\n", line, what);
}

/* An expectation that does not hold is printed, and the test goes on. */
#define EXPECT(condition) ExpectThat((condition) != 0, #condition, __LINE__)

/* Whether some octets are those of a literal. */
#define IS(data, size, literal) \
  ((size) == sizeof(literal) - 1 && memcmp((data), (literal), sizeof(literal) - 1) == 0)

/* What main returns. */
static int Summary(void) {
  printf("%d checks, %d failed\n", checks, failures);
  return failures == 0 && checks > 0 ? 0 : 1;
}

#endif /* HARDWIRE_TEST_C_EXPECT_H_ */
