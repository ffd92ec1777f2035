#!/usr/bin/env bash
# Decodes and explains messages, for people or, with --batch, for programs
#
# tools/dev inspect [KIND HEX ...] [FLAG ...]
. "$(dirname "$0")/common.sh"
arguments "$@"
[ ${#operands[@]} -eq 0 ] || [ -n "${flag[--pcap]:-}${flag[--conversation]:-}" ] || grep -qwF -- "${operands[0]}" <<<"$(help_of inspect | sed -n 's/^Kinds: //p')" ||
  wrong "there is no kind '${operands[0]}'; expected one of $(help_of inspect | sed -n 's/^Kinds: //p')"
need base inspect
binary=$(program gcc //examples/inspect:inspect)
cd "$OLDPWD"
exec "$binary" "$@"
