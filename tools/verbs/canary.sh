#!/usr/bin/env bash
# Plants known bugs in codec/, one at a time, and counts how many the fuzz targets find
#
# tools/dev canary [NAME ...] [FLAG ...]
#
# Each bug is a patch in tools/canary. Its first comment names the fuzz target that must find it, or,
# where no target reads the code, a Bazel test that must fail. libFuzzer runs with AddressSanitizer on
# one core. It has 60 seconds from the seeds, and 300 from an empty corpus. Prints a table of seconds,
# where 0 means that a seed finds the bug as it is. The last line is "found F of N". Exits with 1 if a
# bug is not found, if there is no such target or test, or if a patch does not apply any more.
#
# --seeds      only from the seeds
# --empty      only from an empty corpus
# --turn N     only N of them, from the seeds; the last commit decides which
# --seconds N  at most N seconds from either
# --list       lists the bugs
. "$(dirname "$0")/common.sh"
arguments "$@"
number --turn "${flag[--turn]:-}"
number --seconds "${flag[--seconds]:-}"
for name in "${operands[@]}"; do
  [ -f "tools/canary/$name.patch" ] || wrong "there is no canary '$name'; expected one that --list lists"
done
need base test
exec python3 tools/canary/canary.py "$@"
