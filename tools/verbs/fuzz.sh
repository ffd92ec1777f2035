#!/usr/bin/env bash
# Fuzzes, keeps the corpora, and files inputs that crash as regressions
#
# tools/dev fuzz [TARGET ...] [FLAG ...]
#
# TARGET           all of them unless named
# --seconds N      for each target; 60 if not given, with --speed 4
# --jobs N         how many processes fuzz one target; 1 if not given
# --engine ENGINE  libfuzzer, or afl for AFL++
# --forever        one after the other until stopped; goes on where the last run stopped
# --list           lists the targets, one a line
# --keep           fuzzes nothing: writes what adds coverage in the corpora to corpus/grown/TARGET.hex
# --speed          runs a second without sanitizers and with them, beside the goals
#
# Corpora are in build/fuzz/corpus/TARGET, logs in build/fuzz/logs. An input that crashes is made small
# and put in corpus/regressions/TARGET. docs/FUZZING.md has more.
. "$(dirname "$0")/common.sh"
arguments "$@"
number --seconds "${flag[--seconds]:-}" --jobs "${flag[--jobs]:-}"
at_most_one --forever --list --keep --speed
case ${flag[--engine]:-afl} in afl | libfuzzer) ;; *) wrong "--engine is afl or libfuzzer, not '${flag[--engine]}'" ;; esac
for target in "${operands[@]}"; do
  python3 tools/fuzz_targets.py | cut -f 1 | grep -qxF -- "$target" || wrong "there is no target '$target'; expected one that --list lists"
done
if [ -n "${flag[--list]:-}" ]; then need base; else need base test fuzz; fi
case $root in *[[:space:]]*) die "libFuzzer does not merge in a folder with a space in its name: $root" ;; esac
exec python3 tools/verbs/fuzz.py "$@"
