#!/usr/bin/env bash
# Fuzzes, keeps the corpora, files what crashes as regressions
#
# tools/dev fuzz [TARGET ...] [FLAG ...]
#
# TARGET           all of them unless named
# --seconds N      for each target: 60, with --speed 4 if not told otherwise
# --jobs N         processes that fuzz one target, 1
# --engine ENGINE  libfuzzer, or afl for AFL++
# --forever        all in turn until stopped; goes on where it was
# --list           lists the targets, one a line
# --speed          runs a second without sanitizers and with them, beside the goals
#
# Corpora are in build/fuzz/corpus/TARGET, logs in build/fuzz/logs. A crash is made small and put in
# corpus/regressions/TARGET. docs/FUZZING.md has more.
. "$(dirname "$0")/common.sh"
arguments "$@"
number --seconds "${flag[--seconds]:-}" --jobs "${flag[--jobs]:-}"
at_most_one --forever --list --speed
case ${flag[--engine]:-afl} in afl | libfuzzer) ;; *) wrong "--engine is afl or libfuzzer, not '${flag[--engine]}'" ;; esac
for target in "${operands[@]}"; do
  python3 tools/fuzz_targets.py | cut -f 1 | grep -qxF -- "$target" || wrong "there is no target '$target'; expected one that --list lists"
done
if [ -n "${flag[--list]:-}" ]; then need base; else need base test fuzz; fi
case $root in *[[:space:]]*) die "libFuzzer does not merge in a folder with a space in its name: $root" ;; esac
exec python3 tools/verbs/fuzz.py "$@"
