#!/usr/bin/env bash
# Measures every codec beside its floor and its limit: nanoseconds, ratios, instructions
#
# Times are medians of nine interleaved repetitions. A ratio compares times of the same repetition.
# Callgrind counts the instructions of ten passes. Two passes before them load everything. An operation
# meets its aim if it needs no more than the larger of 1.25 times the instructions of the floor, and
# these + 12. docs/speed.md explains floor and limit.
#
# tools/dev bench [FLAG ...]
#
# --check  measures only instructions, and fails if one is not that of docs/speed.md
# --write  measures only instructions, and writes them to docs/speed.md
# --peers  measures the times of code of others instead, on the same octets. A peer that is not
#          installed is named in a line, and the verb ends with 0 all the same. With --check it
#          measures nothing, and fails if a peer reads or writes something else than Hardwire. With
#          --write the table goes to docs/speed.md. For these two every peer must be there:
#          `tools/dev setup` installs them.
# --growth  counts instructions against the size of the input instead, and fails where they do not lie
#           on a line. --check and --write compare with docs/growth.tsv and write it, with what is made
#           of it.
. "$(dirname "$0")/common.sh"
arguments "$@"
at_most_one --check --write
at_most_one --growth --peers
need base test
options=()
[ -z "${flag[--check]:-}" ] || options=(--check)
[ -z "${flag[--write]:-}" ] || options=(--write)
if [ -n "${flag[--peers]:-}" ]; then
  strings=$(program gcc //test/bench/peers:string_peer)
  side=$(program gcc //test/bench/peers:script_side)
  exec python3 tools/verbs/bench_peers.py "$strings" "$side" "${options[@]}"
fi
if [ -n "${flag[--growth]:-}" ]; then
  growth=$(program gcc //test/bench:growth)
  exec python3 tools/verbs/bench_growth.py "$growth" "${options[@]}"
fi
binary=$(program gcc //test/bench:bench)
exec python3 tools/verbs/bench.py "$binary" "${options[@]}"
