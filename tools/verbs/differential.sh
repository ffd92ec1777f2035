#!/usr/bin/env bash
# Compares every SOCKS decoder with a naive reference: tools/dev differential [INPUTS], 20 million each
. "$(dirname "$0")/common.sh"
need base test
exec "$(program gcc //test/differential:socks_differential)" "${1:-20000000}"
