#!/usr/bin/env bash
# Measures every codec beside its floor and its limit: nanoseconds, ratios, instructions
#
# Times are medians of nine interleaved repetitions; ratios are taken inside a repetition.
# Instructions come from callgrind, as the difference between two numbers of passes. An operation
# meets its aim when it needs no more than the larger of 1.25 times the floor's instructions and the
# floor's + 12.
#
# tools/dev bench [FLAG ...]
#
# --check  measures instructions alone and fails when one misses its aim
. "$(dirname "$0")/common.sh"
arguments "$@"
need base test
binary=$(program gcc //test/bench:bench)
exec python3 tools/verbs/bench.py "$binary" "$@"
