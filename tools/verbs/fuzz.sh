#!/usr/bin/env bash
# Fuzzes, keeps the corpora, files what crashes as regressions: [TARGET ...] [--seconds N] [--forever]
#
#   tools/dev fuzz                          every target for 60 seconds
#   tools/dev fuzz socks5_request --seconds 600 --jobs 2
#   tools/dev fuzz --forever                all in turn until stopped; goes on where it was
#   tools/dev fuzz --list                   the targets, one a line
#   tools/dev fuzz --speed                  runs a second without sanitizers and with them, beside the goals
#
# --engine afl takes AFL++ instead of libFuzzer. Corpora are in build/fuzz/corpus/TARGET, logs in
# build/fuzz/logs. A crash is made small and put in corpus/regressions/TARGET. docs/FUZZING.md has more.
. "$(dirname "$0")/common.sh"
case " $* " in
  *" --list "*) need base ;;
  *) need base test fuzz ;;
esac
case $root in *[[:space:]]*) die "libFuzzer does not merge in a folder with a space in its name: $root" ;; esac
exec python3 tools/verbs/fuzz.py "$@"
