#!/usr/bin/env bash
# Compares every SOCKS decoder with a second, plain one
#
# tools/dev differential [INPUTS]
#
# INPUTS  how many for each message; 20 million if not given
. "$(dirname "$0")/common.sh"
arguments "$@"
number INPUTS "${operands[0]:-}"
need base test
exec "$(program gcc //test/differential:socks_differential)" "${operands[0]:-20000000}"
