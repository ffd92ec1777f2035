#!/usr/bin/env bash
# Starts a SOCKS server: proxy --listen HOST:PORT [--users FILE] [FLAG VALUE ...]
#
# It serves SOCKS4, SOCKS4a and SOCKS5 until Ctrl-C. docs/proxy.md explains its flags, its rules and its log.
. "$(dirname "$0")/common.sh"
need base proxy
binary=$(program gcc //examples/proxy:proxy)
cd "$OLDPWD"
exec "$binary" "$@"
