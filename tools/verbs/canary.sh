#!/usr/bin/env bash
# Plants known bugs in codec/, one at a time, and counts how many the fuzz targets find
#
# tools/dev canary [NAME ...] [FLAG ...]
#
# Each bug is a patch in tools/canary; its head names the fuzz target that must find it. libFuzzer with
# AddressSanitizer has 60 seconds from the seeds (0: a seed trips it as it is) and 300 from an empty
# corpus, on one core. Prints a table of seconds; the last line is "found F of N". Exits with 1 if one
# is not found, or if a patch does not apply any more.
#
# --seeds    only from the seeds
# --empty    only from an empty corpus
# --turn N   N of them, other ones each day, from the seeds
# --list     says which there are
. "$(dirname "$0")/common.sh"
arguments "$@"
number --turn "${flag[--turn]:-}"
for name in "${operands[@]}"; do
  [ -f "tools/canary/$name.patch" ] || wrong "there is no canary '$name'; expected one that --list lists"
done
need base test
exec python3 tools/canary/canary.py "$@"
