#!/usr/bin/env bash
# Measures SOCKS5 handshakes a second of examples/proxy beside microsocks and Dante
#
# tools/dev handshakes [HANDSHAKES ROUNDS]: 1000 in each of 9 rounds if not told otherwise.
# docs/interop.md explains the table.
. "$(dirname "$0")/common.sh"
need base interop proxy
load=$(program gcc //test/interop:handshake_load)
proxy=$(program gcc //examples/proxy:proxy)
exec python3 test/interop/handshakes_per_second.py "$load" "$proxy" "$@"
