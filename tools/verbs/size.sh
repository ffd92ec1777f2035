#!/usr/bin/env bash
# Measures the code of every module, and of programs that use one codec alone
#
# Octets of instructions and constants, at -Os and -O2, by gcc and clang. A program counts for what it has more
# than an empty one. Fails if the codec or a program of gcc -Os is larger than docs/speed.md allows.
#
# tools/dev size [FLAG]
#
# --limits  gcc -Os alone
. "$(dirname "$0")/common.sh"
arguments "$@"
need base test
exec python3 tools/verbs/size.py ${flag[--limits]:+--limits}
