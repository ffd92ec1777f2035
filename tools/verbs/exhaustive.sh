#!/usr/bin/env bash
# Runs the tests that try every value (tag "exhaustive"), in a few minutes
#
# tools/dev exhaustive
. "$(dirname "$0")/common.sh"
arguments "$@"
need base test
mapfile -t tests < <(bazel_do query 'attr(tags, exhaustive, tests(//...))')
[ ${#tests[@]} -gt 0 ] || die "no exhaustive test"
bazel_do test -c opt --config=gcc --test_output=all --test_timeout=3600 "${tests[@]}"
