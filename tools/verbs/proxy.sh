#!/usr/bin/env bash
# Starts a SOCKS server, which serves SOCKS4, SOCKS4a and SOCKS5 until Ctrl-C
#
# tools/dev proxy [FLAG ...]
#
# docs/proxy.md explains its flags and its log.
#
. "$(dirname "$0")/common.sh"
arguments "$@"
need base proxy
binary=$(program gcc //examples/proxy:proxy)
cd "$OLDPWD"
exec "$binary" "$@"
