#!/usr/bin/env bash
# Measures SOCKS5 handshakes a second of examples/proxy beside microsocks and Dante
#
# tools/dev handshakes [HANDSHAKES ROUNDS]
#
# HANDSHAKES is how many in each round. If not given, 1000 in each of 9 rounds. docs/interop.md explains
# the table.
. "$(dirname "$0")/common.sh"
arguments "$@"
[ ${#operands[@]} -ne 1 ] || wrong "'${operands[0]}' comes without ROUNDS; expected HANDSHAKES ROUNDS or none"
number HANDSHAKES "${operands[0]:-}" ROUNDS "${operands[1]:-}"
need base interop proxy
load=$(program gcc //test/interop:handshake_load)
proxy=$(program gcc //examples/proxy:proxy)
exec python3 test/interop/handshakes_per_second.py "$load" "$proxy" "$@"
