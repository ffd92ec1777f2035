#!/usr/bin/env bash
# Starts a TCP router, which leads TLS connections by the name in their hello until Ctrl-C
#
# tools/dev router [FLAG ...]
#
# docs/router.md explains its flags and its log.
#
. "$(dirname "$0")/common.sh"
arguments "$@"
need base proxy
binary=$(program gcc //examples/sni_router:sni_router)
cd "$OLDPWD"
exec "$binary" "$@"
